"""A synthetic library: what a large one goes through, on a small scale."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from index_samples import HashEncoder, read_sample, sample_reader, write_corpus

from qa import cli
from qa.assistant import Assistant
from qa.evaluation.bench import growing, scale
from qa.evaluation.bench.synthetic import make
from qa.index.making.build import build
from qa.index.making.library import Library
from qa.index.retrieval import cells, vectorfile
from qa.index.retrieval.late import LateIndex, in_bits
from qa.index.retrieval.vectors import VectorIndex
from qa.pieces import compose
from qa.report import Report

PARAGRAPHS = 900
GROWN = {"added_s": 1.5, "embedding_s": 1.0, "embedded": 70, "removed_s": 0.5}
QUESTION = "what about young carers in Barnet?"


@pytest.fixture(scope="module")
def synthetic(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of reports made up of the real ones, kept as a large library keeps them."""
    index = tmp_path_factory.mktemp("synthetic")
    source = Library.open(index_folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectorfile, "_FLAT_UP_TO", 2_000)  # passages: ours are more
        made = make(source, PARAGRAPHS, index)
    source.close()
    assert made.index == index and sum(made.seconds.values()) > 0
    return index


def test_reports_are_as_many_as_asked_for_and_in_order(synthetic: Path) -> None:
    """By authority and date, each key once; none of them is a real report's text."""
    library = Library.open(synthetic)
    heads = library.store.heads()
    assert library.manifest.paragraphs == library.store.paragraph_count() >= PARAGRAPHS
    places = [(head.authority_key, head.date, head.key) for head in heads]
    assert places == sorted(places) and len(set(library.store.keys)) == len(heads)
    assert all(head.key.startswith(f"{head.authority_key}-{head.year}") for head in heads)
    one, two = (library.store.report(key) for key in library.store.keys[:2])
    assert one.source != two.source


def test_paragraphs_stand_in_their_source(synthetic: Path) -> None:
    """Changed words are as long as those they stand for, so places stay what they were."""
    library = Library.open(synthetic)
    report = library.store.report(library.store.keys[-1])
    texts = [(p.text, compose(report.source, p.pieces)) for p in report.paragraphs if p.pieces]
    assert len(texts) > 50
    assert sum(ours == source for ours, source in texts) > 0.9 * len(texts)


def test_a_large_library_keeps_vectors_in_fewer_bytes(synthetic: Path, index_folder: Path) -> None:
    """Two bytes a component, and of words one bit; they stay vectors of length 1."""
    library, real = Library.open(synthetic), Library.open(index_folder)
    assert isinstance(library.vectors, VectorIndex) and library.vectors.factory == "trained"
    held = library.vectors.reconstruct(np.arange(50))
    np.testing.assert_allclose(np.linalg.norm(held, axis=1), 1, atol=1e-3)
    a_vector = (library.folder / "vectors.npy").stat().st_size / len(library.vectors)
    assert a_vector == pytest.approx(2 * library.vectors.dimension, rel=0.01)
    assert isinstance(library.late, LateIndex) and library.late.has_signs
    assert isinstance(real.late, LateIndex) and not real.late.has_signs
    a_word = library.late.rows.shape[1]
    assert a_word * 8 == real.late.rows.shape[1]


def test_words_in_bits_are_about_as_near_as_words_in_bytes(index_folder: Path) -> None:
    """The signs tell which of a library's windows come nearest to a word."""
    library = Library.open(index_folder)
    late = library.late
    assert isinstance(late, LateIndex)
    windows = np.flatnonzero(late.places[:, 1])[:200]
    asked = library.encoder.encode(["young carers", "health assessments of children in care"])
    signs = LateIndex(in_bits(late.rows), late.scales, late.places)
    true, near = late.best(windows, asked), signs.best(windows, asked)
    for word in range(len(asked)):
        assert np.corrcoef(true[:, word], near[:, word])[0, 1] > 0.8


def test_what_is_searched_is_found_within_its_reports(synthetic: Path) -> None:
    """An authority whose reports stand together, and a year whose reports do not."""
    assistant = Assistant.open(synthetic)
    found = assistant.search(QUESTION)
    assert len(found.hits) == 20
    assert {hit.key.split("-")[0] for hit in found.hits} == {"barnet"}
    assert assistant.show(found.hits[0].key).text


