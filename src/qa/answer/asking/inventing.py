"""Bidden to make something up: a quotation, a letter."""

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
    >>> asks_to_invent("What makes up the board?"), asks_to_invent("Give me a quote on adoption")
    (False, False)
    >>> asks_to_invent("Write about the letter to carers"), asks_to_invent("Draft me a letter")
    (False, True)
    >>> asks_to_invent("Write me a summary"), asks_to_invent("Who wrote a letter to the carers?")
    (False, False)
    """
    return bool(_wording().search(question))


@cache
def _wording() -> re.Pattern[str]:
    """The table `inventing` of answers.toml."""
    table = read_table("answers.toml")["inventing"]
    asking = rf"^\W*(?:(?:{either(table['asking'])})[ ,]+)*"
    some = rf"(?:(?!{whole(table['of_it'])})[\w'’-]+ ){{0,5}}?"
    pieces = whole(table["pieces"])
    words = rf"(?:{pieces}|{whole(table['quotes'])})"
    made_up = rf"(?:{either(table['gives'])}) {some}(?:{either(table['made_up'])})"
    ways = (
        rf"{asking}(?:{either(table['makes'])}) {some}{words}",
        rf"{asking}(?:{either(table['writes'])}) {some}{pieces}",
        rf"{asking}{made_up} {some}{words}",
    )
    return re.compile("|".join(ways), re.I)
