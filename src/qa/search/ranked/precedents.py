"""Questions that were asked of other reports, and what answered them there.

Where a question leads is told by where questions like it have led: "are they left waiting?" is far
from "assessments are subject to delay", and others who asked so were answered by such a paragraph.
A question's nearest neighbours among those of `evals/gold` say where in the space of paragraphs its
answer is to be looked for, in a report that none of them was asked of. `data/precedents.npz` holds
them, made by `evals/precedents.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

FILE = "precedents.npz"
Vectors = NDArray[np.float32]
NEAREST = 20  # questions that are asked where theirs led
SHARPNESS = 30.0  # of the softmax over their cosines: the nearest count for most


@dataclass(frozen=True)
class Precedents:
    """So many questions n, compared in r directions of d, and the m paragraphs that answered them.

    `into` are the directions, shape (d, r); `questions`, shape (n, r), are in steps of `step`, one
    a direction; `answers`, shape (m, d), unit vectors in steps of 1/127. Answer `link[i]` is of
    question `linked[i]` and counts `share[i]` of 255. `asked_of`, shape (n,), are the places in
    `reports` of the reports that were asked. `encoders` are the fingerprints of those whose vectors
    these are.
    """

    into: NDArray[np.float16]
    step: Vectors
    questions: NDArray[np.int8]
    answers: NDArray[np.int8]
    link: NDArray[np.uint16]
    linked: NDArray[np.uint16]
    share: NDArray[np.uint8]
    asked_of: NDArray[np.uint8]
    reports: NDArray[np.str_]
    encoders: NDArray[np.str_]

    def save(self, file: Path) -> None:
        kept = {field.name: getattr(self, field.name) for field in fields(self)}
        np.savez_compressed(file, **kept)

    @classmethod
    def open(cls, file: Path) -> Self:
        """What `save` wrote. Raises OSError, ValueError or KeyError when it is damaged."""
        with np.load(file, allow_pickle=False) as kept:
            return cls(*(kept[field.name] for field in fields(cls)))

    def expected(self, question: Vectors, without: Collection[str]) -> Vectors | None:
        """Where the vector of a question, shape (d,), has its answer by those most like it that
        were asked of other reports than `without`: of length 1; None where there are none.
        """
        alike = self._compared @ (question @ self._into)
        alike[np.isin(self.asked_of, self._places(without))] = -np.inf
        most = min(NEAREST, len(alike))
        nearest = np.argpartition(-alike, most - 1)[:most]
        nearest = nearest[np.isfinite(alike[nearest])]
        if not len(nearest):
            return None
        weights = np.exp(SHARPNESS * (alike[nearest] - alike[nearest].max()))
        first, counts = self._starts[nearest], self._counts[nearest]
        # The answers of the nearest, one after another, and of which of these each is.
        of = np.repeat(np.arange(len(nearest)), counts)
        links = np.arange(len(of)) + np.repeat(first - np.cumsum(counts) + counts, counts)
        share = self.share[links].astype(np.float32)
        share *= (weights / np.bincount(of, share))[of]
        found = share @ self.answers[self.link[links]].astype(np.float32)
        unit: Vectors = (found / (np.linalg.norm(found) or 1.0)).astype(np.float32)
        return unit

    def _places(self, reports: Collection[str]) -> list[int]:
        return [self._place[key] for key in reports if key in self._place]

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {key: place for place, key in enumerate(self.reports.tolist())}

    @cached_property
    def _counts(self) -> NDArray[np.int64]:
        """How many answers each question has."""
        return np.bincount(self.linked, minlength=len(self.questions))

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        """Where the answers of each question begin."""
        return np.cumsum(self._counts) - self._counts

    @cached_property
    def _into(self) -> Vectors:
        return self.into.astype(np.float32)

    @cached_property
    def _compared(self) -> Vectors:
        return self.questions.astype(np.float32) * self.step


def precedents_for(encoder: str) -> Precedents | None:
    """Those that ship, for the encoder of this fingerprint; None for one whose vectors differ."""
    held = _shipped()
    return held if encoder in held.encoders else None


@cache
def _shipped() -> Precedents:
    with as_file(files("qa.data") / FILE) as path:
        return Precedents.open(path)
