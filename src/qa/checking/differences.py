"""Word by word: what a quotation says, and what the report says there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from qa.checking.folding import Folded, fold
from qa.checking.parts import Gap, Parts

MOST_WORDS = 700  # of a quotation; beyond that only its beginning is compared word by word
# What it costs to take one word for another, and to leave some of the report's words out.
_SAME, _PUNCTUATED, _NEAR, _OTHER = 0.0, 0.25, 0.5, 1.0
_NEAR_RATIO = 75
_LEAVE, _LEAVE_MORE = 1.0, 0.08
_INSERTED = 0.1  # a word of the report for which an insertion in brackets may stand
_WORD = re.compile(r"[^\s-]+-*|-+")


class Kind(StrEnum):
    """How a quotation departs from the report at one place."""

    CHANGED = "changed"
    ADDED = "added"  # the quotation has words that the report has not
    LEFT_OUT = "left_out"  # without a mark
    CASE = "case"
    HYPHEN = "hyphen"  # or a space
    PUNCTUATION = "punctuation"
    OMISSION = "omission"  # marked: "..."
    INSERTION = "insertion"  # marked: "[the council]"


@dataclass(frozen=True, slots=True)
class Difference:
    """What the quotation says at one place, and what the report says there; either may be empty."""

    kind: Kind
    quotation: str
    report: str

    def to_json(self) -> dict[str, Any]:
        return {"kind": str(self.kind), "quotation": self.quotation, "report": self.report}


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

    def agrees(self, other: Token) -> bool:
        """Whether the report's word is this one of the quotation."""
        one, its = self.text, other.text
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


@dataclass(frozen=True, slots=True)
class Alignment:
    """The stretch of a text that is nearest to a quotation, and how they differ.

    `start` and `end` are characters of the text. `likeness` is 1 for the same words and falls to
    0; `same` counts the quotation's words that stand there as they are.
    """

    likeness: float
    same: int
    start: int
    end: int
    differences: tuple[Difference, ...]


def align(parts: Parts, text: str) -> Alignment:
    """The stretch of a text that a quotation is nearest to. Both have at least one word."""
    quoted, wording = _quoted_tokens(parts)
    tokens = _tokens(fold(text, list_marks=True))
    steps, cost = _Table(quoted, tokens).best()
    used = [step.report for step in steps if step.report is not None]
    words = sum(token.gap is None for token in quoted)
    same = sum(
        _cost(quoted[s.quoted].text, tokens[s.report].text) <= _PUNCTUATED
        for s in steps
        if s.quoted is not None and s.report is not None
    )
    if not used:
        return Alignment(0.0, 0, 0, 0, ())
    return Alignment(
        likeness=max(0.0, 1 - cost / words),
        same=same,
        start=tokens[used[0]].start,
        end=tokens[used[-1]].end,
        differences=tuple(_differences(steps, quoted, wording, tokens, text)),
    )


def _tokens(folded: Folded) -> list[Token]:
    """The words of a text; "looked-after" is two, the first with its hyphen."""
    return [
        Token(word.group(), *folded.original(*word.span()), glued=_is_glued(folded.text, word))
        for word in _WORD.finditer(folded.text)
    ]


def _is_glued(text: str, word: re.Match[str]) -> bool:
    return word.start() > 0 and text[word.start() - 1] != " "


def _quoted_tokens(parts: Parts) -> tuple[list[Token], str]:
    """The words and marked gaps of a quotation, and the text that their places are of."""
    tokens: list[Token] = []
    text = ""
    for part in parts.parts:
        if part.gap in (Gap.OMISSION, Gap.INSERTION):
            tokens.append(Token(part.mark, len(text), len(text) + len(part.mark), gap=part.gap))
            text += part.mark + " "
        words = _tokens(fold(part.text, list_marks=True))
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


@lru_cache(maxsize=1 << 16)
def _cost(one: str, other: str) -> float:
    """What it costs to take one word for the other."""
    from rapidfuzz import fuzz

    if one == other:
        return _SAME
    bare, also = _bare(one), _bare(other)
    if bare == also:
        return _PUNCTUATED
    return _NEAR if fuzz.ratio(bare, also) >= _NEAR_RATIO else _OTHER


@lru_cache(maxsize=1 << 16)
def _bare(word: str) -> str:
    return "".join(character for character in word.casefold() if character.isalnum())


