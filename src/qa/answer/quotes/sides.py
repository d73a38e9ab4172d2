"""Praise and fault: which side of a matter a sentence tells, so that both are heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qa.answer.quotes.quoting import Evidence
from qa.data import read_table
from qa.index.encoding.contentwords import stop_words
from qa.patterns import any_of, either, whole
from qa.quotation import Quote
from qa.search.asked.gist import Side
from qa.search.language.stemming import stem, stems_of

_WORD = re.compile(r"[a-z]+")
_EXTREME = {Side.PRAISE: "outstanding", Side.FAULT: "inadequate"}


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `sides` of answers.toml: words that praise and that tell of a fault, in a question,
    too; what `tells` of each in a report, and where that is said not to be (`no_fault`,
    `no_praise`); words, and the ending of a word, by which a question asks for faults, and those of
    them that ask how good a thing was, not whether there was any; what `asks_weakness` and nothing
    else; phrases whose words tell none (`beside`: "as well as"); what tells a side most
    `strong`ly, and what before it in a clause says that it is `denied`.
    """

    praise: frozenset[str]
    fault: frozenset[str]
    tells: Mapping[Side, re.Pattern[str]]
    no_fault: re.Pattern[str]
    no_praise: re.Pattern[str]
    asks_fault: frozenset[str]
    asks_how_bad: frozenset[str]
    denies: str
    asks_weakness: re.Pattern[str]
    beside: re.Pattern[str]
    strong: Mapping[Side, re.Pattern[str]]
    denied: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["sides"]
    fault, asks_none = frozenset(table["fault"].split()), frozenset(table["asks_none"].split())
    asks_fault = (fault | frozenset(table["asks_fault"].split())) - asks_none
    praise = frozenset(table["praise"].split())
    praises = [*praise, *table["tells_praise"]]
    few_words = rf"(?: (?!(?:{either(table['lacking_ends_at'])})\b)[\w'’-]+){{0,3}}? "
    return _Wordings(
        praise=praise,
        fault=fault,
        tells={
            Side.PRAISE: re.compile(whole(praises)),
            Side.FAULT: re.compile(whole([*fault, *table["tells_fault"]])),
        },
        no_fault=_lacking(table["lacks_fault"], few_words, table["fault_lacked"]),
        no_praise=_lacking(table["lacks_praise"], few_words, praises),
        asks_fault=asks_fault,
        asks_how_bad=asks_fault - frozenset(table["asks_if_any"].split()),
        denies=table["denies"],
        asks_weakness=any_of(table["asks_weakness"]),
        beside=re.compile(whole(table["beside"])),
        strong={
            Side.PRAISE: any_of(table["strong_praise"]),
            Side.FAULT: any_of(table["strong_fault"]),
        },
        denied=any_of(table["denied"]),
    )


def _lacking(lacks: Iterable[str], between: str, lacked: Iterable[str]) -> re.Pattern[str]:
    return re.compile(whole(lacks) + between + whole(lacked))


def sides_of(text: str) -> frozenset[Side]:
    """What a text tells, by its words: praise, fault, both or neither.

    >>> sorted(map(str, sides_of("Plans are of good quality, but a few lack detail.")))
    ['fault', 'praise']
    >>> sides_of("The team meets on Mondays, as well as on Fridays.")
    frozenset()
    >>> [str(side) for side in sides_of("Children are seen without any delay.")]
    ['praise']
    >>> [str(side) for side in sides_of("Plans are not yet consistently good.")]
    ['fault']
    """
    wordings = _wordings()
    told = wordings.beside.sub(" ", text.casefold())  # five times as fast as in any case
    faults = wordings.no_fault.sub(" ", told)
    praises = wordings.no_praise.sub(" ", told)
    sides = {
        Side.PRAISE: len(faults) < len(told) or wordings.tells[Side.PRAISE].search(praises),
        Side.FAULT: wordings.tells[Side.FAULT].search(faults),
    }
    return frozenset(side for side, is_told in sides.items() if is_told)


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


def share_a_word(one: Quote, other: Quote) -> bool:
    """Whether two quotes have a word in common that names something."""
    return not (stems_of(one.text) & stems_of(other.text)) <= _common()


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


def asks_for_weakness(question: str) -> bool:
    """Whether a question asks for what is found fault with, and for nothing else of its subject.

    >>> asks_for_weakness("What are the main problems with the panel?")
    True
    >>> asks_for_weakness("Is there help with drug problems?")
    False
    """
    asked = _wordings().asks_weakness.search(question)
    return bool(asked) and not _wordings().praise & {*_WORD.findall(question.casefold())}


def tells_goodness(word: str) -> bool:
    """Whether a word of a question says how good a thing is, and not what it is.

    >>> tells_goodness("poor"), tells_goodness("backlog")
    (True, False)
    """
    return word in _wordings().praise | _wordings().fault


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
