"""The vectors of passages, each embedded, or taken over where its text was embedded before."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from qa.index.encoding.encoder import Encoder, Progress, ReadsWords
from qa.index.making import engines
from qa.index.making.library import Library
from qa.index.passages import Passage
from qa.index.retrieval.late import LateWriter
from qa.index.retrieval.vectorfile import Rows, as_kept, blank, is_large
from qa.index.sqlite.manifest import EngineUsed
from qa.index.sqlite.records import text_hash

_CARRIED_AT_ONCE = 4_096  # vectors fetched from the index in use at a time
_READ_AT_ONCE = 256  # texts whose word vectors are in memory at a time: about 25 MB

Told = Callable[[int, int], None]
"""Hears how many passages are embedded so far, and of how many."""


class Embedding:
    """The embedding of one build; `embedded` counts the texts that had to be embedded."""

    def __init__(self, engine: EngineUsed, progress: bool, told: Told | None) -> None:
        self._engine = engine
        self._progress = progress
        self._told = told
        self.embedded = 0

    def vectors(
        self,
        folder: Path,
        passages: Sequence[Passage],
        encoder: Encoder,
        old: Library | None,
        again: Sequence[str] | None = None,
    ) -> Rows:
        """The vector of each passage, taken over from an old index that embedded its text; the
        words of windows and of rows of tables go to their own files.

        Of a part that is written beside others, `again` are the reports that it may be taken
        over from.
        """
        large = is_large(len(passages)) or again is not None
        rows: dict[bytes, list[int]] = defaultdict(list)  # of each text
        for row, passage in enumerate(passages):
            rows[text_hash(passage.text)].append(row)
        kept = _kept(old, encoder, large, again)
        fresh = {digest: passages[own[0]] for digest, own in rows.items() if digest not in kept}
        vectors = self._blank(folder, len(passages), encoder.dimension, large)
        late = LateWriter(folder, len(passages), signs=large)
        try:
            for source, digests in _in_turn(old, [d for d in rows if d in kept]):
                carried = source.vectors.reconstruct(np.array([kept[d] for d in digests]))
                for digest, vector in zip(digests, carried, strict=True):
                    vectors[rows[digest]] = as_kept(vector, vectors)
                    if source.late:
                        late.carry(rows[digest], *source.late.of(kept[digest]))
            with self._told_of(len(fresh)) as progressed:
                for digest, vector, words in _embedded(fresh, encoder, progressed):
                    vectors[rows[digest]] = as_kept(vector, vectors)
                    if words is not None:
                        late.add(rows[digest], words)
        finally:
            late.close()
        self.embedded = len(fresh)
        return vectors

    @contextmanager
    def _told_of(self, texts: int) -> Iterator[Progress]:
        """What tells how many of so many texts are embedded: by a bar, and to whoever hears it."""
        with tqdm(
            total=texts,
            desc="Embedding",
            unit=" passages",
            delay=1,  # seconds: a bar that flashes by tells nobody anything
            disable=None if self._progress else True,  # None: only when stderr is a terminal
            file=sys.stderr,
        ) as bar:

            def progressed(count: int) -> None:
                bar.update(count)
                self.embedded += count
                if self._told:
                    self._told(self.embedded, texts)

            yield progressed

    def _blank(self, folder: Path, passages: int, dimension: int, large: bool) -> Rows:
        """Where the vectors go: a file of the index, unless an engine keeps them elsewhere."""
        if self._engine.name == engines.EMBEDDED:
            return blank(folder, passages, dimension, large=large)
        return np.zeros((passages, dimension), np.float32)


def _kept(
    old: Library | None, encoder: Encoder, large: bool, reports: Sequence[str] | None
) -> dict[bytes, int]:
    """The rows of an old index that hold vectors of this encoder, by text: of some reports, or
    of all.
    """
    if not old or old.manifest.encoder.fingerprint != encoder.fingerprint:
        return {}
    if is_large(len(old.vectors)) and not large:
        return {}  # a small index is exact, a large one was not
    if reports is None:
        return {digest: row for row, digest in enumerate(old.store.passage_hashes())}
    rows = old.store.contents.rows_of(reports).tolist()
    return dict(zip(old.store.passage_hashes(reports), rows, strict=True))


def _embedded(
    fresh: Mapping[bytes, Passage], encoder: Encoder, progress: Progress
) -> Iterator[tuple[bytes, NDArray[np.float32], NDArray[np.float32] | None]]:
    """Each text's vector; with those of its words, where the encoder tells them, for long ones."""
    reader = encoder if isinstance(encoder, ReadsWords) else None
    long = [digest for digest, p in fresh.items() if reader and not p.is_short]
    for start in range(0, len(long), _READ_AT_ONCE):
        digests = long[start : start + _READ_AT_ONCE]
        assert reader  # none is long without one
        found = reader.read([fresh[digest].text for digest in digests], progress=progress)
        for digest, text in zip(digests, found, strict=True):
            yield digest, text.vector, text.vectors
    others = [digest for digest, p in fresh.items() if not reader or p.is_short]
    vectors = encoder.encode([fresh[digest].text for digest in others], progress=progress)
    for digest, vector in zip(others, vectors, strict=True):
        yield digest, vector, None


def _in_turn(old: Library | None, held: Sequence[bytes]) -> Iterator[tuple[Library, list[bytes]]]:
    """The texts whose vectors the index in use holds, as many at a time as fit in memory."""
    for start in range(0, len(held) if old else 0, _CARRIED_AT_ONCE):
        assert old
        yield old, list(held[start : start + _CARRIED_AT_ONCE])
