"""How a sentence leans on the one before it: by how it opens, or by words that point back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from qa.answer.asking.sought import tells_remedy
from qa.data import read_table
from qa.index.encoding.contentwords import stop_words
from qa.patterns import any_of, either, whole
from qa.search.language.count_words import number_words
from qa.search.language.stemming import stem, stems_of, words_of

# "They find these difficult to follow", "... found this helpful."
_FINDS_IT = re.compile(r"\b(?:finds?|found) (?:these|those|this) \w+(?: to\b|[.,;])")


@dataclass(frozen=True, slots=True)
class _Openings:
    """The table `openings` of answers.toml: a sentence that opens so leans on the one before it, or
    turns what that says, so that both sides are to be heard, concedes something, or adds a `number`
    to its own; words that stand for one of its words, and before it where it is said again; and
    words that deny.
    """

    leans: re.Pattern[str]
    turns: re.Pattern[str]
    concedes: re.Pattern[str]
    adds: re.Pattern[str]
    number: re.Pattern[str]
    points: re.Pattern[str]
    denies: re.Pattern[str]
    denies_it: re.Pattern[str]


@cache
def _openings() -> _Openings:
    table = read_table("answers.toml")["openings"]
    opens = either(table["stands"])
    return _Openings(
        leans=re.compile(rf"(?:{either(table['leans'])})\b"),
        turns=re.compile(rf"(?:{either(table['turns'])})\b"),
        concedes=re.compile(rf"(?:{either(table['concedes'])})\b"),
        adds=re.compile(rf"(?:{either(table['adds'])})\b"),
        number=re.compile(rf"\d|{whole(number_words())}", re.I),
        points=re.compile(rf"\b(?:{either(table['points'])}) ([\w'’-]+(?: [\w'’-]+)?)", re.I),
        denies=any_of(table["denies"]),
        # "They did not", and not "They found 83 children, some not known".
        denies_it=re.compile(rf"(?:{opens})(?: [\w'’-]+){{0,2}}? (?:{either(table['denies'])})\b"),
    )


def leans(text: str, at: int = 0) -> bool:
    """Whether the sentence that begins there opens as one that leans on what stands before it."""
    return bool(_openings().leans.match(text, at))


def turns(text: str, at: int = 0) -> bool:
    """Whether the sentence that begins there opens as one that turns what stands before it."""
    return bool(_openings().turns.match(text, at))


def concedes(text: str) -> bool:
    """Whether a sentence opens as one that concedes something: "Whilst there are delays, ..."."""
    return bool(_openings().concedes.match(text))


def denies(text: str) -> bool:
    """Whether a text denies anything."""
    return bool(_openings().denies.search(text))


def hangs(text: str, before: str) -> bool:
    """Whether a sentence is not to be understood without the one before it: it leans on that, or
    points back at what that names.

    >>> hangs("Parents praise this service.", "A project is an effective service.")
    True
    >>> hangs("Parents praise the nurses.", "A project is an effective service.")
    False
    """
    return leans(text) or _stands_for(text) or points_back(text, before)


def _stands_for(text: str) -> bool:
    """Whether a sentence says how somebody finds what it does not name.

    >>> _stands_for("Parents find these difficult to follow."), _stands_for("They find these.")
    (True, False)
    """
    return bool(_FINDS_IT.search(text))


def adds(text: str, before: str) -> bool:
    """Whether a sentence adds a number to one that the sentence before it gives.

    >>> adds("A further 12 are planned.", "There are six visitors.")
    True
    >>> adds("A further review is planned.", "There are six visitors.")
    False
    """
    openings = _openings()
    return bool(openings.adds.match(text)) and all(map(openings.number.search, (text, before)))


def points_back(text: str, before: str) -> bool:
    """Whether a sentence names again, as what was spoken of, what the one before it speaks of.

    >>> points_back("It has not filled these posts.", "Two posts are required.")
    True
    >>> points_back("It has other posts, such as those.", "Two posts are required.")
    False
    >>> points_back("Posts are vacant, and these posts matter.", "Two posts are required.")
    False
    """
    held = stems_of(before)
    return any(
        held & _beginning_of(match[1]) - stems_of(text[: match.start()])
        for match in _openings().points.finditer(text)
    )


def _beginning_of(name: str) -> set[str]:
    """The stems of the words that a name begins with: "roles being" has one."""
    words = takewhile(lambda word: word not in stop_words(), words_of(name))
    return {stem(word) for word in words}


def goes_on(before: str, text: str) -> bool:
    """Whether a sentence goes on with what the one before it speaks of, by a word of that or by how
    it opens.

    >>> goes_on("Stability is poor.", "In 2010 stability was at 60%.")
    True
    >>> goes_on("Stability is poor.", "This is due to few carers.")
    True
    >>> goes_on("Stability is poor.", "There are two homes.")
    False
    """
    return leans(text) or bool(_content_of(before) & _content_of(text))


def _content_of(text: str) -> set[str]:
    return {stem(word) for word in words_of(text) if word not in stop_words()}


def takes_back(text: str, before: str) -> bool:
    """Whether a sentence takes back what the one before it says, of just that: it denies it, or
    tells that what was denied was put right.

    >>> takes_back("It has not filled these posts.", "Two posts are required.")
    True
    >>> takes_back("They do not meet on Sundays.", "They meet on weekdays.")
    True
    >>> takes_back("These posts have since been filled.", "Two posts are not filled.")
    True
    >>> takes_back("These posts are new.", "Two posts are required.")
    False
    """
    openings = _openings()
    if openings.denies.search(before):
        return points_back(text, before) and tells_remedy(text)
    if openings.denies_it.match(text):
        return True
    return points_back(text, before) and bool(openings.denies.search(text))
