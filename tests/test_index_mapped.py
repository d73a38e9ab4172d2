"""Mapped files: advice changes how they are read, never what is read."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from qa.index.mapped import read_here_and_there, read_through


def test_rows_are_the_same_however_they_will_be_read(tmp_path: Path) -> None:
    """Mapped, a part of what is mapped, and in memory."""
    whole = np.arange(40_000, dtype=np.int64).reshape(-1, 8)
    np.save(tmp_path / "rows.npy", whole)
    mapped = np.load(tmp_path / "rows.npy", mmap_mode="r")
    for advise in (read_here_and_there, read_through):
        for rows in (mapped, mapped[10:], whole):
            advise(rows)
        np.testing.assert_array_equal(mapped, whole)
