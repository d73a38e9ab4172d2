"""Tables with rules drawn between their rows, or round their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.reading.pdf.grid import Columns, as_row, columns_of, has_cells
from qa.reading.pdf.measures import Leading
from qa.reading.pdf.page import Box
from qa.reading.pdf.rows import Row
from qa.reading.pdf.unruled import open_rows

_NEAR = 3.0  # points: rules so near each other are one
_SAME_WIDTH = 6.0  # points
_MOST_LINES = 12  # of text between two rules of a table
_LOOSE = 1.35  # of the leading: a wider gap parts rows


@dataclass(frozen=True, slots=True)
class _Rule:
    y: float
    x0: float
    x1: float


@dataclass(slots=True)
class Ruled:
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
                made += open_rows(lines, columns, leading)
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


def ruled_tables(rows: Sequence[Row], boxes: Sequence[Box], leading: Leading) -> list[Ruled]:
    rules = _level_rules(boxes)
    tables: list[Ruled] = []
    taken: set[int] = set()
    while rules:
        first = rules[0]
        same = [rule for rule in rules if _is_as_wide(rule, first)]
        rules = [rule for rule in rules if not _is_as_wide(rule, first)]
        beside = [b for b in boxes if b.is_upright and first.x0 - _NEAR <= b.x0 <= first.x1 + _NEAR]
        for run in _runs(same, rows, beside):
            table = Ruled([row for row in rows if run[0] < row.y <= run[-1]], run, beside)
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
            elif len(runs[-1]) > 1 and _is_between_tables(runs[-1], rule, rows, uprights):
                runs.append([])
        runs[-1].append(rule.y)
    return [run for run in runs if len(run) > 1]


def _is_between_tables(
    run: Sequence[float], rule: _Rule, rows: Sequence[Row], uprights: Sequence[Box]
) -> bool:
    """Whether the words between a run of rules and the next one stand in no table."""
    if len(_places(uprights, run[-2], run[-1])) > 1:
        return not _places(uprights, run[-1], rule.y)
    starts = columns_of([row for row in rows if run[0] < row.y <= run[-1]], aligned=True).starts
    prose = [
        row
        for row in rows
        if run[-1] < row.y <= rule.y
        and len(starts) > 1
        and not has_cells(row)
        and row.x0 < starts[1] - _NEAR
        and row.x1 > (starts[1] + rule.x1) / 2
    ]
    return len(prose) > 1


def _is_table(table: Ruled) -> bool:
    if len(_places(table.uprights, table.edges[0], table.edges[-1])) > 2:
        return True
    return any(has_cells(row) for row in table.rows) and len(table.bands()) > 1


def _reach_out(table: Ruled, rows: Sequence[Row], leading: float) -> None:
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
