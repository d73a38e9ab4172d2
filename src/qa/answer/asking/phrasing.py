"""What several parts of answering know of how people ask and what reports are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from qa.data import read_table
from qa.patterns import any_of, either, whole
from qa.reading.text.frameworks import fold_heading
from qa.report import Paragraph
from qa.search.language.stemming import stem, words_of

LONGEST = 8  # words of a subject's name
MOST_SAID = 64  # questions, each asked for several tables, whose words are kept


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Tables of `answers.toml` and `subjects.toml`, as patterns and sets; all but names compare
    without letter case.

    `frames` say that something is to be done, `advised` that it was recommended;
    `health_body` finds the name of a body of the health service, in capitals as printed.
    `subjects` maps names of subjects, folded, to what else they are called, `spoken` likewise those
    and others that a report names if it speaks of them; `others` to subjects that nearly have the
    name and are another matter; `accusations` likewise maps names of what somebody is accused of.
    `silence` asks who does not speak of one; `only_ask` are stems of words that then name none.
    """

    asks_recommendations: frozenset[str]
    frames: re.Pattern[str]
    advised: re.Pattern[str]
    health_body: re.Pattern[str]
    method_headings: frozenset[str]
    context_headings: frozenset[str]
    asks_method: frozenset[str]
    framing: re.Pattern[str]
    subjects: Mapping[str, tuple[str, ...]]
    spoken: Mapping[str, tuple[str, ...]]
    others: Mapping[str, tuple[str, ...]]
    accusations: Mapping[str, tuple[str, ...]]
    silence: re.Pattern[str]
    only_ask: frozenset[str]

    def tells_findings(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph tells what was found, and neither how nor what there is."""
        return set(map(fold_heading, paragraph.section)).isdisjoint(
            self.method_headings | self.context_headings
        )

    def asks_how_made(self, question: str) -> bool:
        """Whether a question asks how an inspection was made, and not only what it found.

        >>> asks = load_phrasing().asks_how_made
        >>> asks("Whom did inspectors interview?"), asks("What did inspectors praise?")
        (True, False)
        """
        words = spaced(self.framing.sub(" ", question)).split()
        return not self.asks_method.isdisjoint(words)

    def subjects_of(self, question: str) -> dict[str, tuple[str, ...]]:
        """The subjects of the field that a question names, one or many, with what else they are
        called.
        """
        return _named(self.subjects, question)

    def spoken_of(self, question: str) -> dict[str, tuple[str, ...]]:
        """The like of `subjects_of`, of all that a report names if it speaks of it; none by a part
        of a longer name.

        >>> list(load_phrasing().spoken_of("Are dads heard?"))
        ['dads']
        >>> list(load_phrasing().spoken_of("Are mums and dads heard?"))
        ['mums and dads']
        >>> list(load_phrasing().spoken_of("It fell on deaf ears, did they hear?"))
        []
        """
        named = _named(self.spoken, question)
        return {
            name: said
            for name, said in named.items()
            if not any(name != other and name in other for other in named)
        }

    def accusations_in(self, question: str) -> dict[str, tuple[str, ...]]:
        """What a question accuses somebody of, with what else that is called.

        >>> list(load_phrasing().accusations_in("Did they cover up abuse and cover costs?"))
        ['cover up']
        """
        return _named(self.accusations, question)

    def others_of(self, question: str) -> list[str]:
        """What nearly has the name of a subject that a question names, and is not meant.

        >>> load_phrasing().others_of("Are initial assessments on time?")[0]
        'initial health assessment'
        >>> load_phrasing().others_of("Are initial health assessments on time?")
        []
        """
        asked = spaced(question)
        named = [names for name, names in self.others.items() if f" {name} " in asked]
        return [name for names in named for name in names]


def spaced(text: str) -> str:
    """A text as small words, one space before and after each.

    >>> spaced("Home-education, yes!")
    ' home education yes '
    """
    return f" {' '.join(words_of(text))} "


@cache
def load_phrasing() -> Phrasing:
    """The phrasing that ships."""
    data, named = read_table("answers.toml"), read_table("subjects.toml")
    return Phrasing(
        asks_recommendations=frozenset(data["recommendations"]["asking"].split()),
        frames=any_of(data["recommendations"]["frames"]),
        advised=any_of(data["recommendations"]["advised"]),
        health_body=_health_body(**data["recommendations"]["health_bodies"]),
        method_headings=frozenset(map(fold_heading, data["method"]["headings"])),
        context_headings=frozenset(map(fold_heading, data["context"]["headings"])),
        asks_method=frozenset(data["method"]["asks"].split()),
        framing=_framing(data["method"]),
        subjects=_by_name(named["subjects"]),
        spoken=_by_name({**named["rarely"], **named["subjects"]}),
        accusations=_by_name(named["accusations"]),
        silence=any_of(data["silence"]["asks"]),
        only_ask=frozenset(map(stem, data["silence"]["only_ask"].split())),
        others=MappingProxyType({name: tuple(others) for name, others in named["others"].items()}),
    )


def _named(subjects: Mapping[str, tuple[str, ...]], question: str) -> dict[str, tuple[str, ...]]:
    named = subjects.keys() & _said(question)  # most often none
    return {name: others for name, others in subjects.items() if name in named} if named else {}


@lru_cache(MOST_SAID)
def _said(question: str) -> frozenset[str]:
    """All that a question says by name, turns of speech apart."""
    return frozenset(_phrases(spaced(_sayings().sub(" ", question)).split()))


def _phrases(words: Sequence[str]) -> set[str]:
    """All that stands in some words, one after another, and the same less a plural's ending.

    >>> sorted(_phrases(["care", "plans"]))
    ['care', 'care plan', 'care plans', 'plan', 'plans']
    """
    ends = range(1, len(words) + 1)
    starts = ((start, end) for end in ends for start in range(max(0, end - LONGEST), end))
    said = {" ".join(words[start:end]) for start, end in starts}
    return said | {phrase[:-1] for phrase in said if phrase.endswith("s")}


@cache
def _sayings() -> re.Pattern[str]:
    """Turns of speech, which are not about what they name."""
    table = read_table("subjects.toml")["sayings"]
    return re.compile(
        whole(table["all"]).replace("whose", f"(?:{either(table['whose'].split())})"), re.I
    )


def _by_name(rows: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    """What else each name of a subject is called, by that name."""
    called: dict[str, dict[str, None]] = {}
    for row, said in rows.items():
        names = row.split(", ")
        for name in names:
            called.setdefault(name, {}).update(dict.fromkeys((*names, *said)))
    return MappingProxyType(
        {name: tuple(n for n in said if n != name) for name, said in called.items()}
    )


def _framing(method: Mapping[str, Any]) -> re.Pattern[str]:
    """What says of inspectors that they found or thought something: "Ofsted praised", "praised by
    the inspectors"; and other reviews than theirs.
    """
    who, does = whole(method["inspectors"].split()), whole(method["framing"].split())
    others = whole(method["others"])
    return re.compile(rf"{who}\s+{does}|{does} by (?:the )?{who}|{others}", re.I)


def _health_body(before: str, after: str, trusts: str) -> re.Pattern[str]:
    """What finds a body by the word before its name, or by those after it: which trust it is."""
    name = r"[A-Z][\w'’-]+"
    kinds = "|".join(f"{kind} " for kind in trusts.split())
    return re.compile(rf"\b{before}(?: {name})+|\b(?:{name}(?: and)? )+?(?:{kinds})+{after}\b")
