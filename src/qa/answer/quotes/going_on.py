"""What a paragraph goes on to say in its next sentence of what is quoted from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from qa.answer.quotes.joining import ONCE_CHOSEN
from qa.answer.quotes.leaning import goes_on
from qa.answer.quotes.quoting import Evidence
from qa.index.encoding.contentwords import stop_words
from qa.quotation import Quote
from qa.search.language.stemming import stem, words_of
from qa.sentences import Span, sentences


def follows(quote: Quote, other: Quote) -> bool:
    """Whether a quote stands right after another in its paragraph, and goes on with it."""
    if quote.paragraph.key != other.paragraph.key or not other.end <= quote.start:
        return False
    between = quote.paragraph.text[other.end : quote.start]
    return between in ("", " ") and goes_on(_last(other), quote.text)


def resumes(quote: Quote, other: Quote) -> bool:
    """Whether a quote stands right after another, and opens with the word that the last sentence of
    that opens with: "Complaints are few. Complaint outcomes are told to staff."
    """
    if not follows(quote, other):
        return False
    opens, opened = _opening(quote.text), _opening(_last(other))
    return opens == opened and opens not in {"", *map(stem, stop_words())}


def _opening(text: str) -> str:
    """The stem of the word that a text opens with."""
    words = words_of(text)
    return stem(words[0]) if words else ""


def with_next(
    chosen: Sequence[Evidence], is_wanted: Iterable[Callable[[str], bool]]
) -> list[Evidence]:
    """What is chosen; for each kind of sentence wanted that no quote has, the first quote that the
    next sentence goes on with, if that is one.
    """
    rows = list(chosen)
    for wanted in is_wanted:
        if any(wanted(row.quote.text) for row in rows):
            continue
        longer = ((at, _longer(row.quote, wanted)) for at, row in enumerate(rows))
        at, quote = next(((at, quote) for at, quote in longer if quote), (0, None))
        if quote is not None:
            rows[at] = replace(rows[at], quote=quote)
    return rows


def with_lead(
    chosen: Sequence[Evidence], is_led: Callable[[str], bool], leads: Callable[[str], bool]
) -> list[Evidence]:
    """What is chosen; the first quote that `is_led` to by the sentence before it with that, if it
    is one that `leads` and that the quote goes on with.
    """
    rows = list(chosen)
    for at, row in enumerate(rows):
        if is_led(row.quote.text) and (led := _led(row.quote, leads)):
            rows[at] = replace(row, quote=led)
            return rows
    return rows


def _led(quote: Quote, leads: Callable[[str], bool]) -> Quote | None:
    """A quote with the sentence before it in its paragraph, if that leads to it."""
    text = quote.paragraph.text
    before = next((s for s in reversed(sentences(text)) if s.end <= quote.start), None)
    if before is None or quote.item is not None or "\n" in text[before.end : quote.start]:
        return None
    said = text[before.start : before.end]
    too_long = len(text[before.start : quote.end].split()) > ONCE_CHOSEN.words
    if too_long or not leads(said) or not goes_on(said, quote.text):
        return None
    return quote.over(before.start, quote.end)


def _longer(quote: Quote, is_wanted: Callable[[str], bool]) -> Quote | None:
    """A quote with the next sentence of its paragraph, if that is wanted and goes on with it."""
    span = _next(quote)
    if span is None:
        return None
    text = quote.paragraph.text
    said, last = text[span.start : span.end], _last(quote)
    too_long = len(text[quote.start : span.end].split()) > ONCE_CHOSEN.words
    if too_long or not is_wanted(said) or not goes_on(last, said):
        return None
    return quote.over(quote.start, span.end)


def _next(quote: Quote) -> Span | None:
    """Where the next sentence stands, in the same line; none of a list."""
    text = quote.paragraph.text
    after = next((span for span in sentences(text) if span.start >= quote.end), None)
    if after is None or quote.item is not None or "\n" in text[quote.end : after.start]:
        return None
    return after


def _last(quote: Quote) -> str:
    """The last sentence of a quote."""
    spans = sentences(quote.text)
    return quote.text[spans[-1].start : spans[-1].end] if spans else quote.text
