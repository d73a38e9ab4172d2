"""The words of a text, and their stems: a question's forms meet a report's."""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[bcdfghjklmnpqrtvwxz]{2}s")  # several of a thing called by two: "GPs"
_ENDINGS = ("ings", "ing", "ed", "es", "s", "e")


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, in small letters.

    >>> words_of("Home-education, in 2012!")
    ['home', 'education', 'in', '2012']
    """
    return _TOKEN.findall(text.casefold())


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word less its commonest endings.

    >>> stem("plans"), stem("planning"), stem("placed")
    ('plan', 'plan', 'plac')
    >>> stem("gps"), stem("gas")
    ('gp', 'gas')
    >>> stem("agencies"), stem("agency"), stem("carried")
    ('agency', 'agency', 'carry')
    """
    if _LETTERS.fullmatch(word):
        return word[:-1]
    if word.endswith(("ies", "ied")) and len(word) >= 6:
        return f"{word[:-3]}y"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


@lru_cache(maxsize=2048)  # the same paragraphs are found again and again
def stemmed(text: str) -> str:
    """The stems of a text's words in order, one space before and after each.

    >>> stemmed("Plans, planned.")
    ' plan plan '
    """
    return f" {' '.join(map(stem, words_of(text)))} "


@lru_cache(maxsize=4096)  # sentences of paragraphs that are found again and again: about 10 MB
def stems_of(text: str) -> frozenset[str]:
    """The stems of a text's words.

    >>> sorted(stems_of("Plans, planned."))
    ['plan']
    """
    return frozenset(map(stem, words_of(text)))
