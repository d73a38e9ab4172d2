"""What a question asks to be told, an amount, a time, a reason or a change, and what tells it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache

from qa.answer.asking.amounts import amount_asked, amount_test
from qa.answer.asking.times import (
    asks_how_long,
    asks_how_often,
    asks_when,
    tells_frequency,
    tells_length,
    time_test,
)
from qa.data import read_table
from qa.patterns import any_of, either, whole
from qa.search.language.stemming import stems_of


def telling_test(question: str) -> Callable[[str], bool] | None:
    """What tells whether a text gives what is asked for of those; None where none is."""
    if asks_how_often(question):
        return tells_frequency
    if amount_asked(question) is not None:
        return amount_test(question)
    if asks_how_long(question):
        return tells_length
    if asks_when(question):
        return time_test(question)
    if asks_change(question):
        return tells_change
    return tells_reason if asks_reason(question) else None


def asks_change(question: str) -> bool:
    """Whether a question asks if there is more or less of something than there was.

    >>> asks_change("Has crime gone up or down?"), asks_change("Has care changed for the better?")
    (True, False)
    """
    return bool(_changes().asks.search(question))


def tells_change(text: str) -> bool:
    """Whether a text may say that something became more or less.

    >>> tells_change("Crime has fallen."), tells_change("Crime is tackled.")
    (True, False)
    """
    return bool(_changes().tells.search(text))


def asks_reason(question: str) -> bool:
    """Whether a question asks why something is so, and not why inspectors think that it is.

    >>> asks_reason("Why are there so few carers?"), asks_reason("Why is care only adequate?")
    (True, False)
    """
    wordings = _wordings()
    return bool(wordings.asks.search(question)) and not wordings.verdict.search(question)


def tells_reason(text: str) -> bool:
    """Whether a text may give a reason, or deny what one is asked for.

    >>> tells_reason("Delays are due to sickness."), tells_reason("There are delays.")
    (True, False)
    >>> tells_reason("There are no delays."), may_give_reason("There are no delays.")
    (True, False)
    """
    wordings = _wordings()
    return any(says.search(text) for says in (wordings.tells, wordings.loosely, wordings.denies))


def may_give_reason(text: str, subject: Collection[str] = ()) -> bool:
    """Whether a text may give a reason: by a word for it, or for what hinders or helps. Of what the
    stems of a `subject` name, what came of it gives none.

    >>> may_give_reason("Few stay, as a consequence of low pay.", ["stay"])
    True
    >>> may_give_reason("Few stay, and as a consequence there are delays.", ["stay"])
    False
    >>> may_give_reason("Although capacity is better, few stay.")
    False
    >>> may_give_reason("Many come, although few stay due to low pay.")
    True
    """
    wordings, said = _wordings(), _less_conceded(text)
    effect = wordings.effects.search(said)
    if effect and _is_before(said, effect, frozenset(subject)):
        said = said[: effect.start()]
    return bool(wordings.tells.search(said))


def _less_conceded(text: str) -> str:
    """A text less what it concedes; what it ends with is told as well if it says plainly why."""
    wordings = _wordings()

    def left(found: re.Match[str]) -> str:
        ends = text[found.end() :] in ("", ".")
        return found.group() if ends and wordings.gives.search(found.group()) else " "

    return wordings.concession.sub(left, text)


def _is_before(text: str, effect: re.Match[str], subject: frozenset[str]) -> bool:
    """Whether a subject is named before the word for what came of it, and not after."""
    after, before = stems_of(text[effect.end() :]), stems_of(text[: effect.start()])
    return subject.isdisjoint(after) and not subject.isdisjoint(before)


def gives_reason(text: str) -> bool:
    """Whether a text says plainly why something is so, by a word for a reason.

    >>> gives_reason("Delays are due to sickness."), gives_reason("There is a lack of homes.")
    (True, False)
    """
    return bool(_wordings().gives.search(text))


def says_not_so(text: str) -> bool:
    """Whether a text denies something, whatever it is."""
    return bool(_wordings().not_so.search(text))


def tells_hindrance(text: str) -> bool:
    """Whether a text tells of what hinders: that there is too little of it, or that it is not as it
    should be.

    >>> tells_hindrance("Not all oversight is robust."), tells_hindrance("There is a lack of it.")
    (True, True)
    >>> tells_hindrance("Oversight is robust."), tells_hindrance("No concerns were found.")
    (False, False)
    """
    return bool(_wordings().hinders.search(text))


def tells_remedy(text: str) -> bool:
    """Whether a text tells that something was put right, or that it has begun to be.

    >>> tells_remedy("A doctor has recently been appointed."), tells_remedy("There is no doctor.")
    (True, False)
    >>> tells_remedy("Gaps have not been addressed."), tells_remedy("Gaps have to be addressed.")
    (False, False)
    >>> tells_remedy("Plans were reviewed in May."), tells_remedy("Plans are reviewed each year.")
    (True, False)
    """
    return bool(_remedies().search(text))


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `causes` of answers.toml."""

    asks: re.Pattern[str]
    verdict: re.Pattern[str]
    gives: re.Pattern[str]
    tells: re.Pattern[str]
    loosely: re.Pattern[str]
    concession: re.Pattern[str]
    effects: re.Pattern[str]
    denies: re.Pattern[str]
    hinders: re.Pattern[str]
    not_so: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Changes:
    """The table `changes` of answers.toml."""

    asks: re.Pattern[str]
    tells: re.Pattern[str]


@cache
def _changes() -> _Changes:
    table = read_table("answers.toml")["changes"]
    counted = rf"{whole(table['counted'].split())} of(?: [\w'’-]+){{0,7}}? chang\w+"
    asks = re.compile(rf"{whole(table['asks'])}|{counted}", re.I)
    return _Changes(asks=asks, tells=any_of(table["tells"]))


@cache
def _remedies() -> re.Pattern[str]:
    table = read_table("answers.toml")["remedies"]
    between = r"(?: (?!(?:not|yet|to|never|be|which|that|is|are)\b)[\w'’-]+){0,3}?"
    again = rf"(?!(?:is|are){between} (?:{either(table['again'].split())})\b)"
    done = rf"\b{again}(?:{either(table['has'])}){between} (?:{either(table['done'].split())})\b"
    return re.compile(rf"{done}|{whole(table['alone'])}", re.I)


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["causes"]
    return _Wordings(
        asks=re.compile(rf"(?:^|[,;:.?-]\s*|\b(?:so|but) )(?:{either(table['asks'])})\b", re.I),
        verdict=any_of(table["verdict"]),
        gives=any_of(table["gives"]),
        # "By doing so" tells a reason, as well.
        tells=re.compile(rf"\b(?:{either((*table['gives'], *table['tells']))}|by \w+ing)\b", re.I),
        loosely=any_of(table["loosely"]),
        concession=re.compile(rf"{whole(table['concedes'])}[^,;.]*", re.I),
        effects=re.compile(rf"\b(?:{'|'.join(table['effects'])})\b", re.I),
        denies=any_of(table["denies"]),
        hinders=re.compile(
            rf"{whole(table['hinders'])}|"
            rf"{whole(table['not_so'])}[^.;:]*?{whole(table['as_it_should'])}",
            re.I,
        ),
        not_so=any_of(table["not_so"]),
    )
