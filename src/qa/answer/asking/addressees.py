"""To whom recommendations are made: the body that a question asks about, and those made to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from qa.answer.asking.phrasing import load_phrasing
from qa.data import read_table
from qa.patterns import either, whole
from qa.report import Recommendation
from qa.search.asked.question import Understood

# Who is to act stands after a verb ("what must the board do?"), before a demand ("what the board
# was told"), or after what leads to it ("recommendations for the board").
_ASIDE = r"(?:(?:the|its|their|all|local|own|any|every) ){0,3}"
_BEFORE = rf"\b(?:must|should|is|are|was|were|do|does|did|has|have|had|what['’]?s) {_ASIDE}"
_DEMANDED = (
    r" (?:\w+ ){0,2}?(?:must|should|has to|have to|had to|needs? to|needed to|(?:is|are|was|were) "
    r"(?:told|asked|ordered|required|expected|supposed|instructed|recommended|meant)|told|asked)\b"
)
_LED_TO = (
    r"\b(?:recommendations?|recommended|demands?|demanded|asked|required|expected|tasks?|actions?|items?|ones?|"
    rf"those|these|which|anything|something) (?:(?:is|are|was|were|made|meant|there) ){{0,2}}"
    rf"(?:for|of|to) {_ASIDE}"
)
_I_AM = r"\b(?:as|i am|i['’]?m|speaking as) (?:an? )?(?:\w+ )?"
_ASKS_OF_ME = re.compile(
    r"\b(?:am|was|were|are|do|did|must|should|have|has|had) (?:i|we)\b|"
    r"\b(?:i|we) (?:am|was|were|are|must|should|have to|had to|need to|told|asked)\b|"
    r"\b(?:of|to|for) (?:me|us)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """A body as a question calls it, and what finds it in a list of recommendations; `own` is by
    its own name, where a list may have another; one that `asks` may ask of all that was demanded.
    """

    said: str
    named: re.Pattern[str]
    own: bool = False
    asks: bool = False

    def is_told(self, row: Recommendation) -> bool:
        """Whether a recommendation is made to it: its owner, or named in one without."""
        return bool(self.named.search(row.owner or row.text))


@dataclass(frozen=True, slots=True)
class _Body:
    """A body in the places of a question where it is who has to act, or who asks."""

    asked: re.Pattern[str]
    asking: re.Pattern[str]
    named: re.Pattern[str]


def addressee_of(understood: Understood) -> Addressee | None:
    """To whom the recommendations are that a question asks for, if it says so."""
    own = load_phrasing().health_body.search(understood.standalone)
    if own:  # by its own name: "NHS Harrow"
        name = own.group()
        return Addressee(name, re.compile(re.escape(name)), own=True)
    for body in _bodies():
        found = body.asked.search(understood.query)
        asks = not found and bool(_ASKS_OF_ME.search(understood.query))
        if asks:
            found = body.asking.search(understood.standalone)
        if found:
            return Addressee(next(filter(None, found.groups())), body.named, asks=asks)
    return None


def made_to(rows: Sequence[Recommendation], addressee: Addressee) -> list[Recommendation]:
    """Those of some recommendations that are made to a body; where none is, those that name it."""
    told = [row for row in rows if addressee.is_told(row)]
    return told or [row for row in rows if addressee.named.search(row.text)]


@cache
def _bodies() -> tuple[_Body, ...]:
    table = read_table("answers.toml")["recommendations"]["addressees"]
    return tuple(_body(called.split(", "), named) for called, named in table.items())


def _body(called: Iterable[str], named: Iterable[str]) -> _Body:
    name = rf"({either(called)})\b"
    return _Body(
        asked=re.compile(rf"{_BEFORE}{name}|\b{name}{_DEMANDED}|{_LED_TO}{name}", re.I),
        asking=re.compile(rf"{_I_AM}{name}", re.I),
        named=re.compile("|".join(map(_finding, named)), re.I),
    )


def _finding(named: str) -> str:
    return rf"\b\w*{named[1:]}\b" if named.startswith("*") else whole([named])
