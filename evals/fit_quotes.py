"""Fit the model that says which of the paragraphs found are quoted, on training questions.

    .venv/bin/python evals/train.py --hold-out redbridge-2010    # first, for one report or more
    .venv/bin/python evals/fit_quotes.py

A row is a paragraph among the best found for a question of `gold/train`; it is right if the
question names it. As for the ranking (`fit_ranking.py`), a question is asked of an encoder that was
not trained on its report: one that was is so sure of the right paragraph that the fit learns to
quote that one alone.

The weights are held near to where they began (`BEGAN`): what one differs from that costs something,
and how much is chosen by questions left out of the fit, a fifth of the paragraphs at a time: the
most that is within one standard error of the best. Training questions were each written from one
paragraph, so as many paragraphs as before are to be likely enough for a second quote; the bias is
moved to that. No gold question is read.

Writes src/qa/data/relevance.json; prints what is won on the questions left out.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from fit_ranking import HELD_OUT, folds_of, held_out, stiffest
from numpy.typing import NDArray
from tqdm import tqdm

from qa import jsonl
from qa.answer.breadth import Breadth
from qa.answer.found import Found
from qa.answer.quota import LEAST
from qa.answer.relevance import Standing, standings
from qa.errors import UsageError
from qa.evaluation.measures import paragraph_key
from qa.search.question import Filters, Kind
from qa.search.typed import cleaned

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "qa" / "data" / "relevance.json"
NO_QUOTES = (Kind.LOOKUP, Kind.HELP, Kind.METADATA)
# Fitted on the training questions of three reports with the encoder of that time, before `below`,
# `late` and `number` were among the features.
BEGAN_BIAS = -10.942
BEGAN = Standing(
    ratio=2.087,
    evidence=5.734,
    cosine=5.241,
    window=5.119,
    gap=7.055,
    step=10.326,
    first=0.854,
    method=-0.961,
    below=0.0,
    late=0.0,
    number=0.0,
)
STIFFNESS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
AS_IT_BEGAN = 1e6  # so stiff that only the bias is fitted
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """The paragraphs read for the quotes of a question, their standings, shape (n, 11), and which
    of them answer; and the paragraphs that do.
    """

    report: str
    standings: Array
    is_right: Array
    right: frozenset[str]


def rows() -> Iterator[Row]:
    """Every training question on a report that an encoder was kept for which had not met it."""
    for path, searcher in held_out():
        filters = Filters(reports=(path.stem,))
        for _, row in tqdm(list(jsonl.read(path)), desc=path.stem, disable=None):
            right = frozenset(paragraph_key(key) for key in row["positive"])
            understood = searcher.understanding.understand(
                cleaned(row["question"]), filters=filters
            )
            if understood.kind in NO_QUOTES or not understood.reports:
                continue
            found = Found(searcher, understood, *searcher.find(understood))
            read = standings(found.scored, found.asks_number)
            if read:
                matrix = np.array([astuple(standing) for standing in read.values()])
                yield Row(path.stem, matrix, np.array([float(key in right) for key in read]), right)


def fit(table: Sequence[Row], stiffness: float) -> Array:
    """The bias and the weights, in the order of `Standing`."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    matrix = np.concatenate([row.standings for row in table])
    right = np.concatenate([row.is_right for row in table])
    spread = matrix.std(axis=0) + 1e-9
    scaled, began = matrix / spread, np.array(astuple(BEGAN)) * spread

    def loss(b: Array) -> tuple[float, Array]:
        z = b[0] + scaled @ b[1:]
        wrong = (1 / (1 + np.exp(-z)) - right) / len(z)
        off = b[1:] - began
        value = float((np.logaddexp(0, z) - right * z).mean() + stiffness * off @ off)
        return value, np.r_[wrong.sum(), scaled.T @ wrong + 2 * stiffness * off]

    found = minimize(loss, np.r_[BEGAN_BIAS, began], jac=True, options={"maxiter": 2000}).x
    model: Array = np.r_[found[0], found[1:] / spread]
    return model


def log_odds(model: Array, row: Row) -> Array:
    """The log-odds that each paragraph of a question answers."""
    odds: Array = model[0] + row.standings @ model[1:]
    return odds


def likelihood(model: Array, row: Row) -> float:
    """The log-likelihood of which paragraphs answer a question."""
    z = log_odds(model, row)
    return float((row.is_right * z - np.logaddexp(0, z)).sum())


def won(table: Sequence[Row], stiffness: float) -> Array:
    """Log-likelihood of each question, by a model not fitted on it, less that by the weights that
    it began with, their bias fitted.
    """
    folds = folds_of(table)
    gains = np.zeros(len(table))
    for fold in tqdm(sorted(set(folds)), desc=f"Stiffness {stiffness}", disable=None):
        kept = [row for row, own in zip(table, folds, strict=True) if own != fold]
        model, began = fit(kept, stiffness), fit(kept, AS_IT_BEGAN)
        for place, (row, own) in enumerate(zip(table, folds, strict=True)):
            if own == fold:
                gains[place] = likelihood(model, row) - likelihood(began, row)
    return gains


def as_many(model: Array, table: Sequence[Row]) -> Array:
    """The model with its bias moved until as many paragraphs as at the beginning are as likely as
    the second that is quoted for an open question.
    """
    least = LEAST[Breadth.OPEN]
    least = math.log(least / (1 - least))
    began = np.r_[BEGAN_BIAS, astuple(BEGAN)]
    many = sum(int((log_odds(began, row) >= least).sum()) for row in table)
    odds = np.sort(np.concatenate([log_odds(model, row) for row in table]))[::-1]
    moved: Array = np.r_[model[0] + least - odds[many - 1 : many + 1].mean(), model[1:]]
    return moved


def main() -> int:
    """Fit, say how well, and write the model."""
    table = list(rows())
    if not table:
        raise UsageError(
            f"No encoder is kept in {HELD_OUT}. Make one: python evals/train.py --hold-out REPORT"
        )
    gains = {stiffness: won(table, stiffness) for stiffness in STIFFNESS}
    for stiffness, gain in gains.items():
        within = 1.96 * gain.std() / np.sqrt(len(gain))
        sys.stdout.write(
            f"stiffness {stiffness}: log-likelihood {gain.mean():+.4f} (± {within:.4f})\n"
        )
    chosen = stiffest(gains)
    reports = ", ".join(sorted({row.report for row in table}))
    sys.stdout.write(f"{len(table)} questions of {reports}; stiffness {chosen}\n")
    model = as_many(fit(table, chosen), table)
    written = {
        "note": f"Made by evals/fit_quotes.py on training questions of {reports}, "
        f"with an encoder not trained on it; stiffness {chosen}.",
        "features": [field.name for field in fields(Standing)],
        "bias": round(float(model[0]), 3),
        "weights": [round(float(weight), 3) for weight in model[1:]],
    }
    DATA.write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
