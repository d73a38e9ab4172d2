"""How near in meaning what was found comes to the words of the question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from qa.answer.amounts import Met
from qa.index.encoder import ReadsWords
from qa.search.candidates import AskedWords, Scores, Wanted
from qa.search.searcher import Searcher


class Nearness:
    """How near paragraphs, texts and phrases come to the words that are searched for."""

    def __init__(self, searcher: Searcher, wanted: Wanted) -> None:
        self._searcher = searcher
        self._wanted = wanted
        self._read: dict[str, Met] = {}  # a text is asked about more than once

    def of_paragraphs(self, keys: Iterable[str]) -> Met:
        """The question's words, each with the share of all that they weigh and the cosine of the
        nearest word of these paragraphs; none where the index has no word vectors.
        """
        library = self._searcher.library
        if not library.late or not self._wanted.asked:
            return []
        asked, units = self._wanted.asked[0], library.units
        rows = units.rows_of_paragraphs(np.array(units.places(keys), np.int64))
        rows = rows[~units.is_short[rows]]
        return _met(asked, library.late.best(rows, asked.vectors).max(axis=0, initial=0.0))

    def of_texts(self, texts: Sequence[str]) -> list[Met]:
        """The like of `of_paragraphs` for the words of each text."""
        encoder = self._searcher.library.encoder
        if not self._wanted.asked or not isinstance(encoder, ReadsWords):
            return []
        asked = self._wanted.asked[0]
        new = [text for text in dict.fromkeys(texts) if text not in self._read]
        for text, read in zip(new, encoder.read(new) if new else (), strict=True):
            cosines = asked.vectors @ read.vectors.T
            self._read[text] = _met(asked, cosines.max(axis=1, initial=0.0))
        return [self._read[text] for text in texts]

    def of_phrases(self, called: Mapping[str, Sequence[str]]) -> dict[str, float]:
        """How near in meaning each phrase comes to the nearest of what else it is called."""
        of = self._searcher.vector_of
        return {
            phrase: max(float(of(phrase) @ of(name)) for name in names)
            for phrase, names in called.items()
        }


def _met(asked: AskedWords, nearest: Scores) -> list[tuple[str, float, float]]:
    """A question's words with their shares, and how near to each another word comes."""
    shares = asked.weights / (asked.weights.sum() or 1.0)
    return list(zip(asked.words, shares.tolist(), nearest.tolist(), strict=True))
