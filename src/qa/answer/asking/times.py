"""Times asked for, when something was or how long it lasts: whether a text tells them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache

from qa.data import read_table
from qa.index.encoding.contentwords import stop_words
from qa.patterns import any_of, either, whole
from qa.reading.text.dates import MONTHS
from qa.search.language.stemming import stem, stems_of, words_of


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `told` of answers.toml, and measures of time, as patterns.

    `when` and `how_long` ask for a time; `gives_time` finds one, `denial` that it came, with the
    words after it, and `gives_length` how long something lasts; `how_often` asks how often it is,
    which `gives_frequency` finds; `month` is one of a year.
    """

    when: re.Pattern[str]
    how_long: re.Pattern[str]
    gives_time: re.Pattern[str]
    denial: re.Pattern[str]
    gives_length: re.Pattern[str]
    how_often: re.Pattern[str]
    gives_frequency: re.Pattern[str]
    month: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    answers = read_table("answers.toml")
    table, told = answers["amount"], answers["told"]
    dates = date_said()
    happening = whole(told["happening"].split())
    starting = rf"(?:is|are|does|do)\b[^,;?.]*{whole(told['starting'])}"
    asks = rf"(?:^|[,;:?.]\s*|\band )(?:by |since |from )?when (?={happening}|{starting})"
    measures = either(table["time"].split())
    return _Wordings(
        when=re.compile(asks, re.I),
        how_long=re.compile(rf"\bhow long (?={whole(table['how_long'].split())})", re.I),
        gives_time=re.compile(rf"{dates}|(?i:{whole(told['times'])})"),
        denial=re.compile(rf"{whole(told['denied'])}\s(?:[\w'’-]+\s?){{1,6}}", re.I),
        gives_length=re.compile(rf"(?i:\b(?:{measures})s?\b)|\b[Ss]ince\b[^.;]*?(?:{dates})"),
        how_often=any_of(told["how_often"]),
        gives_frequency=re.compile(
            rf"{whole(told['frequency'])}|\b(?:every|each|per) (?:\w+ )?(?:{measures})s?\b", re.I
        ),
        month=re.compile(rf"{whole(MONTHS)} (?:19|20)\d\d\b", re.I),
    )


@cache
def date_said() -> str:
    """A pattern of a date: a year, a month ("May", not "may"), a year at school."""
    school_year = read_table("answers.toml")["told"]["school_year"]
    return rf"\b(?:19|20)\d\d\b|{whole(MONTHS)}|\b{school_year} \d\d?\b"


def month_alone(question: str, terms: Collection[str]) -> str:
    """The month and the year of which a question asks what was then, in small letters; nothing
    where one of its terms names something else.

    >>> month_alone("what happened in november 2010?", ("happened", "november", "2010"))
    'november 2010'
    >>> month_alone("what of audits in november 2010?", ("audits", "november", "2010"))
    ''
    """
    found = _wordings().month.search(question)
    if found is None:
        return ""
    month = found.group().casefold()
    known = {*month.split(), *read_table("answers.toml")["told"]["then"].split()}
    return month if {*terms} <= known else ""


def asks_when(question: str) -> bool:
    """Whether a question asks when something was, or will be.

    >>> asks_when("When did it begin?"), asks_when("What is done when a child is missing?")
    (True, False)
    >>> asks_when("When does it open?"), asks_when("When are children seen alone?")
    (True, False)
    """
    return bool(_wordings().when.search(question))


def gives_date(text: str) -> bool:
    """Whether a text gives a date, and not only a time in words.

    >>> gives_date("It opens in April 2012."), gives_date("It opened recently.")
    (True, False)
    """
    return re.search(date_said(), text) is not None


def asks_how_long(question: str) -> bool:
    """Whether a question asks how long something lasts.

    >>> asks_how_long("How long is the wait?"), asks_how_long("How long a wait is fair?")
    (True, False)
    """
    return bool(_wordings().how_long.search(question))


def tells_length(text: str) -> bool:
    """Whether a text tells of a length of time, by its measure or by when it began.

    >>> tells_length("They wait for six weeks."), tells_length("They wait in the hall.")
    (True, False)
    >>> tells_length("It has been in place since 2004/05.")
    True
    """
    return bool(_wordings().gives_length.search(text))


def asks_how_often(question: str) -> bool:
    """Whether a question asks how often something is.

    >>> asks_how_often("How regularly does it meet?"), asks_how_often("Does it meet often?")
    (True, False)
    """
    return bool(_wordings().how_often.search(question))


def tells_frequency(text: str) -> bool:
    """Whether a text tells how often something is.

    >>> tells_frequency("They meet every six weeks."), tells_frequency("They met in the hall.")
    (True, False)
    """
    return bool(_wordings().gives_frequency.search(text))


def time_test(question: str) -> Callable[[str], bool]:
    """What tells whether a text tells of a time, by a date or in words, or denies that what is
    asked about came.

    >>> test = time_test("When was a doctor appointed?")
    >>> test("It began recently."), test("It is run by young people.")
    (True, False)
    >>> test("A doctor has not been appointed."), test("Doctors are not always heard.")
    (True, False)
    """
    asked = {stem(word) for word in words_of(question) if word not in stop_words()}
    return lambda text: bool(_wordings().gives_time.search(text)) or _denies(text, asked)


def _denies(text: str, asked: set[str]) -> bool:
    """Whether words after a denial are of what is asked."""
    return any(asked & stems_of(found.group()) for found in _wordings().denial.finditer(text))
