"""Rows of tables told from prose that has a stray tab in it, by the cells and by the neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from qa.reading.outline.headings import split_tag
from qa.reading.text.frameworks import common, fold_heading
from qa.reading.text.grades import grade_words
from qa.reading.text.lines import FURNITURE, Line, Mark
from qa.reading.text.prose import opens_lower

MAX_CELL_WORDS = 40
_PROSE_END = re.compile(r"[.;:,]$")


class _Cells(Enum):
    """What the cells of a line with a tab look like."""

    VALUE = "ends in a grade or a number"
    FULL = "several cells, each a phrase"
    HALF = "one cell"
    PROSE = "a sentence goes on after the tab"


def tell_rows(lines: list[Line]) -> list[Line]:
    """The lines, with those that hold a tab and are prose marked as such."""
    shown = [i for i, line in enumerate(lines) if line.mark not in FURNITURE]
    kinds = [_cells(lines[i]) if lines[i].mark is Mark.ROW else None for i in shown]
    is_row = [_is_row_by_itself(lines[shown[k]], kinds, k) for k in range(len(shown))]
    # One cell (the strand that a table goes on with) is a row when a row stands right under it,
    # or over it.
    for k in range(len(shown) - 2, -1, -1):
        if kinds[k] is _Cells.HALF and is_row[k + 1]:
            is_row[k] = _touch(lines, shown, k) and not _is_findings(lines[shown[k]])
    for k in range(1, len(shown)):
        if kinds[k] is _Cells.HALF and is_row[k - 1] and not is_row[k]:
            is_row[k] = _touch(lines, shown, k - 1)
    for k, i in enumerate(shown):
        if kinds[k] is not None and not is_row[k]:
            lines[i] = _as_prose(lines[i])
    return lines


def _cells(line: Line) -> _Cells:
    cells = line.cells
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        return _Cells.HALF
    if any(len(cell.split()) > MAX_CELL_WORDS for cell in filled):
        return _Cells.PROSE
    if _is_value(filled[-1]):
        return _Cells.VALUE
    goes_on = any(
        before and opens_lower(cell) for before, cell in zip(cells, cells[1:], strict=False)
    )
    return _Cells.PROSE if goes_on else _Cells.FULL


def _is_value(cell: str) -> bool:
    """Whether a cell is what the last column of a table holds.

    >>> _is_value("Good"), _is_value("3"), _is_value("good outcomes")
    (True, True, False)
    """
    return cell.isdigit() or cell.casefold() in grade_words()


def _is_row_by_itself(line: Line, kinds: Sequence[_Cells | None], k: int) -> bool:
    """Whether a line is a row; one phrase after another may be, if such lines stand together."""
    if kinds[k] is not _Cells.FULL:
        return kinds[k] is _Cells.VALUE
    beside = {*kinds[max(0, k - 1) : k], *kinds[k + 1 : k + 2]}
    if beside & {_Cells.FULL, _Cells.VALUE}:
        return True
    words = line.text.strip()
    return not (_PROSE_END.search(words) or split_tag(words)[1] is not None)


def _touch(lines: Sequence[Line], shown: Sequence[int], k: int) -> bool:
    """Whether nothing, or only the edge of a page, stands between a line and the next."""
    between = lines[shown[k] + 1 : shown[k + 1]]
    is_edge = any(line.mark is not Mark.RULE for line in between)
    return is_edge or not lines[shown[k + 1]].after_blank


def _is_findings(line: Line) -> bool:
    return any(fold_heading(line.text).startswith(name) for name in common().findings)


def _as_prose(line: Line) -> Line:
    raw = line.text
    lead = len(raw) - len(raw.lstrip())
    end = line.start + len(raw.rstrip())
    mark = Mark.INDENT if lead else Mark.TEXT
    return replace(line, mark=mark, start=line.start + lead, end=end, text=raw.strip())
