"""Whether it is asked where in a report something stands, and of what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from qa.data import read_table
from qa.patterns import any_of, either, whole
from qa.search.asked.question import Understood


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `whereabouts` of answers.toml: what asks where something stands, and the words of
    such a question that name no subject; `headed` are parts that have a heading.
    """

    asks: re.Pattern[str]
    headed: re.Pattern[str]
    asking: re.Pattern[str]


def asks_where(question: str) -> bool:
    """Whether a question asks where in a report something stands.

    >>> asks_where("Whereabouts in the report is theft mentioned?"), asks_where("Which page?")
    (True, True)
    >>> asks_where("Which bit of the report is that?"), asks_where("Where does it say so?")
    (True, True)
    >>> asks_where("Where are children placed?"), asks_where("Which parts of it were weak?")
    (False, False)
    >>> asks_where("Where do children say that they feel unsafe?")
    False
    """
    return bool(_wordings().asks.search(question))


def asks_for_section(question: str) -> bool:
    """Whether it is asked which part of a report is on something, which may be its heading.

    >>> asks_for_section("Which section covers theft?"), asks_for_section("Where is theft named?")
    (True, False)
    """
    return bool(_wordings().headed.search(question))


def less_where(understood: Understood) -> Understood:
    """A question less the words that only ask where something stands."""
    return replace(understood, terms=tuple(words_less_where(understood.terms)))


def words_less_where(words: Iterable[str]) -> list[str]:
    """Words less those that only ask where something stands.

    >>> words_less_where(["paragraph", "mentions", "theft"])
    ['theft']
    """
    return [word for word in words if not _wordings().asking.fullmatch(word)]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["whereabouts"]
    where, telling = whole(table["where"]), whole(table["telling"])
    report = rf"(?:the |that |this |its |their )?(?:[\w'’]+ ){{0,4}}?{whole(table['report'])}"
    speakers = rf"(?:{report}|{whole(table['speakers'])})"
    which, reading = (
        r"\b(?:which|what)",
        rf"(?:can|could|do|should) (?:i|we) {whole(table['finding'])}",
    )
    ends = r"(?=\W*(?:$|\()| (?:in|by|at)\b)"
    ways = (
        # "where in the report is ...?", "where does it say ...?", "where is ... mentioned?"
        rf"{where} (?:(?:exactly|else) )?(?:in|of) {report}",
        rf"{where} (?:exactly )?(?:(?:does|do|did) )?{speakers} {telling}",
        rf"{where} {reading}[^?]*? (?:in|of) {report}",
        rf"{where} (?:is|are|was|were)\b[^?]*?{whole(table['told'])}{ends}",
        rf"{where} (?:is|was|does|did|do you get) (?:that|this|it) {whole(table['from'])}",
        # "which paragraph is it?", "which section covers ...?", "which bit of the report ...?"
        rf"{which} {whole(table['numbered'])}",
        rf"{which} {whole(table['parts'])} (?:of|in) {report}",
        rf"{which} {whole(table['parts'])} (?:does|do|did) {report}",
        rf"{whole(table['pointing'])} (?:the )?{whole([*table['numbered'], *table['parts']])}",
        rf"{which} {whole(table['parts'])} (?:{telling}|(?:is|was) (?:that|this|it)\b)",
    )
    asking = [*table["numbered"], *table["parts"], *table["report"], *table["asking"].split()]
    return _Wordings(
        asks=re.compile("|".join(ways), re.I),
        headed=any_of(table["headed"]),
        asking=re.compile(either(asking), re.I),
    )
