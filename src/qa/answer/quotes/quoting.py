"""Which sentences of the ranked paragraphs answer, as quotes."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qa.answer.quotes.leaning import leans, turns
from qa.errors import QuoteError
from qa.index.making.library import Library
from qa.index.passages import MIN_SENTENCE_WORDS
from qa.index.sqlite.store import Store
from qa.keys import item_of, paragraph_of
from qa.quotation import Quote
from qa.report import Paragraph, Report
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.question import Hit
from qa.search.language.stemming import stem, stems_of, words_of
from qa.search.ranked.candidates import Scores, Wanted
from qa.sentences import Span, sentences

# What a sentence's score is made of: its likeness to the question in meaning and in words, and
# the standing of its paragraph among those found.
COSINE, WORDS, STANDING = 0.55, 0.12, 1.0
MAX_WITH_NEIGHBOURS = 110


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote and how well it answers: higher is better; about 0 to 2.

    `cosine` is its nearness to the question in meaning; `repeats` are labels of paragraphs that
    say the same in the same words.
    """

    quote: Quote
    score: float
    cosine: float = 0.0
    repeats: tuple[str, ...] = ()


def gather(
    library: Library,
    facts: LibraryFacts,
    wanted: Wanted,
    hits: Sequence[Hit],
    fit: Callable[[str, str], float] = lambda key, sentence: 0.0,
    top: float = 0.0,
) -> list[Evidence]:
    """Every sentence and list item of the paragraphs hit, scored, best first.

    `fit(paragraph key, sentence)` is what a sentence gains by being of the kind asked for; `top` is
    the score of the best paragraph, where that is not among those hit. There
    may be paragraphs of hundreds of reports, so these are quoted with the head of their report
    alone: those that are shown are to go through `from_whole_reports`.
    """
    top = max((top, *(hit.score for hit in hits))) or 1.0
    weigh = _Words(facts, wanted)
    found: list[Evidence] = []
    paragraphs = library.store.paragraphs([hit.key for hit in hits])
    cosines = _cosines(library, list(paragraphs), wanted.vectors)
    for hit in hits:
        paragraph = paragraphs[hit.key]
        report = library.store.head(paragraph.report)
        standing = hit.score / top
        around = sentences(paragraph.text)
        for span, item, cosine in _scored_spans(paragraph, around, cosines[hit.key]):
            sentence = paragraph.text[span.start : span.end]
            score = COSINE * cosine + WORDS * weigh(sentence) + STANDING * standing
            score += fit(hit.key, sentence)
            quote = _quote(report, paragraph, span, item, around)
            if quote is not None:
                found.append(Evidence(quote, score, cosine))
    return sorted(found, key=lambda evidence: -evidence.score)


def from_whole_reports(store: Store, found: Sequence[Evidence]) -> list[Evidence]:
    """The same evidence, each quote with the whole of its report, which it can be checked by."""
    return [
        replace(row, quote=replace(row.quote, report=store.report(row.quote.report.key)))
        for row in found
    ]


class _Words:
    """How much of a question's words, weighed by their rarity, a sentence holds."""

    def __init__(self, facts: LibraryFacts, wanted: Wanted) -> None:
        self._facts = facts
        self._terms = {stem(term): self._rarity(term) for term in wanted.terms}
        extra = {stem(w) for phrase in wanted.expansions for w in words_of(phrase)}
        self._extra = {w: 0.5 * self._rarity(w) for w in extra if w not in self._terms}
        self._total = sum(self._terms.values()) or 1.0

    def __call__(self, text: str) -> float:
        """The share of the question's words, those the reports would use counted half; 0 to 1."""
        held = stems_of(text)
        own = sum(weight for word, weight in self._terms.items() if word in held)
        extra = sum(weight for word, weight in self._extra.items() if word in held)
        return min(1.0, (own + extra) / self._total)

    def _rarity(self, word: str) -> float:
        count = self._facts.words.get(word, 0)
        return math.log(1 + (self._facts.paragraphs + 1) / (count + 0.5))


