"""Fit the weights of the ranking on training questions, as near to those of coarse grids as is as
good.

    .venv/bin/python evals/fit_ranking.py

Of the questions that taught the encoder it makes so much that a fit to them leaves words out
altogether, and loses 0.04 of nDCG@10 on the gold. So those of `gold/fitting` count, by a hand that
taught it nothing, every paragraph of their report graded.

A question must choose its paragraphs among all the others (a softmax over the scores). What a
weight differs from the grid's costs something; how much is chosen by questions left out of the
fit, a report at a time, or a fifth of the paragraphs where there is one report: the most that is
still within one standard error of the best. These questions cannot tell some weights
(`GRID` says which): those stay. No gold question is read.

Then where the answer is expected by questions like it gets its share of the scores (`GRID`); the
others stand to each other as they were fitted. Which share of a coarse grid is best on these
questions is printed, and which is on those about invented reports that nothing of an encoder had
met, if there is one (`train.py --unmet`).

Writes src/qa/data/ranking.json; prints what is won on the questions left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
from held_out import DATA, UNMET, Array, Questions, chosen_stiffness, note, unmet, untaught
from numpy.typing import NDArray

from qa.evaluation.questions.measures import ndcg
from qa.search.ranked.candidates import EXPECTED
from qa.search.ranked.ranking import SCORES, Weights, structure

# Coarse grids: evals/choices.md tells on what.
GRID = Weights(
    window=0.046,
    sentence=0.182,
    words=0.113,
    wide_window=0.091,
    wide_sentence=0.068,
    late=0.30,
    wide_late=0.30,
    expected=0.09,  # its share of the weights of all scores, which come to 1.1
    strand=0.07,
    aspect=0.03,
    findings=0.40,  # these two: no training question is answered by a table of judgements
    grade=0.10,
    advice=0.30,
    scale=0.60,  # one training question asks for it
    number=0.25,
    crowding=0.005,  # each training question is over one report
)
FITTED = (
    *(name for name in SCORES if name not in EXPECTED),
    "strand",
    "aspect",
    "advice",
    "number",
)
OF_SCORES = len(SCORES) - len(EXPECTED)
SHARES = (0.0, 0.03, 0.06, 0.09, 0.12, 0.15)


@dataclass(frozen=True, slots=True)
class Row:
    """A question: its candidates, their signals, shape (n, 11), what else structure adds, shape
    (n,), how near each is to where its answer is expected, and the paragraphs that answer.
    """

    report: str
    keys: tuple[str, ...]
    signals: Array
    added: Array
    expected: Array
    right: frozenset[str]

    @property
    def is_right(self) -> NDArray[np.bool_]:
        return np.array([key in self.right for key in self.keys])

    def ndcg(self, weights: Array, expected: float = 0.0) -> float:
        scores = self.signals @ weights + self.added + expected * self.expected
        order = np.argsort(-scores, kind="stable")[:10]
        return ndcg([self.keys[place] for place in order], dict.fromkeys(self.right, 2))


def rows(asked: Questions) -> Iterator[Row]:
    """Every question whose paragraphs are to be ranked."""
    for searcher, understood, report, right in asked:
        if understood.lookups:
            continue
        pool = searcher.find(understood)[1]
        found = {
            **dict(zip(pool.names, pool.signals.T, strict=True)),
            **structure(pool, understood, searcher.outlines),
        }
        none = np.zeros(len(pool.keys))
        yield Row(
            report,
            pool.keys,
            np.column_stack([found.get(name, none) for name in FITTED]),
            none + sum(getattr(GRID, n) * found[n] for n in found if n not in FITTED),
            found.get(*EXPECTED, none),
            right,
        )


def fit(table: Sequence[Row], stiffness: float) -> Array:
    """The fitted weights, in the order of `FITTED`; they come to what the grid's come to."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    signals = np.concatenate([row.signals for row in table])
    added = np.concatenate([row.added for row in table])
    right = np.concatenate([row.is_right for row in table])
    sizes = np.array([len(row.keys) for row in table])
    starts, of = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(table)), sizes)
    # A question counts once, whatever the number of its paragraphs.
    share = (right / np.maximum(np.add.reduceat(right, starts), 1)[of])[right] / len(table)
    grid = of_grid()

    def loss(b: Array) -> tuple[float, Array]:
        sharpness, now = b[0], b[1:]  # of the softmax; the weights times it
        z = signals @ now + sharpness * added
        z -= np.maximum.reduceat(z, starts)[of]
        odds = np.exp(z)
        # Another paragraph that answers is no rival.
        rivals = np.add.reduceat(odds * ~right, starts)[of][right] + odds[right]
        value = float((share * (np.log(rivals) - z[right])).sum())
        per_right = np.zeros(len(z))
        per_right[right] = share / rivals
        slope = odds * np.where(right, per_right, np.add.reduceat(per_right, starts)[of])
        slope[right] -= share
        off = now - sharpness * grid
        return value + stiffness * off @ off, np.r_[
            slope @ added - 2 * stiffness * off @ grid, slope @ signals + 2 * stiffness * off
        ]

    bounds = [(1, None), *[(0, None)] * len(FITTED)]
    b = minimize(loss, np.r_[15.0, 15.0 * grid], jac=True, bounds=bounds).x
    found: Array = b[1:] * (grid[:OF_SCORES].sum() / b[1 : OF_SCORES + 1].sum())
    return found


def shared(weights: Array, expected: float) -> Array:
    """The weights with those of the scores less what `expected` takes of them, in proportion."""
    left = weights.copy()
    left[:OF_SCORES] *= 1 - expected / weights[:OF_SCORES].sum()
    return left


def best_share(table: Sequence[Row], weights: Array) -> float:
    """The share of what is expected with which the questions are answered best."""

    def won(share: float) -> float:
        found = float(np.mean([row.ndcg(shared(weights, share), share) for row in table]))
        sys.stdout.write(f"expected {share}: nDCG@10 {found:.4f}\n")
        return found

    return max(SHARES, key=won)


def of_grid() -> Array:
    """The weights to fit, as the grid has them."""
    return np.array([getattr(GRID, name) for name in FITTED])


def gain(table: Sequence[Row], stiffness: float) -> Callable[[Row], float]:
    """What the weights fitted win of nDCG@10 on another question, against the grid's."""
    weights, grid = fit(table, stiffness), of_grid()
    return lambda row: row.ndcg(weights) - row.ndcg(grid)


def main() -> int:
    """Fit, say how well, and write the weights."""
    table = list(rows(untaught()))
    stiffness = chosen_stiffness(table, gain, "nDCG@10")
    weights = fit(table, stiffness)
    sys.stdout.write("Shares of what is expected, on the same questions:\n")
    best_share(table, weights)
    if UNMET.is_dir():
        sys.stdout.write("and on reports that the encoder has not met:\n")
        best_share(list(rows(unmet())), weights)
    fitted = dict(zip(FITTED, shared(weights, GRID.expected).tolist(), strict=True))
    written = {
        "note": note(
            "fit_ranking.py", table, stiffness, "the encoder that ships, which they did not teach"
        ),
        "weights": {
            field.name: round(fitted.get(field.name, getattr(GRID, field.name)), 3)
            for field in fields(Weights)
        },
    }
    (DATA / "ranking.json").write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
