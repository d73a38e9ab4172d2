"""The manifest: what an index was made of, read by people and checked by the program."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from qa.errors import LibraryIndexError
from qa.index.sqlite.manifest import (
    FORMAT,
    MANIFEST,
    EncoderUsed,
    Manifest,
    SourceFile,
    file_entries,
)

MADE = Manifest(
    qa="0.1.0",
    created="2026-11-21T09:00:00Z",
    reader="abc",
    encoder=EncoderUsed(None, "all-MiniLM-L6-v2", "f1", 384, "onnx"),
    vectors="Flat",
    sources=(
        SourceFile("a.txt", "h1", "harrow-2012", 100, 700),
        SourceFile("b.txt", "h2", problem="b.txt is not a report."),
    ),
)
CORPUS = {"a.txt": "h1", "b.txt": "h2"}


def test_a_manifest_comes_back_as_it_was(tmp_path: Path) -> None:
    """With the files it vouches for."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "x").write_text("content")
    (tmp_path / "words" / ".y.lock").write_text("")
    manifest = replace(MADE, files=file_entries(tmp_path))
    manifest.write(tmp_path)
    assert Manifest.read(tmp_path) == manifest
    assert list(manifest.files) == ["words/x"]


def test_a_person_can_read_it(tmp_path: Path) -> None:
    """Format first, then what the index holds."""
    MADE.write(tmp_path)
    written = json.loads((tmp_path / MANIFEST).read_text("utf-8"))
    assert list(written)[:3] == ["format", "paragraphs", "passages"]
    assert (written["paragraphs"], written["passages"]) == (100, 700)
    assert MADE.problems == ("b.txt is not a report.",)
    assert set(written["libraries"]) == {"faiss-cpu", "tantivy"}


def test_an_index_is_current_while_nothing_has_changed() -> None:
    """Files, encoder and reader are what it was made with."""
    assert MADE.why_stale(CORPUS, "f1", "abc") == ""


@pytest.mark.parametrize(
    ("manifest", "corpus", "fingerprint", "reader", "why"),
    [
        (MADE, CORPUS | {"c.txt": "h3"}, "f1", "abc", "c.txt new"),
        (MADE, {"a.txt": "h1"}, "f1", "abc", "b.txt gone"),
        (MADE, CORPUS | {"a.txt": "h9"}, "f1", "abc", "a.txt changed"),
        (MADE, CORPUS, "f2", "abc", "another encoder than all-MiniLM-L6-v2"),
        (MADE, CORPUS, "f1", "abd", "read differently"),
        (replace(MADE, libraries={}), CORPUS, "f1", "abc", "another version of a library"),
    ],
)
def test_an_index_is_stale_when_something_has_changed(
    manifest: Manifest, corpus: dict[str, str], fingerprint: str, reader: str, why: str
) -> None:
    """And says what."""
    assert why in manifest.why_stale(corpus, fingerprint, reader)


def test_damage_to_a_file_is_noticed(tmp_path: Path) -> None:
    """A change of size at once, a change of content when it is read."""
    (tmp_path / "x").write_text("content")
    manifest = replace(MADE, files=file_entries(tmp_path))
    assert manifest.check_files(tmp_path, hashes_up_to=math.inf) == []
    (tmp_path / "x").write_text("c0ntent")
    assert manifest.check_files(tmp_path) == []
    assert manifest.check_files(tmp_path, hashes_up_to=math.inf) == ["x is not as it was written"]
    (tmp_path / "x").write_text("cut")
    assert manifest.check_files(tmp_path) == ["x has 3 bytes, not 7"]
    (tmp_path / "x").unlink()
    assert manifest.check_files(tmp_path) == ["x cannot be read (No such file or directory)"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", f'{{"format": {FORMAT}}}', f'{{"format": {FORMAT}, "files": 3}}']
)
def test_a_damaged_manifest_is_refused(content: str, tmp_path: Path) -> None:
    """With the command that mends it."""
    (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(LibraryIndexError, match="damaged.*qa index"):
        Manifest.read(tmp_path)


def test_a_manifest_of_another_format_is_refused_as_such(tmp_path: Path) -> None:
    """Both numbers and the remedy."""
    replace(MADE, format=99).write(tmp_path)
    with pytest.raises(LibraryIndexError, match=f"format 99.*reads {FORMAT}.*qa index"):
        Manifest.read(tmp_path)
