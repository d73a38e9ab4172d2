"""Tables without rules: rows whose words stand in columns."""

from __future__ import annotations

from collections.abc import Sequence

from qa.reading.outline.layout import heads_contents
from qa.reading.pdf.grid import Columns, as_row, columns_of, has_cells
from qa.reading.pdf.page import Word
from qa.reading.pdf.rows import Row, text_of
from qa.reading.text.prose import is_cut, opens_lower

_NEAR = 3.0  # points
_LOOSE = 1.35  # of the leading: a wider gap parts rows
_ALIKE, _APART = 1.05, 1.1  # distances between lines that are the same, and that are not
_MOST_WORDS = 12  # of a row that is the heading of the rows below it


def open_end(rows: Sequence[Row], first: int, leading: float) -> int:
    """The end of a table without rules that begins at row `first`; `first` when none does."""
    head = rows[first]
    if head.is_marked or head.is_rule or not _could_open(rows, first, leading):
        return first
    last = here = first
    while here < len(rows) and rows[here].flow == head.flow and not rows[here].is_marked:
        row = rows[here]
        is_far = here > first and row.y - rows[here - 1].y > 2.5 * leading
        if is_far or row.is_rule or heads_contents(row.text):
            break
        if has_cells(row) or _fills(row, rows[first:last]):
            if len(columns_of([*rows[first:last], row]).starts) < 2:
                break
            last = here + 1
        elif not _is_cell(row, rows[first:here]):
            break
        here += 1
    columns = columns_of(rows[first:last])
    while last < here and _Wrapping(rows[first : last + 1], columns, leading).goes_on(
        rows[last - 1 : last], rows[last]
    ):
        last += 1
    return last if len(columns.starts) > 1 else first


def _could_open(rows: Sequence[Row], first: int, leading: float) -> bool:
    """Whether a table begins here: at a row of two cells, or the heading row right over two."""
    if has_cells(rows[first]):
        return True
    below = rows[first + 1 : first + 3]
    if len(below) < 2 or any(not has_cells(row) or row.is_marked for row in below):
        return False
    pitch = below[1].y - below[0].y
    return (
        abs(below[0].y - rows[first].y - pitch) < 0.15 * leading
        and abs(below[0].x0 - rows[first].x0) < 1
        and abs(below[0].size - rows[first].size) < 0.2
        and len(rows[first].words) < _MOST_WORDS
    )


def _fills(row: Row, rows: Sequence[Row]) -> bool:
    """Whether words of a row begin where two columns of the table above it do."""
    columns = columns_of(rows)
    cells = columns.parted(row.words)
    begins = [cell[0].x0 - x for cell, x in zip(cells, columns.starts, strict=True) if cell]
    return len(begins) > 1 and all(abs(off) < _NEAR for off in begins)


def _is_cell(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row of one run of words is a cell of the table above it."""
    starts = columns_of(rows).starts
    if len(starts) > 1 and row.x0 < starts[1] - _NEAR and row.x1 > starts[1] + _NEAR:
        return False  # across the columns
    return any(abs(row.x0 - x) < 2 for x in starts) or row.x0 > starts[-1] - 2


def open_rows(rows: Sequence[Row], columns: Columns, leading: float) -> list[Row]:
    """Lines of a table that no rules part, as its rows of cells."""
    wrapping = _Wrapping(rows, columns, leading)
    groups: list[list[Row]] = []
    for row in rows:
        if groups and wrapping.goes_on(groups[-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [as_row(group, columns) for group in groups]


class _Wrapping:
    """Tells the next line of a wrapped cell from the next row of a table."""

    def __init__(self, rows: Sequence[Row], columns: Columns, leading: float) -> None:
        self._columns = columns
        self._leading = leading
        cells = [columns.parted(row.words) for row in rows]
        self._ends = [
            max((line[at][-1].x1 for line in cells if line[at]), default=0.0)
            for at in range(len(columns.starts))
        ]
        gaps = [b.y - a.y for a, b in zip(rows, rows[1:], strict=False)]
        self._least = min(gaps, default=0.0)
        close = [
            (a, b) for a, b in zip(rows, rows[1:], strict=False) if b.y - a.y < _ALIKE * self._least
        ]
        # Lines nearer to each other than the rows are: each of them can be a wrapped one.
        self._is_told_by_gap = max(gaps, default=0.0) > _APART * self._least and all(
            self._may_be_wrapped([a], b) for a, b in close
        )

    def goes_on(self, group: Sequence[Row], row: Row) -> bool:
        """Whether a line is the next line of the row of cells above it."""
        gap = row.y - group[-1].y
        if gap > _LOOSE * self._leading:
            return False
        if self._is_told_by_gap:
            return gap < _ALIKE * self._least
        here = self._columns.parted(row.words)
        if not here[0]:
            return True
        above = self._columns.parted(group[-1].words)
        labels = [cells[0] for line in group if (cells := self._columns.parted(line.words))[0]]
        if not labels or not self._may_be_wrapped(group, row):
            return False
        if all(here) and all(above):
            return any(opens_lower(text_of(cell)) for cell in here)
        return opens_lower(here[0][0].text) or is_cut(text_of(labels[-1]))

    def _may_be_wrapped(self, group: Sequence[Row], row: Row) -> bool:
        """Whether no cell of the lines above had room for the first word of its next line."""
        here = self._columns.parted(row.words)
        for at, (words, end) in enumerate(zip(here, self._ends, strict=True)):
            lines = [c for line in group if (c := self._columns.parted(line.words)[at])]
            if words and lines and _has_room(lines[-1], words, end):
                return False
        return True


def _has_room(above: Sequence[Word], here: Sequence[Word], end: float) -> bool:
    """Whether the first word of a cell's line would have fitted on the line above it."""
    first = here[0]
    return end - above[-1].x1 > first.x1 - first.x0 + 0.3 * first.size
