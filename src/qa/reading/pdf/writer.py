"""Paragraphs of a PDF written as text of the kind the other rooms read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.reading.pdf.rows import Row, text_of
from qa.reading.text.hyphens import Joiner

# Before the number of a paragraph that was set in one with the paragraph above it.
_RUN_TOGETHER = re.compile(r"(?<=[.?!:;”’]) (?=- \d{1,3}\. [A-Z])")


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF; `pages` are the offsets in it at which its pages begin.

    `warnings` are sentences on what is not in the text.
    """

    text: str
    pages: tuple[int, ...]
    warnings: tuple[str, ...] = ()


class Writer:
    """Writes paragraphs as text, a blank line between them, rows of a table line by line."""

    def __init__(self, joiner: Joiner) -> None:
        self._joiner = joiner
        self._parts: list[str] = []
        self._length = 0
        self._in_table = False
        self._begins: dict[int, int] = {}

    def write(self, block: Sequence[Row]) -> None:
        """Add a paragraph."""
        in_table = bool(block[0].cells)
        if self._parts:
            self._add("\n" if in_table and self._in_table else "\n\n")
        self._in_table = in_table
        if in_table:
            self._begins.setdefault(block[0].page, self._length)
            columns = zip(*(row.cells for row in block), strict=True)
            self._add("\t".join(self._joiner.joined("\n".join(c).split("\n")) for c in columns))
            return
        text = ""
        for row in block:
            line = _line(row)
            text = self._joiner.join(text, line)
            self._begins.setdefault(row.page, self._length + len(text) - len(line))
        self._add(_RUN_TOGETHER.sub("\n", text))

    def text(self, pages: int) -> PdfText:
        """All that was written; a page with no text begins where the next one does."""
        offsets = [self._length]
        for page in range(pages, 0, -1):
            offsets.append(self._begins.get(page, offsets[-1]))
        return PdfText("".join(self._parts) + "\n", tuple(offsets[:0:-1]))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _line(row: Row) -> str:
    """A row's words, the bullet before them made the one the reports have."""
    if not row.bullet:
        return row.text
    return f"- {text_of(row.words[0 if row.dot else 1 :])}"
