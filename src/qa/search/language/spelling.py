"""Misspelt words of a question, read as the nearest word of the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

MIN_LETTERS = 4
_ENDINGS = ("ing", "ed", "er", "ers", "est", "es", "s", "ly")


def stems(word: str) -> Iterator[str]:
    """What a word may be a regular form of, whether or not there is such a word.

    >>> list(stems("swapping")), list(stems("bobbies"))
    (['swapp', 'swappe', 'swap'], ['bobby', 'bobbi', 'bobbie'])
    """
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < MIN_LETTERS - 1:
            continue
        yield stem
        if ending in ("ing", "ed", "er", "ers", "est"):
            yield f"{stem}e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]


def is_shortened(word: str, whole: str) -> bool:
    """Whether a word is another with letters left out.

    >>> is_shortened("difrent", "different"), is_shortened("difrent", "direct")
    (True, False)
    """
    letters = iter(whole)
    return all(letter in letters for letter in word)


class Speller:
    """Reads misspelt words against the library's own words (word -> paragraphs it stands in).

    `is_word` tells words that are right though the library has not got them, `slips` what is meant
    by some that are often typed; `shorts` are abbreviations, in small letters.
    """

    def __init__(
        self,
        words: Mapping[str, int],
        known: Iterable[str],
        is_word: Callable[[str], bool],
        slips: Mapping[str, str],
        shorts: Iterable[str] = (),
    ) -> None:
        self._words = words
        self._slips = slips
        # Abbreviations by their letters, of which a slip of the fingers changes only the order.
        self._by_letters = {"".join(sorted(s)): s for s in shorts if len(s) >= MIN_LETTERS}
        self._known = frozenset(known)
        self._is_word = is_word
        self._by_letter: dict[str, list[str]] = {}
        for word, count in words.items():
            if len(word) >= MIN_LETTERS and word.isalpha() and count > 1:
                self._by_letter.setdefault(word[0], []).append(word)

    def correct(self, word: str) -> str | None:
        """The word that `word` (small letters) must be a misspelling of; None when it is right.

        One slip of the fingers is allowed in a short word, or in a regular form of a word that is
        right; two in any other of seven letters. Of words as near, one whose letters were left out
        is meant, or the commonest.
        """
        if word in self._slips and word not in self._words:
            return self._slips[word]
        if len(word) < MIN_LETTERS or not word.isalpha() or self.is_right(word):
            return None
        if short := self.abbreviation(word):
            return short
        # "commonest" is a form of "common" before it is a misspelling of "component".
        is_form = any(self.is_right(stem) for stem in stems(word))
        allowed = 2 if len(word) >= 7 and not is_form else 1
        best: tuple[int, bool, int, str] | None = None
        near = process.extract(
            word,
            self._by_letter.get(word[0], []),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=allowed,
            limit=8,
        )
        for candidate, distance, _ in near:
            left_out = is_shortened(word, candidate)
            row = (int(distance), not left_out, -self._words[candidate], candidate)
            best = min(best, row) if best else row
        return self._in_number(word, best[3]) if best else None

    def _in_number(self, word: str, right: str) -> str:
        """What is read for a word, of several where the word is ("docters")."""
        several = f"{right}s"
        return several if word[-1] == "s" != right[-1] and self.is_right(several) else right

    def abbreviation(self, word: str) -> str | None:
        """The abbreviation whose letters a word has in another order, after the same first one.

        >>> speller = Speller({}, [], lambda word: False, {}, ["camhs"])
        >>> speller.abbreviation("cahms"), speller.abbreviation("camhs")
        ('camhs', None)
        """
        if len(word) < MIN_LETTERS or self.is_right(word):
            return None
        short = self._by_letters.get("".join(sorted(word)))
        return short if short and short != word and short[0] == word[0] else None

    def is_right(self, word: str) -> bool:
        """Whether a word needs no correction."""
        return word in self._words or word in self._known or self._is_word(word)
