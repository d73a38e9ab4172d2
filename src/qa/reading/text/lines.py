"""The lines of a report, each known by how it begins: the first look, one line at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

# Marks that can be nothing but bullets, and marks that are one only before a space. The letters
# are what Word's symbol fonts leave behind, the private characters those fonts themselves.
_SURE = r"•∙‣⁃◦▪▫■□◼◾●○◆◇►▶➢✓\uf000-\uf0ff"
LETTER = r"\(?(?:[a-z]|[ivx]{1,4})\)"  # "a)", "(ii)"
_BULLETS = rf"(?:[{_SURE}]\s*|(?:[-–—*·§oØü]|{LETTER})(?:\s+|$))"
BULLET = rf"(?:[{_SURE}]|(?:[-–—*·§oØü]|{LETTER})(?=\s|$))"
_NUMBER = r"(?:\*\*)?(?P<number>0?[1-9]\d{0,2})\.(?:\*\*)?"
_NUMBERED = re.compile(
    # A number may stand twice; it is the same number.
    rf"\s*{_BULLETS}{{0,2}}(?P<head>{_NUMBER}(?:\s+(?:\*\*)?(?P=number)\.){{0,2}})"
    r"(?:\s+(?=\S)|(?=[A-Z\"'“‘])|\s*$)"
)
# Other ways to print a paragraph's number: "3) It", "(3) It", "[3] It", "3: It", "3 It", "3 . It".
_OTHER_NUMBERED = tuple(
    re.compile(rf"\s*{_BULLETS}{{0,2}}(?P<head>{number})\s+(?=[A-Z\"'“‘])")
    for number in (
        r"(?P<number>[1-9]\d{0,2})\)",
        r"\((?P<number>[1-9]\d{0,2})\)",
        r"\[(?P<number>[1-9]\d{0,2})\]",
        r"(?P<number>[1-9]\d{0,2}) ?[:.–-]",
        r"(?P<number>[1-9]\d{0,2})",
    )
)
_FEWEST = 5  # numbers that count up, in a report that prints them in another way
_PROSE_WORDS = 10  # of most numbered paragraphs, not of headings with numbers
_BULLETED = re.compile(rf"\s*{_BULLETS}+")
_RULE = re.compile(r"[\s_\-–—=|]{2,}|[_=|]")
# "12", "Page 12", "- 12 -", "Page 12 of 40"
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?(?:[-–—|\[(]\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*[-–—|\])])?",
    re.IGNORECASE,
)


class Mark(StrEnum):
    """How a line begins."""

    RULE = "rule"
    PAGE_NUMBER = "page number"
    HEADER = "header"  # printed at the edge of every page
    ROW = "row"  # cells parted by tabs
    NUMBERED = "numbered"
    BULLET = "bullet"
    INDENT = "indent"  # further in than the lines around it: often a bullet that lost its mark
    TEXT = "text"


FURNITURE = frozenset({Mark.RULE, Mark.PAGE_NUMBER, Mark.HEADER})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source: its words are characters `start` to `end`.

    `number` is the paragraph number printed before them, and `number_at` where it stands; a line
    may be a number or a bullet alone, and its text then is empty. `after_blank` says whether a
    blank line (or nothing) stands before it.
    """

    mark: Mark
    start: int
    end: int
    text: str
    number: int | None = None
    after_blank: bool = False
    number_at: tuple[int, int] | None = None

    @property
    def cells(self) -> list[str]:
        """The cells of a row, white space folded."""
        return [" ".join(cell.split()) for cell in self.text.split("\t")]


def lines_of(text: str, start: int = 0) -> list[Line]:
    """The lines of `text` from offset `start`, blank ones left out, each as it looks by itself."""
    raw = list(_raw_lines(text, start))
    words = [line for line, _, _ in raw]
    margin, numbered = _margin(words), _numbered(words)
    return [_line(line, offset, blank, margin, numbered) for line, offset, blank in raw]


def _numbered(lines: Sequence[str]) -> re.Pattern[str]:
    """How paragraph numbers are printed: with a stop, unless another way counts up further.

    >>> paragraph = "It is good, and it goes on to be good in every way there is."
    >>> way = _numbered([f"({n}) {paragraph}" for n in range(1, 9)])
    >>> way.match("(3) It is good.")["number"], way.match("3. It is good.")
    ('3', None)
    """
    reached = _reach(_NUMBERED, lines)[0]
    for way in _OTHER_NUMBERED:
        count, size = _reach(way, lines)
        if count >= max(_FEWEST, 2 * reached) and size >= _PROSE_WORDS:
            return way
    return _NUMBERED


def _reach(way: re.Pattern[str], lines: Sequence[str]) -> tuple[int, int]:
    """How far numbers printed in a way count up from 1, and the words of a middling one's line."""
    reached, sizes = 0, []
    for line in lines:
        found = way.match(line)
        if found and 0 < int(found["number"]) - reached <= 2:
            reached = int(found["number"])
            sizes.append(len(line.split()))
    return len(sizes), sorted(sizes)[len(sizes) // 2] if sizes else 0


def _raw_lines(text: str, start: int) -> Iterator[tuple[str, int, bool]]:
    """(line, its offset, whether a blank line or nothing stands before it) of lines with words."""
    blank = True
    for raw in text[start:].split("\n"):
        if raw.strip():
            yield raw, start, blank
            blank = False
        else:
            blank = True
        start += len(raw) + 1


def _margin(lines: Sequence[str]) -> int:
    """The white space that stands left of nearly every line of a page laid out as it was printed.

    >>> _margin(["  1. All is well.", "  2. It is.", "    - so"]), _margin(["1. It is.", " so"])
    (2, 0)
    """
    indents = Counter(len(line) - len(line.lstrip()) for line in lines)
    outside = 0
    for indent in sorted(indents):
        outside += indents[indent]
        if outside * 20 > len(lines):
            return indent
    return 0


def _line(raw: str, offset: int, after_blank: bool, margin: int, numbered: re.Pattern[str]) -> Line:
    stripped = raw.strip()
    lead = len(raw) - len(raw.lstrip())
    end = offset + len(raw.rstrip())

    def made(mark: Mark, skip: int) -> Line:
        return Line(mark, min(offset + skip, end), end, raw[skip:].rstrip(), None, after_blank)

    if _RULE.fullmatch(stripped):
        return made(Mark.RULE, lead)
    if len(stripped) <= 20 and _PAGE_NUMBER.fullmatch(stripped):
        return made(Mark.PAGE_NUMBER, lead)
    if found := numbered.match(raw):
        at = (offset + found.start("head"), offset + found.end("head"))
        return replace(
            made(Mark.NUMBERED, found.end()), number=int(found.group("number")), number_at=at
        )
    if found := _BULLETED.match(raw):
        return made(Mark.BULLET, found.end())
    if "\t" in raw:
        return Line(Mark.ROW, offset, offset + len(raw), raw, None, after_blank)
    return made(Mark.INDENT if lead > margin else Mark.TEXT, lead)
