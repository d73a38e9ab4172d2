"""Rows of vectors compared with a few others: the cosine of each with each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.index.retrieval.mapped import read_soon
from qa.index.retrieval.vectorfile import ONE, Rows, Vectors

Ids = NDArray[np.int64]

_AT_ONCE = 1_024  # rows at a time: what they are turned into stays in the cache
_LONG_RUN = 64  # rows that stand together, in the mean, for them to be read as they stand


def compared(rows: Rows, ids: Ids | slice, queries: Vectors) -> Vectors:
    """How near rows come to vectors of shape (q, d): shape (rows, q)."""
    held: Any = np.asarray(rows)  # a mapped file is slower to take rows from
    if held.dtype == np.float32:
        plain: Vectors = held[ids] @ queries.T
        return plain
    if isinstance(ids, slice):
        ids = np.arange(ids.start, ids.stop)
    read_soon(held, ids)
    # One vector after the other: a product with two takes nearly twice as long as two with one.
    cosines = np.empty((len(queries), len(ids)), np.float32)
    for start, some in _pieces(ids):
        read = held[some].astype(np.float32)
        for query, own in zip(queries, cosines, strict=True):
            np.dot(read, query, out=own[start : start + len(read)])
    cosines *= np.float32(1 / ONE)
    return cosines.T


def _pieces(ids: Ids) -> Iterator[tuple[int, Ids | slice]]:
    """Some of the ids at a time, and where they begin; as slices where most stand together, as
    those of a report do: a slice need not be copied first.

    >>> list(_pieces(np.array([*range(5, 205), *range(300, 400)])))
    [(0, slice(5, 205, None)), (200, slice(300, 400, None))]
    """
    breaks = np.flatnonzero(np.diff(ids) != 1) + 1
    if (len(breaks) + 1) * _LONG_RUN > len(ids):
        yield from ((at, ids[at : at + _AT_ONCE]) for at in range(0, len(ids), _AT_ONCE))
        return
    for begin, end in pairwise([0, *breaks.tolist(), len(ids)]):
        for at in range(begin, end, _AT_ONCE):
            first = int(ids[at])
            yield at, slice(first, first + min(_AT_ONCE, end - at))
