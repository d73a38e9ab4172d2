"""Tables of a page, with rules drawn round them or not, as rows of cells."""

from __future__ import annotations

from collections.abc import Sequence

from qa.reading.pdf.grid import columns_of
from qa.reading.pdf.measures import Leading
from qa.reading.pdf.page import Box
from qa.reading.pdf.ragged import is_ragged, ragged_rows
from qa.reading.pdf.rows import Row
from qa.reading.pdf.ruled import ruled_tables
from qa.reading.pdf.unruled import open_end, open_rows
from qa.reading.text.hyphens import Joiner
from qa.reading.text.prose import is_finished, opens_lower
from qa.reading.text.untabbed import meaning, untabbed

_LOOSE = 1.35  # of the leading: a wider gap parts lines


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
    ruled = {id(table.rows[0]): table for table in ruled_tables(rows, boxes, usual)}
    while here < len(rows):
        leading = usual.of(rows[here].size)
        above = before if here == 0 else ()
        if table := ruled.get(id(rows[here])):
            found += table.as_rows(leading, above)
            tail = table.rows
            here += len(table.rows)
            continue
        if last := _meaning_end(rows, here, leading):
            found.append(_meaning_row(rows[here:last]))
            tail = ()
            here = last
            continue
        last = open_end(rows, here, leading)
        if last > here and not any(id(row) in ruled for row in rows[here + 1 : last]):
            tail = rows[here:last]
            if is_ragged(tail):
                found += ragged_rows(tail)
            else:
                found += open_rows(tail, columns_of([*above, *tail]), leading)
            here = last
        else:
            tail = ()
            found.append(rows[here])
            here += 1
    return found, tail


def _meaning_end(rows: Sequence[Row], first: int, leading: float) -> int:
    """The end of the lines that say what a grade means, which begin at row `first`; 0 for none."""
    if meaning(rows[first].text) is None:
        return 0
    last = first + 1
    while last < len(rows) and _runs_on(rows[last - 1], rows[last], leading):
        last += 1
    return last


def _runs_on(above: Row, row: Row, leading: float) -> bool:
    is_near = above.flow == row.flow and row.y - above.y < _LOOSE * leading
    is_open = opens_lower(row.text) and not is_finished(above.text)
    return is_near and is_open and not row.is_marked


def _meaning_row(rows: Sequence[Row]) -> Row:
    """The row of cells that says what a grade means."""
    grade, rest = meaning(rows[0].text) or ("", "")
    cells = [grade, "\n".join([rest, *(row.text for row in rows[1:])])]
    words = [word for row in rows for word in row.words]
    return Row(rows[0].page, words, flow=rows[0].flow, cells=cells)


def with_lost_cells(blocks: Sequence[Sequence[Row]], joiner: Joiner) -> list[Sequence[Row]]:
    """The paragraphs of a document, with rows of tables whose cells no gap parts told as such."""
    lines = [_line(block, joiner) for block in blocks]
    found: list[Sequence[Row]] = []
    done = 0
    for table in untabbed(lines):
        graded = [
            row
            for stretch in table
            if any(cells[-1] for cells in stretch.rows)
            for block in blocks[stretch.first : stretch.last]
            for row in block
        ]
        if all(row.cells for row in graded) and any(len(_filled(row)) > 2 for row in graded):
            continue  # it has columns, of which words alone tell nothing
        for stretch in table:
            found += blocks[done : stretch.first]
            lost = [row for block in blocks[stretch.first : stretch.last] for row in block]
            words = [word for row in lost for word in row.words]
            found += [[Row(lost[0].page, words, cells=list(cells))] for cells in stretch.rows]
            done = stretch.last
    return [*found, *blocks[done:]]


def _line(block: Sequence[Row], joiner: Joiner) -> str:
    lines = [line for row in block for cell in row.cells or [row.text] for line in cell.split("\n")]
    return joiner.joined(line for line in lines if line)


def _filled(row: Row) -> list[str]:
    """The cells of a row up to the last that is not empty."""
    cells = list(row.cells)
    while cells and not cells[-1]:
        cells.pop()
    return cells
