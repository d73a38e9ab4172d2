"""`qa doctor`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa.cli import options, output, tallies

if TYPE_CHECKING:
    from qa.keeping.checkup import Checkup, IndexCondition


def add(commands: options.Commands) -> None:
    """Add the command."""
    doctor = options.command(
        commands,
        "doctor",
        run_doctor,
        help="how well each report was read, and whether the index is sound",
        description=(
            "Say of each report what was read, which numbers were restored and why, and where\n"
            "each character of its source went; of the index, whether it is whole and up to date."
        ),
        epilog="""\
examples:
  qa doctor
  qa doctor harrow-2012
  qa doctor report.pdf            a file that is not in the library

Exit status: 0 all is well; 1 text was lost in reading, a file cannot be read, or the index is
missing, damaged or out of date.""",
    )
    doctor.add_argument(
        "name", nargs="*", metavar="REPORT", help="like harrow-2012, or a file (default: all)"
    )
    options.as_json(doctor, "print one JSON object")
    options.library(doctor)


def run_doctor(args: argparse.Namespace) -> int:
    """`qa doctor`: 0 when all is well, 1 when something needs looking after."""
    from qa import keeping

    folders = keeping.Folders(args.corpus, args.index)
    if args.name:
        found = keeping.check_reports(folders, args.name)
    else:
        found = keeping.check_library(folders)
    if args.json:
        output.emit_json(found.to_json())
    else:
        output.emit("\n\n".join(_blocks(found)))
    return 0 if found.is_well else 1


def _blocks(found: Checkup) -> Iterator[str]:
    for tally in found.tallies:
        yield tallies.full(tally)
    if found.unread:
        lines = [output.wrapped(why, indent="    ", first="  - ") for why in found.unread.values()]
        yield "\n".join(["Files that are not held:", *lines])
    if found.index:
        yield output.wrapped(_index(found.index))
    yield "All is well." if found.is_well else _trouble(found)


def _index(condition: IndexCondition) -> str:
    made = f"made {condition.created} with {condition.encoder}" if condition.created else ""
    if condition.is_sound:
        return f"The index is whole and up to date: {made}, {condition.engine}."
    if condition.state is None:
        return f"The index could not be looked at: {condition.why}"
    why = condition.why.rstrip(".")
    return f"The index is {condition.state}: {why}. Mend it with: qa index"


def _trouble(found: Checkup) -> str:
    reports = [tally.report.key for tally in found.tallies if tally.troubles]
    said = []
    if reports:
        said.append(f"reading {', '.join(reports)}")
    if found.unread:
        said.append("files that are not held")
    if found.index and not found.index.is_sound:
        said.append("the index")
    return f"Trouble: {'; '.join(said)}."
