"""Passages kept in Milvus: a real collection in a file of milvus-lite, and the same embedded."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from conftest import CORPUS, lend
from engine_names import HOSTILE
from index_samples import HashEncoder, sample_reader, write_corpus

from qa.assistant import Assistant
from qa.errors import LibraryIndexError
from qa.index.making.build import State, build, status
from qa.index.making.engines import Engine
from qa.index.making.library import Library
from qa.index.milvus import collections
from qa.index.milvus.collections import Pair
from qa.index.milvus.server import reach
from qa.index.milvus.vectors import MilvusVectors
from qa.index.passages import Passage
from qa.index.retrieval.words import WordRow
from qa.index.sqlite.manifest import EngineUsed
from qa.index.sqlite.units import Scope

pytest.importorskip("milvus_lite", reason="pip install .[milvus]")

READER = sample_reader()
QUESTIONS = (
    "what did Ofsted say about Harrow LAC health?",
    "Is there enough choice of foster placements?",
    "How are children who go missing protected in Havering?",
    "quality of social work assessments",
)


@dataclass(frozen=True)
class Both:
    """The same two reports, kept by both engines."""

    embedded: Library
    milvus: Library


@pytest.fixture(scope="module")
def both(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Made of what the index of the five reports holds, so that nothing is embedded."""
    folder = tmp_path_factory.mktemp("both")
    (folder / "corpus").mkdir()
    for name in ("harrow-2012.txt", "havering-2007.txt"):
        shutil.copy(CORPUS / name, folder / "corpus")
    for engine in ("embedded", "milvus"):
        lend(index_folder, folder / engine)
        made = build(folder / "corpus", folder / engine, engine=Engine(engine), progress=False)
        assert (made.built, made.reports, made.embedded) == (True, 2, 0)
    return Both(Library.open(folder / "embedded"), Library.open(folder / "milvus"))


def scopes(library: Library) -> list[Scope | None]:
    units = library.units
    harrow = [key for key in library.store.keys if key.startswith("harrow")]
    return [
        None,
        Scope(units, harrow),
        Scope(units, [*harrow, "nowhere-2012"]),
        Scope(units, harrow, outside=True),
        Scope(units, harrow, outside=True, long_only=True),
        Scope(units, ["nowhere-2012"]),
    ]


def test_the_nearest_passages_are_the_same(both: Both) -> None:
    """With and without a filter; the cosines too."""
    vectors = both.embedded.encoder.encode(QUESTIONS)
    assert len(both.milvus.vectors) == len(both.embedded.vectors)
    for one, other in zip(scopes(both.embedded), scopes(both.milvus), strict=True):
        for vector in vectors:
            rows, cosines = both.embedded.vectors.search(vector, 50, one)
            near, found = both.milvus.vectors.search(vector, 50, other)
            np.testing.assert_allclose(found, cosines, atol=1e-5)
            assert len(set(rows.tolist()) ^ set(near.tolist())) <= 2  # equals at the very end


def test_cosines_and_vectors_come_in_the_order_asked_for(both: Both) -> None:
    """A row asked for twice comes twice."""
    rows = np.array([17, 3, 900, 3, 0], np.int64)
    vectors = both.embedded.encoder.encode(QUESTIONS)
    for ids in (rows, np.arange(len(both.milvus.vectors)), rows[:0]):
        expected = both.embedded.vectors.cosines(ids, vectors)
        np.testing.assert_allclose(both.milvus.vectors.cosines(ids, vectors), expected, atol=1e-5)
    np.testing.assert_allclose(
        both.milvus.vectors.reconstruct(rows), both.embedded.vectors.reconstruct(rows), atol=1e-6
    )


