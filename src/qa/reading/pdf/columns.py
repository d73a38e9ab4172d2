"""Columns of running text on a page, read one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.reading.pdf.page import Box, Word
from qa.reading.pdf.rows import Row, text_of

_LEAST_ROWS = 5  # with words on both sides of the gutter
_LEAST_WORDS = 3.0  # a row of a column has, on average; a cell of a table has fewer
_GUTTER = 0.7  # em: the least width of a gutter
_ALIKE = 1.0  # points: right-hand lines that begin so near each other begin at one margin
_BEARING = 2.5  # points by which a letter may reach out of its column


@dataclass(frozen=True, slots=True)
class _Gutter:
    """Rows `first` to `last` (exclusive) stand in two columns, the second beginning at `x`."""

    first: int
    last: int
    x: float


def in_reading_order(
    pages: Sequence[Sequence[Row]], boxes: Sequence[Sequence[Box]]
) -> list[list[Row]]:
    """The rows of each page with those of two columns parted, the left one first."""
    gutters = [_gutter(rows, drawn) for rows, drawn in zip(pages, boxes, strict=True)]
    found = [_whole(rows, g) if g else None for rows, g in zip(pages, gutters, strict=True)]
    whole = [g.x for rows, g in zip(pages, found, strict=True) if g and g.last == len(rows)]
    if len(whole) > 1:
        # A page with few lines goes on as the others stand.
        usual = max(whole, key=lambda x: sum(abs(x - other) < _BEARING for other in whole))
        found = [g or _like_others(rows, usual) for rows, g in zip(pages, found, strict=True)]
    return [_ordered(rows, g) if g else list(rows) for rows, g in zip(pages, found, strict=True)]


def _like_others(rows: Sequence[Row], x: float) -> _Gutter | None:
    """The gutter of other pages, where rows stand on both sides of it and none across."""
    sides = {row.words[0].x0 < x - _BEARING for row in rows}
    if len(sides) < 2 or any(_crosses(row, x) for row in rows):
        return None
    return _Gutter(0, len(rows), x)


def _ordered(rows: Sequence[Row], gutter: _Gutter) -> list[Row]:
    left: list[Row] = []
    right: list[Row] = []
    for row in rows[gutter.first : gutter.last]:
        before, after = _parted(row, gutter.x)
        if before:
            left.append(Row(row.page, before, row.dot, flow=1))
        if after:
            right.append(Row(row.page, after, flow=2))
    under = rows[gutter.last :]
    for row in under:
        row.flow = 3
    return [*rows[: gutter.first], *left, *right, *under]


def _parted(row: Row, x: float) -> tuple[list[Word], list[Word]]:
    before = [word for word in row.words if word.x0 < x - _BEARING]
    return before, row.words[len(before) :]


def _gutter(rows: Sequence[Row], boxes: Sequence[Box]) -> _Gutter | None:
    """The two columns of a page, if its text stands so and not in a table."""
    starts = [
        (at, word.x0)
        for at, row in enumerate(rows)
        for before, word in zip(row.words, row.words[1:], strict=False)
        if word.x0 - before.x1 > _GUTTER * row.size
    ]
    starts += [(at, row.x0) for at, row in enumerate(rows)]
    best: _Gutter | None = None
    for x in {round(start) for _, start in starts}:
        places = [at for at, start in starts if abs(start - x) <= _ALIKE]
        if len(places) < _LEAST_ROWS:
            continue
        found = _widest(rows, places, float(x))
        if not found or not _is_text(rows, found, boxes):
            continue
        if best is None or found.last - found.first > best.last - best.first:
            best = found
    return best


def _widest(rows: Sequence[Row], places: Sequence[int], x: float) -> _Gutter | None:
    """The longest run of rows in which no word crosses the gutter before `x`."""
    first = last = places[0]
    best = (first, first)
    while last < len(rows):
        if _crosses(rows[last], x):
            first = next((at for at in places if at > last), len(rows))
            last = first
            continue
        last += 1
        reached = max((at for at in places if first <= at < last), default=first)
        if reached - first > best[1] - best[0]:
            best = (first, reached)
    first, last = best
    if last == first:
        return None
    gap = (rows[last].y - rows[first].y) / (last - first)
    while last + 1 < len(rows) and _goes_on(rows[last], rows[last + 1], gap, x):
        last += 1
    return _Gutter(first, last + 1, x)


def _goes_on(row: Row, below: Row, gap: float, x: float) -> bool:
    """Whether the longer of two columns goes on where the other has ended."""
    return (
        below.y - row.y < 1.5 * gap
        and abs(below.size - row.size) < 0.2
        and below.is_bold == row.is_bold
        and (below.x1 < x or below.x0 > x - _BEARING)
    )


def _whole(rows: Sequence[Row], gutter: _Gutter) -> _Gutter:
    """The gutter with the rows over and under it that do not reach across."""
    first, last = gutter.first, gutter.last
    while first and not _crosses(rows[first - 1], gutter.x):
        first -= 1
    if not any(_crosses(row, gutter.x) for row in rows[last:]):
        last = len(rows)
    return _Gutter(first, last, gutter.x)


def _crosses(row: Row, x: float) -> bool:
    before, after = _parted(row, x)
    if not before:
        return False
    if not after:
        return max(word.x1 for word in before) > x
    return after[0].x0 - max(word.x1 for word in before) < _GUTTER * row.size


def _is_text(rows: Sequence[Row], gutter: _Gutter, boxes: Sequence[Box]) -> bool:
    run = rows[gutter.first : gutter.last]
    parts = [_parted(row, gutter.x) for row in run]
    for column in ([left for left, _ in parts if left], [right for _, right in parts if right]):
        if len(column) < _LEAST_ROWS:
            return False
        if sum(len(text_of(words).split()) for words in column) < _LEAST_WORDS * len(column):
            return False
        if sum(words[0].text.isdigit() for words in column) * 2 > len(column):
            return False  # the page numbers of a contents list
    top, bottom = run[0].y, run[-1].y
    crossing = [
        box
        for box in boxes
        if box.is_level and top < box.y0 < bottom and box.x0 < gutter.x - 20 < gutter.x < box.x1
    ]
    return len(crossing) < 2  # rules across the gutter: a table
