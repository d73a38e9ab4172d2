"""A library as large as one likes, of reports that nobody wrote: to measure size, not answers.

Its reports are those of a real library under other authorities and dates, a seventh of their
longer words changed for others as long. Nothing is embedded: a passage's vector is that of the
real one with the difference of two other passages' added, and made of length 1 again, so that it
lies among vectors of its kind; its words' vectors have a fifth of their components from others.
What is written goes through the writers that any library goes through.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from qa.authorities import LocalAuthority, load_authorities
from qa.errors import LibraryIndexError
from qa.evaluation.bench.rewording import Rewording, by_length
from qa.index.making import generation
from qa.index.making.change import carry_files
from qa.index.making.engines import WORDS
from qa.index.making.library import ENCODER, Library
from qa.index.making.maker import manifest_of, word_rows
from qa.index.passages import Passage, passages_of
from qa.index.retrieval.late import LateIndex, LateWriter, in_bits
from qa.index.retrieval.vectorfile import as_kept, blank, is_large
from qa.index.retrieval.vectors import VectorIndex
from qa.index.retrieval.words import WordIndex, WordRow
from qa.index.sqlite import storing
from qa.index.sqlite.manifest import EngineUsed, SourceFile
from qa.report import Report

_FIRST_YEAR, _YEARS = 2000, 26
# How much of the difference of two vectors is added, drawn anew for each passage: cosines of 0.97
# to 0.72 with the real one are left. The ten nearest are then as unevenly near as among real ones.
_AWAY = (0.2, 0.8)
_CHANGED_COMPONENTS = 1 / 5
_SEED = 7
_T = TypeVar("_T")


@dataclass(frozen=True)
class Template:
    """A real report and what is made anew of it each time: passages, vectors, words' vectors."""

    report: Report
    passages: tuple[Passage, ...]
    rows: NDArray[np.int64]  # of the real library

    @cached_property
    def windows(self) -> list[int]:
        """The passages that have words' vectors."""
        return [at for at, passage in enumerate(self.passages) if not passage.is_short]


@dataclass(frozen=True, slots=True)
class Planned:
    """A report to be made: of which template, whose, and when."""

    key: str
    template: int
    authority: LocalAuthority
    published: str


class SyntheticLibrary:
    """The reports of a library of at least so many paragraphs, drawn from a real one."""

    def __init__(self, source: Library, paragraphs: int) -> None:
        self._source = source
        reports = [source.store.report(key) for key in source.store.keys]
        self._templates = [
            Template(report, tuple(passages_of(report)), source.units.rows_of_reports([report.key]))
            for report in reports
        ]
        self.planned = _plan([len(report.paragraphs) for report in reports], reports, paragraphs)
        self._by_length = by_length(source.store.words())

    @property
    def passages(self) -> int:
        """How many passages there will be."""
        return sum(len(self._templates[planned.template].passages) for planned in self.planned)

    def sources(self) -> tuple[SourceFile, ...]:
        """What the manifest says the reports were made of."""
        rows = []
        for planned in self.planned:
            template = self._templates[planned.template]
            digest = hashlib.sha256(planned.key.encode()).hexdigest()
            counts = len(template.report.paragraphs), len(template.passages)
            rows.append(SourceFile(f"{planned.key}.txt", digest, planned.key, *counts))
        return tuple(rows)

    def reports(self) -> Iterator[Report]:
        """The reports, by authority and date."""
        for at, planned in enumerate(self.planned):
            yield self.report(at, planned)

    def report(self, at: int, planned: Planned) -> Report:
        """One of them: the words of its template changed, the same way all through it."""
        changed = Rewording(np.random.default_rng((_SEED, at)), self._by_length)
        real, key = self._templates[planned.template].report, planned.key
        return replace(
            real,
            key=key,
            authority=planned.authority.full_names[0]
            if planned.authority.full_names
            else f"{planned.authority.name} Council",
            authority_key=planned.authority.key,
            published=planned.published,
            inspection_ended=planned.published,
            file_name=f"{key}.txt",
            source_sha256=hashlib.sha256(key.encode()).hexdigest(),
            source=changed(real.source),
            paragraphs=tuple(replace(p, report=key, text=changed(p.text)) for p in real.paragraphs),
            judgements=tuple(replace(row, report=key) for row in real.judgements),
            recommendations=tuple(
                replace(row, report=key, text=changed(row.text)) for row in real.recommendations
            ),
        )

    def passages_of(self, planned: Planned) -> list[Passage]:
        """The passages of a report; their text is never embedded, so it only tells them apart."""
        start = len(self._templates[planned.template].report.key)
        return [
            Passage(
                planned.key + real.key[start:],
                planned.key + real.unit[start:],
                real.kind,
                f"{planned.key} {place}",
            )
            for place, real in enumerate(self._templates[planned.template].passages)
        ]

    def vectors(self) -> Iterator[NDArray[np.float32]]:
        """The vectors of each report's passages, of length 1, shape (passages, d)."""
        pool = self._source.vectors.reconstruct(np.arange(len(self._source.vectors)))
        for at, planned in enumerate(self.planned):
            draw = np.random.default_rng((_SEED, at, 1))
            rows = self._templates[planned.template].rows
            one, other = draw.integers(0, len(pool), (2, len(rows)))
            away = draw.uniform(*_AWAY, (len(rows), 1)).astype(np.float32)
            vectors = pool[rows] + away * (pool[one] - pool[other])
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            yield vectors

    def write_late(self, writer: LateWriter, signs: bool) -> None:
        """The vectors of words, passage by passage, to a writer."""
        late = self._source.late
        if late is None:
            return
        if not isinstance(late, LateIndex):
            raise LibraryIndexError(
                "A synthetic library is made out of one that was made whole. Make that anew "
                "with: qa index --force"
            )
        pool = in_bits(late.rows) if signs and not late.has_signs else np.asarray(late.rows)
        first = 0
        for at, planned in enumerate(self.planned):
            draw = np.random.default_rng((_SEED, at, 2))
            template = self._templates[planned.template]
            for place in template.windows:
                start, count = late.places[template.rows[place]]
                others = pool[draw.integers(0, len(pool), count)]
                taken = draw.random(pool.shape[1]) < _CHANGED_COMPONENTS
                rows = np.where(taken, others, pool[start : start + count])
                writer.carry([first + place], rows, _scales(rows))
            first += len(template.passages)


