"""The parts of a question that may each ask for something of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from qa.data import read_table
from qa.patterns import whole
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


@dataclass(frozen=True)
class Parts:
    """The parts of a question, each understood once, within the reports of the whole."""

    understanding: Understanding
    whole: Understood
    _known: dict[str, Understood] = field(default_factory=dict)

    @property
    def questions(self) -> list[str]:
        """The parts that may be answered one by one."""
        # A comma alone may lead to what only tells more of a thing: "the panel, where ...".
        return self._parted(r"\s*[;?.]\s+(?:and\s+)?|,?\s+and\s+")

    @property
    def clauses(self) -> list[str]:
        """The same, also those that only a comma parts: "who led it, what did they say?"."""
        return clauses_of(self.whole.standalone)

    def understood(self, part: str) -> Understood:
        """What a part asks."""
        if part not in self._known:
            held = Filters(reports=self.whole.reports)
            self._known[part] = self.understanding.understand(part, filters=held)
        return self._known[part]

    def _parted(self, joins: str) -> list[str]:
        return _between(joins).split(self.whole.standalone)
