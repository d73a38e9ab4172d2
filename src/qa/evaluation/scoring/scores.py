"""A run's rows, each scored against the gold it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qa.evaluation.questions import measures
from qa.evaluation.questions.gold import REASONS, Case, Expect, Gold, Turn


@dataclass(frozen=True, slots=True)
class Ranking:
    """How good one ranking is; each from 0 to 1."""

    ndcg10: float
    mrr: float
    recall5: float
    recall10: float


@dataclass(frozen=True, slots=True)
class Score:
    """One reply, scored; `name` is the question's (`Case.name`).

    `ranking` is None where the gold has no relevant paragraph.
    `quoted` are the paragraphs quoted, `quoted_relevant` how many of them are relevant; both are
    0 where nothing is known to be relevant. `reason_right` is None where none was due;
    `confidence`, that what was found answers the question, where it was not asked.
    """

    name: str
    type: str
    group: str
    expect: Expect
    answered: bool
    reason_right: bool | None
    ranking: Ranking | None
    phrases: int
    phrases_found: int
    quoted: int
    quoted_relevant: int
    nearest_cited: bool
    confidence: float | None
    wall_ms: float

    @property
    def right(self) -> bool:
        """Whether it answered, or refused, as it should have."""
        return self.expect is Expect.EITHER or self.answered == (self.expect is Expect.ANSWER)


def score_run(gold: Gold, rows: Iterable[Mapping[str, Any]]) -> list[Score]:
    """Score the rows of a run that the gold knows, in the gold's order."""
    by_place = {(row["id"], row.get("turn", 1)): row for row in rows}
    return [
        _score(case, place, turn, by_place[case.id, place])
        for case, place, turn in gold.turns()
        if (case.id, place) in by_place
    ]


def _score(case: Case, place: int, turn: Turn, row: Mapping[str, Any]) -> Score:
    quotes = row["quotes"]
    cited = set(measures.ranking(quote["key"] for quote in quotes))
    return Score(
        name=case.name(place),
        type=turn.type,
        group=case.group,
        expect=turn.expect,
        answered=row["answered"],
        reason_right=_reason_right(turn, row),
        ranking=_ranking(turn, row),
        phrases=len(turn.phrases),
        phrases_found=measures.phrases_found(
            turn.phrases, [row["text"], *(quote["text"] for quote in quotes)]
        ),
        quoted=len(cited) if turn.relevant else 0,
        quoted_relevant=len(cited.intersection(turn.relevant)),
        nearest_cited=any(turn.nearest.get(key) == measures.DIRECT for key in cited),
        confidence=row.get("confidence"),
        wall_ms=row.get("wall_ms", sum(row["ms"].values())),
    )


def _ranking(turn: Turn, row: Mapping[str, Any]) -> Ranking | None:
    if not turn.relevant:
        return None
    ranked = measures.ranking(hit["key"] for hit in row["retrieved"])
    return Ranking(
        measures.ndcg(ranked, turn.relevant),
        measures.reciprocal_rank(ranked, turn.relevant),
        measures.recall(ranked, turn.relevant, 5),
        measures.recall(ranked, turn.relevant, 10),
    )


def _reason_right(turn: Turn, row: Mapping[str, Any]) -> bool | None:
    due = REASONS.get(turn.type)
    if row["answered"] or due is None or turn.expect is not Expect.REFUSE:
        return None
    return bool(row["reason"] == due)
