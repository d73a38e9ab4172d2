"""One build of an index: reports read, passages embedded, every file written and checked."""

from __future__ import annotations

import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from qa import __version__
from qa.errors import EncoderError, LibraryIndexError
from qa.index import engines
from qa.index.corpus import Corpus, Reader, corpus_hashes, read_corpus, reader_version
from qa.index.encoder import Encoder, OnnxEncoder, Progress, ReadsWords
from qa.index.export import export
from qa.index.late import LateWriter
from qa.index.library import ENCODER, STORE, Library
from qa.index.manifest import EncoderUsed, EngineUsed, Manifest, SourceFile, file_entries
from qa.index.passages import Passage
from qa.index.records import text_hash
from qa.index.store import Store
from qa.index.vectors import Rows, as_kept, blank, is_large
from qa.index.weights import find_model, is_bundled, stamp
from qa.index.words import WordRow
from qa.report import Report

_CARRIED_AT_ONCE = 4_096  # vectors fetched from the index in use at a time
EMBEDDED = EngineUsed()
_READ_AT_ONCE = 256  # texts whose word vectors are in memory at a time: about 25 MB


Told = Callable[[int, int], None]
"""Hears how many passages are embedded so far, and of how many."""


class Maker:
    """One build: the folder it goes to, and the index it may take unchanged parts from."""

    def __init__(
        self,
        folder: Path,
        old: Library | None,
        model: str | None,
        encoder: Encoder | None,
        progress: bool,
        engine: EngineUsed = EMBEDDED,
        told: Told | None = None,
    ) -> None:
        self.folder = folder
        self.engine = engine
        self.old = old
        self.model = model
        self.given = encoder
        self.progress = progress
        self.told = told
        self.embedded = 0  # texts that had to be embedded
        self.notes: list[str] = []

    def make(self, corpus: Path, reader: Reader) -> Manifest:
        """Write the whole generation and open it once.

        Raises LibraryIndexError, EncoderError, EngineError or OSError.
        """
        hashes = corpus_hashes(corpus, reader)
        known = _read_before(self.old) if self.old else {}

        def again(name: str, digest: str) -> Report | None:
            return known[name, digest]() if (name, digest) in known else None

        read = read_corpus(corpus, hashes, reader, known=again, progress=self.progress)
        encoder, engine = self._encoder()
        vectors = self._embed(read.passages, encoder)
        Store.write(self.folder / STORE, read.reports, read.passages)
        factory = engines.write(
            self.engine,
            self.folder,
            [report.key for report in read.reports],
            read.passages,
            vectors,
            word_rows(read.reports, read.passages),
            progress=self.progress,
        )
        used = EncoderUsed(
            None if self.given else self.model,
            encoder.name,
            encoder.fingerprint,
            encoder.dimension,
            engine,
            "" if self.given else stamp(self.model),
        )
        manifest = manifest_of(self.folder, used, factory, read.sources, self.engine)
        manifest.write(self.folder)
        _verify(self.folder, read)
        return manifest

    def _encoder(self) -> tuple[Encoder, str]:
        """The encoder and what the manifest calls its engine; exported only when it is new."""
        if self.given:
            return self.given, "given"
        old, folder = self.old, self.folder / ENCODER
        same = old and old.manifest.encoder.fingerprint == find_model(self.model).fingerprint
        if old and same and old.manifest.encoder.engine == "onnx":
            carry_files(old.folder / ENCODER, folder)
            return OnnxEncoder.open(folder), "onnx"
        if not is_bundled(self.model):
            self._say("Preparing the encoder: once for each model, about 15 seconds.")
        if not same:
            try:
                return export(self.model, folder), "onnx"
            except EncoderError as error:
                shutil.rmtree(folder, ignore_errors=True)
                self.notes.append(
                    f"{error} Questions will be answered with sentence-transformers, which "
                    "takes some seconds to start."
                )
        from qa.index.reference import load_reference

        return load_reference(self.model), "reference"

    def _embed(self, passages: Sequence[Passage], encoder: Encoder) -> Rows:
        """The vector of each passage, taken over where its text was embedded before; the words
        of windows and of rows of tables go to their own files.
        """
        rows: dict[bytes, list[int]] = defaultdict(list)  # of each text
        for row, passage in enumerate(passages):
            rows[text_hash(passage.text)].append(row)
        kept = self._kept(encoder, len(passages))
        fresh = {digest: passages[own[0]] for digest, own in rows.items() if digest not in kept}
        vectors = self._blank(len(passages), encoder.dimension)
        late = LateWriter(self.folder, len(passages), signs=is_large(len(passages)))
        try:
            for old, digests in _in_turn(self.old, [d for d in rows if d in kept]):
                carried = old.vectors.reconstruct(np.array([kept[d] for d in digests]))
                for digest, vector in zip(digests, carried, strict=True):
                    vectors[rows[digest]] = as_kept(vector, vectors)
                    if old.late:
                        late.carry(rows[digest], *old.late.of(kept[digest]))
            with tqdm(
                total=len(fresh),
                desc="Embedding",
                unit=" passages",
                delay=1,  # seconds: a bar that flashes by tells nobody anything
                disable=None if self.progress else True,  # None: only when stderr is a terminal
                file=sys.stderr,
            ) as bar:

                def progressed(count: int) -> None:
                    bar.update(count)
                    self.embedded += count
                    if self.told:
                        self.told(self.embedded, len(fresh))

                for digest, vector, words in _embedded(fresh, encoder, progressed):
                    vectors[rows[digest]] = as_kept(vector, vectors)
                    if words is not None:
                        late.add(rows[digest], words)
        finally:
            late.close()
        self.embedded = len(fresh)
        return vectors

    def _blank(self, passages: int, dimension: int) -> Rows:
        """Where the vectors go: a file of the index, unless an engine keeps them elsewhere."""
        if self.engine.name == engines.EMBEDDED:
            return blank(self.folder, passages, dimension)
        return np.zeros((passages, dimension), np.float32)

    def _kept(self, encoder: Encoder, passages: int) -> dict[bytes, int]:
        """The rows of the index in use that hold vectors of this encoder, by text."""
        if not self.old or self.old.manifest.encoder.fingerprint != encoder.fingerprint:
            return {}
        if is_large(len(self.old.vectors)) and not is_large(passages):
            return {}  # a small index is exact, a large one was not
        return {digest: row for row, digest in enumerate(self.old.store.passage_hashes())}

    def _say(self, sentence: str) -> None:
        if self.progress and sys.stderr.isatty():
            tqdm.write(sentence, file=sys.stderr)


