"""The questions that went wrong: what was wanted, and what was found instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qa.errors import NotFoundError
from qa.evaluation.questions import measures
from qa.evaluation.questions.gold import Expect, Gold, Turn
from qa.evaluation.questions.verbatim import Library
from qa.keys import report_of

SHOWN = 5  # of what was retrieved
NEAR_TOP = 3  # a paragraph that answers should be among so many


@dataclass(frozen=True, slots=True)
class Ranked:
    """A paragraph, its grade in the gold (0: not relevant), its place in the ranking (None: not
    among those retrieved) and its words.
    """

    key: str
    grade: int
    place: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that went wrong, and how; `ndcg10` is None where nothing was to be found."""

    name: str
    question: str
    type: str
    group: str
    why: str
    ndcg10: float | None
    wanted: tuple[Ranked, ...]
    found: tuple[Ranked, ...]


def failures(gold: Gold, rows: Iterable[Mapping[str, Any]], library: Library) -> list[Failure]:
    """What went wrong in a run: refused or answered wrongly, or nothing that answers near the top.

    The worst ranking first; what should have been refused last.
    """
    by_place = {(row["id"], row.get("turn", 1)): row for row in rows}
    texts = _Texts(library)
    found = []
    for case, place, turn in gold.turns():
        row = by_place.get((case.id, place))
        ranked = measures.ranking(hit["key"] for hit in row["retrieved"]) if row else []
        why = _why(turn, row, ranked) if row else ""
        if why:
            found.append(
                Failure(
                    case.name(place),
                    _words(turn),
                    turn.type,
                    case.group,
                    why,
                    measures.ndcg(ranked, turn.relevant) if turn.relevant else None,
                    tuple(_ranked(key, turn, ranked, texts) for key in _wanted(turn)),
                    tuple(_ranked(key, turn, ranked, texts) for key in ranked[:SHOWN]),
                )
            )
    return sorted(found, key=lambda each: 2.0 if each.ndcg10 is None else each.ndcg10)


def _why(turn: Turn, row: Mapping[str, Any], ranked: list[str]) -> str:
    if turn.expect is Expect.ANSWER and not row["answered"]:
        return f"refused ({row['reason']}), though the reports answer it"
    if turn.expect is Expect.REFUSE and row["answered"]:
        return "answered, though the reports do not answer it"
    if turn.relevant and not measures.recall(ranked, turn.relevant, NEAR_TOP):
        return f"no paragraph that answers among the first {NEAR_TOP}"
    return ""


def _words(turn: Turn) -> str:
    """The question; with what it means in its conversation, where that is not what it says."""
    if turn.standalone and turn.standalone != turn.question:
        return f"{turn.question} (meaning: {turn.standalone})"
    return turn.question


def _wanted(turn: Turn) -> list[str]:
    """What was wanted, what answers directly first."""
    return sorted(turn.relevant, key=lambda key: -turn.relevant[key])


def _ranked(key: str, turn: Turn, ranked: list[str], texts: _Texts) -> Ranked:
    place = ranked.index(key) + 1 if key in ranked else None
    return Ranked(key, turn.relevant.get(key, 0), place, texts[key])


class _Texts:
    """The words of paragraphs by key, each report read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, dict[str, str]] = {}

    def __getitem__(self, key: str) -> str:
        name = report_of(key)
        if name not in self._known:
            try:
                report = self._library.report(name)
                self._known[name] = {each.key: each.text for each in report.paragraphs}
            except NotFoundError:
                self._known[name] = {}
        return self._known[name].get(key, "(not in this library)")
