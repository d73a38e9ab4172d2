"""Word by word: what a quotation says, and what the report says there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qa.checking.alignment import Step, Token, bare, cheapest, is_same, quoted_tokens, tokens_of
from qa.checking.folding import fold
from qa.checking.parts import Gap, Parts


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


IN_WORDS = (Kind.CHANGED, Kind.ADDED, Kind.LEFT_OUT)  # and no mark, letter case or hyphen alone


@dataclass(frozen=True, slots=True)
class Difference:
    """What the quotation says at one place, and what the report says there; either may be empty."""

    kind: Kind
    quotation: str
    report: str

    def to_json(self) -> dict[str, Any]:
        return {"kind": str(self.kind), "quotation": self.quotation, "report": self.report}


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
    quoted, wording = quoted_tokens(parts)
    tokens = tokens_of(fold(text, list_marks=True))
    steps, cost = cheapest(quoted, tokens)
    used = [step.report for step in steps if step.report is not None]
    words = sum(token.gap is None for token in quoted)
    same = sum(
        is_same(quoted[s.quoted], tokens[s.report])
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
    return quoted[step.quoted].agrees(tokens[step.report].text)


def _slice(text: str, tokens: Sequence[Token]) -> str:
    return " ".join(text[tokens[0].start : tokens[-1].end].split()) if tokens else ""


def _kind(said: str, there: str) -> Kind:
    one, other = fold(said).text, fold(there).text
    if not one or not other:
        return _one_sided(one or other, Kind.ADDED if one else Kind.LEFT_OUT)
    if bare(one) != bare(other):
        return Kind.CHANGED
    if one.casefold() == other.casefold():
        return Kind.CASE
    parted = (_unparted(one), _unparted(other))
    return Kind.HYPHEN if parted[0] == parted[1] else Kind.PUNCTUATION


def _one_sided(text: str, kind: Kind) -> Kind:
    return kind if bare(text) else Kind.PUNCTUATION


def _unparted(text: str) -> str:
    return re.sub(r"[\s-]", "", text.casefold())


def is_slight(differences: Iterable[Difference]) -> bool:
    """Whether no word differs: letter case, hyphens, punctuation and marked gaps alone."""
    return all(difference.kind not in IN_WORDS for difference in differences)
