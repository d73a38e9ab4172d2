"""Logistic models: what says how likely a question is answered, and by which paragraphs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model over features in the order of its weights."""

    bias: float
    weights: tuple[float, ...]

    def of(self, features: Sequence[float]) -> float:
        """The probability, 0 to 1; ValueError where there are more features, or fewer.

        >>> Logistic(0.0, (1.0,)).of([0.0])
        0.5
        """
        pairs = zip(self.weights, features, strict=True)
        return 1 / (1 + math.exp(-(self.bias + sum(w * value for w, value in pairs))))


def above_next(scores: Sequence[float], count: int = 5) -> float:
    """How far the first of some scores is above the mean of the `count` after it.

    >>> above_next([3.0, 1.0, 2.0]), above_next([3.0])
    (1.5, 0.0)
    """
    after = scores[1 : 1 + count]
    return scores[0] - sum(after) / len(after) if after else 0.0
