"""What kind of fault a question asks about, and which sentences plainly tell one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from qa.answer.quotes.leaning import points_back
from qa.answer.quotes.sides import asks_for_fault, finds_fault
from qa.data import read_table
from qa.patterns import any_of, either
from qa.sentences import sentences

# Words between what tells that there was none of something and its name.
WORDS_BEFORE, WORDS_AFTER = 4, 8

_CLAUSE = re.compile(r";|,?\s+(?=(?:but|although|though|while|whilst|whereas|however)\b)", re.I)
_OPENING = re.compile(r"(?:Although|Though|While|Whilst|Despite)\b[^,;]*,\s*")
_GOES_ON = re.compile(
    r"\W*(?:but|although|though|while|whilst) (?:is|are|was|were|has|have|does|do)\b", re.I
)
_STANDS = re.compile(r"\W*(?:(?:but|although|though|while|whilst|however)\W+)?(?:it|they)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The tables `sides` and `faults` of answers.toml: what asks for a fault of a `narrow` kind;
    what asks `how_much` there was, or if that was `enough`, and tells that it was too `short`;
    what asks where there was none, and what `denies`; what says that there was `no_fault` ("no
    delay"), and words that alone tell of none; what tells that something was `lacking`.
    """

    narrow: re.Pattern[str]
    how_much: frozenset[str]
    enough: frozenset[str]
    short: re.Pattern[str]
    asks_lack: re.Pattern[str]
    denies: re.Pattern[str]
    no_fault: re.Pattern[str]
    lacking: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    sides, table = read_table("answers.toml")["sides"], read_table("answers.toml")["faults"]
    denying, none, lacks = (table[name].split() for name in ("denying", "none", "lacks"))
    named = {*sides["fault"].split()} - {*sides["asks_none"].split(), *denying}
    denies = either(denying)
    has = rf"(?:n['’]t|\bnot|\bnever) (?:[a-z]+ )?(?:{either(table['having'])})\b"
    unless = either([*denying, *table["unless"]])
    denied = rf"\b(?:{unless})(?: [\w'’-]+){{0,2}}? (?:{either(named)})\b"
    degree = either(table["degree"].split())
    lacking = rf"\b(?:(?:{denies})(?! (?:been )?(?:{degree})\b)|{either(lacks)})\b"
    return _Wordings(
        narrow=any_of(table["narrow"].split()),
        how_much=frozenset(table["how_much"].split()),
        enough=frozenset(table["enough"].split()),
        short=any_of(table["short"]),
        asks_lack=re.compile(rf"\b(?:{either([*none, *lacks])})\b|{has}", re.I),
        denies=re.compile(rf"\b(?:{denies})\b|n['’]t\b", re.I),
        no_fault=re.compile(rf"{denied}|\b(?:{either([*none, *table['called']])})\b", re.I),
        lacking=re.compile(lacking, re.I),
    )


def asks_for_any_fault(question: str) -> bool:
    """Whether a question takes it that something was at fault, in whatever way: not just slow, nor
    that one thing was not done; or that there was none of it, or not enough.

    >>> asks_for_any_fault("Which boroughs had trouble with records?")
    True
    >>> asks_for_any_fault("Which boroughs had slow reviews?")
    False
    >>> asks_for_any_fault("Which boroughs never wrote a plan?")
    False
    """
    known = _wordings()
    if not asks_for_fault(question) or known.narrow.search(question):
        return False
    told = asks_for_lack(question) or asks_for_enough(question)
    return told or asks_for_fault(known.denies.sub(" ", question))


def asks_for_enough(question: str) -> bool:
    """Whether a question takes it that there was not enough of something."""
    return bool(_wordings().enough.intersection(re.findall(r"[a-z]+", question.casefold())))


def asks_for_lack(question: str) -> bool:
    """Whether a question takes it that there was none of something, and not that it was bad.

    >>> asks_for_lack("Which boroughs had no nurse?"), asks_for_lack("Which didn't have a nurse?")
    (True, True)
    >>> asks_for_lack("Where were there not enough nurses?")
    False
    """
    known = _wordings()
    left = known.asks_lack.sub(" ", question)
    return left != question and not asks_for_enough(question) and not asks_for_fault(left)


def says_at_fault(word: str) -> bool:
    """Whether a word of a question says that something was at fault, and names nothing."""
    return asks_for_fault(word) or word in _wordings().how_much


def tells_fault(text: str) -> bool:
    """Whether a text tells of a fault, and not only that there was none.

    >>> tells_fault("Visits take place without undue delay."), tells_fault("Visits are delayed.")
    (False, True)
    """
    return finds_fault(_wordings().no_fault.sub(" ", text))


def tells_shortage(text: str) -> bool:
    """Whether a text tells of a fault that is that there is not enough.

    >>> tells_shortage("Capacity is limited."), tells_shortage("Plans are poor.")
    (True, False)
    """
    return tells_fault(text) and bool(_wordings().short.search(text))


def tells_lack(text: str, names: Callable[[str], bool]) -> bool:
    """Whether a clause tells that there is none of what a test `names`, not that it is not as it
    should be: near to its name, if it names that.

    >>> tells_lack("There is no nurse.", lambda said: "nurse" in said)
    True
    >>> tells_lack("The nurse is not always told.", lambda said: "nurse" in said)
    False
    """
    if _GOES_ON.match(text):
        return False  # "The plan is good, but does not name a nurse": there is a plan
    named = names(text)
    return any(not named or names(near) for near in _around_lack(text))


def _around_lack(text: str) -> Iterator[str]:
    """What tells in a clause that there was none of something, with the words around it."""
    for found in _wordings().lacking.finditer(text):
        before = text[: found.start()].split()[-WORDS_BEFORE:]
        after = text[found.end() :].split()[:WORDS_AFTER]
        yield " ".join([*before, *after])


def tells_of(text: str, names: Callable[[str], bool], tells: Callable[[str], bool]) -> bool:
    """Whether a clause of a text tells such a thing of what another test `names`; one that stands
    for it by a word, or names it again, does, too.

    >>> tells_of("Visits are made, but notes are poor.", lambda said: "note" in said, tells_fault)
    True
    >>> tells_of("Visits are made, but notes are poor.", lambda said: "isit" in said, tells_fault)
    False
    """
    before, named = "", False
    for said in _clauses(text):
        stands = _STANDS.match(said) or _GOES_ON.match(said) or points_back(said, before)
        named = names(said) or (named and bool(stands))
        if named and tells(said):
            return True
        before = said
    return False


def _clauses(text: str) -> Iterator[str]:
    """The sentences of a text, parted where they turn."""
    for span in sentences(text):
        said = text[span.start : span.end]
        opening = _OPENING.match(said)
        end = opening.end() if opening else 0
        yield from filter(None, [said[:end], *_CLAUSE.split(said[end:])])
