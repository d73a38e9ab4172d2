"""How well the search ranks a collection in BEIR's format, by the published measures."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from tqdm import tqdm

from qa import __version__
from qa.errors import UsageError
from qa.evaluation.pages.tables import Grid
from qa.evaluation.published.beir import Benchmark
from qa.evaluation.published.collection import Collection
from qa.evaluation.questions import measures
from qa.index.encoding.encoder import Encoder
from qa.search.ranked.candidates import Candidates
from qa.search.ranked.ranking import DEFAULT_WEIGHTS, Weights, fused

DEPTH = 100
_WORDS_ALONE = replace(
    DEFAULT_WEIGHTS, window=0.0, sentence=0.0, wide_window=0.0, wide_sentence=0.0
)
RANKINGS: Mapping[str, Weights] = {
    "fused": DEFAULT_WEIGHTS,
    "dense alone": replace(DEFAULT_WEIGHTS, words=0.0),
    "words alone (BM25)": _WORDS_ALONE,
}

Run = dict[str, dict[str, float]]
"""By query: the documents retrieved, with their scores."""


def check_installed() -> None:
    """Raises UsageError, with the line that mends it, when ir_measures is not installed."""
    if importlib.util.find_spec("ir_measures") is None:
        raise UsageError(
            'The measures need ir_measures. Install it: pip install "ir-measures>=0.3.7"'
        )


def compute(benchmark: Benchmark, collection: Collection, encoder: Encoder) -> dict[str, Any]:
    """Every query ranked by the whole fusion, by vectors alone and by words alone, and measured."""
    runs = _runs(benchmark, collection, encoder)
    return {
        "version": __version__,
        "encoder": encoder.name,
        "collection": benchmark.name,
        "documents": len(benchmark.documents),
        "passages": len(collection.units),
        "queries": len(benchmark.queries),
        "relevant_not_held": benchmark.not_held,
        "rankings": {name: _figures(benchmark.qrels, run) for name, run in runs.items()},
    }


def _runs(benchmark: Benchmark, collection: Collection, encoder: Encoder) -> dict[str, Run]:
    runs: dict[str, Run] = {name: {} for name in RANKINGS}
    for id, text in tqdm(
        benchmark.queries.items(), desc="Searching", unit=" queries", disable=None
    ):
        pool = collection.candidates(text, encoder)
        for name, weights in RANKINGS.items():
            # As BEIR does: in collections whose queries are documents, none finds itself.
            found = {
                document: score
                for key, score in _best(pool, weights, DEPTH + 1)
                if (document := collection.document(key)) != id
            }
            runs[name][id] = dict(list(found.items())[:DEPTH])
    return runs


def _best(pool: Candidates, weights: Weights, depth: int) -> list[tuple[str, float]]:
    """The best candidates, best first; those without any score are not found."""
    scores = fused(pool, weights)
    order: Sequence[int] = np.argsort(-scores, kind="stable")[:depth].tolist()
    return [(pool.keys[at], float(scores[at])) for at in order if scores[at] > 0]


def _figures(qrels: Mapping[str, Mapping[str, int]], run: Run) -> dict[str, Any]:
    """nDCG@10 with its 95 % interval, MRR@10 and R@100, as trec_eval has them."""
    import ir_measures
    from ir_measures import RR, R, nDCG

    wanted = {"ndcg10": nDCG @ 10, "mrr10": RR @ 10, "recall100": R @ 100}
    by_measure: dict[Any, dict[str, float]] = {measure: {} for measure in wanted.values()}
    for metric in ir_measures.iter_calc(list(wanted.values()), dict(qrels), run):
        by_measure[metric.measure][metric.query_id] = metric.value
    values = {
        name: [by_measure[measure].get(id, 0.0) for id in qrels] for name, measure in wanted.items()
    }
    low, high = measures.interval(values["ndcg10"])
    means = {name: sum(each) / len(each) for name, each in values.items()}
    return means | {"ndcg10": {"mean": means["ndcg10"], "low": low, "high": high}}


def grid(figures: Mapping[str, Any]) -> Grid:
    """A row for each way of ranking."""
    return Grid(
        figures["collection"],
        ("nDCG@10", "95 % interval", "MRR@10", "R@100"),
        tuple(
            (
                name,
                f"{found['ndcg10']['mean']:.3f}",
                f"{found['ndcg10']['low']:.3f}-{found['ndcg10']['high']:.3f}",
                f"{found['mrr10']:.3f}",
                f"{found['recall100']:.3f}",
            )
            for name, found in figures["rankings"].items()
        ),
    )


def render(figures: Mapping[str, Any]) -> str:
    """The figures as plain text."""
    lost = figures["relevant_not_held"]
    return (
        f"{grid(figures).as_text()}\n\n{figures['queries']:,} queries, "
        f"{figures['documents']:,} documents ({figures['passages']:,} passages), encoder "
        f"{figures['encoder']}."
        + (f" {lost:,} relevant documents are not in the corpus." if lost else "")
    )
