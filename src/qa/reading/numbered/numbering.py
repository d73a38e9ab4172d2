"""Paragraph numbers as one rising sequence, with what the conversion lost put back.

The printed numbers of a part must rise by one. Those that fit the longest rising run are taken as
printed; an outlier is not. Where a number is missing between two neighbours, and just as many
blocks between them could open a paragraph, the numbers are restored, and the note says why. Where
more blocks could, or fewer, none is guessed: those blocks open text that has no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.reading.numbered.blocks import Block, BlockKind
from qa.reading.numbered.walk import PROSE, Walk
from qa.reading.text.names import later_words, opens_inside_name
from qa.reading.text.prose import opens_lower
from qa.reading.text.rise import longest_rise

_INNER = re.compile(r"(?<=\s)([1-9]\d{0,2})\.\s{1,9}(?=\S)")
_INNER_REACH = 240  # characters into a block in which a displaced number is looked for
_RESTORED = "number restored from its neighbours"
_AFTER_STOP = re.compile(r"(?<=[.!?])\s{1,9}([1-9]\d{0,2})\.\s{1,9}(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Start:
    """Block `block` opens paragraph `number`, or text whose number is lost (None).

    `offset` is where in the block's text it opens (0 but for two paragraphs run together);
    `inner` is the (start, end) of a number standing inside the text, to be taken out.
    """

    block: int
    number: int | None
    printed: bool
    note: str | None = None
    offset: int = 0
    inner: tuple[int, int] | None = None


def number_part(blocks: Sequence[Block], first: int, last: int) -> tuple[list[Start], list[str]]:
    """The paragraphs that open in blocks `first` to `last` (exclusive), and warnings.

    Restored numbers carry a note. Numbers are those of one part: 1, 2, 3 ...
    """
    printed = [i for i in range(first, last) if blocks[i].number is not None]
    spare = _spare(blocks, first, printed)
    rise = longest_rise([blocks[i].number or 0 for i in printed], spare)
    kept = [printed[place] for place in rise]
    starts: list[Start] = []
    warnings: list[str] = []
    before = Start(first - 1, 0, printed=True)
    for here in kept:
        start = Start(here, blocks[here].number or 0, printed=True)
        filled, trouble = _Gap(blocks, before, start).filled()
        starts += [*filled, start]
        warnings += trouble
        before = start
    filled, trouble = _Gap(blocks, before, Start(last, None, printed=True)).filled()
    return _doubt_openings(blocks, [*starts, *filled], first, last), warnings + trouble


def _spare(blocks: Sequence[Block], first: int, printed: Sequence[int]) -> list[int]:
    """For each block with a number, how many without one before it could open a paragraph."""
    walk = Walk(None)
    counts: list[int] = []
    count = 0
    for place in printed:
        for i in range(first, place):
            count += walk.could_open(blocks[i]) and blocks[i].number is None
        walk.could_open(blocks[place])
        counts.append(count)
        first = place + 1
    return counts


def _doubt_openings(
    blocks: Sequence[Block], starts: Sequence[Start], first: int, last: int
) -> list[Start]:
    """Note where words may have been lost with a number: an opening in the middle of a name."""
    if all(start.note != _RESTORED for start in starts):
        return list(starts)
    later = later_words(block.text for block in blocks[first:last])
    return [
        replace(start, note=f"{_RESTORED}; the opening words may be lost")
        if start.note == _RESTORED and opens_inside_name(blocks[start.block].text, later)
        else start
        for start in starts
    ]


@dataclass(frozen=True, slots=True)
class _Gap:
    """What lies between two paragraphs whose numbers are known; the last may have no upper end."""

    blocks: Sequence[Block]
    low: Start
    high: Start

    def filled(self) -> tuple[list[Start], list[str]]:
        """The paragraphs that open between the two, and warnings."""
        edges = [self.low, *self._inner_numbers(), self.high]
        starts: list[Start] = []
        warnings: list[str] = []
        for low, high in zip(edges, edges[1:], strict=False):
            restored, trouble = _Gap(self.blocks, low, high)._restored()
            starts += restored if high is self.high else [*restored, high]
            warnings += trouble
        return starts, warnings

    @property
    def _missing(self) -> range:
        first = (self.low.number or 0) + 1
        return range(first, first + 1 if self.high.number is None else self.high.number)

    def _inner_numbers(self) -> list[Start]:
        """Missing numbers that stand inside a text: run on after a stop, or in mid-sentence."""
        found: list[Start] = []
        missing = self._missing
        if not missing:
            return found
        could_open = set(self._candidates())
        least = missing[0]
        for i in range(self.low.block + (not self.low.number), self.high.block):
            block = self.blocks[i]
            if block.kind not in PROSE or len(block.pieces) > 1:
                continue
            is_new = i in could_open and (self._is_under_heading(i) or not block.after_blank)
            here = _displaced(block, i, could_open, is_new=is_new) if i > self.low.block else []
            for start in [*here, *_run_on(block, i)]:
                if start.number is not None and start.number in missing and start.number >= least:
                    found.append(start)
                    least = start.number + 1
        return found

    def _restored(self) -> tuple[list[Start], list[str]]:
        """The paragraphs between the two whose numbers are missing."""
        candidates = self._candidates()
        own = [i for i in candidates if self.blocks[i].number is not None]
        if self.high.number is None:
            return self._tail(candidates, own), []
        missing = list(self._missing)
        if not missing:
            return [], []
        strong = [i for i in candidates if self._is_strong(i)]
        weak = [] if candidates else self._weak()
        bulleted = [i for i in weak if self.blocks[i].kind is BlockKind.BULLET]
        for chosen in (candidates, strong, own, bulleted):
            if len(chosen) == len(missing):
                return [self._restore(i, n) for i, n in zip(chosen, missing, strict=True)], []
        if not (candidates or weak):
            return [], [left_out(missing)]
        names = ", ".join(str(n) for n in missing)
        trouble = f"number {names} is not in the source, and its place cannot be told"
        return [_unnumbered(i, names) for i in candidates], [trouble]

    def _tail(self, candidates: Sequence[int], own: Sequence[int]) -> list[Start]:
        """After the last number: those printed wrong, and new lines that have none.

        Under a heading of its own, text without a number need not have lost one.
        """
        number = self.low.number or 0
        starts: list[Start] = []
        between = range(self.low.block + 1, self.high.block)
        heading = next((i for i in between if self.blocks[i].kind is BlockKind.HEADING), None)
        for i in candidates:
            if i in own:
                number += 1
                starts.append(self._restore(i, number))
            elif heading is not None and i > heading:
                continue
            elif number and not self.blocks[i].after_blank:
                number += 1
                starts.append(_unnumbered(i, str(number)))
        return starts

    def _restore(self, i: int, number: int) -> Start:
        block = self.blocks[i]
        note = _RESTORED
        if block.number is not None:
            note += f": printed as {block.number}"
        elif opens_lower(block.text):
            note += "; the opening words are lost"
        return Start(i, number, printed=False, note=note)

    def _candidates(self) -> list[int]:
        """The blocks between the two that could open a paragraph."""
        walk = Walk(self.blocks[self.low.block] if self.low.number else None)
        # A block that holds the upper number in its midst could open a paragraph at its head.
        last = self.high.block + (self.high.offset > 0)
        return [i for i in range(self.low.block + 1, last) if walk.could_open(self.blocks[i])]

    def _weak(self) -> list[int]:
        """The blocks that could open a paragraph if the one before it has lost its full stop."""
        walk = Walk(self.blocks[self.low.block] if self.low.number else None, strict=False)
        return [
            i for i in range(self.low.block + 1, self.high.block) if walk.could_open(self.blocks[i])
        ]

    def _is_strong(self, i: int) -> bool:
        """Whether a block opens a paragraph for more reason than that it could."""
        block = self.blocks[i]
        if block.number is not None or block.kind is BlockKind.BULLET:
            return True
        return self._is_under_heading(i)

    def _is_under_heading(self, i: int) -> bool:
        return i > 0 and self.blocks[i - 1].kind in (BlockKind.HEADING, BlockKind.TAG)


def left_out(numbers: Sequence[int]) -> str:
    """What is said of numbers that a report skips: no text stands there that could bear them.

    >>> left_out([4]), left_out(range(4, 7))
    ('the printed numbers leave out 4', 'the printed numbers leave out 4 to 6')
    """
    first, last = numbers[0], numbers[-1]
    names = str(first) if first == last else f"{first} to {last}"
    return f"the printed numbers leave out {names}"


def _unnumbered(i: int, names: str) -> Start:
    note = f"it may belong to a paragraph whose number is lost ({names})"
    return Start(i, None, printed=False, note=note)


def _displaced(block: Block, i: int, could_open: set[int], *, is_new: bool) -> list[Start]:
    """The number that stands in mid-sentence near the head of a block, if one does.

    A new block may have its number after its first sentence; else such a number opens its own.
    """
    if block.number is not None:
        return []
    found = _INNER.search(block.text, 0, _INNER_REACH)
    if not found:
        return []
    if _AFTER_STOP.match(block.text, found.start() - 1) and not is_new:
        return []
    # "... was 32. It ..." is how a sentence ends; "... in 32. it ..." is not.
    if i not in could_open and not opens_lower(block.text[found.end() :][:9]):
        return []
    note = "number stood in mid-sentence"
    return [Start(i, int(found.group(1)), False, note, 0, found.span())]


def _run_on(block: Block, i: int) -> list[Start]:
    """The paragraphs that were run together with the one before them."""
    note = "number stood inside the paragraph before it"
    return [
        Start(i, int(found.group(1)), True, note, found.end(), found.span(1))
        for found in _AFTER_STOP.finditer(block.text)
    ]
