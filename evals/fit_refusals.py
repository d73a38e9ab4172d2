"""Fit the model that says no, on training questions: nine weights, a bias and a threshold.

    .venv/bin/python evals/fit_refusals.py [--index index] [--allow 0.025]

Answerable are the questions of `gold/train`. Not answerable are: the same questions with the
paragraphs that answer them taken out of the library; the same with every paragraph taken out that
names the rarest subject of the question; and `absent.jsonl`, written for this after reading the
three reports. What is common in asking is learnt from the other training questions: of a question
in training, those on its own paragraphs do not count. No gold question is read.

Writes src/qa/data/refusal.json; prints the area under the ROC curve, each report in turn left out
of the fit, and what the threshold refuses rightly and wrongly.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from qa import jsonl
from qa.answer.confidence import Features
from qa.answer.found import Found
from qa.assistant import cleaned
from qa.evaluation.measures import paragraph_key
from qa.index.library import Library
from qa.search.question import Filters, Hit, Kind, Understood
from qa.search.ranking import Candidates, Wanted, rank
from qa.search.searcher import Searcher
from qa.search.stemming import stem

ROOT = Path(__file__).resolve().parent.parent
TRAIN = ROOT / "evals" / "gold" / "train"
WRITTEN = ROOT / "evals" / "absent.jsonl"
DATA = ROOT / "src" / "qa" / "data" / "refusal.json"
SUBJECT_IN = 12  # a word in no more paragraphs than this names a subject
FEWEST_LEFT = 10
# How much a row counts: many of the questions whose paragraphs are gone are answered by others.
WEIGHTS = {"answerable": 1.0, "paragraphs gone": 0.3, "subject gone": 0.5, "written": 8.0}
# Which way each feature may count.
SIGNS = {"window": 1, "sentence": 1, "gap": 1, "drawn": 1}
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One question as the model sees it. `report` is the file it came from."""

    kind: str
    report: str
    features: Features


class Simulation:
    """Questions asked of a library with some paragraphs taken out."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self.last: tuple[Understood, tuple[Wanted, Candidates, tuple[Hit, ...]]] | None = None
        store = searcher.library.store
        self.words = {
            paragraph.key: {
                stem(word)
                for word in " ".join([*paragraph.section, paragraph.text]).casefold().split()
            }
            for key in store.keys
            for paragraph in store.report(key).paragraphs
        }
        self.count = Counter(word for words in self.words.values() for word in words)

    def found(self, understood: Understood, gone: set[str]) -> Found | None:
        """What a search finds when some paragraphs are not there; None if hardly any is left."""
        if self.last is None or self.last[0] is not understood:
            self.last = (
                understood,
                self.searcher.find(understood),
            )  # each is asked up to three times
        wanted, pool, hits = self.last[1]
        if gone:
            kept = [i for i, key in enumerate(pool.keys) if key not in gone]
            if len(kept) < FEWEST_LEFT:
                return None
            raw = (pool.signals * pool.tops)[kept]
            tops = raw.max(axis=0)
            scaled = (raw / np.where(tops > 0, tops, 1.0)).astype(np.float32)
            pool = Candidates(tuple(pool.keys[i] for i in kept), scaled, tops)
            hits = rank(pool, understood, self.searcher.outlines)
        return Found(self.searcher, understood, wanted, pool, hits)

    def subject(self, understood: Understood, own: set[str]) -> str | None:
        """The rarest word that the question shares with the paragraphs that answer it."""
        held = [stem(term) for term in understood.terms]
        held = [word for word in held if any(word in self.words[key] for key in own)]
        rarest = min(held, key=lambda word: self.count[word], default=None)
        return rarest if rarest and self.count[rarest] <= SUBJECT_IN else None


def understood(searcher: Searcher, question: str, report: str | None) -> Understood | None:
    """A question as understood, if the model has a say in it."""
    filters = Filters(reports=(report,)) if report else None
    found = searcher.understanding.understand(cleaned(question), filters=filters)
    sure = found.kind in (Kind.LOOKUP, Kind.HELP, Kind.METADATA)
    unheld = found.unheld_years or found.unheld_authorities or not found.reports
    return None if sure or unheld else found


class Asked:
    """How often each word was asked with, and of which paragraphs."""

    def __init__(self) -> None:
        self._uses: dict[str, Counter[frozenset[str]]] = defaultdict(Counter)

    def add(self, terms: Sequence[str], own: set[str]) -> None:
        for word in {stem(term) for term in terms}:
            self._uses[word][frozenset(own)] += 1

    def words(self) -> frozenset[str]:
        return frozenset(self._uses)

    def without(self, terms: Sequence[str], own: set[str], *gone: str | None) -> frozenset[str]:
        """The question's words that others, on other paragraphs, asked with; less those gone."""
        return frozenset(
            word
            for word in {stem(term) for term in terms}
            if word not in gone and any(not (of & own) for of in self._uses.get(word, ()))
        )


