"""`qa eval`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli import options, output

if TYPE_CHECKING:
    from qa.evaluation.gold import Gold


def add(commands: options.Commands) -> None:
    """Add the command."""
    parser = options.command(
        commands,
        "eval",
        run_eval,
        help="measure the answers against questions with known paragraphs",
        description=(
            "Ask every gold question, print how well it went by type and by report, and keep\n"
            "the figures (latest.json) and the run (latest-run.jsonl)."
        ),
        epilog="""\
examples:
  qa eval
  qa eval --against evals/results/before.json
  qa eval --questions my-questions.jsonl

evals/README.md says what each figure means, and the format of a file of questions.""",
    )
    parser.add_argument(
        "--gold",
        type=Path,
        metavar="FOLDER",
        default=Path("evals/gold"),
        help="the gold questions (default: evals/gold)",
    )
    parser.add_argument(
        "--questions", type=Path, metavar="FILE", help="your own questions instead of the gold"
    )
    parser.add_argument(
        "--against",
        type=Path,
        metavar="FILE",
        help="compare with an earlier latest.json or latest-run.jsonl",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        help="where to keep figures and run (default: evals/results; your own questions: nowhere)",
    )
    options.as_json(parser, "print the figures as JSON")
    options.opening(parser)
    options.encoder(parser)


def run_eval(args: argparse.Namespace) -> int:
    """`qa eval`."""
    from qa import jsonl
    from qa.evaluation import compare, figures, run, tables

    gold = _gold(args)
    before = compare.earlier(args.against, gold) if args.against else None
    assistant = options.open_assistant(args)
    rows = run.ask_all(assistant, gold)
    found = figures.compute(gold, rows, assistant)
    comparison = compare.compare(before, found["per_question"]) if before else None
    folder = args.out or (None if args.questions else Path("evals/results"))
    if folder:
        jsonl.write(folder / "latest-run.jsonl", rows)
        jsonl.write_text(folder / "latest.json", jsonl.pretty(found))
    if args.json:
        output.emit_json(found | ({"against": comparison.to_json()} if comparison else {}))
    else:
        output.emit(tables.render(found))
        if comparison:
            output.emit("\n" + tables.render_comparison(comparison, gold.questions()))
    return 0


def _gold(args: argparse.Namespace) -> Gold:
    from qa.evaluation import gold

    return gold.load_questions(args.questions) if args.questions else gold.load(args.gold)
