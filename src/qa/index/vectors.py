"""Nearest passages by meaning: FAISS over the vectors, and the vectors themselves beside it.

The vectors are kept exact in `vectors.npy`, mapped into memory and not read until used: scores
are computed from them, and the next index takes over those whose text has not changed. A FAISS
index that had to be trained is in `vectors.faiss`; a flat one is made from the vectors.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.errors import LibraryIndexError
from qa.index.units import Scope

VECTORS, TRAINED = "vectors.npy", "vectors.faiss"
# Flat takes 210 ms a query at 1,000,000 vectors of 384, so about 10 ms here; and it is exact.
_FLAT_UP_TO = 50_000
# Below this, a trained index is left aside for a filtered search: it looks into a few cells
# only, and the allowed rows may lie in others.
_EXACT_UP_TO = 20_000
_WANTED_RECALL = 0.99
_OVERSAMPLE = 4  # candidates a trained index gives for each asked for, scored again exactly

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


def factory_for(n: int) -> str:
    """The FAISS factory string for n vectors.

    >>> factory_for(4_000), factory_for(1_000_000)
    ('Flat', 'IVF4096,SQ8')
    """
    if n <= _FLAT_UP_TO:
        return "Flat"
    return f"IVF{2 ** round(math.log2(4 * math.sqrt(n)))},SQ8"


class VectorIndex:
    """Unit vectors by row id (0 to n - 1), searched by inner product. Safe across threads."""

    def __init__(self, vectors: Vectors, index: Any, factory: str) -> None:  # noqa: ANN401
        self.vectors = vectors
        self.factory = factory
        self._index = index

    def __len__(self) -> int:
        return len(self.vectors)

    @property
    def dimension(self) -> int:
        return int(self.vectors.shape[1])

    @classmethod
    def build(cls, vectors: Vectors, *, factory: str | None = None) -> VectorIndex:
        """An index over vectors of shape (n, d); `factory` is chosen by size unless given."""
        vectors = np.ascontiguousarray(vectors, np.float32)
        factory = factory or factory_for(len(vectors))
        return cls(vectors, _make(vectors, factory), factory)

    def save(self, folder: Path) -> None:
        """Write the index to a folder. Raises LibraryIndexError when it cannot be written."""
        try:
            np.save(folder / VECTORS, self.vectors)
            if self.factory != "Flat":
                import faiss

                faiss.write_index(self._index, str(folder / TRAINED))
        except (OSError, RuntimeError) as error:
            raise LibraryIndexError(
                f"The vectors cannot be written ({error}). Is the disk full?"
            ) from error

    @classmethod
    def open(cls, folder: Path) -> VectorIndex:
        """The index in a folder, read-only. Raises LibraryIndexError when it is damaged."""
        import faiss

        try:
            vectors = np.load(folder / VECTORS, mmap_mode="r", allow_pickle=False)
            if vectors.dtype != np.float32 or vectors.ndim != 2:
                raise ValueError(f"{VECTORS} holds {vectors.dtype} of {vectors.ndim} dimensions")
            if not (folder / TRAINED).exists():
                return cls(vectors, _make(vectors, "Flat"), "Flat")
            index = faiss.read_index(
                str(folder / TRAINED), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY
            )
            if (index.ntotal, index.d) != vectors.shape:
                raise ValueError(f"{TRAINED} and {VECTORS} are not of one index")
        except (OSError, RuntimeError, ValueError, EOFError) as error:
            raise LibraryIndexError(
                f"The vectors of the index are damaged ({error}). Mend it with: qa index"
            ) from error
        return cls(vectors, index, "trained")

    def search(
        self, query: Vectors, k: int, within: Ids | Scope | None = None, /
    ) -> tuple[Ids, Vectors]:
        """The k nearest rows to a unit vector of shape (d,), best first: ids and cosines.

        `within` holds the search to some rows. Fewer than k come back when there are fewer.
        Raises LibraryIndexError when the query was made by an encoder of another dimension.
        """
        if query.shape != (self.dimension,):
            raise LibraryIndexError(
                f"The question has a vector of {query.shape}, the index of ({self.dimension},): "
                "they were made by different encoders. Mend it with: qa index"
            )
        allowed = within.rows if isinstance(within, Scope) else within
        k = min(k, len(self) if allowed is None else len(allowed))
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = np.ascontiguousarray(query, np.float32)
        if self.factory == "Flat":
            return self._candidates(query, k, allowed)
        if allowed is not None and len(allowed) <= _EXACT_UP_TO:
            ids = allowed
        else:
            ids, _ = self._candidates(query, _OVERSAMPLE * k, allowed)
        scores = self.reconstruct(ids) @ query
        order = np.argsort(-scores, kind="stable")[:k]
        return ids[order], scores[order]

    def cosines(self, ids: Ids, queries: Vectors) -> Vectors:
        """How near rows come to unit vectors of shape (q, d): shape (len(ids), q)."""
        cosines: Vectors = self.reconstruct(ids) @ queries.T
        return cosines

    def reconstruct(self, ids: Ids) -> Vectors:
        """The exact vectors of rows, shape (len(ids), d), in the order of the ids."""
        rows: Vectors = np.asarray(self.vectors[ids])
        return rows

    def _candidates(self, query: Vectors, k: int, allowed: Ids | None) -> tuple[Ids, Vectors]:
        import faiss

        parameters: Any = faiss.SearchParameters()
        if self.factory != "Flat":
            parameters = faiss.SearchParametersIVF()
            parameters.nprobe = self._index.nprobe
        if allowed is not None:
            bits = np.zeros(len(self), np.bool_)
            bits[allowed] = True
            # Any: FAISS's stubs know the C++ constructor, not the one that takes an array.
            bitmap: Any = faiss.IDSelectorBitmap
            parameters.sel = bitmap(np.packbits(bits, bitorder="little"))
        scores, ids = self._index.search(query[None, :], k, params=parameters)
        found = ids[0] >= 0  # FAISS fills up with -1
        return ids[0][found], scores[0][found]


def _make(vectors: Vectors, factory: str) -> Any:  # noqa: ANN401
    import faiss

    index: Any = faiss.index_factory(vectors.shape[1], factory, faiss.METRIC_INNER_PRODUCT)
    if not index.is_trained:
        # 64 vectors a cell are enough to place it; all of them would take minutes.
        step = max(1, len(vectors) // (64 * index.nlist))
        index.train(np.ascontiguousarray(vectors[::step]))
    index.add(np.ascontiguousarray(vectors))
    if factory != "Flat":
        _tune(index, vectors)
    return index


def _tune(index: Any, vectors: Vectors) -> None:  # noqa: ANN401
    """Look into as few cells as give the wanted recall of the ten nearest, as measured here."""
    import faiss

    sample = np.ascontiguousarray(vectors[:: max(1, len(vectors) // 64)][:64])
    _, true = faiss.knn(sample, vectors, 10, metric=faiss.METRIC_INNER_PRODUCT)
    index.nprobe = 4
    while index.nprobe < index.nlist:
        _, found = index.search(sample, 10 * _OVERSAMPLE)
        hits = sum(len(np.intersect1d(a, b)) for a, b in zip(true, found, strict=True))
        if hits >= _WANTED_RECALL * true.size:
            return
        index.nprobe = min(2 * index.nprobe, index.nlist)
