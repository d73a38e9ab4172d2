"""Paragraphs ranked for a question: dense and word scores fused, structure taken into account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from qa.index.library import Library
from qa.reading.frameworks import fold
from qa.report import Strand
from qa.search.question import Hit, Kind, Understood
from qa.search.signals import Outline, Outlines

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts in a paragraph's score.

    The first six are scaled scores; the rest are added when a signal of structure is there.
    """

    window: float = 0.20
    sentence: float = 0.20
    words: float = 0.10
    expanded: float = 0.20
    wide_window: float = 0.20
    wide_sentence: float = 0.10
    strand: float = 0.06
    aspect: float = 0.05
    findings: float = 0.30
    grade: float = 0.10
    advice: float = 0.20
    scale: float = 0.40
    crowding: float = 0.04


DEFAULT_WEIGHTS = Weights()
CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched with: the question's vectors, its terms, and their bridges.

    `bridges` are phrases of the question, each with what the reports would say for it.
    """

    vectors: Scores
    terms: tuple[str, ...]
    bridges: Mapping[str, tuple[str, ...]]

    @property
    def expansions(self) -> tuple[str, ...]:
        """What the reports would say, in order, none twice."""
        return tuple(dict.fromkeys(word for words in self.bridges.values() for word in words))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Paragraphs in play for a question, with their signals, 0 to 1, one row each.

    `signals`, shape (n, 6): best window, best sentence, words, words with expansions, and the
    first two again for the question with its expansions. `tops`, shape (6,), are the unscaled
    scores of the best of each.
    """

    keys: tuple[str, ...]
    signals: Scores
    tops: Scores


def candidates(
    library: Library,
    vectors: Scores,
    reports: Sequence[str],
    terms: Sequence[str],
    expansions: Sequence[str],
) -> Candidates:
    """The paragraphs nearest to a question in meaning or in words, within some reports.

    `vectors`, shape (2, d), are the question embedded, and the question with its expansions.
    """
    units = library.units
    allowed = None
    if len(reports) < len(library.store.keys):
        allowed = units.rows_of_reports(reports)
    near: dict[str, None] = {}
    for vector in vectors:
        rows, _ = library.vectors.search(vector, 4 * CANDIDATES, allowed)
        near |= dict.fromkeys(units.paragraphs[units.unit_of[row]] for row in rows if row >= 0)
    plain = _by_paragraph(library.words.search(list(terms), CANDIDATES, list(reports)))
    wide = plain
    if expansions:
        wide = _by_paragraph(library.words.search([*terms, *expansions], CANDIDATES, list(reports)))
    keys = tuple([*near, *(key for key in {**plain, **wide} if key not in near)])
    columns = [*_exact(library, vectors[0], keys), _column(plain, keys), _column(wide, keys)]
    columns += _exact(library, vectors[1], keys)
    tops = np.array([column.max(initial=0.0) for column in columns], np.float32)
    return Candidates(keys, np.stack([_scaled(column) for column in columns], axis=1), tops)


def rank(
    pools: Sequence[Candidates],
    understood: Understood,
    outlines: Outlines,
    weights: Weights = DEFAULT_WEIGHTS,
) -> tuple[Hit, ...]:
    """Paragraphs best first. Several pools (one a report) are ranked together, in balance."""
    fused = np.array(
        [
            weights.window,
            weights.sentence,
            weights.words,
            weights.expanded,
            weights.wide_window,
            weights.wide_sentence,
        ],
        np.float32,
    )
    hits: list[Hit] = []
    for pool in pools:
        scores = pool.signals @ fused
        scores += [_structure(outlines[key], understood, weights) for key in pool.keys]
        order = np.argsort(-scores, kind="stable")
        crowding = weights.crowding if len(pools) > 1 else 0.0
        hits += [
            Hit(pool.keys[i], float(scores[i]) - crowding * place)
            for place, i in enumerate(order.tolist())
        ]
    hits.sort(key=lambda hit: -hit.score)
    return _first(understood.lookups, hits)


def _structure(outline: Outline, understood: Understood, weights: Weights) -> float:
    """What a paragraph's place and kind add to its score."""
    score = 0.0
    if understood.strand and outline.strand == understood.strand:
        score += weights.strand
    in_aspect = bool(understood.aspect) and fold(understood.aspect or "") in outline.headings
    if in_aspect:
        score += weights.aspect
    if understood.kind is Kind.JUDGEMENT:
        score += weights.findings * outline.is_findings
        fits = not understood.strand or outline.strand in (understood.strand, Strand.GENERAL)
        score += weights.grade * (
            outline.states_grade and (in_aspect or not understood.aspect) and fits
        )
    if understood.kind is Kind.SCALE:
        score += weights.scale * outline.explains_scale
    if understood.kind is Kind.RECOMMENDATION:
        score += weights.advice * outline.is_advice
    return score


def _first(lookups: Sequence[str], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Paragraphs named by number come first, as named."""
    named = [Hit(key, 1.0) for key in lookups]
    return (*named, *(hit for hit in hits if hit.key not in set(lookups)))


def _by_paragraph(hits: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Word scores of units as scores of their paragraphs: the best of each."""
    best: dict[str, float] = {}
    for unit, score in hits:
        report, number = unit.split("#", 1)
        paragraph = f"{report}#{number.split('.')[0]}"
        best[paragraph] = max(best.get(paragraph, 0.0), score)
    return best


def _column(scores: Mapping[str, float], keys: Sequence[str]) -> Scores:
    return np.array([scores.get(key, 0.0) for key in keys], np.float32)


def _scaled(column: Scores) -> Scores:
    """Scores from 0 to 1, the best for this question."""
    top = float(column.max(initial=0.0))
    return column / top if top > 0 else column


def _units(library: Library, paragraph: str) -> Iterator[str]:
    """The ranked units of a paragraph: itself, and the items of its list."""
    yield paragraph
    for number in count(1):
        unit = f"{paragraph}.{number}"
        if unit not in library.units.place_of:
            return
        yield unit


def _exact(library: Library, vector: Scores, keys: Sequence[str]) -> tuple[Scores, Scores]:
    """The best window and the best sentence of each paragraph, by cosine with the question."""
    window = np.zeros(len(keys), np.float32)
    sentence = np.zeros(len(keys), np.float32)
    units = library.units
    place = {key: i for i, key in enumerate(keys)}
    rows = units.rows_of_units(unit for key in keys for unit in _units(library, key))
    if not len(rows):
        return window, sentence
    cosines = library.vectors.reconstruct(rows) @ vector
    for row, cosine in zip(rows, cosines, strict=True):
        i = place[units.paragraphs[units.unit_of[row]]]
        table = sentence if units.kinds[row] in ("sentence", "item") else window
        table[i] = max(table[i], cosine)
    sentence = np.where(sentence > 0, sentence, window)
    return window, sentence
