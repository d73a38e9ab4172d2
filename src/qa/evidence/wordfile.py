"""Conversations as a Word file, from the Markdown of the replies."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from qa.evidence.conversations import NOTICE, TITLE, Conversation, understood_as
from qa.markdown import plain, table_rows

_BOLD = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*")
_BULLET = re.compile(r"[-*+] (?=\S)")
_HEADING = re.compile(r"(#{1,6}) (?=\S)")
# Characters that may not stand in XML.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def paper(conversations: Sequence[Conversation]) -> bytes:
    """A Word file: a heading for each question, quotations in the style "Quote"."""
    from docx import Document

    document = Document()
    document.core_properties.title = TITLE
    document.core_properties.author = ""
    document.core_properties.language = "en-GB"
    document.add_heading(TITLE, 0)
    for conversation in conversations:
        if conversation.name:
            document.add_heading(_clean(conversation.name), 1)
        for answer in conversation.answers:
            document.add_heading(_clean(answer.question), 2 if conversation.name else 1)
            if understood := understood_as(answer):
                document.add_paragraph(f"Understood as: {_clean(understood)}")
            for block in answer.text.split("\n\n"):
                _add(document, block)
    document.add_paragraph(NOTICE, style="Subtitle")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document: Any, block: str) -> None:  # noqa: ANN401
    """One block of our own Markdown: a quotation, a table, a heading, a list or a paragraph."""
    lines = _clean(block).strip("\n").split("\n")
    if all(line.startswith(">") for line in lines):
        _add_quotation(document, [line[1:].removeprefix(" ") for line in lines])
    elif all(line.startswith("|") for line in lines):
        _add_table(document, lines)
    elif heading := _HEADING.match(lines[0]):
        document.add_heading(plain("\n".join(lines)[heading.end() :]), min(9, len(heading[1]) + 1))
    else:
        for line in lines:
            bullet = _BULLET.match(line)
            style = "List Bullet" if bullet else None
            text = line[bullet.end() :] if bullet else line
            _write(document.add_paragraph(style=style), text)


def _add_quotation(document: Any, lines: list[str]) -> None:  # noqa: ANN401
    """The report's words as one paragraph, and under it their source."""
    place = lines.index("") if "" in lines else len(lines)
    quoted = document.add_paragraph(style="Quote")
    quoted.paragraph_format.keep_with_next = True
    quoted.add_run("\n".join(plain(line) for line in lines[:place]))
    for line in filter(None, lines[place:]):
        source = document.add_paragraph(style="Caption")
        source.add_run(plain(line))


def _add_table(document: Any, lines: list[str]) -> None:  # noqa: ANN401
    rows = table_rows(lines)
    wide = max(map(len, rows), default=0)
    if not wide:
        return
    table = document.add_table(rows=0, cols=wide, style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for place, text in enumerate(row):
            _write(cells[place].paragraphs[0], text)


def _write(paragraph: Any, text: str) -> None:  # noqa: ANN401
    """A line of Markdown as runs, what is bold as bold."""
    for place, piece in enumerate(_BOLD.split(text)):
        if piece:
            paragraph.add_run(plain(piece)).bold = place % 2 == 1


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
