"""One build of an index: reports read, passages embedded, every file written and checked."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tqdm import tqdm

from qa import __version__
from qa.errors import EncoderError, LibraryIndexError
from qa.index.encoding.encoder import Encoder, OnnxEncoder
from qa.index.encoding.export import export
from qa.index.encoding.weights import find_model, is_bundled, stamp
from qa.index.making import engines
from qa.index.making.change import Before, Change, carry_files, carry_parts, change_of
from qa.index.making.corpus import Reader, assembled, corpus_hashes, read_files, reader_version
from qa.index.making.embedding import Embedding, Told
from qa.index.making.library import ENCODER, Library
from qa.index.making.verification import is_whole, verify
from qa.index.passages import Passage
from qa.index.retrieval.vectors import VectorIndex
from qa.index.retrieval.words import WordIndex, WordRow
from qa.index.sqlite import storing
from qa.index.sqlite.manifest import EncoderUsed, EngineUsed, Manifest, SourceFile, file_entries
from qa.report import Report

EMBEDDED = EngineUsed()
_GLANCED_AT = 64_000_000  # bytes: of larger files only the size is looked at before a change


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
        self.embedding = Embedding(engine, progress, told)
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
        if self.old and not is_whole(self.old):
            self.old = None  # nothing is copied from it
            return self.make(corpus, reader)
        whole = [before.whole(report, hashes[report.file_name]) for report in reports]
        read = assembled(whole, hashes, problems, reader)
        encoder, engine = self._encoder()
        vectors = self.embedding.vectors(self.folder, read.passages, encoder, self.old)
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
        verify(self.folder, read.reports, read.passages)
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
        vectors = self.embedding.vectors(folder, change.passages, encoder, old, change.gone)
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
        verify(self.folder, change.reports, change.passages, beside=old, gone=change.gone)
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
        from qa.index.encoding.reference import load_reference

        return load_reference(self.model), "reference"

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
    for unit, passage in {passage.unit: passage for passage in passages}.items():
        paragraph = paragraphs[passage.key]
        body = paragraph.text if passage.item is None else paragraph.item_text(passage.item)
        yield WordRow(unit, paragraph.report, "\n".join(paragraph.section), body)
