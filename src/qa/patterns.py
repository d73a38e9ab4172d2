"""Wordings of the data files as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What may open a question before its first word that asks: "and was it good?".
OPENS = r"\W*(?:(?:and|so|but) )?"


def either(wordings: Iterable[str]) -> str:
    r"""Wordings as alternatives of a pattern, the longest first.

    A word that ends in * stands for all that begin so; an apostrophe for either shape of it.

    >>> either(["co", "council", "compare*"])
    'compare\\w*|council|co'
    """
    return "|".join(map(_alternative, sorted(wordings, key=len, reverse=True)))


def whole(wordings: Iterable[str]) -> str:
    """A pattern of any of the wordings, as whole words."""
    return rf"\b(?:{either(wordings)})\b"


def any_of(wordings: Iterable[str]) -> re.Pattern[str]:
    """What finds any of the wordings, as whole words, in capitals or not.

    >>> any_of(["how many"]).search("How many schools?") is not None
    True
    """
    return re.compile(whole(wordings), re.I)


def unless_after(words: Iterable[str]) -> str:
    """A pattern of what does not stand right after any of the words."""
    return "".join(rf"(?<!\b{re.escape(word)} )" for word in words)


def is_only_of(folded: str, phrases: Iterable[str]) -> bool:
    """Whether a folded text is made of these phrases and of nothing else.

    >>> is_only_of("thanks thats all", ["thanks", "thats all"])
    True
    """
    left = f" {folded} "
    for phrase in sorted(phrases, key=len, reverse=True):
        left = left.replace(f" {phrase} ", "  ")
    return not left.strip()


def _alternative(wording: str) -> str:
    stem = re.escape(wording.removesuffix("*")).replace("'", "['’]")
    return rf"{stem}\w*" if wording.endswith("*") else stem
