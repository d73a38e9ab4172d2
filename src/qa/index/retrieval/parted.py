"""A library in several parts, searched as if it were in one.

A large library is not written anew for a report that comes or goes. What comes is written as a
part of its own, beside those that are there; of what goes the rows stay where they are, and are
passed over. To whoever asks, rows are numbered as in a library made whole: report by report, in
the order of their keys, and without a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qa.index.retrieval.late import LateIndex, Rows
from qa.index.retrieval.vectors import VectorIndex
from qa.index.sqlite.runs import Runs
from qa.index.sqlite.units import Scope

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]

_SPARE = 8  # rows asked for beyond those wanted, where some may be of reports that are gone


class PartedVectors:
    """The vectors of all parts, searched as one. Safe across threads."""

    def __init__(self, parts: Sequence[VectorIndex], runs: Runs) -> None:
        self._parts = parts
        self._runs = runs

    @classmethod
    def open(cls, folder: Path, names: Sequence[str], runs: Runs, *, searched: bool = True) -> Self:
        """The vectors in a folder, and those in the folders of its other parts; if they are not to
        be searched, without what they are searched by.

        Raises LibraryIndexError when they are damaged.
        """
        first = VectorIndex.open(folder, searched=searched)
        none = np.empty((0, first.dimension), np.float32)
        beside = [
            VectorIndex.open(folder / name, searched=searched) if count else VectorIndex.build(none)
            for name, count in zip(names, runs.totals[1:], strict=True)
        ]
        return cls([first, *beside], runs)

    def __len__(self) -> int:
        return len(self._runs)

    @property
    def dimension(self) -> int:
        return self._parts[0].dimension

    def search(
        self, query: Floats, k: int, within: Ids | Scope | None = None, /
    ) -> tuple[Ids, Floats]:
        """The k nearest rows to a unit vector of shape (d,), best first: rows and cosines.

        Raises LibraryIndexError when the query was made by an encoder of another dimension.
        """
        return self.search_each(query[None], k, within)[0]

    def search_each(
        self, queries: Floats, k: int, within: Ids | Scope | None = None, /
    ) -> list[tuple[Ids, Floats]]:
        """The same for each of several vectors, shape (q, d), looked for at once."""
        allowed = within.rows if isinstance(within, Scope) else within
        if allowed is None:
            found = [self._nearest(part, queries, k) for part in range(len(self._parts))]
        else:
            found = [
                [
                    (allowed[where[np.searchsorted(own, near)]], scores)
                    for near, scores in self._parts[part].search_each(queries, k, own)
                ]
                for part, where, own in self._runs.split(allowed)
            ]
        return [_best([of_part[at] for of_part in found], k) for at in range(len(queries))]

    def _nearest(self, part: int, queries: Floats, k: int) -> list[tuple[Ids, Floats]]:
        """The rows of a part that are nearest to each vector and that the library still has."""
        vectors, gone = self._parts[part], self._runs.gone(part)
        held = len(vectors) - gone
        asked = min(len(vectors), k + (_SPARE + 2 * k * gone // max(held, 1) if gone else 0))
        while True:
            found = []
            for own, scores in vectors.search_each(queries, asked):
                rows = self._runs.joined(part, own)
                kept = np.flatnonzero(rows >= 0)
                found.append((rows[kept], scores[kept]))
            fewest = min(len(rows) for rows, _ in found)
            if fewest >= min(k, held) or asked >= len(vectors):
                return found
            asked = min(2 * asked, len(vectors))

    def cosines(self, ids: Ids, queries: Floats) -> Floats:
        """How near rows come to unit vectors of shape (q, d): shape (len(ids), q)."""
        cosines = np.empty((len(ids), len(queries)), np.float32)
        for part, where, own in self._runs.split(ids):
            cosines[where] = self._parts[part].cosines(own, queries)
        return cosines

    def reconstruct(self, ids: Ids) -> Floats:
        """The vectors of rows, shape (len(ids), d), in the order of the ids."""
        vectors = np.empty((len(ids), self.dimension), np.float32)
        for part, where, own in self._runs.split(ids):
            vectors[where] = self._parts[part].reconstruct(own)
        return vectors


class PartedLate:
    """The word vectors of all parts, by row of the library. Safe across threads.

    A part without any has None.
    """

    def __init__(self, parts: Sequence[LateIndex | None], runs: Runs) -> None:
        self._parts = parts
        self._runs = runs

    @classmethod
    def open(cls, folder: Path, names: Sequence[str], runs: Runs, dimension: int) -> Self | None:
        """The word vectors in a folder and in those of its other parts; None where there are none.

        Raises LibraryIndexError when they are damaged.
        """
        parts = [LateIndex.open(folder / name, dimension) for name in ("", *names)]
        return cls(parts, runs) if any(parts) else None

    def best(self, passages: Ids, words: Floats) -> Floats:
        """How near each of a question's words, shape (q, d), comes to any word of each passage.

        Cosines, shape (passages, q); 0 where a passage has no words.
        """
        best = np.zeros((len(passages), len(words)), np.float32)
        for part, where, own in self._runs.split(passages):
            late = self._parts[part]
            if late:
                best[where] = late.best(own, words)
        return best

    def of(self, passage: int) -> tuple[Rows, Floats]:
        """The rows of a passage and their scales (none for signs), as they are kept."""
        ((part, _, own),) = self._runs.split(np.array([passage], np.int64))
        late = self._parts[part]
        if late is None:
            return np.empty((0, 0), np.uint8), np.empty(0, np.float32)
        return late.of(int(own[0]))


def _best(found: Sequence[tuple[Ids, Floats]], k: int) -> tuple[Ids, Floats]:
    """The k best of what was found in each part."""
    rows = np.concatenate([np.empty(0, np.int64), *(rows for rows, _ in found)])
    cosines = np.concatenate([np.empty(0, np.float32), *(scores for _, scores in found)])
    order = np.lexsort((rows, -cosines))[:k]
    return rows[order], cosines[order]
