"""Which reports a library holds, in what order, and which of its rows are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.index.sqlite.runs import Run, Runs


class Entry(NamedTuple):
    """A report of a part, and how many paragraphs and passages it has."""

    report: str
    authority_key: str
    date: str
    paragraphs: int
    passages: int

    @property
    def order(self) -> tuple[str, str, str]:
        """What reports stand in the order of: authority, date of publication, key."""
        return self.authority_key, self.date, self.report


@dataclass(frozen=True)
class Contents:
    """The reports in the order of their rows; which rows of which part a library's rows are.

    `paragraphs` are those of paragraphs, `passages` those of passages.
    """

    entries: tuple[Entry, ...]
    paragraphs: Runs
    passages: Runs

    @classmethod
    def of(
        cls, parts: Sequence[Sequence[Entry]], held: Sequence[frozenset[str]] | None = None
    ) -> Contents:
        """Of the reports of each part, those `held`, by authority and date; of one part, all, as
        they stand in it.

        >>> one = [Entry("b-2011", "b", "2011", 1, 2), Entry("c-2011", "c", "2011", 1, 3)]
        >>> two = [Entry("a-2012", "a", "2012", 2, 4)]
        >>> contents = Contents.of([one, two], [frozenset({"c-2011"}), frozenset({"a-2012"})])
        >>> [entry.report for entry in contents.entries], contents.passages.runs
        (['a-2012', 'c-2011'], (Run(part=1, first=0, count=4), Run(part=0, first=2, count=3)))
        """
        found: list[tuple[Entry, Run, Run]] = []
        totals = []
        for part, entries in enumerate(parts):
            paragraphs = passages = 0
            for entry in entries:
                if held is None or entry.report in held[part]:
                    found.append(
                        (
                            entry,
                            Run(part, paragraphs, entry.paragraphs),
                            Run(part, passages, entry.passages),
                        )
                    )
                paragraphs += entry.paragraphs
                passages += entry.passages
            totals.append((paragraphs, passages))
        if held is not None:
            found.sort(key=lambda row: row[0].order)
        return cls(
            tuple(entry for entry, _, _ in found),
            Runs.of([run for _, run, _ in found], [count for count, _ in totals]),
            Runs.of([run for _, _, run in found], [count for _, count in totals]),
        )

    @property
    def places(self) -> Mapping[str, int]:
        """Each report's place among all, by authority and date."""
        ordered = sorted(self.entries, key=lambda entry: entry.order)
        return {entry.report: place for place, entry in enumerate(ordered)}

    def rows_of(self, reports: Iterable[str]) -> NDArray[np.int64]:
        """The rows of the passages of some reports, ascending."""
        wanted, rows, first = set(reports), [np.empty(0, np.int64)], 0
        for entry in self.entries:
            if entry.report in wanted:
                rows.append(np.arange(first, first + entry.passages))
            first += entry.passages
        return np.concatenate(rows)
