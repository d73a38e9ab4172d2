"""`qa index`."""

from __future__ import annotations

import argparse
import logging

from qa.cli import options, output

log = logging.getLogger(__name__)


def add(commands: options.Commands) -> None:
    """Add the command."""
    parser = options.command(
        commands,
        "index",
        run_index,
        help="make the index of the reports, if it is missing or out of date",
        description="Make the index of the reports, if it is missing or out of date.",
        epilog="examples:\n  qa index\n  qa index --force --corpus my-reports --index my-index",
    )
    parser.add_argument("--force", action="store_true", help="make it even if it is up to date")
    options.encoder(parser)
    options.as_json(parser)
    options.library(parser)
    options.engine(parser)


def run_index(args: argparse.Namespace) -> int:
    """`qa index`: files that had to be left out are named on stderr."""
    from dataclasses import asdict

    from qa.index.making.build import build
    from qa.opening import recovered

    recovered(args.corpus, args.index)
    result = build(
        args.corpus,
        args.index,
        model=args.encoder,
        engine=options.engine_of(args),
        force=args.force,
    )
    for problem in result.problems:
        log.warning("%s", problem)
    if args.json:
        output.emit_json(asdict(result))
        return 0
    held = (
        f"{result.reports} reports, {result.paragraphs:,} paragraphs, {result.passages:,} passages"
    )
    if result.built:
        took = f"{result.embedded:,} embedded, {result.seconds:.0f} s"
        output.emit(f"Made the index in {args.index}: {held} ({took}).")
    else:
        output.emit(f"The index in {args.index} is up to date: {held}.")
    return 0
