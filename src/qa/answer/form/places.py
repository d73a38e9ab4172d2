"""Where in the reports quotations stand: told in a line, where that is what is asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qa.answer.form.wording import places
from qa.markdown import escaped
from qa.quotation import Quote
from qa.report import Paragraph, Report, Strand


def places_told(rows: Sequence[tuple[Quote, Sequence[str]]]) -> str:
    """Of each report the paragraphs that quotes are of, in their order, by the part of it that they
    stand in; each quote comes with the labels of paragraphs that say the same.
    """
    held: dict[str, set[str]] = {}
    reports = {quote.report.key: quote.report for quote, _ in rows}
    for quote, repeats in rows:
        held.setdefault(quote.report.key, set()).update((quote.paragraph.label, *repeats))
    lines = [
        f"{escaped(reports[key].short_title)}: {_listed(reports[key], held[key])}." for key in held
    ]
    return "\n".join(f"- {line}" for line in lines) if len(lines) > 1 else "".join(lines)


def _listed(report: Report, held: Collection[str]) -> str:
    """The paragraphs of each part: "safeguarding: paragraphs 20 and 31; ..."."""
    parts: dict[str, list[str]] = {}
    for paragraph in report.paragraphs:
        if paragraph.label in held:
            parts.setdefault(_part(paragraph), []).append(paragraph.label)
    return "; ".join(
        f"{escaped(part)}: {places(labels)}" if part else places(labels)
        for part, labels in parts.items()
    )


def _part(paragraph: Paragraph) -> str:
    """The half of the inspection that a paragraph is of, else the part of the report."""
    if paragraph.strand is not Strand.GENERAL:
        return str(paragraph.strand)
    return paragraph.section[0] if paragraph.section and paragraph.is_numbered else ""
