"""The index that vectors are searched by: chosen by their number, made, and tuned to a recall."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.index.retrieval.vectorfile import Rows, Vectors, as_read, blocks, is_large

FLAT = "Flat"  # no index: every vector is compared
ENOUGH = 800  # what a trained index gives at least: the best ten are among so many
_WANTED_RECALL = 0.995  # of a sample: 0.99 of questions, which differ
_SAMPLE = 1_024  # passages it is tuned by
_STEP = 1.02  # how many times the cells are tried next, where codes lose some of what they hold
_FAR = 0.8  # see `_as_far_as_questions`; questions find as much in the same cells
_TRAINED_ON = 64  # vectors a cell: enough to place it

Ids = NDArray[np.int64]


def factory_for(n: int, dimension: int) -> str:
    """The FAISS factory string for n vectors: about twice as many cells as sqrt(n), and of each
    vector four bits for two components, which are looked up many at a time.

    >>> factory_for(4_000, 384), factory_for(7_000_000, 384)
    ('Flat', 'IVF4096,PQ192x4fs')
    """
    if not is_large(n):
        return FLAT
    kept = "SQ8" if dimension % 2 else f"PQ{dimension // 2}x4fs"
    return f"IVF{2 ** round(math.log2(2 * math.sqrt(n)))},{kept}"


def made(rows: Rows, factory: str) -> Any:  # noqa: ANN401
    """A FAISS index by cells over rows, trained and tuned."""
    import faiss

    index: Any = faiss.index_factory(rows.shape[1], factory, faiss.METRIC_INNER_PRODUCT)
    step = max(1, len(rows) // (_TRAINED_ON * index.nlist))
    index.train(np.ascontiguousarray(as_read(rows[::step])))
    for _, block in blocks(rows):
        index.add(block)
    _tune(index, rows)
    return index


def _tune(index: Any, rows: Rows) -> None:  # noqa: ANN401
    """Look into as many cells as give a sample the wanted recall of the ten nearest."""
    # Drawn, as passages of one kind may come back in every so many rows.
    drawn = np.random.default_rng(0).choice(len(rows), min(_SAMPLE, len(rows)), replace=False)
    sample = _as_far_as_questions(as_read(rows[np.sort(drawn)]))
    true, _ = nearest(sample, rows, 10)
    index.nprobe = _cells_holding(index, sample, as_read(rows[true.ravel()]))
    while index.nprobe < index.nlist:
        _, found = index.search(sample, ENOUGH)
        hits = sum(len(np.intersect1d(a, b)) for a, b in zip(true, found, strict=True))
        if hits >= _WANTED_RECALL * true.size:
            return
        index.nprobe = min(math.ceil(index.nprobe * _STEP), index.nlist)


def _cells_holding(index: Any, sample: Vectors, true: Vectors) -> int:  # noqa: ANN401
    """In how many cells, the nearest first, enough of the true nearest of a sample lie; `true` are
    as many for each, one after the other.
    """
    _, cells = index.quantizer.search(sample, index.nlist)
    _, own = index.quantizer.search(true, 1)
    places = np.take_along_axis(np.argsort(cells, axis=1), own.reshape(len(sample), -1), axis=1)
    return int(np.quantile(places, _WANTED_RECALL, method="higher")) + 1


def _as_far_as_questions(sample: Vectors) -> Vectors:
    """Vectors moved about as far from all others as questions are: a cosine of 0.6 to the nearest.

    Passages find one another in far fewer cells than questions find them.
    """
    away = np.roll(sample, 1, axis=0) - np.roll(sample, 2, axis=0)
    moved = sample + np.float32(_FAR) * away
    moved /= np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return np.ascontiguousarray(moved, np.float32)


def nearest(queries: Vectors, rows: Rows, k: int) -> tuple[Ids, Vectors]:
    """Ids and cosines of the k rows nearest to each query, shape (q, k) both, best first."""
    import faiss

    ids = np.empty((len(queries), 0), np.int64)
    scores = np.empty((len(queries), 0), np.float32)
    for start, block in blocks(rows):
        most = min(k, len(block))
        near, where = faiss.knn(queries, block, most, metric=faiss.METRIC_INNER_PRODUCT)
        ids = np.hstack([ids, where + start])
        scores = np.hstack([scores, near])
        best = np.argsort(-scores, axis=1, kind="stable")[:, :k]
        ids, scores = np.take_along_axis(ids, best, 1), np.take_along_axis(scores, best, 1)
    return ids, scores
