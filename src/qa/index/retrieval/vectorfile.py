"""The vectors of passages in a file: how they are kept there, and read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.errors import LibraryIndexError

VECTORS = "vectors.npy"
ONE = 32_767  # what a component of 1 is in two bytes
# Flat takes 210 ms a query at 1,000,000 vectors of 384, so about 10 ms here; and it is exact.
_FLAT_UP_TO = 50_000
_BLOCK = 65_536  # vectors in memory at a time: 100 MB

Vectors = NDArray[np.float32]
Rows = NDArray[np.float32] | NDArray[np.int16]


def is_large(n: int) -> bool:
    """Whether an index of n vectors is searched by cells, and keeps them in fewer bytes."""
    return n > _FLAT_UP_TO


def blank(folder: Path, n: int, dimension: int, *, large: bool | None = None) -> Rows:
    """A file for n vectors, mapped into memory, to be filled with what `as_kept` makes of them.

    `large` tells whether it is of a large library; without it, n does. Raises LibraryIndexError
    when it cannot be made.
    """
    kind = np.int16 if (is_large(n) if large is None else large) else np.float32
    if not n:  # nothing can be mapped
        return np.zeros((0, dimension), np.float32)
    try:
        rows: Rows = np.lib.format.open_memmap(
            folder / VECTORS, mode="w+", dtype=kind, shape=(n, dimension)
        )
        return rows
    except OSError as error:
        raise LibraryIndexError(
            f"The vectors cannot be written ({error}). Is the disk full?"
        ) from error


def as_kept(vectors: Vectors, rows: Rows) -> Rows:
    """Vectors as these rows keep them.

    >>> as_kept(np.array([0.5, -0.25], np.float32), np.zeros(0, np.int16)).tolist()
    [16384, -8192]
    """
    if rows.dtype == np.float32:
        return vectors
    kept: Rows = np.rint(vectors * ONE).astype(np.int16)
    return kept


def as_read(rows: Rows) -> Vectors:
    """Rows as vectors again."""
    if rows.dtype == np.float32:
        return np.asarray(rows, np.float32)
    read: Vectors = rows.astype(np.float32)
    read *= np.float32(1 / ONE)
    return read


def blocks(rows: Rows) -> Iterator[tuple[int, Vectors]]:
    """Rows as vectors, some at a time, and where each block begins."""
    for start in range(0, len(rows), _BLOCK):
        yield start, np.ascontiguousarray(as_read(rows[start : start + _BLOCK]))