def _cosines(library: Library, keys: Sequence[str], vectors: Scores) -> dict[str, list[float]]:
    """How near each sentence of some paragraphs comes to any of the vectors, by paragraph."""
    units = library.units
    # A paragraph's own rows are windows and sentences; the items of its list are other units.
    rows = [own[units.is_short[own]] for own in map(units.rows_of_unit, keys)]
    together = np.concatenate(rows) if rows else np.empty(0, np.int64)
    near = library.vectors.cosines(together, vectors).max(axis=1).tolist()
    ends = np.cumsum([len(own) for own in rows]).tolist()
    return {key: near[end - len(own) : end] for key, own, end in zip(keys, rows, ends, strict=True)}


def _scored_spans(
    paragraph: Paragraph, around: Sequence[Span], cosines: Sequence[float]
) -> Iterator[tuple[Span, int | None, float]]:
    """The sentences and items of a paragraph, with the item's number and the best cosine."""
    spans = [
        span
        for span in around
        if len(paragraph.text[span.start : span.end].split()) >= MIN_SENTENCE_WORDS
    ]
    if len(cosines) != len(spans):
        return
    for span, cosine in zip(spans, cosines, strict=True):
        # Two items may stand in one line; each is then quoted by itself.
        items = [i for i in paragraph.items if i.start < span.end and span.start < i.end]
        for item in items:
            yield Span(max(span.start, item.start), min(span.end, item.end)), item.number, cosine
        if not items:
            yield span, None, cosine


def _quote(
    report: Report, paragraph: Paragraph, span: Span, item: int | None, around: Sequence[Span]
) -> Quote | None:
    """The quote of a sentence, with its neighbour where its meaning turns on that.

    None for words that only lead into a list: they say nothing alone.
    """
    text = paragraph.text
    if item is not None:
        return _slice(report, paragraph, ((span.start, span.end),), item)
    if text[span.start : span.end].endswith(":") and paragraph.items:
        return None
    start, end = span.start, span.end
    place = bisect_left(around, start, key=lambda other: other.start)
    before, after = around[:place], around[place + 1 :]
    for previous in reversed(before):  # what it leans on may lean on more
        if not leans(text, start) or "\n" in text[previous.start : start]:
            break
        start = previous.start
    turned = after and turns(text, after[0].start)
    if turned and "\n" not in text[start : after[0].start]:
        end = after[0].end
    if len(text[start:end].split()) > MAX_WITH_NEIGHBOURS:
        end = span.end
    return _slice(
        report, paragraph, ((start, end), (span.start, end), (span.start, span.end)), None
    )


def _slice(
    report: Report, paragraph: Paragraph, spans: Sequence[tuple[int, int]], item: int | None
) -> Quote | None:
    """The first of these spans that can be quoted."""
    for start, end in spans:
        try:
            return Quote(report, paragraph, start, end, item)
        except QuoteError:
            continue
    return None


def lead_in(quote: Quote) -> Quote | None:
    """The words that lead into the list whose item is quoted; None for a recommendation."""
    paragraph = quote.paragraph
    asked = any(
        row.paragraph == paragraph.number and row.item == quote.item
        for row in quote.report.recommendations
    )
    if quote.item is None or asked:
        return None
    first = paragraph.items[0].start
    before = [s for s in sentences(paragraph.text) if s.end <= first]
    if not before or not paragraph.text[before[-1].start : before[-1].end].endswith(":"):
        return None
    return _slice(quote.report, paragraph, ((before[-1].start, before[-1].end),), None)


def quotes_of(store: Store, key: str) -> list[Quote]:
    """A paragraph whole, or one item of it ("harrow-2012#57.3")."""
    name, item = paragraph_of(key), item_of(key)
    paragraph = store.paragraph(name)
    report = store.report(paragraph.report)
    if not item:
        return list(whole_paragraph(report, paragraph))
    paragraph.item_text(int(item))
    place = paragraph.items[int(item) - 1]
    return [Quote(report, paragraph, place.start, place.end, int(item))]


def whole_paragraph(report: Report, paragraph: Paragraph) -> Iterator[Quote]:
    """A paragraph quoted whole; in parts, where a number was taken out of its middle."""
    edges = [0, *paragraph.seams, len(paragraph.text)]
    for start, end in zip(edges, edges[1:], strict=False):
        part = paragraph.text[start:end]
        begin = start + len(part) - len(part.lstrip())
        stop = start + len(part.rstrip())
        if begin < stop:
            yield Quote(report, paragraph, begin, stop)
