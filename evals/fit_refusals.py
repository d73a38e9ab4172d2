"""Fit the models that say no, on training questions: one for questions of an amount, one for all
others, and a threshold.

    .venv/bin/python evals/fit_refusals.py [--index index] [--allow 0.0175] [--allow-given 0.08]

Answerable are the questions of `gold/train`, and of `given.jsonl`: numbers, names, dates and rare
subjects that the three reports do give. Not answerable are: the same questions with the
paragraphs that answer them taken out of the library; those of `gold/train` with every paragraph
taken out that names the rarest subject of the question; and `absent.jsonl`. The last two files
were written for this after reading the three reports. What is common in asking is learnt from the
other training questions, of words that the paragraphs asked about do not hold: of a question in
training, those on its own paragraphs do not count, nor do names of authorities. No gold question
is read.

The encoder was taught by the same questions: what it learnt last makes them look more sure than
others are (docs/encoder.md), so see what a new fit does to the gold before it is kept.

Writes src/qa/data/refusal.json; prints the area under the ROC curve, each report in turn left out
of the fit, and what the threshold refuses rightly and wrongly.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from qa import jsonl
from qa.answer.amounts import Given
from qa.answer.confidence import PLAIN, Features, singular
from qa.answer.found import Found
from qa.answer.practical import is_practical
from qa.authorities import load_authorities
from qa.evaluation.measures import paragraph_key
from qa.index.library import Library
from qa.search.candidates import Candidates, Wanted
from qa.search.question import Filters, Hit, Kind, Understood
from qa.search.ranking import rank
from qa.search.searcher import Searcher
from qa.search.stemming import stem
from qa.search.typed import cleaned

ROOT = Path(__file__).resolve().parent.parent
TRAIN = ROOT / "evals" / "gold" / "train"
WRITTEN = ROOT / "evals" / "absent.jsonl"
GIVEN = ROOT / "evals" / "given.jsonl"
DATA = ROOT / "src" / "qa" / "data" / "refusal.json"
SUBJECT_IN = 12  # a word in no more paragraphs than this names a subject
FEWEST_LEFT = 10
OFTEN = 32  # a word that was asked with of more paragraphs than this is as common as any
# How much a row counts: many of the questions whose paragraphs are gone are answered by others.
WEIGHTS = {
    "answerable": 0.4,
    "given": 1.5,
    "paragraphs gone": 0.1,
    "given gone": 0.7,
    "subject gone": 0.3,
    "written": 6.0,
}
# Of amounts more are written than others, beside those of `gold/train`.
WRITTEN_AMOUNTS = 3.0
STIFFNESS = 1e-3
ANSWERED = ("answerable", "given")
# Which way each feature may count: these the better, all others the worse.
BETTER = {"window", "sentence", "gap", "reached", "said"}
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
    sure = found.kind in (Kind.LOOKUP, Kind.HELP, Kind.METADATA) or is_practical(found)
    unheld = found.unheld_years or found.unheld_authorities or not found.reports
    return None if sure or unheld else found


class Asked:
    """How often each word was asked with, and of which paragraphs, that do not hold it."""

    def __init__(self, words: Mapping[str, Collection[str]], names: Collection[str]) -> None:
        self._held = words
        self._names = names
        self._uses: dict[str, Counter[frozenset[str]]] = defaultdict(Counter)

    def add(self, terms: Sequence[str], own: set[str]) -> None:
        held = {word for key in own for word in self._held.get(key, ())}
        own_words = (term for term in terms if term not in self._names and stem(term) not in held)
        for word in set(map(singular, own_words)):
            self._uses[word][frozenset(own)] += 1

    def words(self) -> dict[str, int]:
        """Of how many sets of paragraphs each word was asked with, to `OFTEN`."""
        return {word: min(len(of), OFTEN) for word, of in self._uses.items()}

    def without(self, terms: Sequence[str], own: set[str], *gone: str | None) -> dict[str, int]:
        """The question's words, as others asked with them of other paragraphs; less those gone."""
        uses = {
            word: min(sum(not (of & own) for of in self._uses.get(word, ())), OFTEN)
            for word in {singular(term) for term in terms if stem(term) not in gone}
        }
        return {word: count for word, count in uses.items() if count}


def names_of_authorities(searcher: Searcher) -> set[str]:
    """The words of authorities' names, but for those that reports print in small letters, too:
    "bed" may be short for Bedfordshire, and is an ordinary word.
    """
    store = searcher.library.store
    texts = (paragraph.text for key in store.keys for paragraph in store.report(key).paragraphs)
    ordinary = {word for text in texts for word in re.findall(r"\b[a-z]+\b", text)}
    words = {word for name in load_authorities().by_name for word in name.split()}
    return {form for word in words for form in (word, f"{word}s")} - ordinary


def rows(searcher: Searcher, simulation: Simulation, asked: Asked) -> Iterator[Row]:
    """Every row of training, answerable and not."""
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
    everyone = asked.words()
    for _, row in jsonl.read(GIVEN):
        read = understood(searcher, row["question"], None)
        if read:
            own = {paragraph_key(key) for key in row["positive"]}
            report = min(own).split("#")[0]
            yield from _row("given", report, simulation.found(read, set()), everyone)
            yield from _row("given gone", report, simulation.found(read, own), everyone)
    for _, row in jsonl.read(WRITTEN):
        read = understood(searcher, row["question"], None)
        if read:
            yield from _row("written", "written", simulation.found(read, set()), everyone)


def _row(kind: str, report: str, found: Found | None, asked: Mapping[str, int]) -> Iterator[Row]:
    # What gives no name asked for, or tells of no year asked about, is refused by rule.
    if found is not None and not (found.is_nameless or found.is_of_other_years):
        yield Row(kind, report, found.features_with(asked))


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
    parser.add_argument("--allow", type=float, default=0.0175, help="share refused in error")
    parser.add_argument("--allow-given", type=float, default=0.08, help="the same of amounts")
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
