"""The lines of a report, each known by how it begins: the first look, one line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

BULLET = r"[-•*·▪●■◦\uf0b7\uf0a7–]"
_NUMBERED = re.compile(rf"\s*(?:{BULLET}\s+)?(\d{{1,3}})\.\s+(?=\S)")
_BULLETED = re.compile(rf"\s*{BULLET}\s+(?=\S)")
_RULE = re.compile(r"[\s_\-–—=|]+")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
MAX_CELL_WORDS = 40


class Mark(StrEnum):
    """How a line begins."""

    BLANK = "blank"
    RULE = "rule"
    PAGE_NUMBER = "page number"
    ROW = "row"  # cells parted by tabs
    NUMBERED = "numbered"
    BULLET = "bullet"
    INDENT = "indent"  # starts with a space: often a bullet that lost its mark
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source: its words are characters `start` to `end`.

    `number` is the paragraph number printed before them. `after_blank` says whether a blank line
    (or nothing) stands before it.
    """

    mark: Mark
    start: int
    end: int
    text: str
    number: int | None = None
    after_blank: bool = False

    @property
    def cells(self) -> list[str]:
        """The cells of a row, white space stripped."""
        return [cell.strip() for cell in self.text.split("\t")]


def lines_of(text: str, start: int = 0) -> Iterator[Line]:
    """The lines of `text` from offset `start`, blank ones left out."""
    blank = True
    for raw in re.finditer(r"[^\n]+", text[start:]):
        offset = start + raw.start()
        blank = blank or text[max(0, offset - 2) : offset] == "\n\n"
        line = _line(raw.group(), offset, blank)
        blank = line.mark is Mark.BLANK
        if not blank:
            yield line


def _line(raw: str, offset: int, after_blank: bool) -> Line:
    stripped = raw.strip()
    lead = len(raw) - len(raw.lstrip())
    end = offset + len(raw.rstrip())
    if not stripped:
        return Line(Mark.BLANK, offset, offset, "", after_blank=after_blank)

    def made(mark: Mark, skip: int, number: int | None = None) -> Line:
        return Line(mark, offset + skip, end, raw[skip:].rstrip(), number, after_blank)

    if _RULE.fullmatch(stripped):
        return made(Mark.RULE, lead)
    if _PAGE_NUMBER.fullmatch(stripped):
        return made(Mark.PAGE_NUMBER, lead)
    if found := _NUMBERED.match(raw):
        return made(Mark.NUMBERED, found.end(), int(found.group(1)))
    if found := _BULLETED.match(raw):
        return made(Mark.BULLET, found.end())
    if _is_row(raw):
        return Line(Mark.ROW, offset, offset + len(raw), raw, None, after_blank)
    return made(Mark.INDENT if lead else Mark.TEXT, lead)


def _is_row(raw: str) -> bool:
    """Whether a line is cells parted by tabs, and not prose that has a stray tab in it."""
    cells = raw.split("\t")
    return len(cells) > 1 and all(len(cell.split()) <= MAX_CELL_WORDS for cell in cells)


_FINISHED = re.compile(r"[.?!:;][\"'”’)\]*]*$")
_OPENS_LOWER = re.compile(r"[\"'“‘(*]*[a-z]")
# A list item that ends in one of these has been cut: nothing ends so.
_CANNOT_END = frozenset(
    "a an the and or but of to at for from with without between into onto "
    "that which who whose whom this these those their its his her our your is are was were "
    "be been being has have had will would should must may can could as than if when where while "
    "not all each every both either such other same respective including include".split()
)
# A clause opened by "that" or "which" and cut before its verb ("that the respective health").
_NEXT_ITEM = re.compile(r"[,;] (?:and|or),?$")
_CUT_CLAUSE = re.compile(
    r"\b(?:that|which|who)(?: (?:the|a|an|their|its|these|those|all))(?: \w+){1,2}$"
)


def is_finished(text: str) -> bool:
    """Whether prose ends as a sentence (or a lead-in) ends.

    >>> is_finished("All is well."), is_finished("All is")
    (True, False)
    """
    return bool(_FINISHED.search(text.rstrip()))


def is_cut(item: str) -> bool:
    """Whether a list item, which needs no full stop, must go on in the next line.

    >>> is_cut("ensure that all staff and"), is_cut("ensure that all staff are trained, and")
    (True, False)
    """
    if _NEXT_ITEM.search(item.rstrip()):
        return False
    words = item.rstrip().split()
    if not words:
        return False
    last = words[-1]
    return last.endswith(",") or last.lower() in _CANNOT_END or bool(_CUT_CLAUSE.search(item))


def opens_lower(text: str) -> bool:
    """Whether a text starts with a small letter, as the second half of a sentence does."""
    return bool(_OPENS_LOWER.match(text))
