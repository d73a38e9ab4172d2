"""What leads into the list that an item stands in: alone, the item may say something else."""

from __future__ import annotations

from qa.report import Paragraph, Report
from qa.sentences import Span, sentences


def lead_in(report: Report, paragraph: Paragraph, item: int | None) -> list[Span]:
    """The words above an item of a paragraph's list that lead into it: the sentence that opens the
    list, the line above that says by when, and those right above the item's part of it.

    Empty where there are none, and for `item` None.
    """
    place = next((n for n, each in enumerate(paragraph.items) if each.number == item), None)
    if place is None:
        return []
    # Spans between the items, by how many items stand above them.
    parts: dict[int, list[Span]] = {}
    for span in sentences(paragraph.text):
        if not any(each.start < span.end and span.start < each.end for each in paragraph.items):
            above = sum(each.end <= span.start for each in paragraph.items)
            parts.setdefault(above, []).append(span)
    times = {row.timescale_printed for row in report.recommendations if row.timescale_printed}
    opening = [span for span in parts.get(0, []) if not _is_one(paragraph, span, times)][-1:]
    before = [(number, span) for number in parts if number <= place for span in parts[number]]
    when = [span for _, span in before if _is_one(paragraph, span, times)][-1:]
    nearest = max((number for number, _ in before), default=0)
    own = [span for number, span in before if number == nearest]
    wanted = {
        *opening,
        *when,
        *(span for span in own if not opening or span.start >= opening[0].start),
    }
    return sorted(wanted, key=lambda span: span.start)


def _is_one(paragraph: Paragraph, span: Span, times: set[str]) -> bool:
    """Whether a line is one of these times."""
    line = paragraph.text[span.start : span.end].strip(" :.").casefold()
    return any(line == time.strip(" :.").casefold() for time in times)
