"""Paragraph numbers as one rising sequence, with what the conversion lost put back.

The printed numbers of a part must rise by one. Those that fit the longest rising run are taken as
printed; an outlier is not. Where a number is missing between two neighbours, and just as many
blocks between them could open a paragraph, the numbers are restored, and the note says why.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.reading.blocks import Block, BlockKind, is_label
from qa.reading.frameworks import common, fold
from qa.reading.lines import is_cut, is_finished, opens_lower
from qa.reading.names import later_words, opens_inside_name

_INNER = re.compile(r"(?<=\s)(\d{1,3})\.\s+(?=\S)")
_INNER_REACH = 240  # characters into a block in which a displaced number is looked for
_RESTORED = "number restored from its neighbours"
_AFTER_STOP = re.compile(r"(?<=[.!?])\s+(\d{1,3})\.\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Start:
    """Block `block` opens paragraph `number`.

    `offset` is where in the block's text it opens (0 but for two paragraphs run together);
    `inner` is the (start, end) of a number standing inside the text, to be taken out.
    """

    block: int
    number: int
    printed: bool
    note: str | None = None
    offset: int = 0
    inner: tuple[int, int] | None = None


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """Places of a longest strictly rising run, the one with the smallest steps at its end.

    >>> longest_rise([94, 95, 76, 97, 98])
    [0, 1, 3, 4]
    """
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(tail_places[at - 1] if at else None)
        if at == len(tails):
            tails.append(number)
            tail_places.append(place)
        else:
            tails[at] = number
            tail_places[at] = place
    run: list[int] = []
    here = tail_places[-1] if tail_places else None
    while here is not None:
        run.append(here)
        here = before[here]
    return run[::-1]


def number_part(blocks: Sequence[Block], first: int, last: int) -> tuple[list[Start], list[str]]:
    """The paragraphs that open in blocks `first` to `last` (exclusive), and warnings.

    Restored numbers carry a note. Numbers are those of one part: 1, 2, 3 ...
    """
    printed = [i for i in range(first, last) if blocks[i].number is not None]
    numbers = [blocks[i].number or 0 for i in printed]
    kept = [printed[place] for place in longest_rise(numbers)]
    starts: list[Start] = []
    warnings: list[str] = []
    before, previous = first - 1, 0
    for here in [*kept, last]:
        upto = (blocks[here].number or 0) if here < last else None
        filled, trouble = _fill(blocks, before, here, previous, upto)
        starts += filled
        warnings += trouble
        if here < last:
            starts.append(Start(here, upto or 0, printed=True))
            before, previous = here, upto or 0
        if filled and here == last:
            previous = filled[-1].number
    return _doubt_openings(blocks, starts, first, last), warnings


def _fill(
    blocks: Sequence[Block], before: int, here: int, previous: int, upto: int | None
) -> tuple[list[Start], list[str]]:
    """The paragraphs between two numbered blocks whose own numbers are missing or displaced."""
    # After the last printed number only a number found in the text can open a paragraph.
    missing = list(range(previous + 1, upto)) if upto is not None else [previous + 1]
    found = _inner_numbers(blocks, before, here, missing)
    left = [n for n in missing if n not in {start.number for start in found}]
    if not left or upto is None:
        return found, []
    taken = {start.block for start in found}
    candidates = [i for i in _candidates(blocks, before, here) if i not in taken]
    if len(candidates) > len(left):
        strong = [i for i in candidates if _is_strong(blocks, i)]
        candidates = strong if len(strong) == len(left) else candidates
    if len(candidates) != len(left):
        names = ", ".join(str(n) for n in left)
        return found, [f"number {names} is not in the source, and its place cannot be told"]
    restored = [
        Start(i, n, printed=False, note=_note(blocks[i], n))
        for i, n in zip(candidates, left, strict=True)
    ]
    both = sorted([*found, *restored], key=lambda s: (s.block, s.offset))
    if [s.number for s in both] != missing:
        return found, [f"the numbers {missing[0]} to {missing[-1]} are out of order in the source"]
    return both, []


def _note(block: Block, number: int) -> str:
    if block.number is not None:
        return f"{_RESTORED}: printed as {block.number}"
    if opens_lower(block.text):
        return f"{_RESTORED}; the opening words are lost"
    return _RESTORED


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


def _inner_numbers(
    blocks: Sequence[Block], before: int, here: int, missing: Sequence[int]
) -> list[Start]:
    """Missing numbers that stand inside a text: run on after a stop, or in mid-sentence."""
    found: list[Start] = []
    wanted = set(missing)
    for i in range(max(before, 0), here):
        block = blocks[i]
        if block.kind not in (BlockKind.TEXT, BlockKind.BULLET) or len(block.pieces) > 1:
            continue
        for match in _AFTER_STOP.finditer(block.text):
            if int(match.group(1)) in wanted:
                number = int(match.group(1))
                note = "number stood inside the paragraph before it"
                found.append(Start(i, number, True, note, match.end(), match.span(1)))
                wanted.discard(number)
        if i == before or block.number is not None:
            continue
        match_ = _INNER.search(block.text, 0, _INNER_REACH)
        if match_ and int(match_.group(1)) in wanted:
            number = int(match_.group(1))
            note = "number stood in mid-sentence"
            found.append(Start(i, number, False, note, 0, match_.span()))
            wanted.discard(number)
    return sorted(found, key=lambda s: (s.block, s.offset))


def _candidates(blocks: Sequence[Block], before: int, here: int) -> list[int]:
    """Blocks strictly between two places that could open a paragraph."""
    candidates = []
    previous = blocks[before] if before >= 0 else None
    in_list = previous is not None and opens_list(previous.text)
    fresh = previous is None
    for i in range(before + 1, here):
        block = blocks[i]
        if block.kind is BlockKind.HEADING:
            fresh = True
            in_list = fold(block.text) in common().recommendations
            continue
        if block.kind is BlockKind.LABEL:
            in_list = True
        if block.kind not in (BlockKind.TEXT, BlockKind.BULLET):
            continue
        if _could_open(block, previous, fresh, in_list):
            candidates.append(i)
        previous, fresh = block, False
    return candidates


def _could_open(block: Block, previous: Block | None, fresh: bool, in_list: bool) -> bool:
    if in_list:
        return False
    if block.number is not None or fresh:
        return True
    ended = previous is None or (is_finished(previous.text) and not is_cut(previous.text))
    return ended and not opens_lower(block.text) and not block.indented


def _is_strong(blocks: Sequence[Block], i: int) -> bool:
    """Whether a block opens a paragraph for more reason than that it could."""
    if blocks[i].number is not None or blocks[i].kind is BlockKind.BULLET:
        return True
    return i > 0 and blocks[i - 1].kind in (BlockKind.HEADING, BlockKind.TAG)


def opens_list(text: str) -> bool:
    """Whether a text leads into a list.

    >>> opens_list("The evidence included:"), opens_list("should take the following action.")
    (True, True)
    """
    end = text.rstrip()
    return (
        end.endswith(":")
        or is_label(end)
        or bool(re.search(r"\bfollowing (?:action|actions|steps|areas)[.:]?$", end))
    )
