"""Turns of speech put plainly: what they say in place of words that name something else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from qa.data import read_table
from qa.patterns import any_of, either, unless_after, whole


@lru_cache(maxsize=64)  # a question is read several times
def plainly(question: str) -> str:
    """A question with its turns of speech put plainly, of whomever they are said.

    >>> plainly("Are the nurses any cop?"), plainly("Do carers ever get a break?")
    ('Are the nurses any good?', 'Do carers ever get respite?')
    >>> plainly("Is their weight checked?"), plainly("Did they get a break from school?")
    ('Is their weight checked?', 'Did they get a break from school?')
    >>> plainly("Were they decent?"), plainly("Tell me, ok?")
    ('Were they any good?', 'Tell me, ok?')
    >>> plainly("Were the visits rubbish?"), plainly("Is the rubbish collected?")
    ('Were the visits any good?', 'Is the rubbish collected?')
    >>> plainly("Do staff get a break?")
    'Do staff get a break?'
    """
    sayings = _sayings()

    def put(found: re.Match[str]) -> str:
        group, before = found.lastindex or 0, question[: found.start()]
        return sayings.plain[group] if sayings.means_it(group, before) else found.group()

    return sayings.pattern.sub(put, question)


@dataclass(frozen=True, slots=True)
class _Sayings:
    """The tables of plainly.toml: what finds a saying, those that say the same in one group, and by
    the number of its group what each says; what may not stand before one of a group, and what must
    before the last, what is said of something.
    """

    pattern: re.Pattern[str]
    plain: Sequence[str]
    unless_after: Mapping[int, re.Pattern[str]]
    of_something: re.Pattern[str]

    def means_it(self, group: int, before: str) -> bool:
        """Whether a saying of a group has its plain meaning behind what stands before it."""
        if group == len(self.plain) - 1:
            return self.of_something.search(before) is not None
        unless = self.unless_after.get(group)
        return unless is None or unless.search(before) is None


@cache
def _sayings() -> _Sayings:
    table = read_table("plainly.toml")
    whose = either(read_table("subjects.toml")["sayings"]["whose"].split())
    first, *others = (either(said) for said in table["sayings"].values())
    past = rf"(?: (?:{either(table['past_end'])})\b)*"
    at_end = rf"(?<=\w )(?:{either(table['at_end'])})(?={past}\W*$)"
    of = table["of_something"]
    rubbish = rf"(?:{either(of['words'])})(?=\W*$|,| {whole(of['goes_on'])})"
    groups = "|".join(f"({said})" for said in (f"{first}|{at_end}", *others, rubbish))
    said = groups.replace("whose", f"(?:{whose})")
    plain = ("", *table["sayings"], "any good")
    before, after = unless_after(table["not_after"]), whole(table["tells_of"])
    return _Sayings(
        re.compile(rf"{before}\b(?:{said})\b(?! {after})", re.I),
        plain,
        {plain.index(says): any_of(said) for says, said in table["unless_after"].items()},
        # "are the visits rubbish?", and not "are they paid to collect rubbish?"
        re.compile(
            rf"{whole(of['said'])}(?: (?!{whole(of['parts'])})[\w'’-]+){{0,5}} $"
            rf"{unless_after(of['thing_after'])}",
            re.I,
        ),
    )
