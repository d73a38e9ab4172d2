"""The table `count` of questions.toml: what asks for a number, what is counted, what is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from qa.authorities import load_authorities
from qa.data import read_table
from qa.patterns import any_of, either, whole
from qa.search.language.number_asked import asking_number
from qa.search.language.stemming import stem


@dataclass(frozen=True, slots=True)
class CountWords:
    """The table, as patterns and sets.

    `asked` asks for a number; `done` are words of what was done to most; after `change` it asks
    how far that went up or down. `ends` are words that end the name of what is counted, `small`
    those in it that name nothing, `leads_on` those that lead to something else; `many` are of
    several without an "s", `bodies` what people belong to, and `anybody` people of any kind,
    `persons` those and all others. `time` are measures of it, before which words of `timed` may
    stand.
    `beside` are stems that may stand in the name of what a number counts plainly, and those of
    `narrows` right after it leave no more than a part of that.
    `number` finds numbers, and `named` what makes of one a name; after `older` it is an age if it
    is no more than `oldest`. `about` tells that it is none exactly.
    """

    asked: re.Pattern[str]
    done: frozenset[str]
    change: re.Pattern[str]
    ends: frozenset[str]
    small: frozenset[str]
    many: frozenset[str]
    counted_as: Mapping[str, str]
    things: frozenset[str]
    number: re.Pattern[str]
    named: re.Pattern[str]
    older: re.Pattern[str]
    oldest: int
    about: re.Pattern[str]
    leads_on: re.Pattern[str]
    bodies: frozenset[str]
    anybody: frozenset[str]
    persons: frozenset[str]
    time: frozenset[str]
    timed: frozenset[str]
    beside: frozenset[str]
    by_the_way: frozenset[str]
    places: frozenset[str]
    narrows: frozenset[str]
    known: re.Pattern[str]

    def asking(self, question: str) -> re.Match[str] | None:
        """Where a question asks for a number of things."""
        asked = self.asked.search(question)
        return None if asked and self.change.search(question, 0, asked.start()) else asked

    def names(self, before: str, number: str) -> bool:
        """Whether a number, as printed, is a name or an age by what stands before it."""
        if self.older.search(before):
            figure = number.replace(",", "")
            return not figure.isdigit() or int(figure) <= self.oldest
        return bool(self.named.search(before))


def number_words() -> tuple[str, ...]:
    """The numbers that texts give in words, from one on."""
    return tuple(read_table("questions.toml")["count"]["words"].split())


@cache
def count_words() -> CountWords:
    table = read_table("questions.toml")["count"]
    named = load_authorities().by_name
    return CountWords(
        asked=asking_number(),
        done=frozenset(word for done in table["were_had"] for word in done.split()),
        change=any_of(table["unless_after"]),
        ends=frozenset(table["ends"].split()),
        small=frozenset(table["small"].split()),
        persons=frozenset(map(stem, f"{table['anybody']} {table['persons']}".split())),
        time=frozenset(table["time"].split()),
        timed=frozenset(table["timed"].split()),
        many=frozenset(table["many"].split()),
        counted_as=MappingProxyType(table["counted_as"]),
        things=frozenset(map(stem, table["things"].split())),
        number=_number(number_words(), table["time"].split()),
        named=re.compile(rf"{whole(table['numbered'].split())}\s*$", re.I),
        older=re.compile(rf"{whole(table['older'])}\s*$", re.I),
        oldest=table["oldest"],
        about=re.compile(rf"{whole(table['about'])}\s*$", re.I),
        leads_on=re.compile(rf"(?:^|(?<=\w))\s(?:{either(table['leads_on'].split())})\s"),
        bodies=frozenset(map(stem, table["bodies"].split())),
        anybody=frozenset(map(stem, table["anybody"].split())),
        beside=frozenset(
            map(stem, " ".join(table[kind] for kind in ("ends", "small", "anybody")).split())
        ),
        by_the_way=frozenset(table["by_the_way"].split()),
        places=frozenset(map(stem, " ".join([table["places"], *named]).split())),
        known=re.compile(rf"{whole(table['known'].split())}\s*$", re.I),
        narrows=frozenset(map(stem, table["narrows"].split())),
    )


def _number(words: Sequence[str], time: Iterable[str]) -> re.Pattern[str]:
    """Numbers as reports print them: no year, no share of a whole, no part of a date or a decimal,
    no age or range of ages ("16-17 year olds"), no length of time and no part of a whole in words.
    """
    # What one begins with comes first: most places of a text are passed over by that alone.
    begins = "".join(sorted({word[0] for word in words}))
    return re.compile(
        rf"(?=[\d{begins}])(?:"
        r"(?<![\w.,/£-])(?!(?:19|20)\d\d\b)\d{1,3}(?:,?\d{3})*"
        r"(?![\w%/]|[.,]\d| per cent| ?%|[- ](?:to[- ])?\d|[–—+]|[- ]years?\b)|"
        rf"{whole(words)}(?!\s(?:{either(time)})\b))",
        re.I,
    )
