"""Adding reports to a library: what it would do, and doing it whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain, count
from pathlib import Path
from typing import Any

from qa.index.making.build import BuildResult
from qa.index.making.corpus import renamed, with_keys
from qa.keeping.changing import changed_meanwhile, changing, is_as_seen, rebuilt
from qa.keeping.difference import Difference, is_version_of
from qa.keeping.holdings import Folders, Holdings, Moves, moved
from qa.keeping.offers import Offer, shown
from qa.reading.tally import Tally
from qa.report import Report


class Outcome(StrEnum):
    """What becomes of a file that is offered."""

    ADDED = "added"
    REPLACES = "replaces"  # another version of a report that is held
    HELD = "held"  # its very bytes are
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What becomes of one offer, and why.

    `report` is whole, with the key and the file name it has in the library (none where it
    failed). `replaces` is the version held now, `difference` what changes against it.
    """

    path: Path
    outcome: Outcome
    why: str = ""
    report: Report | None = None
    replaces: Report | None = None
    difference: Difference | None = None

    @property
    def is_new(self) -> bool:
        """Whether its file goes into the corpus."""
        return self.outcome in (Outcome.ADDED, Outcome.REPLACES)

    def to_json(self) -> dict[str, Any]:
        """The arrival as `qa add --json` prints it: with the tally of its reading."""
        row: dict[str, Any] = {"offered": str(self.path), "outcome": str(self.outcome)}
        row |= {"why": self.why or None}
        if self.replaces and self.difference:
            row |= {"replaces": self.replaces.key, "difference": self.difference.to_json()}
        return row | (Tally.of(self.report).to_json() if self.report else {"report": None})


@dataclass(frozen=True, slots=True)
class AddingPlan:
    """What adding would do to a library as it was when the plan was made.

    `moves` are the keys that change for reports held, because one of an earlier date comes.
    """

    offered: tuple[Offer, ...]
    holdings: Holdings
    arrivals: tuple[Arrival, ...]
    moves: Moves = ()

    @property
    def replacing(self) -> tuple[Arrival, ...]:
        """The arrivals that replace what is held: for a person to agree to."""
        return tuple(a for a in self.arrivals if a.outcome is Outcome.REPLACES)

    @property
    def coming(self) -> tuple[Arrival, ...]:
        """The arrivals whose files go into the corpus."""
        return tuple(a for a in self.arrivals if a.is_new)


@dataclass(frozen=True, slots=True)
class Added:
    """What was added: the plan as it was carried out, and where the older versions are kept now,
    by the report's key.

    `build` is None when there was nothing to make an index of.
    """

    plan: AddingPlan
    kept: Mapping[str, Path]
    build: BuildResult | None


def plan_adding(folders: Folders, offered: Sequence[Offer]) -> AddingPlan:
    """What adding these files would do; nothing is touched.

    A file whose bytes are held is not added again. One that is another version of a report held
    replaces it. Two versions of one report in one call: the first counts, the second fails.
    Raises LibraryIndexError when the corpus cannot be looked into.
    """
    holdings = Holdings.of(folders)
    sorting = _Sorting(holdings)
    arrivals = [sorting.sort(offer) for offer in offered]
    replaced = [arrival.replaces for arrival in arrivals if arrival.replaces]
    files = {name for report in replaced for name in holdings.files_of(report)}
    staying = [report for report in holdings.reports if report not in replaced]
    named = _named([a for a in arrivals if a.is_new], _stems(folders.corpus, files))
    then = with_keys([*staying, *(a.report for a in named if a.report)])
    by_bytes = {report.source_sha256: report for report in then}
    settled = tuple(_settled(arrival, by_bytes) for arrival in arrivals)
    return AddingPlan(tuple(offered), holdings, settled, moved(staying, then))


def _stems(corpus: Path, going: set[str]) -> set[str]:
    """The names in use in the corpus folder, less their suffix, but for files that go."""
    if not corpus.is_dir():
        return set()
    return {path.stem for path in corpus.iterdir() if path.name not in going}


