"""A scale of grades: their words, best first, and the numbers that a framework gives them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GradeScale:
    """The grades of a framework, best first, with the numbers it gives them (if it does).

    >>> GradeScale(("Outstanding", "Good", "Adequate", "Inadequate"), (4, 3, 2, 1)).describe()
    '4 Outstanding - 1 Inadequate'
    """

    words: tuple[str, ...]
    numbers: tuple[int, ...] = ()

    def number(self, word: str) -> int | None:
        """The number this scale gives to a grade word, or None where it has no numbers."""
        folded = word.casefold()
        for place, known in enumerate(self.words):
            if known.casefold() == folded:
                return self.numbers[place] if self.numbers else None
        return None

    def word(self, number: int) -> str | None:
        """The grade word of a number on this scale, or None."""
        return self.words[self.numbers.index(number)] if number in self.numbers else None

    def describe(self) -> str:
        """The scale from best to worst, as shown beside every grade."""
        if not self.numbers:
            return ", ".join(self.words)
        return f"{self.numbers[0]} {self.words[0]} - {self.numbers[-1]} {self.words[-1]}"

    def to_json(self) -> dict[str, str]:
        """Number (as text, best first) to word; empty where the scale has no numbers."""
        return {str(n): w for n, w in zip(self.numbers, self.words, strict=False)}
