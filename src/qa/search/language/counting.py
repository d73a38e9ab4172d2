"""How many: what a question counts, and the numbers that a text gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from types import MappingProxyType

from qa.data import read_table
from qa.patterns import any_of, either, whole
from qa.search.language.number_asked import asking_number
from qa.search.language.stemming import stem, words_of

_POSSESSIVE = re.compile(r"\b\w+['’]s?(?!\w)")
_END = re.compile(r"\bthe (?:most|fewest)$", re.I)
_CLAUSE_END = re.compile(r"[.,;:]\s")
LONGEST_NAME = 14  # characters of what stands before a number ("section 47"), and the space
MOST_COUNTED = 3  # words that name what is counted
REACH = 8  # words after a number within which what it counts is named


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `count` of questions.toml.

    `asked` asks for a number; `done` are words of what was done to most; after `change` it asks
    how far that went up or down. `ends` are words that end the name of what is counted, `small`
    those in it that name nothing, `leads_on` those that lead to something else; `many` are of
    several without an "s", `bodies` what people belong to, and `anybody` people of any kind.
    `number` finds numbers, and `named` what makes of one a name; after `older` it is an age if it
    is no more than `oldest`. `about` tells that it is none exactly.
    """

    asked: re.Pattern[str]
    done: frozenset[str]
    change: re.Pattern[str]
    ends: frozenset[str]
    small: frozenset[str]
    many: frozenset[str]
    counted_as: Mapping[str, str]
    things: frozenset[str]
    number: re.Pattern[str]
    named: re.Pattern[str]
    older: re.Pattern[str]
    oldest: int
    about: re.Pattern[str]
    leads_on: re.Pattern[str]
    bodies: frozenset[str]
    anybody: frozenset[str]

    def asking(self, question: str) -> re.Match[str] | None:
        """Where a question asks for a number of things."""
        asked = self.asked.search(question)
        return None if asked and self.change.search(question, 0, asked.start()) else asked

    def names(self, before: str, number: str) -> bool:
        """Whether a number, as printed, is a name or an age by what stands before it."""
        if self.older.search(before):
            figure = number.replace(",", "")
            return not figure.isdigit() or int(figure) <= self.oldest
        return bool(self.named.search(before))


def people_words() -> frozenset[str]:
    """The stems of words for people of any kind."""
    return _wordings().anybody


def number_words() -> tuple[str, ...]:
    """The numbers that texts give in words, from one on."""
    return tuple(read_table("questions.toml")["count"]["words"].split())


@cache
def _wordings() -> _Wordings:
    table = read_table("questions.toml")["count"]
    return _Wordings(
        asked=asking_number(),
        done=frozenset(word for done in table["were_had"] for word in done.split()),
        change=any_of(table["unless_after"]),
        ends=frozenset(table["ends"].split()),
        small=frozenset(table["small"].split()),
        many=frozenset(table["many"].split()),
        counted_as=MappingProxyType(table["counted_as"]),
        things=frozenset(table["things"].split()),
        number=_number(number_words(), table["time"].split()),
        named=re.compile(rf"{whole(table['numbered'].split())}\s*$", re.I),
        older=re.compile(rf"{whole(table['older'])}\s*$", re.I),
        oldest=table["oldest"],
        about=re.compile(rf"{whole(table['about'])}\s*$", re.I),
        leads_on=re.compile(rf"(?<=\w)\s(?:{either(table['leads_on'].split())})\s"),
        bodies=frozenset(map(stem, table["bodies"].split())),
        anybody=frozenset(map(stem, table["anybody"].split())),
    )


