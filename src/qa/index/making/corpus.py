"""The corpus folder as the index sees it: files, hashes, and reports with keys of their own."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tqdm import tqdm

from qa.errors import LibraryIndexError, ReadingError
from qa.index.encoding.weights import sha256
from qa.index.passages import Passage
from qa.index.sqlite.manifest import SourceFile
from qa.report import Report

log = logging.getLogger(__name__)

# What `qa.keeping` has in the folder while it changes it: a journal, and copies not yet whole.
CHANGING, DRAFT = ".changing.json", ".adding-"

_SETTLED = 2_000_000_000  # nanoseconds: by then two writings of a file have two times

# The modules, and the tables they read, that decide what is stored of a file. A hash of them tells
# an index made by other code, whether or not someone remembered to raise a version. What decides
# the vectors besides (`data/adapter`) is in the encoder's fingerprint.
DECIDING = (
    "report.py",
    "pieces.py",
    "scale.py",
    "sentences.py",
    "authorities.py",
    "keys.py",
    "reading/**/*.py",
    "index/**/*.py",
    "data/__init__.py",
    "data/authorities.toml",
    "data/frameworks.toml",
    "data/stopwords.toml",
)


@dataclass(frozen=True, slots=True)
class Reader:
    """How files become reports, and reports passages."""

    is_report_file: Callable[[Path], bool]
    read_report: Callable[[Path], Report]
    passages_of: Callable[[Report], Sequence[Passage]]


# A file's name and hash to the report that was read of it before, if it was.
Known = Callable[[str, str], Report | None]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The reports of a folder, their passages, and an account of every file."""

    reports: tuple[Report, ...]
    passages: tuple[Passage, ...]
    sources: tuple[SourceFile, ...]


def standard_reader() -> Reader:
    """The reading of this package."""
    from qa.reading.files import is_report_file

    return Reader(is_report_file, _read_report, _passages_of)


def _read_report(path: Path) -> Report:
    from qa.reading import read_report

    return read_report(path)


def _passages_of(report: Report) -> Sequence[Passage]:
    from qa.index.passages import passages_of

    return passages_of(report)


def is_settled(folder: Path) -> bool:
    """Whether no change of the corpus folder is going on, or was cut short."""
    return not (folder / CHANGING).exists() and next(folder.glob(f"{DRAFT}*"), None) is None


def reader_version() -> str:
    """A hash of the code and data that decide what an index holds of a report."""
    package = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for pattern in DECIDING:
        for path in sorted(package.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def file_hashes(folder: Path, reader: Reader) -> dict[str, str]:
    """The SHA-256 of each report file, by name: none where there is no such folder.

    Raises LibraryIndexError when it cannot be looked into.
    """
    try:
        if not folder.exists():
            return {}
        with os.scandir(folder) as entries:
            files = sorted((file for file in entries if file.is_file()), key=lambda file: file.name)
        return {
            file.name: _hash_of(file) for file in files if reader.is_report_file(Path(file.path))
        }
    except OSError as error:
        raise LibraryIndexError(f"The reports in {folder} cannot be read: {error}") from error


def _hash_of(file: os.DirEntry[str]) -> str:
    """The hash of a file; one that has not been touched for a while is read once by a process."""
    stat = file.stat()
    if time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) < _SETTLED:
        return sha256(Path(file.path))
    return _read_once(file.path, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


@lru_cache(maxsize=1 << 16)  # files: some 20 MB
def _read_once(path: str, *_: int) -> str:
    return sha256(Path(path))


def corpus_hashes(folder: Path, reader: Reader) -> dict[str, str]:
    """The SHA-256 of each report file, by name. Raises LibraryIndexError when there is none."""
    if not folder.is_dir():
        raise LibraryIndexError(
            f"There is no folder of reports at {folder}. Make it, put reports in it, or name "
            "another with --corpus."
        )
    hashes = file_hashes(folder, reader)
    if not hashes:
        raise LibraryIndexError(
            f"There are no reports in {folder}. Put one there, a PDF or a .txt file: qa add FILE"
        )
    return hashes


def _never(name: str, digest: str) -> Report | None:
    """No file was read before."""
    return None


def read_files(
    folder: Path,
    hashes: Mapping[str, str],
    reader: Reader,
    *,
    known: Known = _never,
    progress: bool = False,
) -> tuple[list[Report], dict[str, str]]:
    """The reports that can be read, with their keys; and why each other file cannot be.

    A file that is known is not read: its report is what `known` gives.
    """
    read: list[Report] = []
    problems: dict[str, str] = {}
    seen: dict[str, str] = {}
    bar = tqdm(
        hashes.items(),
        desc="Reading",
        unit=" files",
        delay=1,  # seconds
        disable=None if progress else True,  # None: only when stderr is a terminal
        file=sys.stderr,
    )
    for name, digest in bar:
        if digest in seen:
            problems[name] = f"{name} is the same file as {seen[digest]} and was left out."
            continue
        seen[digest] = name
        try:
            report = known(name, digest) or read_file(folder / name, reader)
        except ReadingError as error:
            problems[name] = str(error)
            continue
        read.append(replace(report, file_name=name))
    return with_keys(read), problems


def assembled(
    reports: Sequence[Report],
    hashes: Mapping[str, str],
    problems: Mapping[str, str],
    reader: Reader,
) -> Corpus:
    """The reports that were read, cut into passages."""
    passages: list[Passage] = []
    sources = [SourceFile(name, hashes[name], problem=why) for name, why in problems.items()]
    for report in reports:
        cut = reader.passages_of(report)
        passages += cut
        name = report.file_name
        sources.append(SourceFile(name, hashes[name], report.key, len(report.paragraphs), len(cut)))
    sources.sort(key=lambda source: source.file)
    return Corpus(tuple(reports), tuple(passages), tuple(sources))


def read_file(path: Path, reader: Reader) -> Report:
    """Read one file, as the index would. Raises ReadingError when it cannot be held."""
    try:
        report = reader.read_report(path)
    except ReadingError:
        raise
    except Exception as error:  # a fault of ours in one file must not cost the others
        log.debug("reading %s", path, exc_info=True)
        raise ReadingError(f"{path.name} could not be read ({error!r}).") from error
    numbers = [paragraph.number for paragraph in report.paragraphs]
    twice = {number for number in numbers if numbers.count(number) > 1}
    if twice:
        raise ReadingError(f"{path.name} has two paragraphs numbered {min(twice)}.")
    return report


def with_keys(reports: Iterable[Report]) -> list[Report]:
    """The reports with a key each, by key: the second of one authority in one year gets "-2".

    Order is by date of publication, then by the file's name (less its suffix), whatever order
    they come in and whatever keys they had.
    """
    by_key: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_key[f"{report.authority_key}-{report.year}"].append(report)
    named = []
    for key, same in by_key.items():
        same.sort(key=lambda r: (r.date, Path(r.file_name).stem, r.source_sha256))
        named += [renamed(r, f"{key}-{at}" if at > 1 else key) for at, r in enumerate(same, 1)]
    return sorted(named, key=lambda report: (report.authority_key, report.date, report.key))


def renamed(report: Report, key: str) -> Report:
    """The report under another key, and all its parts with it."""
    if report.key == key:
        return report
    return replace(
        report,
        key=key,
        paragraphs=tuple(replace(paragraph, report=key) for paragraph in report.paragraphs),
        recommendations=tuple(replace(advice, report=key) for advice in report.recommendations),
        judgements=tuple(replace(judgement, report=key) for judgement in report.judgements),
    )
