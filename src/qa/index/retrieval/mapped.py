"""Files mapped into memory, and how the system is told that they will be read."""

from __future__ import annotations

import mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

_CALM = 400  # times that rows are taken: in some hundred searches


class _Disk:
    """Whether this process has lately had to wait for what was not in memory."""

    def __init__(self) -> None:
        self._waits = -1
        self._calm = 0

    def was_waited_for(self) -> bool:
        """Whether it had to since this was last asked, or a few hundred times before; also where
        that cannot be told.
        """
        waits = _waits()
        self._calm = 0 if waits is None or waits != self._waits else self._calm + 1
        self._waits = waits or 0
        return self._calm < _CALM


def _waits() -> int | None:
    """How many times a page was not in memory; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_majflt


_disk = _Disk()


def read_here_and_there(rows: NDArray[Any]) -> None:
    """Rows of a mapped file will be taken from all over it, so none is read ahead.

    Otherwise the system reads 128 kB for each row that is not in memory yet, which takes four times
    as long as the row alone when the library is larger than memory.
    """
    _advise(rows, "MADV_RANDOM")


def read_through(rows: NDArray[Any]) -> None:
    """Rows of a mapped file will be read from the first to the last."""
    _advise(rows, "MADV_NORMAL")


def read_soon(rows: NDArray[Any], ids: NDArray[np.int64]) -> None:
    """These rows of a mapped file will be taken next.

    The system then reads those that are not in memory all at once instead of each as it is needed:
    800 rows in a sixth of the time. Telling it takes a millisecond, so it is not told while all
    has been in memory for some hundred searches.
    """
    held: Any = rows
    while isinstance(held, np.ndarray):
        held = held.base
    if not len(ids) or not isinstance(held, mmap.mmap) or not hasattr(mmap, "MADV_WILLNEED"):
        return
    if not _disk.was_waited_for():
        return
    ordered = np.sort(ids, kind="stable")
    runs = np.flatnonzero(np.diff(ordered, prepend=ordered[0] - 2) != 1)
    ends = np.append(runs[1:], len(ordered)) - 1
    first = rows.ctypes.data - np.frombuffer(held, np.uint8, 1).ctypes.data
    size, page = rows.strides[0], mmap.PAGESIZE
    begins = (first + ordered[runs] * size) // page * page
    lengths = first + (ordered[ends] + 1) * size - begins
    for begin, length in zip(begins.tolist(), lengths.tolist(), strict=True):
        held.madvise(mmap.MADV_WILLNEED, begin, length)


def _advise(rows: NDArray[Any], how: str) -> None:
    if isinstance(rows, np.memmap) and isinstance(rows.base, mmap.mmap) and hasattr(mmap, how):
        rows.base.madvise(getattr(mmap, how))
