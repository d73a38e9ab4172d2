"""What narrows a measure that a question asks for, and must stand with the figure that answers.

37% with five passes at A-G are not the percentage at A*-C, nor are those seen in five days those
seen within 24 hours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from qa.data import read_table
from qa.patterns import either, whole
from qa.search.language.count_words import number_words

_MARKS = re.compile(r"(?<![\w-])([a-g])(\*?)\s?(?:[-–—]|to)\s?([a-g])(?![\w-])", re.I)
_OF_SO_MANY = re.compile(r"\b(?:per|for every|in every) (\d[\d,]*)(?!\d)", re.I)
_SO_YOUNG = re.compile(r"\bunder[ -](?:the age of )?(\d\d?|[a-z]+?)(?:['’]?s)?\b(?!%)", re.I)


def narrowed_test(question: str) -> Callable[[str], bool] | None:
    """What tells whether a text has all that narrows the measure asked for; None where none does.

    >>> marks = narrowed_test("What share got five GCSEs (A*-C)?")
    >>> marks("37% achieved five A-G grades."), marks("A total of 37% had five at A* to C.")
    (False, True)
    >>> fast = narrowed_test("How many are seen within 24 hours?")
    >>> fast("All are seen in 24 hours."), fast("All are seen within five days.")
    (True, False)
    >>> young = narrowed_test("How many under-fives are in care?")
    >>> young("There are 48 under 5 years."), young("There are 288.")
    (True, False)
    >>> far = narrowed_test("How many are placed out of borough?")
    >>> far("A further 21 are placed elsewhere."), far("There are 40 in out-of-borough homes.")
    (False, True)
    >>> narrowed_test("How many were seen from 2010 to 2011?")
    """
    patterns = [*_patterns(question)]
    if not patterns:
        return None
    return lambda text: all(pattern.search(text) for pattern in patterns)


def _patterns(question: str) -> Iterator[re.Pattern[str]]:
    """What finds each thing that narrows it in a text, however that is printed."""
    for low, star, high in _MARKS.findall(question):
        yield re.compile(rf"\b{low}{re.escape(star)}(?!\*)\s?(?:[-–—]|to)\s?{high}\b", re.I)
    for many in _OF_SO_MANY.findall(question):
        yield re.compile(rf"\b(?:per|every) {',?'.join(many.replace(',', ''))}\b", re.I)
    for years in _SO_YOUNG.findall(question):
        if number := _number(years):
            yield re.compile(rf"\b(?:{number})s?\b", re.I)
    for number, unit in _in_time().findall(question):
        yield re.compile(rf"\b(?:{_number(number)})[ -](?:\w+ )?{unit}", re.I)
    for asked, told in _groups():
        if asked.search(question):
            yield told


def _number(said: str) -> str:
    """A pattern of a number in digits and in words; nothing where it is none."""
    digits = {word: str(number) for number, word in enumerate(number_words(), start=1)}
    words = {number: word for word, number in digits.items()}
    number = said.casefold()
    other = digits.get(number) or words.get(number)
    if not (other or number.isdigit()):
        return ""
    return "|".join(filter(None, (number, other)))


@cache
def _in_time() -> re.Pattern[str]:
    """What asks for a measure within so much time, with the number and the unit."""
    table = read_table("answers.toml")["amount"]
    number = rf"(\d+|{either(number_words())})"
    units = either(table["time"].split())
    return re.compile(
        rf"{whole(table['within'])} {number}[ -](?:(?:working|school) )?({units})", re.I
    )


@cache
def _groups() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """For each group that a measure may be of alone: what asks for it, and what tells of it."""
    groups = read_table("answers.toml")["amount"]["groups"]
    return tuple(
        (_named(names), _named(", ".join((names, told)))) for names, told in groups.items()
    )


def _named(names: str) -> re.Pattern[str]:
    said = whole(name for name in names.split(", ") if name)
    return re.compile(said.replace(r"\ ", "[ -]"), re.I)
