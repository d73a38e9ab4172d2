"""Candidates ranked: their signals fused, what a paragraph is and where it stands added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.reading.frameworks import fold
from qa.report import Strand
from qa.search.candidates import Candidates, Scores
from qa.search.counting import counted
from qa.search.question import Hit, Kind, Understood
from qa.search.signals import Outline, Outlines


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts in a paragraph's score.

    The first seven are scaled scores; the rest are added where a signal of structure is there.
    The first five stand to each other half-way between a coarse grid on the development questions
    and what a search on training questions found, with an encoder that had not seen their report;
    the share of late interaction and the weight of a number, of coarse grids, are good for both.
    """

    window: float = 0.046
    sentence: float = 0.182
    words: float = 0.113
    wide_window: float = 0.091
    wide_sentence: float = 0.068
    late: float = 0.30
    wide_late: float = 0.30
    strand: float = 0.07
    aspect: float = 0.03
    findings: float = 0.40
    grade: float = 0.10
    advice: float = 0.30
    scale: float = 0.60
    number: float = 0.25
    crowding: float = 0.005

    @property
    def most_of_structure(self) -> float:
        """The most that structure can add to a score."""
        return self.strand + self.aspect + self.findings + self.grade + self.scale


DEFAULT_WEIGHTS = Weights()


def rank(
    pool: Candidates,
    understood: Understood,
    outlines: Outlines,
    weights: Weights = DEFAULT_WEIGHTS,
) -> tuple[Hit, ...]:
    """Paragraphs best first. Where several reports have their say, none crowds out the others."""
    scores = fused(pool, weights)
    aspect = fold(understood.aspect or "")
    if _weighs_structure(understood):
        outlines.read(pool.keys)
        scores += [_structure(outlines[key], understood, aspect, weights) for key in pool.keys]
    if what := counted(understood.query):
        scores += weights.number * _giving(what, pool.keys, outlines)
    order = np.argsort(-scores, kind="stable").tolist()
    most = float(_of_scores(weights).sum()) + weights.most_of_structure
    hits = [Hit(pool.keys[i], max(0.0, float(scores[i]) / most)) for i in order]
    if understood.over_several:
        hits = _uncrowded(hits, weights.crowding)
    return _first(understood.lookups, hits)


def fused(pool: Candidates, weights: Weights = DEFAULT_WEIGHTS) -> Scores:
    """The score of each candidate by meaning and words alone, shape (n,)."""
    own = _of_scores(weights)
    held = own[: pool.signals.shape[1]]
    # What a missing score would weigh goes to the others, in proportion.
    scores: Scores = pool.signals @ (held * (own.sum() / (held.sum() or 1.0)))
    return scores


def _of_scores(weights: Weights) -> Scores:
    """The weights of a candidate's signals, in their order."""
    return np.array(
        [
            weights.window,
            weights.sentence,
            weights.words,
            weights.wide_window,
            weights.wide_sentence,
            weights.late,
            weights.wide_late,
        ],
        np.float32,
    )


def _uncrowded(hits: Sequence[Hit], crowding: float) -> list[Hit]:
    """Hits with a little taken off for each better one of the same report."""
    before: dict[str, int] = {}
    fair: list[Hit] = []
    for hit in hits:
        report = hit.key.split("#")[0]
        fair.append(Hit(hit.key, max(0.0, hit.score - crowding * before.get(report, 0))))
        before[report] = before.get(report, 0) + 1
    return sorted(fair, key=lambda hit: -hit.score)


def _giving(what: frozenset[str], keys: Sequence[str], outlines: Outlines) -> Scores:
    """1 for each paragraph that gives a number of what is counted, else 0."""
    outlines.read(keys)
    gives = [outlines[key].gives_number_of(what) for key in keys]
    return np.array(gives, np.float32)


def _weighs_structure(understood: Understood) -> bool:
    """Whether a paragraph's place and kind can add to its score at all."""
    asked = understood.strand or understood.aspect or understood.grades
    return bool(asked) or understood.kind in (Kind.JUDGEMENT, Kind.SCALE, Kind.RECOMMENDATION)


def _structure(outline: Outline, understood: Understood, aspect: str, weights: Weights) -> float:
    """What a paragraph's place and kind add to its score; `aspect` is the one asked of, folded."""
    score = 0.0
    if understood.strand and outline.strand == understood.strand:
        score += weights.strand
    in_aspect = bool(aspect) and aspect in outline.headings
    if in_aspect:
        score += weights.aspect
    if _asks_for_grades(understood):
        asked = {grade.casefold() for grade in understood.grades}
        gives = bool(outline.grades & asked) if asked else bool(outline.grades)
        fits = not understood.strand or outline.strand in (understood.strand, Strand.GENERAL)
        placed = in_aspect or not understood.aspect
        # A table of the one report asked about also shows that nothing got the grade.
        tells = gives or bool(understood.aspect) or len(understood.reports) == 1
        score += weights.findings * (outline.is_findings and tells)
        score += weights.grade * (bool(outline.grades) and placed and fits)
    if understood.kind is Kind.SCALE:
        score += weights.scale * outline.explains_scale
    if understood.kind is Kind.RECOMMENDATION:
        score += weights.advice * outline.is_advice
    return score


def _asks_for_grades(understood: Understood) -> bool:
    """Whether grades are asked for: "is the 3 for health a pass?" asks of one and of the scale."""
    of_one = understood.kind is Kind.SCALE and understood.aspect
    return understood.kind is Kind.JUDGEMENT or bool(understood.grades or of_one)


def _first(lookups: Sequence[str], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Paragraphs named by number come first, as named."""
    named = dict.fromkeys(lookups)
    return (*(Hit(key, 1.0) for key in lookups), *(hit for hit in hits if hit.key not in named))
