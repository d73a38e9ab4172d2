"""Whether a question asks how good something is, in whatever words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from qa.authorities import fold
from qa.data import read_table
from qa.patterns import OPENS, any_of, whole
from qa.search.asked.question import Understood


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `verdict` of answers.toml: what asks for a verdict anywhere in a question, and at
    the end of what it asks ("are children safe?", "what is the leadership like?") or the beginning
    ("how are the schools?").
    """

    how_good: re.Pattern[str]
    whether_so: re.Pattern[str]
    what_like: re.Pattern[str]
    how_is: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["verdict"]
    asked = rf"{OPENS}{whole(table['asking_whether'].split())}[^.;?]*?"
    ends = rf"(?=\W*$|[,.;:?]| {whole(table['after_like'].split())})"
    return _Wordings(
        how_good=any_of(table["how_good"]),
        whether_so=re.compile(rf"{asked}(?P<so>{whole(table['whether_so'])})", re.I),
        what_like=re.compile(rf"{OPENS}{whole(table['what'])}[^.;?]* (?P<so>like){ends}", re.I),
        how_is=re.compile(rf"{OPENS}(?P<so>{whole(table['how_is'])})", re.I),
    )


def says_how_good(understood: Understood) -> bool:
    """Whether a question asks how good something is."""
    return bool(_verdicts(understood.standalone, understood.query))


def verdict_words(understood: Understood) -> frozenset[str]:
    """The words by which a question asks how good something is, which name nothing."""
    said = _verdicts(understood.standalone, understood.query)
    return frozenset(word for verdict in said for word in fold(verdict).split())


@lru_cache(maxsize=64)  # asked again and again of one question
def _verdicts(asked: str, query: str) -> tuple[str, ...]:
    wordings, found = _wordings(), []
    for text in dict.fromkeys((asked, query)):  # as typed, and put plainly
        found += wordings.how_good.findall(text)
    ways = (wordings.whether_so, wordings.what_like, wordings.how_is)
    matches = (pattern.match(asked) for pattern in ways)
    return (*found, *(match["so"] for match in matches if match))
