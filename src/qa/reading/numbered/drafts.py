"""A paragraph while it is being put together from pieces of the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from qa.pieces import Join, Piece
from qa.reading.numbered.blocks import Block, BlockKind, opens_list
from qa.reading.outline.openings import openings
from qa.reading.text.frameworks import common, fold_heading
from qa.reading.text.lines import BULLET, LETTER
from qa.reading.text.prose import TAIL
from qa.report import Item, Paragraph, Strand

_BULLET = re.compile(BULLET)
_LAST_MARK = re.compile(rf"(?:{LETTER}|\S)\s*$")
_LONGEST_BULLET = 20  # characters, with the white space after it
_MAX_PARTED = 2_000  # characters of a line that may run recommendations together
_JOINERS = {Join.START: "", Join.LINE: "\n", Join.PAGE: " ", Join.NUMBER: " "}


@dataclass(slots=True)
class ItemDraft:
    """A list item and what stood over it: by when, and who should act."""

    start: int
    end: int
    timescale: str | None
    timescale_printed: str | None
    owner_label: str | None


@dataclass(slots=True)
class Draft:
    """A paragraph under construction. Its text grows with `pieces`, as `compose` would make it.

    `last` is the end of its last line, for what may follow.
    """

    source: str
    number: str
    printed: bool
    section: tuple[str, ...]
    strand: Strand
    notes: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    items: list[ItemDraft] = field(default_factory=list)
    seams: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    bullet: str = ""  # the mark it opens with, as one of several findings under a heading
    items_bullet: str = ""  # the mark of its first item
    in_list: bool = False
    last: str = ""
    last_is_item: bool = False
    _timescale: str | None = None
    _timescale_printed: str | None = None
    _owner: str | None = None
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """The words so far."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    def prose(self, pieces: list[tuple[int, int]], join: Join = Join.PAGE) -> None:
        """Add running text; the first piece with this join, the rest as wrapped lines."""
        for place, (start, end) in enumerate(pieces):
            self._add(start, end, join if place == 0 else Join.PAGE)
        if join is Join.LINE or not self.last_is_item:
            self.last_is_item = False
            self.in_list = self.in_list or opens_list(self.last)
        elif self.items:
            self.items[-1].end = self._length

    def item(self, block: Block) -> None:
        """Add a list item, with its bullet if it still has one."""
        (start, end), *more = block.pieces
        is_marked = block.kind is BlockKind.BULLET
        if is_marked and not self.items:
            self.items_bullet = bullet_of(self.source, block)
        self._add(_bullet_before(self.source, start) if is_marked else start, end, Join.LINE)
        begin = self._length - len(" ".join(self.source[start:end].split()))
        self.items.append(
            ItemDraft(begin, self._length, self._timescale, self._timescale_printed, self._owner)
        )
        self.in_list = self.last_is_item = True
        self.prose(more)
        if not is_marked and self.lists_recommendations:
            self._part(begin, " ".join(block.text.split()))

    def _part(self, begin: int, text: str) -> None:
        """Make items of a line without its bullet that runs several recommendations together."""
        for place in openings(text) if len(text) <= _MAX_PARTED else ():
            start = begin + place
            self.items.append(replace(self.items[-1], start=start))
            self.items[-2].end = start - 1
            self.notes.append(
                f"items {len(self.items) - 1} and {len(self.items)} stood in one line"
            )

    @property
    def lists_recommendations(self) -> bool:
        """Whether the paragraph is a list of what must be done."""
        return any(fold_heading(heading) in common().recommendations for heading in self.section)

    def close(self) -> None:
        """Make one item of a numbered paragraph that is a recommendation itself."""
        under = fold_heading(self.section[-1]) if self.section else ""
        is_one = self.number.isdigit() and under in common().recommendations
        if is_one and not self.items and not self.rows and not opens_list(self.text):
            self.items.append(ItemDraft(0, self._length, None, None, None))

    def label(self, block: Block) -> None:
        """Add a line that stands over items: a timescale, or who should act."""
        self._add(block.start, block.pieces[0][1], Join.LINE)
        for start, end in block.pieces[1:]:
            self._add(start, end, Join.PAGE)
        self.note_label(block.text)
        self.in_list, self.last_is_item = True, False

    def note_label(self, text: str) -> None:
        """Remember what a label says for the items under it."""
        words = " ".join(text.split())
        if timescale := common().timescale(words):
            self._timescale, self._owner = timescale, None
            self._timescale_printed = words.rstrip(":")
        else:
            self._owner = words

    def row(self, block: Block) -> None:
        """Add a row of a table; one whose first cell is empty goes on from the row above."""
        start, end = block.pieces[0]
        wrapped = bool(self.rows) and not block.rows[0][0]
        self._add(start, end, Join.PAGE if wrapped else Join.LINE)
        for start, end in block.pieces[1:]:
            self._add(start, end, Join.PAGE)
        self.rows.append(block.rows[0])
        self.last_is_item = False

    def judged(self, block: Block) -> None:
        """Add judgements printed as lines: the lines as they stand, and what they say."""
        for place, (start, end) in enumerate(block.pieces):
            self._add(start, end, Join.PAGE if place else Join.LINE)
        self.rows += block.rows
        self.last_is_item = False

    def seam(self, start: int, end: int) -> None:
        """Add text that follows a number taken out of mid-sentence; no quote may cross it."""
        self._add(start, end, Join.NUMBER)

    def _add(self, start: int, end: int, join: Join) -> None:
        words = " ".join(self.source[start:end].split())
        if not words:
            return
        if not self.pieces:
            join = Join.START
        elif not self._follows(start):
            self.seams.append(self._length + 1)
        joiner = _JOINERS[join]
        self.last = (words if joiner != " " else f"{self.last} {words}")[-TAIL:]
        self.pieces.append(Piece(start, end, join))
        self._parts += [joiner, words]
        self._length += len(joiner) + len(words)

    def _follows(self, start: int) -> bool:
        """Whether at most white space and a bullet stand between the last piece and this."""
        end = self.pieces[-1].end
        between = self.source[end:start].strip()
        return start >= end and (not between or bool(_BULLET.fullmatch(between)))

    def finish(self, report: str, strand: Strand, grade: str | None) -> Paragraph:
        """The paragraph as it stands."""
        return Paragraph(
            report=report,
            number=self.number,
            printed=self.printed,
            section=self.section,
            strand=strand,
            grade=grade,
            text=self.text,
            pieces=tuple(self.pieces),
            items=tuple(Item(n, i.start, i.end) for n, i in enumerate(self.items, 1)),
            notes=tuple(self.notes),
            seams=tuple(self.seams),
        )


def bullet_of(source: str, block: Block) -> str:
    """The mark that stands before a bulleted block."""
    return source[_bullet_before(source, block.start) : block.start].strip()


def _bullet_before(source: str, start: int) -> int:
    """Where the mark begins that stands on the line before `start`; `start` if there is none."""
    begin = max(0, start - _LONGEST_BULLET)
    line = source[max(source.rfind("\n", begin, start) + 1, begin) : start]
    found = _LAST_MARK.search(line)
    return start - len(line) + found.start() if found else start
