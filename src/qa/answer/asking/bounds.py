"""Whether a question asks for a grade itself, or for what is above it, below it or another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from qa.data import read_table
from qa.patterns import either, whole
from qa.reading.text.grades import grade_words, is_same_grade, places_below


class Side(StrEnum):
    """On which side of a grade something is asked for, as it is told."""

    OTHER = "other than"
    ABOVE = "better than"
    BELOW = "worse than"
    LEAST = "at least"
    MOST = "at best"


# Not above is at most.
_DENIED = {Side.ABOVE: Side.MOST, Side.BELOW: Side.LEAST, None: Side.OTHER}


@dataclass(frozen=True, slots=True)
class Bound:
    """A grade, and on which side of it something is asked for."""

    side: Side
    grade: str

    def __str__(self) -> str:
        return f"{self.side} {self.grade.casefold()}"

    def holds(self, grade: str) -> bool:
        """Whether a grade is on that side; one that is on no scale with it is not.

        >>> Bound(Side.ABOVE, "Adequate").holds("Good"), Bound(Side.MOST, "Good").holds("Good")
        (True, True)
        """
        if self.side is Side.OTHER:
            return not is_same_grade(grade, self.grade)
        worse = places_below(grade, self.grade)
        if worse is None:
            return False
        sides = {Side.ABOVE: worse < 0, Side.BELOW: worse > 0, Side.LEAST: worse <= 0}
        return sides.get(self.side, worse >= 0)


@lru_cache(maxsize=64)  # asked of every row of a table
def bound_in(question: str) -> Bound | None:
    """The one bound that a question sets; None where it asks for a grade itself, as "good but not
    outstanding" does.

    >>> str(bound_in("Which were better than adequate?")), str(bound_in("which weren't good?"))
    ('better than adequate', 'other than good')
    >>> str(bound_in("which were no better than adequate?")), bound_in("Which were good?")
    ('at best adequate', None)
    >>> str(bound_in("who had no grades below good?")), bound_in("Which is good, not outstanding?")
    ('at least good', None)
    >>> bound_in("Was anything better or worse than adequate?") is None
    True
    """
    found = [_bound_of(match) for match in _pattern().finditer(question)]
    return found[0] if len(found) == 1 else None


@cache
def words_of_bounds() -> frozenset[str]:
    """The words by which a bound is set."""
    table = read_table("answers.toml")["bounds"]
    said = " ".join(phrase for phrases in table.values() for phrase in phrases)
    return frozenset(said.replace("'", "").split())


def _bound_of(found: re.Match[str]) -> Bound | None:
    groups = {
        "above": Side.ABOVE,
        "below": Side.BELOW,
        "least": Side.LEAST,
        "most": Side.MOST,
        "up": Side.LEAST,
        "down": Side.MOST,
    }
    side = next((of for name, of in groups.items() if found[name]), None)
    if found["deny"]:
        if found["up"] or found["down"]:
            side = Side.BELOW if found["up"] else Side.ABOVE
        else:
            side = _DENIED.get(side, side)
    return Bound(side, found["grade"].capitalize()) if side else None


@cache
def _pattern() -> re.Pattern[str]:
    table = read_table("answers.toml")["bounds"]
    between = rf"(?:(?:{either(table['between'])}) )*"
    sides = "|".join(
        rf"(?P<{name}>(?<!\bor ){whole(table[name])})"  # not "better or worse than": of all
        for name in ("above", "below", "least", "most")
    )
    return re.compile(
        rf"(?:(?P<deny>{whole(table['denies'])}) {between})?(?:(?:{sides}) {between})?"
        rf"\b(?P<grade>{either(grade_words())})\b"
        rf"(?: or (?:(?P<up>{whole(table['up'])})|(?P<down>{whole(table['down'])})))?",
        re.I,
    )
