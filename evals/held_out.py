"""What the fits of `fit_ranking.py` and `fit_quotes.py` share: questions that taught the encoder
nothing, or that are asked of one which had not met their report; and how stiff a fit may be.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar

import numpy as np
from invented import LATER, corpus, reader
from numpy.typing import NDArray
from tqdm import tqdm
from written import Written, fitting, written

from qa.errors import UsageError
from qa.index.encoding.encoder import OnnxEncoder
from qa.index.encoding.weights import ADAPTED, find_model
from qa.index.making.build import build
from qa.index.making.library import Library
from qa.search.asked.question import Filters, Understood
from qa.search.language.typed import cleaned
from qa.search.ranked.precedents import Precedents, precedents_for
from qa.search.ranked.searcher import Searcher

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "qa" / "data"
INDEX = ROOT / "index"
HELD_OUT = ROOT / "build" / "encoder" / "held-out"
UNMET = ROOT / "build" / "encoder" / "unmet"
STIFFNESS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
FOLDS = 5
Array = NDArray[np.float64]


class Asked(Protocol):
    """A question of a report, and the paragraphs that answer it."""

    @property
    def report(self) -> str: ...

    @property
    def right(self) -> frozenset[str]: ...


_Row = TypeVar("_Row", bound=Asked)

Gain = Callable[[Sequence[_Row], float], Callable[[_Row], float]]
"""Fits on some questions, so stiffly, and tells what the fit wins on another."""


Questions = Iterator[tuple[Searcher, Understood, str, frozenset[str]]]
"""Questions as they are searched for: a search, what is asked, the report, what answers."""


def questions() -> Questions:
    """Every question of `gold/train` on a report that an encoder was kept for which had not met it:
    a search by that encoder, what is asked, the report, and the paragraphs that answer.
    """
    for report, rows in groupby(written(graded=False), lambda row: row.report):
        made = HELD_OUT / report
        if not (made / "encoder").is_dir():
            continue
        encoder = OnnxEncoder.open(made / "encoder")
        build(ROOT / "corpus", made / "index", encoder=encoder)
        searcher = Searcher(Library.open(made / "index", encoder=encoder))
        yield from _asked(searcher, list(rows), report)


def untaught() -> Questions:
    """The same of every question of `gold/fitting`, which taught the encoder nothing: a search by
    the encoder that ships.
    """
    yield from _asked(Searcher(Library.open(INDEX)), fitting(), "fitting")


def unmet() -> Questions:
    """The same of every question on an invented report that nothing of the encoder which is asked
    has met: neither its layers, which ship, nor what questions look for (`train.py --unmet`).

    Raises UsageError when there is no such encoder.
    """
    if not (UNMET / "encoder").is_dir():
        raise UsageError(f"No encoder is kept in {UNMET}. Make one: python evals/train.py --unmet")
    encoder = OnnxEncoder.open(UNMET / "encoder")
    with TemporaryDirectory() as folder:
        reports = corpus(ROOT / "corpus", Path(folder) / "corpus")
        build(reports, UNMET / "index", encoder=encoder, reader=reader())
    searcher = _WithPrecedents(Library.open(UNMET / "index", encoder=encoder))
    rows = [row for row in written(invented=True) if row.report in LATER]
    yield from _asked(searcher, rows, "unmet")


class _WithPrecedents(Searcher):
    """A search by an encoder with the layers of the one that ships, whose precedents are its own,
    too.
    """

    @cached_property
    def _precedents(self) -> Precedents | None:
        return precedents_for(find_model(ADAPTED).fingerprint)


def _asked(searcher: Searcher, rows: Sequence[Written], name: str) -> Questions:
    for row in tqdm(rows, desc=name, disable=None):
        filters = Filters(reports=(row.report,))
        understood = searcher.understanding.understand(cleaned(row.question), filters=filters)
        yield searcher, understood, row.report, frozenset(row.right)


def chosen_stiffness(table: Sequence[_Row], gain: Gain[_Row], measure: str) -> float:
    """The stiffness that is best on questions left out of the fit; what each wins is printed.

    Raises UsageError when there are no questions.
    """
    if not table:
        raise UsageError(
            f"No encoder is kept in {HELD_OUT}. Make one: python evals/train.py --hold-out REPORT"
        )
    gains = {stiffness: won(table, gain, stiffness) for stiffness in STIFFNESS}
    for stiffness, each in gains.items():
        within = 1.96 * each.std() / np.sqrt(len(each))
        sys.stdout.write(f"stiffness {stiffness}: {measure} {each.mean():+.4f} (± {within:.4f})\n")
    chosen = stiffest(gains)
    sys.stdout.write(f"{len(table)} questions of {reports_of(table)}; stiffness {chosen}\n")
    return chosen


def won(table: Sequence[_Row], gain: Gain[_Row], stiffness: float) -> Array:
    """What is won on each question by a fit that it was left out of."""
    folds = folds_of(table)
    gains = np.zeros(len(table))
    for fold in tqdm(sorted(set(folds)), desc=f"Stiffness {stiffness}", disable=None):
        on = gain([row for row, own in zip(table, folds, strict=True) if own != fold], stiffness)
        for place, (row, own) in enumerate(zip(table, folds, strict=True)):
            if own == fold:
                gains[place] = on(row)
    return gains


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


def reports_of(table: Sequence[Asked]) -> str:
    """The reports that questions are on, by name."""
    return ", ".join(sorted({row.report for row in table}))


def note(script: str, table: Sequence[Asked], stiffness: float, encoder: str) -> str:
    """What is written beside weights: how they were made."""
    return (
        f"Made by evals/{script} on training questions of {reports_of(table)}, with {encoder}; "
        f"stiffness {stiffness}."
    )
