"""What a report's texts are made of: pieces of its source, and what each stretch was read as."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Join(StrEnum):
    """How a piece of a paragraph is joined to the piece before it."""

    START = "start"  # the first piece
    PAGE = "page"  # the conversion split it (page break, line wrap): one space
    LINE = "line"  # a new line of a list or table: one line end
    NUMBER = "number"  # a paragraph number that stood in mid-sentence was taken out: one space


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of source characters, `start` to `end` (exclusive), and its join to the one before."""

    start: int
    end: int
    join: Join = Join.START


def compose(source: str, pieces: tuple[Piece, ...]) -> str:
    """A paragraph's text from its pieces of the source: the only way such a text is made.

    White space inside a piece is folded to one space; pieces are joined as `Join` says.
    """
    joined: list[str] = []
    for piece in pieces:
        if piece.join is not Join.START and joined:
            joined.append("\n" if piece.join is Join.LINE else " ")
        joined.append(" ".join(source[piece.start : piece.end].split()))
    return "".join(joined)


class SpanKind(StrEnum):
    """What a stretch of a report's source was read as."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE = "table"
    CONTENTS = "contents"
    FURNITURE = "furniture"  # front matter, page numbers, paragraph numbers, bullets, rules
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """Source characters `start` to `end`, and what they were read as."""

    start: int
    end: int
    kind: SpanKind
