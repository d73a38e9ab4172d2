"""Turns of speech put plainly: what they say in place of words that name something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qa.data import read_table
from qa.patterns import either, unless_after, whole


def plainly(question: str) -> str:
    """A question with its turns of speech put plainly, of whomever they are said.

    >>> plainly("Are the nurses any cop?"), plainly("Do carers ever get a break?")
    ('Are the nurses any good?', 'Do carers ever get respite?')
    >>> plainly("Is their weight checked?"), plainly("Did they get a break from school?")
    ('Is their weight checked?', 'Did they get a break from school?')
    >>> plainly("Were they decent?"), plainly("Tell me, ok?")
    ('Were they any good?', 'Tell me, ok?')
    """
    sayings = _sayings()
    return sayings.pattern.sub(lambda found: sayings.plain[found.lastindex or 0], question)


@dataclass(frozen=True, slots=True)
class _Sayings:
    """The tables of plainly.toml: what finds a saying, those that say the same in one group, and by
    the number of its group what each says.
    """

    pattern: re.Pattern[str]
    plain: Sequence[str]


@cache
def _sayings() -> _Sayings:
    table = read_table("plainly.toml")
    whose = either(read_table("subjects.toml")["sayings"]["whose"].split())
    first, *others = (either(said) for said in table["sayings"].values())
    past = rf"(?: (?:{either(table['past_end'])})\b)*"
    at_end = rf"(?<=\w )(?:{either(table['at_end'])})(?={past}\W*$)"
    groups = "|".join(f"({said})" for said in (f"{first}|{at_end}", *others))
    said = groups.replace("whose", f"(?:{whose})")
    before, after = unless_after(table["not_after"]), whole(table["tells_of"])
    return _Sayings(
        re.compile(rf"{before}\b(?:{said})\b(?! {after})", re.I),
        ("", *table["sayings"]),
    )
