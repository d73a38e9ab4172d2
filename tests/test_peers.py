"""The comparison with other libraries: chunks as paragraphs, and the page as measured."""

from __future__ import annotations

import importlib.metadata
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qa.assistant import Assistant
from qa.errors import UsageError
from qa.pieces import Piece
from qa.report import Paragraph, Report, Strand
from qa.scale import GradeScale

ROOT = Path(__file__).parent.parent

# Two paragraphs of ten letters each, one of twenty in two pieces, and a line that is in none.
SOURCE = "1. aaaaa aaaaa\n\n2. bbbbb bbbbb\n\npage\n3. cccccccccc\n\ncccccccccc\n"


def paragraph(number: str, *pieces: tuple[int, int]) -> Paragraph:
    return Paragraph(
        "x-2012", number, True, (), Strand.GENERAL, None, "", tuple(Piece(*p) for p in pieces)
    )


REPORT = Report(
    "x-2012", "X", "x", "T", "T", "Ofsted", "F", "f", GradeScale(("Good",)), None, "2012-06-27",
    None, None, SOURCE, "0", "x.txt",
    (paragraph("1", (3, 14)), paragraph("2", (19, 30)), paragraph("3", (40, 50), (52, 62))),
)  # fmt: skip


@pytest.fixture
def chunks(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "evals"))
    import chunks

    return chunks


@pytest.fixture
def peers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "evals"))
    import peers

    return peers


def test_the_sample_is_as_it_says() -> None:
    pieces = [SOURCE[piece.start : piece.end] for p in REPORT.paragraphs for piece in p.pieces]
    assert pieces == ["aaaaa aaaaa", "bbbbb bbbbb", "cccccccccc", "cccccccccc"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (SOURCE, ["1", "2", "3"]),
        ("1. aaaaa aaaaa\n\n2. bbbbb bbbbb\n", ["1", "2"]),
        ("aaaaa\n\n2.  bbbbb bbbbb", ["1", "2"]),  # half of the first; white space is nothing
        ("aaaa 2. bbbbb bbbbb", ["2"]),  # less than half of the first
        ("ccc", ["3"]),  # little of the third, but all of the chunk is
        ("page", []),
        ("bbb page 3. cc", []),  # less than half of any, and of the chunk
    ],
)
def test_a_chunk_counts_for_the_paragraphs_it_covers(
    chunks: ModuleType, text: str, keys: list[str]
) -> None:
    placed = chunks.Placed([chunks.Chunk("x-2012", text)], {"x-2012": chunks.Paper(REPORT)})
    assert placed.ranking([0]) == [f"x-2012#{key}" for key in keys]


def placed(chunks: ModuleType, *texts: str) -> Any:
    made = [chunks.Chunk("x-2012", text) for text in texts]
    return chunks.Placed(made, {"x-2012": chunks.Paper(REPORT)})


def test_a_paragraph_has_the_place_of_the_first_chunk_that_counts_for_it(
    chunks: ModuleType,
) -> None:
    cut = placed(chunks, "1. aaaaa aaaaa\n2. bb", "bbb bbbbb", "3. cccccccccc\n\ncccccccccc")
    assert cut.ranking([2, 1, 0]) == ["x-2012#3", "x-2012#2", "x-2012#1"]


def test_a_chunk_that_stands_nowhere_counts_for_nothing(chunks: ModuleType) -> None:
    cut = placed(chunks, "aaaaa", "zzzzz", " ")
    assert cut.lost == 2
    assert cut.ranking([1, 2]) == []


def test_repeated_text_is_where_it_comes_in_order(chunks: ModuleType) -> None:
    paper = chunks.Paper(REPORT)
    first, second = (
        paper.place("cccccccccc"),
        paper.place("cccccccccc", after=paper.place("ccc")[1]),
    )
    assert first[0] < second[0]


def test_a_budget_cuts_the_chunk_at_which_it_ends(chunks: ModuleType) -> None:
    """One token a character: after the first chunk some of the second paragraph is left."""
    cut = placed(chunks, "aaaaa aaaaa", "bbbbb bbbbb")
    assert cut.within([0, 1], 15, len) == {"x-2012#1"}
    assert cut.within([0, 1], 16, len) == {"x-2012#1", "x-2012#2"}
    assert cut.within([1, 0], 15, len) == {"x-2012#2"}
    assert cut.within([0, 1], 0, len) == set()


def test_chunks_hold_a_paragraph_together(chunks: ModuleType) -> None:
    """What two chunks share counts once."""
    cut = placed(chunks, "3. cccccc", "cccc\n\ncccccc", "3. ccc", "aaa")
    assert cut.within([0], 1000, len) == set()
    assert cut.within([0, 1], 1000, len) == {"x-2012#3"}
    assert cut.within([0, 2], 1000, len) == set()
    assert cut.within([3], 1000, len) == set()  # little of the first, though all of the chunk


def test_every_numbered_paragraph_counts_for_itself(
    chunks: ModuleType, assistant: Assistant
) -> None:
    """In a real report, each paragraph's own text stands where its pieces are."""
    report = assistant.report("harrow-2012")
    paper = chunks.Paper(report)
    for each in report.paragraphs:
        if each.is_numbered:
            span = paper.place(each.text, 0)
            assert span is not None, each.key
            assert each.key in paper.counted(span)
            assert each.key in paper.inside([span])


def test_a_library_that_is_not_installed_is_named_with_what_installs_it(
    peers: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", none)
    monkeypatch.setattr(sys, "argv", ["peers.py", "--only", "LangChain", "--only", "txtai"])
    assert peers.main() == 1
    err = capsys.readouterr().err
    assert "LangChain is not installed (langchain-core is missing): pip install -r" in err
    assert "txtai is not installed (txtai is missing)" in err
    assert "Haystack" not in err


def test_some_measured_again_take_the_place_of_their_rows(peers: ModuleType) -> None:
    kept = json.loads((ROOT / "evals" / "peers.json").read_text("utf-8"))
    row = kept["systems"][2] | {"mrr": 0.5}
    merged = peers.together(kept, kept | {"systems": [row]})
    assert merged["systems"][2] == row
    assert [r["name"] for r in merged["systems"]] == [r["name"] for r in kept["systems"]]
    with pytest.raises(UsageError, match="of other questions"):
        peers.together(kept, kept | {"systems": [row], "questions": 3})


def test_the_page_shows_what_was_measured(peers: ModuleType) -> None:
    page = (ROOT / "docs" / "peers.md").read_text("utf-8")
    found = json.loads((ROOT / "evals" / "peers.json").read_text("utf-8"))
    assert peers.written(page, found) == page


def test_the_versions_are_those_that_are_asked_for() -> None:
    asked = (ROOT / "evals" / "peers-requirements.txt").read_text("utf-8")
    found = json.loads((ROOT / "evals" / "peers.json").read_text("utf-8"))
    for row in found["systems"]:
        for package, version in row["versions"].items():
            assert package == "qa" or f"{package}=={version}\n" in asked