def test_a_large_collection_is_searched_by_its_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the graph leaves out of what it is asked for is worked out from the vectors."""
    monkeypatch.setattr(collections, "FLAT_UP_TO", 100)
    random = np.random.default_rng(7)
    vectors = random.normal(size=(400, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    passages = [Passage("a-2012#1", "a-2012#1", "window", "") for _ in vectors]
    used = EngineUsed("milvus", str(tmp_path / "large.db"), "large", "1")
    words = [WordRow("a-2012#1", "a-2012", "Health", "Nurses visit.")]
    kind = collections.make(used, ["a-2012"], passages, vectors, words, progress=False)
    assert kind == collections.GRAPH
    found = MilvusVectors(used, {"a-2012": 0}, 16)
    queries = vectors[:3]
    ids = random.permutation(400)
    np.testing.assert_allclose(found.cosines(ids, queries), vectors[ids] @ queries.T, atol=0.02)
    rows, _ = found.search(queries[0], 10)
    assert rows[0] == 0
    assert len(set(rows.tolist()) & set(np.argsort(-(vectors @ queries[0]))[:10].tolist())) >= 8


def test_a_vector_of_another_encoder_is_refused(both: Both) -> None:
    """As by the embedded engine."""
    with pytest.raises(LibraryIndexError, match="different encoders"):
        both.milvus.vectors.search(np.ones(5, np.float32), 3)


def test_the_words_find_the_same_units(both: Both) -> None:
    """BM25 over headings and bodies, held to a report or not; scores differ by their rounding."""
    one, other = both.embedded.words, both.milvus.words
    assert len(one) == len(other)
    for question in QUESTIONS:
        assert one.analyse(question) == other.analyse(question)
        for reports in (None, [both.embedded.store.keys[0]]):
            for boost in (1.0, 0.0):
                expected = dict(one.search(question, 10, reports, heading_boost=boost))
                found = dict(other.search(question, 10, reports, heading_boost=boost))
                shared = expected.keys() & found.keys()
                assert len(shared) >= 8
                for unit in shared:
                    assert found[unit] == pytest.approx(expected[unit], rel=0.1)
    assert other.search("zyxwv", 5) == other.search("", 5) == other.search("health", 5, []) == []


def test_units_that_hold_every_word_are_the_same(both: Both) -> None:
    """However often or in whatever form the words stand in them."""
    for text in ("health assessments", "looked after children are safe", "zyxwv children", "—"):
        expected = both.embedded.words.holding(text, 1_000)
        assert sorted(both.milvus.words.holding(text, 1_000)) == sorted(expected)


def test_the_whole_search_agrees(both: Both) -> None:
    """The ranking is the same code over both."""
    one, other = Assistant(both.embedded), Assistant(both.milvus)
    for question in QUESTIONS:
        expected = [hit.key for hit in one.search(question, limit=10).hits]
        found = [hit.key for hit in other.search(question, limit=10).hits]
        assert found[0] == expected[0]
        assert len(set(found) & set(expected)) >= 9
    assert one.ask(QUESTIONS[0]).to_json()["quotes"] == other.ask(QUESTIONS[0]).to_json()["quotes"]
    key = one.search(QUESTIONS[0]).hits[0].key
    assert [s.paragraph.key for s in one.similar(key)] == [
        s.paragraph.key for s in other.similar(key)
    ]


def test_no_name_of_a_report_gets_out_of_a_filter(both: Both) -> None:
    """A name that is not held filters everything away."""
    vector = both.milvus.encoder.encode(QUESTIONS)[0]
    for name in HOSTILE:
        assert both.milvus.words.search("health", 5, [name]) == []
        assert len(both.milvus.vectors.search(vector, 5, Scope(both.milvus.units, [name]))[0]) == 0
    for text in HOSTILE:  # nor does what is asked or checked; most of these have words
        both.milvus.words.search(text, 5)
        both.milvus.words.holding(text, 5)


def test_reports_with_hostile_names_are_told_apart(tmp_path: Path) -> None:
    """What is filtered by is their numbers."""
    names = [f"{name or 'empty'}-2012" for name in HOSTILE]
    corpus = write_corpus(tmp_path / "corpus", **{f"f{i}": name for i, name in enumerate(names)})
    encoder = HashEncoder()
    made = build(
        corpus, tmp_path / "index", engine=Engine("milvus"), reader=READER, encoder=encoder
    )
    assert made.reports == len(names)
    library = Library.open(tmp_path / "index", encoder=encoder)
    vector = encoder.encode(["Appoint a designated nurse."])[0]
    for name in library.store.keys:
        units = [unit for unit, _ in library.words.search("designated nurse", 9, [name])]
        assert units and all(unit.startswith(f"{name}#") for unit in units)
        rows, _ = library.vectors.search(vector, 9, Scope(library.units, [name]))
        assert set(rows.tolist()) <= set(library.units.rows_of_reports([name]).tolist())
        assert len(rows)


def names_in(uri: str) -> set[str]:
    return set(reach(uri).list_collections())


def test_a_build_keeps_the_collections_that_are_still_read(tmp_path: Path) -> None:
    """Those in use before stay until the next build, so that readers can go over in peace."""
    index, encoder = tmp_path / "index", HashEncoder()
    first = opened_after(tmp_path, index, encoder, a="harrow-2012")
    second = opened_after(tmp_path, index, encoder, b="barnet-2012")
    assert first.words.search("nurse", 3) and len(second.words) == 2 * len(first.words)
    left = f"qa_{first.manifest.engine.library}_killed_units"  # by a build that was killed
    server = reach(first.manifest.engine.uri)
    server.create_collection(left, dimension=8)
    server.create_collection("of_someone_else", dimension=8)
    third = opened_after(tmp_path, index, encoder, c="camden-2011")
    used = [library.manifest.engine for library in (second, third)]
    kept = {name for engine in used for name in (Pair.of(engine).passages, Pair.of(engine).units)}
    assert names_in(used[0].uri) == {*kept, "of_someone_else"}
    assert status(
        tmp_path / "corpus", index, reader=READER, encoder=encoder, engine=Engine("embedded")
    ).why.endswith("another engine than milvus")


def opened_after(folder: Path, index: Path, encoder: HashEncoder, **files: str) -> Library:
    """The library with these files as well."""
    corpus = write_corpus(folder / "corpus", **files)
    build(corpus, index, engine=Engine("milvus"), reader=READER, encoder=encoder)
    return Library.open(index, encoder=encoder)


def test_a_build_that_fails_leaves_nothing_and_the_old_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in the folder nor in Milvus."""
    index, encoder = tmp_path / "index", HashEncoder()
    library = opened_after(tmp_path, index, encoder, a="harrow-2012")
    before = names_in(library.manifest.engine.uri)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("qa.index.making.generation.switch", full)
    with pytest.raises(LibraryIndexError, match="No space left.*still in use"):
        opened_after(tmp_path, index, encoder, b="barnet-2012")
    assert names_in(library.manifest.engine.uri) == before
    assert library.words.search("nurse", 3)


