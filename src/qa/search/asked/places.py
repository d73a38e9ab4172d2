"""The authorities that a question names: by any of their names, misspelt or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from qa.authorities import LocalAuthority, fold, load_authorities
from qa.data import read_table
from qa.patterns import any_of, either, whole
from qa.search.asked.facts import LibraryFacts
from qa.search.language.english import is_english

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MAX_NAME_WORDS = 6
MIN_FUZZY_LETTERS = 5
FUZZY_RATIO = 88


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `place` of questions.toml, as what stands beside a name.

    `place_after` makes of a word a place; `body_after` makes it part of the name of a hospital, a
    trust or a college; `title_before` makes it a person's. `nations` are other than England, and
    not asked about beside what is `far_away`.
    """

    place_after: re.Pattern[str]
    body_after: re.Pattern[str]
    title_before: re.Pattern[str]
    nations: re.Pattern[str]
    far_away: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("questions.toml")["place"]
    return _Wordings(
        place_after=re.compile(rf"['’]?s?\s+(?:{either(table['kinds'])})", re.I),
        # What leads from the name to the rest of the body's: "Harrow and Hillingdon NHS".
        body_after=re.compile(rf"^(?:[,\s]|\band\b|[A-Z][\w'’]*)*?{whole(table['bodies'])}"),
        title_before=re.compile(rf"{whole(table['titles'].split())}\.?\s+$", re.I),
        nations=any_of(table["nations"]),
        far_away=any_of(table["far_away"]),
    )


@dataclass(frozen=True, slots=True)
class Named:
    """An authority named at characters `start` to `end` of the question.

    `sure` where no other meaning of the words is likely; `misspelt` where they are not its name.
    """

    authority: LocalAuthority
    start: int
    end: int
    sure: bool = True
    misspelt: bool = False


def named_authorities(question: str, facts: LibraryFacts) -> Iterator[Named]:
    """The authorities that a question names, held or not, in its order."""
    words = list(_WORD.finditer(question))
    place = 0
    while place < len(words):
        found, count = _longest_name(question, words, place)
        misspelt = found is None
        if found is None:
            found, count = _misspelt_name(question, words, place, facts)
            if found is not None and _follows_title(question, words[place].start()):
                found = None
        if found is not None:
            start, end = words[place].start(), words[place + count - 1].end()
            if not _is_body(question, start, end):
                sure = _is_sure(question, start, end, found)
                yield Named(found, start, end, sure, misspelt)
        place += max(count, 1) if found is not None else 1


def named_nations(question: str) -> tuple[str, ...]:
    """The nations beside England that a question names, with capitals.

    >>> named_nations("How does wales inspect homes?"), named_nations("Are children well?")
    (('Wales',), ())
    >>> named_nations("Are children placed in Scotland?")
    ()
    """
    if _wordings().far_away.search(question):
        return ()  # where children are, or come from, and not whose report is asked for
    found = (said.group().title() for said in _wordings().nations.finditer(question))
    return tuple(dict.fromkeys(found))


def _longest_name(
    question: str, words: list[re.Match[str]], place: int
) -> tuple[LocalAuthority | None, int]:
    if not _begins_a_name(words[place].group()):
        return None, 0
    by_name = load_authorities().by_name
    for count in range(min(MAX_NAME_WORDS, len(words) - place), 0, -1):
        start, end = words[place].start(), words[place + count - 1].end()
        phrase = fold(_without_possessive(question[start:end]))
        authority = by_name.get(phrase)
        if authority and _is_meant(question, start, end, phrase, authority):
            return authority, count
    return None, 0


@lru_cache(maxsize=4096)
def _begins_a_name(word: str) -> bool:
    """Whether an authority's name begins with the word: few do, and folding takes its time."""
    forms = (fold(word), fold(_without_possessive(word)))
    return any(form.split(" ", 1)[0] in _first_words() for form in forms)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split(" ", 1)[0] for name in load_authorities().by_name)


_folded = lru_cache(maxsize=4096)(fold)  # names, the same for every question, and common words


def _without_possessive(text: str) -> str:
    return re.sub(r"['’]s?$", "", text)


def _is_meant(question: str, start: int, end: int, phrase: str, authority: LocalAuthority) -> bool:
    """An ordinary word is an authority's name only with a capital, inside the sentence."""
    if phrase not in {_folded(name) for name in authority.ambiguous}:
        return True
    if _is_sure(question, start, end, authority):
        return True
    return question[start].isupper() and start > 0


