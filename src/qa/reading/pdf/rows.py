"""Words of a page gathered into rows: what a reader sees as one line across the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from qa.reading.pdf.page import Box, Page, Word

_SAME_LINE = 0.3  # em: words whose baselines differ by less stand on one line
_RAISED = 0.5  # em: and small ones (superscripts) by less than this
CELL_GAP = 1.2  # em: a wider gap parts cells, where the gaps around it are not as wide
_BULLETS = frozenset("-–—•*·▪●■◦‣⁃○□➢➤➔✓✔❖♦◆§\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d")
_FEW = 4  # gaps; a justified line has more, or narrow ones
_RULE = re.compile(r"[\s_\-–—=|]{2,}|_")
_NUMBER = re.compile(r"\d{1,3}\.")
_GLUED = re.compile(r"(\d{1,3}\.)([A-Z][a-z]?\S*)")
_BARE_NUMBER = re.compile(r"\d{1,3}")


@dataclass(slots=True)
class Row:
    """One line of a page. `dot` says whether a bullet is drawn before it.

    `left` and `right` are the margins of the column it stands in.
    """

    page: int
    words: list[Word]
    dot: bool = False
    left: float = 0.0
    right: float = 0.0
    flow: int = 0  # the column of the page it stands in, 0 where there is one
    cells: list[str] = field(default_factory=list)  # of a row of a table; else empty

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def y(self) -> float:
        return self._largest.y

    @property
    def size(self) -> float:
        return self._largest.size

    @property
    def _largest(self) -> Word:
        """Its largest word but for a bullet, which may be of any size."""
        at = 1 if len(self.words) > 1 and self.words[0].text in _BULLETS else 0
        return max(self.words[at:], key=attrgetter("size"))

    @property
    def is_bold(self) -> bool:
        """Whether all of its letters are bold."""
        lettered = [word for word in self.words if any(c.isalpha() for c in word.text)]
        return bool(lettered) and all(word.bold for word in lettered)

    @property
    def text(self) -> str:
        return text_of(self.words)

    @property
    def bullet(self) -> str:
        """The bullet before its words, "" where there is none."""
        if self.dot:
            return "•"
        first = self.words[0].text
        if len(self.words) > 1 and first in _BULLETS and self.words[1].spaced is not False:
            return first
        wide = len(self.words) > 1 and self.words[1].x0 - self.words[0].x1 > 0.7 * self.size
        return "o" if first == "o" and wide else ""

    @property
    def number(self) -> int | None:
        """The paragraph number before its words, bullet or not."""
        at = 1 if self.bullet and not self.dot else 0
        if len(self.words) < at + 2:
            return None
        first, second = self.words[at : at + 2]
        if _NUMBER.fullmatch(first.text):
            return int(first.text[:-1])
        apart = second.x0 - first.x1 > CELL_GAP * self.size
        if _BARE_NUMBER.fullmatch(first.text) and apart:
            return int(first.text)
        return None

    @property
    def is_rule(self) -> bool:
        """Whether it is a rule drawn with characters."""
        return bool(_RULE.fullmatch(self.text))

    @property
    def marks(self) -> int:
        """How many of its words are a bullet or a paragraph number."""
        return (1 if self.bullet and not self.dot else 0) + (1 if self.number is not None else 0)

    @property
    def is_marked(self) -> bool:
        return bool(self.bullet) or self.number is not None

    @property
    def text_x0(self) -> float:
        """Where the words after a bullet or number begin."""
        return self.words[self.marks].x0


def text_of(words: Sequence[Word]) -> str:
    """Words of one line as text."""
    parts: list[str] = []
    for place, word in enumerate(words):
        if place and _is_apart(words[place - 1], word):
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def _is_apart(before: Word, word: Word) -> bool:
    gap = word.x0 - before.x1
    if word.spaced is None or gap > 0.25 * word.size or gap < -word.size:
        return gap > 0.1 * word.size or gap < -word.size
    return word.spaced


def segments(row: Row) -> list[list[Word]]:
    """The runs of words that gaps as wide as those between cells part; marks are left out."""
    words = row.words[row.marks :]
    gaps = [b.x0 - a.x1 for a, b in zip(words, words[1:], strict=False)]
    usual = sorted(gaps)[(len(gaps) - 1) // 2] if len(gaps) > 1 else 0.0
    is_justified = not row.right or row.right - row.x1 <= row.size
    if not is_justified or (len(gaps) < _FEW and min(gaps, default=0.0) > row.size):
        usual = min(usual, 0.5 * row.size)  # spaces are not wide there
    least = max(CELL_GAP * row.size, 2.5 * usual)
    runs: list[list[Word]] = [[words[0]]]
    for word, gap in zip(words[1:], gaps, strict=True):
        if gap > least:
            runs.append([])
        runs[-1].append(word)
    return runs


def rows_of(page: Page, number: int) -> list[Row]:
    """The rows of a page from top to bottom, `number` being the page's own, from 1."""
    rows: list[Row] = []
    for word in sorted(page.words, key=lambda w: (w.y, w.x0)):
        row = _row_for(word, rows[-2:])
        if row is None:
            rows.append(Row(number, [word]))
        else:
            row.words.append(word)
    for row in rows:
        row.words.sort(key=lambda w: w.x0)
        at = 1 if row.words[0].text in _BULLETS and len(row.words) > 1 else 0
        row.words[at : at + 1] = _parted(row.words[at])
    rows.sort(key=lambda row: row.y)
    _give_dots(rows, [box for box in page.boxes if box.is_dot])
    return rows


def _parted(word: Word) -> list[Word]:
    """A paragraph number and the word it stands so near that no space is between them."""
    found = _GLUED.fullmatch(word.text)
    if not found:
        return [word]
    number, rest = found.groups()
    cut = word.x0 + (word.x1 - word.x0) * len(number) / len(word.text)
    return [replace(word, text=number, x1=cut), replace(word, text=rest, x0=cut, spaced=True)]


def _row_for(word: Word, rows: Iterable[Row]) -> Row | None:
    for row in reversed(list(rows)):
        first = row.words[0]
        small = word.size < 0.8 * first.size or first.size < 0.8 * word.size
        reach = (_RAISED if small else _SAME_LINE) * max(word.size, first.size)
        if abs(word.y - first.y) < reach:
            return row
    return None


def _give_dots(rows: Sequence[Row], dots: Sequence[Box]) -> None:
    """Give each row the bullet that is drawn before it."""
    for dot in dots:
        middle = (dot.y0 + dot.y1) / 2
        for row in rows:
            beside = 0 < row.x0 - dot.x1 < 2.5 * row.size
            if beside and 0 < row.y - middle < 0.8 * row.size:
                row.dot = True
