"""Which of the paragraphs found are read for quotes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from qa.keys import paragraph_of, report_of
from qa.search.asked.question import Hit, Kind, Understood
from qa.search.ranked.signals import Outline

READ_FOR_QUOTES = 8
READ_OF_EACH = 3  # paragraphs of each report, where several have their say
SEEN_FOR_NUMBERS = 60  # of each report, of which those that give the number are read


def quotable(
    understood: Understood,
    hits: Sequence[Hit],
    outline: Callable[[str], Outline],
    method: Collection[str],
) -> list[Hit]:
    """The paragraphs that may be quoted, best first: no tables, and of the others none that was
    shown before, and that tells how the inspection was made (under a heading of `method`), what is
    to be done or what a grade means only where that is asked, or nothing else was found.
    """
    shown = understood.beyond
    rows = [(hit, outline(hit.key)) for hit in hits]
    rows = [(h, o) for h, o in rows if not o.is_findings and paragraph_of(h.key) not in shown]
    rows = [(h, o) for h, o in rows if o.headings.isdisjoint(method)] or rows
    if understood.kind is Kind.JUDGEMENT:
        rows = [(h, o) for h, o in rows if not o.is_advice] or rows
    if understood.kind is not Kind.SCALE:  # what a grade means is no finding
        rows = [(h, o) for h, o in rows if not o.explains_scale] or rows
    return [hit for hit, _ in rows]


def read_for_quotes(
    prose: Sequence[Hit], giving: Collection[str], *, several: bool, counts: bool
) -> list[Hit]:
    """The best paragraphs, or those of each report where `several` have their say; where a question
    `counts` also all `giving` the number, as its sentence may stand low.
    """
    by_report: dict[str, list[Hit]] = {}
    for hit in prose:
        by_report.setdefault(report_of(hit.key) if several else "", []).append(hit)
    best = READ_OF_EACH if several and not counts else READ_FOR_QUOTES
    return [
        hit
        for hits in by_report.values()
        for place, hit in enumerate(hits[: SEEN_FOR_NUMBERS if counts else best])
        if place < best or hit.key in giving
    ]
