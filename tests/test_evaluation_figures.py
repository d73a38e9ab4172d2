"""From replies to figures, to a table, and to a comparison with an earlier run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa import jsonl
from qa.errors import NotFoundError, UsageError
from qa.evaluation.pages import tables
from qa.evaluation.questions.gold import Case, Expect, Gold, Structure, Turn
from qa.evaluation.scoring import compare, figures
from qa.evaluation.scoring.scores import score_run
from qa.evaluation.scoring.structure import compare as compare_structure
from qa.report import Judgement, Paragraph, Recommendation, Report, Strand
from qa.scale import GradeScale

SCALE = GradeScale(("Outstanding", "Good", "Adequate", "Inadequate"), (1, 2, 3, 4))
HEALTH = Paragraph(
    "harrow-2012", "58", True, ("Being healthy",), Strand.LOOKED_AFTER, "Inadequate",
    "Health is inadequate. Plans: appoint a doctor.",
)  # fmt: skip
REPORT = Report(
    "harrow-2012", "London Borough of Harrow", "harrow", "T", "T", "Ofsted", "F", "f", SCALE,
    None, "2012-06-27", "N M", None, "58. Health is inadequate. Plans: appoint a doctor.", "0",
    "harrow-2012.txt", (HEALTH,),
    (Recommendation("harrow-2012", "58", 1, "Immediately", None, "appoint a doctor."),),
    (Judgement("harrow-2012", "findings", "Being healthy", Strand.LOOKED_AFTER, "Inadequate", 4,
               SCALE.describe()),),
)  # fmt: skip


class Shelf:
    """A library of one report."""

    def report(self, key: str) -> Report:
        if key != REPORT.key:
            raise NotFoundError(key)
        return REPORT


def case(id: str, group: str, *turns: Turn) -> Case:
    return Case(id, group, turns)


def topic(relevant: dict[str, int], *phrases: str, type: str = "topic") -> Turn:
    return Turn("?", type, Expect.ANSWER, relevant, {}, phrases)


GOLD = Gold(
    (
        case("h1", "harrow-2012", topic({"harrow-2012#58": 2}, "Health is inadequate", "no such")),
        case("h2", "harrow-2012", topic({"harrow-2012#58": 2}, type="fact")),
        case("h3", "harrow-2012", Turn("?", "negative", Expect.REFUSE)),
        case("b1", "barnet-2012", topic({"barnet-2012#7": 2, "barnet-2012#8": 1})),
        case("x1", "cross", topic({"barnet-2012#7": 2}, type="compare")),
        case(
            "c1",
            "chat",
            topic({"harrow-2012#58": 2}, type="first"),
            topic({"harrow-2012#58": 2}, type="ellipsis"),
        ),
        case("u1", "unanswerable", Turn("?", "authority_absent", Expect.REFUSE)),
        case("u2", "unanswerable", Turn("?", "authority_absent", Expect.REFUSE)),
        case(
            "u3",
            "unanswerable",
            Turn("?", "false_premise", Expect.ANSWER, {}, {"harrow-2012#58": 2}),
        ),
        case("u4", "unanswerable", Turn("?", "injection", Expect.EITHER)),
    ),
    frozenset({"barnet-2012"}),
)


def reply(id: str, retrieved: str, turn: int = 1, reason: str | None = None) -> dict[str, Any]:
    """A row of a run; answered with a quote from paragraph 58 unless a reason is given."""
    quote = {"key": "harrow-2012#58", "text": "Health is inadequate."}
    return {
        "id": id,
        "turn": turn,
        "answered": reason is None,
        "reason": reason,
        "text": "",
        "quotes": [] if reason else [quote],
        "nearest": [quote] if reason else [],
        "retrieved": [{"key": key, "score": 1.0} for key in retrieved.split()],
        "ms": {},
        "wall_ms": 10.0,
    }


RUN = [
    reply("h1", "harrow-2012#57.1 harrow-2012#57.2 harrow-2012#58"),
    reply("h2", "", reason="topic_not_found"),
    reply("h3", "", reason="topic_not_found"),
    reply("b1", "barnet-2012#7.1 barnet-2012#8"),
    reply("x1", "barnet-2012#1 barnet-2012#2 barnet-2012#7"),
    reply("c1", "harrow-2012#58"),
    reply("c1", "harrow-2012#1 harrow-2012#58", turn=2),
    reply("u1", "", reason="authority_not_held"),
    reply("u2", "harrow-2012#58"),
    reply("u3", "harrow-2012#58"),
    reply("u4", "harrow-2012#58"),
]


@pytest.fixture(scope="module")
def found() -> figures.Figures:
    return figures.compute(GOLD, RUN, Shelf())


def test_rankings_are_scored_by_paragraph() -> None:
    by_name = {score.name: score.ranking for score in score_run(GOLD, RUN)}
    assert by_name["h1"] and by_name["h1"].mrr == 0.5  # two items of one paragraph are one place
    assert by_name["h2"] and by_name["h2"].ndcg10 == 0.0
    assert by_name["h3"] is None
    assert by_name["b1"] and by_name["b1"].ndcg10 == pytest.approx(1.0)
    assert by_name["c1/2"] and by_name["c1/2"].recall5 == 1.0


def test_groups_hold_what_belongs_to_them(found: figures.Figures) -> None:
    assert found["questions"] == 11
    assert found["all"]["questions"] == 4  # not the negative, the chat nor the unanswerable
    assert {name: g["questions"] for name, g in found["by_report"].items()} == {
        "barnet-2012": 1,
        "cross": 1,
        "harrow-2012": 2,
    }
    assert {name: g["questions"] for name, g in found["by_type"].items()} == {
        "compare": 1,
        "fact": 1,
        "topic": 2,
    }
    assert found["chat"]["questions"] == 2
    assert sorted(found["by_training"]) == ["trained on", "unseen"]
    assert found["by_training"]["unseen"]["questions"] == 2


def test_phrases_and_quoted_paragraphs(found: figures.Figures) -> None:
    harrow = found["by_report"]["harrow-2012"]
    assert harrow["phrases_found"] == {"share": 0.5, "of": 2}
    assert harrow["quoted_relevant"] == {"share": 1.0, "of": 1}
    assert found["by_report"]["barnet-2012"]["quoted_relevant"] == {"share": 0.0, "of": 1}
    assert harrow["answered"] == {"share": 0.5, "of": 2}


def test_refusals_by_kind(found: figures.Figures) -> None:
    absent = found["refusals"]["authority_absent"]
    assert (absent["questions"], absent["right"], absent["refused"]) == (2, 1, 1)
    assert (absent["reason_right"], absent["wrong_ids"]) == (1, ["u2"])
    assert found["refusals"]["negative"]["right"] == 1
    premise = found["refusals"]["false_premise"]
    assert (premise["right"], premise["refused"], premise["corrected"]) == (1, 0, 1)
    assert found["refusals"]["injection"]["right"] == 1


def test_false_refusals_are_named(found: figures.Figures) -> None:
    assert found["false_refusals"] == {"answerable": 7, "refused": 1, "ids": ["h2"]}


def test_a_grade_is_right_of_its_own_report_strand_and_section() -> None:
    asked = topic({"harrow-2012#58": 2}, "Health is inadequate", type="judgement")
    gold = Gold((case("j1", "harrow-2012", asked),))
    told = {"report": "harrow-2012", "strand": "looked after children", "aspect": "Being healthy"}
    silent = reply("j1", "harrow-2012#58") | {"quotes": []}

    def right(**other: str) -> int:
        row = silent | {"judgements": [told | {"grade": "Inadequate"} | other]}
        both: int = figures.compute(gold, [row], Shelf())["grades"]["both"]["right"]
        return both

    assert right() == 1
    assert right(grade="Adequate") == 0
    assert right(strand="safeguarding") == 0
    assert right(aspect="Staying safe") == 0
    quoted = figures.compute(gold, [reply("j1", "") | {"judgements": []}], Shelf())
    assert quoted["grades"]["judgement"] == {
        "questions": 1, "right": 1, "share": 1.0, "wrong_ids": []
    }  # fmt: skip
    assert "grades and scales" in tables.render(quoted)


def test_every_quote_is_checked_also_the_nearest(found: figures.Figures) -> None:
    assert found["quotes"]["checked"] == len(RUN)
    assert found["quotes"]["not_verbatim"] == 0


def test_a_composed_quote_is_an_exception() -> None:
    wrong = reply("h1", "")
    wrong["quotes"] = [{"key": "harrow-2012#58", "text": "Health is [very] inadequate."}]
    found = figures.compute(GOLD, [wrong], Shelf())
    assert found["quotes"]["not_verbatim"] == 1
    assert "h1: harrow-2012#58: not in the source" in tables.render(found)


def test_figures_are_json(found: figures.Figures) -> None:
    assert json.loads(jsonl.pretty(found)) == found


def test_the_tables_name_every_group(found: figures.Figures) -> None:
    text = tables.render(found)
    for name in ("all questions", "topic", "harrow-2012", "unseen", "ellipsis", "false_premise"):
        assert name in text
    assert "Quotes not verbatim: 0 of 11." in text
    assert "Answerable questions refused: 1 of 7 (h2)." in text
    assert max(map(len, text.splitlines())) <= 130


def test_an_empty_run_has_tables_too() -> None:
    text = tables.render(figures.compute(Gold(()), [], Shelf()))
    assert "Quotes not verbatim: 0 of 0." in text


def test_what_was_read_is_compared_with_a_careful_reader() -> None:
    paragraph = {
        "para": "58",
        "section": ["Being healthy"],
        "strand": "looked after children",
        "grade": "Inadequate",
        "start": "Health is",
        "end": "appoint a doctor",
    }
    item = {"para": "58", "item": 1, "timescale": "Immediately", "owner": None}
    judgement = {
        "judgement": "Being healthy",
        "strand": "looked after children",
        "grade": "Inadequate",
        "column": None,
    }
    known = Structure(
        "harrow-2012",
        {**REPORT.to_json(), "lead_inspector": "Someone else"},
        (paragraph, paragraph | {"para": "59"}, paragraph | {"end": "a nurse", "grade": None}),
        (item | {"start": "appoint", "end": "doctor"}, item | {"item": 2}),
        (judgement, judgement | {"strand": "safeguarding"}),
    )
    counts = compare_structure(known, REPORT)
    assert counts == {
        "numbers": (2, 3),
        "sections": (2, 3),
        "strands": (2, 3),
        "grades": (1, 3),
        "words at both ends": (1, 3),
        "recommendations": (1, 2),
        "judgements": (1, 2),
        "cover": (7, 8),
    }

    # What was read and is not there lowers the figures too.
    true = Structure("harrow-2012", REPORT.to_json(), (paragraph,),
                     (item | {"start": "appoint", "end": "doctor"},), (judgement,))  # fmt: skip
    assert set(compare_structure(true, REPORT).values()) == {(1, 1), (8, 8)}
    another = replace(REPORT.judgements[0], aspect="Leadership")
    more = replace(
        REPORT,
        paragraphs=(HEALTH, replace(HEALTH, number="59")),
        recommendations=(REPORT.recommendations[0], replace(REPORT.recommendations[0], item=2)),
        judgements=(REPORT.judgements[0], another),
    )
    counts = compare_structure(true, more)
    assert {name: count for name, count in counts.items() if name != "cover"} == dict.fromkeys(
        set(counts) - {"cover"}, (1, 2)
    )
    gold = Gold((), frozenset(), (known,))
    assert "harrow-2012      2/3" in tables.render(figures.compute(gold, [], Shelf()))


def test_two_runs_are_compared_question_by_question() -> None:
    now = figures.compute(GOLD, RUN, Shelf())["per_question"]
    before = {**now, "h2": 1.0, "gone": 0.3}
    comparison = compare.compare(before, now)
    assert (comparison.questions, comparison.better) == (6, ())
    assert [(change.name, change.before, change.after) for change in comparison.worse] == [
        ("h2", 1.0, 0.0)
    ]
    assert comparison.after - comparison.before == pytest.approx(-1 / 6)
    assert "0 better, 1 worse" in comparison.describe()
    assert comparison.to_json()["p"] > 0.05


def test_what_got_worse_and_better_is_listed_with_its_words() -> None:
    before = {"h1": 0.9, "h2": 0.0, "b1": 0.5, "c1/2": 0.2}
    comparison = compare.compare(before, {"h1": 0.1, "h2": 0.0, "b1": 1.0, "c1/2": 0.1})
    assert [change.name for change in comparison.changes] == ["h1", "c1/2", "b1"]
    text = tables.render_comparison(comparison, {"h1": "How is health?", "c1/2": "And then?"})
    worse, better = text.split("\n\n")[1:]
    assert worse.splitlines()[1].split() == ["How", "is", "health?", "h1", "0.900", "0.100"]
    assert "And then?" in worse
    assert better.splitlines()[1].split() == ["b1", "0.500", "1.000"]


def test_a_long_list_of_changes_says_how_many_it_leaves_out() -> None:
    before = {f"q{number}": 0.5 for number in range(40)}
    text = tables.render_comparison(compare.compare(before, dict.fromkeys(before, 0.4)), {})
    assert "... and 15 more" in text


def test_an_earlier_run_is_read_from_its_figures_or_scored_again(tmp_path: Path) -> None:
    found = figures.compute(GOLD, RUN, Shelf())
    jsonl.write_text(tmp_path / "latest.json", jsonl.pretty(found))
    jsonl.write(tmp_path / "latest-run.jsonl", RUN)
    kept = compare.earlier(tmp_path / "latest.json", GOLD)
    assert kept == pytest.approx(found["per_question"])
    assert compare.earlier(tmp_path / "latest-run.jsonl", GOLD) == pytest.approx(kept)


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.json", "{}"), ("x.json", "no"), ("x.json", "[1]"), ("x.jsonl", '{"id": "h1"}')],
)
def test_anything_else_is_not_an_earlier_run(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(UsageError, match="earlier `qa eval`"):
        compare.earlier(path, GOLD)


def test_runs_without_a_common_question_cannot_be_compared() -> None:
    with pytest.raises(UsageError, match="no question in common"):
        compare.compare({"a": 1.0}, {"b": 1.0})


def test_risk_falls_as_fewer_questions_are_answered() -> None:
    """Ordered by their confidence: a good answer, one that finds nothing, one that is not there."""
    rows = [
        reply("h1", "harrow-2012#58") | {"confidence": 0.9},
        reply("b1", "barnet-2012#1") | {"confidence": 0.8},
        reply("h3", "harrow-2012#58") | {"confidence": 0.4},
        reply("h2", "", reason="topic_not_found") | {"confidence": 0.1},
        reply("c1", "harrow-2012#58") | {"confidence": 0.1},  # a turn of a conversation
        reply("u4", "harrow-2012#58") | {"confidence": 0.1},  # may be refused or not
        reply("u1", "", reason="authority_not_held"),  # the confidence was not asked
    ]
    found = figures.compute(GOLD, rows, Shelf())
    curve = found["risk_coverage"]
    assert curve["questions"] == 4
    assert [(p["coverage"], p["not_held"], p["wrong"]) for p in curve["points"]] == [
        (0.25, 0, 0),
        (0.5, 0, 1 / 2),
        (0.75, 1 / 3, 2 / 3),
        (1.0, 1 / 4, 3 / 4),
    ]
    assert curve["now"] == curve["points"][2]
    said = (
        "Of 4 questions that the confidence decides, 75% are answered; 67% of the answers are wrong"
    )
    assert said in tables.render(found)


def test_without_confidence_there_is_no_curve(found: figures.Figures) -> None:
    assert found["risk_coverage"] is None
