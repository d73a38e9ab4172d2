"""The account of a reading, and the checkup of a library."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from commands import Run

from qa.pieces import SourceSpan, SpanKind
from qa.reading import read_report
from qa.reading.tally import Tally
from qa.report import Report

CORPUS = Path(__file__).parent.parent / "corpus"
# As counted in the printed reports: numbered paragraphs, and numbers the conversion damaged.
FOUND = {
    "barnet-2012": (123, ["32", "37"]),
    "harrow-2012": (101, []),
    "havering-2007": (92 + 7, ["47", "52", "66"]),
    "havering-2011": (142, ["25", "63", "83", "84", "96"]),
    "redbridge-2010": (51, ["9"]),
}


@pytest.fixture(scope="module")
def harrow() -> Report:
    return read_report(CORPUS / "harrow-2012.txt")


@pytest.fixture
def qa(run: Run, index_folder: Path, tmp_path: Path) -> Run:
    """A command on a copy of the library, for a test to damage."""
    shutil.copytree(CORPUS, tmp_path / "corpus")
    shutil.copytree(index_folder, tmp_path / "index", copy_function=os.link)
    place = ("--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index"))
    return lambda command, *more: run(command, *place, *more)


# The tally


@pytest.mark.parametrize("key", FOUND)
def test_every_character_of_a_report_is_counted_once(key: str) -> None:
    """The counts by kind add up to the characters in the file."""
    path = CORPUS / f"{key}.txt"
    tally = Tally.of(read_report(path))
    in_file = sum(not c.isspace() for c in path.read_text("utf-8-sig"))
    assert sum(tally.characters.values()) == tally.total == in_file
    assert tally.characters[SpanKind.UNASSIGNED] == 0
    assert (tally.coverage, tally.covered, tally.troubles) == (1.0, "100 %", ())


@pytest.mark.parametrize("key", FOUND)
def test_restored_numbers_are_listed_with_why(key: str) -> None:
    tally = Tally.of(read_report(CORPUS / f"{key}.txt"))
    numbered, restored = FOUND[key]
    assert tally.numbered == numbered
    assert [paragraph.number for paragraph in tally.restored] == restored
    assert all("number" in " ".join(paragraph.notes) for paragraph in tally.restored)
    assert tally.missing == ()


def test_text_that_no_paragraph_has_is_trouble(harrow: Report) -> None:
    """Whether the account says so, or leaves it out, and however little it is."""
    lost = next(s for s in harrow.account if s.kind is SpanKind.PARAGRAPH)
    text = harrow.source[lost.start : lost.end]
    left_out = tuple(span for span in harrow.account if span != lost)
    said = (*left_out, SourceSpan(lost.start, lost.end, SpanKind.UNASSIGNED))
    for account in (left_out, said):
        tally = Tally.of(replace(harrow, account=account))
        assert tally.characters[SpanKind.UNASSIGNED] == len("".join(text.split()))
        assert tally.coverage < 1 and tally.covered != "100 %"
        assert tally.unassigned == (" ".join(text.split())[:200],)
        assert "are in no paragraph" in tally.troubles[0]
        assert tally.total == Tally.of(harrow).total
    one = replace(harrow, source=harrow.source + "x")
    assert Tally.of(one).covered == "99.99 %"


def test_what_was_read_twice_is_counted_once(harrow: Report) -> None:
    twice = (*harrow.account, harrow.account[10])
    tally = Tally.of(replace(harrow, account=twice))
    assert tally.characters == Tally.of(harrow).characters


def test_a_paragraph_that_is_not_the_sources_words_is_trouble(harrow: Report) -> None:
    first = replace(harrow.paragraphs[0], text=harrow.paragraphs[0].text + " indeed")
    tally = Tally.of(replace(harrow, paragraphs=(first, *harrow.paragraphs[1:])))
    assert tally.untrue == ("harrow-2012#1",)
    assert "harrow-2012#1" in tally.troubles[0]


def test_a_gap_in_the_numbers_is_trouble() -> None:
    """In each part by itself."""
    whole = read_report(CORPUS / "havering-2007.txt")
    gone = ("3", "40", "41", "42", "annex-2")
    kept = tuple(p for p in whole.paragraphs if p.number not in gone)
    tally = Tally.of(replace(whole, paragraphs=kept))
    assert tally.missing == gone
    assert tally.troubles == ("No paragraph is numbered 3, 40 to 42, annex-2.",)


def test_a_warning_is_not_said_twice(harrow: Report) -> None:
    """Once as a paragraph's note is enough."""
    barnet = read_report(CORPUS / "barnet-2012.txt")
    assert barnet.warnings and Tally.of(barnet).warnings == ()
    assert Tally.of(harrow).warnings == harrow.warnings != ()


