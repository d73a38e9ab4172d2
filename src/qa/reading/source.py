"""A file's bytes as text we can point into."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from qa.errors import ReadingError
from qa.reading.folding import unfold

MAX_BYTES = 20 * 1024 * 1024
_HEAD = 1024  # bytes at the start of a file within which a PDF says that it is one
# What a file that is no report says of itself in its first bytes.
_OTHERS = {
    b"PK\x03\x04": "a Word document or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Word, Excel or PowerPoint document",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"II*\x00": "a picture",
    b"MM\x00*": "a picture",
}
# A form feed ends a page and so a line, a vertical tab a line of a word processor.
_LINE_END = re.compile("\r\n|[\r\f\v\x85\u2028\u2029]")
# Where a word was broken at the end of a line.
_SOFT_HYPHEN = re.compile("\xad[ \t]*\n[ \t]*(?=[a-z])")
# Characters that show nothing, and would hide a word from whoever looks for it.
_NO_WIDTH = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a report file. Offsets everywhere are into `text`; `sha256` is of the bytes.

    `pages` are the offsets at which the pages of a PDF begin, in order; a text file has none.
    `warnings` are sentences on what of the file is not in the text.
    """

    name: str
    text: str
    sha256: str
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()

    def page(self, place: int) -> int | None:
        """The page on which a place of the text stands, from 1; None where there are no pages.

        >>> source = Source("a.pdf", "One. Two.", "", pages=(0, 5))
        >>> source.page(4), source.page(5)
        (1, 2)
        """
        return bisect_right(self.pages, place) if self.pages else None


def load(path: Path) -> Source:
    """Read a PDF, or a text file: UTF-8 (with or without a byte-order mark) or Windows-1252.

    Raises ReadingError when the file cannot be read, is neither, or is larger than 20 MB.
    """
    if path.is_dir():
        raise ReadingError(f"{path.name} is a folder, not a report; name the files in it.")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadingError(
                f"{path.name} is {size / 1e6:.0f} MB; a report may be 20 MB at the most."
            )
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    digest = hashlib.sha256(data).hexdigest()
    if path.suffix.lower() != ".pdf":
        return Source(path.name, decode(data, path.name), digest)
    if b"%PDF-" not in data[:_HEAD]:
        raise ReadingError(_no_pdf(data, path.name))
    from qa.reading.pdf import read_pdf

    pdf = read_pdf(data, path.name)
    return Source(path.name, pdf.text, digest, pdf.pages, pdf.warnings)


def decode(data: bytes, name: str) -> str:
    """Bytes as text with its folded lines whole. Raises ReadingError when it is not text."""
    if b"%PDF-" in data[:_HEAD]:
        raise ReadingError(
            f"{name} is not a text file but a PDF; rename it so that its name ends in .pdf."
        )
    if kind := _other(data):
        raise ReadingError(
            f"{name} is not a text file but {kind}; save the report as a PDF or plain text first."
        )
    if b"\x00" in data:
        raise ReadingError(f"{name} is not a text file; save the report as plain text first.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise ReadingError(f"{name} is not text in UTF-8 or Windows-1252.") from error
    text = _NO_WIDTH.sub("", _SOFT_HYPHEN.sub("", _LINE_END.sub("\n", text)))
    if not text.strip():
        raise ReadingError(f"{name} is empty.")
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise ReadingError(f"{name} is not a text file; save the report as plain text first.")
    # The few that are left would reach a terminal; a space keeps every offset as it was.
    return unfold(_CONTROL.sub(" ", text))


def _other(data: bytes) -> str | None:
    """What kind of file this is, when its first bytes say that it is neither PDF nor text."""
    return next((kind for head, kind in _OTHERS.items() if data.startswith(head)), None)


def _no_pdf(data: bytes, name: str) -> str:
    """What a file is whose name alone says PDF, and what to do."""
    if not data.strip():
        return f"{name} is empty."
    if kind := _other(data):
        return f"{name} is {kind} in spite of its name; save the report as a PDF first."
    try:
        decode(data, name)
    except ReadingError:
        return f"{name} is not a PDF, or is damaged; get it again from where it came."
    return f"{name} is plain text in spite of its name; rename it so that its name ends in .txt."
