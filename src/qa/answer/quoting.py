"""Which sentences of the ranked paragraphs answer, as quotes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from qa.errors import QuoteError
from qa.index.library import Library
from qa.index.passages import MIN_SENTENCE_WORDS
from qa.quotation import Quote
from qa.report import Paragraph, Report
from qa.search.facts import LibraryFacts
from qa.search.question import Hit
from qa.search.ranking import Scores, Wanted
from qa.sentences import Span, sentences

# What a sentence's score is made of: its likeness to the question in meaning and in words, and
# the standing of its paragraph among those found.
COSINE, WORDS, STANDING = 0.55, 0.12, 1.0
# A sentence that opens so leans on the one before it.
_LEANS = re.compile(
    r"(?:However|This|These|Those|It|They|Such|Nevertheless|Nonetheless|Despite this|"
    r"As a result|Consequently|Similarly|In addition|Also|Others?|Their|Its|He|She|"
    r"Furthermore|Moreover|Therefore)\b"
)
_TOKEN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote and how well it answers: higher is better; about 0 to 2.

    `repeats` are labels of paragraphs that say the same in the same words.
    """

    quote: Quote
    score: float
    repeats: tuple[str, ...] = ()


def gather(
    library: Library,
    facts: LibraryFacts,
    wanted: Wanted,
    hits: Sequence[Hit],
    fit: Callable[[str, str], float] = lambda key, sentence: 0.0,
) -> list[Evidence]:
    """Every sentence and list item of the paragraphs hit, scored, best first.

    `fit(paragraph key, sentence)` is what a sentence gains by being of the kind asked for.
    """
    top = max((hit.score for hit in hits), default=1.0) or 1.0
    weigh = _Words(facts, wanted)
    found: list[Evidence] = []
    for hit in hits:
        paragraph = library.store.paragraph(hit.key)
        report = library.store.report(paragraph.report)
        standing = hit.score / top
        for span, item, cosine in _scored_spans(library, paragraph, wanted.vectors):
            sentence = paragraph.text[span.start : span.end]
            score = COSINE * cosine + WORDS * weigh(sentence) + STANDING * standing
            score += fit(hit.key, sentence)
            quote = _quote(report, paragraph, span, item)
            if quote is not None:
                found.append(Evidence(quote, score))
    return sorted(found, key=lambda evidence: -evidence.score)


class _Words:
    """How much of a question's words, weighed by their rarity, a sentence holds."""

    def __init__(self, facts: LibraryFacts, wanted: Wanted) -> None:
        self._facts = facts
        self._terms = {stem(term): self._rarity(term) for term in wanted.terms}
        extra = {stem(w) for phrase in wanted.expansions for w in _TOKEN.findall(phrase.lower())}
        self._extra = {w: 0.5 * self._rarity(w) for w in extra if w not in self._terms}
        self._total = sum(self._terms.values()) or 1.0

    def __call__(self, text: str) -> float:
        """The share of the question's words, those the reports would use counted half; 0 to 1."""
        held = {stem(word) for word in _TOKEN.findall(text.casefold())}
        own = sum(weight for word, weight in self._terms.items() if word in held)
        extra = sum(weight for word, weight in self._extra.items() if word in held)
        return min(1.0, (own + extra) / self._total)

    def _rarity(self, word: str) -> float:
        count = self._facts.words.get(word, 0)
        return math.log(1 + (self._facts.paragraphs + 1) / (count + 0.5))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word less its commonest endings, so that "plans" meets "planning".

    >>> stem("plans"), stem("planning"), stem("placed")
    ('plan', 'plan', 'plac')
    """
    for ending in ("ings", "ing", "ied", "ies", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def _scored_spans(
    library: Library, paragraph: Paragraph, vectors: Scores
) -> Iterator[tuple[Span, int | None, float]]:
    """The sentences and items of a paragraph, with the item's number and the best cosine."""
    units = library.units
    spans = [
        span
        for span in sentences(paragraph.text)
        if len(paragraph.text[span.start : span.end].split()) >= MIN_SENTENCE_WORDS
    ]
    rows = units.rows_of_unit(paragraph.key)
    rows = np.array([row for row in rows if units.kinds[row] == "sentence"], np.int64)
    if len(rows) != len(spans):
        return
    cosines = (library.vectors.reconstruct(rows) @ vectors.T).max(axis=1)
    for span, cosine in zip(spans, cosines.tolist(), strict=True):
        # Two items may stand in one line; each is then quoted by itself.
        items = [i for i in paragraph.items if i.start < span.end and span.start < i.end]
        for item in items:
            yield Span(max(span.start, item.start), min(span.end, item.end)), item.number, cosine
        if not items:
            yield span, None, cosine


