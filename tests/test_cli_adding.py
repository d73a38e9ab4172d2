"""`qa add` and `qa remove`: what they say, and what is agreed to first."""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

import pytest
from altered import HARROW, another_date, changed, content
from commands import Run

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture
def qa(run: Run, index_folder: Path, tmp_path: Path) -> Run:
    """A command on a library of its own: all reports but Harrow's, with the real encoder."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    shutil.copytree(CORPUS, corpus)
    (corpus / "harrow-2012.txt").unlink()
    shutil.copytree(index_folder, index, copy_function=os.link)
    return lambda command, *more: run(
        command, "--corpus", str(corpus), "--index", str(index), *more
    )


def test_a_dry_run_prints_what_export_will(qa: Run, tmp_path: Path) -> None:
    """Line for line, also for several files and for the second report of a year."""
    later = another_date(tmp_path / "later.txt", "5 November 2012")
    before = content(tmp_path)
    dry = qa("add", "--dry-run", "--json", str(later), str(HARROW))
    assert content(tmp_path) == before
    assert (dry.status, dry.err) == (0, "")
    assert qa("add", str(later), str(HARROW)).status == 0
    keys = ("harrow-2012-2", "harrow-2012")
    assert dry.out == "".join(qa("export", key, "--json").out for key in keys)
    assert dry.rows[0]["report"] == "harrow-2012-2"
    again = qa("add", "--dry-run", "--json", str(HARROW))
    assert again.out == qa("export", "harrow-2012", "--json").out


def test_adding_says_what_was_read(qa: Run, tmp_path: Path) -> None:
    done = qa("add", str(HARROW), str(tmp_path / "nowhere.txt"))
    assert done.status == 1
    for said in (
        "London Borough of Harrow", "27 June 2012", "101 numbered paragraphs",
        "22 recommendations", "22 judgements", "100 %", "strand headings",
        "Added harrow-2012, as harrow-2012.txt.",
    ):  # fmt: skip
        assert said in done.out
    assert done.err.startswith("qa: not added: There is no file")
    assert qa("show", "harrow-2012#58").status == 0


def test_adding_in_json_gives_the_tally(qa: Run, tmp_path: Path) -> None:
    done = qa("add", "--json", str(HARROW), str(tmp_path / "nowhere.txt"))
    good, bad = done.rows
    assert (good["outcome"], good["report"], good["paragraphs"]) == ("added", "harrow-2012", 101)
    assert (good["coverage"], good["characters"]["unassigned"]) == (1.0, 0)
    assert (bad["outcome"], bad["report"]) == ("failed", None)
    assert "There is no file" in bad["why"]


def answers(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Someone at a terminal who types this."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(text))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)


def test_a_replacement_is_agreed_to_first(
    qa: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal by a yes, elsewhere by --yes; without it nothing at all is done."""
    assert qa("add", str(HARROW)).status == 0
    newer = changed(tmp_path / "v2.txt", ("Harrow has", "Harrow had"))
    new = tmp_path / "corpus" / "harrow-2012.txt"
    before = content(tmp_path)
    refused = qa("add", str(newer))
    assert (refused.status, refused.out) == (2, "")
    assert "another version of harrow-2012" in refused.err and "--yes" in refused.err
    for no in ("n\n", "", "\n"):
        answers(monkeypatch, no)
        kept = qa("add", str(newer))
        assert kept.status == 1 and "was not wanted" in kept.err
        assert content(tmp_path) == before
    answers(monkeypatch, "yes\n")
    done = qa("add", str(newer))
    assert done.status == 0
    assert "no paragraphs added, none removed, 5 changed, 97 the same" in " ".join(done.out.split())
    assert new.read_bytes() == newer.read_bytes()
    monkeypatch.undo()
    assert qa("add", "--yes", str(HARROW)).status == 0
    assert new.read_bytes() == HARROW.read_bytes()


def test_a_removal_is_agreed_to_first(qa: Run, tmp_path: Path) -> None:
    before = content(tmp_path)
    refused = qa("remove", "havering-2007")
    assert (refused.status, refused.out) == (2, "") and "--yes" in refused.err
    dry = qa("remove", "--dry-run", "havering-2007")
    assert dry.status == 0 and "Nothing was touched" in dry.out
    assert content(tmp_path) == before
    done = qa("remove", "--yes", "--json", "havering-2007")
    assert done.status == 0
    assert [row["report"] for row in done.rows] == ["havering-2007"]
    assert Path(done.rows[0]["kept_in"]).is_file()
    gone = qa("show", "havering-2007#1")
    assert gone.status == 1 and "havering-2007" in gone.err
    assert qa("remove", "--yes", "havering-2007").status == 1


def test_after_removing_it_says_how_to_have_it_back(qa: Run) -> None:
    done = qa("remove", "--yes", "havering-2007")
    command = done.out.strip().splitlines()[-1].partition("qa add ")[2]
    back = qa("add", "--dry-run", "--json", command)
    assert back.rows[0]["report"] == "havering-2007"
