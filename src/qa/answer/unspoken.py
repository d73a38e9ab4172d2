"""What a question names and none of the paragraphs found names: a subject of the field, or a body.

A paragraph on the health of teenagers is near to "are there school dinners?", and no answer to it.
"""

from __future__ import annotations

from collections.abc import Iterable

from qa.answer.confidence import stands
from qa.answer.naming import own_names
from qa.answer.phrasing import load_phrasing
from qa.authorities import load_authorities
from qa.index.contentwords import stop_words
from qa.search.stemming import stem, stemmed, stems_of, words_of


def unspoken_of(question: str, texts: Iterable[str]) -> str:
    """What a question names that no text does: the first body's own name, or subject where no other
    that it names is there; or nothing.

    >>> unspoken_of("Do dads get help?", ["Fathers are helped."])
    ''
    >>> unspoken_of("Do dads get help?", ["Parents are helped."])
    'dads'
    >>> unspoken_of("Is the Anne Hill Hospital said to be safe?", ["The hospital on the hill."])
    'Anne Hill Hospital'
    """
    own = {name: words for name in own_names(question) if (words := _telling(name))}
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


def _telling(name: str) -> frozenset[str]:
    """The stems of a name's words, less those of authorities' names."""
    places = {word for place in load_authorities().by_name for word in place.split()}
    return frozenset(stem(w) for w in words_of(name) if w not in stop_words() and w not in places)
