"""Tables of a page: rows whose words stand in columns, with rules drawn round them or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.reading.glyphs import Box, Word
from qa.reading.prose import is_cut, opens_lower
from qa.reading.rows import Row, segments, text_of

Join = Callable[[Sequence[str]], str]

_NEAR = 3.0  # points: rules so near each other are one
_SAME_WIDTH = 6.0  # points
_MOST_LINES = 12  # of text between two rules of a table


@dataclass(frozen=True, slots=True)
class _Rule:
    y: float
    x0: float
    x1: float


def with_tables(rows: Sequence[Row], boxes: Sequence[Box], leading: float) -> list[Row]:
    """The rows of a page, those of a table as one Row each, with its cells."""
    found: list[Row] = []
    here = 0
    ruled = _ruled(rows, boxes)
    while here < len(rows):
        table = next((t for t in ruled if t.rows[0] is rows[here]), None)
        if table is not None:
            found += table.as_rows()
            here += len(table.rows)
            continue
        last = _open_table(rows, here, leading)
        if last > here:
            found += _open_rows(rows[here:last], leading)
            here = last
        else:
            found.append(rows[here])
            here += 1
    return found


# -- with rules ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Ruled:
    """A table with rules: `edges` are the y between its bands, `uprights` its upright rules."""

    rows: list[Row]
    edges: list[float]
    uprights: list[Box]

    def as_rows(self) -> list[Row]:
        starts = _column_starts(self.rows)
        made = []
        for top, bottom in zip(self.edges, self.edges[1:], strict=False):
            lines = [row for row in self.rows if top < row.y <= bottom]
            if lines:
                made.append(_as_row(lines, self._columns(lines, top, bottom, starts)))
        width = max(len(row.cells) for row in made)
        for row in made:
            row.cells += [""] * (width - len(row.cells))
        return made

    def _columns(
        self, lines: Sequence[Row], top: float, bottom: float, starts: Sequence[float]
    ) -> list[float]:
        drawn = _drawn_columns(self.uprights, top, bottom)
        if len(drawn) > 2 or (len(drawn) == 2 and len(self.uprights) > 2):
            return drawn[:-1]
        if all(len(segments(row)) == 1 for row in lines):
            reach = max(row.x1 for row in lines)
            crossed = [x for x in starts if x > min(row.x0 for row in lines) + 1 and x < reach]
            if crossed and any(row.x0 < x - 1 and x + 1 < row.x1 for row in lines for x in crossed):
                return list(starts[:1])  # one cell over several columns
        return list(starts)


def _drawn_columns(uprights: Sequence[Box], top: float, bottom: float) -> list[float]:
    """The upright rules beside a band, one x each."""
    places: list[float] = []
    for box in sorted(uprights, key=lambda b: b.x0):
        overlap = min(box.y1, bottom) - max(box.y0, top)
        if overlap > 0.5 * (bottom - top) and (not places or box.x0 - places[-1] > _NEAR):
            places.append(box.x0)
    return places


def _ruled(rows: Sequence[Row], boxes: Sequence[Box]) -> list[_Ruled]:
    rules = _level_rules(boxes)
    tables: list[_Ruled] = []
    taken: set[int] = set()
    while rules:
        first = rules[0]
        same = [r for r in rules if _is_as_wide(r, first)]
        rules = [r for r in rules if not _is_as_wide(r, first)]
        uprights = [
            box
            for box in boxes
            if box.is_upright and first.x0 - _NEAR <= box.x0 <= first.x1 + _NEAR
        ]
        for run in _runs(same, rows):
            inside = [row for row in rows if run[0] < row.y <= run[-1]]
            table = _Ruled(inside, run, uprights)
            if _is_table(table) and not taken & {id(row) for row in inside}:
                taken |= {id(row) for row in inside}
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


def _runs(rules: Sequence[_Rule], rows: Sequence[Row]) -> list[list[float]]:
    """The y of rules that follow each other with the words of table cells between them."""
    runs: list[list[float]] = [[]]
    for rule in rules:
        if runs[-1]:
            top = runs[-1][-1]
            between = [row for row in rows if top < row.y <= rule.y]
            fits = all(rule.x0 - _NEAR <= row.x0 and row.x1 <= rule.x1 + _NEAR for row in between)
            if not fits or len(between) > _MOST_LINES or (not between and rule.y - top > 40):
                runs.append([])
        runs[-1].append(rule.y)
    return [run for run in runs if len(run) > 1]


def _is_table(table: _Ruled) -> bool:
    if not table.rows:
        return False
    columned = sum(1 for row in table.rows if len(segments(row)) > 1)
    inner = len(_drawn_columns(table.uprights, table.edges[0], table.edges[-1]))
    bands = sum(
        1
        for top, bottom in zip(table.edges, table.edges[1:], strict=False)
        if any(top < row.y <= bottom for row in table.rows)
    )
    return (columned > 0 and bands > 1) or inner > 2


# -- without ------------------------------------------------------------------------------------


def _column_starts(rows: Sequence[Row]) -> list[float]:
    """Where columns begin: the stretches of the page that words cover, rows with one cell apart."""
    spans = sorted(
        (run[0].x0, max(word.x1 for word in run))
        for row in rows
        if len(runs := segments(row)) > 1
        for run in runs
    )
    columns: list[list[float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1] + 2:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    starts = [x0 for x0, _ in columns]
    edge = min((row.x0 for row in rows), default=0.0)
    return [min(edge, *starts), *starts[1:]] if starts else [edge]


def _open_table(rows: Sequence[Row], first: int, leading: float) -> int:
    """The end of a table without rules that begins at row `first`; `first` when none does."""
    head = rows[first]
    if head.is_marked or not _could_open(rows, first, leading):
        return first
    last = first
    here = first
    while here < len(rows) and rows[here].flow == head.flow:
        row = rows[here]
        if here > first and row.y - rows[here - 1].y > 2.5 * leading:
            break
        if row.is_marked:
            break
        if len(segments(row)) > 1:
            if len(_column_starts([*rows[first:last], row])) < 2:
                break
            last = here + 1
        elif not _is_cell(row, rows[first:here]):
            break
        here += 1
    starts = _column_starts(rows[first:last])
    while last < here and _goes_on(rows[first:last], rows[last], starts, leading):
        last += 1
    return last if len(starts) > 1 else first


def _could_open(rows: Sequence[Row], first: int, leading: float) -> bool:
    """Whether a table begins here: at a row of two cells, or the heading row right over two."""
    if len(segments(rows[first])) > 1:
        return True
    below = rows[first + 1 : first + 3]
    if len(below) < 2 or any(len(segments(row)) < 2 or row.is_marked for row in below):
        return False
    pitch = below[1].y - below[0].y
    return (
        abs(below[0].y - rows[first].y - pitch) < 0.15 * leading
        and abs(below[0].x0 - rows[first].x0) < 1
        and abs(below[0].size - rows[first].size) < 0.2
        and len(rows[first].words) < 12
    )


def _is_cell(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row of one run of words is a cell of the table above it."""
    starts = _column_starts(rows)
    return any(abs(row.x0 - x) < 2 for x in starts) or row.x0 > starts[-1] - 2


