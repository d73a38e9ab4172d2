"""The cells of a table's rows: which words stand in which column."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qa.reading.pdf.page import Word
from qa.reading.pdf.rows import Row, segments, text_of
from qa.reading.text.untabbed import is_grade

_NEAR = 2.0  # points: words that begin so near each other begin in one column
_SAME = 0.6  # points: words that begin so near each other were set there
_LEAST_GAP = 0.4  # em: between the words of two cells


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table begin; `exact` when rules are drawn there."""

    starts: tuple[float, ...]
    exact: bool = False

    def parted(self, words: Sequence[Word]) -> list[list[Word]]:
        """The words of one line, column by column."""
        cells: list[list[Word]] = [[] for _ in self.starts]
        at = 0
        gaps = sorted(b.x0 - a.x1 for a, b in zip(words, words[1:], strict=False))
        space = gaps[len(gaps) // 2] if len(gaps) > 2 else 0.0  # wide where all letters are
        for place, word in enumerate(words):
            if self.exact:
                at = sum(1 for x in self.starts[1:] if (word.x0 + word.x1) / 2 > x)
            elif not place or _is_wide(words[place - 1], word, space):
                at = max(at, sum(1 for x in self.starts[1:] if word.x0 > x - _NEAR))
            cells[at].append(word)
        return cells


def _is_wide(before: Word, word: Word, space: float) -> bool:
    return word.x0 - before.x1 > max(_LEAST_GAP * word.size, 1.3 * min(space, word.size))


def has_cells(row: Row) -> bool:
    """Whether a row's words stand in several cells, by the gaps between them alone."""
    return len(segments(row)) > 1


def columns_of(rows: Sequence[Row], *, aligned: bool = False) -> Columns:
    """The columns of rows: the stretches of the page that the words of their cells cover.

    Where it is sure that they are a table, `aligned` also begins a column where words of all rows
    begin one under the other, however narrow the gap before them.
    """
    lines = [runs for row in rows if len(runs := segments(row)) > 1]
    begins = [(at, run[0].x0) for at, runs in enumerate(lines) for run in runs[1:]]
    spans = sorted(
        (part[0].x0, max(word.x1 for word in part))
        for at, runs in enumerate(lines)
        for run in runs
        for part in _cut(run, [x for other, x in begins if other != at])
    )
    columns: list[list[float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1] + 2:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    starts = [x0 for x0, _ in columns]
    if aligned:
        starts = _with_aligned(starts, rows)
    edge = min((row.x0 for row in rows), default=0.0)
    return Columns((min(edge, *starts), *starts[1:]) if starts else (edge,))


def _cut(run: Sequence[Word], begins: Collection[float]) -> list[list[Word]]:
    """A run of words, cut where cells of other rows begin."""
    parts = [[run[0]]]
    for before, word in zip(run, run[1:], strict=False):
        is_apart = word.x0 - before.x1 > _LEAST_GAP * word.size
        if is_apart and any(abs(word.x0 - x) < _SAME for x in begins):
            parts.append([])
        parts[-1].append(word)
    return parts


def _with_aligned(starts: list[float], rows: Sequence[Row]) -> list[float]:
    """More starts of columns: where words of two rows or more begin and none of any crosses."""
    found = list(starts)
    begins = sorted(
        word.x0
        for row in rows
        for before, word in zip(row.words, row.words[1:], strict=False)
        if word.x0 - before.x1 > _LEAST_GAP * word.size
    )
    for x in begins:
        if any(abs(x - start) < 3 * _NEAR for start in found):
            continue
        with_it = [row for row in rows if any(abs(w.x0 - x) < _NEAR for w in row.words[1:])]
        reaching = [row for row in rows if row.x1 > x]
        crossed = any(w.x0 < x - _NEAR < w.x1 for row in rows for w in row.words)
        if len(with_it) > 1 and len(with_it) == len(reaching) and not crossed:
            found.append(x)
    return sorted(found)


def as_row(lines: Sequence[Row], columns: Columns) -> Row:
    """One row of a table from its lines; the lines of each cell stand under each other."""
    cells: list[list[str]] = [[] for _ in columns.starts]
    for line in lines:
        for at, words in enumerate(columns.parted(line.words)):
            if words:
                cells[at].append(text_of(words))
    made = Row(lines[0].page, [w for line in lines for w in line.words], flow=lines[0].flow)
    made.cells = [_whole(cell) for cell in cells]
    return made


def _whole(lines: Sequence[str]) -> str:
    """The lines of a cell; a column too narrow for a grade breaks it without a hyphen."""
    word = "".join(lines)
    return word if is_grade(word) else "\n".join(lines)
