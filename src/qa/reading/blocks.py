"""Lines gathered into blocks: headings, starts of paragraphs, list items, rows, what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from qa.reading.frameworks import common
from qa.reading.headings import HeadingTeller, restart_prefix, split_tag
from qa.reading.lines import Line, Mark


class BlockKind(StrEnum):
    """What a block is, as far as the page alone tells."""

    HEADING = "heading"
    TAG = "tag"  # a grade on a line of its own
    TEXT = "text"
    BULLET = "bullet"
    ROW = "row"
    LABEL = "label"  # "Within three months:", "The council should:" above list items
    FURNITURE = "furniture"


@dataclass(slots=True)
class Block:
    """One or more lines that belong together. `pieces` are (start, end) in the source.

    `number` is the paragraph number printed at its head, `grade` the number in a grade tag.
    `indented` blocks often are list items that lost their bullet.
    """

    kind: BlockKind
    pieces: list[tuple[int, int]]
    text: str
    number: int | None = None
    grade: int | None = None
    indented: bool = False
    after_blank: bool = False
    # Lines of a row block; one piece each.
    rows: list[list[str]] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    def add(self, line: Line) -> None:
        """Take in a line that was only wrapped."""
        self.pieces.append((line.start, line.end))
        self.text = f"{self.text} {line.text.strip()}"


def blocks_of(lines: Sequence[Line], teller: HeadingTeller) -> list[Block]:
    """The blocks of a report's body, in order."""
    blocks: list[Block] = []
    previous = ""  # the prose before, to know whether a sentence is still open
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        if _wraps(line, blocks, teller, after, previous):
            blocks[-1].add(line)
        else:
            blocks.append(_block(line, after, teller, previous))
        last = blocks[-1]
        if last.kind in (BlockKind.TEXT, BlockKind.BULLET):
            previous = last.text
        elif last.kind is BlockKind.HEADING:
            previous = ""
    return blocks


def _wraps(
    line: Line, blocks: list[Block], teller: HeadingTeller, after: Line | None, previous: str
) -> bool:
    """Whether a line is only the next line of the block before it."""
    if line.after_blank or not blocks or line.mark not in (Mark.TEXT, Mark.INDENT):
        return False
    last = blocks[-1]
    if last.kind is BlockKind.HEADING:
        return False
    if last.kind not in (BlockKind.TEXT, BlockKind.BULLET, BlockKind.LABEL):
        return False
    if teller.is_heading(line, after, previous) or common().timescale(line.text):
        return False
    return last.kind is not BlockKind.LABEL or not last.text.endswith(":")


def _block(line: Line, after: Line | None, teller: HeadingTeller, previous: str) -> Block:
    pieces = [(line.start, line.end)]
    if line.mark in (Mark.RULE, Mark.PAGE_NUMBER):
        return Block(BlockKind.FURNITURE, pieces, line.text)
    if line.mark is Mark.ROW:
        return Block(BlockKind.ROW, pieces, line.text, rows=[line.cells])
    title, grade = split_tag(line.text)
    if line.mark is Mark.TEXT and grade is not None and not title:
        return Block(BlockKind.TAG, pieces, line.text, grade=grade)
    if teller.is_heading(line, after, previous):
        cut = (line.start, line.start + _title_length(line.text, title))
        return Block(BlockKind.HEADING, [cut], title, grade=grade, after_blank=line.after_blank)
    kind = BlockKind.BULLET if line.mark is Mark.BULLET else BlockKind.TEXT
    if kind is BlockKind.TEXT and line.number is None and is_label(line.text):
        kind = BlockKind.LABEL
    return Block(
        kind,
        pieces,
        line.text,
        number=line.number,
        indented=line.mark is Mark.INDENT,
        after_blank=line.after_blank,
    )


def _title_length(line: str, title: str) -> int:
    return line.index(title) + len(title) if title in line else len(line)


def is_label(text: str) -> bool:
    """Whether a line stands over list items: by when, or who should act.

    >>> is_label("Within six months:"), is_label("The council should:"), is_label("It should.")
    (True, True, False)
    """
    if common().timescale(text):
        return True
    return text.rstrip().endswith(":") and len(text.split()) <= 30


def is_restart(block: Block) -> str | None:
    """The key prefix of the part this heading opens, when its numbers start again."""
    return restart_prefix(block.text) if block.kind is BlockKind.HEADING else None
