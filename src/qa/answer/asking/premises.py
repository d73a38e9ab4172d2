"""Of whom a question takes a grade for granted, and whether it denies one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from qa.answer.asking.why import asks_for_reasons
from qa.data import read_table
from qa.patterns import any_of, whole


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `premises` of answers.toml."""

    denies: str
    together: re.Pattern[str]
    apart: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["premises"]
    return _Wordings(
        denies=whole(table["denies"]),
        together=any_of(table["together"]),
        apart=any_of(table["apart"]),
    )


def is_denied(question: str, grade: str) -> bool:
    """Whether a question asks why something was not given a grade.

    >>> is_denied("why wasn't leadership good?", "Good")
    True
    >>> is_denied("why was leadership good?", "Good"), is_denied("wasn't it good?", "Good")
    (False, False)
    >>> is_denied("why was it not better than adequate?", "Adequate")
    False
    """
    said = rf"{_wordings().denies}(?:(?!\bthan\b|\babove\b)[^.;?,])*?\b{re.escape(grade)}\b"
    return asks_for_reasons(question) and bool(re.search(said, question, re.I))


def is_of_all(question: str) -> bool:
    """Whether what a question takes for granted is taken of all that it names: "both", or why they
    got it; and it sets none of them apart.

    >>> is_of_all("Why did A and B both fail?"), is_of_all("Why did A fail, but not B?")
    (True, False)
    """
    together = _wordings().together.search(question) or asks_for_reasons(question)
    return bool(together) and not _wordings().apart.search(question)
