"""`qa eval`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.cli import options, output
from qa.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.assistant import Assistant
    from qa.evaluation.ablations import Ablation, Table
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
            "the figures (latest.json) and the run (latest-run.jsonl); with --ablations also what\n"
            "each signal of the search is worth (ablations.json)."
        ),
        epilog="""\
examples:
  qa eval
  qa eval --against evals/results/before.json
  qa eval --questions my-questions.jsonl
  qa eval --without words --against evals/results/latest.json
  qa eval --ablations

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
        "--without",
        action="append",
        default=[],
        metavar="NAME",
        help="leave a signal out of the search: words, dense, structure ... (may be repeated; an "
        "unknown name lists them all)",
    )
    parser.add_argument(
        "--ablations",
        action="store_true",
        help="also rank the questions without each signal in turn: one table",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        help="where to keep figures and run (default: evals/results; with --questions or "
        "--without: nowhere)",
    )
    options.as_json(parser, "print the figures as JSON")
    options.opening(parser)
    options.encoder(parser)


def run_eval(args: argparse.Namespace) -> int:
    """`qa eval`."""
    from qa.evaluation import ablations, compare, figures, run, tables

    gold = _gold(args)
    before = compare.earlier(args.against, gold) if args.against else None
    left_out = ablations.named(args.without)
    assistant = _assistant(args, left_out)
    rows = run.ask_all(assistant, gold)
    found = figures.compute(gold, rows, assistant)
    comparison = compare.compare(before, found["per_question"]) if before else None
    signals = _signals(args, assistant, gold) if args.ablations else None
    _keep(args, found, rows, signals)
    if args.json:
        more = {"against": comparison, "ablations": signals}
        output.emit_json(found | {name: part.to_json() for name, part in more.items() if part})
        return 0
    output.emit(tables.render(found))
    if comparison:
        output.emit("\n" + tables.render_comparison(comparison, gold.questions()))
    if signals:
        output.emit("\n" + tables.render_ablations(signals))
    return 0


def _gold(args: argparse.Namespace) -> Gold:
    from qa.evaluation import gold

    return gold.load_questions(args.questions) if args.questions else gold.load(args.gold)


def _assistant(args: argparse.Namespace, left_out: Sequence[Ablation]) -> Assistant:
    """The assistant that is asked, less what is to be left out."""
    from qa.evaluation import ablations

    assistant = options.open_assistant(args)
    if any(ablation.name == ablations.ADAPTER for ablation in left_out):
        assistant = _without_adapter(args, assistant)
    return assistant.searching_by(ablations.settings_without(left_out))


def _without_adapter(args: argparse.Namespace, assistant: Assistant) -> Assistant:
    """The same library by the encoder as published, in an index of its own beside the other."""
    from qa.index.weights import BASE
    from qa.opening import open_library

    if not assistant.is_adapted:
        raise UsageError(f"{assistant.encoder} has no adapter that could be left out.")
    index = args.index.with_name(f"{args.index.name}-base")
    return open_library(args.corpus, index, build=not args.no_build, model=BASE)


def _signals(args: argparse.Namespace, assistant: Assistant, gold: Gold) -> Table:
    from qa.evaluation import ablations

    base = _without_adapter(args, assistant) if assistant.is_adapted else None
    return ablations.measure(assistant, base, gold)


def _keep(
    args: argparse.Namespace,
    found: dict[str, Any],
    rows: list[dict[str, Any]],
    signals: Table | None,
) -> None:
    from qa import jsonl

    usual = None if args.questions or args.without else Path("evals/results")
    folder = args.out or usual
    if folder is None:
        return
    jsonl.write(folder / "latest-run.jsonl", rows)
    jsonl.write_text(folder / "latest.json", jsonl.pretty(found))
    if signals:
        jsonl.write_text(folder / "ablations.json", jsonl.pretty(signals.to_json()))
