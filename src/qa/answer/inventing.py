"""Bidden to make something up: a quotation, a letter, what somebody would say."""

from __future__ import annotations

import re
from functools import cache

from qa.data import read_table
from qa.patterns import either, whole

ONLY_QUOTES = (
    "Nothing is made up here, and nothing is written in anybody's name: answers are the reports' "
    "own words. Ask what the reports say of a subject, and quote that."
)


def asks_to_invent(question: str) -> bool:
    """Whether something is to be made up that no report says.

    >>> asks_to_invent("Make up a nice quote from a carer"), asks_to_invent("Write us a poem")
    (True, True)
    >>> asks_to_invent("What would a foster carer say about it?")
    True
    >>> asks_to_invent("What makes up the board?"), asks_to_invent("Give me a quote on adoption")
    (False, False)
    >>> asks_to_invent("Write me a summary"), asks_to_invent("Who wrote a letter to the carers?")
    (False, False)
    """
    return bool(_wording().search(question))


@cache
def _wording() -> re.Pattern[str]:
    """The table `inventing` of answers.toml."""
    table = read_table("answers.toml")["inventing"]
    asking = rf"^\W*(?:(?:{either(table['asking'])})[ ,]+)*"
    some = r"(?:[\w'’-]+ ){0,5}?"
    pieces = whole(table["pieces"])
    words = rf"(?:{pieces}|{whole(table['quotes'])})"
    made_up = rf"(?:{either(table['gives'])}) {some}(?:{either(table['made_up'])})"
    somebody = rf"(?:{either(table['articles'])}) (?:(?!{whole(table['inspectors'])})[^?])*?"
    ways = (
        rf"{asking}(?:{either(table['makes'])}) {some}{words}",
        rf"{asking}(?:{either(table['writes'])}) {some}{pieces}",
        rf"{asking}{made_up} {some}{words}",
        rf"\bwhat (?:would|might) {somebody}(?:{either(table['says'])})\b",
    )
    return re.compile("|".join(ways), re.I)
