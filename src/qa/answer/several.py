"""A question in several parts that each ask for something of their own: which they are, and their
answers as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from qa.answer import wording
from qa.answer.advice import asked_first
from qa.answer.head import Head
from qa.answer.reply import Answer
from qa.data import read_table
from qa.patterns import any_of, whole
from qa.quotation import Quote
from qa.search.counting import asks_how_many, counted
from qa.search.question import Filters, Kind, Understood
from qa.search.understanding import Understanding

# Kinds whose answer is one: several places side by side, a paragraph, the report itself.
_ONE = (Kind.COMPARE, Kind.TREND, Kind.ACROSS, Kind.SCALE, Kind.LOOKUP, Kind.METADATA, Kind.HELP)
MOST_PARTS = 3
MOST_OF_EACH = 4  # quotes
_OWNED = re.compile(r"\w['’]s?\W*$")


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `parts` of answers.toml: what parts questions, and what points back from one to
    another, which then is no question of its own.
    """

    between: re.Pattern[str]
    points: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["parts"]
    openings = whole(table["openings"])
    return _Wordings(
        # A comma alone may lead to what only tells more of a thing: "the panel, where ...".
        between=re.compile(rf"(?:\s*[;?.]\s+(?:and\s+)?|,?\s+and\s+)(?={openings})", re.I),
        points=any_of(table["points"].split()),
    )


def parts_of(understanding: Understanding, understood: Understood) -> list[Understood]:
    """The parts of a question that ask for things of different kinds, or for several numbers; none
    where it is one question.
    """
    if understood.kind in _ONE or understood.standalone != understood.question:
        return []
    held = Filters(reports=understood.reports)
    if understood.kind is Kind.RECOMMENDATION and (first := asked_first(understood.standalone)):
        return [understanding.understand(first, filters=held), understood]
    texts = _wordings().between.split(understood.standalone)
    if not 1 < len(texts) <= MOST_PARTS:
        return []
    parts = [understanding.understand(text, filters=held) for text in texts]
    if any(part.kind in _ONE or not _stands_alone(part) for part in parts):
        return []
    return parts if _are_different(parts) else []


def _stands_alone(part: Understood) -> bool:
    """Whether a part says what it asks about: "its grade for staying safe" is the authority's."""
    if asks_how_many(part.query) and not counted(part.query):
        return False  # "..., and how many were seen?"
    if _OWNED.search(part.standalone):
        return False  # "..., and how good is Harrow's?"
    if part.kind is Kind.JUDGEMENT and part.aspect:
        return True
    points = _wordings().points.search(part.standalone)
    return not points and bool(part.terms or part.aspect or part.strand)


def _are_different(parts: Sequence[Understood]) -> bool:
    """Whether one answer would leave out a part: all but the grade, or all numbers but one."""
    kinds = {part.kind for part in parts}
    counts = all(asks_how_many(part.query) for part in parts)
    return counts or (Kind.JUDGEMENT in kinds and len(kinds) > 1)


def joined_head(replies: Sequence[Answer]) -> Head:
    """What is told before the quotes of several answers, as one; and which parts have none."""
    heads = [reply.head for reply in replies if reply.answered]
    unanswered = [reply.question for reply in replies if not reply.answered]
    return Head(
        notes=_each(chain.from_iterable(head.notes for head in heads)),
        correction=next((head.correction for head in heads if head.correction), ""),
        rows=tuple(chain.from_iterable(head.rows for head in heads)),
        scales=tuple(chain.from_iterable(head.scales for head in heads)),
        remarks=(
            *(wording.of_part(reply.question, told) for reply in replies for told in _told(reply)),
            *(wording.unanswered(part) for part in unanswered),
        ),
    )


def _told(reply: Answer) -> Sequence[str]:
    return reply.head.remarks if reply.answered else ()


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def joined_quotes(replies: Sequence[Answer]) -> list[Quote]:
    """The quotes of several answers, in order, none over words that are quoted already."""
    quotes: list[Quote] = []
    for reply in replies:
        fresh = (q for q in reply.quotes if not any(_overlap(q, other) for other in quotes))
        quotes += list(fresh)[:MOST_OF_EACH]
    return quotes


def _overlap(one: Quote, other: Quote) -> bool:
    same = one.paragraph.key == other.paragraph.key
    return same and one.start < other.end and other.start < one.end
