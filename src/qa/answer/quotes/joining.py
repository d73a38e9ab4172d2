"""Two quotes of a paragraph as one, where little stands between them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa.answer.quotes.leaning import goes_on
from qa.answer.quotes.quoting import Evidence
from qa.quotation import Quote
from qa.sentences import sentences

MAX_GAP_WORDS = 25
MAX_GAP_SENTENCES = 2  # of a longer gap that goes on with what stands before it


@dataclass(frozen=True, slots=True)
class Room:
    """How many words two quotes have as one, and how many between them if these go on with the
    first, which they may qualify.
    """

    words: int
    going_on: int


WHILE_CHOOSING = Room(150, MAX_GAP_WORDS)
ONCE_CHOSEN = Room(200, 35)  # what stands apart then leaves room for no other paragraph


def between(one: Quote, other: Quote) -> str:
    """What stands between two quotes of a paragraph; nothing where they overlap."""
    return one.paragraph.text[min(one.end, other.end) : max(one.start, other.start)]


def joined(evidence: Evidence, other: Evidence, room: Room) -> Evidence | None:
    """Two quotes of one line of a paragraph as one, if little or nothing stands between them; None
    if that would be a wall of text or cross a seam. What repeats the words of one need not repeat
    those of both.
    """
    one, two = evidence.quote, other.quote
    if not _touch(one, two, room):
        return None
    start, end = min(one.start, two.start), max(one.end, two.end)
    is_same = (start, end) == (one.start, one.end)
    if not is_same and len(one.paragraph.text[start:end].split()) > room.words:
        return None
    quote = one.over(start, end)
    repeats = evidence.repeats if is_same else ()
    return replace(evidence, quote=quote, repeats=repeats) if quote else None


def _touch(one: Quote, other: Quote, room: Room) -> bool:
    if one.paragraph.key != other.paragraph.key or one.item != other.item:
        return False
    gap = between(one, other).strip(" ")
    if "\n" in gap:
        return False
    words = len(gap.split())
    return words <= MAX_GAP_WORDS or (
        words <= room.going_on and _goes_on(min(one, other, key=lambda q: q.start), gap)
    )


def _goes_on(quote: Quote, gap: str) -> bool:
    """Whether the few sentences after a quote go on with its last one."""
    said, after = sentences(quote.text)[-1], sentences(gap)
    return len(after) <= MAX_GAP_SENTENCES and goes_on(
        quote.text[said.start :], gap[: after[0].end]
    )
