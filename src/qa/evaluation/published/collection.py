"""Any collection of documents, cut, embedded and ranked as reports are.

A document is to the search what a paragraph is: its title stands for the headings, windows of
whole sentences and single sentences are embedded, title and text are searched by their words.
What is particular to reports (authority, strand, aspect, judgements, what reports say for a
phrase) has no part in it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from qa.authorities import fold
from qa.evaluation.published.beir import Document
from qa.evaluation.published.vector_cache import VectorCache
from qa.index.encoding.encoder import Encoder
from qa.index.passages import MIN_SENTENCE_WORDS, WINDOW_WORDS, Passage, runs
from qa.index.retrieval.vectors import VectorIndex
from qa.index.retrieval.words import WordIndex, WordRow
from qa.index.sqlite.table import KINDS, PARAGRAPH, PASSAGE, Names, PassageTable
from qa.index.sqlite.units import PassageUnits
from qa.search.asked.lexicon import load_lexicon
from qa.search.ranked.candidates import Candidates, Wanted, by_words, candidates
from qa.sentences import sentences

_NAME = "collection"


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The reports that can be searched: one, the collection."""

    keys: tuple[str, ...] = (_NAME,)


class Collection:
    """Documents opened for questions; what is searched is what `ranking.candidates` searches."""

    def __init__(
        self, documents: Sequence[Document], cache: VectorCache, progress: bool = True
    ) -> None:
        """Cut, embed and index. Raises UsageError when the vectors cannot be kept."""
        self._ids = [document.id for document in documents]
        self.store = _Shelf()
        self.late = None  # published figures are of one vector a passage
        cut = [passage for at, document in enumerate(documents) for passage in _cut(at, document)]
        self.units = _units(cut, len(documents))
        with tqdm(
            total=len(cut), desc="Embedding", unit=" passages", delay=1,
            disable=None if progress else True,
        ) as bar:  # fmt: skip
            self.vectors = VectorIndex.build(cache.vectors([p.text for p in cut], bar.update))
        self._folder = tempfile.TemporaryDirectory(prefix="qa-words-")  # gone when this is
        rows = (WordRow(_key(at), _NAME, d.title, d.text) for at, d in enumerate(documents))
        WordIndex.build(Path(self._folder.name), rows)
        self.words = WordIndex.open(Path(self._folder.name))

    def candidates(self, query: str, encoder: Encoder) -> Candidates:
        """The documents in play for a query, with their signals; `document` names them."""
        vector = encoder.encode([query])[0]
        words = fold(query).split()
        stop = load_lexicon().stop_words
        terms = tuple(word for word in words if word not in stop) or tuple(words)
        wanted = Wanted(np.stack([vector, vector]), terms, {})
        worded = by_words(self, terms, self.store.keys)
        return candidates(self, wanted, self.store.keys, lambda: worded)

    def document(self, key: str) -> str:
        """The id of the document that a candidate's key stands for."""
        return self._ids[_place(key)]


def _cut(place: int, document: Document) -> Iterator[Passage]:
    key = _key(place)
    text = document.text
    spans = sentences(text)
    head = f"{document.title}. " if document.title else ""
    windows = runs(text, spans, WINDOW_WORDS)
    for window in windows:
        yield Passage(key, key, "window", head + text[window.start : window.end])
    if not windows:
        yield Passage(key, key, "window", document.title)
    for span in spans:
        sentence = text[span.start : span.end]
        if len(sentence.split()) >= MIN_SENTENCE_WORDS:
            yield Passage(key, key, "sentence", sentence)


def _units(cut: Sequence[Passage], documents: int) -> PassageUnits:
    """Each document a paragraph, numbered by its place."""
    paragraphs = np.zeros(documents, PARAGRAPH)
    paragraphs["number"] = np.arange(documents)
    of = np.array([_place(passage.key) for passage in cut], np.int64)
    paragraphs["passages"] = np.bincount(of, minlength=documents)
    passages = np.array([(0, KINDS.index(passage.kind)) for passage in cut], PASSAGE)
    names = Names(tuple(str(place) for place in range(documents)), ((),), ((),))
    return PassageUnits(PassageTable(passages, paragraphs, names), (_NAME,), [documents])


def _key(place: int) -> str:
    return f"{_NAME}#{place}"


def _place(key: str) -> int:
    return int(key.partition("#")[2])
