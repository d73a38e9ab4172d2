"""English words, whether a library holds them or not."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

ENGLISH = "english.txt"
COMMENT = "#"


def is_english(word: str) -> bool:
    """Whether a word in small letters is a common English one, of the list that ships.

    >>> is_english("muddled"), is_english("muddeld")
    (True, False)
    """
    return word in _words()


@cache
def _words() -> frozenset[str]:
    """The words of `english.txt`, made by `evals/english.py`; read when first asked for."""
    lines = (files("qa.data") / ENGLISH).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith(COMMENT))
