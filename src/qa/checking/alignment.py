"""The cheapest way from the words of a quotation to those of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from qa.checking.folding import Folded, fold
from qa.checking.parts import Gap, Parts

MOST_WORDS = 700  # of a quotation; beyond that only its beginning is compared word by word
# What it costs to take one word for another, and to leave some of the report's words out.
_SAME, _PUNCTUATED, _NEAR, _OTHER = 0.0, 0.25, 0.5, 1.0
_NEAR_RATIO = 75
_LEAVE, _LEAVE_MORE = 0.8, 0.08
_INSERTED = 0.1  # a word of the report for which an insertion in brackets may stand
_WORD = re.compile(r"[^\s-]+-*|-+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as compared, characters `start` to `end` of its text; or a gap that is marked.

    `glued` to the token before it: no white space between. `opens` and `closes` a part of a
    quotation: the case of its first letter is free then, and a stop or comma after it.
    """

    text: str
    start: int
    end: int
    glued: bool = False
    gap: Gap | None = None
    opens: bool = False
    closes: bool = False

    def agrees(self, its: str) -> bool:
        """Whether the report's word is this one of the quotation."""
        one = self.text
        if self.opens:
            one, its = _lower_first(one), _lower_first(its)
        if self.closes:
            one, its = one.rstrip(".,"), its.rstrip(".,")
        return one == its


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an alignment: places of a token of each side, or None for none."""

    quoted: int | None
    report: int | None


def cheapest(quoted: Sequence[Token], tokens: Sequence[Token]) -> tuple[list[Step], float]:
    """The steps from a quotation's tokens to a stretch of a text's, in order, and what they cost.

    Words that stand as they are cost nothing, others at most 1 each.
    """
    return _Table(quoted, tokens).best()


def is_same(one: Token, other: Token) -> bool:
    """Whether two words are the same, but for letter case and punctuation."""
    return _cost(one.text, other.text) <= _PUNCTUATED


def tokens_of(folded: Folded) -> list[Token]:
    """The words of a text; "looked-after" is two, the first with its hyphen."""
    return [
        Token(word.group(), *folded.original(*word.span()), glued=_is_glued(folded.text, word))
        for word in _WORD.finditer(folded.text)
    ]


def _is_glued(text: str, word: re.Match[str]) -> bool:
    return word.start() > 0 and text[word.start() - 1] != " "


def quoted_tokens(parts: Parts) -> tuple[list[Token], str]:
    """The words and marked gaps of a quotation, and the text that their places are of."""
    tokens: list[Token] = []
    text = ""
    for part in parts.parts:
        if part.gap in (Gap.OMISSION, Gap.INSERTION):
            tokens.append(Token(part.mark, len(text), len(text) + len(part.mark), gap=part.gap))
            text += part.mark + " "
        words = tokens_of(fold(part.text, list_marks=True))
        for place, word in enumerate(words, start=1):
            start, end = len(text) + word.start, len(text) + word.end
            opens, closes = place == 1, place == len(words)
            tokens.append(replace(word, start=start, end=end, opens=opens, closes=closes))
        text += part.text + " "
    if parts.tail:
        end = len(text) + len(parts.tail)
        tokens.append(Token(parts.tail, len(text), end, gap=Gap.INSERTION))
        text += parts.tail
    return tokens[:MOST_WORDS], text


def _taking(token: Token, word: str) -> float:
    """What it costs to take a token of the quotation for a word of the report; a stop after the
    last one costs nothing, as it is no difference.
    """
    return _SAME if token.agrees(word) else _cost(token.text, word)


@lru_cache(maxsize=1 << 16)
def _cost(one: str, other: str) -> float:
    """What it costs to take one word for the other."""
    if one == other:
        return _SAME
    letters, others = bare(one), bare(other)
    if letters == others:
        return _PUNCTUATED
    return _NEAR if fuzz.ratio(letters, others) >= _NEAR_RATIO else _OTHER


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """A word's letters and digits, in small letters."""
    return "".join(character for character in word.casefold() if character.isalnum())


class _Table:
    """Costs of taking the first words of a quotation for some words of a text (Gotoh, 1982).

    `match[i][j]`: the first i tokens are taken care of, the i-th at the text's j-th word or
    before. `leave[i][j]`: as well, and the text's j-th word is left out.
    """

    def __init__(self, quoted: Sequence[Token], tokens: Sequence[Token]) -> None:
        self.quoted = quoted
        self.tokens = tokens
        self._different = {word.text for word in tokens}
        wide = len(tokens) + 1
        self.match = [[0.0] * wide]
        self.leave = [[float("inf")] * wide]
        for place in range(len(quoted)):
            self._add_row(place)

    def _add_row(self, place: int) -> None:
        token = self.quoted[place]
        above, above_left = self.match[-1], self.leave[-1]
        step = 0.0 if token.gap else 1.0  # what it costs that the report has nothing for it
        first, more = _leaving(token)
        row, left = [0.0] * len(above), [0.0] * len(above)
        before = min(above[0], above_left[0])
        row[0] = before + step
        left[0] = float("inf")
        taking = {} if token.gap else {word: _taking(token, word) for word in self._different}
        for j, word in enumerate(self.tokens, start=1):
            here = min(above[j], above_left[j])
            best = here + step
            if taking:
                best = min(best, before + taking[word.text])
            row[j] = best
            left[j] = min(row[j - 1] + first, left[j - 1] + more)
            before = here
        self.match.append(row)
        self.leave.append(left)

    def best(self) -> tuple[list[Step], float]:
        """The cheapest way through, in order, and its cost."""
        last = self.match[-1]
        cost = min(last)
        j = max(place for place, each in enumerate(last) if _equal(each, cost))
        i, leaving = len(self.quoted), False
        steps: list[Step] = []
        while i > 0:
            i, j, leaving, step = self._back(i, j, leaving)
            if step is not None:
                steps.append(step)
        return steps[::-1], cost

    def _back(self, i: int, j: int, leaving: bool) -> tuple[int, int, bool, Step | None]:
        """One step back from a cell, and what it means; a change of table means nothing."""
        token = self.quoted[i - 1]
        if leaving:
            _, more = _leaving(token)
            goes_on = self.leave[i][j - 1] + more < self.match[i][j - 1] + _leaving(token)[0]
            return i, j - 1, goes_on, Step(None, j - 1)
        here = self.match[i][j]
        if token.gap is None and j:
            cost = _taking(token, self.tokens[j - 1].text)
            for was_leaving, table in ((False, self.match), (True, self.leave)):
                if _equal(here, table[i - 1][j - 1] + cost):
                    return i - 1, j - 1, was_leaving and i > 1, Step(i - 1, j - 1)
        step = 0.0 if token.gap else 1.0
        was_leaving = not _equal(here, self.match[i - 1][j] + step)
        return i - 1, j, was_leaving and i > 1, Step(i - 1, None)


def _leaving(token: Token) -> tuple[float, float]:
    """What it costs to leave out a first word of the report after this token, and each more."""
    if token.gap is Gap.OMISSION:
        return 0.0, 0.0
    return (_INSERTED, _INSERTED) if token.gap is Gap.INSERTION else (_LEAVE, _LEAVE_MORE)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _equal(one: float, other: float) -> bool:
    return abs(one - other) < 1e-9
