"""Building: only what changed is done again, and a build that fails leaves what was there."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from index_samples import HashEncoder, sample_reader, sample_report, write_corpus
from numpy.typing import NDArray

from qa import opening
from qa.errors import LibraryIndexError
from qa.index.encoding.card import GRAPH
from qa.index.encoding.encoder import OnnxEncoder, Progress
from qa.index.encoding.weights import find_model
from qa.index.making import generation
from qa.index.making.build import BuildResult, State, build, status
from qa.index.making.corpus import with_keys
from qa.index.making.engines import WORDS
from qa.index.making.library import ENCODER, Library
from qa.index.making.maker import Maker, word_rows
from qa.index.passages import Passage
from qa.index.retrieval.vectorfile import VECTORS
from qa.index.sqlite.joined import STORE
from qa.index.sqlite.manifest import Manifest
from qa.report import Report

READER = sample_reader()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two reports."""
    return write_corpus(tmp_path / "corpus", a="harrow-2012", b="barnet-2012")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Where the index goes: not there yet."""
    return tmp_path / "an" / "index"


def make(corpus: Path, index: Path, encoder: HashEncoder | None = None) -> BuildResult:
    """A build with the sample reader and an encoder of a few lines."""
    return build(corpus, index, reader=READER, encoder=encoder or HashEncoder(), wait_seconds=1)


def state(corpus: Path, index: Path, *, thorough: bool = False) -> tuple[State, str]:
    """What `status` says."""
    found = status(corpus, index, reader=READER, encoder=HashEncoder(), thorough=thorough)
    return found.state, found.why


def opened(index: Path) -> Library:
    """The index in use."""
    return Library.open(index, encoder=HashEncoder())


def names(index: Path) -> list[str]:
    """What lies in the index folder, but for the lock."""
    return sorted(path.name for path in index.iterdir() if path.name != generation.LOCK)


def test_an_index_holds_every_report_of_the_corpus(corpus: Path, index: Path) -> None:
    """In the store, the vectors and the words."""
    result = make(corpus, index)
    library = opened(index)
    assert (result.built, result.reports, result.paragraphs) == (True, 2, 6)
    assert library.store.report("harrow-2012") == sample_report(file_name="a.txt")
    assert library.store.keys == ("barnet-2012", "harrow-2012")
    assert len(library.vectors) == len(library.units) == result.passages
    assert len(library.words) == library.units.unit_count(library.store.keys)


def test_each_row_has_the_vector_of_its_own_passage(corpus: Path, index: Path) -> None:
    """Whatever was embedded together, taken over, or said twice."""
    make(corpus, index)
    write_corpus(corpus, c="camden-2011: Something else entirely was said here. And again here.")
    make(corpus, index)
    library = opened(index)
    passages = [
        p for key in library.store.keys for p in READER.passages_of(library.store.report(key))
    ]
    expected = HashEncoder().encode([passage.text for passage in passages])
    np.testing.assert_array_equal(library.vectors.reconstruct(np.arange(len(passages))), expected)


def test_nothing_is_done_when_nothing_has_changed(corpus: Path, index: Path) -> None:
    """Not even a new generation."""
    first = make(corpus, index)
    before, encoder = names(index), HashEncoder()
    again = make(corpus, index, encoder)
    assert (again.built, again.embedded, encoder.encoded) == (False, 0, [])
    assert (again.reports, again.passages) == (first.reports, first.passages)
    assert names(index) == before


def test_only_texts_that_are_new_are_embedded(corpus: Path, index: Path) -> None:
    """A sentence that stands in two reports, or twice in one, is one text."""
    make(corpus, index)
    write_corpus(corpus, b="barnet-2012: The health of children is now outstanding here.")
    encoder = HashEncoder()
    result = make(corpus, index, encoder)
    assert result.embedded == len(encoder.encoded) == 2  # in its window, and alone
    assert all("outstanding" in text for text in encoder.encoded)


def test_another_encoder_embeds_everything_again(corpus: Path, index: Path) -> None:
    """Vectors of two encoders cannot be compared."""
    first = make(corpus, index)
    encoder = HashEncoder("hash-2")
    assert make(corpus, index, encoder).embedded == first.embedded
    assert opened(index).manifest.encoder.fingerprint == "hash-2"


def test_force_embeds_everything_again(corpus: Path, index: Path) -> None:
    """Though nothing has changed."""
    first = make(corpus, index)
    again = build(corpus, index, reader=READER, encoder=HashEncoder(), force=True)
    assert again.built and again.embedded == first.embedded


def test_a_report_taken_away_is_gone_from_the_index(corpus: Path, index: Path) -> None:
    """And nothing is embedded for it."""
    make(corpus, index)
    (corpus / "b.txt").unlink()
    assert make(corpus, index).embedded == 0
    assert opened(index).store.keys == ("harrow-2012",)


def test_status_tells_current_missing_stale_and_damaged_apart(corpus: Path, index: Path) -> None:
    """With what is wrong."""
    assert state(corpus, index)[0] is State.MISSING
    make(corpus, index)
    assert state(corpus, index) == (State.CURRENT, "")
    write_corpus(corpus, c="camden-2011")
    assert state(corpus, index) == (State.STALE, "c.txt new")
    (opened(index).folder / STORE).write_bytes(b"cut")
    assert state(corpus, index)[0] is State.DAMAGED


@pytest.mark.parametrize("file", [STORE, VECTORS, f"{WORDS}/meta.json", "manifest.json"])
@pytest.mark.parametrize("how", ["gone", "cut", "changed"])
def test_a_damaged_index_is_noticed_and_mended(
    corpus: Path, index: Path, file: str, how: str
) -> None:
    """By the same command that makes it; nothing is taken over from it."""
    make(corpus, index)
    path = opened(index).folder / file
    content = path.read_bytes()
    path.unlink()
    if how == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif how == "changed":
        path.write_bytes(content[:-9] + b"\x00" + content[-8:])
    assert state(corpus, index, thorough=True)[0] is State.DAMAGED
    assert make(corpus, index).built
    assert state(corpus, index, thorough=True)[0] is State.CURRENT
    assert len(opened(index).words) > 0


@pytest.mark.parametrize("content", ["", "20990101T000000Z-00000000", "../../etc", "\ud800x"])
def test_an_index_that_names_no_generation_is_noticed_and_mended(
    corpus: Path, index: Path, content: str
) -> None:
    """Also when the name leads elsewhere."""
    make(corpus, index)
    (index / generation.CURRENT).write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(LibraryIndexError, match="qa index"):
        Library.open(index)
    assert state(corpus, index)[0] is State.DAMAGED
    assert make(corpus, index).built
    assert len(names(index)) == 2


def test_older_generations_and_drafts_given_up_are_cleared_away(corpus: Path, index: Path) -> None:
    """But nothing that is not ours."""
    make(corpus, index)
    old = names(index)
    (index / ".building-0badcafe").mkdir()
    (index / "README.md").write_text("kept")
    (index / "my notes").mkdir()
    write_corpus(corpus, c="camden-2011")
    make(corpus, index)
    left = names(index)
    assert {"README.md", "my notes", generation.CURRENT} < set(left) and len(left) == 4
    assert not set(old) - {generation.CURRENT} & set(left)


def test_a_library_opened_before_still_answers_after_a_build(corpus: Path, index: Path) -> None:
    """Its files are cleared away under it, and it can tell that it is superseded."""
    make(corpus, index)
    library = opened(index)
    assert not library.is_superseded()
    write_corpus(corpus, c="camden-2011")
    make(corpus, index)
    assert library.is_superseded() and not library.folder.exists()
    assert library.words.search("inadequate", 3)
    assert library.store.report("barnet-2012").paragraphs
    assert len(library.vectors.search(library.encoder.encode(["health"])[0], 3)[0]) == 3
    assert not opened(index).is_superseded()


def test_a_file_that_is_no_report_is_left_out_and_named(corpus: Path, index: Path) -> None:
    """Whether it is known to be none, or the reader fails on it, or it is there twice."""
    write_corpus(corpus, x="broken", y="crash", z="harrow-2012")
    result = make(corpus, index)
    assert result.reports == 2
    assert [problem.partition(" ")[0] for problem in result.problems] == ["x.txt", "y.txt", "z.txt"]
    assert "same file as a.txt" in result.problems[2]
    again = make(corpus, index)
    assert not again.built and again.problems == result.problems


def test_a_report_with_two_paragraphs_of_one_number_is_left_out(corpus: Path, index: Path) -> None:
    """A key must name one paragraph."""
    report = sample_report("camden-2011", paragraphs=sample_report().paragraphs[:1] * 2)

    def read(path: Path) -> Report:
        return report if path.name == "c.txt" else READER.read_report(path)

    write_corpus(corpus, c="camden-2011")
    reader = replace(READER, read_report=read)
    result = build(corpus, index, reader=reader, encoder=HashEncoder())
    assert result.problems == ("c.txt has two paragraphs numbered 1.",)


def test_there_must_be_reports_to_index(corpus: Path, index: Path) -> None:
    """No folder, an empty one, and one with nothing that can be read, each say so."""
    with pytest.raises(LibraryIndexError, match="no folder of reports at .*nowhere"):
        make(corpus / "nowhere", index)
    empty = write_corpus(corpus.parent / "empty")
    with pytest.raises(LibraryIndexError, match="no reports in .*a PDF or a .txt file"):
        make(empty, index)
    with pytest.raises(LibraryIndexError, match="No report could be read. x.txt is not a report"):
        make(write_corpus(empty, x="broken"), index)
    assert not list(index.glob(".building-*")) and not (index / generation.CURRENT).exists()


def test_a_folder_that_cannot_be_written_in_is_named(corpus: Path, tmp_path: Path) -> None:
    """With the option that names another."""
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryIndexError, match="cannot be made in .*--index"):
        make(corpus, tmp_path / "file" / "index")


def test_a_build_that_fails_leaves_the_index_as_it_was(corpus: Path, index: Path) -> None:
    """In the middle of embedding, say."""
    make(corpus, index)
    before = names(index)
    write_corpus(corpus, c="camden-2011")

    class Full(HashEncoder):
        def encode(
            self, texts: Sequence[str], *, progress: Progress | None = None
        ) -> NDArray[np.float32]:
            raise OSError(28, "No space left on device")

    with pytest.raises(LibraryIndexError, match="No space left on device.*still in use"):
        make(corpus, index, Full())
    assert names(index) == before
    assert opened(index).store.keys == ("barnet-2012", "harrow-2012")


def test_a_full_disk_leaves_the_index_as_it_was(corpus: Path, index: Path) -> None:
    """Whichever of its files is the one that does not fit."""
    make(corpus, index)
    before = names(index)
    write_corpus(corpus, c="camden-2011")
    code = """
        import resource, sys
        from pathlib import Path
        from index_samples import HashEncoder, sample_reader
        from qa.errors import LibraryIndexError
        from qa.index.making.build import build
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
        corpus, index = Path(sys.argv[1]), Path(sys.argv[2])
        try:
            build(corpus, index, reader=sample_reader(), encoder=HashEncoder())
        except LibraryIndexError as error:
            sys.exit("written" not in str(error))
        sys.exit(2)
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
    }
    for limit in ("100", "4000", "20000"):
        command = [sys.executable, "-c", textwrap.dedent(code), str(corpus), str(index), limit]
        assert subprocess.run(command, env=environment).returncode == 0, limit
        assert names(index) == before
    assert opened(index).store.keys == ("barnet-2012", "harrow-2012")


