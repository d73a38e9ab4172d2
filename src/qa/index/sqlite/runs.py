"""Which row of which part each row of a library in parts is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Run:
    """So many rows that stand together in a part, and in the library."""

    part: int
    first: int  # in the part
    count: int


@dataclass(frozen=True)
class Runs:
    """Which row of which part each row of a library is; `totals` are the rows that parts have.

    >>> runs = Runs((Run(0, 0, 2), Run(1, 0, 1), Run(0, 4, 2)), (6, 1))
    >>> [(part, where.tolist(), own.tolist()) for part, where, own in runs.split(np.arange(5))]
    [(0, [0, 1, 3, 4], [0, 1, 4, 5]), (1, [2], [0])]
    >>> runs.joined(0, np.array([5, 3, 0])).tolist()  # one is of a report that is gone
    [4, -1, 0]
    >>> len(runs), runs.gone(0)
    (5, 2)
    """

    runs: tuple[Run, ...]
    totals: tuple[int, ...]

    @classmethod
    def of(cls, runs: Sequence[Run], totals: Sequence[int]) -> Runs:
        """The same rows in as few runs as will do.

        >>> Runs.of([Run(0, 0, 2), Run(0, 2, 3), Run(1, 0, 1)], [5, 1]).runs
        (Run(part=0, first=0, count=5), Run(part=1, first=0, count=1))
        """
        made: list[Run] = []
        for run in runs:
            last = made[-1] if made else None
            if last and (last.part, last.first + last.count) == (run.part, run.first):
                made[-1] = Run(last.part, last.first, last.count + run.count)
            elif run.count:
                made.append(run)
        return cls(tuple(made), tuple(totals))

    def __len__(self) -> int:
        """How many rows the library has."""
        return sum(run.count for run in self.runs)

    def gone(self, part: int) -> int:
        """How many rows of a part are of reports that the library has no more."""
        firsts, ends, _ = self._by_part[part]
        return self.totals[part] - int((ends - firsts).sum())

    def split(self, rows: Ids) -> Iterator[tuple[int, Ids, Ids]]:
        """The rows by part: the part, their places among the rows given, and the part's rows."""
        run = np.searchsorted(self._starts, rows, side="right") - 1
        parts = self._part_of_run[run]
        for part in np.unique(parts).tolist():
            where = np.flatnonzero(parts == part)
            yield part, where, rows[where] + self._shifts[run[where]]

    def joined(self, part: int, own: Ids) -> Ids:
        """The library's rows of a part's; -1 for those of reports that are gone."""
        firsts, ends, shifts = self._by_part[part]
        if not len(firsts):
            return np.full(len(own), -1)
        run = np.searchsorted(firsts, own, side="right") - 1
        held = (run >= 0) & (own < ends[run])
        return np.where(held, own - shifts[run], -1)

    @cached_property
    def _starts(self) -> Ids:
        """Where each run begins in the library."""
        counts = np.array([run.count for run in self.runs], np.int64)
        return np.cumsum(counts) - counts

    @cached_property
    def _part_of_run(self) -> Ids:
        return np.array([run.part for run in self.runs], np.int64)

    @cached_property
    def _shifts(self) -> Ids:
        """What is added to a row of the library for that of the part, by run."""
        return np.array([run.first for run in self.runs], np.int64) - self._starts

    @cached_property
    def _by_part(self) -> list[tuple[Ids, Ids, Ids]]:
        return [self._of_part(part) for part in range(len(self.totals))]

    def _of_part(self, part: int) -> tuple[Ids, Ids, Ids]:
        """Where the runs of a part begin and end in it, and their shifts, in the part's order."""
        own = [at for at, run in enumerate(self.runs) if run.part == part]
        own.sort(key=lambda at: self.runs[at].first)
        firsts = np.array([self.runs[at].first for at in own], np.int64)
        counts = np.array([self.runs[at].count for at in own], np.int64)
        return firsts, firsts + counts, self._shifts[own]
