"""What questions look for in a report, as a whole and word by word: learnt beside the adapter.

A question and a report use different words for the same thing. The encoder's vectors of words tell
what a word means where it stands, but it was never taught to compare them with one another. And a
question is no paragraph: its one vector is moved to where those that answer such questions lie.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Interaction:
    """What is added to the vector of a question's word, a linear map of it, shape (d, d); how
    much the word matters: the exponential of its product with a vector, shape (d,); and what is
    added to the vector of a whole question, a linear map, too.
    """

    turn: Vectors
    matter: Vectors
    move: Vectors

    def asked(self, words: Vectors) -> tuple[Vectors, Vectors]:
        """A question's words as they are compared, of length 1, and how much each matters.

        >>> right = np.array([[0, 1], [0, 0]], np.float32)
        >>> learnt = Interaction(right, np.zeros(2, np.float32), right)
        >>> turned, matter = learnt.asked(np.array([[3, 0]], np.float32))
        >>> [round(float(part), 2) for part in turned[0]], matter.tolist()
        ([0.71, 0.71], [1.0])
        """
        return _unit(words + words @ self.turn), np.exp(words @ self.matter)

    def moved(self, questions: Vectors) -> Vectors:
        """Vectors of questions, shape (n, d), as they are compared with passages; of length 1."""
        return _unit(questions + questions @ self.move)

    def save(self, file: Path) -> None:
        """Write it to a file, in half precision."""
        held = {name: getattr(self, name).astype(np.float16) for name in _NAMES}
        np.savez(file, **held)

    @classmethod
    def open(cls, file: Path) -> Self:
        """What `save` wrote. Raises OSError, ValueError or KeyError when it is damaged."""
        with np.load(file, allow_pickle=False) as kept:
            return cls(*(kept[name].astype(np.float32) for name in _NAMES))


_NAMES = tuple(field.name for field in fields(Interaction))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, np.float32(1e-9))
    return unit
