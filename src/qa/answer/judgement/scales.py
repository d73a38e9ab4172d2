"""What the reports themselves say of their grade scales."""

from __future__ import annotations

from qa.answer.finding.found import Found
from qa.index.sqlite.store import Store
from qa.keys import report_of
from qa.quotation import Quote
from qa.reading.outline.grading import GRADE_NUMBERED
from qa.report import Paragraph, Report
from qa.search.asked.question import Understood

MOST = 2


def scale_quotes(store: Store, understood: Understood, found: Found) -> list[Quote]:
    """The words in which the reports in scope explain their scales, one report a framework."""
    quotes: list[Quote] = []
    seen: set[str] = set()
    for hit in found.hits:
        report_key = report_of(hit.key)
        if not found.outline(hit.key).explains_scale or report_key not in understood.reports:
            continue
        report = store.report(report_key)
        if report.framework_key in seen:
            continue
        quotes.append(_fullest(report, store.paragraph(hit.key)))
        seen.add(report.framework_key)
    return quotes[:MOST]


def scale_beside(row: Quote) -> Quote | None:
    """The words of its table that say what the number in a row means; None where it has a word."""
    explained = len(GRADE_NUMBERED.findall(row.paragraph.text)) > 1
    return _fullest(row.report, row.paragraph) if row.text[-1].isdigit() and explained else None


def _fullest(report: Report, paragraph: Paragraph) -> Quote:
    """The lines of a paragraph that name grades by number: the longest run a quote may hold."""
    edges = [0, *paragraph.seams, len(paragraph.text)]
    runs = [
        [match.span() for match in GRADE_NUMBERED.finditer(paragraph.text, start, end)]
        for start, end in zip(edges, edges[1:], strict=False)
    ]
    best = max(runs, key=len)
    stop = min(edge for edge in edges if edge >= best[-1][1])
    start = paragraph.text.rfind("\n", 0, best[0][0]) + 1
    end = paragraph.text.find("\n", best[-1][1], stop)
    return Quote(report, paragraph, start, end if end > 0 else len(paragraph.text[:stop].rstrip()))
