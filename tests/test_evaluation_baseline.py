"""The gate: the whole gold is asked, and what the committed baseline holds must not be lost."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qa import cli, jsonl
from qa.errors import UsageError
from qa.evaluation.questions import gold
from qa.evaluation.questions.gold import Case, Expect, Gold, Turn
from qa.evaluation.scoring import baseline

ROOT = Path(__file__).parent.parent
GOLD_FOLDER = ROOT / "evals" / "gold"


@dataclass
class Run:
    """A run of `qa eval` on all of the gold: what it printed, and where it kept its results."""

    status: int
    printed: str
    folder: Path

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [row for _, row in jsonl.read(self.folder / "latest-run.jsonl")]


@pytest.fixture(scope="module")
def qa(index_folder: Path) -> Callable[..., tuple[int, str, str]]:
    """`qa eval` on the library of the five reports: status, stdout, stderr."""

    def call(*more: str) -> tuple[int, str, str]:
        place = ("--index", str(index_folder), "--corpus", str(ROOT / "corpus"))
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = cli.main(("eval", *place, *more))
        return status, out.getvalue(), err.getvalue()

    return call


@pytest.fixture(scope="module")
def whole(qa: Callable[..., tuple[int, str, str]], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All of the gold, asked once for all of these tests."""
    folder = tmp_path_factory.mktemp("whole")
    status, printed, _ = qa("--gold", str(GOLD_FOLDER), "--out", str(folder), "--json")
    return Run(status, printed, folder)


@pytest.fixture(scope="module")
def asked() -> Gold:
    return gold.load(GOLD_FOLDER)


# The whole gold


def test_what_the_baseline_holds_is_not_lost(whole: Run, asked: Gold) -> None:
    kept = baseline.load(ROOT / baseline.USUAL)
    wrong = baseline.verdict(baseline.USUAL, asked, kept, baseline.marks(asked, whole.rows))
    if wrong:
        pytest.fail(wrong, pytrace=False)


def test_no_quote_is_other_than_its_report_has_it(whole: Run) -> None:
    figures = json.loads(whole.printed)
    assert figures["quotes"]["exceptions"] == []
    assert figures["quotes"]["checked"] > 500


def test_what_is_printed_is_what_is_kept(whole: Run) -> None:
    assert whole.status == 0
    figures = json.loads(whole.printed)
    assert json.loads((whole.folder / "latest.json").read_text()) == figures
    assert len(whole.rows) == figures["questions"]


def test_a_run_against_itself_is_neither_better_nor_worse(
    qa: Callable[..., tuple[int, str, str]], whole: Run, tmp_path: Path
) -> None:
    """From the figures or from the run; and without two of its signals it is worse."""
    questions = three_questions(tmp_path)
    for before in ("latest.json", "latest-run.jsonl"):
        _, out, _ = qa("--questions", str(questions), "--against", str(whole.folder / before))
        assert "over 3 questions" in out
        assert "0 better, 0 worse" in out
    figures = whole.folder / "latest.json"
    was = figures.read_text()
    _, out, _ = qa("--without", "dense", "--without", "words", "--against", str(figures),
                   "--questions", str(questions))  # fmt: skip
    assert " worse." in out
    assert "0 worse." not in out
    assert figures.read_text() == was  # a search that is not the whole one is kept nowhere


def three_questions(folder: Path) -> Path:
    source = GOLD_FOLDER / "questions" / "harrow-2012.jsonl"
    path = folder / "mine.jsonl"
    path.write_text("".join(source.read_text().splitlines(keepends=True)[:3]))
    return path


def test_a_ranking_upside_down_is_lost_in_every_group(whole: Run, asked: Gold) -> None:
    before = baseline.marks(asked, whole.rows)
    now = baseline.marks(asked, [row | {"retrieved": row["retrieved"][::-1]} for row in whole.rows])
    lost = {loss.group for loss in baseline.losses(asked, before, now) if loss.measure == "ndcg10"}
    assert lost == {
        "all questions",
        "conversations",
        "questions over several reports",
        "reports not trained on",
        "reports trained on",
    }


def test_an_assistant_that_refuses_everything_is_caught(whole: Run, asked: Gold) -> None:
    # A false premise is no question to refuse: it is put right.
    rows = [row for row in whole.rows if row["type"] != "false_premise"]
    before = baseline.marks(asked, rows)
    now = baseline.marks(asked, [row | {"answered": False} for row in rows])
    lost = {loss.group for loss in baseline.losses(asked, before, now) if loss.measure == "right"}
    assert {"reports trained on", "reports not trained on", "conversations"} <= lost
    assert "questions that the reports do not answer" not in lost


def test_quoting_what_is_not_relevant_is_caught(whole: Run, asked: Gold) -> None:
    before = baseline.marks(asked, whole.rows)
    strange = [{"key": "harrow-2012#1", "text": ""}, {"key": "harrow-2012#2", "text": ""}]
    padded = [row | {"quotes": row["quotes"] and [*row["quotes"], *strange]} for row in whole.rows]
    lost = baseline.losses(asked, before, baseline.marks(asked, padded))
    assert {loss.measure for loss in lost} == {"on_point"}


