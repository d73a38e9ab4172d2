"""What of the evidence finds fault, for whoever asks what is to be put right or what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.asking.parts import clauses_of
from qa.answer.asking.subject import Ways, names, names_part, ways_of
from qa.answer.finding.found import Found
from qa.answer.quotes.quoting import Evidence
from qa.answer.quotes.sides import (
    asks_for_fault,
    asks_for_weakness,
    at_fault,
    finds_fault,
    sides_of,
)
from qa.answer.recommendation.advice import naming_most
from qa.search.asked.gist import Side
from qa.search.asked.question import Understood

LIKELY = 0.3  # to answer, for a fault that is not said by name
LEAST = 0.1  # how likely a paragraph must be to answer, for its faults to be told alone


def faults_alone(understood: Understood, rows: Sequence[Evidence], found: Found) -> list[Evidence]:
    """For whoever asks for the weaknesses of a subject what does not only praise, of paragraphs
    that may answer and find fault with it by name; all, where none do.
    """
    alone = len(clauses_of(understood.standalone)) < 2
    if understood.over_several or not (alone and asks_for_weakness(understood.query)):
        return [*rows]
    likely, ways = found.relevance, _ways_of_subject(understood, found)

    def tells(row: Evidence) -> bool:
        """Whether evidence finds a fault with the subject: by name, or where its paragraph has it
        and likely answers.
        """
        key = row.quote.paragraph.key
        named = row.quote.text if likely.get(key, 0.0) < LIKELY else found.text(key)
        return finds_fault(row.quote.text) and names_part(named, ways)

    telling = {row.quote.paragraph.key for row in rows if tells(row)}
    kept = [row for row in rows if row.quote.paragraph.key in telling]
    kept = [row for row in kept if likely.get(row.quote.paragraph.key, 0.0) >= LEAST]
    return [row for row in kept if sides_of(row.quote.text) != {Side.PRAISE}] or [*rows]


def less_praise_beside(
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


def at_fault_or_first(
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


def _ways_of_subject(understood: Understood, found: Found) -> Ways:
    """The ways in which a report may name the subject; "wrong" and "poor" name none."""
    terms = tuple(term for term in understood.terms if not asks_for_fault(term))
    return ways_of(replace(understood, terms=terms), found.bridges)
