"""Late interaction: words in their place, kept beside the passages, compared with a question's."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from index_samples import HashEncoder, sample_reader, write_corpus
from numpy.typing import NDArray

from qa.assistant import Assistant
from qa.errors import LibraryIndexError
from qa.index.encoding import products
from qa.index.encoding.contentwords import ReadText
from qa.index.encoding.encoder import OnnxEncoder, Progress
from qa.index.encoding.interaction import Interaction
from qa.index.encoding.products import in_pairs
from qa.index.making.build import build
from qa.index.making.library import Library
from qa.index.retrieval import late
from qa.index.retrieval.late import LateIndex, LateWriter, Vectors
from qa.search.ranked.candidates import LATE_INTERACTION, READ, Candidates
from qa.search.ranked.ranking import DEFAULT_WEIGHTS, SCORES, fused
from qa.search.ranked.searcher import Searcher


class WordsEncoder(HashEncoder):
    """The encoder of a few lines, which tells the vectors of words, too."""

    def read(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[ReadText]:
        words = [tuple(text.lower().split()) for text in texts]
        vectors = self.encode(texts, progress=progress)
        return [
            ReadText(vector, own, HashEncoder().encode(own))
            for vector, own in zip(vectors, words, strict=True)
        ]

    def asked(self, words: Vectors) -> tuple[Vectors, Vectors]:
        return words, np.ones(len(words), np.float32)

    def moved(self, questions: Vectors) -> Vectors:
        return questions


def opened(corpus: Path, index: Path, encoder: HashEncoder) -> Library:
    build(corpus, index, reader=sample_reader(), encoder=encoder, progress=False)
    return Library.open(index, encoder=encoder)


def unit(count: int, seed: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(count, 32)).astype(np.float32)
    lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


def test_a_text_is_read_as_it_is_encoded(encoder: OnnxEncoder) -> None:
    """The vector is the same, whether words are asked for or not; also of odd texts."""
    texts = ["What about Harrow's looked-after children?", "", "62%", "\ud800", "word " * 900]
    read = encoder.read(texts)
    np.testing.assert_allclose([t.vector for t in read], encoder.encode(texts), atol=1e-5)
    for text in read:
        assert text.vectors.shape == (len(text.words), encoder.dimension)
        np.testing.assert_allclose(np.linalg.norm(text.vectors, axis=1), 1, atol=1e-5)


def test_content_words_are_told_whole(encoder: OnnxEncoder) -> None:
    """Put together from their pieces, in small letters; no punctuation, no words of grammar."""
    (text,) = encoder.read(["What about the safeguarding of Redbridge's children, in 2010?"])
    assert text.words == ("safeguarding", "redbridge", "children", "2010")


def test_a_word_is_read_in_its_place(encoder: OnnxEncoder) -> None:
    """What stands around it changes its vector: a plan of care, a plan of a house."""
    texts = ("plan for the child in care", "care plan of the child", "floor plan of the house")
    care, also, house = (text.vectors[text.words.index("plan")] for text in encoder.read(texts))
    assert care @ house < care @ also < 0.999


def test_a_question_s_words_are_compared_as_was_learnt(encoder: OnnxEncoder) -> None:
    """Turned, but not beyond knowing; some matter more than others; all of length 1."""
    (question,) = encoder.read(["are kids in care properly seeing a dentist?"])
    words, matter = encoder.asked(question.vectors)
    np.testing.assert_allclose(np.linalg.norm(words, axis=1), 1, atol=1e-5)
    kept = (words * question.vectors).sum(axis=1)
    assert (kept > 0.3).all() and (kept < 0.999).all()
    weight = dict(zip(question.words, matter, strict=True))
    assert weight["dentist"] > weight["properly"]


def test_an_encoder_that_was_not_taught_leaves_words_as_they_are(encoder: OnnxEncoder) -> None:
    """As published, each word counts as much as another."""
    untaught = copy(encoder)
    untaught.interaction = None
    words = unit(3, 7)
    turned, matter = untaught.asked(words)
    assert turned is words and matter.tolist() == [1, 1, 1]
    assert untaught.moved(words) is words


def test_what_was_learnt_is_kept_in_half_precision(tmp_path: Path) -> None:
    """And read back as it was written."""
    learnt = Interaction(unit(32, 1), unit(1, 2)[0], unit(32, 3))
    learnt.save(tmp_path / "learnt.npz")
    kept = Interaction.open(tmp_path / "learnt.npz")
    words = unit(4, 3)
    for before, after in zip(learnt.asked(words), kept.asked(words), strict=True):
        np.testing.assert_allclose(before, after, atol=2e-3)
    np.testing.assert_allclose(learnt.moved(words), kept.moved(words), atol=2e-3)


def test_a_question_is_compared_where_passages_that_answer_lie(encoder: OnnxEncoder) -> None:
    """It is moved, but not beyond knowing, and of length 1; towards the one that answers."""
    asked = "are kids in care properly seeing a dentist?"
    answers = "Dental checks of looked after children are up to date."
    question, right, wrong = encoder.encode([asked, answers, "Staff morale is good."])
    (moved,) = encoder.moved(question[None])
    np.testing.assert_allclose(np.linalg.norm(moved), 1, atol=1e-5)
    assert 0.5 < moved @ question < 0.999
    assert moved @ right - moved @ wrong > question @ right - question @ wrong


def test_the_nearest_word_of_each_passage_is_found(tmp_path: Path) -> None:
    """As plain arithmetic finds it, but for the last digits that bytes leave out."""
    passages = [unit(5, 1), unit(0, 2), unit(9, 3)]
    writer = LateWriter(tmp_path, 4)
    writer.add([0, 3], passages[0])  # the same text in two places
    writer.add([1], passages[1])
    writer.add([2], passages[2])
    writer.close()
    held = LateIndex.open(tmp_path, 32)
    assert held
    asked = unit(3, 4)
    found = held.best(np.array([3, 1, 2]), asked)
    np.testing.assert_allclose(found[0], (passages[0] @ asked.T).max(axis=0), atol=0.02)
    np.testing.assert_allclose(found[2], (passages[2] @ asked.T).max(axis=0), atol=0.02)
    assert not found[1].any()
    assert held.best(np.array([1]), asked).tolist() == [[0, 0, 0]]
    assert held.best(np.array([0]), asked[:0]).shape == (1, 0)


def test_rows_in_bytes_are_multiplied_as_floats_are() -> None:
    """But for what words lose in bytes; the graph that comes along is the one that would be made,
    and no sum of two of its products is too large for two bytes, where a processor adds them so.
    """
    rows = np.random.default_rng(5).integers(-127, 128, (300, 32))
    for d in (32, 31):
        asked = unit(7, 6)[:, :d]
        lengths = np.linalg.norm(rows[:, :d], axis=1, keepdims=True)
        found = products.products((rows[:, :d] + products.ZERO).astype(np.uint8), asked)
        np.testing.assert_allclose(found / lengths, rows[:, :d] @ asked.T / lengths, atol=0.01)
        pairs = in_pairs(asked)[0][:, : d // 2 * 2].astype(int).reshape(7, -1, 2)
        assert 255 * np.abs(pairs.sum(axis=2)).max() <= 32_767
    assert (files("qa.data") / products.GRAPH).read_bytes() == products.graph()


def test_word_vectors_are_taken_over_by_the_next_index(tmp_path: Path) -> None:
    """They are those of an index made from nothing, though only the new report is read."""
    corpus = write_corpus(tmp_path / "corpus", a="harrow-2012")
    opened(corpus, tmp_path / "index", WordsEncoder()).close()
    write_corpus(corpus, b="barnet-2012")
    encoder = WordsEncoder()
    grown = opened(corpus, tmp_path / "index", encoder)
    fresh = opened(corpus, tmp_path / "other", WordsEncoder())
    assert not [text for text in encoder.encoded if "Harrow" in text]
    assert isinstance(grown.late, LateIndex) and isinstance(fresh.late, LateIndex)
    assert len(grown.late.rows) == len(fresh.late.rows) > 0
    for row in range(len(fresh.vectors)):
        ours, theirs = grown.late.of(row), fresh.late.of(row)
        np.testing.assert_array_equal(ours[0], theirs[0])
        np.testing.assert_array_equal(ours[1], theirs[1])


def test_windows_have_words_and_sentences_have_none(assistant: Assistant) -> None:
    """A sentence stands in a window, so its words are there already."""
    held = assistant._library
    assert isinstance(held.late, LateIndex)
    counts = held.late.places[:, 1]
    short = held.units.is_short
    assert not counts[short].any() and counts[~short].all()


def test_words_too_few_for_their_places_are_damage(tmp_path: Path) -> None:
    """With the command that mends it."""
    writer = LateWriter(tmp_path, 1)
    writer.add([0], unit(5, 1))
    writer.close()
    (tmp_path / late.ROWS).write_bytes(b"\0")
    with pytest.raises(LibraryIndexError, match="damaged.*qa index"):
        LateIndex.open(tmp_path, 32)


def test_the_paragraph_with_the_words_asked_for_is_nearest_by_them(assistant: Assistant) -> None:
    """The teenage pregnancy board of Havering is named in paragraph 90 alone."""
    searcher = Searcher(assistant._library)
    asked = "Who sits on Havering's teenage pregnancy board, in 2011?"
    understood = searcher.understanding.understand(asked)
    _, pool, hits = searcher.find(understood)
    late = pool.names.index("late")
    assert pool.keys[int(pool.signals[:, late].argmax())] == "havering-2011#90" == hits[0].key


def test_without_word_vectors_the_other_scores_weigh_as_they_did(tmp_path: Path) -> None:
    """An encoder that does not tell them: the share of late interaction goes to the rest."""
    corpus = write_corpus(tmp_path / "corpus", a="harrow-2012")
    library = opened(corpus, tmp_path / "index", HashEncoder())
    searcher = Searcher(library)
    _, pool, hits = searcher.find(searcher.understanding.understand("the health of children"))
    assert library.late is None and pool.names == READ and hits
    one = ("x#1",), np.zeros(1, np.int64)
    for names in (READ, (*READ, *LATE_INTERACTION), SCORES):
        signals = np.ones((1, len(names)), np.float32)
        pool = Candidates(*one, signals, signals[0], names)
        assert fused(pool)[0] == pytest.approx(DEFAULT_WEIGHTS.of_scores.sum())
    assert DEFAULT_WEIGHTS.late > 0
