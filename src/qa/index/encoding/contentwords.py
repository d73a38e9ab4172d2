"""The content words of a text as an encoder reads it, and their vectors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.data import read_table

# What the encoder takes for a word: letters and digits, or any other mark alone.
_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text as the encoder reads it: its vector, shape (d,), its content words in small letters,
    and their vectors as they stand there, shape (words, d); all of length 1.
    """

    vector: NDArray[np.float32]
    words: tuple[str, ...]
    vectors: NDArray[np.float32]


def read_text(
    text: str,
    encoding: Any,  # noqa: ANN401
    vector: NDArray[np.float32],
    tokens: NDArray[np.float32],
) -> ReadText:
    """A text's vector, and those of its content words: the mean of their tokens'."""
    pieces: dict[int, list[int]] = {}
    for at, word in enumerate(encoding.word_ids):
        if word is not None:  # as the marks at both ends of a text have none
            pieces.setdefault(word, []).append(at)
    offsets = encoding.offsets
    names = [text[offsets[at[0]][0] : offsets[at[-1]][1]].casefold() for at in pieces.values()]
    stop = stop_words()
    kept = [
        (name, at)
        for name, at in zip(names, pieces.values(), strict=True)
        if name.isalnum() and name not in stop
    ]
    if not kept:
        return ReadText(vector, (), np.zeros((0, len(vector)), np.float32))
    counts = np.array([len(at) for _, at in kept])
    unit = _unit(tokens[[place for _, at in kept for place in at]])
    # The sum of a word's tokens points where their mean does.
    sums: NDArray[np.float32] = np.add.reduceat(unit, np.cumsum(counts) - counts)
    return ReadText(vector, tuple(name for name, _ in kept), _unit(sums))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = vectors / np.maximum(lengths, 1e-9)
    return unit


@cache
def stop_words() -> frozenset[str]:
    """The words that say nothing of a text's subject."""
    return frozenset(read_table("stopwords.toml")["stop"].split())


def content_words(text: str) -> Iterator[tuple[int, str]]:
    """The content words of a text, where each begins and in small letters, in the order in which
    `read_text` gives their vectors.

    >>> list(content_words("The board's work is sound."))
    [(4, 'board'), (12, 'work'), (20, 'sound')]
    """
    stop = stop_words()
    for piece in _PIECE.finditer(text):
        word = piece[0].casefold()
        if word.isalnum() and word not in stop:
            yield piece.start(), word