@pytest.mark.parametrize("by_comparing", [False, True])
def test_filters_on_a_large_library_are_exact_enough(
    synthetic: Path, monkeypatch: pytest.MonkeyPatch, by_comparing: bool
) -> None:
    """Rows that stand together, and rows that do not, against a plain product."""
    monkeypatch.setattr(VectorIndex, "_is_sooner_compared", lambda *_: by_comparing)
    library = Library.open(synthetic)
    keys = library.store.keys
    query = library.encoder.encode([QUESTION])[0]
    for reports in (keys[2:5], keys[::2]):
        rows = library.units.rows_of_reports(reports)
        assert all(a < b for a, b in pairwise(rows))
        assert isinstance(library.vectors, VectorIndex)
        ids, scores = library.vectors.search(query, 10, rows)
        plain = library.vectors.reconstruct(rows) @ query
        best = rows[np.argsort(-plain, kind="stable")[:10]]
        assert len(set(ids) & set(best)) >= (10 if by_comparing else 9)
        np.testing.assert_allclose(scores, library.vectors.reconstruct(ids) @ query, atol=1e-5)


def test_a_large_library_reads_only_what_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And comes to the index that is made of all of it at once."""
    monkeypatch.setattr(vectorfile, "_FLAT_UP_TO", 1)
    monkeypatch.setattr(cells, "factory_for", lambda *_: "IVF1,SQ8")
    read: list[str] = []

    def reading(path: Path) -> Report:
        read.append(path.name)
        return read_sample(path)

    reader = replace(sample_reader(), read_report=reading)
    corpus = write_corpus(tmp_path / "corpus", a="harrow-2012", b="harrow-2013", c="broken")
    for index, expected in (("index", ["a.txt", "b.txt", "c.txt"]), ("index", ["c.txt", "d.txt"])):
        build(corpus, tmp_path / index, reader=reader, encoder=HashEncoder(), progress=False)
        assert read == expected
        read.clear()
        write_corpus(corpus, d="barnet-2012")
    build(corpus, tmp_path / "fresh", reader=reader, encoder=HashEncoder(), progress=False)
    grown, fresh = (
        Library.open(tmp_path / name, encoder=HashEncoder()) for name in ("index", "fresh")
    )
    assert grown.store.keys == fresh.store.keys
    for key in grown.store.keys:
        assert grown.store.report(key) == fresh.store.report(key)
    rows = np.arange(len(fresh.vectors))
    np.testing.assert_array_equal(grown.vectors.reconstruct(rows), fresh.vectors.reconstruct(rows))


def test_a_report_is_added_to_a_copy_and_taken_out_again(
    synthetic: Path, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is measured stays as it is, and nothing is left beside it."""
    monkeypatch.setattr(vectorfile, "_FLAT_UP_TO", 2_000)
    real = Library.open(index_folder).store.report("harrow-2012")
    before = sorted(synthetic.iterdir()), (synthetic / "CURRENT").read_text()
    start = replace(real, source=real.source[:9_000])
    taken = growing.add_and_remove(synthetic, start)
    assert 0 < taken["embedding_s"] < taken["added_s"] and taken["removed_s"] > 0
    assert 0 < taken["embedded"] < 200
    assert (sorted(synthetic.iterdir()), (synthetic / "CURRENT").read_text()) == before


def test_bench_prints_one_table_and_keeps_its_figures(
    index_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A second time it measures what stands in the folder."""
    monkeypatch.setattr(scale, "measure", _measured_here)
    monkeypatch.setattr(growing, "add_and_remove", lambda *_: GROWN)
    ask = tmp_path / "questions.txt"
    ask.write_text(f"{QUESTION}\n")
    command = ["bench", "--paragraphs", "100", "--index", str(index_folder)]
    command += ["--folder", str(tmp_path / "made"), "--questions", str(ask)]
    assert cli.main([*command, "--out", str(tmp_path)]) == 0
    shown = capsys.readouterr()
    assert "Nothing is embedded" in shown.err and "recall@10" in shown.out
    kept = json.loads((tmp_path / "scale.json").read_text())
    assert kept["paragraphs"] >= 100 and kept["recall_at_10"] == 1.0
    assert kept["growing"] == GROWN and "1.5 s (1.0 embedding its 70 passages)" in shown.out
    assert kept["disk_mb"]["all"] > kept["disk_mb"]["encoder"] > 0
    assert cli.main([*command, "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["made_s"] == kept["made_s"] and again["disk_mb"] == kept["disk_mb"]
    assert cli.main([*command[:2], "200", *command[3:]]) == 2
    assert "another --folder" in capsys.readouterr().err


def _measured_here(index: Path, questions: list[str]) -> dict[str, object]:
    """The measurement in this process: another would load the model once more."""
    return {
        **scale._sizes(index),
        "disk_mb": scale.disk(index),
        **scale._searches(index, questions),
        "recall_at_10": scale._recall(index, questions),
    }
