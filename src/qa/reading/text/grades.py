"""Grades of all frameworks: their words, which of them are one grade, and how they rank."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from qa.reading.text.frameworks import common, frameworks
from qa.report import Judgement
from qa.scale import GradeScale


@cache
def grade_words() -> frozenset[str]:
    """Every wording of every grade, in small letters."""
    words = (word for known in frameworks() for word in known.scale.words)
    return frozenset().union(*map(common().wordings, words))


@cache
def is_same_grade(grade: str, other: str) -> bool:
    """Whether two wordings are one grade, whichever framework they are of.

    >>> is_same_grade("Requires improvement", "requires improvement to be good")
    True
    >>> is_same_grade("good", "Requires improvement to be good")
    False
    """
    return other.casefold() in common().wordings(grade)


@cache
def place_of(grade: str, scale: GradeScale) -> int | None:
    """How many grades of a scale are better than one, in any wording of it; None if it has not it.

    >>> place_of("good", GradeScale(("Outstanding", "Good", "Requires improvement")))
    1
    """
    wordings = common().wordings(grade)
    return next((at for at, word in enumerate(scale.words) if word.casefold() in wordings), None)


@cache
def places_below(grade: str, other: str) -> int | None:
    """By how many places one grade stands below another; None where no scale has both.

    >>> places_below("Requires improvement", "outstanding"), places_below("Adequate", "adequate")
    (2, 0)
    >>> places_below("Adequate", "Requires improvement") is None
    True
    """
    for known in frameworks():
        own, others = place_of(grade, known.scale), place_of(other, known.scale)
        if own is not None and others is not None:
            return own - others
    return None


@cache
def is_praise(grade: str) -> bool:
    """Whether a grade is in the better half of the scales that have it.

    >>> is_praise("Good"), is_praise("Adequate"), is_praise("Requires improvement")
    (True, False, False)
    """
    having = [known.scale for known in frameworks() if place_of(grade, known.scale) is not None]
    return any(2 * (place_of(grade, scale) or 0) < len(scale.words) for scale in having)


def at_end_of(scale: GradeScale, rows: Sequence[Judgement], *, worst: bool) -> list[Judgement]:
    """Of judgements on one scale those of the best grade given, or of the worst."""
    places = [place_of(row.grade, scale) for row in rows]
    end = (max if worst else min)((p for p in places if p is not None), default=None)
    told = zip(rows, places, strict=True)
    return [row for row, place in told if place is not None and place == end]