# One's own baseline


def test_a_baseline_of_ones_own_questions(
    qa: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    questions, file = str(three_questions(tmp_path)), tmp_path / "mine.json"
    assert qa("--questions", questions, "--save-baseline", str(file))[0] == 0
    assert qa("--questions", questions, "--gate", str(file))[0] == 0

    better = json.loads(file.read_text())
    for marks in better["questions"].values():
        marks["ndcg10"] = 2.0  # more than can be had
    file.write_text(json.dumps(better))
    status, _, err = qa("--questions", questions, "--gate", str(file))
    assert status == 1
    assert f"Worse than the baseline ({file})" in err
    assert f"qa eval --save-baseline {file}" in err


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (["--gate", "none.json"], "qa eval --save-baseline"),
        (["--questions", "mine.jsonl", "--gate"], "name a file for your questions"),
        (["--questions", "mine.jsonl", "--save-baseline"], "name a file for your questions"),
        (["--without", "words", "--save-baseline"], "is no baseline"),
    ],
)
def test_a_wrong_call_is_a_sentence(
    qa: Callable[..., tuple[int, str, str]], call: list[str], complaint: str
) -> None:
    status, out, err = qa("--gold", str(GOLD_FOLDER), *call)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert complaint in err


def test_a_paragraph_that_is_not_held_is_named_with_its_question(
    qa: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """It could never be found, and would be counted as lost."""
    path = tmp_path / "mine.jsonl"
    path.write_text('{"id": "m1", "question": "Health?", "relevant": {"harrow-2012#999": 2}}')
    status, out, err = qa("--questions", str(path))
    assert (status, out) == (2, "")
    assert 'question "m1"' in err
    assert "999" in err


# What counts as lost

MANY = Gold(
    tuple(
        Case(f"q{n}", "harrow-2012", (Turn(f"question {n}", "topic", Expect.ANSWER),))
        for n in range(100)
    )
)


def scored(*values: float) -> dict[str, dict[str, float]]:
    """A run in which question n scored values[n], and all after the last as it did."""
    padded = [*values, *[values[-1]] * (100 - len(values))]
    return {f"q{n}": {"ndcg10": value} for n, value in enumerate(padded)}


MIXED = scored(*[0.0, 1.0] * 50)


def test_the_same_run_has_lost_nothing() -> None:
    assert baseline.verdict(baseline.USUAL, MANY, MIXED, MIXED) == ""


def test_a_few_questions_up_and_down_are_chance() -> None:
    now = MIXED | {"q1": {"ndcg10": 0.0}, "q3": {"ndcg10": 0.0}, "q0": {"ndcg10": 0.9}}
    assert baseline.losses(MANY, MIXED, now) == []


def test_a_little_lost_by_every_question_is_seen_though_the_mean_stays_in_its_interval() -> None:
    now = {name: {"ndcg10": each["ndcg10"] - 0.02} for name, each in MIXED.items()}
    assert {loss.group for loss in baseline.losses(MANY, MIXED, now)} == {
        "all questions",
        "single questions",
    }


def test_less_than_a_hundredth_is_not_held_against_a_change() -> None:
    now = {name: {"ndcg10": each["ndcg10"] - 0.005} for name, each in MIXED.items()}
    assert baseline.losses(MANY, MIXED, now) == []


def test_what_got_worse_is_told_and_how_to_renew_the_baseline() -> None:
    now = scored(0.0, 0.2, 0.5)
    said = baseline.verdict(baseline.USUAL, MANY, scored(1.0), now)
    assert "nDCG@10, all questions (100): 1.000 -> 0.4" in said
    assert "1.000 -> 0.000  q0: question 0\n    1.000 -> 0.200  q1: question 1\n" in said
    assert "... and 95 more" in said
    assert said.endswith("qa eval --save-baseline")


def test_a_question_that_the_baseline_does_not_know_is_told() -> None:
    before = {name: each for name, each in MIXED.items() if name != "q7"}
    said = baseline.verdict(baseline.USUAL, MANY, before, MIXED)
    assert "does not know 1 of the questions: q7" in said
    assert "Worse" not in said


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    now = {"q1": {"ndcg10": 0.631, "right": 1.0}, 'a "q"': {"phrases": 0.5}}
    baseline.save(tmp_path / "b.json", now, "all-MiniLM-L6-v2")
    assert baseline.load(tmp_path / "b.json") == now
    assert json.loads((tmp_path / "b.json").read_text())["means"]["ndcg10"]["mean"] == 0.631


@pytest.mark.parametrize(
    "text", ["", "[]", '{"questions": 3}', '{"questions": {"q": {"right": []}}}']
)
def test_another_file_is_no_baseline(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text)
    with pytest.raises(UsageError, match="is no baseline"):
        baseline.load(tmp_path / "b.json")
