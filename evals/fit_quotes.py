"""Fit the model that says which of the paragraphs found are quoted, on training questions.

    .venv/bin/python evals/fit_quotes.py [--index index]

A row is a paragraph among the best found for a question of `gold/train`; it is right if the
question names it. Writes src/qa/data/relevance.json; prints the area under the ROC curve, each
report in turn left out of the fit. No gold question is read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from tqdm import tqdm

from qa import jsonl
from qa.answer.found import Found
from qa.answer.relevance import Standing, standings
from qa.assistant import cleaned
from qa.evaluation.measures import paragraph_key
from qa.index.library import Library
from qa.search.question import Filters, Kind
from qa.search.searcher import Searcher

ROOT = Path(__file__).resolve().parent.parent
TRAIN = ROOT / "evals" / "gold" / "train"
DATA = ROOT / "src" / "qa" / "data" / "relevance.json"
NO_QUOTES = (Kind.LOOKUP, Kind.HELP, Kind.METADATA)


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph found for a question about a report, and whether it answers."""

    report: str
    standing: Standing
    right: bool


def rows(searcher: Searcher) -> Iterator[Row]:
    """Every paragraph read for the quotes of every training question."""
    for path in sorted(TRAIN.glob("*.jsonl")):
        for _, row in tqdm(list(jsonl.read(path)), desc=path.stem, disable=None):
            right = {paragraph_key(key) for key in row["positive"]}
            filters = Filters(reports=(path.stem,))
            understood = searcher.understanding.understand(
                cleaned(row["question"]), filters=filters
            )
            if understood.kind in NO_QUOTES or not understood.reports:
                continue
            found = Found(searcher, understood, *searcher.find(understood))
            for key, standing in standings(found.scored).items():
                yield Row(path.stem, standing, key in right)


def main() -> int:
    """Fit, say how well, and write the model."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    args = parser.parse_args()
    table = list(rows(Searcher(Library.open(args.index))))
    matrix = np.array([astuple(row.standing) for row in table])
    right = np.array([row.right for row in table])
    reports = np.array([row.report for row in table])
    model = LogisticRegression(C=100.0, max_iter=1000)
    for report in sorted(set(reports)):
        inside = reports == report
        model.fit(matrix[~inside], right[~inside])
        area = roc_auc_score(right[inside], model.predict_proba(matrix[inside])[:, 1])
        sys.stdout.write(f"{report}: area under the curve {area:.3f} of {inside.sum()}\n")
    model.fit(matrix, right)
    written = {
        "note": "Made by evals/fit_quotes.py on training questions.",
        "features": [field.name for field in fields(Standing)],
        "bias": round(float(model.intercept_[0]), 3),
        "weights": [round(float(weight), 3) for weight in model.coef_[0]],
    }
    DATA.write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
