"""How often an answer would be wrong if more or fewer questions were answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from qa.evaluation.questions.gold import CHAT, Expect
from qa.evaluation.scoring.scores import Score

_STEPS = 20


def risk_coverage(scores: Iterable[Score]) -> dict[str, Any] | None:
    """The curve over the one-turn questions that the confidence decides; None where none has any.

    A point is {"coverage", "not_held", "wrong"}: the share of questions answered when only those
    of the greatest confidence are; of these, the share that the reports do not answer; and that
    share with those added which have no direct paragraph among the first five. "now" is the same
    for the questions that were answered.
    """
    judged = [s for s in scores if s.confidence is not None and s.group != CHAT]
    judged = [s for s in judged if s.expect is not Expect.EITHER]
    if not judged:
        return None
    ordered = sorted(judged, key=lambda score: -(score.confidence or 0.0))
    cuts = dict.fromkeys(max(1, len(ordered) * step // _STEPS) for step in range(1, _STEPS + 1))
    answered = [score for score in judged if score.answered]
    return {
        "questions": len(judged),
        "points": [_point(ordered[:cut], len(ordered)) for cut in cuts],
        "now": _point(answered, len(judged)) if answered else None,
    }


def _point(answered: Sequence[Score], all: int) -> dict[str, float]:
    not_held = [s for s in answered if s.expect is Expect.REFUSE]
    lost = [s for s in answered if s.ranking and not s.ranking.recall5]
    return {
        "coverage": len(answered) / all,
        "not_held": len(not_held) / len(answered),
        "wrong": (len(not_held) + len(lost)) / len(answered),
    }
