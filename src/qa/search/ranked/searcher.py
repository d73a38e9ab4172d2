"""Search: a question to ranked paragraphs, over one opened library."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from qa.cores import beside
from qa.index.encoding.contentwords import ReadText
from qa.index.encoding.encoder import ReadsWords
from qa.index.making.library import Library
from qa.search.asked.facts import LibraryFacts, facts_of
from qa.search.asked.question import Filters, Hit, SearchResult, Understood
from qa.search.asked.understanding import Understanding
from qa.search.language.english import is_english
from qa.search.ranked.candidates import (
    AskedWords,
    Candidates,
    Scores,
    Wanted,
    by_words,
    candidates,
    expansions_of,
)
from qa.search.ranked.precedents import Precedents, precedents_for
from qa.search.ranked.ranking import DEFAULT_WEIGHTS, Weights, rank
from qa.search.ranked.signals import Outlines


@dataclass(frozen=True, slots=True)
class Settings:
    """What a search goes by; `qa eval --without` switches one off to see what it is worth.

    `expands`: looks for what reports say instead, too. `scoped`: looks only where the question
    asks. `corrects`: reads misspelt words right.
    """

    weights: Weights = DEFAULT_WEIGHTS
    expands: bool = True
    scoped: bool = True
    corrects: bool = True


DEFAULT_SETTINGS = Settings()
KEPT_PHRASES = 4096  # vectors, 1.5 kB each
# How far a turn of a conversation leans to what was asked before it, and how much less each turn
# before that counts. Chosen on conversations, as evals/choices.md tells.
LEANING = 0.7
FADING = 0.8
KEPT_READINGS = 8  # an answer may ask the same of several reports, one after another


class Searcher:
    """Searches one library. Safe to share between threads once made."""

    def __init__(self, library: Library, settings: Settings = DEFAULT_SETTINGS) -> None:
        self.library = library
        self.outlines = Outlines(library)
        self._settings = settings
        # The vector of a phrase of the vocabulary, shape (d,): each is embedded once.
        self.vector_of: Callable[[str], Scores] = lru_cache(KEPT_PHRASES)(self._embedded)
        # A question as the encoder reads it, with its expansions.
        self._read = lru_cache(KEPT_READINGS)(self._read_anew)
        self._bridged = lru_cache(KEPT_READINGS)(self._bridged_anew)

    @cached_property
    def understanding(self) -> Understanding:
        """Questions understood against what the library holds."""
        return Understanding(self.facts, self._is_word)

    @cached_property
    def _reader(self) -> ReadsWords | None:
        """The encoder, where it tells the vectors of words."""
        encoder = self.library.encoder
        return encoder if isinstance(encoder, ReadsWords) else None

    @cached_property
    def _precedents(self) -> Precedents | None:
        """Questions asked of other reports, where the encoder is the one that read them."""
        return precedents_for(self.library.encoder.fingerprint)

    @cached_property
    def facts(self) -> LibraryFacts:
        store = self.library.store
        return facts_of(
            store.facts(),
            {short: longs[0] for short, longs in store.abbreviations().items()},
            store.words(),
            store.paragraph_count(),
            lambda word, reports: bool(self.library.words.search([word], 1, list(reports))),
        )

    def _embedded(self, phrase: str) -> Scores:
        vector: Scores = self.library.encoder.encode([phrase])[0]
        return vector

    def _is_word(self, word: str) -> bool:
        known = not self._settings.corrects or self.library.encoder.knows(word)
        return known or is_english(word)

    def search(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        limit: int = 20,
    ) -> SearchResult:
        """The best paragraphs for a question, best first, and how the question was understood."""
        started = time.perf_counter()
        understood = self.understanding.understand(question, filters=filters)
        understood_at = time.perf_counter()
        hits = self.ranked(understood)
        spent = {
            "understand": 1000 * (understood_at - started),
            "search": 1000 * (time.perf_counter() - understood_at),
        }
        return SearchResult(understood, hits[:limit], spent)

    def ranked(self, understood: Understood) -> tuple[Hit, ...]:
        """All candidate paragraphs for a question as understood, best first."""
        return self.find(understood)[2]

    def find(self, understood: Understood) -> tuple[Wanted, Candidates, tuple[Hit, ...]]:
        """What was searched with, the candidates, and their ranking."""
        # The same for whatever reports, of which an answer may ask one after another.
        bridges, query, shorts = self._bridged(replace(understood, reports=(), beside=()))
        expansions = expansions_of(bridges)
        scope = understood.reports if self._settings.scoped else self.library.store.keys
        # The words are looked up while the encoder reads and passages near in meaning are found.
        named = (*understood.terms, *map(str.casefold, shorts))
        looking = beside().submit(by_words, self.library, [*named, *expansions], scope)
        vectors, asked = self._read(query, expansions)
        leaning = self._leaning(vectors, understood.beside)
        moved = self._reader.moved(leaning) if self._reader else leaning
        expected = None
        if self._precedents:
            expected = self._precedents.expected(leaning[0], without=understood.reports)
        wanted = Wanted(vectors, understood.terms, bridges, asked, moved, expected)
        pool = candidates(self.library, wanted, scope, looking.result)
        hits = rank(pool, understood, self.outlines, self._settings.weights)
        # Only a paragraph named by its number can be one that has no passage.
        away = {key for key in understood.lookups if not self.library.units.holds(key)}
        return wanted, pool, tuple(hit for hit in hits if hit.key not in away)

    def _leaning(self, vectors: Scores, beside: Sequence[str]) -> Scores:
        """The vectors of a question, shape (2, d), leaning to what was asked before it, newest
        first: "how many members turn up?" after a question on corporate parenting.
        """
        if not beside:
            return vectors
        spoken = sum(FADING**turn * self.vector_of(asked) for turn, asked in enumerate(beside))
        leaning = vectors + LEANING * spoken / np.linalg.norm(spoken)
        unit: Scores = leaning / np.linalg.norm(leaning, axis=1, keepdims=True)
        return unit.astype(np.float32)

    def wanted_of_each(self, parts: Sequence[Understood]) -> list[Wanted]:
        """What each part of a question is read for, in paragraphs that were found already: as it is
        put, embedded at once.
        """
        # The same for whatever reports, as in `find`.
        bridged = [self._bridged(replace(part, reports=())) for part in parts]
        vectors = self.library.encoder.encode([query for _, query, _ in bridged])
        return [
            Wanted(np.stack([vector, vector]), part.terms, bridges)
            for vector, part, (bridges, _, _) in zip(vectors, parts, bridged, strict=True)
        ]

    def _bridged_anew(
        self, understood: Understood
    ) -> tuple[Mapping[str, tuple[str, ...]], str, tuple[str, ...]]:
        """What the reports would say, and what is searched with, with the abbreviations put in."""
        bridges = self.understanding.bridges
        said = bridges.of(understood) if self._settings.expands else {}
        return said, *bridges.abbreviated(understood, put_in=self._settings.expands)

    def _read_anew(
        self, query: str, expansions: tuple[str, ...]
    ) -> tuple[Scores, tuple[AskedWords, ...]]:
        """The question embedded, and the question with its expansions, shape (2, d); its words, and
        the same with those of its expansions after them, where the encoder tells them.
        """
        texts = [query]
        if expansions:
            texts.append(f"{query}. {', '.join(expansions)}")
        if not self.library.late or not self._reader:
            vectors = self.library.encoder.encode(texts)
            return np.stack([vectors[0], vectors[-1]]), ()
        read = self._reader.read(texts)
        wide = self._asked(read[-1], self._reader)
        asked = (wide.first(len(read[0].words)), wide)
        return np.stack([read[0].vector, read[-1].vector]), asked

    def _asked(self, text: ReadText, encoder: ReadsWords) -> AskedWords:
        """A text's words as the encoder looks for them; the rarer in the library one is, the more
        it weighs.
        """
        vectors, matter = encoder.asked(text.vectors)
        rarity = np.array([self.facts.rarity(word) for word in text.words], np.float32)
        return AskedWords(text.words, vectors, rarity * matter)