def add(folders: Folders, plan: AddingPlan) -> Added:
    """Carry a plan out: copy the files, bring the index up to date.

    A library that has changed meanwhile is planned for anew. When any of it fails the corpus is
    put back as it was. Raises LibraryIndexError when that would replace what nobody agreed to, or
    the library cannot be written or indexed.
    """
    kept: dict[str, Path] = {}
    if not plan.coming and not plan.holdings.hashes:
        return Added(plan, kept, None)
    with changing(folders) as shelf:
        plan = _still(folders, plan)
        for arrival in plan.coming:
            assert arrival.report is not None  # what is coming was read
            shelf.bring(arrival.path, arrival.report.file_name, arrival.report.source_sha256)
            for name in plan.holdings.files_of(arrival.replaces) if arrival.replaces else ():
                kept[arrival.report.key] = shelf.take(name)
        shelf.settle()
        return Added(plan, kept, rebuilt(folders))


def _still(folders: Folders, plan: AddingPlan) -> AddingPlan:
    """The plan, or one of the library as it is now that replaces nothing else."""
    if is_as_seen(plan.holdings):
        return plan
    fresh = plan_adding(folders, plan.offered)
    if not _replaced(fresh) <= _replaced(plan):
        raise changed_meanwhile(folders)
    return fresh


def _replaced(plan: AddingPlan) -> set[str]:
    return {a.replaces.source_sha256 for a in plan.replacing if a.replaces}


@dataclass(slots=True)
class _Sorting:
    """Offers sorted one after the other, each in view of those before it."""

    holdings: Holdings
    before: list[tuple[Path, Report]] = field(default_factory=list)

    def sort(self, offer: Offer) -> Arrival:
        if offer.report is None:
            return Arrival(offer.path, Outcome.FAILED, offer.problem or "It could not be read.")
        arrival = self._again(offer.path, offer.report) or self._first(offer.path, offer.report)
        if arrival.report:
            self.before.append((offer.path, offer.report))
        return arrival

    def _again(self, path: Path, report: Report) -> Arrival | None:
        """What becomes of a file when the same report was offered before it."""
        for other, earlier in self.before:
            if earlier.source_sha256 == report.source_sha256:
                why = f"{shown(path)} is the same file as {shown(other)}."
                return Arrival(path, Outcome.HELD, why, report)
        for other, earlier in self.before:
            if is_version_of(report, earlier):
                why = f"{shown(path)} and {shown(other)} are two versions of one report; add one."
                return Arrival(path, Outcome.FAILED, why)
        return None

    def _first(self, path: Path, report: Report) -> Arrival:
        for held in self.holdings.reports:
            if held.source_sha256 == report.source_sha256:
                return self._same_bytes(path, report, held)
        for held in self.holdings.reports:
            if is_version_of(report, held):
                why = f"{shown(path)} is another version of {held.key}."
                return self._replacing(path, report, held, why)
        return Arrival(path, Outcome.ADDED, "", report)

    def _same_bytes(self, path: Path, report: Report, held: Report) -> Arrival:
        """Held already; but a date of publication in the new name alone is worth having."""
        if report.is_dated_by_file and report.published != held.published:
            why = f"{shown(path)} gives another date of publication to {held.key}."
            return self._replacing(path, report, held, why)
        return Arrival(path, Outcome.HELD, f"{shown(path)} is held already, as {held.key}.", report)

    def _replacing(self, path: Path, report: Report, held: Report, why: str) -> Arrival:
        difference = Difference.between(self.holdings.whole(held), report)
        return Arrival(path, Outcome.REPLACES, why, report, held, difference)


def _named(arrivals: Iterable[Arrival], taken: set[str]) -> list[Arrival]:
    """What is coming, each with the file name it gets: its key's, numbered when that is taken.

    `taken` are file names less their suffix. Never is a name made of the one the file came with,
    but for a date of publication that stands nowhere else.
    """
    taken = {name.casefold() for name in taken}
    named = []
    for arrival in sorted(arrivals, key=lambda a: a.report.date if a.report else ""):
        assert arrival.report is not None  # what is coming was read
        # A date that only the file's name holds must not be lost with that name.
        date = arrival.report.date if arrival.report.is_dated_by_file else arrival.report.year
        base = f"{arrival.report.authority_key}-{date}"
        stem = next(s for s in chain([base], (f"{base}-{n}" for n in count(2))) if s not in taken)
        taken.add(stem)
        file_name = stem + arrival.path.suffix.lower()
        named.append(replace(arrival, report=replace(arrival.report, file_name=file_name)))
    return named


def _settled(arrival: Arrival, then: Mapping[str, Report]) -> Arrival:
    """The arrival with its report under the key and the file name that it has in the library."""
    if arrival.report is None:
        return arrival
    held = then[arrival.report.source_sha256]
    report = renamed(replace(arrival.report, file_name=held.file_name), held.key)
    return replace(arrival, report=report)
