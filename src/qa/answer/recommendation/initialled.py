"""Recommendations on a body that a question calls by letters which no report spells out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from qa.answer.quotes.quoting import Evidence
from qa.answer.recommendation.advice import as_quote
from qa.index.sqlite.store import Store
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood

_LETTERS = re.compile(r"\b[A-Z]{3,7}\b")
_SMALL = r"(?:(?:and|of|for|the|in|on|to) )*"


def initialled(store: Store, understood: Understood, known: Collection[str]) -> list[Evidence]:
    """The recommendations with a name in capitals whose words begin with such letters, which are
    none of the abbreviations `known`, or of the field's.
    """
    asked = understood.standalone
    if understood.kind is not Kind.RECOMMENDATION or asked.isupper():
        return []
    spelt = {*known, *load_lexicon().abbreviations}
    names = [_name_of(letters) for letters in _LETTERS.findall(asked) if letters not in spelt]
    rows = (row for key in understood.reports for row in store.recommendations(key) if names)
    return [
        Evidence(as_quote(store, row), 1.0)
        for row in rows
        if any(name.search(row.text) for name in names)
    ]


def _name_of(letters: str) -> re.Pattern[str]:
    """What finds a name whose words begin with these letters, small words apart.

    >>> bool(_name_of("CPAT").search("the Child Protection and Assessment Team"))
    True
    >>> bool(_name_of("CPAT").search("care plans and assessments of the team"))
    False
    """
    words: Iterator[str] = (rf"{letter}[\w'’]+" for letter in letters)
    return re.compile(r"\b" + rf"[ -]{_SMALL}".join(words) + r"\b")
