"""How sure we are that a question is answered at all: features, and the confidence they give."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from qa.answer.amounts import Given, amount_asked, amount_test, barest, most_said
from qa.answer.phrasing import load_phrasing
from qa.answer.quoting import Evidence
from qa.search.candidates import Candidates, Scores, Wanted
from qa.search.facts import LibraryFacts
from qa.search.lexicon import load_lexicon
from qa.search.question import Hit
from qa.search.stemming import stem

_TOKEN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Features:
    """What tells an answerable question from one that is not; all about 0 to 1.

    `window` and `sentence` are the best cosines; `gap` is how far the best paragraph stands above
    the five after it. `absent` is the share of the question's rare words that names a subject of
    the field which no good paragraph names in any way; `unnamed` is 1 where that is an
    abbreviation. `strange` is the share of words that neither the best paragraphs hold nor anyone
    asks of such reports; `carried` how much of the question's meaning those words carry, and
    `drawn` how much nearer they bring it to what was found. `unmet` is what the question's words
    weigh, the one of them that is least met: its share, by how far the best paragraphs' words are
    from it in meaning. `given` tells of an amount, where one report or authority is asked for it.
    """

    window: float
    sentence: float
    gap: float
    absent: float
    unnamed: float
    strange: float
    carried: float
    drawn: float
    unmet: float
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
LEAST_RARITY = 0.25  # a word in more paragraphs than this stands for says nothing by its absence


# A question's words, each with its share of all that they weigh and how near another word comes.
Met = Sequence[tuple[str, float, float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found for a question, as far as its features need it.

    `texts` are the best paragraphs, headings included; `evidence` the sentences found, best first,
    none where no amount is to be looked for in them: where several reports have their say (each
    may give a number of its own), or one gives the very number asked for; `vectors` are those of
    the best paragraphs' passages; `met` tells of the best paragraphs' words, `said` of those of
    each of some texts.
    """

    query: str
    wanted: Wanted
    pool: Candidates
    hits: Sequence[Hit]
    texts: Sequence[str]
    evidence: Sequence[Evidence]
    vectors: Callable[[], Scores]
    met: Callable[[], Met]
    said: Callable[[Sequence[str]], Sequence[Met]]
    encode: Callable[[list[str]], Scores]


def features_of(facts: LibraryFacts, reading: Reading, asked: Collection[str]) -> Features:
    """The features of a question; `asked` are stems of words people use in asking of reports."""
    wanted, pool = reading.wanted, reading.pool
    folded = [_folded(text) for text in reading.texts]
    rarity = {term: _rarity(facts, term) for term in wanted.terms}
    total = sum(rarity.values()) or 1.0
    named = {**wanted.bridges, **load_phrasing().subjects_of(reading.query)}
    absent = _absent(named, folded)
    short = load_lexicon().abbreviations
    scores = [hit.score for hit in reading.hits[:6]]
    rest = scores[1:]
    gap = scores[0] - sum(rest) / len(rest) if rest else 0.0
    missing = sum(weight for term, weight in rarity.items() if term in absent) / total
    strange = _strange(named, folded, rarity, asked)
    carried, drawn = _pull(reading, strange) if strange else (0.0, 0.0)
    bridged = _bridged(named, folded[:NEAR])
    return Features(
        window=float(max(pool.tops[0], pool.tops[3])),
        sentence=float(max(pool.tops[1], pool.tops[4])),
        gap=gap,
        absent=missing,
        unnamed=float(any(term.upper() in short for term in absent)),
        strange=len(strange) / (len(rarity) or 1),
        carried=carried,
        drawn=drawn,
        unmet=max((w * (1 - near) for t, w, near in reading.met() if t not in bridged), default=0),
        given=_given(reading, gap, missing, rarity, folded),
    )


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
        uncounted=float(not any(row in giving for row in best)),
        reached=max((row.cosine for row in giving), default=0.0),
        bare=barest(rarity, folded, [row.quote.text for row in giving]),
        said=said,
        unsaid=unsaid,
    )


