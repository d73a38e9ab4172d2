"""Fit the model that says no: four weights, a bias and a threshold, from the development gold.

    .venv/bin/python evals/fit_refusals.py [--index index] [--allow 0.01]

Answerable questions against those the reports do not answer (negative, topic_absent, off_domain,
gibberish). Questions refused before any search (an authority or year that is not held) and
look-ups by number take no part. Writes src/qa/data/refusal.json; prints the area under the ROC
curve by ten-fold cross-validation, and what the threshold refuses rightly and wrongly.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.answer.confidence import Features
from qa.answer.found import Found
from qa.assistant import cleaned
from qa.index.library import Library
from qa.search.question import Kind
from qa.search.searcher import Searcher

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "evals" / "gold"
DATA = ROOT / "src" / "qa" / "data" / "refusal.json"
ABSENT = ("topic_absent", "off_domain", "gibberish")


def questions() -> Iterator[tuple[str, bool]]:
    """Each question and whether the reports answer it."""
    for file in sorted((GOLD / "questions").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row["question"], bool(row["relevant"])
    for line in (GOLD / "unanswerable.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] in ABSENT:
            yield row["question"], False


def rows(searcher: Searcher) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Features, shape (n, 4), and whether each question is answerable, shape (n,)."""
    features: list[tuple[float, ...]] = []
    answerable: list[int] = []
    for question, held in questions():
        understood = searcher.understanding.understand(cleaned(question))
        if understood.kind is Kind.LOOKUP or understood.unheld_years:
            continue
        found = Found(searcher, *searcher.find(understood))
        features.append(astuple(found.features()))
        answerable.append(int(held))
    return np.array(features), np.array(answerable)


def main() -> int:
    """Fit, say how well, and write the model."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import cross_val_predict

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--allow", type=float, default=0.01, help="share refused in error")
    args = parser.parse_args()
    features, answerable = rows(Searcher(Library.open(args.index)))
    model = LogisticRegression(C=1.0, class_weight="balanced")
    odds = cross_val_predict(model, features, answerable, cv=10, method="predict_proba")[:, 1]
    model.fit(features, answerable)
    least = float(np.quantile(odds[answerable == 1], args.allow))
    refused = odds < least
    sys.stdout.write(
        f"area under the curve {roc_auc_score(answerable, odds):.3f}; at {least:.2f} refused: "
        f"{refused[answerable == 0].mean():.0%} of {(answerable == 0).sum()} unanswerable, "
        f"{refused[answerable == 1].mean():.1%} of {(answerable == 1).sum()} answerable\n"
    )
    written = {
        "note": "Made by evals/fit_refusals.py on the development questions: four weights and a "
        "bias; `least` lets about 1 answerable question in 100 be refused.",
        "features": [field.name for field in fields(Features)],
        "bias": round(float(model.intercept_[0]), 3),
        "weights": [round(float(weight), 3) for weight in model.coef_[0]],
        "least": round(least, 3),
    }
    DATA.write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
