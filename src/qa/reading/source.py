"""A file's bytes as text we can point into."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from qa.errors import ReadingError

MAX_BYTES = 20 * 1024 * 1024
SUFFIXES = (".txt",)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a report file. Offsets everywhere are into `text`; `sha256` is of the bytes."""

    name: str
    text: str
    sha256: str


def load(path: Path) -> Source:
    """Read a text file: UTF-8 (with or without a byte-order mark) or Windows-1252.

    Raises ReadingError when the file cannot be read, is not text, or is larger than 20 MB.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadingError(
                f"{path.name} is {size / 1e6:.0f} MB; a report may be 20 MB at the most."
            )
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    return Source(path.name, decode(data, path.name), hashlib.sha256(data).hexdigest())


def decode(data: bytes, name: str) -> str:
    """Bytes as text with each line end one line feed. Raises ReadingError when not text."""
    if b"\x00" in data or data.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG")):
        raise ReadingError(f"{name} is not a text file; save the report as plain text first.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise ReadingError(f"{name} is not text in UTF-8 or Windows-1252.") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReadingError(f"{name} is empty.")
    odd = sum(1 for c in text if ord(c) < 32 and c not in "\n\t\f\v")
    if odd > len(text) // 100:
        raise ReadingError(f"{name} is not a text file; save the report as plain text first.")
    # The few that are left would reach a terminal; a space keeps every offset as it was.
    return text.translate({code: " " for code in range(32) if code not in (9, 10)})