def test_two_builds_do_not_meet(corpus: Path, index: Path) -> None:
    """The second waits, then says who was first; when the lock is free it goes on."""
    index.mkdir(parents=True)
    with (index / generation.LOCK).open("w") as lock:
        lock.write("4711")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(LibraryIndexError, match="pid 4711"):
            make(corpus, index)
    assert make(corpus, index).built


def test_who_waited_for_another_build_does_not_build_again(corpus: Path, index: Path) -> None:
    """What the other made is current."""
    code = """
        import sys
        from pathlib import Path
        from index_samples import HashEncoder, sample_reader
        from qa.index.making.build import build
        result = build(Path(sys.argv[1]), Path(sys.argv[2]), reader=sample_reader(),
                       encoder=HashEncoder(), wait_seconds=30)
        sys.exit(10 + result.built)
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
    }
    command = [sys.executable, "-c", textwrap.dedent(code), str(corpus), str(index)]
    with generation.locked(index, 1):
        waiting = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        assert waiting.stderr is not None
        assert f"pid {os.getpid()}" in waiting.stderr.readline()
        with generation.draft(index) as folder:
            copy = index.parent / "copy"
            make(corpus, copy)
            shutil.copytree(opened(copy).folder, folder, dirs_exist_ok=True)
            generation.switch(index, folder)
    waiting.stderr.close()
    assert waiting.wait(timeout=30) == 10


def test_a_second_report_of_an_authority_in_a_year_gets_a_suffix() -> None:
    """By date, whatever order they come in; its paragraphs and tables follow."""
    early = sample_report(published="2012-02-01", file_name="z.txt")
    late = sample_report(published="2012-09-01", file_name="a.txt")
    for order in ([early, late], [late, early]):
        first, second = with_keys(order)
        assert first == early
        assert (second.key, second.published) == ("harrow-2012-2", late.published)
        assert [p.key for p in second.paragraphs][:2] == [
            "harrow-2012-2#1",
            "harrow-2012-2#annex-2",
        ]
        for parts in (second.paragraphs, second.judgements, second.recommendations):
            assert {part.report for part in parts} == {"harrow-2012-2"}


def test_a_unit_is_searched_by_the_words_of_its_paragraph_or_item() -> None:
    """Under all its headings."""
    report = sample_report()
    one, two, _ = report.paragraphs
    item = f"{two.key}.2"
    passages = [Passage(one.key, one.key, "window", ""), Passage(two.key, item, "item", "")]
    paragraph_row, item_row = word_rows([report], passages)
    assert (paragraph_row.unit, paragraph_row.body) == (one.key, one.text)
    assert paragraph_row.heading == "Services for looked after children\nBeing healthy"
    assert (item_row.unit, item_row.body) == (item, "Train all staff.")


def test_the_exported_encoder_is_carried_over(
    corpus: Path, index: Path, encoder_folder: Path, encoder: OnnxEncoder
) -> None:
    """Torch is needed for a first index and never again; the files are not copied."""
    make_with_model(corpus, index, encoder_folder)
    first = Library.open(index)
    write_corpus(corpus, c="camden-2011: Nurses visit every school of the borough each week.")
    started = time.monotonic()
    result = build(corpus, index, reader=READER, progress=False)
    assert result.built and result.embedded > 0 and time.monotonic() - started < 10
    second = Library.open(index)
    assert second.manifest.encoder.engine == "onnx"
    assert second.encoder.fingerprint == encoder.fingerprint
    # The first was opened before and asks for its encoder only now: its folder is gone.
    assert not first.folder.exists() and first.encoder.fingerprint == encoder.fingerprint
    np.testing.assert_allclose(
        first.encoder.encode(["a question"]), second.encoder.encode(["a question"])
    )


def make_with_model(corpus: Path, index: Path, encoder_folder: Path) -> None:
    """An index with the bundled model, its export taken from the session's."""

    class Prepared(Maker):
        def _encoder(self) -> tuple[OnnxEncoder, str]:
            shutil.copytree(encoder_folder, self.folder / ENCODER)
            return OnnxEncoder.open(self.folder / ENCODER), "onnx"

    with generation.locked(index, 1), generation.draft(index) as folder:
        Prepared(folder, None, None, None, False).make(corpus, READER)
        made = generation.switch(index, folder)
    assert Manifest.read(made).encoder.fingerprint == find_model().fingerprint


