"""A library: an index opened, whole or not at all."""

from __future__ import annotations

import random
import shutil
import threading
from pathlib import Path

import pytest
from index_samples import HashEncoder, sample_reader, write_corpus

from qa.errors import EncoderError, LibraryIndexError
from qa.index.making import generation
from qa.index.making.build import build
from qa.index.making.library import Library
from qa.index.sqlite.joined import STORE
from qa.index.sqlite.units import Scope


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of two reports."""
    folder = tmp_path_factory.mktemp("library")
    corpus = write_corpus(folder / "corpus", a="harrow-2012", b="barnet-2012")
    build(corpus, folder / "index", reader=sample_reader(), encoder=HashEncoder())
    return folder / "index"


def test_a_question_finds_its_paragraph_by_meaning_and_by_words(index: Path) -> None:
    """Both ways lead to keys the store knows."""
    library = Library.open(index, encoder=HashEncoder())
    scope = Scope(library.units, ["harrow-2012"])
    query_text = "Appoint a designated nurse."
    query = library.encoder.encode([query_text])[0]
    ids, _ = library.vectors.search(query, 1, scope)
    (unit,) = library.units.keys(library.units.paragraphs_of(ids[:1]))
    assert unit.startswith("harrow-2012#annex-2")
    assert library.words.search("designated nurse", 1, ["harrow-2012"])[0][0].startswith(
        "harrow-2012#annex-2"
    )
    assert library.store.paragraph("harrow-2012#annex-2").item_text(1) == query_text


def test_a_missing_index_says_how_to_make_it(tmp_path: Path) -> None:
    """Also where the folder is not there."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(LibraryIndexError, match="no index in .*qa index"):
            Library.open(folder)


def test_a_damaged_index_says_how_to_mend_it(index: Path, tmp_path: Path) -> None:
    """Before a question is asked of it."""
    copy = Path(shutil.copytree(index, tmp_path / "index"))
    (Library.open(copy).folder / STORE).write_bytes(b"")
    with pytest.raises(LibraryIndexError, match="damaged.*qa index"):
        Library.open(copy)


def files(index: Path) -> list[str]:
    """Every file of the index, by its place in the folder."""
    found = [path for path in index.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return [path.relative_to(index).as_posix() for path in found if path.name != generation.LOCK]


@pytest.mark.parametrize("how", ["flipped", "cut", "empty", "gone"])
def test_damage_to_any_file_is_noticed_when_it_is_opened(
    index: Path, tmp_path: Path, how: str
) -> None:
    """One bit is enough, wherever it is; and a build from the reports mends it."""
    for number, name in enumerate(files(index)):
        copy = Path(shutil.copytree(index, tmp_path / f"{number}"))
        content = (copy / name).read_bytes()
        place = random.Random(name).randrange(len(content))
        (copy / name).unlink()
        if how == "flipped":
            bit = bytes([content[place] ^ 1 << number % 8])
            (copy / name).write_bytes(content[:place] + bit + content[place + 1 :])
        elif how != "gone":
            (copy / name).write_bytes(content[: place if how == "cut" else 0])
        with pytest.raises(LibraryIndexError, match="qa index"):
            Library.open(copy)
        corpus, encoder = index.parent / "corpus", HashEncoder()
        assert build(corpus, copy, reader=sample_reader(), encoder=encoder).built, name
        assert Library.open(copy, encoder=encoder).store.keys == ("barnet-2012", "harrow-2012")


def test_an_encoder_that_did_not_make_the_index_is_refused(index: Path) -> None:
    """Its vectors would mean something else."""
    with pytest.raises(EncoderError, match="another encoder"):
        _ = Library.open(index, encoder=HashEncoder("other")).encoder


def test_an_index_made_with_an_encoder_handed_in_asks_for_it(index: Path) -> None:
    """It has none of its own."""
    with pytest.raises(EncoderError, match="handed in"):
        _ = Library.open(index).encoder


def test_the_encoder_is_loaded_once_whoever_asks_first(index: Path) -> None:
    """From several threads at once."""
    loads = []

    class Slow(Library):
        def _load_encoder(self) -> HashEncoder:
            loads.append(1)
            return HashEncoder()

    library = Slow.open(index)
    threads = [threading.Thread(target=lambda: library.encoder) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loads == [1]


def test_a_closed_library_says_so(index: Path) -> None:
    """When its store is asked for."""
    library = Library.open(index)
    library.close()
    with pytest.raises(LibraryIndexError, match="closed"):
        library.store.heads()
