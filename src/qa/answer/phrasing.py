"""How people ask and what reports are made of, as answering needs to know: `answers.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from qa.data import read_table
from qa.patterns import any_of, either
from qa.reading.frameworks import fold


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The tables of `answers.toml`, as patterns and sets. All compare without letter case.

    `premises` maps words to the grade they take for granted; `subjects` names of subjects, folded,
    to what else they are called.
    """

    asks_recommendations: frozenset[str]
    immediately: re.Pattern[str]
    asks_grades: frozenset[str]
    premises: Mapping[str, str]
    premise: re.Pattern[str]
    share: re.Pattern[str]
    sum_of_money: re.Pattern[str]
    posts: tuple[str, ...]
    firms: tuple[str, ...]
    method_headings: frozenset[str]
    asks_method: frozenset[str]
    framing: re.Pattern[str]
    subjects: Mapping[str, tuple[str, ...]]
    praise: frozenset[str]
    fault: frozenset[str]
    asks_fault: frozenset[str]
    denies: str

    def subjects_of(self, question: str) -> dict[str, tuple[str, ...]]:
        """The subjects of the field that a question names, with what else they are called."""
        asked = plain(question)
        return {name: said for name, said in self.subjects.items() if f" {name} " in asked}


def plain(text: str) -> str:
    """A text as small words, one space before and after each.

    >>> plain("Home-education, yes!")
    ' home education yes '
    """
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.casefold()))} "


@cache
def load_phrasing() -> Phrasing:
    """The phrasing that ships."""
    data = read_table("answers.toml")
    number, taken = data["number"], dict(data["premise"])
    not_good = "".join(rf"(?<!\b{word} )" for word in taken.pop("not_after"))
    premises = {word: grade for grade, words in taken.items() for word in words}
    plain = either(word for word in premises if word != "good")
    return Phrasing(
        asks_recommendations=frozenset(data["recommendations"]["asking"].split()),
        immediately=any_of(data["recommendations"]["immediately"]),
        asks_grades=frozenset(data["grades"]["asking"].split()),
        premises=MappingProxyType(premises),
        premise=re.compile(rf"\b({plain}|{not_good}good)\b", re.I),
        share=any_of(number["share"]),
        sum_of_money=_money(number),
        posts=tuple(data["names"]["posts"]),
        firms=tuple(data["names"]["firms"]),
        method_headings=frozenset(map(fold, data["method"]["headings"])),
        asks_method=frozenset(data["method"]["asks"].split()),
        framing=re.compile(
            rf"\b(?:inspectors?|ofsted|inspection|report|review)\s+"
            rf"(?:{either(data['method']['framing'].split())})\b",
            re.I,
        ),
        praise=frozenset(data["sides"]["praise"].split()),
        fault=frozenset(data["sides"]["fault"].split()),
        asks_fault=frozenset(data["sides"]["asks_fault"].split()),
        denies=data["sides"]["denies"],
        subjects=MappingProxyType({name: tuple(said) for name, said in data["subjects"].items()}),
    )


def _money(number: Mapping[str, list[str]]) -> re.Pattern[str]:
    """What asks for a sum of money."""
    verbs, nouns = either(number["verbs"]), either(number["nouns"])
    between = rf"(?:(?!\b(?:{either(number['not_money'])})\b)[^?])*?"
    return re.compile(
        rf"\bhow much\b.*\b(?:{verbs}|{nouns})\b|"
        rf"\bwhat (?:did|does|do|will|would)\b{between}\b(?:{verbs})\b|"
        rf"\b(?:what|how (?:big|large|high))\b{between}\b(?:{nouns})\b",
        re.I,
    )
