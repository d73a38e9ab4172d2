"""Vectors: what FAISS finds is what a plain product finds, whatever the index and the filter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.errors import LibraryIndexError
from qa.index.retrieval.cells import factory_for
from qa.index.retrieval.vectorfile import VECTORS
from qa.index.retrieval.vectors import TRAINED, VectorIndex

TRAINED_FACTORY = "IVF32,PQ12x4fs"  # of vectors of 24, as of large libraries


def unit_vectors(n: int, dimension: int = 24, seed: int = 1) -> NDArray[np.float32]:
    """Vectors in the same forty clusters: questions lie where the texts lie."""
    centres = np.random.default_rng(0).normal(size=(40, dimension))
    draw = np.random.default_rng(seed)
    vectors = centres[draw.integers(0, 40, n)] + 0.5 * draw.normal(size=(n, dimension))
    normed: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normed.astype(np.float32)


VECTORS_3000 = unit_vectors(3000)
QUERIES = unit_vectors(20, seed=2)


def best(query: NDArray[np.float32], k: int, rows: NDArray[np.int64]) -> list[int]:
    """The k best rows by a plain product."""
    return list(rows[np.argsort(-(VECTORS_3000[rows] @ query), kind="stable")[:k]])


@pytest.fixture(params=["Flat", TRAINED_FACTORY])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> VectorIndex:
    """Each kind of index, written and opened again."""
    VectorIndex.build(VECTORS_3000, factory=request.param).save(tmp_path)
    return VectorIndex.open(tmp_path)


def test_the_nearest_vectors_are_found_best_first(index: VectorIndex) -> None:
    """All of them when flat, 99 in 100 when trained; scores are the exact cosines."""
    hits = 0
    for query in QUERIES:
        ids, scores = index.search(query, 10)
        np.testing.assert_allclose(scores, VECTORS_3000[ids] @ query, atol=1e-5)
        assert list(scores) == sorted(scores, reverse=True)
        hits += len(set(ids) & set(best(query, 10, np.arange(3000))))
    assert hits == 200 if index.factory == "Flat" else hits >= 0.97 * 200


@pytest.mark.parametrize("size", [1, 7, 300, 2999])
def test_a_filtered_search_stays_within_the_filter_and_is_exact(
    index: VectorIndex, size: int
) -> None:
    """Also when the allowed rows lie far from the question."""
    allowed = np.sort(np.random.default_rng(size).choice(3000, size, replace=False))
    for query in QUERIES[:5]:
        ids, _ = index.search(query, 10, allowed.astype(np.int64))
        assert list(ids) == best(query, 10, allowed)


def test_a_large_filter_on_a_trained_index_stays_within_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """There the selector goes to FAISS, and exact scores are computed after."""
    monkeypatch.setattr(VectorIndex, "_is_sooner_compared", lambda *_: False)
    index = VectorIndex.build(VECTORS_3000, factory=TRAINED_FACTORY)
    allowed = np.arange(0, 3000, 2)
    found = [set(index.search(query, 10, allowed)[0]) for query in QUERIES]
    assert all(row % 2 == 0 for ids in found for row in ids)
    expected = [set(best(query, 10, allowed)) for query in QUERIES]
    assert sum(len(a & b) for a, b in zip(found, expected, strict=True)) >= 0.95 * 200


def test_fewer_come_back_when_there_are_fewer(index: VectorIndex) -> None:
    """Never a row that does not exist."""
    assert len(index.search(QUERIES[0], 5, np.array([4, 2]))[0]) == 2
    assert len(index.search(QUERIES[0], 5, np.array([], np.int64))[0]) == 0
    assert len(index.search(QUERIES[0], 0)[0]) == 0
    assert len(VectorIndex.build(VECTORS_3000[:3]).search(QUERIES[0], 5)[0]) == 3


def test_vectors_come_back_exactly(index: VectorIndex) -> None:
    """In the order asked for, whatever the trained index made of them."""
    rows = np.array([2999, 0, 17, 17])
    np.testing.assert_array_equal(index.reconstruct(rows), VECTORS_3000[rows])


def test_a_question_of_another_encoder_is_refused(index: VectorIndex) -> None:
    """With both sizes and the remedy."""
    with pytest.raises(LibraryIndexError, match=r"\(5,\).*\(24,\).*qa index"):
        index.search(np.ones(5, np.float32), 3)


def test_a_small_library_is_searched_exactly_and_a_large_one_is_not() -> None:
    """The choice is by size alone."""
    assert factory_for(0, 384) == factory_for(50_000, 384) == "Flat"
    assert factory_for(50_001, 384) == "IVF512,PQ192x4fs"
    assert factory_for(1_000_000, 24) == "IVF2048,PQ12x4fs"
    assert factory_for(1_000_000, 25) == "IVF2048,SQ8"  # two components to a code: an even number


@pytest.mark.parametrize("name", [VECTORS, TRAINED])
@pytest.mark.parametrize("content", [b"", b"not an index at all", None])
def test_a_damaged_index_is_refused(name: str, content: bytes | None, tmp_path: Path) -> None:
    """Emptied, overwritten, or cut short."""
    VectorIndex.build(VECTORS_3000, factory=TRAINED_FACTORY).save(tmp_path)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2] if content is None else content)
    with pytest.raises(LibraryIndexError, match="qa index"):
        VectorIndex.open(tmp_path)


def test_a_missing_index_is_refused(tmp_path: Path) -> None:
    """As a damaged one is."""
    with pytest.raises(LibraryIndexError, match="qa index"):
        VectorIndex.open(tmp_path)


def test_an_index_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """Whatever the reason."""
    with pytest.raises(LibraryIndexError, match="cannot be written"):
        VectorIndex.build(VECTORS_3000).save(tmp_path / "no-such-folder")
