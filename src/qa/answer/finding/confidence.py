"""How sure we are that a question is answered at all: features, and the confidence they give."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from qa.answer.asking.amounts import amount_asked, amount_test
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.reached import Given, Met, barest, most_said
from qa.answer.finding.logistic import Logistic, above_next
from qa.answer.quotes.quoting import Evidence
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Hit
from qa.search.language.stemming import stem, stemmed, words_of
from qa.search.ranked.candidates import Candidates, Wanted


@dataclass(frozen=True, slots=True)
class Features:
    """What tells an answerable question from one that is not; all about 0 to 1.

    `window` is the best cosine of the question as it was put, `sentence` the best of a sentence, by
    what the reports would say for its words too; `gap` is how far the best paragraph stands above
    the five after it. `absent` is the share of the question's rare words that names a subject of
    the field which no good paragraph names in any way. `unmet` is how far the question's words are
    in meaning from the nearest of the best paragraphs, each by what it weighs and by how seldom
    people ask of such reports with it. `unspoken` is 1 where no paragraph found names the subject
    or the body that the question names. `given` tells of an amount, where one report or authority
    is asked for it.
    """

    window: float
    sentence: float
    gap: float
    absent: float
    unmet: float
    unspoken: float = 0.0
    given: Given | None = None

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers that the model goes by, in the order of its weights."""
        if self.given:
            return self.given.values
        return tuple(getattr(self, name) for name in PLAIN)


PLAIN = tuple(field.name for field in fields(Features) if field.name != "given")
# How many of the best paragraphs are read for the question's words.
READ = 20
NEAR = 5
BEST_SENTENCES = 4
LONG_NAME = 3  # words
SAID_BY = 3  # sentences that give an amount, whose words are compared with the question's
COMMON = 2  # a word that was asked with of so many paragraphs counts half


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found for a question, as far as its features need it.

    `texts` are the best paragraphs, headings included; `evidence` the sentences found, best first,
    none where no amount is to be looked for in them: where several reports have their say (each
    may give a number of its own), or one gives the very number asked for; `met` tells of the best
    paragraphs' words, `said` of those of each of some texts, `alike` how near phrases come to the
    nearest of what else they are called; `unspoken` is what the question names and nothing found
    does, if anything.
    """

    query: str
    wanted: Wanted
    pool: Candidates
    hits: Sequence[Hit]
    texts: Sequence[str]
    evidence: Sequence[Evidence]
    met: Callable[[], Met]
    said: Callable[[Sequence[str]], Sequence[Met]]
    alike: Callable[[Mapping[str, Sequence[str]]], Mapping[str, float]]
    unspoken: str = ""


def features_of(facts: LibraryFacts, reading: Reading, asked: Mapping[str, int]) -> Features:
    """The features of a question; `asked` tells of how many paragraphs people asked with a stem."""
    wanted, pool = reading.wanted, reading.pool
    folded = [stemmed(text) for text in reading.texts]
    rarity = {term: _rarity(facts, term) for term in wanted.terms}
    total = sum(rarity.values()) or 1.0
    named = {**wanted.bridges, **load_phrasing().subjects_of(reading.query)}
    absent = _absent(named, folded, asked)
    gap = above_next([hit.score for hit in reading.hits])
    missing = sum(rarity.get(term, 0.0) * seldom for term, seldom in absent.items()) / total
    return Features(
        window=float(pool.tops[0]),
        sentence=float(max(pool.tops[1], pool.tops[4])),
        gap=gap,
        absent=missing,
        unmet=_unmet(facts, reading, named, folded[:NEAR], asked),
        unspoken=float(bool(reading.unspoken)),
        given=_given(reading, gap, missing, rarity, folded),
    )


def _unmet(
    facts: LibraryFacts,
    reading: Reading,
    named: Mapping[str, Sequence[str]],
    near: Sequence[str],
    asked: Mapping[str, int],
) -> float:
    """How far the question's words are from those of the `near` texts, folded."""
    terms = reading.wanted.terms
    held = {word for text in near for word in text.split()}
    # What reports say instead of a word stands for it as far as it means the same.
    instead = _instead(facts, reading, named, near, {t for t in terms if stem(t) not in held})
    phrasing = load_phrasing()
    if phrasing.silence.search(reading.query):
        instead |= {term: 1.0 for term in terms if stem(term) in phrasing.only_ask}
    met = [row for row in reading.met() if row[0] in terms]
    total = sum(share for _, share, _ in met) or 1.0
    far = 0.0
    for word, share, cosine in met:
        met_by = max(cosine, instead.get(word, 0.0))
        far += share * seldom_asked(asked, word) * (1 - met_by)
    return far / total


def _instead(
    facts: LibraryFacts,
    reading: Reading,
    named: Mapping[str, Sequence[str]],
    near: Sequence[str],
    unheld: Collection[str],
) -> dict[str, float]:
    """How near in meaning what the texts say instead of a term comes to it."""
    standing = {
        phrase: [words for words in said if stands(words, near)]
        for phrase, said in named.items()
        if not set(unheld).isdisjoint(phrase.split())
    }
    same = {p: 1.0 for p, said in standing.items() if _spelt_out(facts, p, said)}
    alike = reading.alike({p: said for p, said in standing.items() if said and p not in same})
    return {term: cosine for phrase, cosine in {**alike, **same}.items() for term in phrase.split()}


