"""Amounts asked for, a number, a share, a sum or a date: whether what was found gives one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from qa.answer.asking.money import asking_money
from qa.answer.asking.times import date_said
from qa.data import read_table
from qa.index.encoding.contentwords import stop_words
from qa.patterns import any_of, either, whole
from qa.search.asked.lexicon import load_lexicon
from qa.search.language.count_words import number_words
from qa.search.language.counting import asks_how_many, counted
from qa.search.language.numbers import gives_any
from qa.search.language.stemming import stem, stems_of, words_of
from qa.search.language.typed import with_share_spelt

AGES = ("under", "over")  # which mean nothing elsewhere
NAMED = 2  # words of what is counted that tell what is


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `amount` of answers.toml, and what asks for a date, as patterns and sets.

    `share`, `date`, `average`, `exact` and `sum_of_money` ask for one; where `embedded` finds
    something, no number is asked for. `gives_*` find what gives one, `fraction` a part of a whole;
    `one_of` counts one, `none` says that there are none of the words after it, and `all_of` that
    all or most are meant, if no word `narrowing` that follows; `often` says how often, where
    `in_time` asks for that. `asking` are words that only ask for an amount, `time` the stems of
    measures of time.
    """

    share: re.Pattern[str]
    date: re.Pattern[str]
    average: re.Pattern[str]
    exact: re.Pattern[str]
    gives_average: re.Pattern[str]
    sum_of_money: re.Pattern[str]
    embedded: re.Pattern[str]
    gives_share: re.Pattern[str]
    gives_date: re.Pattern[str]
    gives_sum: re.Pattern[str]
    fraction: re.Pattern[str]
    one_of: re.Pattern[str]
    none: re.Pattern[str]
    denial: re.Pattern[str]
    all_of: re.Pattern[str]
    often: re.Pattern[str]
    in_time: re.Pattern[str]
    of_those: re.Pattern[str]
    in_parts: re.Pattern[str]
    vaguely: re.Pattern[str]
    narrowing: frozenset[str]
    any_number: re.Pattern[str]
    asking: frozenset[str]
    time: frozenset[str]


@cache
def _wordings() -> _Wordings:
    answers = read_table("answers.toml")
    table, told = answers["amount"], answers["told"]
    time = table["time"].split()
    figure = rf"(?:\d+|{whole(number_words())})"
    part = rf"%|{whole(table['parts'])}|{figure} (?:{either(table['in_all'])}) {figure}"
    after = r"((?:[\w'’-]+\s?){1,4})"
    none = rf"\b(?:{either(table['none'])}|do(?:es)? not \w+ any)"
    return _Wordings(
        share=any_of(table["share"]),
        date=any_of(told["date"]),
        average=re.compile(rf"{whole(table['average'])}|^\W*(?:the )?average \w", re.I),
        exact=any_of(table["exact"]),
        gives_average=any_of(table["averaged"]),
        sum_of_money=asking_money(),
        embedded=re.compile(rf"{whole(table['embedding'])}[^?]*{whole(table['embedded'])}", re.I),
        gives_share=re.compile(rf"{part}|{whole(table['shares'])}|^All\b", re.I | re.M),
        gives_date=re.compile(date_said()),
        gives_sum=re.compile(rf"£|{whole(table['money'])}", re.I),
        fraction=re.compile(part, re.I),
        one_of=re.compile(rf"\bone (?:{either(table['one_of'])})\b", re.I),
        none=re.compile(rf"{none}\s{after}", re.I),
        denial=re.compile(r"\bno (?:[\w'’-]+\s?){1,6}", re.I),
        all_of=re.compile(rf"{whole(table['all_of'])}\s{after}", re.I),
        often=any_of(table["often"]),
        in_time=re.compile(rf"\b(?:a|an|each|per|every) (?:{either(time)})\b", re.I),
        of_those=re.compile(rf"^\W*(?:and )?how many {whole(table['of_those'])}", re.I),
        in_parts=any_of(table["in_parts"]),
        vaguely=any_of(table["vaguely"]),
        narrowing=frozenset(table["narrowing"].split()),
        any_number=re.compile(rf"\d|{whole(number_words())}", re.I),
        asking=frozenset(table["asking"].split()),
        time=frozenset(map(stem, time)),
    )


class Amount(StrEnum):
    """What kind of amount a question asks for."""

    COUNT = "number"
    SHARE = "share"
    SUM = "sum of money"
    DATE = "date"


