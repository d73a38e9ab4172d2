"""What the adapter gives: the gold questions ranked with the encoder as published and adapted.

`python evals/encoder_figures.py` writes evals/results/encoder.json and, from it and what
`evals/train.py --hold-out` kept, the tables of docs/encoder.md.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import fields
from pathlib import Path
from typing import Any

from tqdm import tqdm

from qa import jsonl
from qa.evaluation.questions import gold, measures
from qa.index.making.build import build
from qa.index.making.library import Library
from qa.search.ranked.ranking import DEFAULT_WEIGHTS, Weights
from qa.search.ranked.searcher import Searcher, Settings

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "encoder"
RESULTS = ROOT / "evals" / "results" / "encoder.json"
HELD_OUT = ROOT / "evals" / "results" / "encoder-held-out.json"
CARD = ROOT / "docs" / "encoder.md"
GROUPS = ("trained on", "unseen", "several reports", "all")
ENCODERS = ("base", "adapted")
# Vectors alone: the best window and the best sentence of each paragraph asked about, no more.
VECTORS = Weights(**{f.name: 0.5 * (f.name in ("window", "sentence")) for f in fields(Weights)})
RANKINGS = {"vectors alone": VECTORS, "whole search": DEFAULT_WEIGHTS}


def main() -> None:
    """Measure both encoders, print and keep."""
    asked = gold.load(ROOT / "evals" / "gold")
    found = {name: measured(name, asked) for name in ENCODERS}
    jsonl.write_text(RESULTS, jsonl.pretty(found))
    write_tables()


def measured(encoder: str, asked: gold.Gold) -> dict[str, Any]:
    """Figures by ranking and by group of questions, with the encoder's fingerprint."""
    index = WORK / f"index-{encoder}"
    build(ROOT / "corpus", index, model=encoder)
    library = Library.open(index)
    return {
        "fingerprint": library.encoder.fingerprint,
        **{name: ranked(library, weights, asked) for name, weights in RANKINGS.items()},
    }


def ranked(library: Library, weights: Weights, asked: gold.Gold) -> dict[str, Any]:
    """nDCG@10 and R@10 with their 95 % intervals, over all questions and by group."""
    searcher = Searcher(library, Settings(weights))
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    cases = [c for c in asked.cases if len(c.turns) == 1 and c.group != gold.CHAT]
    for case in tqdm(cases, desc="Searching", disable=None):
        turn = case.turns[0]
        if not turn.relevant:
            continue
        hits = searcher.search(turn.question).hits
        keys = measures.ranking(hit.key for hit in hits)
        score = measures.ndcg(keys, turn.relevant), measures.recall(keys, turn.relevant, 10)
        scores["all"].append(score)
        scores[_group(case, asked)].append(score)
    return {name: _figures(scores[name]) for name in sorted(scores)}


def _group(case: gold.Case, asked: gold.Gold) -> str:
    if case.group == gold.CROSS:
        return "several reports"
    return "trained on" if case.group in asked.trained else "unseen"


def _figures(scores: list[tuple[float, float]]) -> dict[str, Any]:
    found: dict[str, Any] = {"questions": len(scores)}
    for name, values in zip(("ndcg10", "recall10"), zip(*scores, strict=True), strict=True):
        low, high = measures.interval(values)
        mean = sum(values) / len(values)
        found[name] = {"mean": round(mean, 3), "low": round(low, 3), "high": round(high, 3)}
    return found


def write_tables() -> None:
    """The tables of the model card, from the results that are kept."""
    card = CARD.read_text("utf-8")
    for name, table in (("gold", gold_table()), ("held out", held_out_table())):
        block = f"<!-- {name} -->\n{table}<!-- end -->"
        card, count = re.subn(rf"<!-- {name} -->\n.*?<!-- end -->", block, card, flags=re.DOTALL)
        if count != 1:
            raise LookupError(f"{CARD} has {count} places for the table {name!r}, not one.")
    jsonl.write_text(CARD, card)


def gold_table() -> str:
    """Both encoders on the gold questions, nDCG@10 with its interval and R@10."""
    results = json.loads(RESULTS.read_text("utf-8"))
    lines = [
        "| | questions | nDCG@10 base | nDCG@10 adapted | R@10 base | R@10 adapted |",
        "|---|---|---|---|---|---|",
    ]
    for ranking in RANKINGS:
        for group in GROUPS:
            base, adapted = (results[name][ranking][group] for name in ENCODERS)
            cells = [_interval(each["ndcg10"]) for each in (base, adapted)]
            cells += [f"{each['recall10']['mean']:.3f}" for each in (base, adapted)]
            lines.append(f"| {ranking}: {group} | {base['questions']} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def held_out_table() -> str:
    """Each report by an encoder that was not trained on it, as training went on."""
    results = json.loads(HELD_OUT.read_text("utf-8"))
    lines = ["| held out | when | nDCG@10 | R@10 |", "|---|---|---|---|"]
    for report, rows in sorted(results.items()):
        for when, row in rows.items():
            lines.append(f"| {report} | {when} | {row['ndcg10']:.3f} | {row['recall10']:.3f} |")
    return "\n".join(lines) + "\n"


def _interval(figure: dict[str, float]) -> str:
    return f"{figure['mean']:.3f} ({figure['low']:.2f}-{figure['high']:.2f})"


if __name__ == "__main__":
    main()
