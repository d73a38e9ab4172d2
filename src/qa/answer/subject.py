"""What recommendations are asked for on: the words of a question that name it, and in which ways a
report may.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qa.answer.phrasing import load_phrasing
from qa.search.lexicon import load_lexicon
from qa.search.question import Understood
from qa.search.stemming import stem, stemmed, words_of

# Of each part of a subject the ways to say it, as `stemmed` gives them.
Ways = Sequence[frozenset[str]]


def subject_terms(understood: Understood) -> list[str]:
    """The words of a question that name something narrower than a strand."""
    left = understood.query.casefold()
    for phrase in sorted(load_lexicon().strands, key=len, reverse=True):
        left = re.sub(rf"\b{re.escape(phrase)}\b", " ", left)
    words = set(words_of(left))
    return [term for term in understood.terms if term in words]


def subject_stems(understood: Understood) -> frozenset[str]:
    """The stems of the words that name what is asked about."""
    return frozenset(map(stem, _naming(understood)))


def ways_of(understood: Understood, bridges: Mapping[str, Sequence[str]]) -> Ways:
    """The ways in which a report may name the subject: a part for each word, or for a phrase of
    several that the reports have other names for. `bridges` are phrases with those names.
    """
    left = dict.fromkeys(_naming(understood))
    ways = []
    for phrase, said in bridges.items():
        words = words_of(phrase)
        if left.keys() & set(words):
            ways.append(frozenset(map(stemmed, (phrase, *said))))
            for word in words:
                left.pop(word, None)
    return [*ways, *(frozenset([stemmed(term)]) for term in left)]


def names(text: str, ways: Ways) -> bool:
    """Whether a text names every part of a subject.

    >>> names("Plans for carers", [frozenset([" plan "]), frozenset([" carer ", " guardian "])])
    True
    >>> names("Plans", [])
    False
    """
    held = stemmed(text)
    return bool(ways) and all(any(said in held for said in way) for way in ways)


def _naming(understood: Understood) -> list[str]:
    asking = load_phrasing().asks_recommendations
    return [term for term in subject_terms(understood) if term not in asking]
