"""Wordings of the data files as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(wordings: Iterable[str]) -> str:
    """Wordings as alternatives of a pattern, the longest first.

    >>> either(["co", "council"])
    'council|co'
    """
    return "|".join(sorted(map(re.escape, wordings), key=len, reverse=True))


def whole(wordings: Iterable[str]) -> str:
    """A pattern of any of the wordings, as whole words."""
    return rf"\b(?:{either(wordings)})\b"


def any_of(wordings: Iterable[str]) -> re.Pattern[str]:
    """What finds any of the wordings, as whole words, in capitals or not.

    >>> any_of(["how many"]).search("How many schools?") is not None
    True
    """
    return re.compile(whole(wordings), re.I)