def _is_sure(question: str, start: int, end: int, authority: LocalAuthority) -> bool:
    """Whether the words can only be the authority: no ordinary word, or "council" follows."""
    phrase = fold(_without_possessive(question[start:end]))
    if phrase not in {_folded(name) for name in authority.ambiguous}:
        return True
    return bool(_wordings().place_after.match(question[end:]))


def _follows_title(question: str, start: int) -> bool:
    """Whether a word is a person's name: "Mr Barnes"."""
    return bool(_wordings().title_before.search(question[:start]))


def _misspelt_name(
    question: str, words: list[re.Match[str]], place: int, facts: LibraryFacts
) -> tuple[LocalAuthority | None, int]:
    """The authority that misspelt words from a place on must mean, and how many words they are."""
    word = words[place].group()
    if found := _misspelt(word, facts):
        return found, 1
    near = (_folded(_without_possessive(w.group())) for w in words[place : place + MAX_NAME_WORDS])
    if not any(_is_strange(one, facts) for one in near):
        return None, 1
    for count in range(min(MAX_NAME_WORDS, len(words) - place), 1, -1):
        said = words[place : place + count]
        phrase = fold(_without_possessive(question[said[0].start() : said[-1].end()]))
        if any(_is_strange(part, facts) for part in phrase.split()):
            name = _nearest(phrase, _names_of(count))
            if name is not None:
                return _names_of(count)[name], count
    return None, 1


def _misspelt(word: str, facts: LibraryFacts) -> LocalAuthority | None:
    """The authority a misspelt word must mean, if one is near and the word is no other: one that
    is held, or else any of England, where the word is no English one either.
    """
    bare = fold(_without_possessive(word))
    held = _single_names(facts.authorities)
    owner = held.get(bare.removesuffix("s")) if bare.endswith("s") else None
    if owner and bare[:-1] not in {_folded(name) for name in owner.ambiguous}:
        return owner  # "harrows", which is a word of the reports: "Harrow's"
    if len(bare) < MIN_FUZZY_LETTERS or bare in facts.words or " " in bare:
        return None
    if near := _nearest(bare, held):
        return held[near]
    named = _names_of(1)
    other = _nearest(bare, named) if _is_strange(bare, facts) else None
    if other is None:
        return None
    slips = OSA.distance(bare, other)
    if word.islower() and _is_near_a_word(bare, slips, facts):
        return None  # "surey" is as near to "survey" as to Surrey
    # "Barent" is as near to Barnet, which is held, as to Brent.
    ours = (name for name in held if name[0] == bare[0] and OSA.distance(bare, name) <= slips)
    return held.get(next(ours, ""), named[other])


def _is_near_a_word(word: str, slips: int, facts: LibraryFacts) -> bool:
    """Whether a word of the library that is no place's name is at most so many slips away."""
    near = process.extract(
        word, list(facts.words), scorer=OSA.distance, score_cutoff=slips, limit=None
    )
    return any(other not in _names_of(1) for other, _, _ in near)


def _is_strange(word: str, facts: LibraryFacts) -> bool:
    """Whether a word in small letters is neither one of the library nor an English one."""
    return word not in facts.words and not is_english(word)


def _nearest(phrase: str, names: Mapping[str, LocalAuthority]) -> str | None:
    """The name that begins with the same letter and is near enough to be meant."""
    best = process.extractOne(phrase, list(names), scorer=fuzz.ratio, score_cutoff=FUZZY_RATIO)
    return best[0] if best and best[0][0] == phrase[0] else None


@cache
def _names_of(words: int) -> Mapping[str, LocalAuthority]:
    """The names of so many words, folded, of all authorities, that are no ordinary words."""
    authorities = load_authorities()
    ordinary = {_folded(name) for one in authorities for name in one.ambiguous}
    return {
        name: owner
        for name, owner in authorities.by_name.items()
        if len(name.split()) == words and len(name) >= MIN_FUZZY_LETTERS and name not in ordinary
    }


@lru_cache(maxsize=8)  # a library's authorities: the same at each question
def _single_names(authorities: frozenset[str]) -> Mapping[str, LocalAuthority]:
    """The names of one word, folded, of these authorities."""
    held = {}
    for authority in load_authorities():
        if authority.key in authorities:
            for name in authority.names:
                if " " not in fold(name) and len(name) >= MIN_FUZZY_LETTERS:
                    held[fold(name)] = authority
    return held


_POSSESSIVE = re.compile(r"['’]s?$")


def _is_body(question: str, start: int, end: int) -> bool:
    """Whether the name is part of a hospital's, trust's or college's name."""
    after = question[end:]
    if after.startswith(("'", "’")) or _POSSESSIVE.search(question, start, end):
        return False  # "Harrow's NHS" is the health service there
    return bool(_wordings().body_after.match(after))
