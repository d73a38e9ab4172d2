"""Quotations: words that are a report's own by construction, and how a person would cite them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qa.errors import QuoteError
from qa.markdown import escaped
from qa.pieces import compose
from qa.reading.text.dates import MONTHS
from qa.reading.text.frameworks import fold_heading
from qa.report import Paragraph, Recommendation, Report
from qa.sentences import sentences

# Wherever a paragraph is cited whose number is not as printed: its neighbours leave but one.
RESTORED = "number restored"


def printed_date(iso: str) -> str:
    """An ISO date as a person prints it.

    >>> printed_date("2012-06-27")
    '27 June 2012'
    """
    year, month, day = iso.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"


def dated(report: Report) -> str:
    """The date a citation states: "published 27 June 2012", else that of the inspection."""
    if report.published:
        return f"published {printed_date(report.published)}"
    return f"inspected {report.inspected or printed_date(report.date)}"


def citation(report: Report, paragraph: Paragraph, item: int | None = None) -> str:
    """The source of a quotation as a person would print it: who, what, when, which paragraph.

    Of a PDF it says on which page the paragraph begins: "paragraph 58 (page 12)".
    """
    return f"{source_line(report)}, {_place(paragraph, item)}"


def _place(paragraph: Paragraph, item: int | None) -> str:
    """Where in its report a quotation stands, and what is to be known about that."""
    known = [] if paragraph.is_number_sure else [RESTORED]
    if paragraph.page is not None:
        known.append(f"page {paragraph.page}")
    place = paragraph.label + (f" ({', '.join(known)})" if known else "")
    return place + _item_of(paragraph, item)


def _item_of(paragraph: Paragraph, item: int | None) -> str:
    """Which item of its paragraph, after the paragraph's name; "" for the whole of it."""
    return f", item {item}" if item and not _is_whole(paragraph, item) else ""


def _is_whole(paragraph: Paragraph, number: int) -> bool:
    """Whether an item is the whole paragraph, as a recommendation with a number of its own is."""
    whole = (0, len(paragraph.text))
    return any((i.start, i.end) == whole for i in paragraph.items if i.number == number)


