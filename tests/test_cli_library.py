"""The library of a command: made when it is missing, again when it is stale, and named."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Run, one_sentence

ROOT = Path(__file__).parent.parent


@pytest.fixture
def small(tmp_path: Path) -> tuple[str, ...]:
    """A library of one report, its first sixteen paragraphs, not yet indexed."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    whole = (ROOT / "corpus/redbridge-2010.txt").read_text("utf-8")
    (corpus / "redbridge-2010.txt").write_text(whole.partition("\n17. ")[0], "utf-8")
    return ("--corpus", str(corpus), "--index", str(tmp_path / "index"))


def test_an_index_is_made_when_it_is_missing_and_again_when_it_is_stale(
    run: Run, small: tuple[str, ...], tmp_path: Path
) -> None:
    refused = run("reports", "--no-build", *small)
    assert refused.status == 1
    assert "qa index" in one_sentence(refused)
    assert not (tmp_path / "index").exists()
    assert [row["report"] for row in run("reports", "--json", *small).json] == ["redbridge-2010"]
    assert "up to date" in run("index", *small).out

    # A file that is not a report is left out and named; the others stay.
    (tmp_path / "corpus" / "broken-2011.txt").write_bytes(b"\x00\xff\xfe" * 100)
    assert "broken-2011.txt new" in one_sentence(run("reports", "--no-build", *small))
    done = run("index", "--json", *small)
    assert done.status == 0
    assert done.json["reports"] == 1
    assert "broken-2011.txt" in done.json["problems"][0]
    assert "broken-2011.txt" in done.err
    assert [row["report"] for row in run("reports", "--json", *small).json] == ["redbridge-2010"]

    # Where the reports themselves are not at hand, the index is taken as it is.
    elsewhere = ("--corpus", str(tmp_path / "none"), *small[2:])
    assert run("reports", "--no-build", "--json", *elsewhere).status == 0


def test_a_damaged_index_is_made_anew(run: Run, small: tuple[str, ...], tmp_path: Path) -> None:
    assert run("index", *small).status == 0
    for path in (tmp_path / "index").rglob("*.sqlite"):
        path.write_bytes(b"damaged")
    done = run("reports", "--json", *small)
    assert [row["report"] for row in done.json] == ["redbridge-2010"]
    assert "Making the index" in done.err


def test_a_corpus_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    place = ("--corpus", str(tmp_path / "none"), "--index", str(tmp_path / "index"))
    for command in (["ask", "young carers"], ["index"], ["reports"]):
        done = run(*command, *place)
        assert done.status == 1
        assert str(tmp_path / "none") in one_sentence(done)
    assert not (tmp_path / "index").exists()


def test_an_index_that_cannot_be_written_is_named(run: Run, small: tuple[str, ...]) -> None:
    done = run("index", *small[:2], "--index", f"{small[1]}/redbridge-2010.txt/index")
    assert done.status == 1
    assert "redbridge-2010.txt" in one_sentence(done)


def test_a_model_that_is_not_there_is_named(run: Run, small: tuple[str, ...]) -> None:
    done = run("index", "--encoder", "no-such-model", *small)
    assert done.status == 1
    assert "no-such-model" in one_sentence(done)


def test_the_surroundings_name_the_library(
    run: Run, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_INDEX", str(index_folder))
    monkeypatch.setenv("QA_CORPUS", str(ROOT / "corpus"))
    assert len(run("reports", "--json").json) == 5
