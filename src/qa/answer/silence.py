"""Which reports say nothing of a subject, where a question asks just that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from qa.answer.advice import subject_stems
from qa.answer.found import Found
from qa.data import read_table
from qa.patterns import any_of
from qa.search.question import Understood
from qa.search.stemming import stem


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `silence` of answers.toml: what asks for it, and stems of words that only ask."""

    asks: re.Pattern[str]
    only_ask: frozenset[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["silence"]
    return _Wordings(any_of(table["asks"]), frozenset(map(stem, table["only_ask"].split())))


def asks_who_is_silent(understood: Understood) -> bool:
    """Whether a question over several reports asks which of them do not speak of something."""
    asked = understood.standalone
    return understood.over_several and bool(_wordings().asks.search(asked))


def silent_on(understood: Understood, found: Found) -> list[str]:
    """The keys of the reports of which no paragraph found names the question's subject."""
    subject = subject_stems(understood) - _wordings().only_ask
    speaking = found.naming_all_of(subject)
    return [key for key in understood.reports if key not in speaking]