def _read_before(old: Library) -> dict[tuple[str, str], Callable[[], Report]]:
    """The files that a large index was made of, by name and hash, each with what gives its report.

    Thousands of files take longer to read than to look up; a few are read anew.
    """
    if not is_large(len(old.vectors)) or old.manifest.reader != reader_version():
        return {}
    return {
        (source.file, source.sha256): partial(old.store.report, source.report)
        for source in old.manifest.sources
        if source.report
    }


def manifest_of(
    folder: Path,
    used: EncoderUsed,
    vectors: str,
    sources: tuple[SourceFile, ...],
    engine: EngineUsed,
) -> Manifest:
    """The manifest of what has been written to a folder. Raises OSError."""
    return Manifest(
        qa=__version__,
        created=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        reader=reader_version(),
        encoder=used,
        vectors=vectors,
        sources=sources,
        files=file_entries(folder),
        engine=engine,
    )


def word_rows(reports: Iterable[Report], passages: Iterable[Passage]) -> Iterator[WordRow]:
    """A row of the word index for each ranked unit: a paragraph whole, or one of its items."""
    paragraphs = {paragraph.key: paragraph for r in reports for paragraph in r.paragraphs}
    for unit, key in {passage.unit: passage.key for passage in passages}.items():
        paragraph = paragraphs[key]
        item = unit[len(key) + 1 :]
        body = paragraph.item_text(int(item)) if item else paragraph.text
        yield WordRow(unit, paragraph.report, "\n".join(paragraph.section), body)


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


def carry_files(source: Path, target: Path) -> None:
    """The same files in another folder, without a second copy on the disk where possible."""
    target.mkdir()
    for file in source.iterdir():
        try:
            os.link(file, target / file.name)
        except OSError:
            shutil.copy2(file, target / file.name)


def _verify(folder: Path, read: Corpus) -> None:
    """Open what was written and count it. Raises LibraryIndexError."""
    library = Library(folder)
    try:
        counts = (library.store.keys, len(library.units), len(library.words))
        expected = (
            tuple(report.key for report in read.reports),
            len(read.passages),
            len(library.units.units),
        )
        if counts != expected:
            raise LibraryIndexError(f"The new index is not whole: {counts}, not {expected}.")
    finally:
        library.close()
