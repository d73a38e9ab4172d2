"""Two quotes of a paragraph as one, where little stands between them."""

from __future__ import annotations

from dataclasses import replace

from qa.answer.quotes.leaning import goes_on
from qa.answer.quotes.quoting import Evidence
from qa.errors import QuoteError
from qa.quotation import Quote
from qa.sentences import sentences

MAX_QUOTE_WORDS = 200
# Between two quotes of a paragraph, for them to be one: of anything; and of what goes on with the
# first of them, and may qualify it, in a sentence or two.
MAX_GAP_WORDS, MAX_GAP_GOING_ON, MAX_GAP_SENTENCES = 25, 35, 2


def between(one: Quote, other: Quote) -> str:
    """What stands between two quotes of a paragraph; nothing where they overlap."""
    return one.paragraph.text[min(one.end, other.end) : max(one.start, other.start)]


def touch(one: Quote, other: Quote) -> bool:
    """Whether two quotes stand in one line of a paragraph, with little or nothing between them."""
    if one.paragraph.key != other.paragraph.key or one.item != other.item:
        return False
    gap = between(one, other).strip(" ")
    if "\n" in gap:
        return False
    words = len(gap.split())
    return words <= MAX_GAP_WORDS or (
        words <= MAX_GAP_GOING_ON and _goes_on(min(one, other, key=lambda q: q.start), gap)
    )


def _goes_on(quote: Quote, gap: str) -> bool:
    """Whether the few sentences after a quote go on with its last one."""
    said, after = sentences(quote.text)[-1], sentences(gap)
    return len(after) <= MAX_GAP_SENTENCES and goes_on(
        quote.text[said.start :], gap[: after[0].end]
    )


def joined(evidence: Evidence, other: Evidence) -> Evidence:
    """Two quotes that touch as one, unless that would be a wall of text or cross a seam; what
    repeats the words of one need not repeat those of both.
    """
    one, two = evidence.quote, other.quote
    start, end = min(one.start, two.start), max(one.end, two.end)
    if len(one.paragraph.text[start:end].split()) > MAX_QUOTE_WORDS:
        return evidence
    repeats = evidence.repeats if (start, end) == (one.start, one.end) else ()
    try:
        return replace(evidence, quote=replace(one, start=start, end=end), repeats=repeats)
    except QuoteError:
        return evidence
