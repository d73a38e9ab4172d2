"""Late interaction: the content words of windows, each as the encoder reads it in its place.

A window's one vector says what it is about on the whole; that one of its words answers one of
the question's may be lost in it. So each content word of a window is kept too: the mean of the
encoder's vectors of its tokens, a row each, mapped into memory and read for the best candidates
alone. A small library keeps a byte a component, `late.i8`, and `late-scales.npy`, shape (rows,),
which makes a row's length 1 again; a large one the sign of each component, `late.bits`, an
eighth of that. `late-places.npy`, shape (passages, 2), is a passage's first row and how many it
has.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qa.errors import LibraryIndexError
from qa.index.encoding.products import ZERO, products
from qa.index.retrieval.mapped import read_here_and_there, read_soon

ROWS, SIGNS, SCALES, PLACES = "late.i8", "late.bits", "late-scales.npy", "late-places.npy"
_MOST = 127  # the largest component of a row, in bytes

Vectors = NDArray[np.float32]
Rows = NDArray[np.int8] | NDArray[np.uint8]


class LateIndex:
    """Word vectors by passage row, read-only. Safe across threads.

    `rows` are bytes, shape (n, d), or signs in bits, shape (n, d / 8).
    """

    def __init__(self, rows: Rows, scales: Vectors, places: NDArray[np.int64]) -> None:
        self.rows = rows
        self.scales = scales
        self.places = places

    @classmethod
    def open(cls, folder: Path, dimension: int) -> Self | None:
        """The word vectors in a folder; None where the encoder gave none.

        Raises LibraryIndexError when they are damaged.
        """
        if not (folder / PLACES).exists():
            return None
        try:
            places = np.load(folder / PLACES, mmap_mode="r", allow_pickle=False)
            if (folder / SIGNS).exists():
                bits = np.memmap(folder / SIGNS, np.uint8, "r")
                for rows in (bits, places):
                    read_here_and_there(rows)
                # Plain views: rows are taken from them in less time.
                signs = np.asarray(bits).reshape(-1, dimension // 8)
                return cls(signs, _no_scales(), np.asarray(places))
            scales = np.load(folder / SCALES, mmap_mode="r", allow_pickle=False)
            bytes_ = np.memmap(folder / ROWS, np.int8, "r", shape=(len(scales), dimension))
        except (OSError, ValueError, EOFError) as error:
            raise LibraryIndexError(
                f"The word vectors of the index are damaged ({error}). Mend it with: qa index"
            ) from error
        return cls(np.asarray(bytes_), np.asarray(scales), np.asarray(places))

    @property
    def has_signs(self) -> bool:
        """Whether only the sign of each component is kept."""
        return self.rows.dtype == np.uint8

    def best(self, passages: NDArray[np.int64], words: Vectors) -> Vectors:
        """How near each of a question's words, shape (q, d), comes to any word of each passage.

        Cosines, shape (passages, q); 0 where a passage has no words.
        """
        best = np.zeros((len(passages), len(words)), np.float32)
        first, counts = self.places[passages].T
        held = np.flatnonzero(counts)
        if not len(held) or not len(words):
            return best
        counts = counts[held]
        starts = np.cumsum(counts) - counts
        within = np.arange(int(counts.sum())) - np.repeat(starts, counts)
        rows = np.repeat(first[held], counts) + within
        if self.has_signs:
            read_soon(self.rows, rows)
        scales = self.scales if self.has_signs else self.scales[rows]
        cosines = nearness(self.rows[rows], scales, words)
        best[held] = np.maximum.reduceat(cosines, starts, axis=0)
        return best

    def of(self, passage: int) -> tuple[Rows, Vectors]:
        """The rows of a passage and their scales (none for signs), as they are kept."""
        first, count = self.places[passage]
        return self.rows[first : first + count], self.scales[first : first + count]


def nearness(rows: Rows, scales: Vectors, words: Vectors) -> Vectors:
    """How near rows, as they are kept, come to a question's words, shape (q, d): cosines, shape
    (rows, q).
    """
    has_signs = rows.dtype == np.uint8
    cosines = products(_signs(rows) if has_signs else _raised(rows), words)
    cosines *= 1 / math.sqrt(words.shape[1]) if has_signs else scales[:, None]
    return cosines


class LateWriter:
    """Writes word vectors passage by passage, so that a large library need not fit in memory."""

    def __init__(self, folder: Path, passages: int, *, signs: bool = False) -> None:
        """Begin; `signs` to keep no more than the sign of each component."""
        self._folder = folder
        self._signs = signs
        self._places = np.zeros((passages, 2), np.int64)
        self._scales: list[Vectors] = []
        self._rows = 0
        self._file = (folder / (SIGNS if signs else ROWS)).open("wb")

    def add(self, passages: Sequence[int], vectors: Vectors) -> None:
        """The word vectors, of length 1, shape (n, d), of passages that have the same text."""
        if self._signs:
            self.carry(passages, in_bits(vectors), _no_scales())
        else:
            self.carry(passages, *quantised(vectors))

    def carry(self, passages: Sequence[int], rows: Rows, scales: Vectors) -> None:
        """Rows as another index keeps them; bytes can become signs, signs no bytes."""
        if self._signs and rows.dtype == np.int8:
            rows = in_bits(rows)
        self._places[passages] = self._rows, len(rows)
        self._rows += len(rows)
        if not self._signs:
            self._scales.append(np.array(scales, np.float32))
        self._file.write(np.ascontiguousarray(rows).tobytes())

    def close(self) -> None:
        """Write what is left, or nothing at all where no passage has words."""
        self._file.close()
        if not self._rows:
            Path(self._file.name).unlink()
            return
        if not self._signs:
            np.save(self._folder / SCALES, np.concatenate(self._scales))
        np.save(self._folder / PLACES, self._places)


def _no_scales() -> Vectors:
    return np.empty(0, np.float32)


def in_bits(rows: Vectors | Rows) -> NDArray[np.uint8]:
    """The sign of each component, eight to a byte: 1 where it is not negative.

    >>> in_bits(np.array([[0.5, -0.5, 0, 0, -1, -1, -1, -1]], np.float32)).tolist()
    [[176]]
    """
    return np.packbits(rows >= 0, axis=1)


def _signs(bits: Rows) -> NDArray[np.uint8]:
    """Signs as components of 1 and -1, `ZERO` added."""
    signs = np.unpackbits(bits.view(np.uint8), axis=1)
    signs *= 2
    signs += ZERO - 1
    return signs


def _raised(rows: Rows) -> NDArray[np.uint8]:
    """Bytes as components, `ZERO` added."""
    own: NDArray[np.uint8] = np.bitwise_xor(rows.view(np.uint8), ZERO)
    return own


def quantised(vectors: Vectors) -> tuple[NDArray[np.int8], Vectors]:
    """Unit vectors in bytes, and what makes their length 1 again.

    >>> rows, scales = quantised(np.array([[0.6, 0.8]], np.float32))
    >>> rows.tolist(), [round(float(x), 2) for x in rows[0] * scales[0]]
    ([[95, 127]], [0.6, 0.8])
    """
    peak = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    rows = np.rint(vectors * (_MOST / peak)).astype(np.int8)
    lengths = np.linalg.norm(rows.astype(np.float32), axis=1)
    return rows, (1.0 / np.maximum(lengths, 1.0)).astype(np.float32)
