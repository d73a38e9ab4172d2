"""Several reports on one question or aspect, side by side: each answers for itself alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.answer.form.reply import Answer
from qa.errors import UsageError
from qa.overview import row_name
from qa.quotation import Quote
from qa.report import Judgement, Report, Strand
from qa.search.asked.question import Filters

FEWEST, MOST = 2, 4  # reports side by side
MOST_RECOMMENDATIONS = 3

Ask = Callable[[str, Filters], Answer]
"""Answers a question held to filters."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one report says: its grades, its answer, and its recommendations, item by item."""

    report: Report
    answer: Answer
    judgements: tuple[Judgement, ...]
    recommendations: tuple[Quote, ...]


def compare(
    reports: Sequence[Report], question: str, aspect: str, strand: Strand | None, ask: Ask
) -> tuple[Side, ...]:
    """The sides in the order of the reports; without a question the aspect is the question.

    Raises UsageError unless there are two to four reports, and a question or an aspect.
    """
    if not FEWEST <= len(reports) <= MOST:
        raise UsageError(f"Choose {FEWEST} to {MOST} reports to compare, not {len(reports)}.")
    about = question.strip() or aspect
    if not about:
        raise UsageError("Choose an aspect, or type a question, to compare the reports on.")
    sides = []
    for report in reports:
        held = Filters(reports=(report.key,), strand=strand, aspect=aspect or None)
        items = [q for q in ask(f"Recommendations on {about}", held).quotes if q.item is not None]
        wanted = tuple(items[:MOST_RECOMMENDATIONS])
        answer = ask(about, held)
        graded = _of_aspect(report, aspect, strand) if aspect else answer.judgements
        sides.append(Side(report, answer, graded, wanted))
    return tuple(sides)


def _of_aspect(report: Report, aspect: str, strand: Strand | None) -> tuple[Judgement, ...]:
    """Every grade that a report gives an aspect, under whichever of its names."""
    wanted = row_name(aspect)
    return tuple(
        row
        for row in report.judgements
        if row_name(row.aspect) == wanted
        and (strand in (None, row.strand) or row.strand is Strand.GENERAL)
    )
