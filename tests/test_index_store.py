"""The store: what was written comes back exactly, whole or in parts."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from index_samples import sample_reader, sample_report

from qa.errors import LibraryIndexError, NotFoundError
from qa.index.making import corpus
from qa.index.making.corpus import file_hashes
from qa.index.passages import Passage, passages_of
from qa.index.sqlite.joined import STORE
from qa.index.sqlite.records import text_hash
from qa.index.sqlite.store import Store
from qa.index.sqlite.storing import write
from qa.reading import is_report_file, read_report
from qa.report import Strand

HARROW = sample_report()
REPORTS = [
    HARROW,
    sample_report("havering-2011", abbreviations={"LAC": "looked-after child"}),
    sample_report("barnet-2012", abbreviations={"LAC": "looked after children"}),
    sample_report("havering-2007", paragraphs=(), recommendations=(), judgements=(), account=()),
]
PASSAGES = [passage for report in REPORTS for passage in passages_of(report)]
CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Four reports made by hand."""
    folder = tmp_path_factory.mktemp("a store #1?")
    write(folder, REPORTS, PASSAGES)
    return Store(folder / STORE)


def test_a_report_comes_back_as_it_was(store: Store) -> None:
    """Every field, from the cache as from the disk."""
    for report in REPORTS * 2:
        assert store.report(report.key) == report


def test_the_reports_of_the_corpus_come_back_as_they_were(tmp_path: Path) -> None:
    """As read from the files."""
    reports = [read_report(path) for path in sorted(CORPUS.iterdir()) if is_report_file(path)]
    write(tmp_path, reports, [])
    store = Store(tmp_path / STORE)
    assert [store.report(report.key) for report in reports] == reports


def test_heads_are_by_authority_and_date_and_without_text(store: Store) -> None:
    """All that a list of reports shows."""
    heads = store.heads()
    assert [head.key for head in heads] == list(store.keys)
    assert store.keys == ("barnet-2012", "harrow-2012", "havering-2007", "havering-2011")
    assert heads[1] == replace(
        HARROW, source="", account=(), paragraphs=(), recommendations=(), judgements=()
    )


def test_heads_of_some_reports_keep_their_order_and_say_which_is_not_held(store: Store) -> None:
    some = store.heads(["havering-2011", "barnet-2012", "havering-2011"])
    assert [head.key for head in some] == ["barnet-2012", "havering-2011"]
    assert store.heads(()) == []
    with pytest.raises(NotFoundError, match="leeds-2012"):
        store.heads(["leeds-2012"])


def test_one_paragraph_is_found_by_its_key(store: Store) -> None:
    """Without its report being read."""
    assert store.paragraph("harrow-2012#annex-2") == HARROW.paragraphs[1]


def test_judgements_and_recommendations_are_in_order_and_can_be_held_to_a_report(
    store: Store,
) -> None:
    """And judgements to a strand."""
    assert store.judgements("harrow-2012") == list(HARROW.judgements)
    assert store.judgements("harrow-2012", Strand.SAFEGUARDING) == [HARROW.judgements[1]]
    assert store.recommendations("harrow-2012") == list(HARROW.recommendations)
    reports = [judgement.report for judgement in store.judgements(strand=Strand.LOOKED_AFTER)]
    assert reports == ["barnet-2012", "harrow-2012", "havering-2011"]
    assert len(store.recommendations()) == 6


def test_abbreviations_have_their_commonest_meaning_first(store: Store) -> None:
    """In the whole library, or in one report."""
    assert store.abbreviations()["LAC"] == ("looked after children", "looked-after child")
    assert store.abbreviations("havering-2011") == {"LAC": ("looked-after child",)}


def test_hashes_of_passages_are_by_row(store: Store) -> None:
    """Of the whole library, or of some reports."""
    hashes = [text_hash(passage.text) for passage in PASSAGES]
    assert store.passage_hashes() == hashes
    rows = store.contents.rows_of(["barnet-2012", "harrow-2012"])
    assert store.passage_hashes(["barnet-2012", "harrow-2012"]) == [hashes[row] for row in rows]


@pytest.mark.parametrize("key", ["harrow-2012#99", "harrow-2012", "", "#", "x#1", "\ud800#\ud800"])
def test_a_paragraph_that_is_not_there_is_not_found(store: Store, key: str) -> None:
    """Whatever was asked for."""
    with pytest.raises(NotFoundError, match="There is no"):
        store.paragraph(key)


def test_a_report_that_is_not_there_is_not_found(store: Store) -> None:
    """By any of the ways of asking."""
    for ask in (store.report, store.judgements, store.recommendations, store.abbreviations):
        with pytest.raises(NotFoundError, match="there is barnet-2012"):
            ask("harrow-1999")


def test_many_threads_may_ask_at_once(store: Store) -> None:
    """Each gets what it asked for."""
    wrong: list[str] = []

    def ask(key: str) -> None:
        right = key, list(next(r for r in REPORTS if r.key == key).judgements)
        asked = ((store.report(key).key, store.judgements(key)) for _ in range(50))
        wrong.extend(key for found in asked if found != right)

    threads = [threading.Thread(target=ask, args=(report.key,)) for report in REPORTS * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_the_store_is_never_written_to(store: Store) -> None:
    """The file can lie where nothing may be changed."""
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._database._connection.execute("DELETE FROM reports")


@pytest.mark.parametrize("content", [None, b"", b"not a database, though long enough" * 99])
def test_a_damaged_or_missing_store_is_refused(content: bytes | None, tmp_path: Path) -> None:
    """With the command that mends it."""
    if content is not None:
        (tmp_path / "store").write_bytes(content)
    with pytest.raises(LibraryIndexError, match="qa index"):
        Store(tmp_path / "store")


def test_a_store_damaged_in_the_middle_says_so_when_it_is_read(tmp_path: Path) -> None:
    """Not with a traceback from SQLite."""
    path = tmp_path / STORE
    write(tmp_path, [HARROW], [])
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(LibraryIndexError, match="qa index"):
        Store(path).report("harrow-2012")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    """Rather than fail in SQLite's words."""
    write(tmp_path, [HARROW], [Passage("harrow-2012#1", "harrow-2012#1", "window", "")])
    store = Store(tmp_path / STORE)
    store.close()
    with pytest.raises(LibraryIndexError, match="closed"):
        store.heads()


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """For want of a folder, or because two reports have one key."""
    with pytest.raises(LibraryIndexError, match="cannot be written"):
        write(tmp_path / "no", REPORTS, [])
    with pytest.raises(LibraryIndexError, match="cannot be written"):
        write(tmp_path, [HARROW, HARROW], [])


def test_a_file_that_was_changed_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though it is as long as before, and its time was set back."""
    monkeypatch.setattr(corpus, "_SETTLED", 0)
    file = tmp_path / "a.txt"
    seen = []
    for content in ("harrow-2012", "barnet-2012"):
        file.write_text(content)
        os.utime(file, (10**9, 10**9))
        time.sleep(0.02)  # as the system tells times
        seen.append(file_hashes(tmp_path, sample_reader())["a.txt"])
    assert seen == [hashlib.sha256(name).hexdigest() for name in (b"harrow-2012", b"barnet-2012")]
