"""The measures of a document's print: where its columns begin and end, how far apart lines are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.reading.pdf.rows import Row, segments
from qa.reading.text.prose import is_finished, opens_lower

_FEWEST = 20  # lines that run on into the next, from which it is told how they were broken
_ALIGNED = 1.5  # points


@dataclass(slots=True)
class Leading:
    """The usual distance from one line of a paragraph to the next, by the size of its print."""

    usual: dict[float, float]
    ratio: float  # of the leading of the body to its size

    def of(self, size: float) -> float:
        """The leading of print of a size, in points."""
        return self.usual.get(_step(size), self.ratio * size)


def _step(size: float) -> float:
    return round(size * 2) / 2


def measure_leading(rows: Sequence[Row]) -> Leading:
    """The leading of each size of print, from the rows of a document."""
    gaps: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    for above, below in pairs(rows):
        gap = below.y - above.y
        if abs(above.size - below.size) < 0.2 and 0.9 * above.size < gap < 2.5 * above.size:
            full = above.x1 > above.right - 8 * above.size and not below.is_marked
            gaps[_step(above.size)].append((gap, 1.0 if full else 0.2))
    body = most_common(((_step(row.size), len(row.text)) for row in rows), 0.5) or 12.0
    ratio = (most_common(gaps[body], 0.25) or 1.2 * body) / body
    usual: dict[float, float] = {}
    for size, found in gaps.items():
        # Titles of one line each tell the distance between titles, not between lines.
        likely = [(gap, weight) for gap, weight in found if gap < 1.2 * ratio * size]
        usual[size] = most_common(likely, 0.25) or ratio * size
    return Leading(usual, ratio)


def measure_fold(rows: Sequence[Row]) -> int | None:
    """The most characters of a line, in a document whose lines were broken by counting them.

    None where lines end because the page does: there their widths tell more.
    """
    run_on = [
        (above, below)
        for above, below in pairs(rows)
        if opens_lower(below.text)
        and not (is_finished(above.text) or below.is_marked or above.cells or below.cells)
    ]
    if len(run_on) < _FEWEST:
        return None
    longest = max(_count(above) for above, _ in run_on)
    by_count = sum(
        _count(above) + 1 + len(below.words[0].text) > longest for above, below in run_on
    )
    by_width = sum(not has_room(above, below) for above, below in run_on)
    return longest if by_count > 0.9 * len(run_on) and by_width < 0.95 * by_count else None


def has_room(last: Row, row: Row, longest: int | None = None) -> bool:
    """Whether the first word of a row would have fitted on the line above, had it not to end.

    `longest` is the most characters of a line, where they were counted.
    """
    first = row.words[0]
    if longest is not None:
        return _count(last) + 1 + len(first.text) <= longest
    need = first.x1 - first.x0 + 0.25 * last.size
    room = last.right - last.x1
    if are_centred(last, row):
        room *= 2
    return need < room - 0.1


def _count(row: Row) -> int:
    """The characters of a row, those of its wide gaps among them."""
    gaps = sorted(b.x0 - a.x1 for a, b in zip(row.words, row.words[1:], strict=False))
    space = max(0.2 * row.size, gaps[len(gaps) // 2] if gaps else 0.0)
    return len(row.text) + sum(max(0, round(gap / space) - 1) for gap in gaps)


def are_centred(last: Row, row: Row) -> bool:
    """Whether two rows stand in the middle of their column, one under the other."""
    off = [abs((r.x0 - r.left) - (r.right - r.x1)) for r in (last, row)]
    return max(off) < _ALIGNED and abs(last.x0 - row.x0) > _ALIGNED


def give_margins(rows: Sequence[Row]) -> None:
    """Tell each row the margins of its column: where full lines begin and end."""
    columns: defaultdict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        columns[row.page, row.flow].append(row)
    whole: defaultdict[int, list[Row]] = defaultdict(list)
    for (_, flow), group in columns.items():
        left = min(row.x0 for row in group)
        for row in group:
            row.left = left
        if flow in (0, 3):
            whole[round(left / 2)] += group
        else:
            _give_right(group)
    for group in whole.values():
        _give_right(group)


def _give_right(group: Sequence[Row]) -> None:
    ends = sorted(
        (row.x1 for row in group if len(row.words) > 4 and len(segments(row)) == 1), reverse=True
    )
    if not ends:
        ends = sorted((row.x1 for row in group), reverse=True)
    # A line or two may overhang.
    right = ends[2] if len(ends) > 30 else ends[0]
    for row in group:
        row.right = right


def most_common(values: Iterable[tuple[float, float]], step: float) -> float | None:
    """The value with the most weight, of (value, weight); values within `step` count as one."""
    weights: dict[int, float] = {}
    for value, weight in values:
        weights[round(value / step)] = weights.get(round(value / step), 0.0) + weight
    if not weights:
        return None
    return max(weights, key=lambda key: weights[key]) * step


def pairs(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Each row with the one under it in the same column."""
    for above, below in zip(rows, rows[1:], strict=False):
        if above.page == below.page and above.flow == below.flow:
            yield above, below
