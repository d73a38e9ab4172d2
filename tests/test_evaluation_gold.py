"""The gold is read whole, and whatever is wrong in it is named by file and line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qa.assistant import Assistant
from qa.errors import UsageError
from qa.evaluation.questions import gold
from qa.evaluation.questions.gold import Expect, Gold

GOLD = Path(__file__).parent.parent / "evals" / "gold"

QUESTION: dict[str, Any] = {
    "id": "q1",
    "question": "How is health?",
    "type": "topic",
    "relevant": {"harrow-2012#58": 2},
    "quotes": ["inadequate"],
}


@pytest.fixture(scope="module")
def real() -> Gold:
    return gold.load(GOLD)


def put(path: Path, *rows: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_every_row_of_the_gold_is_read(real: Gold) -> None:
    files = [
        *(GOLD / "questions").glob("*.jsonl"),
        GOLD / "chat.jsonl",
        GOLD / "unanswerable.jsonl",
    ]
    assert len(real.cases) == sum(len(path.read_text().splitlines()) for path in files)
    assert real.trained == {"barnet-2012", "havering-2007", "redbridge-2010"}
    read_by_hand = sorted(path.stem for path in (GOLD / "structure").glob("*.jsonl"))
    assert [structure.report for structure in real.structures] == read_by_hand
    assert len(read_by_hand) == 5


@pytest.mark.parametrize("half", ["opened", "sealed"])
def test_what_is_judged_by_reading_says_what_is_right(half: str) -> None:
    lines = (GOLD / "judged" / f"{half}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len({row["id"] for row in rows}) == len(rows) == 240
    assert all(row["expect"] and ("question" in row) is not ("turns" in row) for row in rows)


def test_what_should_happen_is_known_of_every_turn(real: Gold) -> None:
    expected = {(case.group, turn.type): turn.expect for case, _, turn in real.turns()}
    assert expected["harrow-2012", "topic"] is Expect.ANSWER
    assert expected["harrow-2012", "negative"] is Expect.REFUSE
    assert expected["unanswerable", "authority_absent"] is Expect.REFUSE
    assert expected["unanswerable", "false_premise"] is Expect.ANSWER
    assert expected["unanswerable", "injection"] is Expect.EITHER
    assert expected["chat", "metadata"] is Expect.ANSWER


def test_a_turn_off_the_subject_is_to_be_refused(real: Gold) -> None:
    lasagne = [turn for _, _, turn in real.turns() if "lasagne" in turn.question]
    assert [turn.expect for turn in lasagne] == [Expect.REFUSE]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"question": " "}, '"question" must be text'),
        ({"type": 3}, '"type" must be text'),
        ({"relevant": {}}, 'no "relevant" paragraphs'),
        ({"relevant": ["harrow-2012#58"]}, '"relevant" must be an object'),
        ({"relevant": {"paragraph 58": 2}}, "is not a paragraph key"),
        ({"relevant": {"harrow-2012#58": 3}}, "must be 2"),
        ({"relevant": {"harrow-2012#58": True}}, "must be 2"),
        ({"relevant": {"harrow-2012#58": 1}}, "no paragraph of grade 2"),
        ({"quotes": "inadequate"}, '"quotes" must be a list'),
    ],
)
def test_what_is_wrong_is_named_by_file_and_line(
    tmp_path: Path, change: dict[str, Any], complaint: str
) -> None:
    put(tmp_path / "questions" / "harrow-2012.jsonl", QUESTION, QUESTION | {"id": "q2"} | change)
    with pytest.raises(UsageError, match=r"harrow-2012\.jsonl, line 2: .*") as caught:
        gold.load(tmp_path)
    assert complaint in str(caught.value)


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    row = {name: value for name, value in QUESTION.items() if name != "quotes"}
    put(tmp_path / "questions" / "harrow-2012.jsonl", row)
    with pytest.raises(UsageError, match=r'line 1: "quotes" is missing'):
        gold.load(tmp_path)


def test_an_id_may_not_occur_twice(tmp_path: Path) -> None:
    put(tmp_path / "questions" / "harrow-2012.jsonl", QUESTION)
    put(tmp_path / "questions" / "barnet-2012.jsonl", QUESTION)
    with pytest.raises(UsageError, match='"q1" occurs twice'):
        gold.load(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("chat", '{"id": "c1", "turns": []}', '"turns" must be a list of objects'),
        ("chat", '{"id": "c1", "turns": [{"question": "x"}]}', '"kind" is missing'),
        ("unanswerable", '{"id": "u1", "question": "x", "nearest": {}}', '"kind" is missing'),
        ("unanswerable", "[1]", "must be a JSON object"),
        ("unanswerable", "{", "not JSON"),
        ("structure/x-2012", '{"report": "y-2012"}', "line 1: must be the report itself"),
        ("structure/x-2012", '{"report": "x-2012"}\n{"para": "1"}', "line 2: neither"),
    ],
)
def test_other_files_are_checked_too(tmp_path: Path, name: str, text: str, complaint: str) -> None:
    put(tmp_path / "questions" / "harrow-2012.jsonl", QUESTION)
    path = tmp_path / f"{name}.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        gold.load(tmp_path)
    assert complaint in str(caught.value)
    assert path.name in str(caught.value)


def test_a_folder_without_questions_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--gold"):
        gold.load(tmp_path)


def test_ones_own_questions_need_an_id_and_a_question_only(tmp_path: Path) -> None:
    path = put(
        tmp_path / "mine.jsonl",
        {"id": "m1", "question": "Young carers?"},
        {"id": "m2", "question": "Knife crime?", "type": "negative"},
        QUESTION,
    )
    turns = [turn for _, _, turn in gold.load_questions(path).turns()]
    assert [turn.expect for turn in turns] == [Expect.EITHER, Expect.REFUSE, Expect.ANSWER]


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([], "holds no questions"),
        ([{"id": "m1", "question": "x", "relavant": {}}], '"relavant" is no field of a question'),
        ([{"id": "m1"}], 'line 1: "question" is missing'),
        ([{"id": 1, "question": "x"}], 'line 1: "id" must be text'),
    ],
)
def test_what_is_wrong_with_ones_own_questions_is_told(
    tmp_path: Path, rows: list[dict[str, Any]], complaint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        gold.load_questions(put(tmp_path / "mine.jsonl", *rows))
    assert complaint in str(caught.value)


def test_ones_own_questions_are_grouped_by_the_report_they_are_about(tmp_path: Path) -> None:
    """Whatever the file is called: "chat" and "cross" have no meaning there."""
    one, two = {"harrow-2012#58": 2}, {"harrow-2012#58": 2, "barnet-2012#7": 1}
    questions = [
        {"id": f"m{n}", "question": "?", "relevant": relevant}
        for n, relevant in enumerate((one, two, {}))
    ]
    cases = gold.load_questions(put(tmp_path / "chat.jsonl", *questions)).cases
    assert [case.group for case in cases] == ["harrow-2012", "several reports", "no report"]


def test_an_item_stands_for_its_paragraph(tmp_path: Path) -> None:
    relevant = {"harrow-2012#57.3": 1, "harrow-2012#57.4": 2, "harrow-2012#57": 1}
    path = put(tmp_path / "mine.jsonl", {"id": "m", "question": "?", "relevant": relevant})
    assert gold.load_questions(path).cases[0].turns[0].relevant == {"harrow-2012#57": 2}


def test_the_documented_questions_are_taken(tmp_path: Path, assistant: Assistant) -> None:
    page = (GOLD.parent.parent / "docs" / "evals.md").read_text("utf-8")
    path = tmp_path / "mine.jsonl"
    path.write_text(page.partition("```jsonl\n")[2].partition("```")[0], "utf-8")
    asked = gold.load_questions(path)
    gold.check_held(asked, path, assistant.show)
    found = [turn.expect for _, _, turn in asked.turns()]
    assert found == [Expect.ANSWER, Expect.REFUSE, Expect.EITHER]


def test_a_folder_of_conversations_alone_is_gold(tmp_path: Path) -> None:
    turn = {"question": "and Barnet?", "kind": "ellipsis", "standalone": "x", "relevant": {}}
    row = {"id": "k1", "turns": [turn]}
    (tmp_path / "chat.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    assert len(gold.load(tmp_path).cases) == 1
