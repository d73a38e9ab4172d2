"""Sentences of a paragraph as spans of its text, so that what is quoted can be pointed at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# A full stop (or ? or !) with what may close over it, white space, and a start of a sentence.
_STOP = re.compile(r"[.?!][\"'”’)*\]]*(?=\s+[\"'“‘(*\[]*[A-Z0-9£])")
# Words whose full stop ends no sentence.
_ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|etc|Dr|Mr|Mrs|Ms|St|No|vs|cf|approx|para|paras|[A-Z])\.$"
)

_MOST_KEPT = 5_000  # characters


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of a text."""

    start: int
    end: int


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order; a new line always ends one.

    >>> text = "It is good. St. Mary's is, too."
    >>> [text[span.start : span.end] for span in sentences(text)]
    ['It is good.', "St. Mary's is, too."]
    """
    # The same paragraphs are found, scored and quoted again and again; whole reports are not kept.
    return list(_kept(text) if len(text) <= _MOST_KEPT else _spans(text))


def is_abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the stop that a stretch of a text ends with is an abbreviation's, and no sentence's.

    >>> is_abbreviated("see St. Mary's", 0, 7)
    True
    """
    return _ABBREVIATED.search(text, start, end) is not None


@lru_cache(maxsize=2048)
def _kept(text: str) -> tuple[Span, ...]:
    return _spans(text)


def _spans(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    offset = 0
    for line in text.split("\n"):
        spans += [Span(offset + s.start, offset + s.end) for s in _in_line(line)]
        offset += len(line) + 1
    return tuple(spans)


def _in_line(line: str) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for stop in _STOP.finditer(line):
        if is_abbreviated(line, start, stop.start() + 1):
            continue
        spans.append(_trimmed(line, start, stop.end()))
        start = stop.end()
    if line[start:].strip():
        spans.append(_trimmed(line, start, len(line)))
    return spans


def _trimmed(line: str, start: int, end: int) -> Span:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return Span(start, end)
