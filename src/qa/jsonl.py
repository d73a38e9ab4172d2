"""JSON Lines in and out: errors name the file and the line, and a file is written whole or not."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from qa.errors import UsageError

MOST_BYTES = 64 * 1024 * 1024  # of a file that is read


def dumps(value: object) -> str:
    """A value as one line of JSON, letters of every language as themselves.

    >>> dumps({"key": "harrow-2012#58", "score": 0.9})
    '{"key": "harrow-2012#58", "score": 0.9}'
    """
    return json.dumps(value, ensure_ascii=False)


def pretty(value: object) -> str:
    """A value as indented JSON that a person can read and a diff can follow."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def read(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each object of a JSON Lines file with its line number, from 1; blank lines are passed over.

    Raises UsageError, naming file and line, for what is not there, not text or not an object.
    """
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{path}, line {number}: not JSON ({error}).") from error
        if not isinstance(value, dict):
            raise UsageError(f"{path}, line {number}: must be a JSON object, {{...}}.")
        yield number, value


def read_text(path: Path) -> str:
    """A UTF-8 text file whole. Raises UsageError when it cannot be read, or is not UTF-8."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path} is larger than {MOST_BYTES // 1024 // 1024} MB; split it.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text; save it as UTF-8 and try again.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error


def write(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write one object a line, whole or not at all. Raises UsageError where it cannot."""
    write_text(path, "".join(dumps(row) + "\n" for row in rows))


def write_text(path: Path, text: str) -> None:
    """Write a text file as `write_bytes` does, in UTF-8."""
    # A question given in a broken encoding may hold half a character; JSON has an escape for it.
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file in one step: a reader sees the old one or the new one, never a part.

    Raises UsageError when the folder or file cannot be written.
    """
    if path.exists() and not path.is_file():
        _write_through(path, data)  # a pipe or a device has no "whole file" to put in place
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        os.chmod(draft, _mode(path))
        os.replace(draft, path)
    except BaseException as error:
        Path(draft).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error
        raise


def _write_through(path: Path, data: bytes) -> None:
    try:
        with path.open("wb") as out:
            out.write(data)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error


def _mode(path: Path) -> int:
    """The permissions a new file should have: the old one's, or what the umask leaves."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
