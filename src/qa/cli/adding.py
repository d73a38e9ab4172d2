"""`qa add` and `qa remove`."""

from __future__ import annotations

import argparse
import logging
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa import export
from qa.cli import options, output, tallies
from qa.errors import UsageError
from qa.quotation import dated

if TYPE_CHECKING:
    from qa.index.making.build import BuildResult
    from qa.keeping.adding import Added, AddingPlan, Arrival
    from qa.keeping.holdings import Folders, Moves
    from qa.keeping.offers import Offer
    from qa.keeping.removing import RemovingPlan

log = logging.getLogger(__name__)


def add(commands: options.Commands) -> None:
    """Add the commands."""
    adding = options.command(
        commands,
        "add",
        run_add,
        help="add reports: files, folders or globs",
        description=(
            "Read reports, say what was read, copy them into the corpus folder and bring the\n"
            "index up to date; only text that is new is embedded."
        ),
        epilog="""\
examples:
  qa add report.pdf
  qa add --dry-run report.pdf     read it and say what was read; nothing is touched
  qa add inspections/             every report file in the folder and in the folders in it
  qa add "inspections/*-2012.*"

Of a folder, hidden files, links and READMEs are passed over. A report that is held already is
left as it is. One that is another version of a report held (same authority, framework, and
date of publication or reference number) replaces it, once you agree; the older file is kept
in the corpus folder, under .removed. Several files: those that can be read are added.
Exit status: 0 done; 1 a file was not added; 2 a replacement needs --yes, nothing was done.""",
    )
    adding.add_argument("file", nargs="+", metavar="FILE", help="a file, a folder or a glob")
    _careful(adding, "replace older versions without asking")
    options.as_json(
        adding,
        "print an object a line for each file; with --dry-run, print for each file what "
        "`qa export --json` would print once it is added",
    )
    options.library(adding)

    removing = options.command(
        commands,
        "remove",
        run_remove,
        help="remove reports",
        description=(
            "Take reports out of the corpus folder and bring the index up to date. Their files\n"
            "are kept in the corpus folder, under .removed, until you delete them."
        ),
        epilog="examples:\n  qa remove harrow-2012\n  qa remove --dry-run harrow-2012",
    )
    removing.add_argument("report", nargs="+", metavar="REPORT", help="like harrow-2012")
    _careful(removing, "remove without asking")
    options.as_json(removing, "print an object a line for each report")
    options.library(removing)


def _careful(parser: argparse.ArgumentParser, yes: str) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be done, and do nothing"
    )
    parser.add_argument("--yes", action="store_true", help=yes)


def run_add(args: argparse.Namespace) -> int:
    """`qa add`: 0 when every file is in the library, 1 when one could not be added."""
    from qa import keeping

    folders = _folders(args)
    offered = keeping.offers(args.file, folders.reader, progress=True)
    plan = keeping.plan_adding(folders, offered)
    if args.dry_run:
        return _preview(plan, as_json=args.json)
    declined = _declined(plan) if not args.yes else ()
    if declined:
        plan = keeping.plan_adding(folders, _without(offered, declined))
    if not args.json:
        for block in _arrivals(plan):
            output.emit(f"{block}\n\n")
    added = keeping.add(folders, plan)
    plan = added.plan
    if args.json:
        for arrival in plan.arrivals:
            output.emit_json(arrival.to_json())
    else:
        for line in _done(added):
            output.emit(line)
    _complain(plan)
    return _status(plan)


def _folders(args: argparse.Namespace) -> Folders:
    """The library as it is, once a change that was cut short has been undone."""
    from qa.keeping import Folders
    from qa.opening import recovered

    recovered(args.corpus, args.index)
    return Folders(args.corpus, args.index)


def _preview(plan: AddingPlan, *, as_json: bool) -> int:
    if as_json:
        for arrival in plan.arrivals:
            for row in export.rows(arrival.report) if arrival.report else ():
                output.emit_json(row)
    else:
        shown = [*_arrivals(plan), "Nothing was touched: this was a dry run."]
        output.emit("\n\n".join(shown))
    _complain(plan)
    return _status(plan)


def _status(plan: AddingPlan) -> int:
    return 1 if any(arrival.report is None for arrival in plan.arrivals) else 0


def _arrivals(plan: AddingPlan) -> Iterator[str]:
    for arrival in plan.arrivals:
        if arrival.report:
            yield _arrival(arrival)
    if plan.moves:
        yield _moves(plan.moves)


