"""What a library holds, by its corpus folder, which is the source of truth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from qa.errors import EncoderError, EngineError, LibraryIndexError, no_such_report
from qa.index.encoding.encoder import Encoder
from qa.index.making.corpus import (
    Reader,
    file_hashes,
    read_file,
    read_files,
    renamed,
    standard_reader,
)
from qa.index.making.embedding import Told
from qa.index.making.library import Library
from qa.index.making.status import State, status
from qa.report import Report

Moves = tuple[tuple[str, str], ...]  # keys that reports have now, and will have


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a library is kept, and how its files are read and embedded.

    `encoder` is None for the one the index has. `progress` is shown on stderr, when that is a
    terminal; `told` hears how many passages are embedded, and of how many.
    """

    corpus: Path
    index: Path
    reader: Reader = field(default_factory=standard_reader)
    encoder: Encoder | None = None
    progress: bool = True
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Holdings:
    """The files of a corpus folder as they were when someone looked.

    `hashes` are of every report file by name, `reports` those held, under their keys (perhaps
    without their text: see `whole`), `problems` why each other file is not held.
    """

    folders: Folders
    hashes: Mapping[str, str]
    reports: tuple[Report, ...]
    problems: Mapping[str, str]

    @classmethod
    def of(cls, folders: Folders) -> Holdings:
        """Look: in the index when it is up to date, else in every file of the corpus.

        Raises LibraryIndexError when the corpus folder cannot be looked into.
        """
        hashes = file_hashes(folders.corpus, folders.reader)
        if not hashes:
            return cls(folders, {}, (), {})
        known = _indexed(folders, hashes)
        if known:
            return known
        read, problems = read_files(
            folders.corpus, hashes, folders.reader, progress=folders.progress
        )
        return cls(folders, hashes, tuple(read), problems)

    def report(self, key: str) -> Report:
        """The report held under a key. Raises NotFoundError, naming what is held."""
        for report in self.reports:
            if report.key == key:
                return report
        raise no_such_report(key, [report.key for report in self.reports])

    def whole(self, report: Report) -> Report:
        """A report held, with all its text. Raises ReadingError when its file has gone bad."""
        if report.paragraphs:
            return report
        read = read_file(self.folders.corpus / report.file_name, self.folders.reader)
        return renamed(replace(read, file_name=report.file_name), report.key)

    def files_of(self, report: Report) -> list[str]:
        """The names of the files with a report's bytes: its own, and any copies of it."""
        return [name for name, digest in self.hashes.items() if digest == report.source_sha256]


def _indexed(folders: Folders, hashes: Mapping[str, str]) -> Holdings | None:
    """What the index says is held, if it is up to date."""
    try:
        found = status(
            folders.corpus, folders.index, reader=folders.reader, encoder=folders.encoder
        )
        if found.state is not State.CURRENT:
            return None
        library = Library.open(folders.index)
    except (LibraryIndexError, EncoderError, EngineError):
        return None
    try:
        indexed = {source.file: source for source in library.manifest.sources}
        if {name: source.sha256 for name, source in indexed.items()} != dict(hashes):
            return None  # the folder, or the index, changed while we looked
        problems = {name: source.problem for name, source in indexed.items() if source.problem}
        return Holdings(folders, hashes, tuple(library.store.heads()), problems)
    except LibraryIndexError:
        return None
    finally:
        library.close()


def moved(before: Iterable[Report], after: Iterable[Report]) -> Moves:
    """The keys that change for reports that stay: (now, then), told by their bytes."""
    then = {report.source_sha256: report.key for report in after}
    now = ((report.key, then.get(report.source_sha256, report.key)) for report in before)
    return tuple((old, new) for old, new in now if old != new)
