"""One build of an index: reports read, passages embedded, every file written and checked."""

from __future__ import annotations

import math
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from qa import __version__
from qa.errors import EncoderError, LibraryIndexError
from qa.index import engines, storing
from qa.index.change import Before, Change, carry_files, carry_parts, change_of
from qa.index.corpus import Reader, assembled, corpus_hashes, read_files, reader_version
from qa.index.encoder import Encoder, OnnxEncoder, Progress, ReadsWords
from qa.index.export import export
from qa.index.late import LateWriter
from qa.index.library import ENCODER, Library
from qa.index.manifest import EncoderUsed, EngineUsed, Manifest, SourceFile, file_entries
from qa.index.passages import Passage
from qa.index.records import text_hash
from qa.index.vectorfile import Rows, as_kept, blank, is_large
from qa.index.vectors import VectorIndex
from qa.index.weights import find_model, is_bundled, stamp
from qa.index.words import WordIndex, WordRow
from qa.report import Report

_CARRIED_AT_ONCE = 4_096  # vectors fetched from the index in use at a time
EMBEDDED = EngineUsed()
_GLANCED_AT = 64_000_000  # bytes: of larger files only the size is looked at before a change
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
        before = Before.of(self.old)
        reports, problems = read_files(
            corpus, hashes, reader, known=before.head, progress=self.progress
        )
        if not reports:
            raise LibraryIndexError("No report could be read. " + " ".join(problems.values()))
        if change := self._change(before, reports, problems, hashes, reader):
            return self._write_beside(change)
        if self.old and not _is_whole(self.old):
            self.old = None  # nothing is copied from it
            return self.make(corpus, reader)
        whole = [before.whole(report, hashes[report.file_name]) for report in reports]
        read = assembled(whole, hashes, problems, reader)
        encoder, engine = self._encoder()
        vectors = self._embed(self.folder, read.passages, encoder)
        storing.write(self.folder, read.reports, read.passages)
        factory = engines.write(
            self.engine,
            self.folder,
            [report.key for report in read.reports],
            read.passages,
            vectors,
            word_rows(read.reports, read.passages),
            progress=self.progress,
        )
        used = self._used(encoder, engine)
        manifest = manifest_of(self.folder, used, factory, read.sources, self.engine)
        manifest.write(self.folder)
        _verify(self.folder, read.reports, read.passages)
        return manifest

    def _change(
        self,
        before: Before,
        reports: Sequence[Report],
        problems: Mapping[str, str],
        hashes: Mapping[str, str],
        reader: Reader,
    ) -> Change | None:
        """What to write beside the index in use, where that is large and made alike."""
        if not self.old or self.engine.name != engines.EMBEDDED:
            return None
        used = self.old.manifest
        model = self.given.fingerprint if self.given else find_model(self.model).fingerprint
        if model != used.encoder.fingerprint or used.engine.name != engines.EMBEDDED:
            return None
        if used.check_files(self.old.folder, hashes_up_to=_GLANCED_AT):
            return None
        return change_of(before, reports, problems, hashes, reader)

    def _write_beside(self, change: Change) -> Manifest:
        """Write a change as a part of its own; the rest of the index in use stays as it is."""
        old, folder = self.old, self.folder / change.name
        assert old  # there is no change without
        folder.mkdir()
        carry_parts(old, self.folder, change)
        encoder, engine = self._encoder()
        vectors = self._embed(folder, change.passages, encoder, change.gone)
        words = Counter(old.store.words())
        words.subtract(old.store.words_in(change.gone))
        storing.write(folder, change.reports, change.passages, words)
        if change.passages:
            VectorIndex.build(vectors).save(folder)
        rows = word_rows(change.reports, change.passages)
        WordIndex.change(self.folder / engines.WORDS, rows, change.gone)
        manifest = manifest_of(
            self.folder,
            self._used(encoder, engine),
            old.manifest.vectors,
            change.sources,
            self.engine,
            (*change.parts, change.name),
            old,
        )
        manifest.write(self.folder)
        _verify(self.folder, change.reports, change.passages, beside=old, gone=change.gone)
        return manifest

    def _used(self, encoder: Encoder, engine: str) -> EncoderUsed:
        """The encoder, as the manifest tells of it."""
        return EncoderUsed(
            None if self.given else self.model,
            encoder.name,
            encoder.fingerprint,
            encoder.dimension,
            engine,
            "" if self.given else stamp(self.model),
        )

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

    def _embed(
        self,
        folder: Path,
        passages: Sequence[Passage],
        encoder: Encoder,
        again: Sequence[str] | None = None,
    ) -> Rows:
        """The vector of each passage, taken over where its text was embedded before; the words
        of windows and of rows of tables go to their own files.

        Of a part that is written beside others, `again` are the reports that it may be taken
        over from.
        """
        large = is_large(len(passages)) or again is not None
        rows: dict[bytes, list[int]] = defaultdict(list)  # of each text
        for row, passage in enumerate(passages):
            rows[text_hash(passage.text)].append(row)
        kept = self._kept(encoder, large, again)
        fresh = {digest: passages[own[0]] for digest, own in rows.items() if digest not in kept}
        vectors = self._blank(folder, len(passages), encoder.dimension, large)
        late = LateWriter(folder, len(passages), signs=large)
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

    def _blank(self, folder: Path, passages: int, dimension: int, large: bool) -> Rows:
        """Where the vectors go: a file of the index, unless an engine keeps them elsewhere."""
        if self.engine.name == engines.EMBEDDED:
            return blank(folder, passages, dimension, large=large)
        return np.zeros((passages, dimension), np.float32)

    def _kept(
        self, encoder: Encoder, large: bool, reports: Sequence[str] | None
    ) -> dict[bytes, int]:
        """The rows of the index in use that hold vectors of this encoder, by text: of some
        reports, or of all.
        """
        if not self.old or self.old.manifest.encoder.fingerprint != encoder.fingerprint:
            return {}
        if is_large(len(self.old.vectors)) and not large:
            return {}  # a small index is exact, a large one was not
        store = self.old.store
        if reports is None:
            return {digest: row for row, digest in enumerate(store.passage_hashes())}
        rows = store.contents.rows_of(reports).tolist()
        return dict(zip(store.passage_hashes(reports), rows, strict=True))

    def _say(self, sentence: str) -> None:
        if self.progress and sys.stderr.isatty():
            tqdm.write(sentence, file=sys.stderr)


