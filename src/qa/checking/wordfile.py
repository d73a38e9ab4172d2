"""A Word file as blocks of prose: its text alone, from a file whose size has been looked at."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from qa.checking.blocks import MOST_CHARACTERS, Block, Document
from qa.checking.folding import visible
from qa.errors import UsageError

MOST_PARTS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024  # bytes of all parts, pictures too
MOST_XML = 60 * 1024 * 1024  # bytes of one part of text
MOST_RATIO = 200  # how many times larger a large part may be than it is packed
_SMALL = 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NO_TEXT = {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PLAIN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


def read(data: bytes, name: str) -> Document:
    """The text of a Word file as it reads with all changes accepted, tables and notes too.

    Raises UsageError when it is no Word file, is damaged, or would unpack to too much.
    """
    _check_size(data, name)
    from docx import Document as open_docx
    from docx.oxml import parse_xml

    try:
        document = open_docx(io.BytesIO(data))
        blocks = tuple(_blocks(document))
        notes: dict[str, str] = {}
        for part in document.part.package.iter_parts():
            kind = _NOTES.get(str(part.partname).rpartition("/")[2].removesuffix(".xml"))
            if kind:
                notes.update(_notes(parse_xml(part.blob), kind))
    except (SyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UsageError(f"{name} is not a Word file that can be read; save it anew.") from error
    if sum(len(block.text) for block in blocks) > MOST_CHARACTERS:
        raise UsageError(f"{name} has more than {MOST_CHARACTERS:,} characters.")
    return Document(blocks, notes)


def _check_size(data: bytes, name: str) -> None:
    """Raises UsageError unless what the file says of its parts is of a size to be unpacked.

    A part that says less than it holds fails its checksum when it is unpacked, as damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UsageError(f"{name} is not a Word file (.docx).") from error
    swollen = any(
        part.file_size > MOST_UNPACKED
        or (part.filename.endswith((".xml", ".rels")) and part.file_size > MOST_XML)
        or (part.file_size > _SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1))
        for part in parts
    )
    total = sum(part.file_size for part in parts)
    if swollen or len(parts) > MOST_PARTS or total > MOST_UNPACKED:
        raise UsageError(f"{name} would unpack to far more than a paper holds; it is not opened.")


def _blocks(document: Any) -> Iterator[Block]:  # noqa: ANN401
    """Its paragraphs in order, those in tables and text boxes as they come."""
    names = {style.style_id: str(style.name or "") for style in document.styles}
    number = 0
    for paragraph in document.element.body.iter(f"{_W}p"):
        if any(True for _ in paragraph.iterancestors(_FALLBACK)):
            continue
        number += 1
        text = _text(paragraph)
        if text.strip():
            yield Block(text, number, _is_set_apart(paragraph, names), "paragraph")


def _is_set_apart(paragraph: Any, names: dict[str, str]) -> bool:  # noqa: ANN401
    """Whether it is styled as a quotation ("Quote", "Intense Quote", "Block Text")."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = names.get(style.get(f"{_W}val"), "") if style is not None else ""
    return "quot" in name.casefold() or name.casefold() == "block text"


def _text(paragraph: Any) -> str:  # noqa: ANN401
    """A paragraph's own text: insertions in, deletions out, a footnote as "[^name]"."""
    pieces: list[str] = []
    waiting = [paragraph]
    while waiting:
        node = waiting.pop()
        if node is not paragraph and (node.tag in _NO_TEXT or node.tag == f"{_W}p"):
            continue
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag in _PLAIN:
            pieces.append(_PLAIN[node.tag])
        elif node.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            kind = node.tag.removeprefix(_W).removesuffix("Reference")
            pieces.append(f"[^{kind}-{node.get(f'{_W}id')}]")
        waiting += reversed(node)
    return visible("".join(pieces))


def _notes(root: Any, kind: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    for note in root.iter(f"{_W}{kind}"):
        text = " ".join(_text(paragraph) for paragraph in note.iter(f"{_W}p"))
        yield f"{kind}-{note.get(f'{_W}id')}", text.strip()
