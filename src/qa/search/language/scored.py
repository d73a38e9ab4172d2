"""Grades by their numbers, as questions name them, and what is asked of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from qa.data import read_table
from qa.patterns import OPENS, either, whole


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `scores` of questions.toml; all find without letter case.

    `plural` finds several of a number at once ("threes"), in words those of `plurals`, and `worded`
    one ("grade three"). `is_so` asks whether a number is a grade of some kind, with `lead` where
    something tells that it is one, and `end` where that kind is an end of its scale; `either_end`
    asks of one named before which end it is; `means` asks what one means, and `defines` what a
    grade's word does.
    """

    plural: re.Pattern[str]
    worded: re.Pattern[str]
    plurals: tuple[str, ...]
    is_so: re.Pattern[str]
    either_end: re.Pattern[str]
    means: re.Pattern[str]
    defines: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    data = read_table("questions.toml")
    table, grade = data["scores"], rf"(?:{either(data['wanted']['grades'])})"
    plurals = tuple(table["plurals"])
    several = either(plurals[1:])  # "got new ones"
    lead = rf"\b(?:{either(table['before_plurals'])}) (?:(?:{either(table['of_plurals'])}) )?"
    among = rf"(?! (?:and|or) (?:{several}))"  # children of these ages
    after = rf"(?=\s*(?:[^\w\s]|$)|\s+{whole(table['after'].split())})"
    # "is 4 good weeks enough?" is none: nothing follows an end of a scale that is good or bad.
    so = rf"(?:the |a )?(?:(?P<end>{either(table['ends'].split())})|(?:{either(table['kinds'])}))\b"
    ends = rf"(?:the )?(?:{either(table['ends'].split())})\b"
    return _Wordings(
        plural=re.compile(
            rf"(?P<lead>{lead})(?P<several>{several})\b{among}|(?<!\d)(?P<figure>[1-4])s\b", re.I
        ),
        worded=re.compile(rf"(?<=\bgrade )(?:{either(word[:-1] for word in plurals)})\b", re.I),
        plurals=plurals,
        is_so=re.compile(
            rf"\b(?P<verb>is|was|are|be|does|did) (?P<lead>an? |grade |mark )?(?P<number>[1-4])"
            rf"(?P<so> (?:(?:mean|still|then|really) )*{so}){after}",
            re.I,
        ),
        either_end=re.compile(
            rf"\b[1-4]\b[^?]*\b(?:is|was) (?:that|it|this) {ends}[^?.;]*\bor {ends}", re.I
        ),
        means=re.compile(
            rf"\b(?:does|did|do|would) (?:an? |the )?(?:grade |mark |score )?[1-4] "
            rf"(?:\w+ly )?{whole(table['means'])}"
            # "is a 3 in 2007 as good as ...?"
            rf"|^{OPENS}(?:is|was) (?:a|grade) [1-4] (?:in|from|under) (?!\d\d?\b)",
            re.I,
        ),
        defines=re.compile(
            rf"{whole(table['defines'])} (?:an? |the )?{grade}(?: (?:grade|judgement))?\b{after}|"
            rf"\b(?:is|was|does|did) {grade} (?:\w+ )?the same {whole(table['numbers'])}",
            re.I,
        ),
    )


def asks_of_meaning(question: str) -> bool:
    """Whether a question asks what a grade means, or of its number if it is a good one, the same.

    >>> asks_of_meaning("was a 3 good back then?"), asks_of_meaning("is a 3 the same in it")
    (True, True)
    >>> asks_of_meaning("what does 3 mean in Brent?"), asks_of_meaning("what counts as adequate?")
    (True, True)
    >>> asks_of_meaning("are 4 good schools enough?"), asks_of_meaning("what counts as good care?")
    (False, False)
    """
    wordings = _wordings()
    ways = (wordings.is_so, wordings.means, wordings.defines)
    return any(pattern.search(question) for pattern in ways)


def asks_which_end(question: str) -> bool:
    """Whether a question asks which end of a scale a grade by its number is.

    >>> asks_which_end("is 4 the best or the worst?"), asks_which_end("so is grade 1 good?")
    (True, True)
    >>> asks_which_end("It got a 4, is that the worst you can get or the best?")
    True
    >>> asks_which_end("is 4 good weeks enough?"), asks_which_end("which got a 4?")
    (False, False)
    """
    told = with_scores(question)
    ends = (found["end"] for found in _wordings().is_so.finditer(told))
    return any(ends) or bool(_wordings().either_end.search(told))


def with_scores(text: str) -> str:
    """A text with grades by their numbers in figures, several of a number told as one.

    >>> with_scores("it got threes, and 2s in 2011: is grade two good?")
    'it got a 3, and a 2 in 2011: is grade 2 good?'
    >>> with_scores("are the new ones better? free places for threes and fours?")
    'are the new ones better? free places for threes and fours?'
    >>> with_scores("is 4 the best or the worst?")
    'is a 4 the best or the worst?'
    """
    wordings = _wordings()

    def several(found: re.Match[str]) -> str:
        number = found["figure"] or 1 + wordings.plurals.index(found["several"].casefold())
        return f"{found['lead'] or ''}a {number}"

    def one(found: re.Match[str]) -> str:
        return str(1 + wordings.plurals.index(f"{found.group().casefold()}s"))

    text = wordings.worded.sub(one, wordings.plural.sub(several, text))
    return wordings.is_so.sub(_with_lead, text)


def _with_lead(found: re.Match[str]) -> str:
    """A number that a question asks of as of a grade, told as one."""
    return f"{found['verb']} {found['lead'] or 'a '}{found['number']}{found['so']}"
