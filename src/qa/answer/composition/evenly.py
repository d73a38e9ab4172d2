"""Recommendations beside what several reports say: of each that makes one on the subject."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from qa.answer.asking.subject import Ways, names, ways_of, ways_told
from qa.answer.composition.silence import less_asking
from qa.answer.finding.found import Found
from qa.answer.quotes.choosing import in_order
from qa.answer.quotes.quoting import Evidence
from qa.answer.quotes.sides import asks_for_fault
from qa.answer.recommendation.advice import as_quote, asks_who_was_told
from qa.index.sqlite.store import Store
from qa.search.asked.question import Kind, Understood


def evenly_advised(
    store: Store, understood: Understood, found: Found, chosen: Sequence[Evidence]
) -> list[Evidence]:
    """What is chosen of reports set side by side, where one of them is quoted with what it
    recommends, with what each of the others recommends first on the subject: else one alone would
    seem to have asked for anything. Of all reports, less what is recommended by one of which more
    is chosen.
    """
    asked_for = understood.kind is Kind.RECOMMENDATION or asks_who_was_told(understood)
    if asked_for or not understood.over_several:
        return [*chosen]
    advice = [row for row in chosen if found.is_advice(row.quote.paragraph.key)]
    advising = {row.quote.report.key for row in advice}
    if not understood.sets_side_by_side:
        if asks_for_fault(understood.query):
            return [*chosen]  # what is to be put right was at fault
        telling = {row.quote.report.key for row in chosen if row not in advice}
        return [r for r in chosen if r not in advice or r.quote.report.key not in telling]
    asked, bridges = less_asking(understood), found.bridges
    told = max((ways_told(asked, bridges, row.quote.text) for row in advice), key=len, default=())
    if not told or 2 * len(told) < len(ways_of(asked, bridges)):
        return [*chosen]
    others = [key for key in understood.reports if key not in advising]
    rows = [*chosen, *(row for key in others for row in _first_on(store, key, told))]
    return in_order(rows, understood.reports)


def _first_on(store: Store, key: str, ways: Ways) -> list[Evidence]:
    """The first recommendation of a report that names a subject."""
    rows = store.recommendations(key)
    named = (row for row in rows if names(f"{row.text} {row.owner or ''}", ways))
    return [Evidence(as_quote(store, row), 1.0) for row in islice(named, 1)]