def rows(searcher: Searcher, asked: Asked) -> Iterator[Row]:
    """Every row of training, answerable and not."""
    simulation = Simulation(searcher)
    questions = []
    for path in sorted(TRAIN.glob("*.jsonl")):
        for _, row in jsonl.read(path):
            read = understood(searcher, row["question"], path.stem)
            if read:
                own = {paragraph_key(key) for key in row["positive"]}
                questions.append((path.stem, read, own))
                asked.add(read.terms, own)
    for report, read, own in tqdm(questions, desc="Asking", disable=None):
        words = asked.without(read.terms, own)
        yield from _row("answerable", report, simulation.found(read, set()), words)
        yield from _row("paragraphs gone", report, simulation.found(read, own), words)
        subject = simulation.subject(read, own)
        if subject:
            about = {key for key, held in simulation.words.items() if subject in held}
            words = asked.without(read.terms, own, subject)
            yield from _row("subject gone", report, simulation.found(read, own | about), words)
    for _, row in jsonl.read(WRITTEN):
        read = understood(searcher, row["question"], None)
        if read:
            yield from _row("written", "written", simulation.found(read, set()), asked.words())


def _row(kind: str, report: str, found: Found | None, asked: frozenset[str]) -> Iterator[Row]:
    if found is not None:
        yield Row(kind, report, found.features_with(asked))


def fit(matrix: Array, answerable: Array, weights: Array) -> Array:
    """Bias and weights of a logistic model whose weights have the signs they must have."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    scaled = (matrix - mean) / spread

    def loss(b: Array) -> tuple[float, Array]:
        z = b[0] + scaled @ b[1:]
        wrong = weights * (1 / (1 + np.exp(-z)) - answerable)
        value = (weights * (np.logaddexp(0, z) - answerable * z)).sum() / weights.sum()
        slope = np.r_[wrong.sum(), scaled.T @ wrong] / weights.sum()
        return value + 1e-3 * (b[1:] ** 2).sum(), slope + 2e-3 * np.r_[0, b[1:]]

    signs = [SIGNS.get(field.name, -1) for field in fields(Features)]
    bounds: list[Any] = [(None, None), *((0, None) if s > 0 else (None, 0) for s in signs)]
    b = minimize(loss, np.zeros(len(signs) + 1), jac=True, bounds=bounds).x
    slopes = b[1:] / spread
    model: Array = np.r_[b[0] - slopes @ mean, slopes]
    return model


def probabilities(model: Array, matrix: Array) -> Array:
    """The probability that each question is answered."""
    result: Array = 1 / (1 + np.exp(-(model[0] + matrix @ model[1:])))
    return result


def main() -> int:
    """Fit, say how well, and write the model."""
    from sklearn.metrics import roc_auc_score

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--allow", type=float, default=0.025, help="share refused in error")
    args = parser.parse_args()
    asked = Asked()
    table = list(rows(Searcher(Library.open(args.index)), asked))
    matrix = np.array([astuple(row.features) for row in table])
    answerable = np.array([float(row.kind == "answerable") for row in table])
    weights = np.array([WEIGHTS[row.kind] for row in table])
    reports = np.array([row.report for row in table])
    held_out = np.zeros(len(table))
    for report in sorted(set(reports)):
        model = fit(*(part[reports != report] for part in (matrix, answerable, weights)))
        held_out[reports == report] = probabilities(model, matrix[reports == report])
    model = fit(matrix, answerable, weights)
    least = float(np.quantile(probabilities(model, matrix)[answerable == 1], args.allow))
    sys.stdout.write(f"at {least:.3f} refused, by models not fitted on the report:\n")
    for kind in WEIGHTS:
        of = np.array([row.kind == kind for row in table])
        both = of | (answerable == 1)
        area = roc_auc_score(answerable[both], held_out[both]) if kind != "answerable" else 0.5
        sys.stdout.write(
            f"  {kind}: {(held_out[of] < least).mean():.1%} of {of.sum()}, "
            f"area under the curve {area:.3f}\n"
        )
    written = {
        "note": "Made by evals/fit_refusals.py on training questions: nine weights and a bias; "
        f"`least` lets {args.allow:.1%} of the answerable ones be refused; `asked` are stems of "
        "the words that people ask with.",
        "features": [field.name for field in fields(Features)],
        "bias": round(float(model[0]), 3),
        "weights": [round(float(weight), 3) for weight in model[1:]],
        "least": round(least, 3),
        "asked": " ".join(sorted(asked.words())),
    }
    DATA.write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
