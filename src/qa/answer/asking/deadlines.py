"""By when: the timescales of recommendations that a question names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qa.data import read_table
from qa.patterns import any_of
from qa.reading.text.frameworks import common
from qa.report import Recommendation
from qa.search.language.count_words import number_words

_WITHIN = re.compile(
    r"\b(?:with ?in (?:the next )?|over the next )\w+ (?:days?|weeks?|months?|years?)\b", re.I
)
# "The three-month deadline" is that within three months.
_OF_TERM = re.compile(
    r"\b(\w+)[ -](month|year)s?['’]?(?=[ -](?:deadline|timescale|recommendation|action)s?\b)", re.I
)
_JOINS = re.compile(r"[\s,]*(?:and|or)\s+(?:also\s+|what\s+)?")
_COUNTED = re.compile(r"(\d+|[a-z]+) (day|week|month|year)s?$", re.I)
IMMEDIATELY = "immediately"
# Days in each, for deadlines to be put in order.
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class _Wordings:
    """Of the table `recommendations` of answers.toml what people say for a timescale, by its name,
    and for the first there is.
    """

    named: Mapping[str, re.Pattern[str]]
    first: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["recommendations"]
    return _Wordings(
        named={name: any_of(said) for name, said in table["timescales"].items()},
        first=any_of(table["first"]),
    )


def timescale_of(question: str) -> str | None:
    """The timescale a question names first ("only the immediate ones"), or None.

    >>> timescale_of("what's for the longer term?"), timescale_of("and within 3 months?")
    ('In the longer term', 'Within three months')
    >>> timescale_of("what was the 6-month deadline for?")
    'Within six months'
    >>> timescale_of("what must be done for children in long term placements?") is None
    True
    """
    return next(iter(_timescales(question)), None)


def _timescales(question: str) -> list[str]:
    """The timescale a question names first, and those that it joins to it by "and" or "or"."""
    named = [
        (found.span(), name)
        for name, said in _wordings().named.items()
        for found in said.finditer(question)
    ]
    within = [
        (found.span(), common().timescale(_in_words(found.group())))
        for found in _WITHIN.finditer(question)
    ]
    within += [
        (found.span(), common().timescale(_in_words("within {} {}s".format(*found.groups()))))
        for found in _OF_TERM.finditer(question)
    ]
    told: list[str] = []
    last = 0
    for (start, end), name in sorted((*named, *within)):
        if name and (not told or _JOINS.fullmatch(question, last, start)):
            told.append(name)
            last = end
    return told


def timescale_said(question: str) -> str:
    """The words in which a question names a timescale, as the reports name it; or nothing.

    >>> timescale_said("And what within 3 months?"), timescale_said("What must be done?")
    ('within three months', '')
    """
    return (timescale_of(question) or "").casefold()


def without_deadline(question: str) -> str:
    """A question less the words that only say by when.

    >>> without_deadline("Any longer term action on fostering?")
    'Any on fostering?'
    """
    wordings = _wordings()
    for said in (wordings.first, *wordings.named.values(), _WITHIN, _OF_TERM):
        question = said.sub(" ", question)
    return " ".join(question.split())


def due(rows: Sequence[Recommendation], question: str) -> list[Recommendation]:
    """Those of some recommendations that are due when a question says: by its timescale, or the
    first of each report, where the most urgent are asked for.
    """
    if _wordings().first.search(question):
        first: dict[str, float] = {}
        for row in rows:
            first[row.report] = min(_days(row), first.get(row.report, _days(row)))
        return [row for row in rows if _days(row) == first[row.report]]
    wanted = _timescales(question)
    return [row for row in rows if not wanted or row.timescale in wanted]


def _days(row: Recommendation) -> float:
    """How long a recommendation may take: a number to put timescales in order by."""
    name = (row.timescale or "").casefold()
    counted = _COUNTED.search(name)
    if counted and (number := _number(counted.group(1))):
        return number * _DAYS[counted.group(2)]
    return 0.0 if name == IMMEDIATELY else float("inf")


def _number(text: str) -> int:
    """A number in figures or in words; nought where it is neither."""
    words = number_words()
    return int(text) if text.isdigit() else words.index(text) + 1 if text in words else 0


def _in_words(text: str) -> str:
    for figure, word in enumerate(number_words(), start=1):
        text = re.sub(rf"\b{figure}\b", word, text)
    return text
