"""How near what was found comes to giving the amount that a question asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from qa.answer.asking.amounts import asking_words
from qa.search.language.stemming import stem, stems_of

# A question's words, each with its share of all that they weigh and how near another word comes.
Met = Sequence[tuple[str, float, float]]


@dataclass(frozen=True, slots=True)
class Given:
    """How near what was found comes to giving the amount asked for; all about 0 to 1.

    `reached` is the best cosine of a sentence that gives such an amount; `bare` is the rarity of
    the rarest word that the question shares with the best paragraphs and with none of those
    sentences; `said` is how near one of those sentences comes to the question's words, each by
    what it weighs, and `unsaid` the most that one word of the question is left out by it.
    `uncounted` is 1 where none of the best sentences gives an amount; the rest is of `Features`.
    """

    gap: float
    absent: float
    unspoken: float
    uncounted: float
    reached: float
    bare: float
    said: float
    unsaid: float

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers that the model goes by, in the order of its weights."""
        return astuple(self)


def barest(
    rarity: Mapping[str, float],
    texts: Sequence[str],
    giving: Sequence[str],
) -> float:
    """The rarity of the rarest term that stands in `texts`, folded, and in no sentence `giving`;
    `rarity` is that of each term.
    """
    held = {word for text in texts for word in text.split()}
    said = {word for text in giving for word in stems_of(text)}
    bare = [rare for term, rare in rarity.items() if stem(term) in held - said]
    return max(bare, default=0.0)


def most_said(texts: Sequence[Met]) -> tuple[float, float]:
    """How near the text that says most comes to the question's words, and the most that one word
    is left out by it.

    >>> met = [("pupils", 0.25, 1.0), ("number", 0.5, 0.1), ("excluded", 0.25, 0.5)]
    >>> most_said([met])
    (0.75, 0.25)
    """
    return max(map(said_of, texts), default=(0.0, 1.0))


def said_of(words: Met) -> tuple[float, float]:
    """How near a text comes to the question's words, and the most that one is left out by it.

    Words that only ask for an amount do not count.
    """
    told = [(share, near) for word, share, near in words if word not in asking_words()]
    total = sum(share for share, _ in told) or 1.0
    said = sum(share * near for share, near in told) / total
    return said, max((share * (1 - near) for share, near in told), default=0.0) / total
