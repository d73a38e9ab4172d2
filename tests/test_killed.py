"""A process killed at any moment leaves the old library or the new one, whole."""

from __future__ import annotations

import json
import logging
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from index_samples import HashEncoder, sample_reader, write_corpus

from qa.errors import LibraryIndexError
from qa.index.making import generation
from qa.index.making.build import build
from qa.index.making.corpus import CHANGING
from qa.index.making.library import Library
from qa.keeping import Folders, recover
from qa.keeping.changing import changing
from qa.keeping.journal import Journal
from qa.opening import open_library, recovered

TESTS = Path(__file__).parent


@pytest.fixture(scope="module", params=["small", "large"])
def outcomes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Any]]:
    """What each kill left, of a build, a first build, an addition and a removal in turn.

    Half of them in a library that is made anew each time, half where it is written beside.
    """
    kills = str(request.config.getoption("--kills") // 2)
    seed = str(random.randrange(10**6))
    command = [sys.executable, str(TESTS / "killing.py"), str(tmp_path_factory.mktemp("kills"))]
    done = subprocess.run([*command, kills, seed, request.param], capture_output=True, text=True)
    assert done.returncode == 0, f"seed {seed}: {done.stderr}"
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_processes_really_were_killed_at_work(outcomes: list[dict[str, Any]]) -> None:
    """Each kind of work, and most of them before they had come to an end."""
    killed = [told for told in outcomes if told["killed"]]
    assert {told["act"] for told in killed} == {"build", "first", "add", "remove"}
    assert len(killed) > len(outcomes) / 2


def test_whoever_opens_the_library_next_finds_the_old_or_the_new(
    outcomes: list[dict[str, Any]],
) -> None:
    """Before anything is mended; every report of it can be read and searched."""
    for told in outcomes:
        assert told["found"]["keys"] in (told["before"]["keys"], told["after"]["keys"])


def test_the_next_start_makes_it_whole(outcomes: list[dict[str, Any]]) -> None:
    """Files and index of one state, nothing left lying about, no report between the two."""
    for told in outcomes:
        found = {name: told["restarted"][name] for name in ("files", "keys")}
        assert told["restarted"]["whole"], told
        if told["act"] in ("build", "first"):
            assert found == told["after"]  # the corpus had changed already: the index follows
        else:
            assert found in (told["before"], told["after"])
            if "again" in told:
                assert told["again"] == told["after"]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """A library of two reports."""
    corpus = write_corpus(tmp_path / "corpus", a="harrow-2012", b="barnet-2012")
    made = Folders(corpus, tmp_path / "index", sample_reader(), HashEncoder(), progress=False)
    build(corpus, made.index, reader=made.reader, encoder=made.encoder)
    return made


def cut_short(folders: Folders) -> None:
    """What a removal that is killed before the index is made anew leaves."""
    kept = folders.corpus / ".removed"
    kept.mkdir()
    os.replace(folders.corpus / "a.txt", kept / "a.txt")
    Journal({}, {"a.txt": "a.txt"}).write(folders.corpus)


def test_a_change_cut_short_is_undone_with_a_word(
    folders: Folders, caplog: pytest.LogCaptureFixture
) -> None:
    """And only once."""
    cut_short(folders)
    with caplog.at_level(logging.WARNING, "qa"):
        assert recover(folders)
    assert "cut short; they are as they were" in caplog.text
    assert sorted(path.name for path in folders.corpus.iterdir()) == ["a.txt", "b.txt"]
    assert not recover(folders)


def test_a_change_that_came_to_its_end_is_not_undone(folders: Folders) -> None:
    """It was killed after the new index was in use."""
    cut_short(folders)
    build(folders.corpus, folders.index, reader=folders.reader, encoder=folders.encoder)
    assert recover(folders)
    assert not (folders.corpus / "a.txt").exists() and (folders.corpus / ".removed/a.txt").exists()
    assert not (folders.corpus / CHANGING).exists()


def test_a_change_that_is_going_on_is_left_alone(folders: Folders) -> None:
    """By whoever opens the library meanwhile."""
    with changing(folders):
        cut_short(folders)
        assert not recovered(folders.corpus, folders.index)
        assert not (folders.corpus / "a.txt").exists()


def test_a_build_that_is_going_on_is_left_alone(folders: Folders) -> None:
    """Its draft is not something left over."""
    with generation.locked(folders.index, 1), generation.draft(folders.index) as draft:
        assert not generation.tidy(folders.index)
        assert draft.is_dir()
    (folders.index / ".building-0badcafe").mkdir()
    assert generation.tidy(folders.index)
    assert not list(folders.index.glob(".building-*"))


@pytest.mark.parametrize(
    "journal",
    [
        "",
        "[]",
        '{"put": {"../b.txt": "x"}, "taken": {}}',
        '{"put": {}, "taken": {"b.txt": "/etc"}}',
    ],
)
def test_a_journal_that_cannot_be_believed_touches_nothing(folders: Folders, journal: str) -> None:
    """It is named, for a person to look at."""
    (folders.corpus / CHANGING).write_text(journal)
    with pytest.raises(LibraryIndexError, match=r"\.changing\.json"):
        recover(folders)
    assert (folders.corpus / "b.txt").exists()


def test_a_file_that_came_from_elsewhere_is_not_taken_away(folders: Folders) -> None:
    """Though it has the name of one that was to be added."""
    (folders.corpus / "c.txt").write_text("ealing-2010")
    Journal({"c.txt": "0" * 64}, {}).write(folders.corpus)
    assert recover(folders)
    assert (folders.corpus / "c.txt").read_text() == "ealing-2010"


def test_the_next_start_says_which_library_it_opened(
    folders: Folders, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After it has cleared away what a killed build left; and says nothing otherwise."""
    real = Library.open
    monkeypatch.setattr(Library, "open", lambda index: real(index, encoder=HashEncoder()))
    nowhere = folders.corpus / "nowhere"
    (folders.index / ".building-0badcafe").mkdir()
    with caplog.at_level(logging.WARNING, "qa"):
        made = open_library(nowhere, folders.index, build=False).made
    assert "has been cleared away" in caplog.text
    assert f"the index made at {made}, of 2 reports" in caplog.text
    caplog.clear()
    open_library(nowhere, folders.index, build=False)
    assert not caplog.records