def source_line(report: Report) -> str:
    """A report as a person would print it in a citation: who, what, when."""
    return f"{report.inspectorate}, {report.citation_title}: {report.authority}, {dated(report)}"


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` of a paragraph's text: it cannot hold anything else.

    Raises QuoteError when the span is not inside the paragraph, is empty, or crosses a place
    where something other than white space was taken out of the source.
    """

    report: Report
    paragraph: Paragraph
    start: int
    end: int
    item: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.paragraph.text):
            raise QuoteError(f"{self.start}:{self.end} is not inside {self.paragraph.key}")
        if any(self.start < seam < self.end for seam in self.paragraph.seams):
            raise QuoteError(f"{self.start}:{self.end} of {self.paragraph.key} crosses a seam")

    @property
    def text(self) -> str:
        return self.paragraph.text[self.start : self.end]

    def over(self, start: int, end: int) -> Quote | None:
        """The like of other characters of its paragraph; None where they cannot be quoted."""
        return quote_of(self.report, self.paragraph, start, end, self.item)

    @property
    def key(self) -> str:
        return self.paragraph.key + (f".{self.item}" if self.item else "")

    @property
    def label(self) -> str:
        """What it is called within its report: "paragraph 57, item 3"."""
        return self.paragraph.label + _item_of(self.paragraph, self.item)

    @property
    def citation(self) -> str:
        return citation(self.report, self.paragraph, self.item)

    @property
    def task(self) -> str:
        """By when and by whom, where these words are a recommendation; else nothing."""
        place = self.paragraph.number, self.item
        rows = (r for r in self.report.recommendations if (r.paragraph, r.item) == place)
        return next((_task(row, self.paragraph) for row in rows), "")

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "text": self.text,
            "citation": self.citation,
            "task": self.task or None,
        }


def quote_of(
    report: Report, paragraph: Paragraph, start: int, end: int, item: int | None = None
) -> Quote | None:
    """The quote of these characters; None where they cannot be quoted: something was taken out of
    the source in their midst.
    """
    try:
        return Quote(report, paragraph, start, end, item)
    except QuoteError:
        return None


def sentence_quotes(report: Report, paragraph: Paragraph) -> Iterator[Quote]:
    """The sentences of a paragraph in order, those that can be quoted."""
    for span in sentences(paragraph.text):
        if quote := quote_of(report, paragraph, span.start, span.end):
            yield quote


def _task(row: Recommendation, paragraph: Paragraph) -> str:
    # An owner named in the words themselves need not be named twice.
    is_named = fold_heading(row.owner or "") in fold_heading(row.text)
    owner = None if is_named else row.owner
    by_when = row.timescale_printed or row.timescale
    owner = owner and _leading_in(owner, row, paragraph)
    return ": ".join(part for part in (by_when, owner) if part)


def _leading_in(owner: str, row: Recommendation, paragraph: Paragraph) -> str:
    """An owner with what the report puts after it to lead into the words: "X should ensure"."""
    start = next((i.start for i in paragraph.items if i.number == row.item), 0)
    lines = re.findall(rf"^({re.escape(owner)}\b[^:\n]*):", paragraph.text[:start], re.M)
    return lines[-1] if lines else owner


def leads_into(quote: Quote, item: Quote) -> bool:
    """Whether a quote is no more than the words that lead into the list whose item is the other."""
    of_list = quote.item is None and item.item is not None
    return of_list and quote.text.endswith(":") and quote.paragraph.key == item.paragraph.key


def is_verbatim(quote: Quote) -> bool:
    """Whether the quote stands in the report's source: the check every reply goes through."""
    return quote.text in compose(quote.report.source, quote.paragraph.pieces)


class Style(StrEnum):
    """How a quotation is set with its source."""

    PLAIN = "plain"  # the citation in brackets after it
    MARKDOWN = "markdown"  # a block quotation, the citation under it
    HARVARD = "harvard"  # author and year after it, and the entry for the list of references
    FOOTNOTE = "footnote"  # a footnote of Markdown, named by the paragraph's key


def cited(quote: Quote, style: Style = Style.PLAIN) -> str:
    """A quotation with its source and date of publication, as a person would set it.

    MARKDOWN and FOOTNOTE are Markdown, with the report's words escaped; the others plain text.
    """
    return all_cited([quote], style)


def all_cited(quotes: Sequence[Quote], style: Style = Style.PLAIN) -> str:
    """Quotations set as `cited` sets one; what belongs at the end (the references, the
    footnotes) stands there once.
    """
    told = [_cited(quote, style) for quote in quotes]
    notes = dict.fromkeys(note for _, note in told if note)
    return "\n\n".join([*(words for words, _ in told), *notes])


def _cited(quote: Quote, style: Style) -> tuple[str, str]:
    """The words with what stands beside them, and what stands at the end of the text."""
    words = f"“{quote.text}”"
    if style is Style.MARKDOWN:
        lines = "\n".join(f"> {escaped(line)}" for line in words.split("\n"))
        return f"{lines}\n>\n> — {escaped(quote.citation)}", ""
    if style is Style.HARVARD:
        return _harvard(quote, words)
    if style is Style.FOOTNOTE:
        name = re.sub(r"[^a-z0-9]+", "-", quote.key)
        return f"{escaped(words)}[^{name}]", f"[^{name}]: {escaped(quote.citation)}."
    return f"{words} ({quote.citation})", ""


def _harvard(quote: Quote, words: str) -> tuple[str, str]:
    report = quote.report
    place = _place(quote.paragraph, quote.item).replace("paragraph ", "para. ")
    when = dated(report)
    entry = (
        f"{report.inspectorate} ({report.year}) {report.citation_title}: {report.authority}. "
        f"{when[0].upper()}{when[1:]}."
    )
    beside = f"({report.inspectorate}, {report.year}: {report.authority}, {place})"
    return f"{words} {beside}", entry
