"""How near the words of a sentence come to a question's, as they stand in their paragraph.

A sentence read alone is known by one vector. Read in its window, each of its words is known for
what it means there, so that of sentences on much the same matter the one on the detail asked for
stands out, and an opening on the matter at large does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qa.answer.quotes.quoting import Evidence
from qa.index.encoding.contentwords import content_words
from qa.index.making.library import Library
from qa.index.passages import WINDOW_WORDS, context, runs
from qa.index.retrieval.late import nearness
from qa.quotation import Quote
from qa.report import Paragraph
from qa.search.ranked.candidates import AskedWords, Scores
from qa.sentences import sentences

LATE = 1.2  # what the words count beside all else that a sentence is scored by
KEPT = 2048  # paragraphs whose words are looked up once
SHARE = 0.66  # of such a score: it parts the sentences of a paragraph about as far as one without


class Wordwise:
    """Scores sentences of a paragraph by their words, too, where the index has their vectors."""

    def __init__(self, library: Library, asked: Sequence[AskedWords]) -> None:
        self._library = library
        self._asked = asked

    def __call__(self, rows: Sequence[Evidence]) -> list[Evidence]:
        """The evidence of one paragraph, scored by its words as well, best first."""
        words = _Words.of(self._library, rows[0].quote.paragraph, self._asked) if rows else None
        if words is None:
            return list(rows)
        scored = [
            replace(row, score=SHARE * (row.score + LATE * words.near(row.quote))) for row in rows
        ]
        return sorted(scored, key=lambda row: -row.score)


class _Words:
    """The content words of a paragraph: where each stands, and how near it comes to each of the
    question's, shape (words, q).
    """

    def __init__(self, at: NDArray[np.int64], near: Scores, asked: Sequence[AskedWords]) -> None:
        self._at = at
        self._near = near
        self._shares = [words.weights / (words.weights.sum() or 1.0) for words in asked]

    @classmethod
    def of(
        cls, library: Library, paragraph: Paragraph, asked: Sequence[AskedWords]
    ) -> _Words | None:
        """None where the index has no vectors of just these words."""
        if not library.late or not asked:
            return None
        head = f"{context(library.store.head(paragraph.report), paragraph)}. "
        units = library.units
        rows = units.rows_of_unit(paragraph.key)
        windows = rows[~units.is_short[rows]].tolist()
        spots = _spots(head, paragraph.text)
        if len(windows) != len(spots):
            return None
        places: list[int] = []
        near: list[Scores] = []
        for window, spot in zip(windows, spots, strict=True):
            kept, scales = library.late.of(window)
            # Fewer where a window is too long for the encoder.
            if not 0 < len(kept) <= spot.before + len(spot.starts):
                return None
            places += spot.starts[: max(0, len(kept) - spot.before)]
            near.append(nearness(kept, scales, asked[-1].vectors)[spot.before :])
        return cls(np.array(places), np.concatenate(near), asked)

    def near(self, quote: Quote) -> float:
        """How near a quote comes to the words of the question, and to those and what the reports
        would say, on the mean: the rare ones counting for more.
        """
        within = (self._at >= quote.start) & (self._at < quote.end)
        if not within.any():
            return 0.0
        best = self._near[within].max(axis=0)
        told = [float(best[: len(share)] @ share) for share in self._shares]
        return sum(told) / len(told)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the content words of a window begin in its paragraph, and how many come `before` them,
    of its headings.
    """

    before: int
    starts: tuple[int, ...]


@lru_cache(KEPT)
def _spots(head: str, text: str) -> tuple[_Spot, ...]:
    """The windows of a paragraph, as they are embedded with their headings."""
    before = sum(1 for _ in content_words(head))
    found = []
    for span in runs(text, sentences(text), WINDOW_WORDS):
        words = [*content_words(head + text[span.start : span.end])]
        starts = (span.start + start - len(head) for start, _ in words[before:])
        found.append(_Spot(before, tuple(starts)))
    return tuple(found)
