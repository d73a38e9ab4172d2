"""What letters stand for, asked for: which letters a question means."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from qa.data import read_table
from qa.patterns import either, whole


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `initials` of answers.toml: what asks what letters stand for, what asks what a
    thing is (`what_is`), and what may stand beside the letters in such a question.
    """

    asks: re.Pattern[str]
    what_is: re.Pattern[str]
    beside: frozenset[str]


def letters_asked(question: str, known: Collection[str]) -> str:
    """The letters, in capitals, of which it is asked what they stand for, and nothing else; or
    nothing. `known` are letters that stand for something; others count if they are in capitals.

    >>> letters_asked("what does LADO stand for?", ()), letters_asked("lado meaning?", ["LADO"])
    ('LADO', 'LADO')
    >>> letters_asked("What does CAMHS stand for, and is it any good?", ())
    ''
    """
    return _letters(question, known) if _wordings().asks.search(question) else ""


def thing_asked(question: str, known: Collection[str]) -> str:
    """The letters of a thing of which it is asked what it is, in the same way.

    >>> thing_asked("what's a LADO", ()), thing_asked("what is a LADO for in a school?", ())
    ('LADO', '')
    """
    wordings = _wordings()
    what_is = wordings.what_is.match(question) and not wordings.asks.search(question)
    return _letters(question, known) if what_is else ""


def may_ask_of_letters(question: str) -> bool:
    """Whether a question has the words by which either is asked."""
    return bool(_wordings().asks.search(question) or _wordings().what_is.match(question))


def _letters(question: str, known: Collection[str]) -> str:
    shouted, beside = question.isupper(), _wordings().beside
    words = re.findall(r"[A-Za-z][A-Za-z&]*", question)
    asked = [
        word.removesuffix("s").upper() if word.upper() not in known else word.upper()
        for word in words
        if (word.removesuffix("s").isupper() and len(word) > 1 and not shouted)
        or word.casefold() not in beside
    ]
    is_one = len(set(asked)) == 1 and (asked[0] in known or asked[0] in question)
    return asked[0] if is_one else ""


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["initials"]
    return _Wordings(
        asks=re.compile(whole(table["asks"]), re.I),
        what_is=re.compile(rf"\W*(?:{either(table['what_is'])})\b", re.I),
        beside=frozenset(table["beside"].split()),
    )
