"""Where to open a report, as the browser says it."""

from __future__ import annotations

from dataclasses import dataclass

from qa.keys import item_of, number_of, report_of
from qa.quotation import quote_of
from qa.report import Judgement, Paragraph, Report
from qa.web.parts.html import Span
from qa.web.parts.sent import Sent


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph's key, and what to mark there, if anything.

    It comes from the browser, so nothing in it is believed: the key is looked up, and the span
    is marked only if it is one a quotation could have.
    """

    key: str
    start: int | None = None
    end: int | None = None
    aspect: str | None = None
    strand: str | None = None
    column: str | None = None
    words: str | None = None
    whole: bool = False  # the section it is in, and not its neighbours alone

    @classmethod
    def of(cls, sent: Sent) -> Place:
        """What a clicked button carried."""
        return cls(
            key=sent.text("key"),
            start=sent.number("start"),
            end=sent.number("end"),
            aspect=sent.text("aspect") or None,
            strand=sent.text("strand") or None,
            column=sent.text("column") or None,
            words=sent.text("words", longest=None) or None,
            whole=bool(sent.text("whole")),
        )

    @property
    def report(self) -> str:
        """The key of the report."""
        return report_of(self.key)

    @property
    def number(self) -> str:
        """The paragraph's number: what stands between `#` and the number of an item."""
        return number_of(self.key)

    @property
    def item(self) -> int | None:
        """The item of its list that the key names, or None."""
        item = item_of(self.key)
        return int(item) if item.isascii() and item.isdigit() and len(item) < 5 else None

    def span(self, report: Report, paragraph: Paragraph, item: int | None) -> Span | None:
        """What to mark: the quoted words, or the item named by the key, or nothing."""
        start, end = self.start, self.end
        if self.words and (at := paragraph.text.find(self.words)) >= 0:
            start, end = at, at + len(self.words)
        if start is not None and end is not None:
            return (start, end) if quote_of(report, paragraph, start, end) else None
        for candidate in paragraph.items:
            if candidate.number == item:
                return candidate.start, candidate.end
        return None

    def names(self, judgement: Judgement) -> bool:
        """Whether this is the judgement whose row was chosen."""
        return (judgement.aspect, str(judgement.strand), judgement.column) == (
            self.aspect,
            self.strand,
            self.column,
        )