@lru_cache(maxsize=2048)  # the same paragraphs are found again and again
def _folded(text: str) -> str:
    """The stems of a text's words."""
    return " ".join(stem(word) for word in _TOKEN.findall(text.casefold()))


def _strange(
    named: Mapping[str, Sequence[str]],
    folded: Sequence[str],
    rarity: dict[str, float],
    asked: Collection[str],
) -> list[str]:
    """Words that the best paragraphs do not hold, in any form, and nobody asks with."""
    near = folded[:NEAR]
    held = {word for text in near for word in text.split()}
    bridged = _bridged(named, near)
    return [
        term
        for term, weight in rarity.items()
        if weight > LEAST_RARITY
        and term.isalpha()
        and stem(term) not in held
        and term not in bridged
        and stem(term) not in asked
    ]


def _pull(reading: Reading, strange: Sequence[str]) -> tuple[float, float]:
    """What the question loses, in meaning and in nearness to what was found, without words."""
    words = "|".join(re.escape(word) for word in strange)
    left = " ".join(re.sub(rf"(?i)(?<!\w)(?:{words})(?!\w)", " ", reading.query).split())
    whole, part = reading.wanted.vectors[0], reading.encode([left or "."])[0]
    near = reading.vectors()
    drawn = float((near @ whole).max() - (near @ part).max()) if len(near) else 0.0
    return 1.0 - float(np.dot(whole, part)), drawn


def _bridged(named: Mapping[str, Sequence[str]], folded: Sequence[str]) -> set[str]:
    """Terms for which the texts say what reports say instead."""
    return {
        term
        for phrase, said in named.items()
        if any(_stands(words, folded) for words in said)
        for term in phrase.split()
    }


def _absent(named: Mapping[str, Sequence[str]], folded: Sequence[str]) -> set[str]:
    """Terms that name a subject which the texts name in no way."""
    return {
        term
        for phrase, said in named.items()
        if not any(_stands(words, folded) for words in (phrase, *said))
        for term in phrase.split()
    }


def _stands(words: str, folded: Sequence[str]) -> bool:
    pattern = _phrase(words)
    return any(pattern.search(text) for text in folded)


@lru_cache(maxsize=1024)
def _phrase(words: str) -> re.Pattern[str]:
    """A phrase in a folded text. Within a long name some words may stand between: "return to home
    interview"; and short words have a plural: "GPs".
    """
    stems = [re.escape(stem(word)) for word in _TOKEN.findall(words.casefold())]
    between = r" (?:\w+ ){0,2}" if len(stems) >= LONG_NAME else " "
    return re.compile(rf"\b{between.join(stems)}s?\b")


def _rarity(facts: LibraryFacts, word: str) -> float:
    """From 0 (in every paragraph) to 1 (in none)."""
    count = facts.words.get(word, 0)
    return math.log((facts.paragraphs + 1) / (count + 1)) / math.log(facts.paragraphs + 1)


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model."""

    bias: float
    weights: tuple[float, ...]

    def of(self, values: Sequence[float]) -> float:
        """The probability, 0 to 1."""
        pairs = zip(self.weights, values, strict=True)
        return 1 / (1 + math.exp(-(self.bias + sum(w * value for w, value in pairs))))


@dataclass(frozen=True, slots=True)
class Confidence:
    """Two logistic models, of `PLAIN` features and of `Given`, and `least`, below which we say no.

    `asked` are stems of the words that people ask with.
    """

    plain: Model
    given: Model
    least: float
    asked: frozenset[str]

    def of(self, features: Features) -> float:
        """The probability, 0 to 1, that the question is answered by what was found."""
        return (self.given if features.given else self.plain).of(features.values)


# A question that names no authority and whose best paragraph is no nearer than this is about
# something else altogether.
SCOPE_WINDOW = 0.27


@cache
def load_confidence() -> Confidence:
    """The model that ships: `refusal.json`, made by `evals/fit_refusals.py`."""
    data = json.loads((files("qa.data") / "refusal.json").read_text("utf-8"))
    plain, given = (Model(data[n]["bias"], tuple(data[n]["weights"])) for n in ("plain", "given"))
    return Confidence(plain, given, data["least"], frozenset(data["asked"].split()))
