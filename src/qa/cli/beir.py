"""`qa eval --beir`."""

from __future__ import annotations

import argparse
from pathlib import Path

from qa.cli import arguments, output
from qa.errors import UsageError

# Options of `qa eval` that are about the gold and its reports.
_OF_THE_GOLD = (
    "questions", "against", "without", "ablations", "html", "plots", "gate", "save_baseline",
)  # fmt: skip


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of `qa eval --beir`."""
    group = parser.add_argument_group("another collection")
    arguments.folder(
        group,
        "--beir",
        "rank a collection in BEIR's format instead (corpus.jsonl, queries.jsonl, qrels/test.tsv)",
    )
    arguments.folder(
        group,
        "--cache",
        "where its vectors are kept for the next time (default: build/vectors)",
        default=Path("build/vectors"),
    )


def run(args: argparse.Namespace) -> int:
    """Rank and measure the collection."""
    from qa import jsonl
    from qa.evaluation.published import beir, beir_figures
    from qa.evaluation.published.collection import Collection
    from qa.evaluation.published.vector_cache import VectorCache, encoder_for

    for name in _OF_THE_GOLD:
        if getattr(args, name):
            raise UsageError(
                f"--{name.replace('_', '-')} is about the gold; it does not go with --beir."
            )
    beir_figures.check_installed()
    benchmark = beir.load(args.beir)
    encoder = encoder_for(args.encoder, args.index, args.cache)
    collection = Collection(benchmark.documents, VectorCache(args.cache, encoder))
    figures = beir_figures.compute(benchmark, collection, encoder)
    if args.out:
        jsonl.write_text(args.out / f"beir-{benchmark.name}.json", jsonl.pretty(figures))
    if args.json:
        output.emit_json(figures)
    else:
        output.emit(beir_figures.render(figures))
    return 0
