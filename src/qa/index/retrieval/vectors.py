"""Nearest passages by meaning: the vectors, and for a large library a FAISS index beside them.

The vectors are in `vectors.npy`, mapped into memory and not read until used: scores are computed
from them, and the next index takes over those whose text has not changed. A small library keeps
them exact, and every one is compared ("Flat"); a large one in two bytes a component (off by
0.00002 at most), half the disk, and its FAISS index is in `vectors.faiss`.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from qa.cores import each_beside
from qa.errors import LibraryIndexError
from qa.index.retrieval import cells
from qa.index.retrieval.cells import ENOUGH, FLAT, Ids, made, nearest
from qa.index.retrieval.comparing import compared
from qa.index.retrieval.mapped import read_here_and_there, read_through
from qa.index.retrieval.vectorfile import VECTORS, Rows, Vectors, as_read
from qa.index.sqlite.units import Scope

TRAINED = "vectors.faiss"
# Allowed rows are compared one by one, at 0.07 µs each, where FAISS would take longer: so many it
# looks at in that time.
_LOOKED_AT_MEANWHILE = 6
# How FAISS goes through codes of four bits where one vector is searched: in two thirds of the time
# of its way for several.
_FOR_ONE = 11
_SHARED_OUT = 16_384  # rows to compare: from so many on two threads share them, 1 ms each


class VectorIndex:
    """Unit vectors by row id (0 to n - 1), searched by inner product. Safe across threads."""

    def __init__(self, rows: Rows, index: Any, factory: str) -> None:  # noqa: ANN401
        self._rows = rows
        self.factory = factory
        self._index = index

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def dimension(self) -> int:
        return int(self._rows.shape[1])

    @classmethod
    def build(cls, rows: Rows, *, factory: str | None = None) -> VectorIndex:
        """An index over rows of shape (n, d); `factory` is chosen by size unless given."""
        factory = factory or cells.factory_for(*rows.shape)
        return cls(rows, None if factory == FLAT else made(rows, factory), factory)

    def save(self, folder: Path) -> None:
        """Write the index to a folder; rows that `blank` made in it stand there already.

        Raises LibraryIndexError when it cannot be written.
        """
        try:
            if isinstance(self._rows, np.memmap):
                self._rows.flush()
            else:
                np.save(folder / VECTORS, self._rows)
            if self.factory != FLAT:
                import faiss

                faiss.write_index(self._index, str(folder / TRAINED))
        except (OSError, RuntimeError) as error:
            raise LibraryIndexError(
                f"The vectors cannot be written ({error}). Is the disk full?"
            ) from error

    @classmethod
    def open(cls, folder: Path, *, searched: bool = True) -> VectorIndex:
        """The index in a folder, read-only; if it is not to be searched, its vectors alone.

        Raises LibraryIndexError when it is damaged.
        """
        try:
            rows = np.load(folder / VECTORS, mmap_mode="r", allow_pickle=False)
            if rows.dtype not in (np.float32, np.int16) or rows.ndim != 2:
                raise ValueError(f"{VECTORS} holds {rows.dtype} of {rows.ndim} dimensions")
            if not (folder / TRAINED).exists():
                return cls(rows, None, FLAT)
            if not searched:
                return cls(rows, None, "unread")
            import faiss

            read_here_and_there(rows)
            index = faiss.read_index(
                str(folder / TRAINED), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY
            )
            if (index.ntotal, index.d) != rows.shape:
                raise ValueError(f"{TRAINED} and {VECTORS} are not of one index")
            if hasattr(index, "implem"):
                index.implem = _FOR_ONE
        except (OSError, RuntimeError, ValueError, EOFError) as error:
            raise LibraryIndexError(
                f"The vectors of the index are damaged ({error}). Mend it with: qa index"
            ) from error
        return cls(rows, index, "trained")

    def search(
        self, query: Vectors, k: int, within: Ids | Scope | None = None, /
    ) -> tuple[Ids, Vectors]:
        """The k nearest rows to a unit vector of shape (d,), best first: ids and cosines.

        `within` holds the search to some rows. Fewer than k come back when there are fewer.
        Raises LibraryIndexError when the query was made by an encoder of another dimension.
        """
        return self.search_each(query[None], k, within)[0]

    def search_each(
        self, queries: Vectors, k: int, within: Ids | Scope | None = None, /
    ) -> list[tuple[Ids, Vectors]]:
        """The same for each of several vectors, shape (q, d), looked for at once."""
        if queries.shape[1:] != (self.dimension,):
            raise LibraryIndexError(
                f"The question has a vector of {queries.shape[1:]}, the index of "
                f"({self.dimension},): they were made by different encoders. Mend it with: qa index"
            )
        allowed = within.rows if isinstance(within, Scope) else within
        k = min(k, len(self) if allowed is None else len(allowed))
        if k <= 0:
            return [(np.empty(0, np.int64), np.empty(0, np.float32)) for _ in queries]
        if self.factory == FLAT:
            return self._by_comparing(queries, k, allowed)
        if allowed is not None and self._is_sooner_compared(allowed):
            return self._by_comparing(queries, k, allowed)
        return each_beside(lambda query: self._by_cells(query[None], k, allowed), queries)

    def _by_comparing(
        self, queries: Vectors, k: int, allowed: Ids | None
    ) -> list[tuple[Ids, Vectors]]:
        """The k nearest to each vector, each of the rows compared with all vectors at once."""
        if allowed is None:
            scores = compared(self._rows, slice(0, len(self)), queries)
        elif _stand_together(allowed):
            together = slice(int(allowed[0]), int(allowed[-1]) + 1)
            scores = compared(self._rows, together, queries)
        else:
            scores = self.cosines(allowed, queries)
        found = []
        for own in np.ascontiguousarray(scores.T):
            order = _best(own, k)
            found.append((order if allowed is None else allowed[order], own[order]))
        return found

    def cosines(self, ids: Ids, queries: Vectors) -> Vectors:
        """How near rows come to unit vectors of shape (q, d): shape (len(ids), q)."""
        if len(ids) < _SHARED_OUT:
            return compared(self._rows, ids, queries)
        halves = np.array_split(ids, 2)
        return np.concatenate(each_beside(lambda half: compared(self._rows, half, queries), halves))

    def nearest(self, queries: Vectors, k: int) -> Ids:
        """The rows that are nearest to each query, shape (q, k), by comparing every one."""
        read_through(self._rows)
        ids, _ = nearest(queries, self._rows, k)
        read_here_and_there(self._rows)
        return ids

    def reconstruct(self, ids: Ids) -> Vectors:
        """The vectors of rows, shape (len(ids), d), in the order of the ids."""
        return as_read(self._rows[ids])

    def _is_sooner_compared(self, allowed: Ids) -> bool:
        """Whether comparing these rows one by one takes less time than asking FAISS."""
        looked_at = len(self) * self._cells(allowed) / int(self._index.nlist)
        return len(allowed) * _LOOKED_AT_MEANWHILE <= looked_at

    def _cells(self, allowed: Ids) -> int:
        """In how many cells to look for some of the rows: the fewer they are, the further apart."""
        cells = int(self._index.nprobe) * math.sqrt(len(self) / len(allowed))
        return min(int(cells), int(self._index.nlist))

    def _by_cells(self, query: Vectors, k: int, allowed: Ids | None) -> tuple[Ids, Vectors]:
        """The k nearest to one vector, shape (1, d), of those that FAISS finds."""
        import faiss

        parameters: Any = faiss.SearchParametersIVF()
        parameters.nprobe = self._index.nprobe
        if allowed is not None:
            parameters.nprobe = self._cells(allowed)
            together = _stand_together(allowed)
            parameters.sel = _together(allowed) if together else _scattered(allowed, len(self))
        query = np.ascontiguousarray(query, np.float32)
        _, found = self._index.search(query, max(k, ENOUGH), params=parameters)
        ids = found[0][found[0] >= 0]  # FAISS fills up with -1
        scores = compared(self._rows, ids, query)[:, 0]
        order = _best(scores, k)
        return ids[order], scores[order]


def _best(scores: Vectors, k: int) -> Ids:
    """The places of the k highest scores, best first, the first of equals first.

    >>> _best(np.array([0.5, 0.9, 0.1, 0.9], np.float32), 3).tolist()
    [1, 3, 0]
    """
    if k >= len(scores):
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, -k)[-k]
    near = np.flatnonzero(scores >= least)
    return near[np.argsort(-scores[near], kind="stable")[:k]]


def _stand_together(allowed: Ids) -> bool:
    return int(allowed[-1]) - int(allowed[0]) + 1 == len(allowed)


def _together(allowed: Ids) -> Any:  # noqa: ANN401
    import faiss

    return faiss.IDSelectorRange(int(allowed[0]), int(allowed[-1]) + 1, True)


def _scattered(allowed: Ids, n: int) -> Any:  # noqa: ANN401
    import faiss

    bits = np.zeros(n, np.bool_)
    bits[allowed] = True
    # Any: FAISS's stubs know the C++ constructor, not the one that takes an array.
    bitmap: Any = faiss.IDSelectorBitmap
    return bitmap(np.packbits(bits, bitorder="little"))
