"""Passages by meaning, in Milvus: cosines are worked out there, so that vectors stay there."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from qa.errors import LibraryIndexError
from qa.index.milvus import collections
from qa.index.milvus.filters import among, in_scope
from qa.index.milvus.server import MOST_HITS, asked
from qa.index.sqlite.manifest import EngineUsed
from qa.index.sqlite.units import Scope

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]

_ROWS_AT_ONCE = 8_192  # whose cosines are asked for; half of what a search may return
_VECTORS_AT_ONCE = 2_048  # fetched: about 3 MB


class MilvusVectors:
    """Unit vectors by passage row, in a collection. Safe across threads."""

    def __init__(self, used: EngineUsed, numbers: Mapping[str, int], dimension: int) -> None:
        self.dimension = dimension
        self._used = used
        self._name = collections.Pair.of(used).passages
        self._numbers = numbers
        self._count = collections.count(used, self._name)

    def __len__(self) -> int:
        return self._count

    def search(self, query: Floats, k: int, scope: Scope | None = None, /) -> tuple[Ids, Floats]:
        """The k nearest rows to a unit vector of shape (d,), best first: rows and cosines.

        Raises LibraryIndexError when the query was made by an encoder of another dimension, and
        EngineError when Milvus does not answer.
        """
        return self.search_each(query[None], k, scope)[0]

    def search_each(
        self, queries: Floats, k: int, scope: Scope | None = None, /
    ) -> list[tuple[Ids, Floats]]:
        """The same for each of several vectors, shape (q, d), in one call."""
        if queries.shape[1:] != (self.dimension,):
            raise LibraryIndexError(
                f"The question has a vector of {queries.shape[1:]}, the index of "
                f"({self.dimension},): they were made by different encoders. Mend it with: qa index"
            )
        k = min(k, self._count, MOST_HITS)
        within = in_scope(scope, self._numbers) if scope else ""
        if k <= 0 or within is None:
            return [(np.empty(0, np.int64), np.empty(0, np.float32)) for _ in queries]
        return self._nearest(queries, k, within)

    def cosines(self, ids: Ids, queries: Floats) -> Floats:
        """How near rows come to unit vectors of shape (q, d): shape (len(ids), q)."""
        rows, where = np.unique(ids, return_inverse=True)
        found = np.full((len(rows), len(queries)), np.nan, np.float32)
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            some = rows[start : start + _ROWS_AT_ONCE]
            hits = self._nearest(queries, len(some), among("row", some.tolist()))
            for column, (near, cosines) in enumerate(hits):
                found[np.searchsorted(rows, near), column] = cosines
        # An index that is not exact may leave out some of what it is asked about.
        left_out = np.flatnonzero(np.isnan(found).any(axis=1))
        found[left_out] = self.reconstruct(rows[left_out]) @ queries.T
        exact: Floats = found[where]
        return exact

    def reconstruct(self, ids: Ids) -> Floats:
        """The vectors of rows, shape (len(ids), d), in the order of the ids."""
        vectors = np.zeros((len(ids), self.dimension), np.float32)
        for start in range(0, len(ids), _VECTORS_AT_ONCE):
            some = ids[start : start + _VECTORS_AT_ONCE].tolist()
            rows = asked(
                self._used.uri, "query", self._name, ids=some, output_fields=["row", "vector"]
            )
            held = {row["row"]: row["vector"] for row in rows}
            if held.keys() < set(some):
                raise LibraryIndexError(
                    f"{self._name} in Milvus has lost some of its passages. Mend it with: qa index"
                )
            vectors[start : start + len(some)] = [held[row] for row in some]
        return vectors

    def _nearest(self, queries: Floats, k: int, within: str) -> list[tuple[Ids, Floats]]:
        """The nearest rows to each query, in no order among equals."""
        params = {"ef": k} if len(self) > collections.FLAT_UP_TO else {}
        found = asked(
            self._used.uri,
            "search",
            self._name,
            data=list(queries),
            anns_field="vector",
            limit=k,
            filter=within,
            output_fields=["row"],
            search_params={"params": params},
        )
        return [
            (np.array(hits.ids, np.int64), np.array(hits.distances, np.float32)) for hits in found
        ]
