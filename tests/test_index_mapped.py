"""Mapped files: advice changes how they are read, never what is read."""

from __future__ import annotations

import mmap
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.index.retrieval import mapped
from qa.index.retrieval.mapped import read_here_and_there, read_soon, read_through

ROWS, SIZE = 5_000, 768  # bytes


def test_rows_are_the_same_however_they_will_be_read(tmp_path: Path) -> None:
    """Mapped, a part of what is mapped, and in memory."""
    whole = np.arange(40_000, dtype=np.int64).reshape(-1, 8)
    np.save(tmp_path / "rows.npy", whole)
    held = np.load(tmp_path / "rows.npy", mmap_mode="r")
    for advise in (read_here_and_there, read_through):
        for rows in (held, held[10:], whole):
            advise(rows)
        np.testing.assert_array_equal(held, whole)


class Told(mmap.mmap):
    """A map that remembers what of it will be read."""

    ranges: list[tuple[int, int]]

    def madvise(self, option: int, start: int = 0, length: int = 0) -> None:
        assert option == mmap.MADV_WILLNEED
        super().madvise(option, start, length)  # refuses what is no part of the map
        self.ranges.append((start, start + length))


def told_of(path: Path) -> tuple[NDArray[np.int16], Told, int]:
    """Rows of a file, what remembers what of it will be read, and where in it they begin."""
    np.save(path, np.zeros((ROWS, SIZE // 2), np.int16))
    with path.open("rb") as file:
        held = Told(file.fileno(), 0, access=mmap.ACCESS_READ)
    held.ranges = []
    offset = path.stat().st_size - ROWS * SIZE
    return np.ndarray((ROWS, SIZE // 2), np.int16, held, offset), held, offset


@pytest.mark.skipif(not hasattr(mmap, "MADV_WILLNEED"), reason="the system takes no advice")
@pytest.mark.parametrize("ids", [[4_999], [7, 5, 5, 4_000, 8], list(range(100, 900)), [6]])
@pytest.mark.parametrize("first", [0, 4])
def test_all_of_the_rows_that_will_be_read_are_told_and_little_else(
    ids: list[int], first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole pages, whatever the order, also of a part of a file; rows side by side at once."""
    monkeypatch.setattr(mapped, "_waits", lambda: None)
    rows, held, offset = told_of(tmp_path / "rows.npy")
    read_soon(rows[first:], np.array(ids, np.int64) - first)
    for row in ids:
        begin = offset + row * SIZE
        assert any(start <= begin and begin + SIZE <= end for start, end in held.ranges)
    assert sum(end - start for start, end in held.ranges) <= len(ids) * (SIZE + mmap.PAGESIZE)
    assert len(held.ranges) <= len(set(ids))


@pytest.mark.skipif(not hasattr(mmap, "MADV_WILLNEED"), reason="the system takes no advice")
def test_nothing_is_told_while_all_is_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But is again as soon as something was not."""
    waits = [7]
    monkeypatch.setattr(mapped, "_waits", lambda: waits[0])
    rows, held, _ = told_of(tmp_path / "rows.npy")
    for _ in range(2_000):
        read_soon(rows, np.array([5]))
    told = len(held.ranges)
    assert told < 1_000
    waits[0] += 1
    read_soon(rows, np.array([5]))
    assert len(held.ranges) == told + 1


@pytest.mark.skipif(not hasattr(mmap, "MADV_WILLNEED"), reason="the system takes no advice")
def test_of_no_rows_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor of such as are in memory, which have no file."""
    monkeypatch.setattr(mapped, "_waits", lambda: None)
    rows, held, _ = told_of(tmp_path / "rows.npy")
    read_soon(rows, np.array([], np.int64))
    read_soon(np.zeros((3, 4)), np.array([0, 2]))
    assert held.ranges == []
