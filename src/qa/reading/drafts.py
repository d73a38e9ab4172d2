"""A paragraph while it is being put together from pieces of the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from qa.reading.blocks import Block
from qa.reading.frameworks import common, fold
from qa.reading.lines import BULLET
from qa.reading.numbering import opens_list
from qa.reading.openings import openings
from qa.report import Item, Join, Paragraph, Piece, Strand

_BULLET = re.compile(BULLET)


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
    """A paragraph under construction. `text` grows with `pieces`, as `compose` would make it."""

    source: str
    number: str
    printed: bool
    section: tuple[str, ...]
    strand: Strand
    notes: list[str] = field(default_factory=list)
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    items: list[ItemDraft] = field(default_factory=list)
    seams: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    in_list: bool = False
    last: str = ""  # the words of the last item or run of prose, for what may follow
    last_is_item: bool = False
    _timescale: str | None = None
    _timescale_printed: str | None = None
    _owner: str | None = None

    def prose(self, pieces: list[tuple[int, int]], join: Join = Join.PAGE) -> None:
        """Add running text; the first piece with this join, the rest as wrapped lines."""
        for place, (start, end) in enumerate(pieces):
            self._add(start, end, join if place == 0 else Join.PAGE)
        if join is Join.LINE or not self.last_is_item:
            self.last_is_item = False
            self.in_list = self.in_list or opens_list(self.text)
        elif self.items:
            self.items[-1].end = len(self.text)
        self.last = self.text.rsplit("\n", 1)[-1]

    def item(self, block: Block) -> None:
        """Add a list item, with its bullet if it still has one."""
        (start, end), *more = block.pieces
        marked = start if block.indented else _bullet_before(self.source, start)
        self._add(marked, end, Join.LINE)
        line = self.text.rsplit("\n", 1)[-1]
        skip = len(line) - len(" ".join(self.source[start:end].split()))
        begin = len(self.text) - len(line) + skip
        self.items.append(
            ItemDraft(begin, len(self.text), self._timescale, self._timescale_printed, self._owner)
        )
        self.in_list = self.last_is_item = True
        self.prose(more)
        if block.indented and self.lists_recommendations:
            self._part(self.items[-1])
        self.last = self.text[self.items[-1].start :]

    def _part(self, item: ItemDraft) -> None:
        """Make items of a line without its bullet that runs several recommendations together."""
        for place in openings(self.text[item.start : item.end]):
            start = item.start + place
            self.items.append(replace(self.items[-1], start=start))
            self.items[-2].end = start - 1
            self.notes.append(
                f"items {len(self.items) - 1} and {len(self.items)} stood in one line"
            )

    @property
    def lists_recommendations(self) -> bool:
        """Whether the paragraph is a list of what must be done."""
        return any(fold(heading) in common().recommendations for heading in self.section)

    def label(self, block: Block) -> None:
        """Add a line that stands over items: a timescale, or who should act."""
        self._add(block.start, block.pieces[0][1], Join.LINE)
        for start, end in block.pieces[1:]:
            self._add(start, end, Join.PAGE)
        self.note_label(block.text)
        self.in_list, self.last_is_item, self.last = True, False, block.text

    def note_label(self, text: str) -> None:
        """Remember what a label says for the items under it."""
        if timescale := common().timescale(text):
            self._timescale, self._owner = timescale, None
            self._timescale_printed = text.strip().rstrip(":")
        else:
            self._owner = text

    def row(self, block: Block) -> None:
        """Add a row of a table; one whose first cell is empty goes on from the row above."""
        start, end = block.pieces[0]
        wrapped = bool(self.rows) and not block.rows[0][0]
        self._add(start, end, Join.PAGE if wrapped else Join.LINE)
        self.rows.append(block.rows[0])
        self.last, self.last_is_item = self.text.rsplit("\n", 1)[-1], False

    def seam(self, start: int, end: int) -> None:
        """Add text that follows a number taken out of mid-sentence; no quote may cross it."""
        self._add(start, end, Join.NUMBER)
        self.last = self.text

    def _add(self, start: int, end: int, join: Join) -> None:
        words = " ".join(self.source[start:end].split())
        if not words:
            return
        if not self.pieces:
            join = Join.START
        else:
            self.text += "\n" if join is Join.LINE else " "
            if not self._follows(start):
                self.seams.append(len(self.text))
        self.pieces.append(Piece(start, end, join))
        self.text += words

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


def _bullet_before(source: str, start: int) -> int:
    place = start
    while place > 0 and source[place - 1] in " \t":
        place -= 1
    return place - 1 if place > 0 and source[place - 1] != "\n" else start
