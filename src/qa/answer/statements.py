"""The sentence of a report that states a judgement of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.errors import QuoteError
from qa.quotation import Quote
from qa.reading.frameworks import fold
from qa.report import Judgement, Paragraph, Report, Strand
from qa.search.signals import STATES_GRADE
from qa.sentences import sentences

_WORD = re.compile(r"[a-z]{3,}")
_COMMON = frozenset("and the for being young people children services".split())


def statement_of(report: Report, judgement: Judgement) -> Quote | None:
    """The sentence that states a judgement: in its own section, else one that names its aspect."""
    aspect = fold(judgement.aspect)
    in_strand = [
        paragraph
        for paragraph in report.paragraphs
        if Strand.GENERAL in (judgement.strand, paragraph.strand)
        or paragraph.strand is judgement.strand
    ]
    own = [p for p in in_strand if fold(p.heading) == aspect]
    wanted = _roots(judgement.aspect)
    for quote in _grading(report, own, judgement.grade):
        opens = quote.paragraph is own[0] and quote.start == 0
        if opens or wanted & _roots(quote.text):
            return quote
    best: tuple[float, Quote] | None = None
    for quote in _grading(report, in_strand, judgement.grade):
        share = len(wanted & _roots(quote.text)) / (len(wanted) or 1)
        if share > (best[0] if best else LEAST_SHARE):
            best = (share, quote)
    return best[1] if best else None


LEAST_SHARE = 0.49


def _roots(text: str) -> set[str]:
    """The first letters of a text's words of content, so that "healthy" meets "health"."""
    return {word[:5] for word in _WORD.findall(text.casefold()) if word not in _COMMON}


def _grading(report: Report, paragraphs: list[Paragraph], grade: str) -> Iterator[Quote]:
    """Sentences that give this grade to something, in reading order."""
    for paragraph in paragraphs:
        for span in sentences(paragraph.text):
            found = STATES_GRADE.search(paragraph.text, span.start, span.end)
            if found and found.group().casefold().endswith(grade.casefold()):
                try:
                    yield Quote(report, paragraph, span.start, span.end)
                except QuoteError:
                    continue
