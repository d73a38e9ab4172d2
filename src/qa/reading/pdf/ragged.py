"""Rows whose cells are parted by tabs that line nothing up: a wide gap is all that shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qa.reading.pdf.grid import has_cells
from qa.reading.pdf.rows import Row, segments, text_of
from qa.reading.text.prose import is_finished, opens_lower
from qa.reading.text.untabbed import is_grade

_STEP = 3.0  # points: places no further apart are one


def is_ragged(rows: Sequence[Row]) -> bool:
    """Whether the cells of rows neither begin nor end nor have their middles under each other."""
    lines = [segments(row)[1:] for row in rows if has_cells(row)]
    places: Counter[tuple[str, int]] = Counter()
    for cells in lines:
        edges = [(cell[0].x0, cell[-1].x1) for cell in cells]
        found = {
            (kind, round(x / _STEP))
            for x0, x1 in edges
            for kind, x in (("begin", x0), ("end", x1), ("middle", (x0 + x1) / 2))
        }
        places.update(found)
    most = max(places.values(), default=0)
    return len(lines) > 1 and most < max(2, len(lines) / 2)


def ragged_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows, each with the cells that its own gaps part; a full one goes on in the next."""
    made: list[Row] = []
    for row in rows:
        last = made[-1] if made else None
        if has_cells(row):
            cells = [text_of(cell) for cell in segments(row)]
            made.append(Row(row.page, row.words, flow=row.flow, cells=cells))
        elif last and last.cells and (_is_full(last, row) or _runs_on(last, row)):
            last.cells[-1] += f"\n{row.text}"
            last.words = [*last.words, *row.words]
        else:
            made.append(row)
    return made


def _is_full(last: Row, row: Row) -> bool:
    """Whether the first word of a row would not have fitted on the line above it."""
    first = row.words[0]
    return row.right - last.words[-1].x1 < first.x1 - first.x0 + 0.25 * row.size


def _runs_on(last: Row, row: Row) -> bool:
    """Whether the last cell of a row ends in mid-sentence and the row under it goes on with it."""
    return opens_lower(row.text) and not (is_finished(last.cells[-1]) or is_grade(last.cells[-1]))
