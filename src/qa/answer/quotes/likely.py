"""Which of the paragraphs found are quoted, by how likely each is to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qa.answer.quotes.measure import Measure
from qa.answer.quotes.quoting import Evidence
from qa.report import Paragraph

SURE = 0.85  # that a paragraph answers


def likely_enough(
    order: Sequence[Paragraph], relevance: Mapping[str, float], measure: Measure
) -> list[str]:
    """The keys of the paragraphs that are likely enough, of those in this order; where several
    reports have their say, the best of each first.
    """
    best = {row.report: row for row in reversed(order)}
    heads = [row for row in order if best[row.report] is row] if measure.of_each else order[:1]
    # The likeliest of all is quoted, however unlikely: what was found is thought to answer.
    told = [row for row in heads if relevance.get(row.key, 0.0) >= measure.least_of_each]
    is_sure = not measure.of_each and any(relevance.get(row.key, 0.0) >= SURE for row in heads)
    least = max(measure.least, measure.beside_sure if is_sure else 0.0)
    least_beside = min(least, measure.in_section)
    rest = [
        row
        for row in order
        if row not in heads
        and relevance.get(row.key, 0.0)
        >= (least_beside if _is_beside(row, best[row.report]) else least)
    ]
    return [row.key for row in (*(told or heads[:1]), *rest)]


def _is_beside(one: Paragraph, other: Paragraph) -> bool:
    """Whether two paragraphs stand in one section."""
    return (one.report, one.strand, one.section) == (other.report, other.strand, other.section)


def less_nameless(
    kept: Sequence[list[Evidence]],
    relevance: Mapping[str, float],
    measure: Measure,
    names: Callable[[str], bool],
) -> list[list[Evidence]]:
    """What is shown of each paragraph, less those whose best sentence names nothing of what is
    asked about and that are hardly likely, where the first names it.
    """
    named = [names(rows[0].quote.text) for rows in kept]
    if not any(named[:1]):
        return [*kept]
    likely = [relevance.get(rows[0].quote.paragraph.key, 0.0) for rows in kept]
    told = zip(kept, named, likely, strict=True)
    return [rows for rows, is_named, p in told if is_named or p >= measure.nameless]
