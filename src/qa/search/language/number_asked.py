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
    asked = rf"{whole(table['asked'])}|{_in_short()}"
    return re.compile(rf"{asked}|{more}(?= {named})|{most}", re.I)


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


def number_spelt(question: str) -> str:
    """A question with "number of" where it has that in short.

    >>> number_spelt("Barnet, no. of homes"), number_spelt("# of homes"), number_spelt("No homes?")
    ('Barnet, number of homes', 'number of homes', 'No homes?')
    >>> number_spelt("pupil numbers in")
    'number of pupil'
    >>> number_spelt("what are the foster carer numbers?"), number_spelt("are pupil numbers low?")
    ('number of foster carer?', 'are pupil numbers low?')
    """
    return _after().sub(r"\1number of \2\3", re.sub(_in_short(), "number of", question, flags=re.I))
