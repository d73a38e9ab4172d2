"""Headings that a conversion glued to the text around them, parted from it again.

Only headings that the framework's outline has are parted, and only where the number of a paragraph
follows them: nothing else tells a heading from the words of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.reading.outline.headings import MAX_HEADING, HeadingTeller, split_tag
from qa.reading.text.lines import BULLET, Line, Mark

MAX_WORDS = 40  # of headings that stand one after another
_NUMBER = re.compile(
    rf"(?<=\s)(?:{BULLET}\s+)?(?P<number>(?P<digits>[1-9]\d{{0,2}})\.)\s+(?=[A-Z\"'“‘])"
)
_STOP = re.compile(r"(?<=[\w)%]{2})[.?!]['\"’”)]?\s+(?=[A-Z])")


def parted_headings(lines: Sequence[Line], teller: HeadingTeller) -> Iterator[Line]:
    """The lines, with a heading that stood on a line with other text as a line of its own."""
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        if line.mark is Mark.ROW:
            yield line
        else:
            yield from _parted(line, after, teller)


def _parted(line: Line, after: Line | None, teller: HeadingTeller) -> Iterator[Line]:
    """The line in pieces: text, the headings after it, the numbered paragraph under them ..."""
    if heads := _only_headings(line, teller):
        yield from _cut(line, heads)
        return
    rest = line
    for found in _NUMBER.finditer(line.text):
        offset = rest.start - line.start
        heads = _headings(rest, found.start() - offset, teller)
        if heads:
            yield from _cut(rest, heads)
            numbered = _piece(rest, found.end() - offset, len(rest.text))
            at = line.start + found.start("number"), line.start + found.end("number")
            number = int(found["digits"])
            rest = replace(numbered, mark=Mark.NUMBERED, number=number, number_at=at)
    heads = _headings(rest, len(rest.text), teller) if _is_under(after, teller) else []
    if heads and heads[0][0]:
        yield from _cut(rest, heads)
    else:
        yield rest


def _is_under(line: Line | None, teller: HeadingTeller) -> bool:
    """Whether a line is of those that stand right under a heading: a number, a grade, a heading."""
    if line is None or line.mark is Mark.NUMBERED:
        return line is not None
    title = split_tag(line.text)[0] if len(line.text) <= MAX_HEADING else line.text
    return not title or (len(title) <= MAX_HEADING and teller.is_outlined(title))


def _only_headings(line: Line, teller: HeadingTeller) -> list[tuple[int, int]]:
    """Where two headings or more stand that are all of a line."""
    if line.mark is not Mark.TEXT or len(line.text) > MAX_HEADING or line.text.endswith("."):
        return []
    found = _chain(line.text, 0, len(line.text.rstrip()), teller)
    return found if len(found) > 1 else []


def _cut(line: Line, heads: Sequence[tuple[int, int]]) -> Iterator[Line]:
    """What stands before headings, if anything does, and each of them."""
    begin = len(line.text[: heads[0][0]].rstrip())
    if begin:
        yield replace(line, end=line.start + begin, text=line.text[:begin])
    for start, end in heads:
        yield _piece(line, start, end)


def _headings(line: Line, end: int, teller: HeadingTeller) -> list[tuple[int, int]]:
    """Where the headings stand that reach to `end` from a stop or the line's beginning."""
    begin = max(0, end - MAX_HEADING)
    starts = [stop.end() for stop in _STOP.finditer(line.text, begin, end)]
    if not begin and line.mark in (Mark.TEXT, Mark.INDENT):
        starts.insert(0, 0)
    for start in starts:
        if found := _chain(line.text, start, len(line.text[:end].rstrip()), teller):
            return found
    return []


def _chain(text: str, start: int, end: int, teller: HeadingTeller) -> list[tuple[int, int]]:
    """A stretch of text as headings one after another; none if anything else is in it."""
    if not teller.may_begin(text[start:end]):
        return []
    ends = [start + found.end() for found in re.finditer(r"\S+", text[start:end])]
    if len(ends) > MAX_WORDS:
        return []
    for cut in reversed(ends):
        title, grade = split_tag(text[start:cut])
        if teller.is_outlined(title) or (grade and not title):
            after = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
            rest = _chain(text, after, end, teller) if after < end else []
            if rest or after >= end:
                return [(start, cut), *rest]
    return []


def _piece(line: Line, start: int, end: int) -> Line:
    """Characters `start` to `end` of a line's text as a line of its own."""
    return Line(
        Mark.TEXT, line.start + start, line.start + end, line.text[start:end], after_blank=True
    )
