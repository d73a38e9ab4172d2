"""Tables of a page: rows whose words stand in columns, with rules drawn round them or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.reading.glyphs import Box, Word
from qa.reading.grid import Columns, as_row, columns_of, has_cells
from qa.reading.measures import Leading
from qa.reading.prose import is_cut, opens_lower
from qa.reading.rows import Row, text_of

_NEAR = 3.0  # points: rules so near each other are one
_SAME_WIDTH = 6.0  # points
_MOST_LINES = 12  # of text between two rules of a table
_LOOSE = 1.35  # of the leading: a wider gap parts rows
_ALIKE, _APART = 1.05, 1.1  # distances between lines that are the same, and that are not
_MOST_WORDS = 12  # of a row that is the heading of the rows below it


@dataclass(frozen=True, slots=True)
class _Rule:
    y: float
    x0: float
    x1: float


def with_tables(
    rows: Sequence[Row], boxes: Sequence[Box], usual: Leading, before: Sequence[Row] = ()
) -> tuple[list[Row], Sequence[Row]]:
    """The rows of a page, those of a table as one Row each, with its cells.

    `before` are the rows of the table in which the page before ended, if it did; those of this
    page are given back with the result. A table that goes on keeps its columns.
    """
    found: list[Row] = []
    here = 0
    tail: Sequence[Row] = ()
    ruled = {id(table.rows[0]): table for table in _ruled(rows, boxes, usual)}
    while here < len(rows):
        leading = usual.of(rows[here].size)
        above = before if here == 0 else ()
        if table := ruled.get(id(rows[here])):
            found += table.as_rows(leading, above)
            tail = table.rows
            here += len(table.rows)
            continue
        last = _open_end(rows, here, leading)
        if last > here and not any(id(row) in ruled for row in rows[here + 1 : last]):
            tail = rows[here:last]
            found += _open_rows(tail, columns_of([*above, *tail]), leading)
            here = last
        else:
            tail = ()
            found.append(rows[here])
            here += 1
    return found, tail


# -- with rules ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Ruled:
    """A table with rules: `edges` are the y between its bands, `uprights` its upright rules."""

    rows: list[Row]
    edges: list[float]
    uprights: list[Box]

    def bands(self) -> list[tuple[float, float, list[Row]]]:
        """Each band that has words: its top, its bottom, its rows."""
        edges = zip(self.edges, self.edges[1:], strict=False)
        bands = [(t, b, [row for row in self.rows if t < row.y <= b]) for t, b in edges]
        return [band for band in bands if band[2]]

    def as_rows(self, leading: float, before: Sequence[Row]) -> list[Row]:
        """Its rows of cells; `before` are those that stand on the page before."""
        starts = columns_of([*before, *self.rows], aligned=True)
        made: list[Row] = []
        bands = self.bands()
        for top, bottom, lines in bands:
            columns = self._drawn(top, bottom) or starts
            full = [line for line in lines if all(columns.parted(line.words))]
            if len(bands) < 3 and len(full) > 2:  # rules over and under all rows, not between
                made += _open_rows(lines, columns, leading)
            else:
                made.append(as_row(lines, columns))
        width = max(len(row.cells) for row in made)
        for row in made:
            row.cells += [""] * (width - len(row.cells))
        return made

    def is_spaced_alike(self, row: Row) -> bool:
        """Whether a row over the first rule is as far from it as other rows from theirs."""
        under = sorted(bottom - lines[-1].y for _, bottom, lines in self.bands())
        gap = self.edges[0] - row.y
        return gap > 0 and abs(gap - under[len(under) // 2]) < 1

    def _drawn(self, top: float, bottom: float) -> Columns | None:
        """The columns between the upright rules beside a band, if it has any."""
        places = _places(self.uprights, top, bottom)
        if len(places) < 2 or (len(places) == 2 and len(self.uprights) < 3):
            return None
        return Columns(tuple(places[:-1]), exact=True)


def _places(uprights: Sequence[Box], top: float, bottom: float) -> list[float]:
    """Where upright rules stand beside a band, one x each."""
    places: list[float] = []
    for box in sorted(uprights, key=lambda b: b.x0):
        overlap = min(box.y1, bottom) - max(box.y0, top)
        if overlap > 0.5 * (bottom - top) and (not places or box.x0 - places[-1] > _NEAR):
            places.append(box.x0)
    return places


def _ruled(rows: Sequence[Row], boxes: Sequence[Box], leading: Leading) -> list[_Ruled]:
    rules = _level_rules(boxes)
    tables: list[_Ruled] = []
    taken: set[int] = set()
    while rules:
        first = rules[0]
        same = [rule for rule in rules if _is_as_wide(rule, first)]
        rules = [rule for rule in rules if not _is_as_wide(rule, first)]
        beside = [b for b in boxes if b.is_upright and first.x0 - _NEAR <= b.x0 <= first.x1 + _NEAR]
        for run in _runs(same, rows, beside):
            table = _Ruled([row for row in rows if run[0] < row.y <= run[-1]], run, beside)
            if table.rows and not taken & {id(row) for row in table.rows}:
                _reach_out(table, rows, leading.of(table.rows[0].size))
                if _is_table(table):
                    taken |= {id(row) for row in table.rows}
                    tables.append(table)
    return tables


def _is_as_wide(rule: _Rule, other: _Rule) -> bool:
    return abs(rule.x0 - other.x0) < _SAME_WIDTH and abs(rule.x1 - other.x1) < _SAME_WIDTH


def _level_rules(boxes: Sequence[Box]) -> list[_Rule]:
    """Level rules from top to bottom; those that were drawn in parts are put together."""
    rules: list[_Rule] = []
    for box in sorted((b for b in boxes if b.is_level), key=lambda b: (round(b.y0), b.x0)):
        last = rules[-1] if rules else None
        if last and abs(last.y - box.y0) <= _NEAR and box.x0 <= last.x1 + _NEAR:
            rules[-1] = _Rule(last.y, min(last.x0, box.x0), max(last.x1, box.x1))
        else:
            rules.append(_Rule(box.y0, box.x0, box.x1))
    return rules


def _runs(
    rules: Sequence[_Rule], rows: Sequence[Row], uprights: Sequence[Box]
) -> list[list[float]]:
    """The y of rules that follow each other with the words of table cells between them."""
    runs: list[list[float]] = [[]]
    for rule in rules:
        if runs[-1]:
            top = runs[-1][-1]
            between = [row for row in rows if top < row.y <= rule.y]
            fits = all(rule.x0 - _NEAR <= row.x0 and row.x1 <= rule.x1 + _NEAR for row in between)
            if any(row.number is not None for row in between):  # a paragraph between two tables
                fits = fits and len(_places(uprights, top, rule.y)) > 2
            if not fits or len(between) > _MOST_LINES or (not between and rule.y - top > 40):
                runs.append([])
        runs[-1].append(rule.y)
    return [run for run in runs if len(run) > 1]


def _is_table(table: _Ruled) -> bool:
    if len(_places(table.uprights, table.edges[0], table.edges[-1])) > 2:
        return True
    return any(has_cells(row) for row in table.rows) and len(table.bands()) > 1


def _reach_out(table: _Ruled, rows: Sequence[Row], leading: float) -> None:
    """Take in the first row of a table that has rules under its rows only, or the last one."""
    columns = columns_of(table.rows, aligned=True)
    first = next(at for at, row in enumerate(rows) if row is table.rows[0])
    last = first + len(table.rows)
    above, below = first, last
    while above and _is_near(rows[above - 1], rows[above], table.edges[0], columns, leading):
        above -= 1
    while below < len(rows) and _is_near(
        rows[below], rows[below - 1], table.edges[-1], columns, leading
    ):
        below += 1
    # A single cell at the edge is as likely a heading or a note, unless the rule under it is as
    # near to it as the others are to the rows over them.
    if any(has_cells(row) for row in rows[above:first]) or (
        above < first and table.is_spaced_alike(rows[first - 1])
    ):
        table.rows[:0] = rows[above:first]
        table.edges.insert(0, rows[above].y - leading)
    if any(has_cells(row) for row in rows[last:below]):
        table.rows += rows[last:below]
        table.edges.append(rows[below - 1].y + leading)


def _is_near(row: Row, neighbour: Row, edge: float, columns: Columns, leading: float) -> bool:
    """Whether a row outside a table's rules may belong to its first or last row of cells."""
    gap = abs(row.y - neighbour.y)
    if gap > (2.2 if (row.y < edge) != (neighbour.y < edge) else _LOOSE) * leading:
        return False
    in_columns = abs(row.x0 - columns.starts[0]) < _NEAR or any(
        abs(row.x0 - x) < _NEAR for x in columns.starts
    )
    return in_columns and not row.is_marked


# -- without ------------------------------------------------------------------------------------


def _open_end(rows: Sequence[Row], first: int, leading: float) -> int:
    """The end of a table without rules that begins at row `first`; `first` when none does."""
    head = rows[first]
    if head.is_marked or not _could_open(rows, first, leading):
        return first
    last = here = first
    while here < len(rows) and rows[here].flow == head.flow and not rows[here].is_marked:
        row = rows[here]
        if here > first and row.y - rows[here - 1].y > 2.5 * leading:
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
    return any(abs(row.x0 - x) < 2 for x in starts) or row.x0 > starts[-1] - 2


def _open_rows(rows: Sequence[Row], columns: Columns, leading: float) -> list[Row]:
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
        widest = max((cell[-1][-1].x1 for cell in cells if cell[-1]), default=0.0)
        self._ends = [*columns.starts[1:], widest]
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
    return end - above[-1].x1 > first.x1 - first.x0 + 0.75 * first.size
