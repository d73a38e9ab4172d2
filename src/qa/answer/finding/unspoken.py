"""What a question names and none of the paragraphs found names: a subject of the field, or a body.

A paragraph on the health of teenagers is near to "are there school dinners?", and no answer to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from qa.answer.asking.naming import own_names
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.finding.confidence import stands
from qa.authorities import fold, load_authorities
from qa.data import read_table
from qa.index.encoding.contentwords import stop_words
from qa.patterns import whole
from qa.search.asked.lexicon import load_lexicon
from qa.search.language.english import is_english
from qa.search.language.stemming import stem, stemmed, stems_of, words_of

# In capitals, inside a sentence, and no abbreviation.
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]{2,}\b|^[A-Z][a-z]{2,}(?=:)")
# Where a place is named, in capitals or not: last of all, or before a colon.
_PLACED = re.compile(r"(?:\b(?:for|in|of|at)\s+([a-z]{5,})(?=\W*$)|^([a-z]{5,})(?=:))")


def unspoken_of(question: str, texts: Iterable[str], typed: str = "") -> str:
    """What a question names that no text does: the first body's own name, or subject where no other
    that it names is there; or nothing. What is a part of an abbreviation spelt out, and not
    `typed`, names nobody.

    >>> unspoken_of("Do dads get help?", ["Fathers are helped."])
    ''
    >>> unspoken_of("Do dads get help?", ["Parents are helped."])
    'dads'
    >>> unspoken_of("Is the Anne Hill Hospital said to be safe?", ["The hospital on the hill."])
    'Anne Hill Hospital'
    """
    names = (name for name in own_names(question) if not _is_spelt_out(name, typed or question))
    own = {name: words for name in names if (words := telling_words(name))}
    called = load_phrasing().spoken_of(question)
    subjects = {name: (name, *said) for name, said in called.items()}
    if not own and not subjects:
        return ""
    for text in texts:
        held, folded = stems_of(text), [stemmed(text)]
        own = {name: words for name, words in own.items() if not words <= held}
        if any(stands(name, folded) for names in subjects.values() for name in names):
            subjects = {}
        if not own and not subjects:
            return ""
    return next(iter((*own, *subjects)), "")


def unfounded_of(question: str, texts: Iterable[str]) -> str:
    """What a question accuses somebody of, and no text has a word for, or nothing.

    >>> unfounded_of("Did they cover up the abuse?", ["Abuse is reported."])
    'cover up'
    >>> unfounded_of("Did they cover up the abuse?", ["Abuse was concealed."])
    ''
    """
    accused = load_phrasing().accusations_in(question)
    folded = [stemmed(text) for text in texts] if accused else []
    unmet = (
        name for name, said in accused.items() if not any(stands(n, folded) for n in (name, *said))
    )
    return next(unmet, "")


def _is_spelt_out(name: str, typed: str) -> bool:
    """Whether a name is of an abbreviation that was spelt out: "Secondary Education" of GCSE.

    >>> _is_spelt_out("Secondary Education", "GCSE results"), _is_spelt_out("Mill Lane", "")
    (True, False)
    """
    long = (f" {fold(long)} " for long in load_lexicon().abbreviations.values())
    return fold(name) not in fold(typed) and any(f" {fold(name)} " in each for each in long)


def stranger_of(question: str, knows: Callable[[str], bool]) -> str:
    """The first name inside a question that is no word of the library, or nothing; `knows` tells of
    a word in small letters. A person of the one who asks is none, nor what reports call otherwise.

    >>> known = {"what", "is", "the", "capital", "of", "barnet"}.__contains__
    >>> stranger_of("What is the capital of France?", known)
    'France'
    >>> stranger_of("What is the capital of Barnet?", known)
    ''
    >>> stranger_of("My son Kieran is bullied, what then?", known)
    ''
    >>> stranger_of("What Is The Capital Of France?", known)
    ''
    >>> stranger_of("is the capital in frannce?", known), stranger_of("what is in paris", known)
    ('frannce', '')
    """
    placed = _PLACED.search(question)
    name = next(filter(None, placed.groups()), "") if placed else ""
    if name and not knows(name) and not is_english(name) and not load_phrasing().spoken_of(name):
        return name
    words = question.split()
    if sum(word[:1].isupper() for word in words) * 2 > len(words):
        return ""
    for found in _NAME.finditer(question):
        name = found.group()
        is_person = _before_a_person().search(question, 0, found.start())
        if not knows(name.casefold()) and not is_person and not load_phrasing().spoken_of(name):
            return name
    return ""


@cache
def _before_a_person() -> re.Pattern[str]:
    """What stands before the name of somebody whom nobody else knows."""
    said = read_table("answers.toml")["names"]["persons_before"]
    return re.compile(rf"{whole(said)}[ ,]+$", re.I)


def telling_words(name: str) -> frozenset[str]:
    """The stems of a name's words, less those of authorities' names."""
    places = {word for place in load_authorities().by_name for word in place.split()}
    return frozenset(stem(w) for w in words_of(name) if w not in stop_words() and w not in places)
