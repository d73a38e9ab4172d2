"""What is quoted of recommendations: where they are asked for, and beside what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.asking.breadth import Breadth, breadth_of
from qa.answer.asking.subject import Ways, names, ways_of
from qa.answer.finding.found import Found
from qa.answer.quotes.quoting import Evidence, from_whole_reports
from qa.answer.quotes.sides import asks_for_fault, at_fault, finds_fault
from qa.answer.recommendation.advice import (
    NONE_ON_SUBJECT,
    naming_most,
    of_asked_list,
    on_subject,
)
from qa.answer.recommendation.aspects import leaves_out_aspect
from qa.answer.recommendation.ending import asks_for_task, ends_with_it
from qa.index.sqlite.store import Store
from qa.search.asked.question import Kind, Understood
from qa.search.language.counting import asks_how_many

ABOUT_AS_NEAR = 0.05  # less of a cosine
ITS_OWN_WORDS = 0.8  # cosine


def recommended(store: Store, understood: Understood, found: Found) -> tuple[list[Evidence], str]:
    """What may be quoted where recommendations are asked for, and what is to be said of it."""
    named = of_asked_list(store, understood, found.naming)
    if leaves_out_aspect(store, understood):
        named = [row for row in named if not found.is_advice(row.quote.paragraph.key)]
    rows, any_on_subject = on_subject(
        named,
        found.is_advice,
        ways_of(understood, found.bridges),
        counted=asks_how_many(understood.query),
    )
    if any_on_subject and ends_with_it(understood):
        return [row for row in rows if found.is_advice(row.quote.paragraph.key)], ""
    if any_on_subject:
        return _less_praise_beside(understood, rows, found), ""
    if not rows:
        return rows, ""
    return _at_fault_or_first(understood, rows, found), NONE_ON_SUBJECT


def begins_with_advice(understood: Understood, found: Found, chosen: Sequence[Evidence]) -> bool:
    """Whether what is chosen begins with a recommendation that is to stand first: of a topic only
    one that the question has the words of, as whoever asks for none wants what was found.
    """
    first = next(iter(chosen), None)
    if first is None or not found.is_advice(first.quote.paragraph.key):
        return False
    is_plain = understood.kind is Kind.TOPIC and not asks_for_task(understood)
    return not is_plain or first.cosine >= ITS_OWN_WORDS


def finding_first(
    store: Store, understood: Understood, found: Found, chosen: list[Evidence]
) -> list[Evidence]:
    """What is chosen; where that is only what should be done and the question is whether something
    is so, the nearest finding before it, if that is about as near.
    """
    plain = understood.kind in (Kind.TOPIC, Kind.FACT) and not understood.over_several
    if not plain or breadth_of(understood.query) is not Breadth.YES_OR_NO:
        return chosen
    if not all(found.is_advice(row.quote.paragraph.key) for row in chosen):
        return chosen
    rows = [row for row in found.evidence if not found.is_advice(row.quote.paragraph.key)]
    nearest = max(rows, key=lambda row: row.cosine, default=None)
    near = max((row.cosine for row in chosen), default=1.0) - ABOUT_AS_NEAR
    if nearest is None or nearest.cosine < near:
        return chosen
    return [*from_whole_reports(store, [nearest]), *chosen]


def _less_praise_beside(
    understood: Understood, rows: Sequence[Evidence], found: Found
) -> list[Evidence]:
    """Beside recommendations nothing that finds no fault, where faults are asked for; where any
    fault names the subject, none that names less of it.
    """
    if not asks_for_fault(understood.query):
        return [*rows]
    advice = [row for row in rows if found.is_advice(row.quote.paragraph.key)]
    faults = [row for row in rows if row not in advice and finds_fault(row.quote.text)]
    kept = naming_most(faults, _ways_of_subject(understood, found))
    return [row for row in rows if row in advice or row in kept]


def _ways_of_subject(understood: Understood, found: Found) -> Ways:
    """The ways in which a report may name the subject; "wrong" and "poor" name none."""
    terms = tuple(term for term in understood.terms if not asks_for_fault(term))
    return ways_of(replace(understood, terms=terms), found.bridges)


def _at_fault_or_first(
    understood: Understood, rows: Sequence[Evidence], found: Found
) -> list[Evidence]:
    """Of what names the subject what tells of a fault, or names all of it; also the paragraph that
    is likeliest to answer, whatever it tells, unless only faults are asked for.
    """
    ways = _ways_of_subject(understood, found)
    rows = naming_most(rows, ways)
    faults = at_fault(rows)
    if asks_for_fault(understood.query):
        return faults
    likely = found.relevance
    first = max(rows, key=lambda row: likely.get(row.quote.paragraph.key, 0.0)).quote.paragraph.key
    return [
        row
        for row in rows
        if row in faults or row.quote.paragraph.key == first or names(row.quote.text, ways)
    ]