class _Table:
    """Costs of taking the first words of a quotation for some words of a text (Gotoh, 1982).

    `match[i][j]`: the first i tokens are taken care of, the i-th at the text's j-th word or
    before. `leave[i][j]`: as well, and the text's j-th word is left out.
    """

    def __init__(self, quoted: Sequence[Token], tokens: Sequence[Token]) -> None:
        self.quoted = quoted
        self.tokens = tokens
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
        row[0] = min(above[0], above_left[0]) + step
        left[0] = float("inf")
        for j, word in enumerate(self.tokens, start=1):
            best = min(above[j], above_left[j]) + step
            if token.gap is None:
                taken = min(above[j - 1], above_left[j - 1]) + _cost(token.text, word.text)
                best = min(best, taken)
            row[j] = best
            left[j] = min(row[j - 1] + first, left[j - 1] + more)
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
            cost = _cost(token.text, self.tokens[j - 1].text)
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


def _differences(
    steps: Sequence[Step], quoted: Sequence[Token], wording: str, tokens: Sequence[Token], text: str
) -> Iterator[Difference]:
    for run in _runs(steps, quoted, tokens):
        of_quotation = [quoted[s.quoted] for s in run if s.quoted is not None]
        of_report = [tokens[s.report] for s in run if s.report is not None]
        said, there = _slice(wording, of_quotation), _slice(text, of_report)
        gap = next((token.gap for token in of_quotation if token.gap), None)
        if of_quotation and of_quotation[-1].closes:
            there = there.rstrip(".,")
        if gap is None:
            yield Difference(_kind(said, there), said, there)
        else:
            kind = Kind.OMISSION if gap is Gap.OMISSION else Kind.INSERTION
            yield Difference(kind, said, there)


def _runs(
    steps: Sequence[Step], quoted: Sequence[Token], tokens: Sequence[Token]
) -> Iterator[list[Step]]:
    """Steps that differ, those side by side together; a marked gap with what it stands for."""
    run: list[Step] = []
    in_gap = False
    for word in _words(steps, quoted, tokens):
        is_gap = word[0].quoted is not None and quoted[word[0].quoted].gap is not None
        goes_with_gap = in_gap and all(step.quoted is None for step in word)
        agrees = all(_agree(step, quoted, tokens) for step in word)
        if run and (is_gap or agrees or (in_gap and not goes_with_gap)):
            yield run
            run = []
        if not agrees:
            run += word
        in_gap = is_gap or goes_with_gap
    if run:
        yield run


def _words(
    steps: Sequence[Step], quoted: Sequence[Token], tokens: Sequence[Token]
) -> Iterator[list[Step]]:
    """The steps by whole words: "looked-after" beside "looked after" is one word."""
    word: list[Step] = []
    for step in steps:
        glued = (step.quoted is not None and quoted[step.quoted].glued) or (
            step.report is not None and tokens[step.report].glued
        )
        if word and not glued:
            yield word
            word = []
        word.append(step)
    if word:
        yield word


def _agree(step: Step, quoted: Sequence[Token], tokens: Sequence[Token]) -> bool:
    if step.quoted is None or step.report is None:
        return False
    return quoted[step.quoted].agrees(tokens[step.report])


def _slice(text: str, tokens: Sequence[Token]) -> str:
    return " ".join(text[tokens[0].start : tokens[-1].end].split()) if tokens else ""


def _kind(said: str, there: str) -> Kind:
    one, other = fold(said).text, fold(there).text
    if not one or not other:
        return _one_sided(one or other, Kind.ADDED if one else Kind.LEFT_OUT)
    if _bare(one) != _bare(other):
        return Kind.CHANGED
    if one.casefold() == other.casefold():
        return Kind.CASE
    parted = (_unparted(one), _unparted(other))
    return Kind.HYPHEN if parted[0] == parted[1] else Kind.PUNCTUATION


def _one_sided(text: str, kind: Kind) -> Kind:
    return kind if _bare(text) else Kind.PUNCTUATION


def _unparted(text: str) -> str:
    return re.sub(r"[\s-]", "", text.casefold())


def is_slight(differences: Iterable[Difference]) -> bool:
    """Whether no word differs: letter case, hyphens, punctuation and marked gaps alone."""
    grave = (Kind.CHANGED, Kind.ADDED, Kind.LEFT_OUT)
    return all(difference.kind not in grave for difference in differences)
