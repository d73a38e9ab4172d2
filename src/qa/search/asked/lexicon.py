"""What people say against what reports say: data and its loading.

Phrases are compared folded (see `qa.authorities.fold`); nothing here guesses at misspellings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from qa.authorities import fold, once
from qa.data import read_table
from qa.index.encoding.contentwords import stop_words
from qa.report import Strand
from qa.search.asked.question import Kind


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What people say, folded, against what reports say, the likeliest first.

    Abbreviations are keyed in capitals, as written; `plain_words` are words unless so written.
    `stop_words` say nothing of a subject, those that are two in one ("weve") among them.
    `people` name an aspect only where its grade is asked for. `matters` are of a strand, and
    subjects of their own. `everyone` are names for children at large.
    `Kind.TOPIC` is the kind without cues; those of `Kind.OVERVIEW` are in `qa.search.asked.gist`.
    """

    strands: Mapping[str, Strand]
    abbreviations: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]
    aspects: Mapping[str, tuple[str, ...]]
    grades: Mapping[str, str]
    kinds: Mapping[Kind, tuple[str, ...]]
    plain_words: frozenset[str] = frozenset()
    stop_words: frozenset[str] = frozenset()
    report_words: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    everyone: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for section in (self.strands, self.synonyms, self.aspects, self.grades):
            if odd := [said for said in section if not said or said != fold(said)]:
                raise ValueError(f"phrases empty or not folded: {odd}")
        if odd := [short for short in self.abbreviations if short != short.upper()]:
            raise ValueError(f"abbreviations not in capitals: {odd}")


@cache
def load_lexicon() -> Lexicon:
    """The vocabulary of children's services. Raises ValueError where a phrase has two meanings."""
    data = read_table("vocabulary.toml")
    aspects: dict[str, tuple[str, ...]] = {fold(aspect): (aspect,) for aspect in data["aspects"]}
    for aspect, phrases in data["aspects"].items():
        for phrase in map(fold, phrases):
            aspects[phrase] = tuple(dict.fromkeys((*aspects.get(phrase, ()), aspect)))
    synonyms = ((row.split(","), tuple(terms)) for row, terms in data["synonyms"].items())
    strands = ((ps, Strand(name)) for name, ps in data["strand"].items())
    grades = ((ps, grade) for grade, ps in data["grades"].items())
    return Lexicon(
        strands=once(strands, "[strand]"),
        abbreviations=MappingProxyType(data["abbreviations"]),
        synonyms=once(synonyms, "[synonyms]"),
        aspects=MappingProxyType(aspects),
        grades=once(grades, "[grades]"),
        kinds=MappingProxyType({Kind(k): tuple(map(fold, c)) for k, c in data["kinds"].items()}),
        plain_words=frozenset(data["words"]["plain"].split()),
        stop_words=stop_words() | {*data["words"]["contracted"].split()},
        report_words=frozenset(data["words"]["report"].split()),
        people=frozenset(data["words"]["people"]),
        matters=frozenset(data["words"]["matters"]),
        everyone=frozenset(data["words"]["everyone"]),
    )
