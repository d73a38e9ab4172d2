"""A document whose quotations are to be checked, from a file: text, Markdown or Word."""

from __future__ import annotations

from pathlib import Path

from qa.checking import plaintext, wordfile
from qa.checking.blocks import MOST_BYTES, Document
from qa.errors import UsageError

SUFFIXES = (".txt", ".md", ".markdown", ".docx")


def load(path: Path) -> Document:
    """A document from a file. It is read, never run.

    Raises UsageError when it is missing, too large, damaged, or of a kind that is not read.
    """
    kind_of(path.name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path.name} is larger than {MOST_BYTES // 1024 // 1024} MB.")
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error
    return from_file(data, path.name)


def kind_of(name: str) -> str:
    """How a file's name ends. Raises UsageError when files of that kind are not read."""
    suffix = Path(name).suffix.casefold()
    if suffix not in SUFFIXES:
        raise UsageError(
            f"{name}: quotations are checked in {', '.join(SUFFIXES)} files; save it as one."
        )
    return suffix


def from_file(data: bytes, name: str) -> Document:
    """A document from what a file holds; its name says only what kind it is. Raises as `load`."""
    suffix = kind_of(name)
    if suffix == ".docx":
        return wordfile.read(data, name)
    return plaintext.from_bytes(data, name, markdown=suffix != ".txt")
