"""Some of the longer words of a report changed for others as long, the same way all through it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

_LEAST = 5  # letters of a longer word
_WORD = re.compile(rf"\b([a-z]{{{_LEAST},}})\b")
_CHANGED = 1 / 7  # of the words


def by_length(words: Mapping[str, int]) -> list[list[str]]:
    """A library's longer words, those as long as each other together."""
    groups: dict[int, list[str]] = {}
    for word in sorted(words):
        if len(word) >= _LEAST:
            groups.setdefault(len(word), []).append(word)
    return list(groups.values())


class Rewording:
    """Some words, each with another as long that stands for it, drawn from groups of them."""

    def __init__(self, draw: np.random.Generator, groups: Sequence[Sequence[str]]) -> None:
        self._changes: dict[str, str] = {}
        for words in groups:
            count = int(len(words) * _CHANGED)
            chosen, others = draw.integers(0, len(words), (2, count))
            pairs = zip(chosen, others, strict=True)
            self._changes.update({words[one]: words[other] for one, other in pairs})

    def __call__(self, text: str) -> str:
        """A text with these words changed."""
        parts = _WORD.split(text)
        parts[1::2] = [self._changes.get(word, word) for word in parts[1::2]]
        return "".join(parts)
