"""Fit the models that say no, on training questions: one for questions of an amount, one for all
others, and a threshold.

    .venv/bin/python evals/fit_refusals.py [--index index] [--allow 0.015] [--allow-given 0.04]

The questions are those of `answerability.py`.

The encoder was taught by the same questions: what it learnt last makes them look more sure than
others are (docs/encoder.md), so see what a new fit does to the gold before it is kept.

Writes src/qa/data/refusal.json; prints the area under the ROC curve, each report in turn left out
of the fit, and what the threshold refuses rightly and wrongly.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from answerability import Asked, Row, Simulation, names_of_authorities, rows
from numpy.typing import NDArray

from qa.answer.asking.reached import Given
from qa.answer.finding.confidence import PLAIN
from qa.index.making.library import Library
from qa.search.ranked.searcher import Searcher

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "qa" / "data" / "refusal.json"
# How much a row counts: many of the questions whose paragraphs are gone are answered by others.
WEIGHTS = {
    "answerable": 0.4,
    "given": 1.5,
    "paragraphs gone": 0.1,
    "given gone": 0.7,
    "subject gone": 0.3,
    "written": 6.0,
}
# Of amounts more are written than others, beside those of training.
WRITTEN_AMOUNTS = 3.0
STIFFNESS = 1e-3
ANSWERED = ("answerable", "given")
# Which way each feature may count: these the better, all others the worse.
BETTER = {"window", "sentence", "gap", "reached", "said"}
Array = NDArray[np.float64]


def fit(rows: Sequence[Row], names: Sequence[str]) -> Array:
    """Bias and weights of a logistic model whose weights have the signs they must have."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    matrix = np.array([row.features.values for row in rows])
    answerable = np.array([float(row.kind in ANSWERED) for row in rows])
    weights = np.array([_weight(row) for row in rows])
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    scaled = (matrix - mean) / spread

    def loss(b: Array) -> tuple[float, Array]:
        z = b[0] + scaled @ b[1:]
        wrong = weights * (1 / (1 + np.exp(-z)) - answerable)
        value = (weights * (np.logaddexp(0, z) - answerable * z)).sum() / weights.sum()
        slope = np.r_[wrong.sum(), scaled.T @ wrong] / weights.sum()
        return value + STIFFNESS * (b[1:] ** 2).sum(), slope + 2 * STIFFNESS * np.r_[0, b[1:]]

    bounds: list[Any] = [(None, None)]
    bounds += [(0, None) if name in BETTER else (None, 0) for name in names]
    b = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds).x
    slopes = b[1:] / spread
    model: Array = np.r_[b[0] - slopes @ mean, slopes]
    return model


def _weight(row: Row) -> float:
    amount = row.kind == "written" and row.features.given is not None
    return WRITTEN_AMOUNTS if amount else WEIGHTS[row.kind]


def probabilities(model: Array, rows: Sequence[Row]) -> Array:
    """The probability that each question is answered."""
    matrix = np.array([row.features.values for row in rows])
    result: Array = 1 / (1 + np.exp(-(model[0] + matrix @ model[1:])))
    return result


def fitted(rows: Sequence[Row], names: Sequence[str], allow: float) -> tuple[Array, float]:
    """A model and its threshold; prints how well models not fitted on a report do there."""
    from sklearn.metrics import roc_auc_score

    reports = np.array([row.report for row in rows])
    answerable = np.array([row.kind in ANSWERED for row in rows])
    held_out = np.zeros(len(rows))
    for report in sorted(set(reports)):
        model = fit([row for row in rows if row.report != report], names)
        held_out[reports == report] = probabilities(
            model, [row for row in rows if row.report == report]
        )
    model = fit(rows, names)
    least = float(np.quantile(probabilities(model, rows)[answerable], allow))
    sys.stdout.write(f"at {least:.3f} refused, by models not fitted on the report:\n")
    for kind in WEIGHTS:
        of = np.array([row.kind == kind for row in rows])
        if not of.any():
            continue
        both = of | answerable
        area = 0.5 if kind in ANSWERED else roc_auc_score(answerable[both], held_out[both])
        sys.stdout.write(
            f"  {kind}: {(held_out[of] < least).mean():.1%} of {of.sum()}, "
            f"area under the curve {area:.3f}\n"
        )
    return model, least


def _as_json(model: Array, names: Sequence[str]) -> dict[str, Any]:
    return {
        "features": list(names),
        "bias": round(float(model[0]), 3),
        "weights": [round(float(weight), 3) for weight in model[1:]],
    }


def main() -> int:
    """Fit, say how well, and write the models."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--allow", type=float, default=0.015, help="share refused in error")
    parser.add_argument("--allow-given", type=float, default=0.04, help="the same of amounts")
    args = parser.parse_args()
    searcher = Searcher(Library.open(args.index))
    simulation = Simulation(searcher)
    asked = Asked(simulation.words, names_of_authorities(searcher))
    table = list(rows(searcher, simulation, asked))
    sys.stdout.write("All but amounts, ")
    of_amounts = [row for row in table if row.features.given]
    others = [row for row in table if not row.features.given]
    plain, least = fitted(others, PLAIN, args.allow)
    names = tuple(field.name for field in fields(Given))
    sys.stdout.write("Amounts, ")
    given, least_given = fitted(of_amounts, names, args.allow_given)
    # One threshold for both: the second model's odds are moved to it.
    given[0] += _log_odds(least) - _log_odds(least_given)
    written = {
        "note": "Made by evals/fit_refusals.py on training questions; `least` lets "
        f"{args.allow:.1%} of the answerable ones be refused, {args.allow_given:.1%} where an "
        "amount is asked for; `asked` are stems of the words that people ask with.",
        "plain": _as_json(plain, PLAIN),
        "given": _as_json(given, names),
        "least": round(least, 3),
        "asked": _by_count(asked.words()),
    }
    DATA.write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    return 0


def _by_count(uses: Mapping[str, int]) -> dict[str, str]:
    return {
        str(count): " ".join(sorted(word for word, of in uses.items() if of == count))
        for count in sorted(set(uses.values()))
    }


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


if __name__ == "__main__":
    sys.exit(main())
