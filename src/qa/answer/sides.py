"""Praise and fault: which side of a matter a sentence tells, so that both are heard."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.phrasing import load_phrasing
from qa.answer.quoting import Evidence

_WORD = re.compile(r"[a-z]+")


def sides_of(text: str) -> frozenset[str]:
    """Of "praise" and "fault" what a text tells; both, one or none.

    >>> sorted(sides_of("Plans are of good quality, but a few lack detail."))
    ['fault', 'praise']
    >>> sides_of("The team meets on Mondays.")
    frozenset()
    """
    words = set(_WORD.findall(text.casefold()))
    phrasing = load_phrasing()
    told = (("praise", phrasing.praise), ("fault", phrasing.fault))
    return frozenset(side for side, said in told if words & said)


def other_side(shown: Sequence[Evidence], rest: Sequence[Evidence]) -> Evidence | None:
    """The first of the rest that tells the side which the sentences shown leave out, if they do."""
    told = frozenset[str]().union(*(sides_of(row.quote.text) for row in shown))
    if len(told) != 1:
        return None
    return next((row for row in rest if sides_of(row.quote.text) - told), None)
