"""Candidates ranked: their signals fused, what a paragraph is and where it stands added."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from qa.keys import report_of
from qa.reading.text.frameworks import fold_heading
from qa.search.asked.question import Hit, Kind, Understood
from qa.search.language.counting import counted
from qa.search.ranked.candidates import (
    EXPECTED,
    LATE_INTERACTION,
    READ,
    Candidates,
    Scores,
)
from qa.search.ranked.signals import Outline, Outlines


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts in a paragraph's score.

    The first eight, `SCORES`, weigh the scores of a candidate; the next, to `number`, are added
    where a question looks for a signal of structure and a paragraph has it.
    """

    window: float
    sentence: float
    words: float
    wide_window: float
    wide_sentence: float
    late: float
    wide_late: float
    expected: float
    strand: float
    aspect: float
    findings: float
    grade: float
    advice: float
    scale: float
    number: float
    crowding: float

    @property
    def of_scores(self) -> Scores:
        """The weights of a candidate's scores, in the order of `SCORES`."""
        return np.array([getattr(self, name) for name in SCORES], np.float32)

    @property
    def most(self) -> float:
        """The most that scores and structure come to."""
        structure = self.strand + self.aspect + self.findings + self.grade + self.scale
        return float(self.of_scores.sum()) + structure


SCORES = (*READ, *LATE_INTERACTION, *EXPECTED)


def _shipped() -> Weights:
    """The weights that ship: `ranking.json`, made by `evals/fit_ranking.py`."""
    data = json.loads((files("qa.data") / "ranking.json").read_text("utf-8"))
    return Weights(**data["weights"])


DEFAULT_WEIGHTS = _shipped()


def rank(
    pool: Candidates,
    understood: Understood,
    outlines: Outlines,
    weights: Weights = DEFAULT_WEIGHTS,
) -> tuple[Hit, ...]:
    """Paragraphs best first. Where several reports have their say, none crowds out the others."""
    scores = fused(pool, weights)
    for name, marks in structure(pool, understood, outlines).items():
        scores += getattr(weights, name) * marks
    order = np.argsort(-scores, kind="stable")
    most = weights.most
    best = zip(order.tolist(), scores[order].tolist(), strict=True)
    hits = [Hit(pool.keys[place], max(0.0, score / most)) for place, score in best]
    if understood.over_several:
        hits = _uncrowded(hits, weights.crowding)
    return _first(understood.lookups, hits)


def fused(pool: Candidates, weights: Weights = DEFAULT_WEIGHTS) -> Scores:
    """The score of each candidate by meaning and words alone, shape (n,)."""
    held = np.array([getattr(weights, name) for name in pool.names], np.float32)
    # What a missing score would weigh goes to the others, in proportion.
    scores: Scores = pool.signals @ (held * (weights.of_scores.sum() / (held.sum() or 1.0)))
    return scores


def late_of(pool: Candidates) -> dict[str, float]:
    """How near the words of each paragraph come to the question's, where the index has them."""
    if "late" not in pool.names:
        return {}
    place = pool.names.index("late")
    return dict(zip(pool.keys, (pool.signals[:, place] * pool.tops[place]).tolist(), strict=True))


def structure(pool: Candidates, understood: Understood, outlines: Outlines) -> dict[str, Scores]:
    """The signals of structure that a question looks for, by name: 1 for each paragraph that has
    it, else 0, shape (n,).
    """
    found: dict[str, Scores] = {}
    if looked_for := _looked_for(understood):
        different, which = outlines.of(pool.places)
        for name, has in looked_for.items():
            found[name] = np.array([has(outline) for outline in different], np.float32)[which]
    if what := counted(understood.query):
        giving = outlines.giving_number_of(what, pool.keys)
        found["number"] = np.array([key in giving for key in pool.keys], np.float32)
    return found


def _looked_for(understood: Understood) -> Mapping[str, Callable[[Outline], bool]]:
    """What of a paragraph's place and kind a question looks for: what tells whether it is there."""
    found: dict[str, Callable[[Outline], bool]] = {}
    if strand := understood.strand:
        found["strand"] = lambda outline: outline.strand == strand
    if aspect := fold_heading(understood.aspect or ""):
        found["aspect"] = lambda outline: aspect in outline.headings
    if _asks_for_grades(understood):
        found |= _grades_looked_for(understood, aspect)
    if understood.kind is Kind.SCALE:
        found["scale"] = lambda outline: outline.explains_scale
    if understood.kind is Kind.RECOMMENDATION:
        found["advice"] = lambda outline: outline.is_advice
    return found


def _asks_for_grades(understood: Understood) -> bool:
    """Whether grades are asked for: "is the 3 for health a pass?" asks of one and of the scale."""
    of_one = understood.kind is Kind.SCALE and understood.aspect
    return understood.kind is Kind.JUDGEMENT or bool(understood.grades or of_one)


def _grades_looked_for(
    understood: Understood, aspect: str
) -> Mapping[str, Callable[[Outline], bool]]:
    """A table of the grades asked for, and a paragraph that states one; `aspect` is folded."""
    asked = {grade.casefold() for grade in understood.grades}
    # A table of the one report asked about also shows that nothing got the grade.
    any_table = bool(aspect) or len(understood.reports) == 1

    def tells(outline: Outline) -> bool:
        if not outline.is_findings:
            return False
        return any_table or bool(outline.grades & asked if asked else outline.grades)

    def states(outline: Outline) -> bool:
        placed = not aspect or aspect in outline.headings
        fits = understood.takes_in(outline.strand)
        return bool(outline.grades) and placed and fits

    return {"findings": tells, "grade": states}


def _uncrowded(hits: Sequence[Hit], crowding: float) -> list[Hit]:
    """Hits with a little taken off for each better one of the same report."""
    before: dict[str, int] = {}
    fair: list[Hit] = []
    for hit in hits:
        report = report_of(hit.key)
        fair.append(Hit(hit.key, max(0.0, hit.score - crowding * before.get(report, 0))))
        before[report] = before.get(report, 0) + 1
    return sorted(fair, key=lambda hit: -hit.score)


def _first(lookups: Sequence[str], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Paragraphs named by number come first, as named."""
    named = dict.fromkeys(lookups)
    return (*(Hit(key, 1.0) for key in lookups), *(hit for hit in hits if hit.key not in named))
