"""Tables of a page, with rules drawn round them or not, as rows of cells."""

from __future__ import annotations

from collections.abc import Sequence

from qa.reading.hyphens import Joiner
from qa.reading.pdf.grid import columns_of
from qa.reading.pdf.measures import Leading
from qa.reading.pdf.page import Box
from qa.reading.pdf.rows import Row
from qa.reading.pdf.ruled import ruled_tables
from qa.reading.pdf.unruled import open_end, open_rows
from qa.reading.untabbed import untabbed_rows


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
        last = open_end(rows, here, leading)
        if last > here and not any(id(row) in ruled for row in rows[here + 1 : last]):
            tail = rows[here:last]
            found += open_rows(tail, columns_of([*above, *tail]), leading)
            here = last
        else:
            tail = ()
            found.append(rows[here])
            here += 1
    return found, tail


def with_lost_cells(blocks: Sequence[Sequence[Row]], joiner: Joiner) -> list[Sequence[Row]]:
    """The paragraphs of a document, with rows of tables whose cells no gap parts told as such."""
    lines = [joiner.joined([row.text for row in block]) for block in blocks]
    rows = untabbed_rows(lines)
    found: list[Sequence[Row]] = []
    place = 0
    while place < len(blocks):
        end, cells = rows.get(place, (place + 1, ()))
        lost = [row for block in blocks[place:end] for row in block]
        if not cells or any(len(row.cells) > 1 for row in lost):
            found += blocks[place:end]
        else:
            words = [word for row in lost for word in row.words]
            found.append([Row(lost[0].page, words, cells=list(cells))])
        place = end
    return found
