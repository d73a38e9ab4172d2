"""How long it takes to add a report to a library and to take it out again."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.errors import LibraryIndexError
from qa.index.encoding.contentwords import ReadText
from qa.index.encoding.encoder import Encoder, Progress, ReadsWords
from qa.index.making import generation
from qa.index.making.build import build
from qa.index.making.corpus import standard_reader
from qa.index.making.library import Library
from qa.report import Report

_NAME = "one more.txt"


class _Timed:
    """An encoder, and the seconds that it embeds."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.dimension = encoder.name, encoder.dimension
        self.fingerprint = encoder.fingerprint
        self.seconds = 0.0

    def encode(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        started = time.perf_counter()
        vectors = self._encoder.encode(texts, progress=progress)
        self.seconds += time.perf_counter() - started
        return vectors

    def read(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[ReadText]:
        assert isinstance(self._encoder, ReadsWords)
        started = time.perf_counter()
        read = self._encoder.read(texts, progress=progress)
        self.seconds += time.perf_counter() - started
        return read

    def asked(self, words: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        assert isinstance(self._encoder, ReadsWords)
        return self._encoder.asked(words)

    def moved(self, questions: NDArray[np.float32]) -> NDArray[np.float32]:
        assert isinstance(self._encoder, ReadsWords)
        return self._encoder.moved(questions)

    def knows(self, word: str) -> bool:
        return self._encoder.knows(word)


def add_and_remove(index: Path, report: Report) -> dict[str, float]:
    """The seconds to add a real report, of another year, to a synthetic library and to remove it.

    `embedding_s` is the part of the first that the encoder takes; of the files of the library
    only the hashes are told, so what reading those takes comes on top. Done in a second index of
    the same files: the library stays as it is. Raises LibraryIndexError.
    """
    library = Library.open(index)
    years = [head.year for head in library.store.heads()]
    # A copy shares its files with the index, so it has to be on the same disk.
    with tempfile.TemporaryDirectory(dir=index, prefix="growing-") as place:
        corpus, copy = Path(place) / "corpus", Path(place) / "index"
        _linked(library.folder, copy / library.folder.name)
        shutil.copy(index / generation.CURRENT, copy)
        corpus.mkdir()
        for source in library.manifest.sources:
            (corpus / source.file).write_text(str(source.report))  # of which its hash was made
        standard = standard_reader()

        def read(path: Path) -> Report:
            return replace(standard.read_report(path), published=f"{max(years) + 1}-01-01")

        encoder = _Timed(library.encoder)
        reader = replace(standard, read_report=read)
        library.close()
        (corpus / _NAME).write_text(report.source)
        added = build(corpus, copy, reader=reader, encoder=encoder, progress=False)
        (corpus / _NAME).unlink()
        removed = build(corpus, copy, reader=reader, encoder=encoder, progress=False)
        if not added.built or added.reports != removed.reports + 1:
            raise LibraryIndexError(f"The report {report.key} could not be added to be timed.")
        return {
            "added_s": round(added.seconds, 1),
            "embedding_s": round(encoder.seconds, 1),
            "embedded": added.embedded,
            "removed_s": round(removed.seconds, 1),
        }


def _linked(source: Path, target: Path) -> None:
    """The same files in another folder."""
    for path in source.rglob("*"):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, place)
