"""Dates as the first pages print them: of publication, of the inspection, of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "January February March April May June July August September October November December"
).split()

_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WRITTEN = rf"{_DAY}(?:\s+(?:of\s+)?[A-Z][a-z]+)?(?:,?\s+\d{{4}})?"
_WHOLE = rf"{_DAY}\s+(?:of\s+)?[A-Z][a-z]+,?\s+\d{{4}}"
_FIGURES = r"\d{1,2}[/.]\d{1,2}[/.]\d{4}"
_TO = r"\s*(?:–|—|─|-|−|\bto\b|\band\b|\buntil\b)\s*"
_SPAN = re.compile(
    rf"(?<![\w/])(?:(?:{_WRITTEN}{_TO})*{_WHOLE}|(?:{_FIGURES}{_TO})?{_FIGURES})(?![\w/])"
)
_ONE = re.compile(rf"(?P<figures>{_FIGURES})|(?P<whole>{_WHOLE})")
_PARTS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([A-Z][a-z]+),?\s+(\d{4})")


@dataclass(frozen=True, slots=True)
class Span:
    """A date or a run of dates as printed, and its last day as an ISO date."""

    printed: str
    last: str
    start: int
    end: int

    @property
    def is_one_day(self) -> bool:
        """Whether it is a single date, as a date of publication is."""
        return len(list(_ONE.finditer(self.printed))) == 1 and bool(_ONE.fullmatch(self.printed))


def spans_in(text: str) -> Iterator[Span]:
    """Every date or run of dates in a text, in order; what is no day of the calendar is left out.

    >>> [(s.printed, s.last) for s in spans_in("Inspection dates: 12 to 23 March 2018")]
    [('12 to 23 March 2018', '2018-03-23')]
    >>> [s.last for s in spans_in("from 7 November 2017 to 30 November 2017; 31 February 2018")]
    ['2017-11-30']
    """
    for found in _SPAN.finditer(text):
        *_, final = _ONE.finditer(found.group())
        last = _iso(final.group())
        if last:
            yield Span(" ".join(found.group().split()), last, *found.span())


def _iso(printed: str) -> str | None:
    """A whole date as ISO; None where there is no such day. Figures are day, month, year.

    >>> _iso("27 June 2012"), _iso("12/09/2016"), _iso("5 Feb 2015"), _iso("31 June 2012")
    ('2012-06-27', '2016-09-12', '2015-02-05', None)
    """
    if found := _PARTS.fullmatch(printed):
        month = _month(found.group(2))
        day, year = int(found.group(1)), int(found.group(3))
    else:
        day, month, year = (int(part) for part in re.split(r"[/.]", printed))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    """1 to 12 for a month written in full or cut to three letters or more; else 0."""
    folded = name.casefold()
    for number, month in enumerate(MONTHS, start=1):
        if len(folded) >= 3 and month.casefold().startswith(folded):
            return number
    return 0
