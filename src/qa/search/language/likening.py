"""Figures of speech that liken something to what a question is not about."""

from __future__ import annotations

import re
from functools import cache

from qa.data import read_table
from qa.patterns import either


def without_likening(question: str) -> str:
    """A question less what something in it is only likened to.

    >>> without_likening("Is the plan as thick as a phone book?")
    'Is the plan as thick?'
    >>> without_likening("We are passed round like parcels, is that right?")
    'We are passed round, is that right?'
    >>> without_likening("Is it as good as a phone line? Did they send parcels?")
    'Is it as good as a phone line? Did they send parcels?'
    """
    return _likened().sub("", question)


@cache
def _likened() -> re.Pattern[str]:
    """What likens, and what to, by the table `sayings` of subjects.toml."""
    things = either(read_table("subjects.toml")["sayings"]["likened"])
    return re.compile(rf"\s+(?:as|like) (?:(?:an?|the|some) )?(?:{things})\b", re.I)
