"""A question of several clauses on one subject or more: each has the sentence that answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.asking.parts import Parts
from qa.answer.composition.several import is_whole
from qa.answer.finding.found import Found
from qa.answer.quotes.choosing import overlap
from qa.answer.quotes.degrees import PLAINLY_NEAR
from qa.answer.quotes.quoting import Evidence, from_whole_reports, gather
from qa.search.asked.question import Kind, Understood
from qa.search.ranked.searcher import Searcher

MOST_CLAUSES = 4
FEWEST_TERMS = 2  # words of content; a clause of fewer asks of what another names
READ = 12  # paragraphs; what answers a clause may stand below what answers the others
_PLAIN = (Kind.TOPIC, Kind.FACT)  # a grade has its reasons


def with_each_clause(
    searcher: Searcher, found: Found, parts: Parts, chosen: Sequence[Evidence]
) -> list[Evidence]:
    """What is chosen, and for each clause of the question that stands alone the sentence nearest to
    it, where that is left out.
    """
    clauses = _clauses(parts)
    if not clauses:
        return [*chosen]
    library, shown = searcher.library, list(chosen)
    # What stands high for the whole question need not for a clause.
    read = [replace(hit, score=1.0) for hit in found.prose[:READ]]
    for wanted in searcher.wanted_of_each(clauses):
        rows = gather(library, searcher.facts, wanted, read)
        best = next((row for row in rows if row.cosine >= PLAINLY_NEAR), None)
        if best is not None and not any(overlap(best.quote, row.quote) for row in shown):
            shown += from_whole_reports(library.store, [best])
    return shown


def _clauses(parts: Parts) -> list[Understood]:
    """The clauses that are questions of their own; none where there is but one, or several reports
    are asked.
    """
    whole = parts.whole
    texts = parts.clauses
    if whole.over_several or whole.kind not in _PLAIN or not 1 < len(texts) <= MOST_CLAUSES:
        return []
    own = [parts.understood(text) for text in texts]
    return [part for part in own if len(part.terms) >= FEWEST_TERMS and is_whole(part)]
