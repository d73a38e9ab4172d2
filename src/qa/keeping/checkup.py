"""A checkup: how well each report was read, and whether the index is sound and up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tqdm import tqdm

from qa.errors import EncoderError, EngineError, LibraryIndexError
from qa.index.making import generation
from qa.index.making.status import State, status
from qa.index.sqlite.manifest import Manifest
from qa.keeping.holdings import Folders, Holdings
from qa.keeping.offers import printable, read_offer
from qa.reading.tally import Tally
from qa.report import Report


@dataclass(frozen=True, slots=True)
class IndexCondition:
    """The state of an index, why in a sentence, and what it says it was made with and when.

    `state` is None when it could not be told, and `why` says what stood in the way.
    """

    state: State | None
    why: str = ""
    encoder: str | None = None
    engine: str | None = None
    created: str | None = None

    @property
    def is_sound(self) -> bool:
        return self.state is State.CURRENT

    def to_json(self) -> dict[str, Any]:
        return {
            "state": str(self.state) if self.state else None,
            "why": self.why or None,
            "encoder": self.encoder,
            "engine": self.engine,
            "created": self.created,
        }


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a checkup found. `unread` are files that are not held, and why.

    `index` is None when only certain reports were asked about.
    """

    tallies: tuple[Tally, ...]
    unread: Mapping[str, str] = field(default_factory=dict)
    index: IndexCondition | None = None

    @property
    def is_well(self) -> bool:
        """Whether nothing needs looking after."""
        read = not self.unread and not any(tally.troubles for tally in self.tallies)
        return read and (self.index is None or self.index.is_sound)

    def to_json(self) -> dict[str, Any]:
        return {
            "well": self.is_well,
            "reports": [tally.to_json() for tally in self.tallies],
            "unread": [{"file": name, "why": why} for name, why in self.unread.items()],
            "index": self.index.to_json() if self.index else None,
        }


def check_library(folders: Folders) -> Checkup:
    """Look at every report, read anew from its file, and at every byte of the index.

    Nothing is changed. Raises LibraryIndexError when the corpus cannot be looked into.
    """
    holdings = Holdings.of(folders)
    tallies = tuple(_tallies(holdings, holdings.reports))
    return Checkup(tallies, dict(holdings.problems), _index_condition(folders))


def check_reports(folders: Folders, names: Iterable[str]) -> Checkup:
    """Look at these alone: reports held, by their keys, and files that are not.

    Raises NotFoundError for a name that is neither.
    """
    holdings = Holdings.of(folders)
    keys = {report.key for report in holdings.reports}
    asked: list[Report] = []
    unread: dict[str, str] = {}
    for name in dict.fromkeys(names):
        path = Path(name)
        if name in keys or not path.is_file():
            asked.append(holdings.report(name))
            continue
        offer = read_offer(path, folders.reader)
        if offer.report:
            asked.append(offer.report)
        else:
            unread[printable(name)] = offer.problem or "It could not be read."
    return Checkup(tuple(_tallies(holdings, asked)), unread)


def _tallies(holdings: Holdings, reports: Iterable[Report]) -> Iterator[Tally]:
    bar = tqdm(
        list(reports),
        desc="Checking",
        unit=" reports",
        delay=1,  # seconds
        disable=None if holdings.folders.progress else True,
        file=sys.stderr,
    )
    for report in bar:
        yield Tally.of(holdings.whole(report))


def _index_condition(folders: Folders) -> IndexCondition:
    try:
        found = status(
            folders.corpus,
            folders.index,
            reader=folders.reader,
            encoder=folders.encoder,
            thorough=True,
        )
        state, why = found.state, found.why
    except (LibraryIndexError, EncoderError, EngineError) as error:
        state, why = None, str(error)
    try:
        folder = generation.current(folders.index)
        manifest = Manifest.read(folder) if folder else None
    except LibraryIndexError:
        manifest = None
    if manifest is None:
        return IndexCondition(state, why)
    used = manifest.encoder
    return IndexCondition(state, why, used.name, used.engine, manifest.created)
