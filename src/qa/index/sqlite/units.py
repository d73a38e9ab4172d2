"""Which paragraph, unit and report each row of the vector index stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qa.errors import LibraryIndexError
from qa.index.sqlite.contents import Entry
from qa.index.sqlite.table import KINDS, PassageTable
from qa.keys import item_of, paragraph_of, place_of, report_of

_SHORT = np.array([kind in ("sentence", "item") for kind in KINDS], np.bool_)
_MOST_KNOWN = 100_000  # paragraphs whose places are kept in memory: about 15 MB

Ids = NDArray[np.int64]


@dataclass(frozen=True)
class PassageUnits:
    """The passages of a library in reading order, by row, and their paragraphs, by place.

    `reports` are its reports in that order, `counts` how many paragraphs each has. A unit is what
    is ranked: a paragraph ("x#1"), or an item of its list ("x#1.2"). Safe across threads.
    """

    table: PassageTable
    reports: tuple[str, ...]
    counts: Sequence[int]

    @classmethod
    def of(cls, table: PassageTable, entries: Sequence[Entry]) -> Self:
        """Of the reports of a library, in the order of their rows.

        Raises LibraryIndexError when the table is not theirs.
        """
        counts = [entry.paragraphs for entry in entries]
        if sum(counts) != len(table.paragraphs):
            raise LibraryIndexError(
                f"The index is damaged: its table has {len(table.paragraphs)} paragraphs, its "
                f"store {sum(counts)}. Mend it with: qa index"
            )
        return cls(table, tuple(entry.report for entry in entries), counts)

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.table.passages)

    @cached_property
    def is_short(self) -> NDArray[np.bool_]:
        """Whether each row is a sentence or a list item, and no window or table row."""
        short: NDArray[np.bool_] = _SHORT[self.table.passages["kind"]]
        return short

    # -- paragraphs ---------------------------------------------------------------------------

    def place(self, key: str) -> int | None:
        """The place of a paragraph; None for an unknown key."""
        known = self._known.get(key)
        if known is not None:
            return known
        report, number = report_of(key), place_of(key)
        at, name = self._place_of_report.get(report), self._place_of_number.get(number)
        if at is None or name is None:
            return None
        first, end = self._first_paragraph[at : at + 2].tolist()
        among = np.flatnonzero(self._numbers[first:end] == name)
        if not len(among):
            return None
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        place: int = first + int(among[0])
        self._known[key] = place
        return place

    def places(self, keys: Iterable[str]) -> list[int]:
        """The places of paragraphs. Raises KeyError for an unknown one."""
        found = []
        for key in keys:
            place = self.place(key)
            if place is None:
                raise KeyError(key)
            found.append(place)
        return found

    def keys(self, places: Ids) -> tuple[str, ...]:
        """The keys of paragraphs by their places."""
        of = np.searchsorted(self._first_paragraph, places, side="right") - 1
        names, reports = self.table.names.numbers, self.reports
        pairs = zip(of.tolist(), self._numbers[places].tolist(), strict=True)
        return tuple([f"{reports[report]}#{names[number]}" for report, number in pairs])

    def paragraphs_of(self, rows: Ids) -> Ids:
        """The places of the paragraphs that rows belong to."""
        places: Ids = np.searchsorted(self._first_row, rows, side="right") - 1
        return places

    # -- rows ---------------------------------------------------------------------------------

    def rows_of_paragraphs(self, places: Ids) -> Ids:
        """The passage rows of some paragraphs and of their items, paragraph by paragraph."""
        return self.grouped_rows(places)[0]

    def grouped_rows(self, places: Ids) -> tuple[Ids, Ids]:
        """The same rows, and for each which of the places, by its own place, it belongs to."""
        firsts = self._first_row[places]
        counts = self._first_row[places + 1] - firsts
        ends = np.cumsum(counts)
        rows = np.arange(int(counts.sum())) + np.repeat(firsts - ends + counts, counts)
        return rows, np.repeat(np.arange(len(places)), counts)

    def rows_of_unit(self, unit: str) -> Ids:
        """The passage rows of a unit, ascending; an unknown unit has none."""
        paragraph, item = paragraph_of(unit), item_of(unit)
        place = self.place(paragraph)
        if place is None or (item and not item.isdecimal()):
            return np.empty(0, np.int64)
        first, end = self._first_row[place : place + 2].tolist()
        rows: Ids = np.arange(first, end)
        own: Ids = rows[self.table.passages["item"][first:end] == int(item or 0)]
        return own

    def rows_of_reports(self, reports: Iterable[str]) -> Ids:
        """The passage rows of some reports, ascending; unknown reports have none."""
        of = self._place_of_report
        held = sorted({of[key] for key in reports if key in of})
        bounds = self._first_row[self._first_paragraph]
        rows = [np.arange(bounds[at], bounds[at + 1]) for at in held]
        return np.concatenate(rows) if rows else np.empty(0, np.int64)

    # -- units --------------------------------------------------------------------------------

    def holds(self, unit: str) -> bool:
        """Whether there is such a unit."""
        return len(self.rows_of_unit(unit)) > 0

    def unit_count(self, reports: Iterable[str]) -> int:
        """How many units some reports have."""
        rows = self.rows_of_reports(reports)
        units = self.paragraphs_of(rows) << 16 | self.table.passages["item"][rows]
        return len(np.unique(units))

    @cached_property
    def _known(self) -> dict[str, int]:
        return {}

    @cached_property
    def _numbers(self) -> NDArray[np.uint32]:
        return np.ascontiguousarray(self.table.paragraphs["number"])

    @cached_property
    def _place_of_report(self) -> dict[str, int]:
        return {report: at for at, report in enumerate(self.reports)}

    @cached_property
    def _place_of_number(self) -> dict[str, int]:
        return {number: at for at, number in enumerate(self.table.names.numbers)}

    @cached_property
    def _first_paragraph(self) -> Ids:
        """The place of each report's first paragraph, and where the last ends."""
        return np.concatenate([[0], np.cumsum(self.counts, dtype=np.int64)]).astype(np.int64)

    @cached_property
    def _first_row(self) -> Ids:
        """The first row of each paragraph, and where the last ends."""
        counts = self.table.paragraphs["passages"]
        return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)


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
