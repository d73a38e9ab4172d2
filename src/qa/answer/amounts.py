"""Amounts asked for, a number, a share or a sum of money: whether what was found gives one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum

from qa.answer.phrasing import load_phrasing
from qa.search.counting import asks_how_many, counted, numbers_in
from qa.search.stemming import stem, stems_of

_TOKEN = re.compile(r"[a-z0-9]+")
_PART = r"%|\bper cent\b|\bhalf\b|\bthirds?\b|\bquarters?\b"
_FRACTION = re.compile(_PART, re.I)
_SHARE = re.compile(
    rf"{_PART}|\bmajority\b|\bminority of\b|\b(?:almost|nearly|virtually) all\b|^All\b",
    re.I | re.M,
)
_SUM = re.compile(r"£|\bmillions?\b|\bpounds\b", re.I)
_NONE = re.compile(
    r"\b(?:no|none of|not any|does not \w+ any|do not \w+ any)\s((?:[\w'’-]+\s?){1,4})", re.I
)
_ONE = re.compile(
    r"\bone (?:young person|child|pupil|baby|teenager|family|case|school|home)\b", re.I
)
# "why is the number of ... falling": no number is asked for.
_EMBEDDED = re.compile(
    r"\b(?:why|how (?:is|are|was|were|do|does|did|has|have|can|could|will|would)|"
    r"(?:to )?(?:forecast|predict|estimat|reduc|bring down|cut)\w*)\b[^?]*"
    r"\b(?:how many|number of)\b",
    re.I,
)
_ASKING = frozenset(
    "number figure percentage per cent proportion share fraction rate average much many".split()
)
_TIME = frozenset(map(stem, ("year", "month", "week", "day", "hour", "minute")))
_OFTEN = re.compile(
    r"\b(?:daily|weekly|monthly|quarterly|annual(?:ly)?|yearly|once|twice|each year|every)\b", re.I
)
_ANY_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.I
)


class Amount(StrEnum):
    """What kind of amount a question asks for."""

    COUNT = "number"
    SHARE = "share"
    SUM = "sum of money"


@dataclass(frozen=True, slots=True)
class Given:
    """How near what was found comes to giving the amount asked for; all about 0 to 1.

    `reached` is the best cosine of a sentence that gives such an amount; `bare` is the rarity of
    the rarest word that the question shares with the best paragraphs and with none of those
    sentences; `said` is how near one of those sentences comes to the question's words, each by
    what it weighs, and `unsaid` the most that one word of the question is left out by it.
    `uncounted` is 1 where none of the sentences found best gives an amount; `gap` and `absent` are
    those of `Features`.
    """

    gap: float
    absent: float
    uncounted: float
    reached: float
    bare: float
    said: float
    unsaid: float

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers that the model goes by, in the order of its weights."""
        return astuple(self)


def amount_asked(question: str) -> Amount | None:
    """The kind of amount that a question asks for, if it asks for one.

    >>> amount_asked("How much do foster carers cost?")
    <Amount.SUM: 'sum of money'>
    >>> amount_asked("Why is the number of foster carers falling?")
    """
    phrasing = load_phrasing()
    if phrasing.sum_of_money.search(question):
        return Amount.SUM
    if phrasing.share.search(question):
        return Amount.SHARE
    return Amount.COUNT if asks_how_many(question) and not _EMBEDDED.search(question) else None


def amount_test(question: str) -> Callable[[str], bool]:
    """What tells whether a text gives an amount of the kind that a question asks for.

    >>> test = amount_test("How many homes does the council run?")
    >>> test("It runs three homes."), test("It runs no homes."), test("It is at Key Stage 2.")
    (True, True, False)
    """
    amount = amount_asked(question)
    if amount is Amount.SUM:
        return lambda text: bool(_SUM.search(text))
    if amount is Amount.SHARE:
        return lambda text: bool(_SHARE.search(text))
    what = counted(question)
    if stem("times") in what:
        return lambda text: bool(_ANY_NUMBER.search(text) or _OFTEN.search(text))
    if what & _TIME:
        return lambda text: bool(_ANY_NUMBER.search(text))
    return lambda text: _gives_count(text, what)


def _gives_count(text: str, what: frozenset[str]) -> bool:
    """Whether a text gives a number of things, or says that there are none of `what`."""
    # "one of the reasons": one counts only what is asked about.
    numbers = numbers_in(text)
    if any(number.printed.casefold() != "one" or number.counts(what) for number in numbers):
        return True
    if _ONE.search(text) or _FRACTION.search(text):  # "half of them" tells how many, too
        return True
    none = (_TOKEN.findall(found.group(1).casefold()) for found in _NONE.finditer(text))
    return any(what <= {stem(word) for word in words} for words in none if what)


def barest(
    rarity: Mapping[str, float],
    texts: Sequence[str],
    giving: Sequence[str],
) -> float:
    """The rarity of the rarest term that stands in `texts`, folded, and in no sentence `giving`;
    `rarity` is that of each term.
    """
    held = {word for text in texts for word in text.split()}
    said = {word for text in giving for word in stems_of(text)}
    bare = [rare for term, rare in rarity.items() if stem(term) in held - said]
    return max(bare, default=0.0)


def most_said(texts: Sequence[Sequence[tuple[str, float, float]]]) -> tuple[float, float]:
    """How near the text that says most comes to the question's words, and the most that one word
    is left out by it.

    Of each text: the question's words, each with its share of all that they weigh and the cosine
    of the text's nearest word. Words that only ask for an amount do not count.

    >>> met = [("pupils", 0.25, 1.0), ("number", 0.5, 0.1), ("excluded", 0.25, 0.5)]
    >>> most_said([met])
    (0.75, 0.25)
    """
    best = (0.0, 1.0)
    for words in texts:
        told = [(share, near) for word, share, near in words if word not in _ASKING]
        total = sum(share for share, _ in told) or 1.0
        said = sum(share * near for share, near in told) / total
        unsaid = max((share * (1 - near) for share, near in told), default=0.0) / total
        best = max(best, (said, unsaid))
    return best
