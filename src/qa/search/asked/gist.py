"""A question about a report as a whole: in brief, for its praise, for its criticism."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from qa.authorities import fold
from qa.data import read_table
from qa.patterns import any_of, unless_after, whole
from qa.search.asked.lexicon import load_lexicon
from qa.search.language.cues import load_cues


class Side(StrEnum):
    """What a report says of a matter: for it, or against it."""

    PRAISE = "praise"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `overview` of questions.toml; the patterns are for folded text.

    `beside` are words that may stand beside what asks; `plain` those of them that ask of nothing,
    not of the report itself either; `words` are all in the phrases that ask.
    """

    brief: re.Pattern[str]
    sides: Mapping[Side, re.Pattern[str]]
    telling: re.Pattern[str]
    strands: re.Pattern[str]
    beside: frozenset[str]
    plain: frozenset[str]
    words: frozenset[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("questions.toml")["overview"]
    asking = [*table["brief"], *table["praise"], *table["fault"]]
    lexicon = load_lexicon()
    return _Wordings(
        brief=_folded(table["brief"]),
        sides={Side.PRAISE: _folded(table["praise"]), Side.FAULT: _folded(table["fault"])},
        telling=re.compile(
            unless_after(table["not_telling"].split()) + whole(map(fold, table["telling"]))
        ),
        strands=_folded(table["strands"]),
        beside=lexicon.stop_words | lexicon.report_words | {*table["beside"].split()},
        plain=lexicon.stop_words,
        words=frozenset(word for phrase in asking for word in fold(phrase).split()),
    )


def _folded(phrases: Iterable[str]) -> re.Pattern[str]:
    return any_of(map(fold, phrases))


def overview_words() -> frozenset[str]:
    """The words by which people ask of a report as a whole."""
    return _wordings().words


def sides_asked(question: str) -> frozenset[Side]:
    """Which sides of a report a question wants told that asks of nothing in particular; none where
    it asks of something.

    >>> sorted(sides_asked("what are the main weaknesses?"))
    [<Side.FAULT: 'fault'>]
    >>> len(sides_asked("Summarise the report, please")), len(sides_asked("what did they say?"))
    (2, 2)
    >>> sides_asked("what are the weaknesses of case files?")
    frozenset()
    """
    wordings = _wordings()
    said = load_cues().talk_of_sides.sub(" ", fold(question))
    rest = wordings.brief.sub(" ", said)
    brief = rest != said
    found: set[Side] = set()
    for side, pattern in wordings.sides.items():
        less = pattern.sub(" ", rest)
        if less != rest:
            found.add(side)
        rest = less
    rest = wordings.strands.sub(" ", rest)
    if found or brief:
        return frozenset(found or Side if {*rest.split()} <= wordings.beside else ())
    left = wordings.telling.sub(" ", rest)
    return frozenset(Side if left != rest and {*left.split()} <= wordings.plain else ())
