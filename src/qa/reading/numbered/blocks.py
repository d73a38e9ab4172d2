"""Lines gathered into blocks: headings, starts of paragraphs, list items, rows, what is left."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from qa.reading.outline.headings import HeadingTeller, restart_prefix
from qa.reading.tables.glued import parted_headings
from qa.reading.tables.graded import Judged, Kind
from qa.reading.tables.plainrows import PlainRow, plain_rows
from qa.reading.tables.summary import judged_in
from qa.reading.text.frameworks import common, fold_heading, unmarked
from qa.reading.text.lines import FURNITURE, Line, Mark
from qa.reading.text.prose import TAIL, is_cut, is_finished, opens_lower, opens_upper

_NOTE = re.compile(r"(?P<number>[1-9]\d?)\s+[A-Z\"'“‘]")
_PAGE_LINES = 60
_LEADS_IN = re.compile(r"\bfollowing (?:action|actions|steps|areas)[.:]?$")


class BlockKind(StrEnum):
    """What a block is, as far as the page alone tells."""

    HEADING = "heading"
    TAG = "tag"  # a grade on a line of its own
    TEXT = "text"
    BULLET = "bullet"
    ROW = "row"
    JUDGED = "judged"  # judgements printed as lines
    NOTE = "note"  # at the foot of a page
    LABEL = "label"  # "Within three months:", "The council should:" above list items


@dataclass(slots=True)
class Block:
    """One or more lines that belong together. `pieces` are (start, end) in the source.

    `number` is the paragraph number printed at its head, and `number_at` where; `grade` is the
    word or number of a grade tag. A `loose` block often is a list item that lost its bullet.
    """

    kind: BlockKind
    pieces: list[tuple[int, int]]
    words: list[str]
    number: int | None = None
    number_at: tuple[int, int] | None = None
    grade: str | None = None
    loose: bool = False
    after_blank: bool = False
    # The cells of a table's row; of judgements printed as lines, each aspect and its grade.
    rows: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, each line's joined to the one before by a space."""
        if len(self.words) > 1:
            self.words = [" ".join(self.words)]
        return self.words[0]

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    def add(self, line: Line) -> None:
        """Take in a line that was only wrapped, or the words that stand under a bare number."""
        if self.words == [""]:
            self.pieces, self.words = [], []
        self.pieces.append((line.start, line.end))
        self.words.append(line.text.strip())


def blocks_of(lines: Sequence[Line], teller: HeadingTeller) -> list[Block]:
    """The blocks of a report's body, in order."""
    gatherer = _Gatherer(teller)
    shown = list(parted_headings(list(_parted(lines)), teller))
    judged = judged_in(shown, teller.framework)
    rows = plain_rows(shown, teller.framework)
    place = 0
    while place < len(shown):
        if row := rows.get(place):
            gatherer.add(_plain_row(shown[place : place + row.count], row))
            place += row.count
        elif found := judged.get(place):
            place += found.count
            taken = shown[place - found.count : place]
            gatherer.add(_judged(taken, found))
            if found.cut is not None:
                gatherer.take(
                    _rest(taken[-1], found.cut), shown[place] if place < len(shown) else None
                )
        else:
            gatherer.take(shown[place], shown[place + 1] if place + 1 < len(shown) else None)
            place += 1
    return gatherer.blocks


def _rest(line: Line, cut: int) -> Line:
    """What was run on to a line, from character `cut` of its text."""
    return replace(
        line, mark=Mark.TEXT, start=line.start + cut, text=line.text[cut:], after_blank=True
    )


def _plain_row(lines: Sequence[Line], row: PlainRow) -> Block:
    pieces = [(line.start, line.end) for line in lines]
    cells = [*row.cells] if len(row.cells) > 1 else [*row.cells, ""]
    return Block(BlockKind.ROW, pieces, [line.text for line in lines], rows=[cells])


def _judged(lines: Sequence[Line], found: Judged) -> Block:
    """Lines that print judgements, or a heading, with the numbers before them."""
    pieces = [(line.number_at[0] if line.number_at else line.start, line.end) for line in lines]
    if found.cut is not None:
        end = lines[-1].text[: found.cut].rstrip()
        pieces[-1] = (pieces[-1][0], lines[-1].start + len(end))
    words = [line.text for line in lines]
    if found.kind is Kind.HEADING:
        grade = found.rows[0][1] if found.rows else None
        return Block(BlockKind.HEADING, pieces, [found.title], grade=grade, after_blank=True)
    return Block(BlockKind.JUDGED, pieces, words, rows=[list(row) for row in found.rows])