def _arrival(arrival: Arrival) -> str:
    from qa.keeping.adding import Outcome
    from qa.keeping.offers import shown
    from qa.reading.tally import Tally

    assert arrival.report is not None
    if arrival.outcome is Outcome.HELD:
        return output.wrapped(arrival.why)
    parts = [f"{arrival.report.key}  from {shown(arrival.path)}"]
    parts.append(tallies.brief(Tally.of(arrival.report)))
    if arrival.replaces:
        parts.append(_replacement(arrival))
    return "\n".join(parts)


def _replacement(arrival: Arrival) -> str:
    assert arrival.replaces is not None and arrival.difference is not None
    old = arrival.replaces
    said = f"replaces {old.key} ({old.file_name}, {dated(old)}): {arrival.difference.describe()}"
    return output.wrapped(said, indent="  ", first="  ")


def _moves(moves: Moves) -> str:
    changes = ", ".join(f"{old} becomes {new}" for old, new in moves)
    return output.wrapped(f"Keys follow the dates of publication: {changes}.")


def _complain(plan: AddingPlan) -> None:
    for arrival in plan.arrivals:
        if arrival.report is None:
            log.error("not added: %s", arrival.why)


def _done(added: Added) -> Iterator[str]:
    for arrival in added.plan.coming:
        assert arrival.report is not None
        yield f"Added {arrival.report.key}, as {arrival.report.file_name}."
    for key, path in added.kept.items():
        yield f"The older version of {key} is kept: {path}"
    if added.build and (added.plan.coming or added.build.built):
        yield _said(added.build)


def _said(built: BuildResult) -> str:
    held = f"{built.reports} reports, {built.paragraphs:,} paragraphs"
    if not built.built:
        return f"The index is as it was: {held}."
    return f"The index is up to date: {held} ({built.embedded:,} passages embedded)."


def _declined(plan: AddingPlan) -> Sequence[Arrival]:
    """The replacements that the person at the terminal does not want.

    Raises UsageError where there is no terminal to ask at.
    """
    if not plan.replacing:
        return ()
    whys = " ".join(arrival.why for arrival in plan.replacing)
    if not _can_ask():
        raise UsageError(
            f"{whys} Nothing was added. See what changes with --dry-run, replace with --yes."
        )
    return [arrival for arrival in plan.replacing if not _agreed(_arrival(arrival), "Replace it?")]


def _without(offered: Iterable[Offer], declined: Sequence[Arrival]) -> list[Offer]:
    from qa.keeping.offers import Offer, shown

    paths = {arrival.path for arrival in declined}
    return [
        Offer(offer.path, problem=f"{shown(offer.path)} was not wanted.")
        if offer.path in paths
        else offer
        for offer in offered
    ]


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _agreed(about: str, question: str) -> bool:
    """Ask at the terminal; anything but a yes is a no."""
    sys.stderr.write(f"{about}\n{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def run_remove(args: argparse.Namespace) -> int:
    """`qa remove`: 0 when the reports are gone, 1 when they were not to be removed after all."""
    from qa import keeping

    folders = _folders(args)
    plan = keeping.plan_removing(folders, args.report)
    if args.dry_run:
        _tell(plan, {}, as_json=args.json)
        return 0
    if not args.yes:
        if not _can_ask():
            raise UsageError(
                "Nothing was removed. See what would be with --dry-run, remove with --yes."
            )
        if not _agreed("\n".join(_going(plan)), "Remove?"):
            log.error("nothing was removed")
            return 1
    removed = keeping.remove(folders, plan)
    _tell(plan, removed.kept, as_json=args.json)
    if not args.json:
        back = " ".join(shlex.quote(str(path)) for path in removed.kept.values())
        output.emit(f"{_said(removed.build)}\nTo have it back: qa add {back}")
    return 0


def _tell(plan: RemovingPlan, kept: Mapping[str, Path], *, as_json: bool) -> None:
    if as_json:
        for row in plan.rows(kept):
            output.emit_json(row)
        return
    output.emit("\n".join(_going(plan)))
    if not kept:
        output.emit("Nothing was touched: this was a dry run.")


def _going(plan: RemovingPlan) -> Iterator[str]:
    for report in plan.going:
        said = f"removed: {report.title}, {report.authority}, {dated(report)}"
        yield output.wrapped(f"{report.key}  {said} ({report.file_name})", indent="  ", first="")
    if plan.moves:
        yield _moves(plan.moves)