# The command


def test_all_is_well_with_the_five_reports(qa: Run) -> None:
    done = qa("doctor", "--json")
    found = done.json
    assert (done.status, found["well"], found["unread"]) == (0, True, [])
    told = {
        row["report"]: (row["paragraphs"], [note["para"] for note in row["restored"]])
        for row in found["reports"]
    }
    assert told == FOUND
    assert all(row["coverage"] == 1.0 for row in found["reports"])
    assert found["index"]["state"] == "current"
    assert "MiniLM" in found["index"]["encoder"]


def test_the_doctor_can_be_read(qa: Run) -> None:
    """One report: a table by kind, each restored number with its reason, and no word of others."""
    done = qa("doctor", "havering-2011")
    assert done.status == 0
    for said in (
        "142 numbered paragraphs, 30 recommendations, 22 judgements",
        "100 % of the source's",
        "5 numbers restored:",
        "- paragraph 96: number restored from its neighbours: printed as 76",
        "not assigned",
        "All is well.",
    ):
        assert said in done.out
    assert "harrow" not in done.out


def test_a_file_that_is_not_in_the_library_can_be_looked_at(qa: Run, tmp_path: Path) -> None:
    offered = tmp_path / "new.txt"
    shutil.copyfile(CORPUS / "harrow-2012.txt", offered)
    done = qa("doctor", "--json", str(offered), "barnet-2012")
    assert [row["file"] for row in done.json["reports"]] == ["new.txt", "barnet-2012.txt"]
    offered.write_text("not one")
    assert qa("doctor", str(offered)).status == 1
    missing = qa("doctor", "nowhere-1999")
    assert missing.status == 1 and "harrow-2012" in missing.err


def test_a_file_that_cannot_be_read_is_named_with_why(qa: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "letter.txt").write_text("Dear all,")
    qa("index")
    done = qa("doctor", "--json")
    assert done.status == 1
    (unread,) = done.json["unread"]
    assert unread["file"] == "letter.txt" and "names no English local authority" in unread["why"]
    assert done.json["index"]["state"] == "current"


def test_the_state_of_the_index_is_told(qa: Run, tmp_path: Path) -> None:
    """Out of date, damaged inside, missing; and nothing is mended unasked."""
    extra = tmp_path / "corpus" / "copy.txt"
    shutil.copyfile(CORPUS / "harrow-2012.txt", extra)
    stale = qa("doctor")
    assert stale.status == 1
    assert "The index is stale: copy.txt new. Mend it with: qa index" in stale.out
    extra.unlink()
    generation = next(path for path in (tmp_path / "index").iterdir() if path.is_dir())
    store = generation / "store.sqlite"
    damaged = bytearray(store.read_bytes())
    damaged[-40] ^= 1
    store.unlink()  # the copy is a link to the library of other tests
    store.write_bytes(damaged)
    assert qa("doctor", "--json").json["index"]["state"] == "damaged"
    shutil.rmtree(tmp_path / "index")
    gone = qa("doctor")
    assert gone.status == 1 and "The index is missing" in gone.out
    assert not (tmp_path / "index").exists()


def test_there_need_be_no_library(run: Run, tmp_path: Path) -> None:
    done = run("doctor", "--corpus", str(tmp_path / "no"), "--index", str(tmp_path / "nor"))
    assert done.status == 1
    assert "There is no folder of reports" in done.out
