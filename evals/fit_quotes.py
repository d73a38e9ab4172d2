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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
from held_out import DATA, Array, chosen_stiffness, note, questions

from qa.answer.asking.breadth import Breadth
from qa.answer.finding.found import Found
from qa.answer.finding.relevance import Standing, standings
from qa.answer.quotes.quota import LEAST
from qa.search.asked.question import Kind

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
AS_IT_BEGAN = 1e6  # so stiff that only the bias is fitted


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
    """Every question that is answered by quotes."""
    for searcher, understood, report, right in questions():
        if understood.kind in NO_QUOTES or not understood.reports:
            continue
        found = Found(searcher, understood, *searcher.find(understood))
        read = standings(found.scored, found.asks_number)
        if read:
            matrix = np.array([astuple(standing) for standing in read.values()])
            yield Row(report, matrix, np.array([float(key in right) for key in read]), right)


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


def gain(table: Sequence[Row], stiffness: float) -> Callable[[Row], float]:
    """What the model fitted wins of log-likelihood on another question, against the weights that
    it began with, their bias fitted.
    """
    model, began = fit(table, stiffness), fit(table, AS_IT_BEGAN)
    return lambda row: likelihood(model, row) - likelihood(began, row)


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
    stiffness = chosen_stiffness(table, gain, "log-likelihood")
    model = as_many(fit(table, stiffness), table)
    written = {
        "note": note("fit_quotes.py", table, stiffness, "an encoder not trained on it"),
        "features": [field.name for field in fields(Standing)],
        "bias": round(float(model[0]), 3),
        "weights": [round(float(weight), 3) for weight in model[1:]],
    }
    (DATA / "relevance.json").write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
