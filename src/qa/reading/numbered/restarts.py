"""Where paragraph numbers start again: under the heading of an annex, or of any new section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.reading.numbered.blocks import Block, BlockKind, is_restart

NEAR = 3  # how far a number may be from the one before it and still count on from it


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks `first` to `last` (exclusive), in which numbers rise from 1; `prefix` of their keys.

    `heading` is the heading under which the numbers start again, if it is not an annex's.
    """

    first: int
    last: int
    prefix: str
    heading: str = ""


def parts_of(blocks: Sequence[Block]) -> list[Part]:
    """The parts of a report's body, in order."""
    cuts: list[tuple[int, str]] = []
    seen: Counter[str] = Counter()
    for i, block in enumerate(blocks):
        if prefix := is_restart(block):
            seen[prefix] += 1
            cuts.append((i, prefix if seen[prefix] == 1 else f"{prefix}-{seen[prefix]}"))
    edges = [(0, ""), *cuts, (len(blocks), "")]
    return [
        part
        for (first, prefix), (last, _) in zip(edges, edges[1:], strict=False)
        if first < last
        for part in _within(blocks, first, last, prefix)
    ]


def _within(blocks: Sequence[Block], first: int, last: int, prefix: str) -> Iterator[Part]:
    """The parts of a stretch that no annex divides."""
    begin, heading = first, ""
    for count, place in enumerate([*_again(blocks, first, last), last], 1):
        name = prefix if count == 1 else f"{prefix}-part-{count}".strip("-")
        yield Part(begin, place, name, heading)
        begin, heading = place, blocks[place].text if place < last else ""


def _again(blocks: Sequence[Block], first: int, last: int) -> list[int]:
    """The places of the headings under which numbers start again from 1.

    A list of its own numbers may stand under a heading as well, and a number may be misprinted.
    After those the old numbers go on; after a new start they never do.
    """
    numbered = [i for i in range(first, last) if blocks[i].number is not None]
    numbers = [blocks[i].number or 0 for i in numbered]
    found: list[int] = []
    reached = 0
    for at, number in enumerate(numbers):
        heading = _heading_before(blocks, numbered, at) if number == 1 and reached > 1 else None
        if heading is not None and not _resumes(numbers, at, reached):
            found.append(heading)
            reached = 1
        elif reached < number <= reached + NEAR:
            reached = number
    return found


def _heading_before(blocks: Sequence[Block], numbered: Sequence[int], at: int) -> int | None:
    """The first heading between the paragraph with a number and the one before it."""
    between = range(numbered[at - 1] + 1, numbered[at]) if at else range(0)
    return next((i for i in between if blocks[i].kind is BlockKind.HEADING), None)


def _resumes(numbers: Sequence[int], at: int, reached: int) -> bool:
    """Whether the numbers before place `at` go on after what stands there."""
    expected = 1
    for number in numbers[at : at + reached + NEAR]:
        if number == reached + 1 != expected:
            return True
        if expected <= number <= expected + NEAR:
            expected = number + 1
        elif reached < number <= reached + 2 * NEAR:
            return True
    return False
