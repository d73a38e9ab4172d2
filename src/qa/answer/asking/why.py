"""Whether a question asks for the reasons of a grade, and on which side they are to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qa.data import read_table
from qa.patterns import any_of, unless_after, whole
from qa.reading.text.grades import is_praise
from qa.search.asked.gist import Side
from qa.search.asked.grading import came_about
from qa.search.asked.question import Kind, Understood


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `reasons` of answers.toml: what asks for the reasons of a grade; for those of its
    own side; and for those that it was not a better one.
    """

    any: re.Pattern[str]
    why: re.Pattern[str]
    faults: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["reasons"]
    return _Wordings(
        any=any_of([*table["either"], *table["why"], *table["faults"]]),
        why=re.compile(rf"{unless_after(['and'])}{whole(table['why'])}", re.I),
        faults=any_of([*table["faults"], *table["no_more"]]),
    )


def asks_why_graded(understood: Understood) -> bool:
    """Whether a question asks for the reasons of a grade, alone or beside it."""
    return understood.kind is Kind.JUDGEMENT and asks_for_reasons(understood.standalone)


def asks_for_reasons(question: str) -> bool:
    """Whether a question asks for reasons, or for what kept a grade from being better.

    >>> asks_for_reasons("Which grade for health, and what held it back?")
    True
    >>> asks_for_reasons("Which grade for health?"), asks_for_reasons("How did it end up good?")
    (False, True)
    """
    return bool(_wordings().any.search(question)) or came_about(question)


def sides_of_reasons(question: str, grades: Sequence[str]) -> frozenset[Side]:
    """What the reasons are to tell: faults, where it is asked what held a grade back; where it is
    only asked why it was given, praise of a good grade and fault of others; else none.

    >>> sorted(sides_of_reasons("Why was it judged good?", ["Good"]))
    [<Side.PRAISE: 'praise'>]
    >>> sorted(sides_of_reasons("Why good rather than outstanding?", ["Good"]))
    [<Side.FAULT: 'fault'>]
    >>> sides_of_reasons("Which grade, and on what grounds?", ["Good"])
    frozenset()
    """
    if _wordings().faults.search(question):
        return frozenset([Side.FAULT])
    if not (_wordings().why.search(question) or came_about(question)):
        return frozenset()
    return frozenset(Side.PRAISE if is_praise(grade) else Side.FAULT for grade in grades)