def _number(words: Sequence[str], time: Iterable[str]) -> re.Pattern[str]:
    """Numbers as reports print them: no year, no share of a whole, no part of a date or a decimal,
    no age or range of ages ("16-17 year olds"), no length of time and no part of a whole in words.
    """
    # What one begins with comes first: most places of a text are passed over by that alone.
    begins = "".join(sorted({word[0] for word in words}))
    return re.compile(
        rf"(?=[\d{begins}])(?:"
        r"(?<![\w.,/£-])(?!(?:19|20)\d\d\b)\d{1,3}(?:,?\d{3})*"
        r"(?![\w%/]|[.,]\d| per cent| ?%|[- ](?:to[- ])?\d|[–—+]|[- ]years?\b)|"
        rf"{whole(words)}(?!\s(?:{either(time)})\b))",
        re.I,
    )


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


def asks_how_many(question: str) -> bool:
    """Whether a number of things is asked for.

    >>> asks_how_many("How many foster carers are there?"), asks_how_many("Which carers?")
    (True, False)
    """
    return _wordings().asking(question) is not None


def asks_who_has_most(question: str) -> bool:
    """Whether it is asked who has the most, or the fewest, of something that reports count.

    >>> asks_who_has_most("In which were the most case files read?")
    True
    >>> asks_who_has_most("Which were the most vulnerable children?")
    False
    """
    asked = _wordings().asking(question)
    if asked is None or asked.group().casefold().startswith("with"):
        return False  # "schools with the most vulnerable children"
    return bool(_END.search(asked.group()))


def number_words_asked(question: str) -> frozenset[str]:
    """The words by which a question asks for a number, which name nothing that is counted.

    >>> sorted(number_words_asked("Who looked at the most files?"))
    ['at', 'looked', 'most', 'the']
    """
    asked = _wordings().asking(question)
    if asked is None:
        return frozenset()
    words = words_of(asked.group().casefold())
    done = _wordings().done if words[0] in ("was", "were") else ()  # "... the most files read"
    return frozenset((*words, *done))


def as_printed(question: str) -> str:
    """A question in small letters, with what it counts called as reports call it.

    >>> as_printed("How many children in care?")
    'how many looked after children?'
    """
    text = question.casefold()
    for said, printed in _wordings().counted_as.items():
        text = text.replace(said, printed)
    return text


def counted(question: str) -> frozenset[str]:
    """The stems of what a question counts ("how many foster carers ..."); empty if nothing.

    >>> sorted(counted("How many foster carers does Redbridge have?"))
    ['carer', 'foster']
    >>> counted("How good are foster carers?")
    frozenset()
    """
    wordings = _wordings()
    asked = wordings.asking(question)
    if asked is None:
        return frozenset()
    rest = question[asked.end() :]
    if not words_of(rest) or rest.lstrip().startswith(";"):
        # A follow-up made whole: "foster carers; how many; Barnet".
        rest = question[: asked.start()]
    words: list[str] = []
    for word in words_of(as_printed(rest)):
        if word in wordings.ends or len(words) == MOST_COUNTED:
            break
        if word not in wordings.small:
            words.append(stem(word))
    return frozenset(words)


def counts_in(question: str, what: frozenset[str]) -> bool:
    """Whether a question counts only those of `what` (see `counted`) that have to do with something
    else that reports count.

    >>> what = counted("How many looked after children are there?")
    >>> counts_in("How many looked after children were in placements far away?", what)
    True
    >>> counts_in("How many looked after children were there when inspectors came?", what)
    False
    """
    asked = _wordings().asking(question)
    said = {stem(word) for word in words_of(as_printed(question[asked.end() :]))} if asked else ()
    return bool({stem(thing) for thing in _wordings().things} & {*said} - what)


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
    wordings = _wordings()
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
    wordings = _wordings()
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
    return tuple(number.span() for number in _wordings().number.finditer(text))


def _heads(words: Sequence[str], wordings: _Wordings) -> Iterator[str]:
    """The words that a number before them can count: several, or the last before the name ends. In
    "one pupil referral unit" and "two pupil places" no pupils are counted.
    """
    for word, after in pairwise([*words, ""]):
        several = word in wordings.many or (word.endswith("s") and not word.endswith("ss"))
        if several or not after or after in wordings.ends or after in wordings.small:
            yield word
