"""Files mapped into memory, and how the system is told that they will be read."""

from __future__ import annotations

import mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray


def read_here_and_there(rows: NDArray[Any]) -> None:
    """Rows of a file that is mapped will be taken from all over it, so none is read ahead.

    Else the system reads 128 kB for each row that is not in memory yet: of a library that memory
    does not hold, four times as long as the rows alone take.
    """
    _advise(rows, "MADV_RANDOM")


def read_through(rows: NDArray[Any]) -> None:
    """Rows of a file that is mapped will be read from the first to the last."""
    _advise(rows, "MADV_NORMAL")


def _advise(rows: NDArray[Any], how: str) -> None:
    if isinstance(rows, np.memmap) and isinstance(rows.base, mmap.mmap) and hasattr(mmap, how):
        rows.base.madvise(getattr(mmap, how))
