"""What asks for a number of things; in short, too: "no. of homes", "foster carer numbers"."""

from __future__ import annotations

import re
from functools import cache

from qa.data import read_table
from qa.patterns import either, whole


@cache
def asking_number() -> re.Pattern[str]:
    """What asks for a number: "how many", or who "has more" of something that reports count."""
    table = read_table("questions.toml")["count"]
    things = whole(table["things"].split())
    more = rf"(?<=\w )(?:{either(table['having'])}) {whole(table['more'])}"
    named = rf"(?:\w+ ){{0,2}}{things}"
    most = rf"\b(?:was|were) {whole(table['more'])}(?= {named} {whole(table['were_had'])})"
    asked = rf"{_extreme()}|{whole(table['asked'])}|{_in_short()}"
    return re.compile(rf"{asked}|{more}(?= {named})|{most}", re.I)


@cache
def asking_most() -> re.Pattern[str]:
    """What of that asks who has most, or fewest: "had the most", "the largest number of"."""
    return re.compile(rf"{_extreme()}|\b(?:most|fewest)$", re.I)


def _extreme() -> str:
    table = read_table("questions.toml")["count"]
    return rf"\b(?:the )?{whole(table['extreme'])} (?:total )?numbers? of\b"


def _in_short() -> str:
    """A pattern of "number of" in short."""
    return rf"{whole(read_table('questions.toml')['count']['short'])}|(?<!\w)#\s?of\b"


@cache
def _after() -> re.Pattern[str]:
    """What names nothing but things that reports count, and "numbers" after them."""
    table = read_table("questions.toml")["count"]
    things = table["things"].split()
    counted = whole([*things, *(thing.removesuffix("s") for thing in things)])
    others = either([*table["ends"].split(), *table["small"].split(), *table["asking"]])
    named = rf"(?:(?!(?:{others})\b)[\w'’-]+\s+){{0,2}}{counted}(?:\s+in (?:care|need))?"
    asks = rf"(?:{whole(table['asking'])}\s+)*"
    # A name that is left out of a question leaves what stood before it: "pupil numbers in".
    left = rf"(?:\s+(?:{either(table['small'].split())}))*"
    return re.compile(rf"^(\W*){asks}({named})\s+numbers{left}(\W*)$", re.I)


@cache
def _beside() -> re.Pattern[str]:
    """What names things, and "numbers" beside it that are asked for: "pupils absent: numbers for
    each council".
    """
    table = read_table("questions.toml")["count"]
    others = whole(table["asks_else"].split())
    named = rf"(?:(?!{others})[^?:;,]){{3,60}}?"
    asks = rf"(?:{whole(table['asking'])}\s+)*"
    each = rf"\s+{whole(table['of_each'].split())}(?:(?!{others})[^?:;,])*"
    return re.compile(rf"^(\W*{named})\s*[:;,–-]\s*{asks}(?:numbers|figures)({each})?(\W*)$", re.I)


def number_spelt(question: str) -> str:
    """A question with "number of" where it has that in short.

    >>> number_spelt("Barnet, no. of homes"), number_spelt("# of homes"), number_spelt("No homes?")
    ('Barnet, number of homes', 'number of homes', 'No homes?')
    >>> number_spelt("pupil numbers in")
    'number of pupil'
    >>> number_spelt("what are the foster carer numbers?"), number_spelt("are pupil numbers low?")
    ('number of foster carer?', 'are pupil numbers low?')
    >>> number_spelt("pupils absent: numbers for each council")
    'number of pupils absent for each council'
    >>> number_spelt("Who has most pupils, the numbers?")
    'Who has most pupils, the numbers?'
    >>> number_spelt("Teenage mothers - numbers and what help they get")
    'Teenage mothers - numbers and what help they get'
    """
    spelt = re.sub(_in_short(), "number of", question, flags=re.I)
    return _beside().sub(r"number of \1\2\3", _after().sub(r"\1number of \2\3", spelt))
