"""What the reports would say for what a question says: other words, names and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from qa.authorities import fold
from qa.search.asked.charges import charges_authority, of_offending
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.lexicon import Lexicon
from qa.search.asked.question import Kind, Understood
from qa.search.asked.shorthand import Shorthand
from qa.search.language.cues import load_cues

_WORD = re.compile(r"[A-Za-z0-9&]+(?:['’][A-Za-z]+)?")


class Bridges:
    """Bridges from questions to the reports of one library."""

    def __init__(self, facts: LibraryFacts, lexicon: Lexicon) -> None:
        self._facts = facts
        self._lexicon = lexicon

    def of(self, understood: Understood) -> dict[str, tuple[str, ...]]:
        """What the reports would say for what was asked: phrase of the question -> their words.

        The reports' own definitions of abbreviations come before the field's.
        """
        terms = understood.terms
        said = fold(understood.query or understood.standalone)
        synonyms = self._lexicon.synonyms
        if charges_authority(said):  # "did they break the law?" asks of no offending
            synonyms = self._less_offending
        found: dict[str, tuple[str, ...]] = {
            phrase: synonyms[phrase]
            for phrase in phrases_of(said, synonyms)
            if " " in phrase or phrase in terms  # "it" is a pronoun, "IT" is not
        }
        if understood.kind is Kind.COMPARE:
            # "which is better?" asks for no improvement
            found = {said: w for said, w in found.items() if not load_cues().beside.fullmatch(said)}
        words = self._lexicon.plain_words - in_capitals(understood.query)
        for term in terms:
            if term in words:
                continue  # "send" is a verb, "SEND" is not
            short = term.upper()
            for key in (short, short.removesuffix("S")):
                if long := self._facts.abbreviations.get(key) or self._lexicon.abbreviations.get(
                    key
                ):
                    found[term] = (*found.get(term, ()), long, key)
                    break
        return self._shortened(said, found, understood.authorities)

    def abbreviated(
        self, understood: Understood, *, put_in: bool = True
    ) -> tuple[str, tuple[str, ...]]:
        """What to search with, the abbreviation put in after each name that is spelt out, and
        those put in.
        """
        query = understood.query or understood.standalone
        if not put_in:
            return query, ()
        return self._of_field.abbreviated(query, understood.authorities)

    def _shortened(
        self, said: str, found: Mapping[str, tuple[str, ...]], authorities: Sequence[str]
    ) -> dict[str, tuple[str, ...]]:
        """The same with the abbreviations of what is spelt out, and the authorities' own."""
        known = self._shorthand
        shorter = {
            phrase: (*words, *known.own(words, authorities)) for phrase, words in found.items()
        }
        for phrase in phrases_of(said, known.names):
            if shorts := known.shorts(phrase, authorities):
                shorter[phrase] = (*shorter.get(phrase, ()), *shorts)
        return shorter

    @cached_property
    def _less_offending(self) -> Mapping[str, tuple[str, ...]]:
        """What reports say for what is asked, less by what people say for offending."""
        rest = self._lexicon.synonyms.keys() - of_offending()
        return {phrase: self._lexicon.synonyms[phrase] for phrase in rest}

    @cached_property
    def _used(self) -> Mapping[str, str]:
        """The field's abbreviations that reports of the library use."""
        known = self._lexicon.abbreviations.items()
        return {short: long for short, long in known if short.casefold() in self._facts.words}

    @cached_property
    def _shorthand(self) -> Shorthand:
        return Shorthand.of(self._facts.abbreviations, self._used)

    @cached_property
    def _of_field(self) -> Shorthand:
        """Without what one report alone abbreviates, which stands beside its name more often."""
        return Shorthand.of(self._used)


def in_capitals(text: str) -> set[str]:
    """The words of a text in capitals, in small letters; none where all of it is.

    >>> in_capitals("Does IT work?"), in_capitals("IT WORKS")
    ({'it'}, set())
    """
    if text.isupper():
        return set()
    words = (match.group() for match in _WORD.finditer(text))
    return {word.casefold() for word in words if len(word) > 1 and word.isupper()}


MAX_PHRASE = 8  # words
MOST_KEPT = 64  # texts, each looked through for the phrases of several tables


def phrases_of(folded: str, table: Mapping[str, object]) -> list[str]:
    """Phrases of a table that stand in a text, longest first at each place, none inside another."""
    found: list[str] = []
    free = 0  # the first word that is in no phrase found
    for place, phrases in enumerate(_beginning_at_each(folded)):
        phrase = next((p for p in phrases if p in table), None) if place >= free else None
        if phrase is not None:
            found.append(phrase)
            free = place + phrase.count(" ") + 1
    return found


@lru_cache(MOST_KEPT)
def _beginning_at_each(folded: str) -> tuple[tuple[str, ...], ...]:
    """What may be a phrase from each word of a text on, the longest first."""
    words = folded.split()
    return tuple(
        tuple(
            " ".join(words[place : place + count])
            for count in range(min(MAX_PHRASE, len(words) - place), 0, -1)
        )
        for place in range(len(words))
    )


def groups_named(folded: str, lexicon: Lexicon) -> list[str]:
    """The phrases of a text that name half of an inspection, or children at large: no subject."""
    whole = {*lexicon.strands, *lexicon.everyone} - lexicon.matters
    return phrases_of(folded, dict.fromkeys(whole))
