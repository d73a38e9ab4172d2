"""How much is quoted: how many quotes, of how likely paragraphs, of how many words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """How much is quoted: at most so many quotes, from paragraphs at least so likely to answer.

    `of_each` is the most of one report, where several have their say, and `more` of paragraphs that
    are quoted already; each of those then has its best paragraph quoted if that is `least_of_each`
    likely. Of a paragraph the best sentences are quoted, at most `words` long together (the best
    one whatever its length), none weaker than the best by more than `spread`; and one more, weaker
    by no more than `other_side`, where those praise or find fault only and it does the other. A
    paragraph of at most `whole` words is quoted whole, and of `whole_lists` every item that is left
    of them. Beside a paragraph that answers almost surely, another is quoted if it is at least
    `beside_sure` likely; in the section of the likeliest, if it is `in_section`; and one whose best
    sentence names nothing of what is asked about, where that of the likeliest does, if `nameless`.
    """

    most: int = 6
    least: float = 0.26
    of_each: int | None = None
    more: int = 0
    least_of_each: float = 0.05
    words: int = 200
    spread: float = 0.2
    other_side: float = 0.0
    whole: int = 0
    whole_lists: bool = False
    beside_sure: float = 0.0
    in_section: float = 1.0
    nameless: float = 0.3
