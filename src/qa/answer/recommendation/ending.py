"""Whether a question ends with what was recommended, or wants what was found beside it."""

from __future__ import annotations

import re
from functools import cache

from qa.answer.asking.breadth import Breadth, breadth_of
from qa.answer.quotes.sides import asks_for_fault
from qa.answer.recommendation.acting import asks_who_acts
from qa.answer.recommendation.advice import asked_first
from qa.data import read_table
from qa.patterns import any_of
from qa.search.asked.question import Kind, Understood


def may_end_with_it(understood: Understood) -> bool:
    """Whether recommendations are asked for, and neither whether there are any nor, in the same
    question, what was at fault: what was found there is another question.
    """
    if understood.kind is not Kind.RECOMMENDATION or asks_for_fault(understood.query):
        return False
    if breadth_of(understood.standalone) is Breadth.YES_OR_NO:
        return False
    return not asked_first(understood.query)


def ends_with_it(understood: Understood) -> bool:
    """Whether it is asked by when something is to be done, or what somebody was told to do."""
    asked = f"{understood.question} {understood.standalone}"
    return may_end_with_it(understood) and bool(_asks().search(asked))


def asks_for_task(understood: Understood) -> bool:
    """Whether it is asked who is to do something, or by when, in whatever kind of question."""
    asked = understood.standalone
    return asks_who_acts(asked) or bool(_asks().search(asked) or _tasked().search(asked))


@cache
def _asks() -> re.Pattern[str]:
    return any_of(read_table("answers.toml")["recommendations"]["ending"])


@cache
def _tasked() -> re.Pattern[str]:
    return any_of(read_table("answers.toml")["recommendations"]["tasked"])
