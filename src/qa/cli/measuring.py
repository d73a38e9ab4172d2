"""`qa eval`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli import arguments, beir, options, output
from qa.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.assistant import Assistant
    from qa.evaluation.pages.measured import Measured
    from qa.evaluation.questions.gold import Gold
    from qa.evaluation.scoring.ablations import Ablation, Table
    from qa.evaluation.scoring.baseline import Marks

_BASELINE = Path("evals/baseline.json")
_BESIDE_RESULTS = Path()


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
  qa eval --gate
  qa eval --beir scifact --encoder base
  qa eval --ablations --html

docs/evals.md says what each figure means, and the format of a file of questions.""",
    )
    arguments.folder(
        parser, "--gold", "the gold questions (default: evals/gold)", default=Path("evals/gold")
    )
    arguments.file(parser, "--questions", "your own questions instead of the gold")
    arguments.file(parser, "--against", "compare with an earlier latest.json or latest-run.jsonl")
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
    arguments.folder(
        parser,
        "--out",
        "where to keep figures and run (default: evals/results; with --questions or "
        "--without: nowhere)",
    )
    arguments.file_or_usual(
        parser,
        "--html",
        "also write a page with tables, plots and the questions that failed (without FILE: "
        "report.html beside the results)",
        usual=_BESIDE_RESULTS,
    )
    arguments.folder(parser, "--plots", "also write the plots as PNG to this folder")
    arguments.file_or_usual(
        parser,
        "--gate",
        "exit 1 when the run has lost something beside a baseline (default: "
        f"{_BASELINE}), and say what",
        usual=_BASELINE,
    )
    arguments.file_or_usual(
        parser,
        "--save-baseline",
        f"keep the run as the baseline (default: {_BASELINE})",
        usual=_BASELINE,
    )
    beir.add(parser)
    options.as_json(parser, "print the figures as JSON")
    options.opening(parser)
    options.encoder(parser)


def run_eval(args: argparse.Namespace) -> int:
    """`qa eval`."""
    if args.beir:
        return beir.run(args)
    from qa.evaluation.pages import plots
    from qa.evaluation.pages.measured import Measured
    from qa.evaluation.questions.gold import check_held
    from qa.evaluation.scoring import ablations, baseline, compare, figures, run

    if args.html or args.plots:
        plots.check_installed()
    _refuse_partial_baseline(args)
    gold = _gold(args)
    before = compare.earlier(args.against, gold) if args.against else None
    held_to = baseline.load(args.gate) if args.gate else None
    assistant = _assistant(args, ablations.named(args.without))
    if args.questions:
        check_held(gold, args.questions, assistant.show)
    rows = run.ask_all(assistant, gold)
    found = figures.compute(gold, rows, assistant, assistant.encoder)
    measured = Measured(
        gold,
        rows,
        found,
        compare.compare(before, found["per_question"]) if before else None,
        _signals(args, assistant, gold) if args.ablations else None,
    )
    _write(args, measured, assistant)
    if args.json:
        output.emit_json(measured.to_json())
    else:
        output.emit(measured.as_text())
    return _gated(args, measured, held_to)


def _refuse_partial_baseline(args: argparse.Namespace) -> None:
    """The project's baseline is of all its gold, asked with everything."""
    if args.without and args.save_baseline:
        raise UsageError("A search without one of its signals is no baseline.")
    if args.questions and _BASELINE in (args.save_baseline, args.gate):
        raise UsageError(
            f"{_BASELINE} is of the project's own gold; name a file for your questions, like "
            "--save-baseline my-baseline.json and --gate my-baseline.json."
        )


def _gated(args: argparse.Namespace, measured: Measured, held_to: Marks | None) -> int:
    """Hold the run to a baseline, or keep it as one; the exit status."""
    from qa.evaluation.scoring import baseline

    now = baseline.marks(measured.gold, measured.rows)
    wrong = baseline.verdict(args.gate, measured.gold, held_to, now) if held_to else ""
    if wrong:
        sys.stderr.write(wrong + "\n")
    if args.save_baseline:
        baseline.save(args.save_baseline, now, measured.figures["encoder"])
    return 1 if wrong else 0


def _gold(args: argparse.Namespace) -> Gold:
    from qa.evaluation.questions import gold

    return gold.load_questions(args.questions) if args.questions else gold.load(args.gold)


def _assistant(args: argparse.Namespace, left_out: Sequence[Ablation]) -> Assistant:
    """The assistant that is asked, less what is to be left out."""
    from qa.evaluation.scoring import ablations

    assistant = options.open_assistant(args)
    if any(ablation.name == ablations.ADAPTER for ablation in left_out):
        assistant = _without_adapter(args, assistant)
    return assistant.searching_by(ablations.settings_without(left_out))


def _without_adapter(args: argparse.Namespace, assistant: Assistant) -> Assistant:
    """The same library by the encoder as published, in an index of its own beside the other."""
    from qa.index.encoding.weights import BASE
    from qa.opening import open_library

    if not assistant.is_adapted:
        raise UsageError(f"{assistant.encoder} has no adapter that could be left out.")
    index = args.index.with_name(f"{args.index.name}-base")
    return open_library(args.corpus, index, build=not args.no_build, model=BASE)


def _signals(args: argparse.Namespace, assistant: Assistant, gold: Gold) -> Table:
    from qa.evaluation.scoring import ablations

    base = _without_adapter(args, assistant) if assistant.is_adapted else None
    return ablations.measure(assistant, base, gold)


def _write(args: argparse.Namespace, measured: Measured, assistant: Assistant) -> None:
    """Keep what is to be kept, and draw what is to be drawn."""
    usual = Path("evals/results")
    if args.out or not (args.questions or args.without):
        measured.keep(args.out or usual)
    if args.html:
        file = (args.out or usual) / "report.html" if args.html == _BESIDE_RESULTS else args.html
        measured.write_page(file, assistant)
    if args.plots:
        measured.save_plots(args.plots)
