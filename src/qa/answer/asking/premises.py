"""Which grade a question takes for granted, and of whom, and whether it denies one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from qa.answer.asking.bounds import Side, bound_in
from qa.answer.asking.why import asks_for_reasons
from qa.data import read_table
from qa.patterns import any_of, either, unless_after, whole
from qa.search.language.cues import load_cues


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The tables `premise` and `premises` of answers.toml.

    `grades` maps words to the grade they take for granted, `once` those that do so only where they
    are given for a grade.
    """

    grades: Mapping[str, str]
    once: Mapping[str, str]
    taken: re.Pattern[str]
    denies: str
    together: re.Pattern[str]
    apart: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    data = read_table("answers.toml")
    table, taken = data["premises"], dict(data["premise"])
    not_good, once = unless_after(taken.pop("not_after")), taken.pop("once")
    grades = {word: grade for grade, words in taken.items() for word in words}
    plain = either(word for word in grades if word != "good")
    return _Wordings(
        grades=MappingProxyType(grades),
        once=MappingProxyType(once),
        taken=re.compile(rf"\b({plain}|{not_good}good)\b", re.I),
        denies=whole(table["denies"]),
        together=any_of(table["together"]),
        apart=any_of(table["apart"]),
    )


def premise(question: str) -> str | None:
    """The one grade a question takes as given, or None ("good or adequate?" takes none).

    >>> premise("why was it inadequate for staying safe?"), premise("was it good or adequate?")
    ('Inadequate', None)
    >>> premise("how good is it?"), premise("was it better than adequate?")
    (None, None)
    """
    wordings, bound = _wordings(), bound_in(question)
    if bound and bound.side in (Side.ABOVE, Side.BELOW):
        return None
    said = load_cues().no_grade.sub(" ", question)
    found = {wordings.grades[word.lower()] for word in wordings.taken.findall(said)}
    given = (match.group(1).lower() for match in load_cues().once_given.finditer(said))
    found |= {wordings.once[word] for word in given}
    return found.pop() if len(found) == 1 else None


def is_denied(question: str, grade: str) -> bool:
    """Whether a question asks why something was not given a grade.

    >>> is_denied("why wasn't leadership good?", "Good")
    True
    >>> is_denied("why was leadership good?", "Good"), is_denied("wasn't it good?", "Good")
    (False, False)
    >>> is_denied("why was it not better than adequate?", "Adequate")
    False
    """
    said = rf"{_wordings().denies}(?:(?!\bthan\b|\babove\b)[^.;?,])*?\b{re.escape(grade)}\b"
    return asks_for_reasons(question) and bool(re.search(said, question, re.I))


def is_of_all(question: str) -> bool:
    """Whether what a question takes for granted is taken of all that it names: "both", or why they
    got it; and it sets none of them apart.

    >>> is_of_all("Why did A and B both fail?"), is_of_all("Why did A fail, but not B?")
    (True, False)
    """
    together = _wordings().together.search(question) or asks_for_reasons(question)
    return bool(together) and not _wordings().apart.search(question)
