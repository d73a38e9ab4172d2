"""Where the parts of a report begin: first pages, contents list, body, the publisher's notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from qa.reading.outline.headings import fold_words
from qa.reading.text.frameworks import common, fold_heading, frameworks, plain
from qa.reading.text.lines import FURNITURE, Line, Mark

FIRST_PAGES = 60  # lines in which the fields of the first pages are looked for
MAX_TITLE_LINES = 4
MAX_ENTRIES = 150  # lines of a contents list
LONGEST_ENTRY = 300  # characters; a longer line is prose
STRAYS = 4  # entries, running, that may have lost their page number

_FIELD = re.compile(
    r"(?:report )?published\b|publication date|date of publication|inspect(?:ion|ed)\b.{0,30}:"
    r"|(?:inspection|review|visit) dates?\b|date of (?:previous |the )?(?:inspection|visit)"
    r"|(?:deputy )?(?:lead|reporting) inspector|age group|audience|reference (?:no|number)",
    re.IGNORECASE,
)
_GREETING = re.compile(r"Dear\b.{0,120}")
_CONTENTS_LINE = re.compile(r"(?:\t|\.{3,9}|\s{2,9})[\s.\d]{0,99}$|\s\d{1,3}$")
_ENTRY_END = re.compile(r"[\s.…]{0,99}\d{0,9}\s{0,9}$")


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a report by part; `notices` are lines of no part (imprint, addresses).

    `title` are the first pages, less an addressee's name; in a letter the lines after the greeting.
    """

    first_pages: tuple[Line, ...]
    title: tuple[Line, ...]
    contents: tuple[Line, ...]
    body: tuple[Line, ...]
    notices: tuple[Line, ...]


def layout_of(lines: Sequence[Line]) -> Layout:
    """The parts of a report. What is no part of the first pages or the contents list is body."""
    contents, after = _contents(lines)
    first = _first_pages(lines, contents)
    if contents < after and not any(_is_text(line) for line in lines[first:contents]):
        first = contents
    end = _end_notice(lines, after if contents < after else first)
    notices = [line for line in lines[first : min(contents, FIRST_PAGES)] if _is_notice(line.text)]
    body = [*lines[first : min(contents, end)], *lines[after:end]]
    return Layout(
        first_pages=tuple(lines[:first]),
        title=_title(lines[:first]),
        contents=tuple(lines[contents:after]),
        body=tuple(line for line in body if line not in notices),
        notices=(*notices, *lines[end:]),
    )


# -- the first pages ---------------------------------------------------------------------------


def _first_pages(lines: Sequence[Line], contents: int) -> int:
    """The place of the first line that is no field of the first pages, no title and no notice."""
    window = lines[: min(contents, FIRST_PAGES)]
    for place, line in enumerate(window):
        if _GREETING.fullmatch(line.text.strip()):
            return _after_title(lines, place + 1)
    window = list(takewhile(lambda line: not _is_prose(line), window))
    last = max((i for i, line in enumerate(window) if _is_field(lines, i)), default=-1)
    if last < 0:
        return _before_first_number(lines, contents)
    place = last + 1
    if {lines[last].mark, *(line.mark for line in lines[place : place + 1])} == {Mark.ROW}:
        place += 1  # a row of labels over a row of values
    while place < contents and _is_notice(lines[place].text):
        place += 1
    return place


def _is_prose(line: Line) -> bool:
    """Whether a line can only be text: numbered, or longer than a title, a field or an address."""
    if _FIELD.match(line.text.strip()) or _is_notice(line.text):
        return False
    words = len(line.text.split())
    return line.mark is Mark.NUMBERED or words > 20 or (words > 8 and line.text.endswith("."))


