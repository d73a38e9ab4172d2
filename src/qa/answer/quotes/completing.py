"""What misleads alone: a statement without the sentence that takes it back, or that it leans on; a
number without the rest of it; and what was put right without what was wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from qa.answer.asking.sought import tells_remedy
from qa.answer.quotes.joining import ONCE_CHOSEN
from qa.answer.quotes.leaning import adds, hangs, takes_back
from qa.answer.quotes.quoting import Evidence
from qa.answer.quotes.sides import finds_fault, on_one_matter
from qa.sentences import Span, sentences

FAULT_BEHIND = 0.4  # of a score: that of what was wrong behind that of what put it right


def completed(evidence: Evidence) -> Evidence:
    """Evidence whose quote has the next sentence, if that takes back what it says or tells the rest
    of a number; and those before, if it takes back what they say, or opens with words for it.
    """
    quote = evidence.quote
    if quote.item is not None:
        return evidence
    text, around = quote.paragraph.text, sentences(quote.paragraph.text)
    first = bisect_left(around, quote.start + 1, key=lambda span: span.end)
    last = bisect_left(around, quote.end, key=lambda span: span.end)
    start = _beginning(text, around, first) if around[first].start == quote.start else quote.start
    end = around[last + 1].end if _goes_with_next(text, around, last) else quote.end
    for begin, stop in ((start, end), (quote.start, end), (start, quote.end)):
        if (begin, stop) == (quote.start, quote.end):
            break
        if len(text[begin:stop].split()) > ONCE_CHOSEN.words:
            continue
        if longer := quote.over(begin, stop):
            return replace(evidence, quote=longer)
    return evidence


def _beginning(text: str, around: list[Span], at: int) -> int:
    """Where what a sentence hangs on begins: that may hang on more."""
    while _belong(text, around, at - 1, (takes_back, hangs)):
        at -= 1
    return around[at].start


def _goes_with_next(text: str, around: list[Span], at: int) -> bool:
    return _belong(text, around, at, (takes_back, adds))


def _belong(
    text: str, around: list[Span], at: int, ties: Iterable[Callable[[str, str], bool]]
) -> bool:
    """Whether one of these ties a sentence to the one after it, in the same line."""
    if not 0 <= at < len(around) - 1:
        return False
    own, after = around[at], around[at + 1]
    if "\n" in text[own.end : after.start]:
        return False
    said, before = text[after.start : after.end], text[own.start : own.end]
    return any(tie(said, before) for tie in ties)


def fault_before_remedy(rows: Sequence[Evidence]) -> list[Evidence]:
    """The evidence of one paragraph, best first, for whoever asks for a fault: where the best tells
    that something was put right, what was wrong comes before it.
    """
    best = rows[0]
    if not tells_remedy(best.quote.text) or finds_fault(best.quote.text):
        return list(rows)
    near = (row for row in rows if row.score >= best.score - FAULT_BEHIND)
    faults = (row for row in near if finds_fault(row.quote.text))
    fault = next((f for f in faults if on_one_matter(completed(f).quote, best.quote)), None)
    if fault is None:
        return list(rows)
    return [replace(fault, score=best.score), *(row for row in rows if row is not fault)]
