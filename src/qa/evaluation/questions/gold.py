"""The gold: questions with graded paragraphs, conversations, and what must be refused.

`load(folder)` reads and checks all of evals/gold; `load_questions(file)` one's own questions.
Formats are in evals/gold/README.md. Whatever is wrong is a UsageError naming file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from qa import jsonl
from qa.errors import NotFoundError, UsageError
from qa.evaluation.questions.gold_row import Row
from qa.keys import report_of

CHAT = "chat"
UNANSWERABLE = "unanswerable"
NEGATIVE = "negative"
CROSS = "cross"

# Of one's own questions; the last three are for people, and nothing reads them.
_FIELDS = ("id", "question", "type", "relevant", "quotes", "answer", "needs_report", "note")


class Expect(StrEnum):
    """What a right reply does."""

    ANSWER = "answer"
    REFUSE = "refuse"
    EITHER = "either"  # an injection: refusing it and answering what is genuine in it are both fine


# A false premise is answered, with the correction; these have an expectation of their own.
_EXPECTED_BY_KIND = {"false_premise": Expect.ANSWER, "injection": Expect.EITHER}

# The reason a right refusal gives (`reason` of the reply), by kind of question.
REASONS = {
    "authority_absent": "authority_not_held",
    "year_absent": "year_not_held",
    "topic_absent": "topic_not_found",
    "off_domain": "out_of_scope",
    "gibberish": "not_a_question",
    NEGATIVE: "topic_not_found",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as a person puts it, and what is known about a right reply to it.

    `relevant` is empty where no paragraph answers. `nearest` are paragraphs that a refusal or a
    correction may show. `phrases` are words of the source that a right reply contains.
    """

    question: str
    type: str
    expect: Expect
    relevant: Mapping[str, int] = field(default_factory=dict)
    nearest: Mapping[str, int] = field(default_factory=dict)
    phrases: tuple[str, ...] = ()
    standalone: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation, most often of one turn. `group` is the file it came from, without ".jsonl":
    a report key, "cross", "chat" or "unanswerable".
    """

    id: str
    group: str
    turns: tuple[Turn, ...]

    def name(self, place: int) -> str:
        """What a turn (from 1) is called in the figures: "harrow-2012-q004", "chat-c02/3"."""
        return f"{self.id}/{place}" if self.group == CHAT else self.id


@dataclass(frozen=True, slots=True)
class Structure:
    """What a careful reader found in one report, row by row as the file has it."""

    report: str
    about: Mapping[str, Any]
    paragraphs: tuple[Mapping[str, Any], ...]
    recommendations: tuple[Mapping[str, Any], ...]
    judgements: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """All of it. `trained` are the reports whose paragraphs the encoder may be trained on."""

    cases: tuple[Case, ...]
    trained: frozenset[str] = frozenset()
    structures: tuple[Structure, ...] = ()

    def turns(self) -> Iterable[tuple[Case, int, Turn]]:
        """Every turn with its case and its place in it, from 1, in order."""
        for case in self.cases:
            for place, turn in enumerate(case.turns, start=1):
                yield case, place, turn

    def questions(self) -> dict[str, str]:
        """Each question by the name it has in the figures."""
        return {case.name(place): turn.question for case, place, turn in self.turns()}


def load(folder: Path) -> Gold:
    """Read and check a gold folder. Raises UsageError, naming file and line, where it is wrong."""
    files = sorted((folder / "questions").glob("*.jsonl"))
    if not files and not (folder / "chat.jsonl").is_file():
        raise UsageError(
            f"{folder} holds no questions; run this in the project's folder or name the gold "
            "folder with --gold."
        )
    cases = [case for path in files for case in _questions(path)]
    cases += _optional(folder / "chat.jsonl", _chats)
    cases += _optional(folder / "unanswerable.jsonl", _unanswerable)
    _refuse_repeated_ids(cases, folder)
    return Gold(
        tuple(cases),
        frozenset(path.stem for path in (folder / "train").glob("*.jsonl")),
        tuple(_structure(path) for path in sorted((folder / "structure").glob("*.jsonl"))),
    )


def load_questions(path: Path) -> Gold:
    """Read one's own questions: the format of questions/*.jsonl, all but id and question optional.

    A question without `relevant` paragraphs and without `type` "negative" is asked, and its reply
    checked for verbatim quotes, but nothing is held against it. Raises UsageError.
    """
    for number, row in jsonl.read(path):
        strange = next((name for name in row if name not in _FIELDS), None)
        if strange is not None:
            raise Row(path, number, row).wrong(
                f'"{strange}" is no field of a question; the fields are {", ".join(_FIELDS)}'
            )
    cases = [replace(case, group=_report_of(case.turns[0])) for case in _questions(path, own=True)]
    if not cases:
        raise UsageError(f"{path} holds no questions.")
    _refuse_repeated_ids(cases, path)
    return Gold(tuple(cases))


def _report_of(turn: Turn) -> str:
    """The report that a question is about, as far as its paragraphs tell."""
    reports = {report_of(key) for key in turn.relevant}
    return reports.pop() if len(reports) == 1 else "several reports" if reports else "no report"


def check_held(gold: Gold, path: Path, show: Callable[[str], object]) -> None:
    """Whether the library holds every paragraph that one's own questions name.

    `show` raises NotFoundError for a key that is not held. Raises UsageError, naming the question.
    """
    for case, place, turn in gold.turns():
        for key in turn.relevant:
            try:
                show(key)
            except NotFoundError as error:
                raise UsageError(f'{path}, question "{case.name(place)}": {error}') from error


def _optional(path: Path, reader: Callable[[Path], list[Case]]) -> list[Case]:
    return reader(path) if path.exists() else []


def _questions(path: Path, own: bool = False) -> list[Case]:
    cases = []
    for number, row in jsonl.read(path):
        line = Row(path, number, row)
        type_ = line.text("type", default="topic" if own else None)
        relevant = line.grades("relevant", default={} if own else None)
        if type_ == NEGATIVE:
            expect = Expect.REFUSE
        elif relevant:
            expect = Expect.ANSWER
        elif own:
            expect = Expect.EITHER
        else:
            raise line.wrong('has no "relevant" paragraphs and is not of type "negative"')
        phrases = line.texts("quotes", default=[] if own else None)
        turn = Turn(line.text("question"), type_, expect, relevant, {}, phrases)
        cases.append(Case(line.text("id"), path.stem, (turn,)))
    return cases


def _chats(path: Path) -> list[Case]:
    cases = []
    for number, row in jsonl.read(path):
        line = Row(path, number, row)
        turns = row.get("turns")
        if not isinstance(turns, list) or not turns or not all(isinstance(t, dict) for t in turns):
            raise line.wrong('"turns" must be a list of objects, at least one')
        cases.append(
            Case(line.text("id"), CHAT, tuple(_chat_turn(Row(path, number, t)) for t in turns))
        )
    return cases


def _chat_turn(line: Row) -> Turn:
    kind = line.text("kind")
    relevant = line.grades("relevant")
    # Without a relevant paragraph it is either about the report itself, or off the subject.
    answerable = bool(relevant) or kind == "metadata"
    expect = Expect.ANSWER if answerable else Expect.REFUSE
    standalone = line.text("standalone")
    return Turn(line.text("question"), kind, expect, relevant, {}, (), standalone)


def _unanswerable(path: Path) -> list[Case]:
    cases = []
    for number, row in jsonl.read(path):
        line = Row(path, number, row)
        kind = line.text("kind")
        expect = _EXPECTED_BY_KIND.get(kind, Expect.REFUSE)
        nearest = line.grades("nearest", direct_needed=False)
        turn = Turn(line.text("question"), kind, expect, {}, nearest)
        cases.append(Case(line.text("id"), UNANSWERABLE, (turn,)))
    return cases


def _structure(path: Path) -> Structure:
    rows = list(jsonl.read(path))
    if not rows or rows[0][1].get("report") != path.stem:
        raise UsageError(
            f'{path}, line 1: must be the report itself, with "report": "{path.stem}".'
        )
    kinds: dict[str, list[Mapping[str, Any]]] = {"judgement": [], "item": [], "section": []}
    for number, row in rows[1:]:
        kind = next((kind for kind in kinds if kind in row), None)
        if kind is None:
            raise UsageError(
                f"{path}, line {number}: neither a paragraph (it has no section), a "
                "recommendation (no item) nor a judgement."
            )
        kinds[kind].append(row)
    return Structure(
        path.stem,
        rows[0][1],
        tuple(kinds["section"]),
        tuple(kinds["item"]),
        tuple(kinds["judgement"]),
    )


def _refuse_repeated_ids(cases: Iterable[Case], where: Path) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise UsageError(f'{where}: the id "{case.id}" occurs twice; each must be its own.')
        seen.add(case.id)
