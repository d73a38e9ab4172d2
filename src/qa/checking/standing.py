"""Where a quotation's parts stand in a paragraph, word for word, shown as the report's own text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from qa.checking.differences import Difference, Kind
from qa.checking.folding import Folded, fold
from qa.checking.parts import Gap, Part, Parts
from qa.data import read_table
from qa.quotation import Quote, citation, is_verbatim
from qa.report import Paragraph, Report
from qa.search.language.stemming import words_of
from qa.sentences import Span, sentences

MOST_REPLACED = 12  # words of the report that one insertion in brackets may stand for


@dataclass(frozen=True)
class Page:
    """A paragraph made ready to be compared with."""

    paragraph: Paragraph

    @cached_property
    def folded(self) -> Folded:
        return fold(self.paragraph.text)

    @cached_property
    def marked(self) -> Folded:
        """With the marks of its lists."""
        return fold(self.paragraph.text, list_marks=True)

    def stand(self, parts: Parts) -> tuple[Span, ...] | None:
        """Where each part stands in the paragraph's text, in order; None when they do not."""
        for folded, marked in ((self.folded, False), (self.marked, True)):
            found = _placed(parts.parts, folded.text, marked=marked)
            if found:
                return tuple(Span(*folded.original(start, end)) for start, end in found)
        return None


def _placed(
    parts: Sequence[Part], text: str, *, marked: bool
) -> tuple[tuple[int, int], ...] | None:
    """Spans of the parts in a folded text, each after the one before, gaps as they are marked."""
    dead: set[tuple[int, int]] = set()

    def place(number: int, after: int) -> tuple[tuple[int, int], ...] | None:
        if number == len(parts):
            return ()
        if (number, after) in dead:
            return None
        for span in _spans(parts[number], text, after, first=number == 0, marked=marked):
            rest = place(number + 1, span[1])
            if rest is not None:
                return (span, *rest)
        dead.add((number, after))
        return None

    return place(0, 0) if parts else None


def _spans(
    part: Part, text: str, after: int, *, first: bool, marked: bool
) -> Iterator[tuple[int, int]]:
    pattern = part.marked_pattern if marked else part.pattern
    for found in pattern.finditer(text, after):
        between = text[after : found.start()].split()
        if not first and part.gap is Gap.LETTER and between:
            return
        if not first and part.gap is Gap.INSERTION and len(between) > MOST_REPLACED:
            return
        yield found.span()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` of a paragraph, as one quote or more.

    More where a paragraph number stood in mid-sentence and was taken out: no quote crosses that.
    """

    quotes: tuple[Quote, ...]

    @classmethod
    def cut(cls, report: Report, paragraph: Paragraph, start: int, end: int) -> Stretch | None:
        """The stretch, or None when it is not in the report's source as it stands here."""
        item = next((i for i in paragraph.items if i.start <= start and end <= i.end), None)
        number = item.number if item else None
        edges = [start, *(seam for seam in paragraph.seams if start < seam < end), end]
        quotes = []
        for left, right in zip(edges, edges[1:], strict=False):
            words = paragraph.text[left:right]
            left, right = right - len(words.lstrip()), left + len(words.rstrip())
            if left < right:
                quotes.append(Quote(report, paragraph, left, right, number))
        if not quotes or not all(is_verbatim(quote) for quote in quotes):
            return None
        return cls(tuple(quotes))

    @property
    def key(self) -> str:
        return self.quotes[0].key

    @property
    def text(self) -> str:
        return " ".join(quote.text for quote in self.quotes)

    @property
    def citation(self) -> str:
        first = self.quotes[0]
        return citation(first.report, first.paragraph, first.item)


def marked_gaps(parts: Parts, paragraph: Paragraph, spans: Sequence[Span]) -> list[Difference]:
    """What the quotation marks as left out or put in, beside what the report has there."""
    found: list[Difference] = []
    for number, (part, span) in enumerate(zip(parts.parts, spans, strict=True)):
        if part.gap is None or part.gap is Gap.LETTER:
            continue
        before = spans[number - 1].end if number else _begin(part, paragraph.text, span.start)
        there = " ".join(paragraph.text[before : span.start].split())
        kind = Kind.OMISSION if part.gap is Gap.OMISSION else Kind.INSERTION
        found.append(Difference(kind, part.mark, there))
    if parts.tail:
        end = spans[-1].end
        found.append(Difference(Kind.INSERTION, parts.tail, _rest_of_word(paragraph.text, end)))
    return found


def adds_words(gap: Difference) -> bool:
    """Whether what a quotation has in brackets stands for nothing that the report has there; a
    remark on the quotation itself ("[sic]") adds none.
    """
    said = " ".join(words_of(gap.quotation))
    return gap.kind is Kind.INSERTION and not gap.report and said not in _remarks()


@cache
def _remarks() -> frozenset[str]:
    return frozenset(read_table("checking.toml")["brackets"]["remarks"])


def _begin(part: Part, text: str, place: int) -> int:
    """Where the words begin for which a mark before the first part may stand: those of its word,
    where the mark touches it, or else of its sentence.
    """
    if not part.joined_before:
        return next((s.start for s in sentences(text) if s.start <= place < s.end), place)
    while place and text[place - 1].isalnum():
        place -= 1
    return place


def _rest_of_word(text: str, place: int) -> str:
    end = place
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[place:end]
