"""A question about a report as a whole: in brief, for its praise, for its criticism."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from qa.authorities import fold
from qa.data import read_table
from qa.patterns import any_of
from qa.search.lexicon import load_lexicon


class Side(StrEnum):
    """What a report says of a matter: for it, or against it."""

    PRAISE = "praise"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `overview` of questions.toml; the patterns are for folded text; `words` are all in
    its phrases.
    """

    brief: re.Pattern[str]
    praise: re.Pattern[str]
    fault: re.Pattern[str]
    strands: re.Pattern[str]
    beside: frozenset[str]
    words: frozenset[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("questions.toml")["overview"]
    lists = (table["brief"], table["praise"], table["fault"])
    phrases = [list(map(fold, each)) for each in lists]
    brief, praise, fault = map(any_of, phrases)
    lexicon = load_lexicon()
    beside = {*table["beside"].split(), *lexicon.stop_words, *lexicon.report_words}
    words = frozenset(word for each in phrases for phrase in each for word in phrase.split())
    return _Wordings(
        brief, praise, fault, any_of(map(fold, table["strands"])), frozenset(beside), words
    )


def overview_words() -> frozenset[str]:
    """The words by which people ask of a report as a whole."""
    return _wordings().words


def sides_asked(question: str) -> frozenset[Side]:
    """Which sides of a report a question wants told that asks of nothing in particular; none where
    it asks of something.

    >>> sorted(sides_asked("what are the main weaknesses?"))
    [<Side.FAULT: 'fault'>]
    >>> len(sides_asked("Summarise the report, please"))
    2
    >>> sides_asked("what are the weaknesses of case files?")
    frozenset()
    """
    wordings = _wordings()
    said = fold(question)
    rest = wordings.brief.sub(" ", said)
    brief = rest != said
    found: set[Side] = set()
    for side, pattern in ((Side.PRAISE, wordings.praise), (Side.FAULT, wordings.fault)):
        less = pattern.sub(" ", rest)
        if less != rest:
            found.add(side)
        rest = less
    rest = wordings.strands.sub(" ", rest)
    if any(word not in wordings.beside for word in rest.split()):
        return frozenset()
    return frozenset(Side) if brief and not found else frozenset(found)