def _open_rows(rows: Sequence[Row], leading: float) -> list[Row]:
    starts = _column_starts(rows)
    groups: list[list[Row]] = []
    for row in rows:
        if groups and _is_wrapped(groups[-1], row, starts, leading, _pitch(rows)):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_as_row(group, starts) for group in groups]


def _pitch(rows: Sequence[Row]) -> float:
    """The usual distance between rows that have two cells or more."""
    full = [row for row in rows if len(segments(row)) > 1]
    gaps = sorted(b.y - a.y for a, b in zip(full, full[1:], strict=False))
    return gaps[len(gaps) // 2] if gaps else 0.0


def _goes_on(table: Sequence[Row], row: Row, starts: Sequence[float], leading: float) -> bool:
    return _is_wrapped(table[-1:], row, starts, leading, _pitch(table))


def _is_wrapped(
    group: Sequence[Row], row: Row, starts: Sequence[float], leading: float, pitch: float
) -> bool:
    """Whether a line of a table is the next line of the row of cells above it."""
    gap = row.y - group[-1].y
    if gap > 1.3 * leading:
        return False
    above, here = _cells(group, starts), _cells([row], starts)
    if not here[0]:
        return True
    if all(here) and all(above):
        return False
    if not above[0]:
        return False
    last = [word for line in group for word in _cells([line], starts)[0]]
    room = (starts[1] if len(starts) > 1 else row.right) - max(w.x1 for w in last[-1:])
    first = here[0][0]
    if room > first.x1 - first.x0 + 0.25 * row.size + 0.5 * row.size:
        return False
    label = text_of(last)
    return (
        opens_lower(first.text) or is_cut(label) or (pitch > 1.15 * leading and gap < 0.9 * pitch)
    )


def _cells(lines: Sequence[Row], starts: Sequence[float]) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in starts]
    for line in lines:
        for word in line.words:
            at = sum(1 for x in starts[1:] if (word.x0 + word.x1) / 2 > x - 1)
            cells[at].append(word)
    return cells


def _as_row(lines: Sequence[Row], starts: Sequence[float]) -> Row:
    """One row of a table from its lines; the lines of each cell under each other."""
    columns: list[list[str]] = [[] for _ in starts]
    for line in lines:
        for at, words in enumerate(_cells([line], starts)):
            if words:
                columns[at].append(text_of(words))
    made = Row(lines[0].page, [w for line in lines for w in line.words], flow=lines[0].flow)
    made.cells = ["\n".join(column) for column in columns]
    return made
