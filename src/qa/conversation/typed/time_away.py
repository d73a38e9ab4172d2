"""Another time than the one spoken of: so many years on from it, or the inspection after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.authorities import fold
from qa.conversation.typed.cues import load_cues, said
from qa.patterns import either, unless_after
from qa.search.language.count_words import number_words


def moved(question: str, years: Sequence[int]) -> tuple[int, ...]:
    """Years carried over, counted on where the turn says so ("four years before that"): back from
    the last of them, on from the first.

    >>> moved("and 4 yrs before that?", (2011,)), moved("and Barnet?", (2011,))
    ((2007,), (2011,))
    >>> moved("and the year before?", (2011,))
    (2010,)
    """
    if years and said(fold(question), load_cues().year_before):
        return (max(years) - 1,)
    if years and said(fold(question), load_cues().year_after):
        return (min(years) + 1,)
    found = _years_away().search(question)
    if not found or not years:
        return tuple(years)
    count = found.group(1).lower()
    away = int(count) if count.isdigit() else number_words().index(count) + 1
    back = found.group(2).lower() in load_cues().years_back
    return (max(years) - away if back else min(years) + away,)


def years_away_said(folded: str) -> list[str]:
    """What a folded turn says of years counted from those spoken of, or of the inspection before or
    after.

    >>> years_away_said("and the year before"), years_away_said("four years later")
    (['the year before'], ['four years later'])
    >>> years_away_said("by the next inspection"), years_away_said("since the previous inspection")
    (['the next inspection'], [])
    """
    cues = load_cues()
    counted = [found.group() for found in _years_away().finditer(folded)]
    counted += said(folded, (*cues.year_before, *cues.year_after))
    one = _later().search(folded) or _earlier().search(folded)
    return counted or ([one.group()] if one else [])


def asks_of_later(folded: str) -> bool:
    """Whether a folded turn asks of the inspection after the one spoken of.

    >>> asks_of_later("and a few years later"), asks_of_later("four years later")
    (True, False)
    """
    return bool(_later().search(folded)) and not _years_away().search(folded)


def asks_of_earlier(folded: str) -> bool:
    """Whether a folded turn asks of the inspection before the one spoken of.

    >>> asks_of_earlier("and the one before"), asks_of_earlier("better than the one before")
    (True, False)
    """
    return bool(_earlier().search(folded)) and not _years_away().search(folded)


def calls_it_one(folded: str) -> bool:
    """Whether a folded turn asks of the inspection before or after, and may mean a paragraph.

    >>> calls_it_one("the one before"), calls_it_one("the previous inspection")
    (True, False)
    """
    asks = asks_of_later(folded) or asks_of_earlier(folded)
    return asks and "one" in folded.split()


@cache
def _years_away() -> re.Pattern[str]:
    """So many years, and which way they are counted."""
    cues = load_cues()
    count, way = either(number_words()), either([*cues.years_back, *cues.years_on])
    return re.compile(rf"\b(\d{{1,2}}|{count}) ?(?:{either(cues.years)}) ({way})\b", re.I)


@cache
def _later() -> re.Pattern[str]:
    cues = load_cues()
    return _beside(cues.next_report, cues.years_on, cues.years_later)


@cache
def _earlier() -> re.Pattern[str]:
    cues = load_cues()
    return _beside(cues.previous_report, cues.years_back, cues.years_earlier)


def _beside(reports: Sequence[str], ways: Sequence[str], alone: Sequence[str]) -> re.Pattern[str]:
    """One of some reports, that nothing is held against, or years of no number that lead to it."""
    cues = load_cues()
    years = rf"(?:{either(cues.some_years)}) (?:{either(ways)})|{either(alone)}"
    return re.compile(rf"\b(?:{unless_after(cues.beside_time)}(?:{either(reports)})|{years})\b")