def _quote(report: Report, paragraph: Paragraph, span: Span, item: int | None) -> Quote | None:
    """The quote of a sentence, with the one before it where it leans on that."""
    start = span.start
    if item is None and _LEANS.match(paragraph.text[span.start : span.end]):
        before = [s for s in sentences(paragraph.text) if s.end <= span.start]
        if before and "\n" not in paragraph.text[before[-1].start : span.start]:
            start = before[-1].start
    for begin in (start, span.start):
        try:
            return Quote(report, paragraph, begin, span.end, item)
        except QuoteError:
            continue
    return None


def choose(
    found: Sequence[Evidence],
    *,
    most: int,
    per_report: int | None = None,
    keep: float = 0.8,
    first: Sequence[Quote] = (),
) -> list[Evidence]:
    """The quotes to show: the best, none twice, none much weaker than the best of its report.

    Quotes that overlap or touch in one paragraph are made one; the same words elsewhere are
    noted as repeats. The quotes of `first` are shown whatever they score.
    """
    chosen = [Evidence(quote, 1.0) for quote in first]
    best: dict[str, float] = {}
    for evidence in found:
        report = evidence.quote.report.key
        best.setdefault(report if per_report else "", evidence.score)
        if evidence.score < keep * best[report if per_report else ""]:
            continue
        twin = next((c for c in chosen if _same_words(c.quote.text, evidence.quote.text)), None)
        if twin is not None:
            chosen[chosen.index(twin)] = _repeated(twin, evidence.quote)
            continue
        touching = next((c for c in chosen if _touch(c.quote, evidence.quote)), None)
        if touching is not None:
            chosen[chosen.index(touching)] = _joined(touching, evidence)
            continue
        of_report = sum(1 for c in chosen if c.quote.report.key == report)
        if len(chosen) < most and (per_report is None or of_report < per_report):
            chosen.append(evidence)
    return _merged(chosen)


def _merged(chosen: Sequence[Evidence]) -> list[Evidence]:
    """The quotes with those that have grown into one another made one."""
    merged: list[Evidence] = []
    for evidence in chosen:
        other = next((m for m in merged if _touch(m.quote, evidence.quote)), None)
        if other is None:
            merged.append(evidence)
            continue
        joined = _joined(other, evidence)
        overlap = other.quote.start < evidence.quote.end and evidence.quote.start < other.quote.end
        if joined is not other:
            merged[merged.index(other)] = joined
        elif not overlap:
            merged.append(evidence)
    return merged


def _same_words(one: str, other: str) -> bool:
    a, b = set(_TOKEN.findall(one.casefold())), set(_TOKEN.findall(other.casefold()))
    return len(a & b) >= 0.85 * max(len(a), len(b), 1)


def _repeated(evidence: Evidence, quote: Quote) -> Evidence:
    same = quote.paragraph.key == evidence.quote.paragraph.key
    if same or quote.report.key != evidence.quote.report.key:
        return evidence
    labels = dict.fromkeys((*evidence.repeats, quote.paragraph.label))
    return replace(evidence, repeats=tuple(labels))


def _touch(one: Quote, other: Quote) -> bool:
    if one.paragraph.key != other.paragraph.key or one.item != other.item:
        return False
    return one.start <= other.end + 1 and other.start <= one.end + 1


MAX_QUOTE_WORDS = 110


def _joined(evidence: Evidence, other: Evidence) -> Evidence:
    """Two quotes that touch as one, unless that would be a wall of text or cross a seam."""
    one, two = evidence.quote, other.quote
    start, end = min(one.start, two.start), max(one.end, two.end)
    if len(one.paragraph.text[start:end].split()) > MAX_QUOTE_WORDS:
        return evidence
    try:
        return replace(evidence, quote=replace(one, start=start, end=end))
    except QuoteError:
        return evidence


def whole_paragraph(report: Report, paragraph: Paragraph) -> Iterator[Quote]:
    """A paragraph quoted whole; in parts, where a number was taken out of its middle."""
    edges = [0, *paragraph.seams, len(paragraph.text)]
    for start, end in zip(edges, edges[1:], strict=False):
        part = paragraph.text[start:end]
        begin = start + len(part) - len(part.lstrip())
        stop = start + len(part.rstrip())
        if begin < stop:
            yield Quote(report, paragraph, begin, stop)


def in_order(chosen: Iterable[Evidence], reports: Sequence[str]) -> list[Evidence]:
    """Evidence grouped by report in the order asked about, each group best paragraph first."""
    place = {key: i for i, key in enumerate(reports)}
    rows = list(chosen)
    first: dict[str, int] = {}
    for i, row in enumerate(rows):
        first.setdefault(row.quote.paragraph.key, i)
    return sorted(
        rows,
        key=lambda row: (
            place.get(row.quote.report.key, len(place)),
            first[row.quote.paragraph.key],
            row.quote.start,
        ),
    )