def manifest_of(
    folder: Path,
    used: EncoderUsed,
    vectors: str,
    sources: tuple[SourceFile, ...],
    engine: EngineUsed,
    parts: tuple[str, ...] = (),
    beside: Library | None = None,
) -> Manifest:
    """The manifest of what has been written to a folder. Raises OSError.

    Files that are those of an index `beside` are as they were written then.
    """
    return Manifest(
        qa=__version__,
        created=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        reader=reader_version(),
        encoder=used,
        vectors=vectors,
        sources=sources,
        files=file_entries(folder, (beside.folder, beside.manifest) if beside else None),
        engine=engine,
        parts=parts,
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


def _is_whole(library: Library) -> bool:
    """Whether every byte of an index is as it was written."""
    return not library.manifest.check_files(library.folder, hashes_up_to=math.inf)


def _verify(
    folder: Path,
    reports: Sequence[Report],
    passages: Sequence[Passage],
    *,
    beside: Library | None = None,
    gone: Sequence[str] = (),
) -> None:
    """Open what was written and count it: all of it, or what was written beside an index, less
    what is gone from that. Raises LibraryIndexError.
    """
    # The index of the vectors that it stands beside is not read: it is the same file.
    library = Library(folder, searched=beside is None)
    try:
        keys = {report.key for report in reports}
        written = [report.key for report in reports]
        rows, words = library.units.rows_of_reports(written), library.units.unit_count(written)
        if beside:
            keys |= set(beside.store.keys) - set(gone)
            words += len(beside.words) - beside.units.unit_count(gone)
        counts = (set(library.store.keys), len(rows), len(library.words))
        expected = (keys, len(passages), words)
        if counts != expected:
            raise LibraryIndexError(f"The new index is not whole: {counts}, not {expected}.")
    finally:
        library.close()
