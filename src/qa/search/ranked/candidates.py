"""The paragraphs in play for a question: near to it in meaning, or in words, with their signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.index.retrieval.searchable import Vectors, Words, WordVectors
from qa.index.sqlite.units import PassageUnits, Scope
from qa.keys import paragraph_of

Scores = NDArray[np.float32]


class Holds(Protocol):
    """What knows the keys of the reports it holds."""

    @property
    def keys(self) -> tuple[str, ...]: ...


class Searched(Protocol):
    """What candidates are looked for in: an opened library, or another collection of passages."""

    @property
    def vectors(self) -> Vectors: ...

    @property
    def words(self) -> Words: ...

    @property
    def late(self) -> WordVectors | None: ...

    @property
    def units(self) -> PassageUnits: ...

    @property
    def store(self) -> Holds: ...


CANDIDATES = 200  # paragraphs nearest in meaning, and as many by their words
ROWS_OF_EACH = 4  # passages looked for, for each: several may be of one paragraph
# The signals by name; of the first each question has all.
READ = ("window", "sentence", "words", "wide_window", "wide_sentence")
LATE_INTERACTION, EXPECTED = ("late", "wide_late"), ("expected",)
LATE = 40  # the best of them whose words are compared with the question's


def expansions_of(bridges: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What the reports would say for any phrase of a question, in order, none twice."""
    return tuple(dict.fromkeys(word for words in bridges.values() for word in words))


@dataclass(frozen=True, slots=True)
class AskedWords:
    """A question's content words, in small letters: their vectors in it, shape (q, d), and how
    much each weighs, by its rarity and what the encoder has learnt, shape (q,).
    """

    words: tuple[str, ...]
    vectors: Scores
    weights: Scores

    def first(self, count: int) -> AskedWords:
        """So many of them, from the first."""
        return AskedWords(self.words[:count], self.vectors[:count], self.weights[:count])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched with: the question's vectors, its terms, and their bridges.

    `vectors` are of the question and of the question with its expansions, shape (2, d), `moved`
    the same as they are compared with passages: leaning to what was asked before, and moved as the
    encoder has learnt. `bridges` are phrases of the question, each with what the reports would say
    for it. `asked` are the words of the question, and the same with those of its expansions after
    them, where the encoder tells them. `expected` is where its answer lies by questions like it,
    shape (d,), where any are known.
    """

    vectors: Scores
    terms: tuple[str, ...]
    bridges: Mapping[str, tuple[str, ...]]
    asked: tuple[AskedWords, ...] = ()
    moved: Scores | None = None
    expected: Scores | None = None

    @property
    def compared(self) -> Scores:
        """The vectors as they are compared with passages."""
        return self.vectors if self.moved is None else self.moved

    @property
    def expansions(self) -> tuple[str, ...]:
        """What the reports would say, in order, none twice."""
        return expansions_of(self.bridges)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Paragraphs in play for a question, with their signals, 0 to 1, one row each.

    `signals`, shape (n, m), are those of `names`: best window and best sentence, words, and the
    first two again for the question with its expansions; late interaction for both, where there
    are word vectors; the best window for where its answer is expected, where it is. `tops` are the
    unscaled scores of the best of each, by the question's vectors as they were read. `places` are
    those of the keys in the library.
    """

    keys: tuple[str, ...]
    places: NDArray[np.int64]
    signals: Scores
    tops: Scores
    names: tuple[str, ...]


def by_words(library: Searched, terms: Sequence[str], reports: Sequence[str]) -> dict[str, float]:
    """The paragraphs nearest to some words, within some reports, with their scores."""
    within = list(reports) if len(reports) < len(library.store.keys) else None
    return _by_paragraph(library.words.search(terms, CANDIDATES, within))


