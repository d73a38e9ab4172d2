"""A large library in parts: what comes and goes is written beside it, and found as in one whole."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from index_samples import HashEncoder, sample_reader, write_corpus
from test_index_late import WordsEncoder

from qa.assistant import Assistant
from qa.index.making import change, maker
from qa.index.making.build import BuildResult, build
from qa.index.making.corpus import Reader, standard_reader
from qa.index.making.library import Library
from qa.index.making.status import State, status
from qa.index.retrieval import cells, vectorfile
from qa.index.retrieval.parted import PartedVectors
from qa.index.retrieval.vectorfile import VECTORS
from qa.index.retrieval.vectors import VectorIndex
from qa.index.sqlite.joined import STORE
from qa.index.sqlite.manifest import Manifest
from qa.index.sqlite.runs import Run, Runs
from qa.index.sqlite.units import Scope
from qa.report import Report
from qa.search.ranked.signals import Outlines

CORPUS = Path(__file__).parent.parent / "corpus"
READER = sample_reader()
AUTHORITIES = ("barnet", "brent", "camden", "ealing", "enfield", "harrow", "havering", "merton")
QUESTIONS = (
    "what about young carers in Harrow?",
    "was safeguarding adequate in 2012?",
    "which authorities were inadequate for looked after children?",
    "how many social workers are agency staff",
    "recommendations about health assessments",
)


@pytest.fixture(autouse=True)
def _small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few passages are kept as a large library's are; every one is compared."""
    monkeypatch.setattr(vectorfile, "_FLAT_UP_TO", 1)
    monkeypatch.setattr(cells, "factory_for", lambda *_: "Flat")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Where the index goes."""
    return tmp_path / "index"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Eight reports, each with a sentence of its own."""
    said = {name: f"{name}-2012: {name.title()} looks after {name}." for name in AUTHORITIES}
    return write_corpus(tmp_path / "corpus", **said)


def make(corpus: Path, index: Path, reader: Reader = READER) -> BuildResult:
    return build(corpus, index, reader=reader, encoder=WordsEncoder(), progress=False)


def opened(index: Path) -> Library:
    return Library.open(index, encoder=WordsEncoder())


def parts(index: Path) -> tuple[str, ...]:
    return opened(index).manifest.parts


