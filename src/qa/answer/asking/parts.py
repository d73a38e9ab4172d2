"""The parts of a question that may each ask for something of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from qa.data import read_table
from qa.patterns import either, whole
from qa.search.asked.question import Filters, Understood
from qa.search.asked.understanding import Understanding


@cache
def _between(joins: str) -> re.Pattern[str]:
    """What parts a question, by how it is joined, before what opens a question (answers.toml)."""
    openings = whole(read_table("answers.toml")["parts"]["openings"])
    return re.compile(rf"(?:{joins})(?={openings})", re.I)


_JOINS_CLAUSES = r"\s*[,;?.]\s*(?:and\s+)?|\s+and\s+"


def clauses_of(question: str) -> list[str]:
    """The parts of a question that each open one, also those that only a comma parts.

    >>> clauses_of("Who led it, what did they say?")
    ['Who led it', 'what did they say?']
    """
    return _between(_JOINS_CLAUSES).split(question)


def with_counted(part: str, first: str) -> str:
    """A part of a question that asks of "them", with what the first part counts in their place; a
    number of them is of what that tells.

    >>> with_counted("are they any good?", "How many centres does the council run")
    'are centres any good?'
    >>> with_counted("who helps them?", "How many children are in care")
    'who helps children in care?'
    >>> with_counted("how many of them left?", "How many children are in care")
    'how many of them left?'
    """
    counted, number = _wordings()
    found = counted.search(first)
    if found is None or number.search(part):
        return part
    what = " ".join(filter(None, (found["what"].strip(), found["where"])))
    return _THEM.sub(what, part, count=1)


_THEM = re.compile(r"(?<!\bof )\b(?:they|them)\b", re.I)  # "any of them" are some of those


@cache
def _wordings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is counted, with what sets it apart, after what asks for a number; and what asks so."""
    count, parts = read_table("questions.toml")["count"], read_table("answers.toml")["parts"]
    asks = whole([*count["asked"], *count["short"]])
    what, end = r"(?P<what>(?:[\w'’-]+ ){1,4}?)", either(count["ends"].split())
    apart = rf"(?:are|were) (?:there )?(?P<where>{whole(parts['apart'])} [\w'’ -]+)"
    return re.compile(rf"{asks} {what}(?:{apart}|(?:{end})\b)", re.I), re.compile(asks, re.I)


@cache
def _own() -> re.Pattern[str]:
    """How a part begins in which somebody tells of themselves."""
    return re.compile(rf"\W*{whole(read_table('answers.toml')['parts']['own'])}", re.I)


@dataclass(frozen=True)
class Parts:
    """The parts of a question, each understood once, within the reports of the whole."""

    understanding: Understanding
    whole: Understood
    _known: dict[str, Understood] = field(default_factory=dict)
    _typed: dict[str, str] = field(default_factory=dict)

    @property
    def questions(self) -> list[str]:
        """The parts that may be answered one by one, with what is counted for "them"."""
        # A comma alone may lead to what only tells more of a thing: "the panel, where ...".
        things = whole(read_table("questions.toml")["count"]["things"].split())
        number = rf"\s*,\s*(?=how many (?:[\w'’-]+ ){{0,2}}?{things})"
        first, *later = self._parted(rf"\s*[;?.]\s+(?:and\s+)?|,?\s+and\s+|{number}")
        for part in later:
            self._typed[with_counted(part, first)] = part
        return [first, *(with_counted(part, first) for part in later)]

    def as_typed(self, part: str) -> str:
        """One of them in the words of whoever asks."""
        return self._typed.get(part, part)

    @property
    def clauses(self) -> list[str]:
        """The same, also those that only a comma parts: "who led it, what did they say?"."""
        return clauses_of(self.whole.standalone)

    @property
    def asking(self) -> list[str]:
        """Those clauses that ask: not what somebody tells of themselves before they do."""
        clauses = self.clauses
        return [each for each in clauses if each == clauses[-1] or not _own().match(each)]

    def understood(self, part: str) -> Understood:
        """What a part asks."""
        if part not in self._known:
            held = Filters(reports=self.whole.reports)
            self._known[part] = self.understanding.understand(part, filters=held)
        return self._known[part]

    def _parted(self, joins: str) -> list[str]:
        return _between(joins).split(self.whole.standalone)