def candidates(
    library: Searched,
    wanted: Wanted,
    reports: Sequence[str],
    worded: Callable[[], Mapping[str, float]],
) -> Candidates:
    """The paragraphs nearest to a question in meaning, within some reports, and in words: those
    that `worded` gives, which may still be looked up when this begins.
    """
    units = library.units
    scope = Scope(units, reports) if len(reports) < len(library.store.keys) else None
    # Without expansions, both vectors of a question are one.
    vectors = wanted.compared if wanted.expansions else wanted.compared[:1]
    near = _near(library, vectors, scope)
    in_words = worded()
    places = _each_once(np.concatenate([*near, units.places(in_words)]))
    keys = units.keys(places)
    read = wanted.vectors[: len(vectors)]
    expected = np.empty((0, read.shape[1]), np.float32)
    if wanted.expected is not None:
        expected = wanted.expected[None]
    cosines = _exact(library, np.concatenate([vectors, read, expected]), places)
    words = np.array([in_words.get(key, 0.0) for key in keys], np.float32)
    scaled, _ = _scaled(_beside_words(words, *cosines[: len(vectors)]))
    # How near a question comes is told by its vectors as they were read: what was learnt of where
    # to look says which paragraphs come first, not whether they answer.
    _, tops = _scaled(_beside_words(words, *cosines[len(vectors) : 2 * len(vectors)]))
    names: tuple[str, ...] = READ
    more: list[tuple[Scores, Scores]] = []
    if library.late and wanted.asked:
        names += LATE_INTERACTION
        more.append(_scaled(_late(library, library.late, wanted.asked, places, scaled)))
    if len(expected):
        names += EXPECTED
        more.append(_scaled(cosines[-1][:, :1]))
    scaled = np.hstack([scaled, *(column for column, _ in more)])
    tops = np.hstack([tops, *(top for _, top in more)])
    return Candidates(keys, places, scaled, tops, names)


def _beside_words(words: Scores, own: Scores, wide: Scores | None = None) -> Scores:
    """The scores of paragraphs in the order of their signals, late interaction apart."""
    return np.column_stack([own, words, own if wide is None else wide])


def _near(library: Searched, vectors: Scores, scope: Scope | None) -> list[NDArray[np.int64]]:
    """The paragraphs nearest to each vector, by their places, best first; all of a scope that has
    no more passages than are looked for.
    """
    units = library.units
    if scope and len(scope.rows) <= ROWS_OF_EACH * CANDIDATES:
        return [_each_once(units.paragraphs_of(scope.rows))]
    found = library.vectors.search_each(vectors, ROWS_OF_EACH * CANDIDATES, scope)
    return [_each_once(units.paragraphs_of(rows))[:CANDIDATES] for rows, _ in found]


def _scaled(raw: Scores) -> tuple[Scores, Scores]:
    """Scores by the best of each kind, and those best."""
    tops = raw.max(axis=0, initial=0.0)
    return (raw / np.where(tops > 0, tops, 1.0)).astype(np.float32), tops


def _by_paragraph(hits: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Word scores of units as scores of their paragraphs: the best of each."""
    best: dict[str, float] = {}
    for unit, score in hits:
        paragraph = paragraph_of(unit)
        best[paragraph] = max(best.get(paragraph, 0.0), score)
    return best


def _each_once(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places without repeats, in order of their first."""
    return np.array(list(dict.fromkeys(places.tolist())), np.int64)


def _exact(library: Searched, vectors: Scores, places: NDArray[np.int64]) -> list[Scores]:
    """The best window and best sentence of each paragraph, shape (n, 2), for each vector.

    Cosines; a paragraph without sentences of its own (a table) counts its best window for both.
    """
    rows, of = library.units.grouped_rows(places)
    short = library.units.is_short[rows]
    found, column = [], 2 * of + short
    for cosines in np.ascontiguousarray(library.vectors.cosines(rows, vectors).T):
        best = np.zeros((len(places), 2), np.float32)
        np.maximum.at(best.reshape(-1), column, cosines)
        window, sentence = best.T
        sentence[:] = np.where(sentence > 0, sentence, window)
        found.append(best)
    return found


def _late(
    library: Searched,
    late: WordVectors,
    asked: Sequence[AskedWords],
    places: NDArray[np.int64],
    others: Scores,
) -> Scores:
    """Late interaction: how near a paragraph's best window comes to each word of the question,
    the rare ones counting for more; shape (n, 2): of the question, and with its expansions.

    Only the paragraphs that are best by the `others` are looked at; the rest get the least found.
    """
    looked = np.argsort(-others.mean(axis=1), kind="stable")[:LATE]
    rows, of = library.units.grouped_rows(places[looked])
    long = ~library.units.is_short[rows]
    nearest = late.best(rows[long], asked[-1].vectors)
    found = np.zeros((len(places), len(asked)), np.float32)
    for column, words in enumerate(asked):
        share = words.weights / (words.weights.sum() or 1.0)
        best = np.zeros(len(looked), np.float32)
        np.maximum.at(best, of[long], nearest[:, : len(share)] @ share)
        found[:, column] = best.min(initial=1.0)
        found[looked, column] = best
    return found
