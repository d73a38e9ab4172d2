"""What a report says again: the same words are quoted once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from qa.answer.quotes.leaning import denies, leans, turns
from qa.answer.quotes.quoting import Evidence
from qa.quotation import Quote
from qa.reading.outline.grading import grade_stated
from qa.sentences import Span, sentences

_TOKEN = re.compile(r"[a-z0-9]+")
SAME = 0.85  # of the words
FEWEST_WORDS = 5  # of a sentence; a shorter one stands in many
KEPT = 1024  # texts whose words are found once


def is_twin(one: Quote, other: Quote) -> bool:
    """Whether a report says the same again; what another report says is its own."""
    if one.report.key != other.report.key:
        return False
    a, b = _words(one.text), _words(other.text)
    return _numbers(a) == _numbers(b) and len(a & b) >= SAME * max(len(a), len(b), 1)


def is_told_in(text: str, other: str) -> bool:
    """Whether a sentence says no more than another, which may say more, in much the same words; a
    grade is given of each part of a report anew.

    >>> is_told_in("Plans are kept and sent in time.", "All plans are kept, sent and read in time.")
    True
    >>> is_told_in("Plans are kept and sent in time.", "Plans are not kept and sent in time.")
    False
    """
    a, b = _words(text), _words(other)
    if len(a) < FEWEST_WORDS or len(a & b) < SAME * len(a):  # most have few words in common
        return False
    more = _numbers(a) - _numbers(b)
    return not more and denies(text) == denies(other) and grade_stated(text) is None


@lru_cache(KEPT)
def _words(text: str) -> frozenset[str]:
    return frozenset(_TOKEN.findall(text.casefold()))


def _numbers(words: Set[str]) -> Set[str]:
    return {word for word in words if word.isdigit()}


def repeated(evidence: Evidence, quote: Quote) -> Evidence:
    """Evidence, and where else its report says the same."""
    if quote.paragraph.key == evidence.quote.paragraph.key:
        return evidence
    labels = dict.fromkeys((*evidence.repeats, quote.paragraph.label))
    return replace(evidence, repeats=tuple(labels))


def less_told(rows: Sequence[Evidence], names: Callable[[str], bool]) -> list[Evidence]:
    """The rows, without what they begin or end with that their report says in one before them, if
    what is left names what is asked about; and each without repeats in paragraphs quoted beside it.
    """
    kept: list[Evidence] = []
    for row in rows:
        before = [one.quote for one in kept if _may_repeat(row.quote, one.quote)]
        quote = _less_told(row.quote, before)
        kept.append(replace(row, quote=quote) if names(quote.text) else row)
    return [_less_repeats(row, kept) for row in kept]


def _may_repeat(quote: Quote, other: Quote) -> bool:
    same = quote.report.key == other.report.key
    return same and quote.paragraph.key != other.paragraph.key and quote.item is None


def _less_told(quote: Quote, before: Sequence[Quote]) -> Quote:
    """A quote less the sentences at its ends that are told in others; whole where all are."""
    said = [one.text[s.start : s.end] for one in before for s in sentences(one.text)]
    spans = sentences(quote.text) if said else []
    told = [any(is_told_in(_of(quote, span), other) for other in said) for span in spans]
    if not any(told) or all(told):
        return quote
    first, last = told.index(False), len(told) - 1 - told[::-1].index(False)
    if leans(quote.text, spans[first].start):
        first = 0
    if turns(quote.text, spans[min(last + 1, len(spans) - 1)].start):
        last = len(spans) - 1
    return quote.over(quote.start + spans[first].start, quote.start + spans[last].end) or quote


def _of(quote: Quote, span: Span) -> str:
    return quote.text[span.start : span.end]


def _less_repeats(evidence: Evidence, shown: Sequence[Evidence]) -> Evidence:
    """Evidence without repeats in paragraphs of its report that are quoted beside it."""
    own = evidence.quote.report.key
    beside = {row.quote.paragraph.label for row in shown if row.quote.report.key == own}
    return replace(evidence, repeats=tuple(r for r in evidence.repeats if r not in beside))
