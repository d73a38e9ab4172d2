"""What the search needs of vectors and of words, whichever engine keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.index.sqlite.units import Scope

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
LateRows = NDArray[np.int8] | NDArray[np.uint8]


class Vectors(Protocol):
    """Unit vectors by passage row, searched by their cosines. Safe across threads."""

    def __len__(self) -> int: ...

    @property
    def dimension(self) -> int: ...

    def search(self, query: Floats, k: int, scope: Scope | None = None, /) -> tuple[Ids, Floats]:
        """The k nearest rows to a unit vector of shape (d,), best first: rows and cosines."""
        ...

    def search_each(
        self, queries: Floats, k: int, scope: Scope | None = None, /
    ) -> list[tuple[Ids, Floats]]:
        """The same for each of several vectors, shape (q, d), looked for at once."""
        ...

    def cosines(self, ids: Ids, queries: Floats) -> Floats:
        """How near rows come to unit vectors of shape (q, d): shape (len(ids), q)."""
        ...

    def reconstruct(self, ids: Ids) -> Floats:
        """The vectors of rows, shape (len(ids), d), in the order of the ids."""
        ...


class WordVectors(Protocol):
    """Vectors of the words of passages, by row. Safe across threads."""

    def best(self, passages: Ids, words: Floats, /) -> Floats:
        """How near each of a question's words, shape (q, d), comes to any word of each passage."""
        ...

    def of(self, passage: int, /) -> tuple[LateRows, Floats]:
        """The rows of a passage and their scales (none for signs), as they are kept."""
        ...


class Words(Protocol):
    """Ranked units by the words of their heading and body, by BM25. Safe across threads."""

    def __len__(self) -> int: ...

    def analyse(self, text: str) -> list[str]:
        """A text's terms as the index holds them, no repeats."""
        ...

    def search(
        self,
        query: str | Sequence[str],
        k: int,
        reports: Sequence[str] | None = None,
        *,
        heading_boost: float = 1.0,
    ) -> list[tuple[str, float]]:
        """The k best units that hold any of the words, best first, with their scores."""
        ...

    def holding(self, text: str, k: int) -> list[str]:
        """The k best units whose body holds every word of a text, in whatever order."""
        ...