@dataclass(frozen=True, slots=True)
class Made:
    """A synthetic library on disk, and the seconds that each part of making it took."""

    index: Path
    seconds: Mapping[str, float]


def make(source: Library, paragraphs: int, index: Path) -> Made:
    """Write a synthetic library of so many paragraphs as the index in a folder.

    Progress goes to stderr, when that is a terminal. Raises LibraryIndexError or OSError.
    """
    library = SyntheticLibrary(source, paragraphs)
    seconds: dict[str, float] = {}
    reports, passages = len(library.planned), library.passages
    with generation.locked(index, 0), generation.draft(index) as folder:
        with _timed(seconds, "vectors"):
            kept = blank(folder, passages, source.vectors.dimension)
            first = 0
            for vectors in _bar(library.vectors(), reports, "Vectors"):
                kept[first : first + len(vectors)] = as_kept(vectors, kept)
                first += len(vectors)
        with _timed(seconds, "vector index"):
            searchable = VectorIndex.build(kept)
            searchable.save(folder)
        with _timed(seconds, "word vectors"):
            writer = LateWriter(folder, passages, signs=is_large(passages))
            library.write_late(writer, is_large(passages))
            writer.close()
        with _timed(seconds, "store"):
            cut = (p for planned in library.planned for p in library.passages_of(planned))
            storing.write(folder, _bar(library.reports(), reports, "Store"), cut)
        with _timed(seconds, "words"):
            WordIndex.build(folder / WORDS, _bar(_word_rows(library), reports, "Words"))
        with _timed(seconds, "hashes and switch"):
            if (source.folder / ENCODER).is_dir():
                carry_files(source.folder / ENCODER, folder / ENCODER)
            used, sources = source.manifest.encoder, library.sources()
            manifest_of(folder, used, searchable.factory, sources, EngineUsed()).write(folder)
            generation.switch(index, folder)
        generation.sweep(index)
    return Made(index, seconds)


def _word_rows(library: SyntheticLibrary) -> Iterator[WordRow]:
    for at, planned in enumerate(library.planned):
        yield from word_rows([library.report(at, planned)], library.passages_of(planned))


def _bar(rows: Iterable[_T], total: int, name: str) -> Iterator[_T]:
    yield from tqdm(rows, desc=name, total=total, delay=1, disable=None, file=sys.stderr)


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    started = time.monotonic()
    yield
    seconds[name] = round(time.monotonic() - started, 1)


def _plan(sizes: list[int], reports: list[Report], paragraphs: int) -> list[Planned]:
    """The templates in turn until there are enough paragraphs, shared out over authorities: those
    of the real reports first, that real questions may name them.
    """
    turns: list[int] = []
    while _total(sizes, len(turns)) < paragraphs:
        turns.append(len(turns) % len(sizes))
    held = dict.fromkeys(report.authority_key for report in reports)
    every = {authority.key: authority for authority in load_authorities()}
    order = [*held, *(key for key in every if key not in held)][: max(len(held), len(turns) // 3)]
    planned: list[Planned] = []
    shares = np.array_split(np.array(turns, np.int64), len(order))
    for key, share in zip(sorted(order), shares, strict=False):
        taken: dict[int, int] = {}
        for place, turn in enumerate(share.tolist()):
            days = place * _YEARS * 365 // max(len(share), 1)
            published = date.fromordinal(date(_FIRST_YEAR, 1, 1).toordinal() + days)
            taken[published.year] = copy = taken.get(published.year, 0) + 1
            name = f"{key}-{published.year}" + (f"-{copy}" if copy > 1 else "")
            planned.append(Planned(name, turn, every[key], published.isoformat()))
    return planned


def _total(sizes: list[int], turns: int) -> int:
    """Paragraphs of so many reports, the templates taken in turn."""
    return turns // len(sizes) * sum(sizes) + sum(sizes[: turns % len(sizes)])


def _scales(rows: NDArray[np.int8] | NDArray[np.uint8]) -> NDArray[np.float32]:
    """What makes the length of rows of bytes 1 again."""
    lengths = np.linalg.norm(rows.astype(np.float32), axis=1)
    scales: NDArray[np.float32] = (1.0 / np.maximum(lengths, 1.0)).astype(np.float32)
    return scales
