"""Words that turn what is said: a "not", a grade, "most" for "some", any number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from textwrap import shorten

from qa.checking.differences import IN_WORDS, Difference, Kind
from qa.checking.folding import fold
from qa.data import read_table

_WORD = re.compile(r"\w+(?:[.,:/]\d+)*(?:'\w+)?")
_MOST_TOLD = 80  # characters of what differs at one place


@cache
def turning_words() -> frozenset[str]:
    """The words that come with the program, in small letters."""
    return frozenset(read_table("checking.toml")["turning"]["words"].split())


def turned(differences: Iterable[Difference]) -> Difference | None:
    """The first difference in a word that turns what is said; None where no such word differs.

    >>> turned([Difference(Kind.CHANGED, "was", "is")])
    >>> turned([Difference(Kind.CHANGED, "is good", "is not good")]).report
    'is not good'
    """
    in_words = (each for each in differences if each.kind in IN_WORDS)
    return next((d for d in in_words if _turning(d.quotation) != _turning(d.report)), None)


def told(difference: Difference) -> str:
    """What is wrong with a quotation at one place, in words.

    >>> told(Difference(Kind.LEFT_OUT, "", "not"))
    'it leaves out “not”'
    """
    said, there = (
        shorten(text, _MOST_TOLD, placeholder=" …")
        for text in (difference.quotation, difference.report)
    )
    if difference.kind is Kind.ADDED:
        return f"it adds “{said}”"
    if difference.kind is Kind.LEFT_OUT:
        return f"it leaves out “{there}”"
    return f"it says “{said}”, the report “{there}”"


def _turning(text: str) -> list[str]:
    """The words of a text that turn what is said, and its numbers, sorted."""
    words = _WORD.findall(fold(text).text.casefold())
    plain = ["not" if word.endswith("n't") else word for word in words]
    return sorted(word for word in plain if word in turning_words() or any(map(str.isdigit, word)))
