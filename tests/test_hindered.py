"""A full disk and a folder that may only be read: said in a sentence, and nothing is half done."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent


@pytest.fixture(scope="module")
def tries() -> Iterator[list[dict[str, Any]]]:
    """What came of adding and removing under each hindrance."""
    # Not in pytest's own folder: no other account may even look into that.
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(TESTS / "hindering.py"), folder]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        yield [json.loads(line) for line in done.stdout.splitlines()]


def test_each_was_tried(tries: list[dict[str, Any]]) -> None:
    assert {told["act"] for told in tries} == {"add", "remove"}
    assert len(tries) == 12


def test_what_hinders_is_said_in_a_sentence(tries: list[dict[str, Any]]) -> None:
    """Which folder it is that may not be written in; that it may be for want of room."""
    for told in tries:
        said = told["said"]
        assert said.startswith("LibraryIndexError: The "), told
        match told["hindrance"]:
            case "corpus closed":
                assert "/corpus cannot be changed: Permission denied. They are as they" in said
            case "index closed":
                assert "/index: Permission denied. Choose another folder" in said
            case _:
                assert "File too large" in said or "Is the disk full?" in said, told


def test_the_library_is_as_it_was(tries: list[dict[str, Any]]) -> None:
    """Every file of it, with nothing left lying about; and it is whole for who opens it."""
    assert [told for told in tries if not told["as_it_was"]] == []


def test_with_the_hindrance_gone_it_is_done(tries: list[dict[str, Any]]) -> None:
    assert {told["again"] for told in tries} == {"done"}
