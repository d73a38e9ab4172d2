"""Which words of a report a question's words look for: learnt beside the adapter.

A question and a report use other words for one thing. The encoder's vectors of words tell what a
word means where it stands; to be compared with one another they were never taught.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Interaction:
    """What is added to the vector of a question's word, a linear map of it, shape (d, d); and how
    much the word matters: the exponential of its product with a vector, shape (d,).
    """

    turn: Vectors
    matter: Vectors

    def asked(self, words: Vectors) -> tuple[Vectors, Vectors]:
        """A question's words as they are compared, of length 1, and how much each matters.

        >>> learnt = Interaction(np.array([[0, 1], [0, 0]], np.float32), np.zeros(2, np.float32))
        >>> turned, matter = learnt.asked(np.array([[3, 0]], np.float32))
        >>> [round(float(part), 2) for part in turned[0]], matter.tolist()
        ([0.71, 0.71], [1.0])
        """
        turned = words + words @ self.turn
        lengths = np.linalg.norm(turned, axis=1, keepdims=True)
        unit: Vectors = turned / np.maximum(lengths, np.float32(1e-9))
        return unit, np.exp(words @ self.matter)

    def save(self, file: Path) -> None:
        """Write it to a file, in half precision."""
        np.savez(file, turn=self.turn.astype(np.float16), matter=self.matter.astype(np.float16))

    @classmethod
    def open(cls, file: Path) -> Self:
        """What `save` wrote. Raises OSError, ValueError or KeyError when it is damaged."""
        with np.load(file, allow_pickle=False) as kept:
            return cls(kept["turn"].astype(np.float32), kept["matter"].astype(np.float32))
