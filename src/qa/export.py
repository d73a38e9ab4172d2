"""A report, or one paragraph of it, as the plain rows and text that every face hands out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qa.quotation import citation, dated
from qa.report import Paragraph, Report


def rows(report: Report) -> Iterator[dict[str, Any]]:
    """The report as `qa export --json` prints it: the report itself, then in reading order its
    paragraphs, then its recommendations, then its judgements.
    """
    yield report.to_json()
    for paragraph in report.paragraphs:
        yield paragraph.to_json()
    for recommendation in report.recommendations:
        yield recommendation.to_json()
    for judgement in report.judgements:
        yield judgement.to_export_json()


def shown(report: Report, paragraph: Paragraph, item: int | None = None) -> dict[str, Any]:
    """A paragraph as `qa show --json` prints it: what `rows` says of it, and how to cite it.

    `item` is None, or the item of its list that was asked for; then `item_text` is there too.
    """
    row = {
        **paragraph.to_json(),
        "report": report.key,
        "published": report.published,
        "citation": citation(report, paragraph, item),
        "item": item,
    }
    return row if item is None else row | {"item_text": paragraph.item_text(item)}


def plain(report: Report) -> Iterator[str]:
    """The report for reading: title, then headings and paragraphs, a block at a time."""
    when = dated(report)
    yield f"{report.title}\n{report.authority}\n{when[:1].upper()}{when[1:]}"
    above: tuple[str, ...] = ()
    for paragraph in report.paragraphs:
        for depth, heading in enumerate(paragraph.section, start=1):
            if above[:depth] != paragraph.section[:depth]:
                yield f"{'#' * depth} {heading}"
        above = paragraph.section
        yield f"{mark(paragraph)} {paragraph.text}"


def mark(paragraph: Paragraph, item: int | None = None) -> str:
    """What stands before a paragraph in print: its number, with what is to be known about it.

    >>> from qa.report import Strand
    >>> mark(Paragraph("a-2012", "58", False, (), Strand.GENERAL, None, "", notes=("restored",)))
    '[58: restored]'
    """
    number = paragraph.number if item is None else f"{paragraph.number}.{item}"
    known = ": ".join([number, *paragraph.notes])
    return f"[{known}]"
