"""Fit the weights of the ranking on training questions, as near to those of coarse grids as is as
good.

    .venv/bin/python evals/train.py --hold-out redbridge-2010    # first, for one report or more
    .venv/bin/python evals/fit_ranking.py

A question's paragraphs are weighed by an encoder that was not trained on their report: one that
was makes so much of its own scores that a fit leaves words out altogether, and loses 0.04 of
nDCG@10 on the gold. So of `gold/train` the questions count on those reports alone that
`train.py --hold-out` kept an encoder for.

A question must choose its paragraphs among all the others (a softmax over the scores). What a
weight differs from the grid's costs something; how much is chosen by questions left out of the
fit, a report at a time, or a fifth of the paragraphs where there is one report: the most that is
still within one standard error of the best. The training questions cannot tell some weights
(`GRID` says which): those stay. No gold question is read.

Writes src/qa/data/ranking.json; prints what is won on the questions left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from qa import jsonl
from qa.errors import UsageError
from qa.evaluation.measures import ndcg, paragraph_key
from qa.index.build import build
from qa.index.encoder import OnnxEncoder
from qa.index.library import Library
from qa.search.question import Filters
from qa.search.ranking import SCORES, Weights, structure
from qa.search.searcher import Searcher
from qa.search.typed import cleaned

ROOT = Path(__file__).resolve().parent.parent
TRAIN = ROOT / "evals" / "gold" / "train"
HELD_OUT = ROOT / "build" / "encoder" / "held-out"
DATA = ROOT / "src" / "qa" / "data" / "ranking.json"
# Coarse grids: evals/README.md tells on what.
GRID = Weights(
    window=0.046,
    sentence=0.182,
    words=0.113,
    wide_window=0.091,
    wide_sentence=0.068,
    late=0.30,
    wide_late=0.30,
    strand=0.07,
    aspect=0.03,
    findings=0.40,  # these two: no training question is answered by a table of judgements
    grade=0.10,
    advice=0.30,
    scale=0.60,  # one training question asks for it
    number=0.25,
    crowding=0.005,  # each training question is over one report
)
FITTED = (*SCORES, "strand", "aspect", "advice", "number")
STIFFNESS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
FOLDS = 5
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """A question: its candidates, their signals, shape (n, 11), what else structure adds, shape
    (n,), and the paragraphs that answer.
    """

    report: str
    keys: tuple[str, ...]
    signals: Array
    added: Array
    right: frozenset[str]

    @property
    def is_right(self) -> NDArray[np.bool_]:
        return np.array([key in self.right for key in self.keys])

    def ndcg(self, weights: Array) -> float:
        order = np.argsort(-(self.signals @ weights + self.added), kind="stable")[:10]
        return ndcg([self.keys[place] for place in order], dict.fromkeys(self.right, 2))


def held_out() -> Iterator[tuple[Path, Searcher]]:
    """The training questions on each report that an encoder was kept for which had not met it, and
    a search by that encoder.
    """
    for path in sorted(TRAIN.glob("*.jsonl")):
        made = HELD_OUT / path.stem
        if (made / "encoder").is_dir():
            encoder = OnnxEncoder.open(made / "encoder")
            build(ROOT / "corpus", made / "index", encoder=encoder)
            yield path, Searcher(Library.open(made / "index", encoder=encoder))


def rows() -> Iterator[Row]:
    """Every training question on a report that an encoder was kept for which had not met it."""
    for path, searcher in held_out():
        filters = Filters(reports=(path.stem,))
        for _, row in tqdm(list(jsonl.read(path)), desc=path.stem, disable=None):
            asked = searcher.understanding.understand(cleaned(row["question"]), filters=filters)
            if asked.lookups:
                continue
            pool = searcher.find(asked)[1]
            found = {
                **dict(zip(SCORES, pool.signals.T, strict=True)),
                **structure(pool.keys, asked, searcher.outlines),
            }
            none = np.zeros(len(pool.keys))
            yield Row(
                path.stem,
                pool.keys,
                np.column_stack([found.get(name, none) for name in FITTED]),
                none + sum(getattr(GRID, n) * found[n] for n in found if n not in FITTED),
                frozenset(paragraph_key(key) for key in row["positive"]),
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
    scores = len(SCORES)
    found: Array = b[1:] * (grid[:scores].sum() / b[1 : scores + 1].sum())
    return found


def of_grid() -> Array:
    """The weights to fit, as the grid has them."""
    return np.array([getattr(GRID, name) for name in FITTED])


def won(table: Sequence[Row], stiffness: float) -> Array:
    """nDCG@10 of each question, by weights not fitted on it, less that by the grid's."""
    folds = folds_of(table)
    gains = np.zeros(len(table))
    for fold in tqdm(sorted(set(folds)), desc=f"Stiffness {stiffness}", disable=None):
        kept = [row for row, own in zip(table, folds, strict=True) if own != fold]
        weights = fit(kept, stiffness)
        for place, (row, own) in enumerate(zip(table, folds, strict=True)):
            if own == fold:
                gains[place] = row.ndcg(weights) - row.ndcg(of_grid())
    return gains


class Asked(Protocol):
    """A question of a report, and the paragraphs that answer it."""

    @property
    def report(self) -> str: ...

    @property
    def right(self) -> frozenset[str]: ...


def folds_of(table: Sequence[Asked]) -> list[str]:
    """Which questions are left out together: those on a report, or on some of its paragraphs."""
    if len({row.report for row in table}) > 1:
        return [row.report for row in table]
    answers = sorted({min(row.right) for row in table})
    order = np.random.default_rng(2012).permutation(len(answers)).tolist()
    place = dict(zip(answers, order, strict=True))
    return [str(place[min(row.right)] % FOLDS) for row in table]


def stiffest(gains: Mapping[float, Array]) -> float:
    """The greatest stiffness whose mean gain is within a standard error of the best."""
    best = max(gains.values(), key=lambda gain: float(gain.mean()))
    least = best.mean() - best.std() / np.sqrt(len(best))
    return max(stiffness for stiffness, gain in gains.items() if gain.mean() >= least)


def main() -> int:
    """Fit, say how well, and write the weights."""
    table = list(rows())
    if not table:
        raise UsageError(
            f"No encoder is kept in {HELD_OUT}. Make one: python evals/train.py --hold-out REPORT"
        )
    gains = {stiffness: won(table, stiffness) for stiffness in STIFFNESS}
    for stiffness, gain in gains.items():
        within = 1.96 * gain.std() / np.sqrt(len(gain))
        sys.stdout.write(f"stiffness {stiffness}: nDCG@10 {gain.mean():+.4f} (± {within:.4f})\n")
    chosen = stiffest(gains)
    reports = sorted({row.report for row in table})
    sys.stdout.write(f"{len(table)} questions of {', '.join(reports)}; stiffness {chosen}\n")
    fitted = dict(zip(FITTED, fit(table, chosen).tolist(), strict=True))
    written = {
        "note": "Made by evals/fit_ranking.py on training questions of "
        f"{', '.join(reports)}, with an encoder not trained on it; stiffness {chosen}.",
        "weights": {
            field.name: round(fitted.get(field.name, getattr(GRID, field.name)), 3)
            for field in fields(Weights)
        },
    }
    DATA.write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
