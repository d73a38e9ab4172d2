"""The files that someone wants to add: found, and read, or why they could not be."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from qa.errors import ReadingError
from qa.index.making.corpus import Reader, read_file
from qa.report import Report


@dataclass(frozen=True, slots=True)
class Offer:
    """A file, and the report it holds or a sentence that says why it holds none."""

    path: Path
    report: Report | None = None
    problem: str | None = None


def offers(names: Iterable[str], reader: Reader, *, progress: bool = False) -> list[Offer]:
    """Read the files that are named, those under the folders that are named, and globs' matches.

    Of a folder all report files are taken, those of the folders in it too; hidden ones, links and
    READMEs are passed over. A file that is named twice is read once. Nothing is raised: each
    trouble is an offer with a problem.
    """
    found = list(_once(offer for name in names for offer in _found(name, reader)))
    bar = tqdm(
        found,
        desc="Reading",
        unit=" files",
        delay=1,  # seconds
        disable=None if progress else True,  # None: only when stderr is a terminal
        file=sys.stderr,
    )
    return [offer if offer.problem else read_offer(offer.path, reader) for offer in bar]


def read_offer(path: Path, reader: Reader) -> Offer:
    """One file, read as the index would read it."""
    try:
        if not path.exists():
            return Offer(path, problem=f"There is no file {shown(path)}.")
        if not path.is_file():
            return Offer(path, problem=f"{shown(path)} is not a file.")
        report = read_file(path, reader)
    except ReadingError as error:
        return Offer(path, problem=printable(str(error)))
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        return Offer(path, problem=f"{shown(path)} cannot be read: {error}.")
    if not reader.is_report_file(path):
        return Offer(
            path,
            problem=f"{shown(path)} reads like a report but is not named like one: its name must "
            "not begin with a dot, and must end as its kind of file does (.pdf, or .txt for text).",
        )
    return Offer(path, report)


def shown(path: Path) -> str:
    """A path as it can be put in a sentence on any terminal."""
    return printable(str(path))


def printable(text: str) -> str:
    r"""A text without what a terminal would act on.

    >>> printable("a\x1b[2Jb.txt")
    'a�[2Jb.txt'
    """
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _once(found: Iterable[Offer]) -> Iterator[Offer]:
    seen: set[str] = set()
    for offer in found:
        place = os.path.realpath(offer.path) if not offer.problem else str(offer.path)
        if place not in seen:
            seen.add(place)
            yield offer


def _found(name: str, reader: Reader) -> Iterator[Offer]:
    """The files a name stands for, not read yet; or a problem."""
    path = Path(name)
    if os.path.lexists(path) or not glob.has_magic(name):
        yield from _under(path, reader)
        return
    matches = sorted(glob.glob(name, recursive=True))
    if not matches:
        yield Offer(path, problem=f"Nothing is called {printable(name)}.")
    for match in matches:
        yield from _under(Path(match), reader)


def _under(path: Path, reader: Reader) -> Iterator[Offer]:
    """A file itself; of a folder, the report files in it."""
    if not os.path.isdir(path):
        yield Offer(path)
        return
    none = True
    closed: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in _reports(Path(folder), files, reader):
            none = False
            yield Offer(file)
    for error in closed:
        shut = Path(str(error.filename))
        yield Offer(shut, problem=f"{shown(shut)} cannot be looked into: {error.strerror}.")
    if none and not closed:
        yield Offer(path, problem=f"There are no report files in {shown(path)}.")


def _reports(folder: Path, names: Sequence[str], reader: Reader) -> Iterator[Path]:
    for name in sorted(names):
        path = folder / name
        about = name.startswith(".") or path.stem.casefold() == "readme"
        if not about and not path.is_symlink() and reader.is_report_file(path):
            yield path
