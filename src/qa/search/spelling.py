"""Misspelt words of a question, read as the nearest word of the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

MIN_LETTERS = 4


class Speller:
    """Reads misspelt words against the library's own words (word -> paragraphs it stands in).

    `is_word` tells words that are right though the library has not got them.
    """

    def __init__(
        self, words: Mapping[str, int], known: Iterable[str], is_word: Callable[[str], bool]
    ) -> None:
        self._words = words
        self._known = frozenset(known)
        self._is_word = is_word
        self._by_letter: dict[str, list[str]] = {}
        for word, count in words.items():
            if len(word) >= MIN_LETTERS and word.isalpha() and count > 1:
                self._by_letter.setdefault(word[0], []).append(word)

    def correct(self, word: str) -> str | None:
        """The word that `word` (small letters) must be a misspelling of; None when it is right.

        One slip of the fingers is allowed in a short word, two in one of seven letters.
        """
        if len(word) < MIN_LETTERS or not word.isalpha() or self.is_right(word):
            return None
        allowed = 2 if len(word) >= 7 else 1
        best: tuple[int, int, str] | None = None
        near = process.extract(
            word,
            self._by_letter.get(word[0], []),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=allowed,
            limit=8,
        )
        for candidate, distance, _ in near:
            row = (int(distance), -self._words[candidate], candidate)
            best = min(best, row) if best else row
        return best[2] if best else None

    def is_right(self, word: str) -> bool:
        """Whether a word needs no correction."""
        return word in self._words or word in self._known or self._is_word(word)
