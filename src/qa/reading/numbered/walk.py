"""A walk through blocks that tells which of them could open a paragraph."""

from __future__ import annotations

import re

from qa.reading.numbered.blocks import Block, BlockKind, opens_list
from qa.reading.text.frameworks import common, fold_heading
from qa.reading.text.prose import is_cut, is_finished, opens_lower

PROSE = (BlockKind.TEXT, BlockKind.BULLET)
_SENTENCE = re.compile(r"[.?!]['\"’”)]?\s{1,9}[A-Z]|[.?!]['\"’”)]?$")


class Walk:
    """Goes from block to block, and knows which could open a paragraph.

    Unless it is `strict`, a paragraph may follow one that does not end as a sentence does.
    """

    def __init__(self, before: Block | None, *, strict: bool = True) -> None:
        self._strict = strict
        self._previous = before
        self._fresh = before is None  # nothing but a heading stands before
        self._in_list = before is not None and opens_list(before.text)
        self._is_advice = False  # under a heading whose text is a list
        self._is_table = False  # under the heading of the table of judgements
        self._items_open_lower = False
        self._outlier = 0

    def could_open(self, block: Block) -> bool:
        """Whether this block, the next one, could open a paragraph."""
        if block.kind is BlockKind.HEADING:
            self._fresh = True
            self._is_table = fold_heading(block.text).startswith(tuple(common().findings))
            self._in_list = self._is_advice = fold_heading(block.text) in common().recommendations
            self._items_open_lower = False
        if self._is_table or block.kind not in (*PROSE, BlockKind.LABEL):
            return False
        could = self._opens(block)
        if block.kind is BlockKind.LABEL:
            could = could and not (self._is_advice or common().timescale(block.text))
        if could:
            self._in_list = opens_list(block.text)
            self._items_open_lower = False
        elif block.kind is BlockKind.LABEL:
            self._in_list = True
        elif self._in_list:
            self._items_open_lower = opens_lower(block.text)
        self._previous, self._fresh = block, False
        return could

    def _opens(self, block: Block) -> bool:
        if block.number is not None:
            counts_on = block.number in (1, self._outlier + 1)
            self._outlier = block.number
            return not (self._in_list and counts_on)
        if self._fresh:
            return not self._is_advice or opens_list(block.text)
        if self._previous is None or opens_lower(block.text):
            return False
        if self._in_list:
            # A list of phrases is over where a sentence stands.
            return self._items_open_lower and bool(_SENTENCE.search(block.text))
        if not self._strict:
            return not is_cut(self._previous.text, block.text) and (
                block.kind is BlockKind.BULLET or not block.after_blank
            )
        return is_finished(self._previous.text) and not is_cut(self._previous.text)
