"""What is embedded and ranked: a report cut into passages that each cite one paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.report import Judgement, Paragraph, Report
from qa.sentences import Span, sentences

WINDOW_WORDS = 110  # about what the encoder reads at once, heading included
MIN_SENTENCE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to embed, and the unit it stands for.

    `key` is the paragraph's key; `unit` the key that is ranked (an item's, or the paragraph's
    own). `kind` is "paragraph", "window", "sentence", "item" or "table".
    """

    key: str
    unit: str
    kind: str
    text: str

    @property
    def item(self) -> int | None:
        """The number of the item of a list that it stands for, if it stands for one.

        >>> Passage("harrow-2012#57", "harrow-2012#57.3", "item", "Ensure ...").item
        3
        """
        return int(self.unit[len(self.key) + 1 :]) if self.unit != self.key else None

    @property
    def is_short(self) -> bool:
        """Whether it is a sentence or an item of a list, without its headings."""
        return self.kind in ("sentence", "item")


def passages_of(report: Report) -> list[Passage]:
    """Every passage of a report, in reading order.

    A paragraph gives windows of whole sentences with its headings before them, and its sentences
    alone; a list gives its items besides; a table of judgements gives a sentence for each row.
    """
    passages: list[Passage] = []
    tables = {judgement.paragraph for judgement in report.judgements}
    for paragraph in report.paragraphs:
        if paragraph.number in tables:
            rows = [j for j in report.judgements if j.paragraph == paragraph.number]
            passages += _table(report, paragraph, rows)
        else:
            passages += _windows(report, paragraph)
            passages += _sentences(paragraph)
            passages += _items(paragraph)
    return passages


def context(report: Report, paragraph: Paragraph) -> str:
    """What a paragraph's words do not say: whose they are, and under which headings."""
    return ". ".join([report.authority, *paragraph.section])


def _windows(report: Report, paragraph: Paragraph) -> Iterator[Passage]:
    head = context(report, paragraph)
    spans = sentences(paragraph.text)
    for run in runs(paragraph.text, spans, WINDOW_WORDS):
        text = paragraph.text[run.start : run.end]
        yield Passage(paragraph.key, paragraph.key, "window", f"{head}. {text}")


def runs(text: str, spans: list[Span], words: int) -> list[Span]:
    """Runs of whole sentences of about so many words, each sharing a sentence with the next."""
    found: list[Span] = []
    first = 0
    while first < len(spans):
        last, count = first, 0
        while last < len(spans):
            count += len(text[spans[last].start : spans[last].end].split())
            last += 1
            if count >= words:
                break
        found.append(Span(spans[first].start, spans[last - 1].end))
        if last >= len(spans):
            break
        first = max(first + 1, last - 1)
    return found


def _sentences(paragraph: Paragraph) -> Iterator[Passage]:
    for span in sentences(paragraph.text):
        text = paragraph.text[span.start : span.end]
        if len(text.split()) >= MIN_SENTENCE_WORDS:
            yield Passage(paragraph.key, paragraph.key, "sentence", text)


def _items(paragraph: Paragraph) -> Iterator[Passage]:
    for item in paragraph.items:
        text = paragraph.text[item.start : item.end]
        head = paragraph.heading
        yield Passage(paragraph.key, f"{paragraph.key}.{item.number}", "item", f"{head}. {text}")


def _table(report: Report, paragraph: Paragraph, rows: list[Judgement]) -> Iterator[Passage]:
    for row in rows:
        strand = f" ({row.strand})" if row.strand != "general" else ""
        text = f"{report.authority}. {row.aspect}{strand}: {row.grade}"
        yield Passage(paragraph.key, paragraph.key, "table", text)
