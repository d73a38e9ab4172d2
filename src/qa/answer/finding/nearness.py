"""How near in meaning what was found comes to the words of the question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future

import numpy as np

from qa.answer.asking.reached import Met
from qa.cores import beside
from qa.index.encoding.contentwords import ReadText
from qa.index.encoding.encoder import ReadsWords
from qa.search.ranked.candidates import AskedWords, Scores, Wanted
from qa.search.ranked.searcher import Searcher


class Nearness:
    """How near paragraphs, texts and phrases come to the words that are searched for."""

    def __init__(self, searcher: Searcher, wanted: Wanted) -> None:
        self._searcher = searcher
        self._wanted = wanted
        self._read: dict[str, Met] = {}  # a text is asked about more than once
        self._begun: list[tuple[list[str], Future[list[ReadText]]]] = []

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
        self.begin(texts)
        for new, reading in self._begun:
            asked = self._wanted.asked[0]
            for text, read in zip(new, reading.result(), strict=True):
                cosines = asked.vectors @ read.vectors.T
                self._read[text] = _met(asked, cosines.max(axis=1, initial=0.0))
        self._begun = []
        return [self._read[text] for text in texts if text in self._read]

    def begin(self, texts: Sequence[str]) -> None:
        """Have texts read that will be asked about, while other things are worked out."""
        encoder = self._searcher.library.encoder
        if not self._wanted.asked or not isinstance(encoder, ReadsWords):
            return
        known = {*self._read, *(text for begun, _ in self._begun for text in begun)}
        # The longest first, so that none is left to one thread at the end.
        new = sorted({*texts} - known, key=lambda text: (-len(text), text))
        if new:
            self._begun.append((new, beside().submit(encoder.read, new)))

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
