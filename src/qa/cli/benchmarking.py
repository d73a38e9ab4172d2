"""`qa bench`: how a library of a given size behaves on this machine."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.cli import arguments, options, output
from qa.errors import UsageError

if TYPE_CHECKING:
    from qa.report import Report

_GOLD = Path("evals/gold")
_MADE = "made.json"  # beside the synthetic index: how long it took, for the next time
_PLAINLY = (
    "A synthetic library of at least {:,} paragraphs: reports of {} with words changed, under "
    "other authorities and dates. Nothing is embedded: its vectors are real ones, perturbed.\n"
)


def add(commands: options.Commands) -> None:
    """Add the command."""
    parser = options.command(
        commands,
        "bench",
        run,
        help="measure how a library of so many paragraphs behaves on this machine",
        description="Make a synthetic library of so many paragraphs out of the one that is there, "
        "and measure it: disk, memory, time of a search, of adding a report, recall of its index.\n"
        "Nothing is embedded for it: its vectors are real ones, perturbed; so its answers mean "
        "nothing, its times do.",
        epilog="examples:\n  qa bench --paragraphs 10000\n"
        "  qa bench --paragraphs 1000000 --folder build/million --out evals/results",
    )
    parser.add_argument(
        "--paragraphs",
        type=arguments.number(),
        default=100_000,
        metavar="N",
        help="at least so many (default: 100,000)",
    )
    arguments.folder(
        parser,
        "--folder",
        "where to make it, and keep it to be measured again (default: a temporary folder)",
    )
    arguments.file(
        parser,
        "--questions",
        "what to ask, a question a line (default: the gold questions, where they are)",
    )
    arguments.folder(parser, "--out", "also write the figures here, as scale.json")
    options.as_json(parser)
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Make, measure, print, and keep."""
    from qa import jsonl
    from qa.evaluation.bench import growing, scale

    questions = _questions(args.questions, args.index)
    with ExitStack() as stack:
        folder = args.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        made = _made(args, folder)
        figures = {"paragraphs_wanted": args.paragraphs, **made, **scale.measure(folder, questions)}
        figures["growing"] = growing.add_and_remove(folder, _a_report(args.index))
    if args.out:
        jsonl.write_text(args.out / "scale.json", jsonl.pretty(figures))
    if args.json:
        output.emit_json(figures)
    else:
        output.emit(scale.render(figures))
    return 0


def _made(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Make the library, or tell how long that took where it stands in the folder already."""
    from qa.evaluation.bench import synthetic
    from qa.index.making import generation
    from qa.index.making.library import Library

    if generation.current(folder) is not None:
        try:
            made: dict[str, Any] = json.loads((folder / _MADE).read_text("utf-8"))
        except (OSError, ValueError):
            raise UsageError(
                f"{folder} holds an index that `qa bench` did not make. Name another --folder."
            ) from None
        if made.get("asked") != args.paragraphs:
            raise UsageError(
                f"{folder} holds a synthetic library of {made.get('asked')} paragraphs. Name "
                "another --folder."
            )
        return {"made_s": made["seconds"]}
    sys.stderr.write(_PLAINLY.format(args.paragraphs, args.index))
    source = Library.open(args.index)
    try:
        seconds = synthetic.make(source, args.paragraphs, folder).seconds
    finally:
        source.close()
    (folder / _MADE).write_text(json.dumps({"asked": args.paragraphs, "seconds": dict(seconds)}))
    return {"made_s": dict(seconds)}


def _a_report(index: Path) -> Report:
    """A real report: the first of the library."""
    from qa.index.making.library import Library

    library = Library.open(index)
    try:
        return library.store.report(library.store.keys[0])
    finally:
        library.close()


def _questions(file: Path | None, index: Path) -> list[str]:
    from qa import jsonl
    from qa.assistant import Assistant
    from qa.evaluation.questions import gold

    if file is not None:
        lines = (line.strip() for line in jsonl.read_text(file).splitlines())
        asked = [line for line in lines if line]
    elif _GOLD.is_dir():
        asked = [case.turns[0].question for case in gold.load(_GOLD).cases]
    else:
        asked = list(Assistant.open(index).examples())
    if not asked:
        raise UsageError("There is no question to ask.")
    return asked
