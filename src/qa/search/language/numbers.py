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
TIMED = 2  # words after a number that tell that it is a length of time
REACH = 8  # words after a number within which what it counts is named


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text prints it, with the stems of what follows: the next words of its clause,
    in order, and those that can be what it counts, before a word that leads on to something else
    ("for"). It is `of_some` where the text speaks of them as known ("the two schools that ...").
    """

    printed: str
    after: tuple[str, ...]
    heads: frozenset[str]
    of_some: bool = False

    @property
    def name(self) -> tuple[str, ...]:
        """What it counts as it is called: the words up to the first that it can count."""
        ends = [place for place, word in enumerate(self.after) if word in self.heads]
        return self.after[: ends[0] + 1] if ends else ()

    def counts(self, what: frozenset[str]) -> bool:
        """Whether it is a number of `what`, stems as `counted` tells them."""
        return what <= {*self.after} and bool(what & self.heads)

    def is_plainly(self, what: frozenset[str]) -> bool:
        """Whether it counts `what` and no part of it: "60 foster carers", and neither "60 in-house
        foster carers" nor "60 foster carers with a degree".
        """
        vague = self.of_some or self.printed.casefold() == "one"  # "from one school to another"
        if vague or not self.counts(what):
            return False
        table = count_words()
        end = 1 + max(self.after.index(word) for word in what)
        if not {*self.after[:end]} <= what | table.beside:
            return False
        then, where = (*self.after[end : end + 2], "", "")[:2]
        if then == "for" and where.isdigit():  # "13 schools for 11 to 16 year olds"
            return False
        return then not in table.narrows or (then == "in" and where in table.places)


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
    return list(dict.fromkeys(number.printed for number in counting_in(text, what)))


def counting_in(text: str, what: frozenset[str]) -> list[Number]:
    """The numbers a text gives of `what`, in order."""
    if not holds(text, what):
        return []
    return [number for number in numbers_in(text, what) if number.counts(what)]


def gives_people(text: str, what: frozenset[str] = frozenset()) -> bool:
    """Whether a text gives a number that may be of people, or of those of `what`: not of other
    people that reports count, nor of what they belong to alone.

    >>> gives_people("There were 130 children in two wards."), gives_people("Of them 40 are girls.")
    (True, True)
    >>> gives_people("Three teams serve children."), gives_people("There are 60 carers.")
    (False, False)
    """
    table = count_words()
    meant = what | table.anybody
    others = (table.bodies | table.things) - meant
    numbers = (number for number in numbers_in(text) if number.printed.casefold() != "one")
    return any(number.heads & meant or not number.heads & others for number in numbers)


def gives_any(text: str, what: frozenset[str]) -> bool:
    """Whether a text gives a number that may be of `what`, and not of another thing of nearly its
    name; whom one is of may be told by what was done to them ("12 pupils were excluded").

    >>> reviews = frozenset(map(stem, ("case", "reviews")))
    >>> gives_any("They read 53 case files.", reviews), gives_any("There were 2.", reviews)
    (False, True)
    >>> gives_any("There were 12 pupils excluded.", frozenset({"exclusion"}))
    True
    """
    table = count_words()
    others = (table.bodies | table.things) - what - table.persons
    for number in numbers_in(text):
        other = number.heads & others and what & {*number.name}
        if number.heads & what or not (number.printed.casefold() == "one" or other):
            return True
    return False


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
        if _is_length(after, wordings) and what.isdisjoint(map(stem, after[:TIMED])):
            continue
        # What is counted stands before the first word that leads on to something else.
        named = words_of(_POSSESSIVE.sub(" ", wordings.leads_on.split(clause, maxsplit=1)[0]))
        heads = map(stem, _heads(named, wordings))
        printed = (about.group() if about else "") + number
        of_some = bool(wordings.known.search(before))
        yield Number(printed, tuple(map(stem, after)), frozenset(heads), of_some)


def _is_length(after: Sequence[str], wordings: CountWords) -> bool:
    """Whether a number before these words is a length of time: "12 months", "10 working days"."""
    named = [word for word in after[:TIMED] if word not in wordings.timed]
    return not wordings.time.isdisjoint(named[:1])


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
