"""What people ask of a council and no inspection tells: how to apply, whom to ring."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qa.data import read_table
from qa.patterns import any_of, either, whole
from qa.search.asked.preamble import without_preamble
from qa.search.asked.question import Kind, Understood

# Kinds of question that ask for what reports tell, however they are put.
_OF_REPORTS = (Kind.LOOKUP, Kind.METADATA, Kind.OVERVIEW, Kind.SCALE, Kind.JUDGEMENT, Kind.HELP)
_AUXILIARY = r"(?:do|does|can|could|would|should|shall|might|may|must|will)"


def is_practical(understood: Understood) -> bool:
    """Whether a question, as understood, is one that no inspection report is there to answer."""
    asked = without_preamble(understood.standalone)
    return understood.kind not in _OF_REPORTS and asks_what_to_do(asked)


def is_of_oneself(understood: Understood) -> bool:
    """Whether a question, as understood, may be one that no inspection report is there to answer:
    "do I get a flat when I leave care?" may ask how things are.
    """
    asked = without_preamble(understood.standalone)
    return understood.kind not in _OF_REPORTS and asks_what_one_gets(asked)


def asks_what_to_do(question: str) -> bool:
    """Whether somebody asks how to get something done, and not what inspectors found.

    >>> asks_what_to_do("How do I apply for a nursery place in Harrow?")
    True
    >>> asks_what_to_do("What time does the library close?")
    True
    >>> asks_what_to_do("How do I know that Harrow's nurseries are safe?")
    False
    >>> asks_what_to_do("How do parents apply for help in Harrow?")
    False
    """
    reports, asks, _ = _wordings()
    sought = asks.search(question) or asks_of_own_case(question)
    return bool(sought) and not reports.search(question)


def asks_what_one_gets(question: str) -> bool:
    """Whether somebody asks what they may have themselves, and how soon.

    >>> asks_what_one_gets("Can I get help with the rent?"), asks_what_one_gets("Can teams cope?")
    (True, False)
    """
    reports, _, gets = _wordings()
    return bool(gets.search(question)) and not reports.search(question)


def asks_to_reach(question: str) -> bool:
    """Whether somebody asks for a number or an address, and not how to get something done.

    >>> asks_to_reach("Whats the mobile number of the head?"), asks_to_reach("How do I apply?")
    (True, False)
    """
    return bool(_kinds().reaching.search(question))


def asks_advice(question: str) -> bool:
    """Whether somebody asks what to do in a case of their own, or tells of one.

    >>> asks_advice("He shouts at us, what should I do?"), asks_advice("What do they do?")
    (True, False)
    >>> asks_advice("They took my two boys, how do I get to court?")
    True
    >>> asks_advice("How do I get my boys into a nursery?"), asks_advice("How do I visit a court?")
    (False, False)
    """
    kinds = _kinds()
    told = kinds.told_of.search(question) and kinds.case.search(question)
    told = told or kinds.own_case.search(question)
    return bool(kinds.advice.search(question) or told) or asks_of_own_case(question)


def asks_of_own_case(question: str) -> bool:
    """Whether somebody asks what the law, or a council, can do in a case of their own.

    >>> asks_of_own_case("My ex keeps our son from me. Can the council make her stop?")
    True
    >>> asks_of_own_case("Is it legal to leave my kids alone?")
    True
    >>> asks_of_own_case("My son is in care. Does the council make sure that he is seen?")
    False
    >>> asks_of_own_case("Can the council force parents to attend?")
    False
    """
    kinds = _kinds()
    asks = kinds.law.search(question) or kinds.power.search(question)
    return bool(asks) and bool(kinds.own.search(question))


@dataclass(frozen=True, slots=True)
class _Kinds:
    """What asks for a number or an address, and for advice; what tells of oneself or one's `own`
    family, and asks what the `law` is, or whether somebody may be made to do something; who of
    that family is `told_of`, and what makes it a `case`; what is an `own_case` by itself.
    """

    reaching: re.Pattern[str]
    advice: re.Pattern[str]
    own: re.Pattern[str]
    law: re.Pattern[str]
    power: re.Pattern[str]
    told_of: re.Pattern[str]
    case: re.Pattern[str]
    own_case: re.Pattern[str]


@cache
def _kinds() -> _Kinds:
    table = read_table("answers.toml")["practical"]
    contact, oneself, kin = whole(table["contact"]), whole(table["oneself"]), _kin()
    return _Kinds(
        reaching=re.compile(rf"(?:^\W*|{whole(table['wanting'])}[^?]*?){contact}", re.I),
        advice=re.compile(rf"\bwhat {_AUXILIARY} {oneself} do\b", re.I),
        own=re.compile(rf"\b(?:me|us|i|{kin})\b", re.I),
        law=any_of(table["law"]),
        power=re.compile(rf"{_power(table['forced'])} (?:me|us|him|her|them|{kin})\b", re.I),
        told_of=re.compile(rf"\b{kin}\b", re.I),
        case=any_of(table["case"]),
        own_case=re.compile(rf"{whole(table['of_mine'])} {whole(table['of_case'])}", re.I),
    )


def _kin() -> str:
    """A pattern of those of one's own: "my ex", "our younger son"."""
    table = read_table("answers.toml")["practical"]
    return rf"(?:{either(table['of_mine'])}) (?:[\w'’-]+ )?(?:{either(table['kin'])})"