def test_collections_that_are_gone_are_made_anew(tmp_path: Path) -> None:
    """Opening says which, and how; a build sees it by itself."""
    index, encoder = tmp_path / "index", HashEncoder()
    library = opened_after(tmp_path, index, encoder, a="harrow-2012")
    collections.drop(library.manifest.engine)
    with pytest.raises(LibraryIndexError, match="is not in Milvus.*qa index --engine milvus --uri"):
        Library.open(index, encoder=encoder)
    found = status(tmp_path / "corpus", index, reader=READER, encoder=encoder, thorough=True)
    assert found.state is State.DAMAGED
    assert opened_after(tmp_path, index, encoder).words.search("nurse", 3)


def test_collections_that_a_server_has_not_loaded_are_loaded(tmp_path: Path) -> None:
    """One that was started anew, say, while the library was open."""
    encoder = HashEncoder()
    library = opened_after(tmp_path, tmp_path / "index", encoder, a="harrow-2012")
    used = library.manifest.engine
    for name in (Pair.of(used).passages, Pair.of(used).units):
        reach(used.uri).release_collection(name)
    assert library.words.search("nurse", 3)
    assert len(library.vectors.search(encoder.encode(["nurse"])[0], 3)[0]) == 3


def test_an_index_remembers_its_engine(tmp_path: Path) -> None:
    """The address too: it need not be given again."""
    index, encoder = tmp_path / "index", HashEncoder()
    opened_after(tmp_path, index, encoder, a="harrow-2012")
    corpus = write_corpus(tmp_path / "corpus", b="barnet-2012")
    build(corpus, index, reader=READER, encoder=encoder)  # as `qa add` does
    used = Library.open(index, encoder=encoder).manifest.engine
    assert (used.name, used.uri) == ("milvus", str((index / "milvus.db").resolve()))
