"""The numbers that a text gives, and what each counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from qa.search.language.count_words import CountWords, count_words
from qa.search.language.stemming import stem, words_of

_POSSESSIVE = re.compile(r"\b\w+['’]s?(?!\w)")
_CLAUSE_END = re.compile(r"[.,;:]\s")
LONGEST_NAME = 14  # characters of what stands before a number ("section 47"), and the space
REACH = 8  # words after a number within which what it counts is named


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text prints it, with the stems of what follows: the next words of its clause,
    and those that can be what it counts, before a word that leads on to something else ("for").
    """

    printed: str
    after: frozenset[str]
    heads: frozenset[str]

    def counts(self, what: frozenset[str]) -> bool:
        """Whether it is a number of `what`, stems as `counted` tells them."""
        return what <= self.after and bool(what & self.heads)


def numbers_of(text: str, what: frozenset[str]) -> list[str]:
    """The numbers a text gives of `what`, each once, in order, as printed.

    >>> numbers_of("Services have 60 foster carers and one home, in 2 wards.", frozenset(
    ...     {"foster", "carer"}))
    ['60']
    >>> numbers_of("Three children's teams provide services for children.", frozenset({"children"}))
    []
    >>> numbers_of("There is one pupil referral unit, with 30 pupils.", frozenset({"pupil"}))
    ['30']
    >>> numbers_of("More than 160 pupils, all over 12, left.", frozenset({"pupil"}))
    ['More than 160']
    >>> numbers_of("Three quarters of care leavers work.", frozenset({"leaver"}))
    []
    """
    if not holds(text, what):
        return []
    given = (number.printed for number in numbers_in(text, what) if number.counts(what))
    return list(dict.fromkeys(given))


def gives_people(text: str, what: frozenset[str] = frozenset()) -> bool:
    """Whether a text gives a number that may be of people, or of those of `what`: not of other
    people that reports count, nor of what they belong to alone.

    >>> gives_people("There were 130 children in two wards."), gives_people("Of them 40 are girls.")
    (True, True)
    >>> gives_people("Three teams serve children."), gives_people("There are 60 carers.")
    (False, False)
    """
    wordings = count_words()
    meant = what | wordings.anybody
    others = (wordings.bodies | {stem(thing) for thing in wordings.things}) - meant
    numbers = (number for number in numbers_in(text) if number.printed.casefold() != "one")
    return any(number.heads & meant or not number.heads & others for number in numbers)


def holds(text: str, what: frozenset[str]) -> bool:
    """Whether a text may give a number of `what`: a glance, by which most need not be read.

    A stem is what its word begins with, so the text has it somewhere.
    """
    folded = text.casefold()
    return all(stem in folded for stem in what)


def gives_number(text: str, what: frozenset[str]) -> bool:
    """Whether a text gives a number of these things, told by their stems.

    >>> gives_number("Services have 60 foster carers.", frozenset({"foster", "carer"}))
    True
    """
    return holds(text, what) and any(number.counts(what) for number in numbers_in(text, what))


def numbers_in(text: str, what: frozenset[str] = frozenset()) -> Iterator[Number]:
    """The numbers of things that a text gives, in order; of `what`, where that is told, all those
    that count it, and others seldom.
    """
    wordings = count_words()
    for start, stop in _places_of_numbers(text):
        number, end = text[start:stop], _CLAUSE_END.search(text, stop)
        clause = text[stop : end.start() if end else None].casefold()
        if not all(stem in clause for stem in what):
            continue
        before = text[max(0, start - LONGEST_NAME) : start]
        if wordings.names(before, number):
            continue
        one = number.casefold() == "one"
        about = None if one else wordings.about.search(before)
        after = words_of(clause)[:REACH]
        # What is counted stands before the first word that leads on to something else.
        named = words_of(_POSSESSIVE.sub(" ", wordings.leads_on.split(clause, maxsplit=1)[0]))
        heads = map(stem, _heads(named, wordings))
        printed = (about.group() if about else "") + number
        yield Number(printed, frozenset(map(stem, after)), frozenset(heads))


@lru_cache(maxsize=4096)  # the same paragraphs and sentences are found again and again
def _places_of_numbers(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(number.span() for number in count_words().number.finditer(text))


def _heads(words: Sequence[str], wordings: CountWords) -> Iterator[str]:
    """The words that a number before them can count: several, or the last before the name ends. In
    "one pupil referral unit" and "two pupil places" no pupils are counted.
    """
    for word, after in pairwise([*words, ""]):
        several = word in wordings.many or (word.endswith("s") and not word.endswith("ss"))
        if several or not after or after in wordings.ends or after in wordings.small:
            yield word
