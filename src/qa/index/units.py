"""Which ranked unit each row of the vector index stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class PassageUnits:
    """The units in reading order, and the unit of each passage row.

    `units`, `paragraphs` and `reports` are parallel: a unit's key, the paragraph it cites, and
    its report. `unit_of`, shape (passages,), gives a row's place among them; `kinds` its kind.

    >>> table = PassageUnits(("x#1", "x#1.1"), ("x#1", "x#1"), ("x", "x"),
    ...                      np.array([0, 1, 0]), ("paragraph", "item", "sentence"))
    >>> table.rows_of_unit("x#1").tolist(), table.units[table.unit_of[1]]
    ([0, 2], 'x#1.1')
    >>> table.rows_of_paragraphs(np.array([0])).tolist()
    [0, 1, 2]
    """

    units: tuple[str, ...]
    paragraphs: tuple[str, ...]
    reports: tuple[str, ...]
    unit_of: NDArray[np.int64]
    kinds: tuple[str, ...]

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.unit_of)

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Each unit's place in `units`."""
        return {unit: place for place, unit in enumerate(self.units)}

    @cached_property
    def is_short(self) -> NDArray[np.bool_]:
        """Whether each row is a sentence or a list item, and no window or table row."""
        return np.array([kind in ("sentence", "item") for kind in self.kinds], np.bool_)

    @cached_property
    def paragraph_keys(self) -> tuple[str, ...]:
        """The paragraphs in reading order, none twice."""
        return tuple(dict.fromkeys(self.paragraphs))

    @cached_property
    def paragraph_place(self) -> dict[str, int]:
        """Each paragraph's place in `paragraph_keys`."""
        return {key: place for place, key in enumerate(self.paragraph_keys)}

    @cached_property
    def paragraph_of(self) -> NDArray[np.int64]:
        """The paragraph of each row, as its place in `paragraph_keys`, shape (passages,)."""
        of_unit = np.array([self.paragraph_place[key] for key in self.paragraphs], np.int64)
        return of_unit[self.unit_of] if len(of_unit) else np.empty(0, np.int64)

    def rows_of_paragraphs(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The passage rows of some paragraphs and of their items, paragraph by paragraph."""
        return self.grouped_rows(places)[0]

    def grouped_rows(
        self, places: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The same rows, and for each which of the places, by its own place, it belongs to."""
        order, starts = self._by_paragraph
        counts = starts[places + 1] - starts[places]
        ends = np.cumsum(counts)
        within = np.arange(int(counts.sum())) - np.repeat(ends - counts, counts)
        rows: NDArray[np.int64] = order[np.repeat(starts[places], counts) + within]
        return rows, np.repeat(np.arange(len(places)), counts)

    def rows_of_unit(self, unit: str) -> NDArray[np.int64]:
        """The passage rows of a unit, ascending; an unknown unit has none."""
        place = self.place_of.get(unit)
        return self._rows(np.array([] if place is None else [place], np.int64))

    def rows_of_reports(self, reports: Iterable[str]) -> NDArray[np.int64]:
        """The passage rows of some reports, ascending; unknown reports have none."""
        runs = sorted(run for key in set(reports) for run in self._runs_of_report.get(key, ()))
        rows = [np.arange(start, end) for start, end in runs]
        return np.concatenate(rows) if rows else np.empty(0, np.int64)

    @cached_property
    def _by_unit(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows in order of their unit, and where each unit's rows begin among them."""
        order = np.argsort(self.unit_of, kind="stable")
        starts = np.searchsorted(self.unit_of[order], np.arange(len(self.units) + 1))
        return order, starts

    @cached_property
    def _by_paragraph(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows in order of their paragraph, and where each paragraph's rows begin among them."""
        order = np.argsort(self.paragraph_of, kind="stable")
        among = np.arange(len(self.paragraph_keys) + 1)
        return order, np.searchsorted(self.paragraph_of[order], among)

    @cached_property
    def _runs_of_report(self) -> dict[str, list[tuple[int, int]]]:
        """Where a report's rows begin and end: most often they stand together."""
        code = {report: at for at, report in enumerate(dict.fromkeys(self.reports))}
        of_unit = np.array([code[report] for report in self.reports], np.int64)
        of_row = of_unit[self.unit_of] if len(of_unit) else of_unit
        changes = np.flatnonzero(np.diff(of_row)) + 1
        bounds = [0, *changes.tolist(), len(of_row)] if len(of_row) else []
        names = list(code)
        runs: dict[str, list[tuple[int, int]]] = {}
        for start, end in pairwise(bounds):
            runs.setdefault(names[of_row[start]], []).append((start, end))
        return runs

    def _rows(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        order, starts = self._by_unit
        rows = [order[starts[place] : starts[place + 1]] for place in np.unique(places)]
        return np.sort(np.concatenate(rows)) if rows else np.empty(0, np.int64)


@dataclass(frozen=True)
class Scope:
    """Where to look: in some reports, or in all the others; or there in the long passages alone.

    What is meant is kept beside the rows that it comes to: an engine that keeps the passages
    elsewhere filters by it, and is not sent the rows.
    """

    units: PassageUnits
    reports: Sequence[str]
    outside: bool = False
    long_only: bool = False

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The passage rows in it, ascending."""
        reports = set(self.reports)
        if self.outside:
            reports = set(self.units.reports) - reports
        rows = self.units.rows_of_reports(reports)
        return rows[~self.units.is_short[rows]] if self.long_only else rows