def test_a_model_that_cannot_be_exported_is_used_as_it_is(
    corpus: Path, index: Path, static_model: Path
) -> None:
    """With a word about it; and the index keeps to its model until told otherwise."""
    result = build(corpus, index, model=str(static_model), reader=READER, progress=False)
    assert "cannot be exported" in result.problems[0]
    library = Library.open(index)
    assert (library.manifest.encoder.engine, library.encoder.dimension) == ("reference", 8)
    assert not build(corpus, index, reader=READER).built
    found = status(corpus, index, model="all-MiniLM-L6-v2", reader=READER)
    assert (found.state, found.why) == (State.STALE, "another encoder than table")


def test_a_damaged_encoder_is_made_anew_by_who_asks(
    corpus: Path, index: Path, encoder_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is too large to be read through at each opening: it is when it is loaded."""
    make_with_model(corpus, index, encoder_folder)
    graph = Library.open(index).folder / ENCODER / GRAPH
    content = bytearray(graph.read_bytes())
    content[len(content) // 2] ^= 1
    graph.unlink()  # it may be a second name of a file that others use
    graph.write_bytes(content)
    remade: list[str] = []

    def remake(corpus: Path, index: Path, model: str | None, why: str) -> None:
        remade.append(why)
        make_with_model(corpus, index, encoder_folder)

    monkeypatch.setattr(opening, "_build", remake)
    monkeypatch.setattr("qa.index.making.status.standard_reader", lambda: READER)
    monkeypatch.setattr("qa.index.making.corpus.standard_reader", lambda: READER)
    assistant = opening.open_library(corpus, index, ready=True)
    assert len(remade) == 1 and "damaged" in remade[0]
    assert assistant.search("health").hits
