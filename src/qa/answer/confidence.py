"""How sure we are that a question is answered at all: features, and the odds they give."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files

from qa.answer.quoting import stem
from qa.search.facts import LibraryFacts
from qa.search.ranking import Candidates, Wanted

_TOKEN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Features:
    """What tells an answerable question from one that is not; all about 0 to 1.

    `window` and `sentence` are the best cosines; `covered` the share of the question's rare words
    that the best paragraphs hold, or hold in the reports' own words; `absent` the share that names
    a subject of the field which no good paragraph names in any way.
    """

    window: float
    sentence: float
    covered: float
    absent: float


# How many of the best paragraphs are read for the question's words.
READ = 20
NEAR = 5


def features_of(
    facts: LibraryFacts, wanted: Wanted, pool: Candidates, texts: Sequence[str]
) -> Features:
    """The features of a question; `texts` are the best paragraphs, headings included."""
    folded = [" ".join(stem(w) for w in _TOKEN.findall(text.casefold())) for text in texts]
    held = {word for text in folded[:NEAR] for word in text.split()}
    rarity = {term: _rarity(facts, term) for term in wanted.terms}
    total = sum(rarity.values()) or 1.0
    bridged = _bridged(wanted, folded[:NEAR])
    reached = {t: w for t, w in rarity.items() if stem(t) in held or t in bridged}
    absent = {term: w for term, w in rarity.items() if term in _absent(wanted, folded)}
    return Features(
        window=float(max(pool.tops[0], pool.tops[3])),
        sentence=float(max(pool.tops[1], pool.tops[4])),
        covered=sum(reached.values()) / total,
        absent=sum(absent.values()) / total,
    )


def _bridged(wanted: Wanted, folded: Sequence[str]) -> set[str]:
    """Terms for which the texts say what reports say instead."""
    return {
        term
        for phrase, said in wanted.bridges.items()
        if any(_stands(words, folded) for words in said)
        for term in phrase.split()
    }


def _absent(wanted: Wanted, folded: Sequence[str]) -> set[str]:
    """Terms that name a subject of the field which the texts name in no way."""
    return {
        term
        for phrase, said in wanted.bridges.items()
        if not any(_stands(words, folded) for words in (phrase, *said))
        for term in phrase.split()
    }


def _stands(words: str, folded: Sequence[str]) -> bool:
    phrase = " ".join(stem(word) for word in _TOKEN.findall(words.casefold()))
    return any(f" {phrase} " in f" {text} " for text in folded)


def _rarity(facts: LibraryFacts, word: str) -> float:
    """From 0 (in every paragraph) to 1 (in none)."""
    count = facts.words.get(word, 0)
    return math.log((facts.paragraphs + 1) / (count + 1)) / math.log(facts.paragraphs + 1)


@dataclass(frozen=True, slots=True)
class Odds:
    """A logistic model over `Features`, in their order, and the odds below which we say no."""

    bias: float
    weights: tuple[float, ...]
    least: float

    def of(self, features: Features) -> float:
        """The probability, 0 to 1, that the question is answered by what was found."""
        pairs = zip(self.weights, astuple(features), strict=True)
        return 1 / (1 + math.exp(-(self.bias + sum(w * f for w, f in pairs))))


# A question that names no authority and whose best paragraph is no nearer than this is about
# something else altogether.
SCOPE_WINDOW = 0.27


@cache
def load_odds() -> Odds:
    """The model that ships: `refusal.json`, made by `evals/fit_refusals.py`."""
    data = json.loads((files("qa.data") / "refusal.json").read_text("utf-8"))
    return Odds(data["bias"], tuple(data["weights"]), data["least"])