def _power(deeds: Sequence[str]) -> str:
    """A pattern of what asks whether somebody may do something, up to whom they do it to."""
    asks = r"\b(?:can|cannot|can['’]t|could|will|may|must|allowed to)\b(?! you)"
    return rf"{asks}[^.?!]*?\b(?:{either(deeds)})"


@cache
def _wordings() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The table `practical` of answers.toml: what names a report, what asks what to do, and what
    asks for something for oneself.
    """
    table = read_table("answers.toml")["practical"]
    oneself, doing, seeing = whole(table["oneself"]), whole(table["doing"]), whole(table["seeing"])
    mine = rf"{whole(table['of_mine'])} [\w'’-]+"
    someone = rf"(?:{oneself}|{mine})"
    clock = whole(table["clock"])
    asks = (
        # "how do I ...", "how can my son ...", "where do we ..."; "how to ..." at the beginning
        rf"\b(?:how|where|who|whom|when) {_AUXILIARY} {someone} (?!{seeing})",
        rf"^\W*(?:how|where) to (?!{seeing})",
        # "how can I see my kids?", and not "how do I see my kids are safe?"
        rf"\b(?:how|where|when) {_AUXILIARY} {oneself} (?:get to )?(?:see|visit) {_kin()}\b"
        r"(?! (?:is|are|was|were|get|gets|has|have|being)\b)",
        rf"\bwhat {_AUXILIARY} {oneself} (?:need|have|bring)\b",
        _kinds().advice.pattern,
        _kinds().reaching.pattern,
        rf"\bwhat times? (?:do|does|is|are|will)\b.*{whole(table['opens'])}",
        rf"\b(?:when|is|are|does|do)\b.*\bopens?\b.*{clock}",
        rf"^\W*(?:please )?(?:{either(table['bidding'])}) (?:{either(table['for_whom'])})\b",
    )
    gets = (
        rf"\bhow long {_AUXILIARY} (?:{someone}|it take (?:me|us|to get (?:{mine})))",
        rf"\b(?:do|can|could|may|will|must|should) {someone} {doing}",
        rf"\b(?:am|are|is) {someone} {whole(table['allowed'])}",
        rf"\bshould {oneself} (?!{seeing}|{whole(table['minding'])})",
        rf"{_power(table['done'])} (?:me|us|{_kin()})\b",
    )
    what_to_do, what_one_gets = (re.compile("|".join(each), re.I) for each in (asks, gets))
    return any_of(table["reports"]), what_to_do, what_one_gets
