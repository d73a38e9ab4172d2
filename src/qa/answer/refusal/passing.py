"""What a question names in passing, of which no report is held and the reports themselves speak.

"Which problems of the 2010 visit were unresolved?" asks no report of 2010, where that of 2011 tells
it; nor is a county that a borough borders asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from qa.answer.asking.phrasing import load_phrasing
from qa.answer.finding.confidence import BEST_SENTENCES
from qa.answer.finding.found import Found
from qa.answer.quotes.degrees import NEAR
from qa.answer.quotes.quoting import Evidence
from qa.reading.text.dates import MONTHS
from qa.search.asked.dating import dates_inspection
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.places import named_authorities
from qa.search.asked.question import Kind, Understood
from qa.search.asked.remainder import stands_in_list
from qa.search.language.stemming import stem, stems_of
from qa.search.ranked.searcher import Searcher


def looked_for(searcher: Searcher, understood: Understood) -> tuple[Understood, Found]:
    """What was found for a question, and the question less what it names in passing."""
    result = searcher.find(understood)
    found = Found(searcher, understood, *result)
    unheld = understood.unheld_years or understood.unheld_authorities
    if not unheld or not understood.authorities or understood.kind in (Kind.LOOKUP, Kind.METADATA):
        return understood, found
    telling = list(_telling(found))
    years = [year for year in understood.unheld_years if not _tells_of(year, understood, telling)]
    places = _less_passing(searcher, understood, telling)
    if len(years) + len(places) == len(understood.unheld_years + understood.unheld_authorities):
        return understood, found
    rest = replace(
        understood,
        unheld_years=tuple(years),
        unheld_authorities=tuple(places),
        reports=_since(searcher, understood, set(understood.unheld_years) - {*years}),
    )
    same = rest.reports == understood.reports
    return rest, Found(searcher, rest, *(result if same else searcher.find(rest)))


def _since(searcher: Searcher, understood: Understood, years: Collection[int]) -> tuple[str, ...]:
    """The reports asked about that can look back on these years; all, where none can."""
    dated = {report.key: report.year for report in searcher.facts.reports}
    late = tuple(key for key in understood.reports if dated[key] >= max(years, default=0))
    return late or understood.reports


def _telling(found: Found) -> Iterable[Evidence]:
    """The best sentences that are near, and none that tells how an inspection was made."""
    method = load_phrasing().method_headings
    near = (row for row in found.evidence if row.cosine >= NEAR)
    told = (row for row in near if method.isdisjoint(_headings(found, row)))
    return islice(told, BEST_SENTENCES)


def _headings(found: Found, row: Evidence) -> frozenset[str]:
    return found.outline(row.quote.paragraph.key).headings


def _tells_of(year: int, understood: Understood, telling: Sequence[Evidence]) -> bool:
    """Whether a sentence has the year, as that of an inspection where it is asked about so, beside
    something else that is asked.
    """
    as_inspected = dates_inspection(understood.standalone, year)
    subject = _subject(understood)
    return any(
        str(year) in (text := row.quote.text)
        and (not as_inspected or dates_inspection(text, year))
        and not subject.isdisjoint(stems_of(text))
        for row in telling
    )


def _subject(understood: Understood) -> set[str]:
    """The stems of what is asked beside the inspection itself."""
    phrasing, lexicon = load_phrasing(), load_lexicon()
    talk = {*phrasing.asks_method, *phrasing.asks_recommendations, *lexicon.report_words}
    talk |= {month.casefold() for month in MONTHS}
    return {stem(term) for term in understood.terms if term not in talk and not term.isdigit()}


def _less_passing(
    searcher: Searcher, understood: Understood, telling: Sequence[Evidence]
) -> list[str]:
    """The places without a report, less those of which a sentence speaks; one that is compared, or
    stands in a list with another, is asked about itself.
    """
    names = understood.unheld_authorities
    if not names or understood.kind is Kind.COMPARE:
        return list(names)
    named = list(named_authorities(understood.standalone, searcher.facts))
    spans = [(one.start, one.end) for one in named]
    told = {
        one.authority.name
        for row in telling
        for one in named_authorities(row.quote.text, searcher.facts)
    }
    listed = {
        one.authority.name
        for one in named
        if stands_in_list(understood.standalone, spans, (one.start, one.end))
    }
    return [name for name in names if name in listed or name not in told]