def whole(corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """An index of the same corpus that is made all at once."""
    shutil.rmtree(index, ignore_errors=True)
    with monkeypatch.context() as patch:
        patch.setattr(maker, "change_of", lambda *_, **__: None)
        make(corpus, index)
    return opened(index)


def assert_alike(one: Library, other: Library) -> None:
    """All that a library is asked, row by row, but for how rare words are."""
    assert one.store.keys == other.store.keys
    for key in one.store.keys:
        assert one.store.report(key) == other.store.report(key)
    assert one.store.heads() == other.store.heads()
    for name in ("judgements", "recommendations", "abbreviations", "words", "paragraph_count"):
        assert getattr(one.store, name)() == getattr(other.store, name)(), name
    assert one.store.passage_hashes() == other.store.passage_hashes()
    assert one.units.reports == other.units.reports
    rows = np.arange(len(other.vectors))
    places = one.units.paragraphs_of(rows)
    np.testing.assert_array_equal(places, other.units.paragraphs_of(rows))
    assert one.units.keys(places) == other.units.keys(places)
    np.testing.assert_array_equal(one.units.table.passages, other.units.table.passages)
    outlines = [Outlines(library) for library in (one, other)]
    for key in one.units.keys(np.unique(places)):
        assert outlines[0][key] == outlines[1][key]
    np.testing.assert_array_equal(one.vectors.reconstruct(rows), other.vectors.reconstruct(rows))
    assert one.late and other.late
    for row in rows.tolist():
        np.testing.assert_array_equal(one.late.of(row)[0], other.late.of(row)[0])
    query = one.encoder.encode(["health of children in Camden"])
    near = [library.vectors.cosines(rows, query) for library in (one, other)]
    np.testing.assert_allclose(near[0], near[1], atol=1e-6)
    for within in (None, Scope(one.units, one.store.keys[::2])):
        found, expected = (library.vectors.search(query[0], 20, within) for library in (one, other))
        np.testing.assert_allclose(found[1], expected[1], atol=1e-6)
        sure = expected[1] > expected[1][-1] + 1e-5  # of equals at the end any may be left out
        assert set(found[0][sure].tolist()) == set(expected[0][sure].tolist())
    np.testing.assert_array_equal(one.late.best(rows, query), other.late.best(rows, query))
    assert len(one.words) == len(other.words)
    for word in ("camden", "inadequate", "nurse"):
        units = [{unit for unit, _ in library.words.search(word, 99)} for library in (one, other)]
        assert units[0] == units[1]


def test_what_is_added_stands_beside_what_was_there(corpus: Path, index: Path) -> None:
    """Not a byte of that is written again, and its hashes are those it had."""
    make(corpus, index)
    before = opened(index)
    files = {path.name: path.stat().st_ino for path in before.folder.iterdir() if path.is_file()}
    write_corpus(corpus, new="redbridge-2012: Something else.")
    assert make(corpus, index).reports == 9
    after = opened(index)
    assert after.manifest.parts == ("part-1",)
    for name in (STORE, VECTORS, "late.bits"):
        assert (after.folder / name).stat().st_ino == files[name]
        assert after.manifest.files[name] == before.manifest.files[name]
        assert f"part-1/{name}" in after.manifest.files
    assert after.store.report("redbridge-2012").paragraphs[0].text == "Something else."
    assert before.store.keys == tuple(f"{name}-2012" for name in AUTHORITIES)
    assert before.words.search("nurse", 9)  # who has it open reads on


def test_answers_are_those_of_an_index_made_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of real reports: the same paragraphs, the same scores, the same words."""
    monkeypatch.setattr(change, "_WORTH_KEEPING", 1)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    *first, last = (
        CORPUS / f"{name}.txt" for name in ("harrow-2012", "havering-2007", "barnet-2012")
    )
    for file in first:
        shutil.copy(file, corpus)
    make(corpus, tmp_path / "grown", standard_reader())
    shutil.copy(last, corpus)
    for name in ("grown", "fresh"):
        make(corpus, tmp_path / name, standard_reader())
    grown, fresh = opened(tmp_path / "grown"), opened(tmp_path / "fresh")
    assert grown.manifest.parts and not fresh.manifest.parts
    assert_alike(grown, fresh)
    ours, theirs = Assistant(grown), Assistant(fresh)
    for question in QUESTIONS:
        one, other = ours.search(question).hits, theirs.search(question).hits
        assert [hit.key for hit in one] == [hit.key for hit in other]
        assert [hit.score for hit in one] == pytest.approx([hit.score for hit in other], abs=1e-5)
        assert ours.ask(question).text == theirs.ask(question).text


def test_reports_come_change_and_go(
    corpus: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where one that comes takes the key of one that is there."""
    monkeypatch.setattr(change, "_MOST_GONE", 0.9)
    monkeypatch.setattr(change, "_WORTH_KEEPING", 1)
    make(corpus, index)

    def earlier(path: Path) -> Report:
        report = READER.read_report(path)
        if path.name != "early.txt":
            return report
        return replace(report, published="2012-01-05")

    reader = replace(READER, read_report=earlier)
    write_corpus(corpus, early="harrow-2012: This was said before.")
    for step in ("add", "replace", "remove"):
        if step == "replace":
            write_corpus(corpus, camden="camden-2012: Camden was looked at again.")
        elif step == "remove":
            (corpus / "merton.txt").unlink()
            (corpus / "early.txt").unlink()
        build(corpus, index, reader=reader, encoder=WordsEncoder(), progress=False)
        assert parts(index)
        with monkeypatch.context() as patch:
            patch.setattr(maker, "change_of", lambda *_, **__: None)
            fresh = tmp_path / step
            build(corpus, fresh, reader=reader, encoder=WordsEncoder(), progress=False)
        assert_alike(opened(index), opened(fresh))
    assert "harrow-2012-2" not in opened(index).store.keys


def test_parts_stay_few(
    corpus: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small ones are taken into the next, and at last all is made anew; nothing is lost."""
    make(corpus, index)
    seen = []
    for year in range(2000, 2009):
        write_corpus(corpus, **{f"y{year}": f"redbridge-{year}: Said in {year}."})
        result = make(corpus, index)
        assert result.embedded < 12  # those of the one that is new
        seen.append(len(parts(index)))
    assert max(seen) <= 2 and 0 in seen and 1 in seen
    assert_alike(opened(index), whole(corpus, tmp_path / "fresh", monkeypatch))


def test_what_comes_and_goes_again_leaves_the_words_as_they_were(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part may be of no report at all."""
    monkeypatch.setattr(change, "_MOST_GONE", 0.9)
    make(corpus, index)
    before = opened(index).store.words()
    (corpus / "merton.txt").unlink()
    make(corpus, index)
    assert parts(index) == ("part-1",) and len(opened(index).store.keys) == 7
    assert "merton" in before and "merton" not in opened(index).store.words()
    write_corpus(corpus, merton="merton-2012: Merton looks after merton.")
    make(corpus, index)
    assert opened(index).store.words() == before


@pytest.mark.parametrize("file", [STORE, VECTORS, "late.bits"])
@pytest.mark.parametrize("where", ["", "part-1"])
def test_damage_in_any_part_is_noticed_and_mended(
    corpus: Path, index: Path, where: str, file: str
) -> None:
    """By its hash, which a part keeps from one index to the next."""
    make(corpus, index)
    write_corpus(corpus, new="redbridge-2012: Something else.")
    make(corpus, index)
    path = opened(index).folder / where / file
    content = path.read_bytes()
    path.write_bytes(content[:-5] + bytes([content[-5] ^ 1]) + content[-4:])
    how = status(corpus, index, reader=READER, encoder=HashEncoder(), thorough=True)
    assert how.state is State.DAMAGED and str(Path(where) / file) in how.why
    make(corpus, index)
    assert parts(index) == () and len(opened(index).store.keys) == 9


def test_another_encoder_makes_all_anew(corpus: Path, index: Path) -> None:
    """No part of it is of use."""
    make(corpus, index)
    write_corpus(corpus, new="redbridge-2012: Something else.")
    build(corpus, index, reader=READER, encoder=HashEncoder("hash-2"), progress=False)
    assert Manifest.read(Library.open(index).folder).parts == ()


def test_rows_are_told_apart_by_part_as_by_counting() -> None:
    """There and back, for runs drawn at random."""
    draw = np.random.default_rng(1)
    lengths = draw.integers(1, 9, 40)
    part_of = draw.integers(0, 3, 40)
    held = draw.random(40) < 0.7
    totals, plain, runs = [0, 0, 0], [], []
    for part, count, kept in zip(part_of.tolist(), lengths.tolist(), held.tolist(), strict=True):
        if kept:
            runs.append(Run(part, totals[part], count))
            plain += [(part, totals[part] + place) for place in range(count)]
        totals[part] += count
    made = Runs.of(runs, totals)
    assert len(made) == len(plain)
    rows = draw.permutation(len(plain))
    for part, where, own in made.split(rows):
        assert [(part, row) for row in own.tolist()] == [plain[row] for row in rows[where]]
        np.testing.assert_array_equal(made.joined(part, own), rows[where])
    for part, total in enumerate(totals):
        back = made.joined(part, np.arange(total))
        known = [plain.index((part, row)) if (part, row) in plain else -1 for row in range(total)]
        assert back.tolist() == known and made.gone(part) == known.count(-1)


def test_rows_of_reports_that_are_gone_do_not_crowd_out_others() -> None:
    """Though they were the nearest of all."""
    draw = np.random.default_rng(2)
    rows = draw.normal(size=(400, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    query = rows[:300].mean(axis=0)
    query /= np.linalg.norm(query)
    near = np.argsort(-(rows @ query))
    gone = np.zeros(400, np.bool_)
    gone[near[:150]] = True
    kept = np.flatnonzero(~gone)
    runs = Runs.of([Run(0, row, 1) for row in kept.tolist()], [400])
    found, cosines = PartedVectors([VectorIndex.build(rows)], runs).search(query, 60)
    assert kept[found].tolist() == [row for row in near.tolist() if not gone[row]][:60]
    np.testing.assert_allclose(cosines, rows[kept[found]] @ query, atol=1e-5)
