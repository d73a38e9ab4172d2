"""Teach questions where to look: what is added to the one vector of a whole question.

The encoder is left as it is. A search is over a report, so each question must choose its
paragraphs among all of its report's, by their best windows and by their best sentences.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from lessons import Answers, Course, greatest, loss_of, places_of
from numpy.typing import NDArray
from pairs import EXPANDED, Question
from tqdm import tqdm

from qa.evaluation.questions.measures import ndcg, recall
from qa.index.making.library import Library


@dataclass(frozen=True, slots=True)
class MoveRecipe:
    """Everything that decides what is learnt."""

    course: Course = Course(epochs=8, scale=20.0)
    learners: int = 4  # each draws the questions in another order; the mean of them is kept
    strength: float = 0.7  # how much of it is kept

    def to_json(self) -> dict[str, Any]:
        """As the card of the adapter tells it."""
        return {**asdict(self.course), "learners": self.learners, "strength": self.strength}


@dataclass(frozen=True, slots=True)
class Placed:
    """A report's windows and sentences, shape (n, d) each, and the paragraph each is of."""

    long: Any
    of_long: Any
    short: Any
    of_short: Any
    keys: tuple[str, ...]


class Mover:
    """The passages of a library's reports and the questions about them, and what they teach."""

    def __init__(self, library: Library, asked: Sequence[Question]) -> None:
        self.placed = {report: placed(library, report) for report in {q.report for q in asked}}
        self.asked: dict[str, list[tuple[Any, Answers]]] = {r: [] for r in sorted(self.placed)}
        texts = [text for question in asked for text in question.forms]
        vectors = iter(torch.tensor(library.encoder.encode(texts)))
        for question in asked:
            forms = torch.stack([next(vectors) for _ in question.forms])
            answers = places_of(question, self.placed[question.report].keys)
            if answers[0]:
                self.asked[question.report].append((forms, answers))

    def learn(self, reports: Sequence[str], recipe: MoveRecipe) -> NDArray[np.float32]:
        """What the questions about these reports teach, shape (d, d)."""
        seeds = range(recipe.course.seed, recipe.course.seed + recipe.learners)
        found = [self._learnt(reports, recipe.course, seed) for seed in seeds]
        kept: NDArray[np.float32] = np.stack(found).mean(axis=0) * np.float32(recipe.strength)
        return kept

    def figures(self, report: str, move: NDArray[np.float32] | None = None) -> tuple[float, float]:
        """nDCG@10 and R@10 of vectors alone, over the questions about a report."""
        size = self.placed[report].long.shape[1]
        learnt = torch.zeros(size, size) if move is None else torch.tensor(move)
        found = []
        for forms, (right, _) in self.asked[report]:
            long, short = _scores(forms[:1], learnt, self.placed[report])
            order = (long + short)[0].argsort(descending=True)[:10].tolist()
            relevant = {str(place): 2 for place in right}
            best = [str(place) for place in order]
            found.append((ndcg(best, relevant), recall(best, relevant, 10)))
        means = np.mean(found, axis=0)
        return float(means[0]), float(means[1])

    def _learnt(self, reports: Sequence[str], course: Course, seed: int) -> Any:  # noqa: ANN401
        draw = random.Random(seed)
        size = self.placed[reports[0]].long.shape[1]
        move = torch.nn.Parameter(torch.zeros(size, size))
        counts = [len(self.asked[report]) for report in reports]
        optimiser, schedule = course.optimiser([move], counts)
        for _ in tqdm(range(course.epochs), desc="Moving questions"):
            for report, batch in course.batches(self.asked, reports, draw):
                forms = [forms[-1 if draw.random() < EXPANDED else 0] for forms, _ in batch]
                answers = [places for _, places in batch]
                sides = _scores(torch.stack(forms), move, self.placed[report])
                loss = sum(loss_of(course.scale * scores, answers) for scores in sides)
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
                schedule.step()
        return move.detach().numpy()


def placed(library: Library, report: str) -> Placed:
    """A report's passages, as the index keeps them."""
    units = library.units
    rows = np.array(units.rows_of_reports([report]))
    of = units.keys(units.paragraphs_of(np.asarray(rows)))
    keys = tuple(dict.fromkeys(of))
    place = {key: at for at, key in enumerate(keys)}
    places = torch.tensor([place[key] for key in of])
    vectors = torch.tensor(library.vectors.reconstruct(rows))
    short = torch.tensor(units.is_short[rows].astype(bool))
    return Placed(vectors[~short], places[~short], vectors[short], places[short], keys)


def _scores(questions: Any, move: Any, report: Placed) -> tuple[Any, Any]:  # noqa: ANN401
    """How near each question comes to each paragraph's best window and best sentence; one without
    sentences of its own counts its best window for both.
    """
    moved = torch.nn.functional.normalize(questions + questions @ move, dim=1)
    long = greatest(moved @ report.long.T, report.of_long, len(report.keys))
    short = greatest(moved @ report.short.T, report.of_short, len(report.keys))
    return long, torch.where(short > -1, short, long)
