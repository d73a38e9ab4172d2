"""A document whose quotations are to be checked, as blocks of prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_BYTES = 20 * 1024 * 1024
MOST_CHARACTERS = 5_000_000


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a document; `is_quotation` when it is set apart as one.

    `place` is how to find it ("line" or "paragraph"), `number` that of its first line.
    """

    text: str
    number: int
    is_quotation: bool = False
    place: str = "line"

    def where(self, offset: int) -> str:
        """Where a character of the block is, for a person: "line 12"."""
        on = self.text.count("\n", 0, offset) if self.place == "line" else 0
        return f"{self.place} {self.number + on}"


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in reading order, and its footnotes by name: a text refers to one as "[^name]"."""

    blocks: tuple[Block, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
