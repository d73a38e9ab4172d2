"""How much a question asks for: one thing, a yes or no, or all that is said of a matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from qa.data import read_table
from qa.patterns import any_of, either

_CLAUSE = re.compile(r"[,;:?.!()\u2013\u2014]+|\s-\s|\b(?:and|or|but)\b", re.I)


class Breadth(StrEnum):
    """How many paragraphs an answer is likely to want."""

    ONE_THING = "one thing"  # a person, a place, a time, a number, a name
    YES_OR_NO = "yes or no"
    OPEN = "open"  # how, why, what; or a subject and no question


@dataclass(frozen=True, slots=True)
class _Openings:
    """How clauses begin, and what says anywhere in a question that it asks for one thing."""

    one_thing: re.Pattern[str]
    anywhere: re.Pattern[str]
    yes_or_no: re.Pattern[str]
    open: re.Pattern[str]
    at_odds: re.Pattern[str]


def breadth_of(question: str) -> Breadth:
    """How much a question asks for, by how its clauses begin: as much as the widest of them.

    >>> [str(breadth_of(question)) for question in (
    ...     "Who chairs the board, and since when?",
    ...     "Are foster carers well supported?",
    ...     "Who chairs the board, and is it well run?",
    ...     "Who chairs the board, and how well is it run?",
    ...     "support for foster carers",
    ...     "Does the report contradict itself on the board?",
    ... )]
    ['one thing', 'yes or no', 'yes or no', 'open', 'open', 'open']
    """
    openings = _openings()
    if openings.at_odds.search(question):
        return Breadth.OPEN
    clauses = [clause.strip() for clause in _CLAUSE.split(question)]
    for_one = [
        bool(openings.one_thing.match(clause) or openings.anywhere.search(clause))
        for clause in clauses
    ]
    others = [clause for clause, one in zip(clauses, for_one, strict=True) if not one]
    if any(map(openings.open.match, others)):
        return Breadth.OPEN
    if any(map(openings.yes_or_no.match, others)):
        return Breadth.YES_OR_NO
    return Breadth.ONE_THING if any(for_one) else Breadth.OPEN


@cache
def _openings() -> _Openings:
    data = read_table("answers.toml")["breadth"]
    verbs = either(data["verbs"].split())
    lead = rf"(?:(?:{either(data['lead'].split())})\s+)*"
    one = (
        rf"{either(data['one_thing'])}|"
        rf"(?:{either(data['before_verbs'])})(?=\s+(?:{verbs})\b|\W*$)|"
        rf"what\s+(?:\w+\s+(?:of\s+)?)?(?:{either(data['measured'].split())})"
    )
    return _Openings(
        one_thing=re.compile(rf"{lead}(?:{one})\b", re.I),
        anywhere=any_of(data["anywhere"]),
        yes_or_no=re.compile(rf"{lead}(?:{verbs})\b", re.I),
        at_odds=any_of(data["at_odds"]),
        open=re.compile(rf"{lead}(?:{either(data['open'])})\b", re.I),
    )
