"""How many: what a question counts."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.search.language.count_words import count_words
from qa.search.language.number_asked import asking_most
from qa.search.language.stemming import stem, words_of

_SENTENCE_END = re.compile(r"[?!:;]|\.(?:\s|$)")
MOST_COUNTED = 3  # words that name what is counted


def people_words() -> frozenset[str]:
    """The stems of words for people of any kind."""
    return count_words().anybody


@lru_cache(maxsize=256)  # a question is looked at by several parts of an answer
def asks_how_many(question: str) -> bool:
    """Whether a number of things is asked for.

    >>> asks_how_many("How many foster carers are there?"), asks_how_many("Which carers?")
    (True, False)
    """
    return count_words().asking(question) is not None


def asks_who_has_most(question: str) -> bool:
    """Whether it is asked who has the most, or the fewest, of something that reports count.

    >>> asks_who_has_most("In which were the most case files read?")
    True
    >>> asks_who_has_most("Who has the largest number of pupils?")
    True
    >>> asks_who_has_most("Which were the most vulnerable children?")
    False
    """
    asked = count_words().asking(question)
    if asked is None or asked.group().casefold().startswith("with"):
        return False  # "schools with the most vulnerable children"
    return bool(asking_most().search(asked.group()))


def number_words_asked(question: str) -> frozenset[str]:
    """The words by which a question asks for a number, which name nothing that is counted.

    >>> words = number_words_asked("Who looked at the most files lately?")
    >>> sorted(words & {"looked", "at", "the", "most", "files", "lately"})
    ['at', 'lately', 'looked', 'most', 'the']
    """
    asked = count_words().asking(question)
    if asked is None:
        return frozenset()
    words = words_of(asked.group().casefold())
    done = count_words().done if words[0] in ("was", "were") else ()  # "... the most files read"
    return frozenset((*words, *done, *count_words().by_the_way))


def as_printed(question: str) -> str:
    """A question in small letters, with what it counts called as reports call it.

    >>> as_printed("How many children in care?")
    'how many looked after children?'
    """
    text = question.casefold()
    for said, printed in count_words().counted_as.items():
        text = text.replace(said, printed)
    return text


@lru_cache(maxsize=256)
def counted(question: str) -> frozenset[str]:
    """The stems of what a question counts ("how many foster carers ..."); empty if nothing.

    >>> sorted(counted("How many foster carers does Redbridge have?"))
    ['carer', 'foster']
    >>> sorted(counted("Who had the most foster carers? Give the numbers"))
    ['carer', 'foster']
    >>> counted("How good are foster carers?")
    frozenset()
    """
    wordings = count_words()
    asked = wordings.asking(question)
    if asked is None:
        return frozenset()
    rest = question[asked.end() :]
    if not words_of(rest) or rest.lstrip().startswith(";"):
        # A follow-up made whole: "foster carers; how many; Barnet".
        rest = question[: asked.start()]
    rest = _SENTENCE_END.split(rest.lstrip(" :,"))[0]  # "of foster carers? Give the numbers"
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
    asked = count_words().asking(question)
    said = {stem(word) for word in words_of(as_printed(question[asked.end() :]))} if asked else ()
    return bool(count_words().things & {*said} - what)
