"""How well sentences are borne out by what they cite, as ALCE defines it (Gao et al., 2023).

ALCE asks a language model whether a passage bears a sentence out; here code is asked, which says
yes only where the words are the passage's own.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

Supports = Callable[[str, Sequence[str]], bool]
"""Whether passages, by their keys, together bear a sentence out."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence without its citations, and the keys it cites."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """Counts over statements: `borne_out` of `statements`, `needed` of `citations`."""

    statements: int = 0
    borne_out: int = 0
    citations: int = 0
    needed: int = 0

    def __add__(self, other: Cited) -> Cited:
        return Cited(*map(operator.add, astuple(self), astuple(other)))

    @property
    def recall(self) -> float | None:
        """The share of statements borne out by what they cite; None for no statements."""
        return self.borne_out / self.statements if self.statements else None

    @property
    def precision(self) -> float | None:
        """The share of citations that are needed; None for no citations."""
        return self.needed / self.citations if self.citations else None


def measure(statements: Sequence[Statement], supports: Supports) -> Cited:
    """Citation recall and precision of statements.

    A citation is needed when its statement is borne out, and it either bears it out alone, or the
    others do not without it.

    >>> told = [Statement("a", ("a",)), Statement("b", ("a", "b")), Statement("c", ())]
    >>> counted = measure(told, lambda text, keys: text in keys)
    >>> counted.borne_out, counted.needed, counted.citations
    (2, 2, 3)
    """
    borne_out = needed = 0
    for each in statements:
        if not supports(each.text, each.keys):
            continue
        borne_out += 1
        for key in each.keys:
            others = [other for other in each.keys if other != key]
            needed += supports(each.text, [key]) or not supports(each.text, others)
    return Cited(len(statements), borne_out, sum(len(each.keys) for each in statements), needed)
