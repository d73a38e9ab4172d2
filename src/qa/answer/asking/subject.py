"""What a question is about: its words that name that, in which ways a report may, and which of its
paragraphs do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache

from qa.answer.asking.deadlines import without_deadline
from qa.answer.asking.naming import own_names
from qa.answer.asking.phrasing import load_phrasing, spaced
from qa.data import read_table
from qa.keys import report_of
from qa.patterns import any_of
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood
from qa.search.language.stemming import stem, stemmed, stems_of, words_of

_OF_REPORT = re.compile(r"-\d{4}(?:-\d+)?#.*")  # what follows the authority in a key
LEAST_OF_KIN = 5  # letters that two words begin with, and one ends with
# Of each part of a subject the ways to say it, as `stemmed` gives them.
Ways = Sequence[frozenset[str]]

Text = Callable[[str], str]
"""Gives the text of a paragraph, headings included, by its key."""


def subject_terms(understood: Understood) -> list[str]:
    """The words of a question that name something narrower than a strand: "care leavers" do, and
    "looked after children and care leavers" are the strand. What says by when something is to be
    done names nothing.
    """
    lexicon = load_lexicon()
    asked = load_phrasing().frames.sub(" ", without_deadline(understood.query)).casefold()
    beside = _without(asked, lexicon.matters)
    is_strand = _without(beside, lexicon.strands) != beside
    words = set(words_of(_without(asked, lexicon.strands) if is_strand else asked))
    return [term for term in understood.terms if term in words]


def names_strand(understood: Understood, beside: str) -> bool:
    """Whether a question names a strand beside these words of it: "safeguarding board" names none.

    >>> from qa.search.asked.question import Understood
    >>> asked = "what must the safeguarding board do?"
    >>> names_strand(Understood(asked, asked, asked), beside="safeguarding board")
    False
    """
    asked = understood.query.casefold().replace(beside.casefold(), " ")
    return _without(asked, load_lexicon().strands) != asked


def _without(text: str, phrases: Collection[str]) -> str:
    for phrase in sorted((each for each in phrases if each in text), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(phrase)}\b", " ", text)
    return text


def subject_stems(understood: Understood) -> frozenset[str]:
    """The stems of the words that name what is asked about."""
    return frozenset(map(stem, _naming(understood)))


def ways_of(understood: Understood, bridges: Mapping[str, Sequence[str]]) -> Ways:
    """The ways in which a report may name the subject: a part for each word, or for a phrase of
    several that the reports have other names for. `bridges` are phrases with those names.
    """
    return _ways(_naming(understood), bridges)


def ways_of_topic(understood: Understood, bridges: Mapping[str, Sequence[str]]) -> Ways:
    """The ways in which a report may name what is asked of people, and neither these nor how good
    it is; all the ways to name the subject, where it is no more than that.
    """
    people, goodness = _beside()
    ways = _ways([term for term in _naming(understood) if stem(term) not in goodness], bridges)
    # "Leaving care" may be told as "pathway plan": it says whom a question is about nonetheless.
    told = [way for way in ways if all(set(said.split()) - people for said in way)]
    return told or ways_of(understood, bridges)


@cache
def _beside() -> tuple[frozenset[str], frozenset[str]]:
    """The stems of words that say whom a question is about, and of those that ask how good a thing
    is.
    """
    data = read_table("answers.toml")
    asks_how_good = f"{data['sides']['praise']} {data['sides']['asks_fault']}"
    people, goodness = (
        frozenset(map(stem, words.split())) for words in (data["topic"]["people"], asks_how_good)
    )
    return people, goodness


def way_of_rarest(
    understood: Understood, bridges: Mapping[str, Sequence[str]], rarity: Callable[[str], float]
) -> Ways:
    """The ways to name the rarest word of the subject, which tells it best: one that stands nowhere
    in the library is the rarest. "Which authorities ...?" only asks.
    """
    asking = load_phrasing().only_ask
    terms = [term for term in _naming(understood) if stem(term) not in asking]
    return _ways([max(terms, key=rarity)], bridges) if terms else []


def ways_told(understood: Understood, bridges: Mapping[str, Sequence[str]], text: str) -> Ways:
    """The ways to name those words of the subject that a text names, in their order."""
    each = (_ways([term], bridges) for term in _naming(understood))
    told = (way for ways in each if names(text, ways) for way in ways)
    return [*dict.fromkeys(told)]


def _ways(terms: Sequence[str], bridges: Mapping[str, Sequence[str]]) -> Ways:
    left = dict.fromkeys(terms)
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


def names_loosely(text: str, ways: Ways) -> bool:
    """Whether a text has every part of a subject, a name of several words in any order.

    >>> names_loosely("Stability in placements", [frozenset([" placement stability "])])
    True
    """
    held = stems_of(text)
    return bool(ways) and all(any(held.issuperset(said.split()) for said in way) for way in ways)


def names_part(text: str, ways: Ways) -> bool:
    """Whether a text names any part of a subject.

    >>> names_part("Plans", [frozenset([" plan "]), frozenset([" carer ", " guardian "])])
    True
    >>> names_part("Visits", [frozenset([" plan "])])
    False
    """
    held = stemmed(text)
    return any(said in held for way in ways for said in way)


def names_topic(text: str, ways: Ways) -> bool:
    """Whether a text names any part of what is asked, and not only by a word of an idiom.

    >>> names_topic("Plans are in place", [frozenset([" plac "])])
    False
    """
    return names_part(text, ways) and names_part(_idioms().sub(" ", text), ways)


@cache
def _idioms() -> re.Pattern[str]:
    return any_of(read_table("answers.toml")["topic"]["idioms"])


def owner_of_name(understood: Understood, keys: Sequence[str], text: Text) -> str:
    """How the keys begin of the one authority whose paragraphs hold a body's own name that the
    question names ("the Anne Hill Hospital"), and no authority; or nothing.
    """
    if understood.authorities or understood.over_several:
        return ""
    for name in own_names(understood.query):
        owners = {_OF_REPORT.sub("-", key) for key in keys if name in text(key)}
        if len(owners) == 1:
            return owners.pop()
    return ""


def reports_naming(
    understood: Understood, subject: frozenset[str], keys: Iterable[str], text: Text
) -> set[str]:
    """The reports of which a paragraph has the subject asked about: in one of the names that the
    field has for it, or else all of these stems, or kin of them.
    """
    called = load_phrasing().subjects_of(understood.query)
    names = {name for subject, said in called.items() for name in (subject, *said)}
    texts = ((report_of(key), text(key)) for key in keys)
    if names:
        return {report for report, told in texts if names_any(spaced(told), names)}
    return {report for report, told in texts if _is_held(subject, stems_of(told))}


def _is_held(subject: Collection[str], held: Collection[str]) -> bool:
    """Whether of each stem of a subject there is a word, or one of its kin: "homeless" is of
    "homelessness".

    >>> _is_held(["homelessnes"], ["homeles"]), _is_held(["care"], ["car", "careful"])
    (True, False)
    """
    return all(any(one == said or _are_kin(one, said) for said in held) for one in subject)


def _are_kin(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= LEAST_OF_KIN and long.startswith(short)


def names_any(text: str, names: Collection[str]) -> bool:
    """Whether a text, in small words, names any of these."""
    return any(f" {name} " in text for name in names)


def _naming(understood: Understood) -> list[str]:
    """The words that name the subject; no grade does, where it is asked what to do about one."""
    asking = load_phrasing().asks_recommendations
    asks = understood.kind is Kind.RECOMMENDATION
    graded = load_lexicon().grades if asks else ()
    return [t for t in subject_terms(understood) if t not in asking and t not in graded]
