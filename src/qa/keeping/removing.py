"""Removing reports from a library: what it would do, and doing it whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import LibraryIndexError
from qa.index.making.build import BuildResult
from qa.index.making.corpus import with_keys
from qa.keeping.changing import changed_meanwhile, changing, is_as_seen, rebuilt
from qa.keeping.holdings import Folders, Holdings, Moves, moved
from qa.keeping.journal import REMOVED
from qa.report import Report


@dataclass(frozen=True, slots=True)
class RemovingPlan:
    """What removing would do: which reports go, and which keys change for those that stay.

    `going` may be without their text.
    """

    holdings: Holdings
    going: tuple[Report, ...]
    moves: Moves

    def rows(self, kept: Mapping[str, Path]) -> Iterator[dict[str, Any]]:
        """The reports as `qa remove --json` prints them; `kept` is where their files are."""
        for report in self.going:
            place = kept.get(report.key)
            row = report.to_json() | {"file": report.file_name}
            yield row | {"kept_in": str(place) if place else None}


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed: where each report's file is kept now, by the report's key."""

    kept: dict[str, Path]
    build: BuildResult


def plan_removing(folders: Folders, keys: Iterable[str]) -> RemovingPlan:
    """What removing these reports would do; nothing is touched.

    Raises NotFoundError for a report that is not held, LibraryIndexError when none would be left.
    """
    holdings = Holdings.of(folders)
    going = tuple(holdings.report(key) for key in dict.fromkeys(keys))
    staying = [report for report in holdings.reports if report not in going]
    if not staying:
        raise LibraryIndexError(
            "That would leave no report, and an index of nothing cannot be made. Add another "
            f"report first (qa add FILE), or delete the folders {folders.corpus} and "
            f"{folders.index} to be rid of the library."
        )
    return RemovingPlan(holdings, going, moved(staying, with_keys(staying)))


def remove(folders: Folders, plan: RemovingPlan) -> Removed:
    """Carry a plan out: keep the files aside, bring the index up to date.

    When any of it fails the corpus is put back as it was. Raises LibraryIndexError when the keys
    have come to name other reports meanwhile, or the library cannot be written or indexed.
    """
    kept: dict[str, Path] = {}
    with changing(folders) as shelf:
        plan = _still(folders, plan)
        for report in plan.going:
            for name in plan.holdings.files_of(report):
                place = shelf.take(name)
                if name == report.file_name:
                    kept[report.key] = place
        shelf.settle()
        return Removed(kept, rebuilt(folders))


def removed_files(folders: Folders) -> tuple[Path, ...]:
    """The files that were taken off and are kept aside, by name."""
    kept = folders.corpus / REMOVED
    return tuple(sorted(path for path in kept.iterdir() if path.is_file())) if kept.is_dir() else ()


def _still(folders: Folders, plan: RemovingPlan) -> RemovingPlan:
    """The plan, or one of the library as it is now that removes the same reports."""
    if is_as_seen(plan.holdings):
        return plan
    fresh = plan_removing(folders, [report.key for report in plan.going])
    if [r.source_sha256 for r in fresh.going] != [r.source_sha256 for r in plan.going]:
        raise changed_meanwhile(folders)
    return fresh
