"""What the lessons have in common that follow the encoder's own: pace, order, and what is a loss.

What is learnt there is small, and the encoder is left as it is.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import torch
from pairs import Question

T = TypeVar("T")  # a question with what answers it
Answers = tuple[
    Sequence[int], Sequence[int]
]  # the paragraphs that answer a question, and those that support


@dataclass(frozen=True, slots=True)
class Course:
    """How a lesson goes through its questions."""

    epochs: int
    scale: float  # of the scores in the softmax
    batch: int = 32
    learning_rate: float = 1e-3  # falls linearly to nothing
    weight_decay: float = 0.01
    seed: int = 2012

    def optimiser(self, learnt: Iterable[Any], questions: Sequence[int]) -> tuple[Any, Any]:
        """What changes the parameters `learnt`, and its schedule; `questions` counts those about
        each report.
        """
        optimiser = torch.optim.AdamW(learnt, self.learning_rate, weight_decay=self.weight_decay)
        steps = self.epochs * sum(-(-count // self.batch) for count in questions)
        return optimiser, torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, steps)

    def batches(
        self, asked: Mapping[str, Sequence[T]], reports: Sequence[str], draw: random.Random
    ) -> list[tuple[str, list[T]]]:
        """The questions about these reports in batches, each of one report, in a drawn order."""
        made = []
        for report in reports:
            rows = draw.sample(asked[report], len(asked[report]))
            starts = range(0, len(rows), self.batch)
            made += [(report, rows[start : start + self.batch]) for start in starts]
        draw.shuffle(made)
        return made


def places_of(question: Question, keys: Sequence[str]) -> Answers:
    """Where the paragraphs of a question stand among a report's."""
    right, near = (
        [keys.index(key) for key in some if key in keys]
        for some in (question.keys, sorted(question.near))
    )
    return right, near


def greatest(values: Any, group: Any, groups: int) -> Any:  # noqa: ANN401
    """The greatest of each group of columns, shape (rows, groups)."""
    least = torch.full((len(values), groups), -1.0)
    return least.scatter_reduce(1, group.expand(len(values), -1), values, "amax")


def loss_of(scores: Any, answers: Sequence[Answers]) -> Any:  # noqa: ANN401
    """Each right paragraph of a question against all that are neither right nor near."""
    rows, targets, weights = [], [], []
    for row, (places, near) in zip(scores, answers, strict=True):
        for place in places:
            others = [other for other in (*places, *near) if other != place]
            also = torch.tensor(others, dtype=torch.long)
            rows.append(row.index_fill(0, also, -1e4))
            targets.append(place)
            weights.append(1.0 / len(places))
    each = torch.nn.functional.cross_entropy(
        torch.stack(rows), torch.tensor(targets), reduction="none"
    )
    return (each * torch.tensor(weights)).sum() / sum(weights)