def _is_field(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is a label of the first pages with its value, here or in the next line."""
    text = lines[place].text.strip()
    if lines[place].mark is Mark.NUMBERED or not _FIELD.match(text):
        return False
    return len(text.split()) <= 24


def opens_field(text: str) -> bool:
    """Whether a line opens with a label of the first pages."""
    return bool(_FIELD.match(text))


def _after_title(lines: Sequence[Line], place: int) -> int:
    """The place after a title that names the framework, if one stands there."""
    for end in range(place, min(place + MAX_TITLE_LINES, len(lines))):
        if end > place and lines[end].after_blank:
            return end
        text = plain(" ".join(line.text for line in lines[place : end + 1])).casefold()
        named = any(mark.match(text) for known in frameworks() for mark in known.marks)
        if named and (end + 1 == len(lines) or lines[end + 1].after_blank):
            return end + 1
    return place


def _before_first_number(lines: Sequence[Line], contents: int) -> int:
    numbered = (i for i, line in enumerate(lines[:contents]) if line.mark is Mark.NUMBERED)
    first = next(numbered, 0 if contents == len(lines) else contents)
    while first and _could_head(lines[first - 1]):
        first -= 1
    return first


def _could_head(line: Line) -> bool:
    return line.mark is Mark.TEXT and len(line.text.split()) <= 12 and ":" not in line.text


def _title(first_pages: Sequence[Line]) -> tuple[Line, ...]:
    for place, line in enumerate(first_pages):
        if _GREETING.fullmatch(line.text.strip()):
            return (*first_pages[place + 1 :], line)
    return tuple(first_pages)


def _is_text(line: Line) -> bool:
    """Whether a line between first pages and contents list is no notice of the publisher's."""
    if line.mark in FURNITURE or _is_notice(line.text):
        return False
    known = any(framework.level(line.text) for framework in frameworks())
    return known or line.mark is Mark.NUMBERED or len(line.text.split()) > 12


def _is_notice(text: str) -> bool:
    bare = plain(text).casefold()
    return fold_heading(text) in common().titles or any(
        bare.startswith(words.casefold()) for words in common().notices
    )


def _end_notice(lines: Sequence[Line], after: int) -> int:
    """The place where the publisher's closing notice begins: after it no number is printed."""
    for place in range(max(after, len(lines) - FIRST_PAGES), len(lines)):
        opens = plain(lines[place].text)
        if opens.startswith(common().end_notices) and not any(
            line.mark is Mark.NUMBERED for line in lines[place:]
        ):
            return place
    return len(lines)


# -- the contents list -------------------------------------------------------------------------


def _contents(lines: Sequence[Line]) -> tuple[int, int]:
    """Where the contents list begins and ends, as places in `lines`; the end twice when none."""
    for place, line in enumerate(lines):
        if line.mark is Mark.TEXT and heads_contents(line.text):
            return place, _contents_end(lines, place + 1)
    return len(lines), len(lines)


def heads_contents(text: str) -> bool:
    """Whether a line is the heading of a contents list."""
    return text.strip().casefold() in ("contents", "content")


def _contents_end(lines: Sequence[Line], place: int) -> int:
    """The first line after a contents list: where its first entry comes again, as a heading.

    Where that cannot be told, the first line that has no page number and that none follows soon.
    """
    entry = _entry(lines[place]) if place < len(lines) else ""
    for here in range(place + 1, min(place + MAX_ENTRIES, len(lines))):
        if entry and lines[here].mark is Mark.TEXT and _entry(lines[here]) == entry:
            return here
    end = place
    strays = 0
    for here in range(place, len(lines)):
        line = lines[here]
        if line.end - line.start > LONGEST_ENTRY:
            break
        if line.mark is Mark.ROW or _CONTENTS_LINE.search(line.text):
            end, strays = here + 1, 0
        elif line.mark not in FURNITURE:
            strays += 1
            if strays > STRAYS or line.mark is Mark.NUMBERED or line.text.endswith("."):
                break
    return end


def _entry(line: Line) -> str:
    """The words of an entry, without its page number."""
    return fold_words(_ENTRY_END.sub("", line.text[:LONGEST_ENTRY]))
