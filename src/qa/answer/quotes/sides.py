"""Praise and fault: which side of a matter a sentence tells, so that both are heard."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qa.answer.quotes.quoting import Evidence
from qa.data import read_table
from qa.index.encoding.contentwords import stop_words
from qa.patterns import any_of
from qa.quotation import Quote
from qa.search.asked.gist import Side
from qa.search.language.stemming import stem, stems_of

_WORD = re.compile(r"[a-z]+")
_EXTREME = {Side.PRAISE: "outstanding", Side.FAULT: "inadequate"}


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `sides` of answers.toml: words that praise and that tell of a fault; words, and the
    ending of a word, by which a question asks for faults, and those of them that ask how good a
    thing was, not whether there was any; phrases whose words tell none (`beside`: "as well as");
    what tells a side most `strong`ly, and what before it in a clause says that it is `denied`.
    """

    praise: frozenset[str]
    fault: frozenset[str]
    asks_fault: frozenset[str]
    asks_how_bad: frozenset[str]
    denies: str
    beside: re.Pattern[str]
    strong: Mapping[Side, re.Pattern[str]]
    denied: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["sides"]
    fault, asks_none = frozenset(table["fault"].split()), frozenset(table["asks_none"].split())
    asks_fault = (fault | frozenset(table["asks_fault"].split())) - asks_none
    return _Wordings(
        praise=frozenset(table["praise"].split()),
        fault=fault,
        asks_fault=asks_fault,
        asks_how_bad=asks_fault - frozenset(table["asks_if_any"].split()),
        denies=table["denies"],
        beside=any_of(table["beside"]),
        strong={
            Side.PRAISE: any_of(table["strong_praise"]),
            Side.FAULT: any_of(table["strong_fault"]),
        },
        denied=any_of(table["denied"]),
    )


def sides_of(text: str) -> frozenset[Side]:
    """What a text tells, by its words: praise, fault, both or neither.

    >>> sorted(map(str, sides_of("Plans are of good quality, but a few lack detail.")))
    ['fault', 'praise']
    >>> sides_of("The team meets on Mondays, as well as on Fridays.")
    frozenset()
    """
    wordings = _wordings()
    words = set(_WORD.findall(wordings.beside.sub(" ", text.casefold())))
    told = ((Side.PRAISE, wordings.praise), (Side.FAULT, wordings.fault))
    return frozenset(side for side, said in told if words & said)


def finds_fault(text: str) -> bool:
    """Whether a text tells of a fault, beside whatever else."""
    return Side.FAULT in sides_of(text)


def is_strong(side: Side, text: str) -> bool:
    """Whether a text tells a side as strongly as reports do.

    >>> is_strong(Side.FAULT, "Services for young carers are inadequate.")
    True
    >>> is_strong(Side.FAULT, "No child was inadequately protected, or in an inadequate school.")
    False
    """
    wordings = _wordings()
    told = wordings.strong[side].search(text)
    return told is not None and not wordings.denied.search(text, 0, told.start())


def gives_extreme(side: Side, text: str) -> bool:
    """Whether a text has the word of the best grade, or of the worst."""
    return _EXTREME[side] in text.casefold()


def on_one_matter(one: Quote, other: Quote) -> bool:
    """Whether two quotes say much the same: half of the words of the shorter are the other's."""
    own, others = (stems_of(quote.text) - _common() for quote in (one, other))
    return 2 * len(own & others) >= min(len(own), len(others))


@cache
def _common() -> frozenset[str]:
    wordings = _wordings()
    return frozenset(map(stem, stop_words() | wordings.praise | wordings.fault))


def asks_for_fault(question: str) -> bool:
    """Whether a question takes it that something was at fault, and asks where or what.

    >>> asks_for_fault("Where were visits late or not recorded?")
    True
    >>> asks_for_fault("Which boroughs hadn't met the target?")
    True
    >>> asks_for_fault("Which boroughs have good or poor plans?")
    False
    >>> asks_for_fault("Had the council for children under five met yet?")
    False
    """
    wordings = _wordings()
    words = set(_WORD.findall(question.casefold()))
    denied = any(
        word.strip("?.,;:!").endswith(wordings.denies)
        for word in question.casefold().replace("’", "'").split()
    )
    told = words & wordings.asks_fault
    return bool(told or denied) and not words & wordings.praise


def asks_how_good(question: str) -> bool:
    """Whether a question asks how good or how bad something was, and not what there is of it.

    >>> asks_how_good("How well is the board run?"), asks_how_good("Why was it criticised?")
    (True, True)
    >>> asks_how_good("Is there no place for weekends?")
    False
    """
    words = set(_WORD.findall(question.casefold()))
    return bool(words & (_wordings().praise | _wordings().asks_how_bad | {"why"}))


def less_praise(chosen: Sequence[Evidence]) -> list[Evidence]:
    """What is chosen, less paragraphs of which it only praises; all, where there is no other."""
    told: dict[str, frozenset[Side]] = {}
    for row in chosen:
        key = row.quote.paragraph.key
        told[key] = told.get(key, frozenset()) | sides_of(row.quote.text)
    kept = [row for row in chosen if told[row.quote.paragraph.key] != {Side.PRAISE}]
    return kept or list(chosen)


def at_fault(rows: Sequence[Evidence]) -> list[Evidence]:
    """The rows that tell of a fault, which is what is to be put right; all, where none does."""
    return [row for row in rows if finds_fault(row.quote.text)] or list(rows)


def other_side(shown: Sequence[Evidence], rest: Sequence[Evidence]) -> Evidence | None:
    """The first of the rest that tells the side which the sentences shown leave out, if they do."""
    told = frozenset[Side]().union(*(sides_of(row.quote.text) for row in shown))
    if len(told) != 1:
        return None
    return next((row for row in rest if sides_of(row.quote.text) - told), None)