def _parted(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that are text; one that follows the edge of a page does not touch the last."""
    after_edge = False
    for line in lines:
        if line.mark in FURNITURE:
            after_edge = True
        else:
            yield replace(line, after_blank=True) if after_edge else line
            after_edge = False


class _Gatherer:
    """Takes the lines one after another, and knows whether a sentence or a list is still open."""

    def __init__(self, teller: HeadingTeller) -> None:
        self.blocks: list[Block] = []
        self._teller = teller
        self._previous = ""  # the end of the prose before; nothing under a heading
        self._in_list = False
        self._recent: deque[str] = deque(maxlen=_PAGE_LINES)

    def add(self, block: Block) -> None:
        """Add what several lines were told to be."""
        self.blocks.append(block)
        self._recent.append(block.text)
        self._previous = ""
        self._in_list = fold_heading(block.text) in common().recommendations

    def take(self, line: Line, after: Line | None) -> None:
        """Add one line, given the one after it."""
        if self._wraps(line, after):
            self.blocks[-1].add(line)
        elif self._is_note(line):
            self.blocks.append(Block(BlockKind.NOTE, [(line.start, line.end)], [line.text]))
        else:
            self.blocks.append(self._block(line, after))
        last = self.blocks[-1]
        if last.kind is BlockKind.NOTE:
            return
        self._recent.append(line.text)
        if last.kind in (BlockKind.TEXT, BlockKind.BULLET):
            self._previous = line.text
        if last.kind is BlockKind.HEADING:
            self._previous = ""
            self._in_list = fold_heading(last.text) in common().recommendations
        elif last.number is not None:
            self._in_list = opens_list(line.text)
        elif last.kind is BlockKind.ROW:
            self._previous = ""
        else:
            self._in_list = self._in_list or opens_list(line.text)

    def _wraps(self, line: Line, after: Line | None) -> bool:
        """Whether a line is only the next line of the block before it."""
        if line.mark not in (Mark.TEXT, Mark.INDENT) or not self.blocks:
            return False
        last = self.blocks[-1]
        if last.kind is BlockKind.NOTE:
            is_open = opens_lower(line.text) or not is_finished(last.text)
            return is_open and not (line.after_blank or self._is_note(line))
        if last.kind not in (BlockKind.TEXT, BlockKind.BULLET):
            return False
        if last.words == [""]:  # a number or a bullet alone on its line
            return not self._teller.is_known(self._teller.title_of(line)[0])
        if line.after_blank or common().timescale(line.text):
            return False
        if self._is_heading(line, after):
            return False
        if is_cut(self._previous, line.text):
            return True
        is_open = not (self._in_list or is_finished(self._previous))
        return is_open and not opens_upper(line.text)

    def _is_note(self, line: Line) -> bool:
        """Whether a line is a footnote: it opens with the number of a mark that stands above it."""
        found = _NOTE.match(line.text) if line.mark is Mark.TEXT else None
        if not found:
            return False
        mark = re.compile(rf"(?<=[a-z.,;)’”']){found['number']}(?=[\s.,;]|$)")
        return any(mark.search(text) for text in self._recent)

    def _is_heading(self, line: Line, after: Line | None) -> bool:
        return self._teller.is_heading(line, after, self._previous, in_list=self._in_list)

    def _block(self, line: Line, after: Line | None) -> Block:
        pieces = [(line.start, line.end)]
        if line.mark is Mark.ROW:
            return Block(BlockKind.ROW, pieces, [line.text], rows=[line.cells])
        title, grade = self._teller.title_of(line)
        if line.mark in (Mark.TEXT, Mark.INDENT) and grade is not None and not title:
            return Block(BlockKind.TAG, pieces, [line.text], grade=grade)
        if self._is_heading(line, after):
            words = unmarked(" ".join(title.split()))
            return Block(
                BlockKind.HEADING, pieces, [words], grade=grade, after_blank=line.after_blank
            )
        kind = BlockKind.BULLET if line.mark is Mark.BULLET else BlockKind.TEXT
        if kind is BlockKind.TEXT and line.number is None and is_label(line.text):
            kind = BlockKind.LABEL
        return Block(
            kind,
            pieces,
            [line.text],
            number=line.number,
            number_at=line.number_at,
            loose=line.mark is Mark.INDENT or (self._in_list and not line.after_blank),
            after_blank=line.after_blank,
        )


def is_label(text: str) -> bool:
    """Whether a line stands over list items: by when, or who should act.

    >>> is_label("Within six months:"), is_label("The council should:"), is_label("It should.")
    (True, True, False)
    """
    if common().timescale(text):
        return True
    return text.rstrip().endswith(":") and len(text.split()) <= 30


def opens_list(text: str) -> bool:
    """Whether a text leads into a list.

    >>> opens_list("The evidence included:"), opens_list("should take the following action.")
    (True, True)
    """
    end = text[-TAIL:].rstrip()
    if end.endswith(":") or _LEADS_IN.search(end):
        return True
    return len(text) < TAIL and bool(common().timescale(text))


def is_restart(block: Block) -> str | None:
    """The key prefix of the part this heading opens, when its numbers start again."""
    return restart_prefix(block.text) if block.kind is BlockKind.HEADING else None
