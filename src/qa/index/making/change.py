"""A change of a large library: written beside what is there, which is not written anew.

The part that is written takes in the new reports, and those of any part not much larger than it:
so there are never many parts, and a report is seldom written again. When it would grow nearly as
large as the first part, everything is made anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from qa.index.making.corpus import Reader, reader_version, renamed
from qa.index.making.library import ENCODER, Library
from qa.index.passages import Passage
from qa.index.retrieval.vectorfile import is_large
from qa.index.retrieval.words import REWRITTEN
from qa.index.sqlite.joined import MOST
from qa.index.sqlite.manifest import Manifest, SourceFile, library_versions
from qa.report import Report

PART = "part-"
_WORTH_KEEPING = 3  # times as large as what is written: then a part is left as it is
_MOST_GONE = 0.1  # of the passages of a part: words of theirs still count as used


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be written beside an index, in a folder `name`, and what stays of it.

    `parts` are those that stay as they are, beside the first, which does; `gone` the reports of
    the index that are in none of them any more: taken away, changed, or written again here.
    """

    name: str
    parts: tuple[str, ...]
    reports: tuple[Report, ...]
    passages: tuple[Passage, ...]
    sources: tuple[SourceFile, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Size:
    """The passages of a part: those of reports that the library will have, and all."""

    held: int
    all: int

    @property
    def is_hollow(self) -> bool:
        return self.all - self.held > _MOST_GONE * self.all


@dataclass(frozen=True)
class Before:
    """The reports of a large index, which are looked up and not read again; of a small one, none:
    a few files are read anew in less time than that takes to explain.
    """

    old: Library | None

    @classmethod
    def of(cls, old: Library | None) -> Self:
        """Of an index that was read by this same code."""
        same = old and old.manifest.reader == reader_version()
        return cls(old if old and same and is_large(old.manifest.passages) else None)

    def head(self, name: str, digest: str) -> Report | None:
        """The report of a file, with nothing of its text; None where the file is not known."""
        source = self.source(name, digest)
        return self._heads[str(source.report)] if source else None

    def source(self, name: str, digest: str) -> SourceFile | None:
        """What the index says of a file whose report it has."""
        return self._sources.get((name, digest))

    def whole(self, report: Report, digest: str) -> Report:
        """A report with all its text, under the key it has now; `digest` is its file's."""
        source = self.source(report.file_name, digest)
        if self.old is None or source is None:
            return report  # it was read
        return renamed(self.old.store.report(str(source.report)), report.key)

    @cached_property
    def _sources(self) -> dict[tuple[str, str], SourceFile]:
        sources = self.old.manifest.sources if self.old else ()
        return {(source.file, source.sha256): source for source in sources if source.report}

    @cached_property
    def _heads(self) -> dict[str, Report]:
        return {head.key: head for head in self.old.store.heads()} if self.old else {}


def change_of(
    before: Before,
    reports: Sequence[Report],
    problems: Mapping[str, str],
    hashes: Mapping[str, str],
    reader: Reader,
) -> Change | None:
    """What brings an index up to the reports of its corpus; None where all is better made anew.

    Of reports that the index knows the heads will do; `problems` are of files that are no reports.
    """
    old = before.old
    if old is None or dict(old.manifest.libraries) != library_versions():
        return None
    kept: list[SourceFile] = []
    fresh: list[Report] = []
    for report in reports:
        source = before.source(report.file_name, hashes[report.file_name])
        if source and source.report == report.key:
            kept.append(source)
        else:  # new; or its key is another, now that it is the second of its year, or no more
            fresh.append(before.whole(report, hashes[report.file_name]))
    passages = sum(len(reader.passages_of(report)) for report in fresh)
    if not is_large(passages + sum(source.passages for source in kept)):
        return None
    staying = _staying(_sizes(old, kept), passages)
    if staying is None:
        return None
    fresh += [old.store.report(str(s.report)) for s in kept if s.part not in staying]
    stay = [source for source in kept if source.part in staying]
    return _written(old.manifest, hashes, problems, staying, stay, fresh, reader)


def _sizes(old: Library, kept: list[SourceFile]) -> dict[str, _Size]:
    """How much each part of an index has, and will have."""
    held = dict.fromkeys(("", *old.manifest.parts), 0)
    for source in kept:
        held[source.part] += source.passages
    totals = zip(held.items(), old.store.contents.passages.totals, strict=True)
    return {part: _Size(count, total) for (part, count), total in totals}


def _staying(sizes: Mapping[str, _Size], fresh: int) -> tuple[str, ...] | None:
    """The parts left as they are, when so many passages are written; None for not even the first.

    >>> _staying({"": _Size(9000, 9000), "part-1": _Size(90, 90), "part-2": _Size(9, 9)}, 4)
    ('', 'part-1')
    >>> _staying({"": _Size(9000, 9000), "part-1": _Size(1000, 2000)}, 0)
    ('',)
    >>> _staying({"": _Size(9000, 9000), "part-1": _Size(2500, 2500)}, 900) is None
    True
    """
    written = fresh
    beside = sorted((size.held, part) for part, size in sizes.items() if part)
    staying = []
    for place, (held, part) in enumerate(beside):
        too_many = len(beside) - place >= MOST
        if too_many or sizes[part].is_hollow or held <= _WORTH_KEEPING * written:
            written += held
        else:
            staying.append(part)
    if sizes[""].is_hollow or sizes[""].held <= _WORTH_KEEPING * written:
        return None
    return ("", *(part for part in sizes if part in staying))


def _written(
    manifest: Manifest,
    hashes: Mapping[str, str],
    problems: Mapping[str, str],
    staying: tuple[str, ...],
    stay: list[SourceFile],
    fresh: list[Report],
    reader: Reader,
) -> Change:
    """The change that writes these reports in a part of their own."""
    fresh.sort(key=lambda report: (report.authority_key, report.date, report.key))
    numbers = [int(part.removeprefix(PART)) for part in manifest.parts]
    name = f"{PART}{max(numbers, default=0) + 1}"
    passages: list[Passage] = []
    sources = [SourceFile(file, hashes[file], problem=why) for file, why in problems.items()]
    for report in fresh:
        cut = reader.passages_of(report)
        passages += cut
        counts = len(report.paragraphs), len(cut)
        file = report.file_name
        sources.append(SourceFile(file, hashes[file], report.key, *counts, part=name))
    sources = sorted([*sources, *stay], key=lambda source: source.file)
    still = {source.report for source in stay}
    gone = [s.report for s in manifest.sources if s.report and s.report not in still]
    return Change(name, staying[1:], tuple(fresh), tuple(passages), tuple(sources), tuple(gone))


def carry_parts(old: Library, folder: Path, change: Change) -> None:
    """The files of an index that stay as they are, under a second name. Raises OSError."""
    for name in old.manifest.files:
        top, _, rest = name.partition("/")
        if top == ENCODER or (rest and top.startswith(PART) and top not in change.parts):
            continue
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        linked(old.folder / name, target, copy=target.name in REWRITTEN)


def carry_files(source: Path, target: Path) -> None:
    """The same files in another folder. Raises OSError."""
    target.mkdir()
    for file in source.iterdir():
        linked(file, target / file.name)


def linked(file: Path, target: Path, *, copy: bool = False) -> None:
    """The same file under another name, without a second copy on the disk where possible."""
    if not copy:
        try:
            os.link(file, target)
            return
        except OSError:
            pass
    shutil.copy2(file, target)
