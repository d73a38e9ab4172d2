"""JSON Lines are read with line numbers, and written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qa import jsonl
from qa.errors import UsageError


def test_line_numbers_count_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\n{"a": "\xc2\x85 \xe2\x80\xa8"}\n')
    assert list(jsonl.read(path)) == [(1, {"a": 1}), (3, {"a": "\x85 \u2028"})]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b'{"a": 1}\nno\n', "line 2: not JSON"),
        (b"[1]\n", "line 1: must be a JSON object"),
        (b"[" * 100_000, "line 1: not JSON"),
        (b"\xff\xfe{", "not UTF-8"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=complaint):
        list(jsonl.read(path))


def test_a_missing_file_or_a_folder_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(UsageError, match="cannot be read"):
            list(jsonl.read(path))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "out.jsonl"
    rows: list[dict[str, Any]] = [{"text": "“Señor” – £5"}, {"n": 1}]
    jsonl.write(path, rows)
    assert [row for _, row in jsonl.read(path)] == rows
    assert "£" in path.read_text(encoding="utf-8")


def test_a_failure_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    jsonl.write(path, [{"old": 1}])

    def rows() -> Iterator[dict[str, Any]]:
        yield {"new": 1}
        raise UsageError("stop")

    with pytest.raises(UsageError, match="stop"):
        jsonl.write(path, rows())
    assert path.read_text() == '{"old": 1}\n'
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_a_new_file_has_ordinary_permissions_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    path, plain = tmp_path / "out.jsonl", tmp_path / "plain"
    plain.touch()
    jsonl.write(path, [])
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    path.chmod(0o600)
    jsonl.write(path, [])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        jsonl.write(tmp_path / "file" / "out.jsonl", [])
    with pytest.raises(UsageError, match="cannot be written"):
        jsonl.write(tmp_path, [])


def test_a_device_is_written_through() -> None:
    jsonl.write(Path(os.devnull), [{"a": 1}])
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_half_a_character_is_written_as_its_escape(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    jsonl.write(path, [{"question": "caf\udce9"}])
    assert [row for _, row in jsonl.read(path)] == [{"question": "caf\udce9"}]


def test_a_file_may_be_so_large_and_no_larger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "MOST_BYTES", 8)
    path = tmp_path / "in.jsonl"
    path.write_text('{"a": 1}')
    assert len(list(jsonl.read(path))) == 1
    path.write_text('{"a": 10}')
    with pytest.raises(UsageError, match="larger than"):
        list(jsonl.read(path))