@lru_cache(maxsize=256)  # a question is looked at by several parts of an answer
def amount_asked(question: str) -> Amount | None:
    """The kind of amount that a question asks for, if it asks for one.

    >>> amount_asked("How much do foster carers cost?")
    <Amount.SUM: 'sum of money'>
    >>> amount_asked("How many millions were saved?")
    <Amount.SUM: 'sum of money'>
    >>> amount_asked("Average caseload of nurses?")
    <Amount.COUNT: 'number'>
    >>> amount_asked("In which year did it begin?")
    <Amount.DATE: 'date'>
    >>> amount_asked("Why is the number of foster carers falling?")
    """
    wordings = _wordings()
    if wordings.sum_of_money.search(question):
        return Amount.SUM
    if wordings.share.search(with_share_spelt(question)):
        return Amount.SHARE
    if wordings.date.search(question):
        return Amount.DATE
    plainly = asks_how_many(question) and not wordings.embedded.search(question)
    plainly = plainly or bool(wordings.average.search(question) or wordings.exact.search(question))
    return Amount.COUNT if plainly else None


def amount_test(question: str) -> Callable[[str], bool]:
    """What tells whether a text gives an amount of the kind that a question asks for.

    >>> test = amount_test("How many homes does the council run?")
    >>> test("It runs three homes."), test("It runs no homes."), test("It is at Key Stage 2.")
    (True, True, False)
    """
    amount, wordings = amount_asked(question), _wordings()
    if amount is Amount.SUM:
        return gives_sum
    if amount is Amount.SHARE:
        return lambda text: bool(wordings.gives_share.search(text))
    if amount is Amount.DATE:
        return lambda text: bool(wordings.gives_date.search(text))
    if wordings.average.search(question):
        averages, numbers = wordings.gives_average, wordings.any_number
        return lambda text: bool(averages.search(text) and numbers.search(text))
    what = counted(question)
    if stem("times") in what or wordings.in_time.search(question):
        return lambda text: bool(wordings.any_number.search(text) or wordings.often.search(text))
    if what & wordings.time:
        return lambda text: bool(wordings.any_number.search(text))
    named = {word for said in load_lexicon().strands for word in said.split()}
    words = set(words_of(question)) - stop_words() - wordings.asking - named
    beside = {stem(word) for word in words} - what
    return lambda text: _gives_count(text, what) or _denies(text, beside)


def _gives_count(text: str, what: frozenset[str]) -> bool:
    """Whether a text gives a number of things, or speaks of all, most or none of `what`."""
    # "one of the reasons": one counts only what is asked about.
    return gives_any(text, what) or bool(_wordings().one_of.search(text)) or gives_part(text, what)


def gives_part(text: str, what: frozenset[str]) -> bool:
    """Whether a text gives a part of a whole, or speaks of all, most or none of `what`.

    >>> gives_part("Half left.", frozenset()), gives_part("Most carers left.", frozenset({"carer"}))
    (True, True)
    """
    wordings = _wordings()
    # "half of them" tells how many, too.
    if wordings.fraction.search(text):
        return True
    if not what:
        return False
    said = [(found.group(1), True) for found in wordings.none.finditer(text)]
    said += [(found.group(1), False) for found in wordings.all_of.finditer(text)]
    return any(_is_of(what, words_of(words), none=none) for words, none in said)


def _denies(text: str, beside: Collection[str]) -> bool:
    """Whether a text says that there is none of what is asked `beside` what is counted: "no use of
    bed and breakfast" tells how many teenagers live there.
    """
    said = (stems_of(found.group()) for found in _wordings().denial.finditer(text))
    return any(len(stems.intersection(beside)) >= NAMED for stems in said)


def _is_of(what: frozenset[str], words: Sequence[str], *, none: bool) -> bool:
    """Whether "no" or "all", before these words, is said of `what`: "all children on a plan have a
    social worker" tells nothing of how many are on a plan.
    """
    places = [place for place, word in enumerate(words) if stem(word) in what]
    if len({stem(words[place]) for place in places}) < min(len(what), NAMED):
        return False
    after = words[places[-1] + 1 :][:1]
    return none or not set(after) & _wordings().narrowing


def some_of_those(clause: str) -> frozenset[str]:
    """The stems of what tells some from the rest, where a clause asks how many there are of those
    that another counts.

    >>> sorted(some_of_those("how many of them were under five?"))
    ['fiv', 'under']
    >>> some_of_those("how many homes does it run?")
    frozenset()
    """
    asked = _wordings().of_those.search(clause)
    if asked is None:
        return frozenset()
    words = words_of(clause[asked.end() :])
    return frozenset(stem(word) for word in words if word in AGES or word not in stop_words())


def gives_sum(text: str) -> bool:
    """Whether a text gives a sum of money."""
    return bool(_wordings().gives_sum.search(text))


def tells_parts(text: str) -> bool:
    """Whether a text tells of what parts a number is made: "... of whom 45 are ..."."""
    return bool(_wordings().in_parts.search(text))


def tells_vaguely(text: str) -> bool:
    """Whether a text tells in words how many: "few members", "most of them"."""
    return bool(_wordings().vaguely.search(text))


def asking_words() -> frozenset[str]:
    """Words that only ask for an amount."""
    return _wordings().asking