def seldom_asked(asked: Mapping[str, int], word: str) -> float:
    """How much a word counts: 1 where nobody asked with it, the less the more people did."""
    return COMMON / (COMMON + asked.get(singular(word), 0))


def singular(word: str) -> str:
    """A word less the ending of a plural.

    >>> singular("prices"), singular("boarding"), singular("less")
    ('price', 'boarding', 'less')
    """
    return word[:-1] if len(word) > 3 and word[-1] == "s" != word[-2] else word


def _spelt_out(facts: LibraryFacts, phrase: str, said: Sequence[str]) -> bool:
    """Whether a phrase is an abbreviation, and `said` has what it is short for."""
    short = phrase.upper()
    held, known = facts.abbreviations, load_lexicon().abbreviations
    keys = (short, short.removesuffix("S"))
    return any(table.get(key) in said for table in (held, known) for key in keys)


def _given(
    reading: Reading,
    gap: float,
    absent: float,
    rarity: Mapping[str, float],
    folded: Sequence[str],
) -> Given | None:
    """How near the sentences found come to giving the amount asked for, if one is."""
    if not reading.evidence or amount_asked(reading.query) is None:
        return None
    gives = amount_test(reading.query)
    giving = [row for row in reading.evidence if gives(row.quote.text)]
    best = reading.evidence[:BEST_SENTENCES]
    nearest = sorted(giving, key=lambda row: -row.cosine)[:SAID_BY]
    said, unsaid = most_said(reading.said([row.quote.text for row in nearest]))
    return Given(
        gap=gap,
        absent=absent,
        unspoken=float(bool(reading.unspoken)),
        uncounted=float(not any(row in giving for row in best)),
        reached=max((row.cosine for row in giving), default=0.0),
        bare=barest(rarity, folded, [row.quote.text for row in giving]),
        said=said,
        unsaid=unsaid,
    )


def _absent(
    named: Mapping[str, Sequence[str]], folded: Sequence[str], asked: Mapping[str, int]
) -> dict[str, float]:
    """Terms that name a subject which the texts name in no way, and how much each counts: what
    people ask of everything ("do a good job") names none.
    """
    absent: dict[str, float] = {}
    for phrase, said in named.items():
        if not any(stands(words, folded) for words in (phrase, *said)):
            seldom = max(seldom_asked(asked, term) for term in phrase.split())
            for term in phrase.split():
                absent[term] = max(seldom, absent.get(term, 0.0))
    return absent


def stands(words: str, folded: Sequence[str]) -> bool:
    """Whether a phrase stands in any of some folded texts."""
    stems, pattern = _phrase(words)
    # Most texts lack a word of it, which is told in a tenth of the time.
    return any(
        all(each in text for each in stems) and pattern.search(text) is not None for text in folded
    )


@lru_cache(maxsize=1024)
def _phrase(words: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """The stems of a phrase, and what finds it in a folded text. Within a long name some words may
    stand between: "return to home interview"; and short words have a plural: "GPs".
    """
    stems = tuple(stem(word) for word in words_of(words))
    between = r" (?:\w+ ){0,2}" if len(stems) >= LONG_NAME else " "
    return stems, re.compile(rf"\b{between.join(map(re.escape, stems))}s?\b")


def _rarity(facts: LibraryFacts, word: str) -> float:
    """From 0 (in every paragraph) to 1 (in none)."""
    count = facts.words.get(word, 0)
    return math.log((facts.paragraphs + 1) / (count + 1)) / math.log(facts.paragraphs + 1)


@dataclass(frozen=True, slots=True)
class Confidence:
    """Two logistic models, of `PLAIN` features and of `Given`, and `least`, below which we say no.

    `asked` tells of how many paragraphs people asked with a word, by its stem.
    """

    plain: Logistic
    given: Logistic
    least: float
    asked: Mapping[str, int]

    def of(self, features: Features) -> float:
        """The probability, 0 to 1, that the question is answered by what was found."""
        return (self.given if features.given else self.plain).of(features.values)


# A question that names no authority and whose best paragraph is no nearer than this, nor surer to
# answer it, is about something else altogether: two words of the field alone are near to nothing.
SCOPE_WINDOW, SCOPE_CONFIDENCE = 0.27, 0.3


@cache
def load_confidence() -> Confidence:
    """The model that ships: `refusal.json`, made by `evals/fit_refusals.py`."""
    data = json.loads((files("qa.data") / "refusal.json").read_text("utf-8"))
    if tuple(data["plain"]["features"]) != PLAIN:
        raise ValueError("refusal.json is of other features: evals/fit_refusals.py makes it anew")
    both = (data["plain"], data["given"])
    plain, given = (Logistic(of["bias"], tuple(of["weights"])) for of in both)
    asked = {word: int(of) for of, words in data["asked"].items() for word in words.split()}
    return Confidence(plain, given, data["least"], MappingProxyType(asked))
