"""What asks for a sum of money, by the table `amount` of answers.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from qa.data import read_table
from qa.patterns import either, whole


@cache
def asking_money() -> re.Pattern[str]:
    """What asks for a sum of money.

    >>> asks = asking_money().search
    >>> bool(asks("whats the weekly allowance?")), bool(asks("What is the allowance used for?"))
    (True, False)
    >>> bool(asks("How much do they get a week?")), bool(asks("How much do they get involved?"))
    (True, False)
    """
    table = read_table("answers.toml")["amount"]
    verbs, nouns = whole(table["verbs"]), whole(table["nouns"])
    between = rf"(?:(?!{whole(table['not_money'])})[^?])*?"
    return re.compile(
        rf"\bhow much\b.*(?:{verbs}|{nouns})|\bhow many {whole(table['money'])}|"
        rf"\bwhat (?:did|does|do|will|would)\b{between}{verbs}|"
        rf"\b(?:whats?|how (?:big|large|high))\b{between}{nouns}|{_rate_of_pay(table)}",
        re.I,
    )


def _rate_of_pay(table: Mapping[str, list[str]]) -> str:
    """A pattern of what asks how much an allowance is, and not what it is for."""
    what, rates = r"\bwhat(?:['’]?s| is| are| was| were)", whole(table["rates"])
    other = rf"(?!\W+(?:{whole(table['not_paid'])}|for\W*$))"
    named = rf"{what} (?:(?:the|a|an|its|their) )?(?:[\w'’-]+ ){{0,4}}?{rates}{other}"
    a_time = r"(?:\W*$| (?:a|an|per|each|every) )"
    paid = rf"(?:do|does|did|will|would)\b[^?]*? (?:{either(table['paid'])}){a_time}"
    return rf"{named}|\bhow much\b[^?]*{rates}|\bhow much {paid}"
