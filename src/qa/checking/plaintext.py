"""Text and Markdown as blocks of prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.checking.blocks import MOST_BYTES, MOST_CHARACTERS, Block, Document
from qa.checking.folding import visible
from qa.errors import ReadingError, UsageError
from qa.reading import source

_INDENT = re.compile(r"(?: {4}|\t)")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_QUOTED_LINE = re.compile(r"\s{0,3}>\s?")
_NOTE = re.compile(r"\[\^([^\]\s]{1,60})\]:\s*")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]^]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>\n]{0,500}>", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def from_bytes(data: bytes, name: str, *, markdown: bool = False) -> Document:
    """A document from the bytes of a text file. Raises UsageError when it is not text."""
    if len(data) > MOST_BYTES:
        raise UsageError(f"{name} is larger than {MOST_BYTES // 1024 // 1024} MB.")
    try:
        return from_text(source.decode(data, name), markdown=markdown)
    except ReadingError as error:
        raise UsageError(str(error).replace("save the report", "save it")) from error


def from_text(text: str, *, markdown: bool = True) -> Document:
    """A document from its text, where "> " begins the lines of a quotation set apart.

    Without `markdown` lines indented by four spaces or a tab are one as well, and links, tags and
    escapes are left as they are. Raises UsageError when it is longer than 5 million characters.
    """
    if len(text) > MOST_CHARACTERS:
        raise UsageError(f"The text has {len(text):,} characters; {MOST_CHARACTERS:,} is the most.")
    lines = visible(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    blocks = list(_blocks(lines, markdown=markdown))
    notes: dict[str, str] = {}
    kept: list[Block] = []
    for block in blocks:
        note = _NOTE.match(block.text)
        if note:
            notes[note[1]] = block.text[note.end() :]
        else:
            kept.append(block)
    return Document(tuple(kept), notes)


def _blocks(lines: list[str], *, markdown: bool) -> Iterator[Block]:
    """Runs of lines that belong together; a fenced block of code is none."""
    run: list[str] = []
    first = 0
    fence = ""
    for number, line in enumerate(lines, start=1):
        before, fence = fence, _fence(line, fence) if markdown else ""
        if before or fence:
            line = ""
        if run and (not line.strip(" >\t") or _starts_block(line, run)):
            yield _block(run, first, markdown=markdown)
            run = []
        if line.strip(" >\t"):
            first = first if run else number
            run.append(line)
    if run:
        yield _block(run, first, markdown=markdown)


def _fence(line: str, fence: str) -> str:
    """The fence of code that is open after a line, or ""."""
    found = _FENCE.match(line)
    if not found:
        return fence
    return "" if found[1] == fence else fence or found[1]


def _starts_block(line: str, run: list[str]) -> bool:
    """Whether a line opens a block without a blank line before it."""
    before = run[-1]
    quoted = bool(_QUOTED_LINE.match(line))
    if quoted != bool(_QUOTED_LINE.match(before)):
        return True
    if quoted or _is_open("".join(run)):
        return False
    indented = _INDENT.match(line) is not None
    changed = indented != (_INDENT.match(before) is not None) and before.rstrip().endswith(":")
    return changed or any(mark.match(line) for mark in (_LIST_ITEM, _HEADING, _NOTE))


def _is_open(text: str) -> bool:
    """Whether a quotation has begun in a text and not ended: its list may follow."""
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _block(lines: list[str], number: int, *, markdown: bool) -> Block:
    if all(_QUOTED_LINE.match(line) for line in lines):
        text = "\n".join(re.sub(r"^\s{0,3}(?:>\s?)+", "", line) for line in lines)
        return Block(_plain(text) if markdown else text, number, True)
    text = "\n".join(line.strip() for line in lines)
    if markdown:
        return Block(_plain(text), number)
    return Block(text, number, all(_INDENT.match(line) for line in lines))


def _plain(text: str) -> str:
    """Markdown less its code, tags, links and escapes; line by line as it was."""
    text = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), text)
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub("", text)
    return _ESCAPE.sub(r"\1", text)
