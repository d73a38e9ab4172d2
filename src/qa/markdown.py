"""Markdown out of plain text, and plain text out of our own Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Also an ampersand where it would begin the name of a character ("&lt;").
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~]|&(?=#?\w+;))")
_BOLD = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*")
_LINK = re.compile(r"(?<!\\)\[([^\]]*)\]\([^)\s]*\)")
_CELL = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[|:\s-]+")
_ESCAPE = re.compile(r"\\([^\sA-Za-z0-9])")


def escaped(text: str) -> str:
    r"""Text that Markdown and HTML show as it is.

    >>> escaped("*Working Together* <b>")
    '\\*Working Together\\* \\<b\\>'
    """
    return _SPECIAL.sub(r"\\\1", text)


def plain(text: str) -> str:
    r"""A line of Markdown without its marks: bold, links and escapes.

    >>> plain("**Good** (grade 2) \\*as printed\\*")
    'Good (grade 2) *as printed*'
    """
    return _ESCAPE.sub(r"\1", _LINK.sub(r"\1", _BOLD.sub(r"\1", text)))


def table_rows(lines: Iterable[str]) -> list[list[str]]:
    """The cells of a table's lines, Markdown as they are; the rule under its head is no row.

    >>> table_rows(["| Year | Judgement |", "|---|---|", "| 2012 | **Good** |"])
    [['Year', 'Judgement'], ['2012', '**Good**']]
    """
    return [
        [cell.strip() for cell in _CELL.split(line.strip()[1:-1])]
        for line in lines
        if not _RULE.fullmatch(line)
    ]


def plain_text(text: str) -> str:
    r"""Our own Markdown as text to be pasted anywhere: no marks, the cells of a table with tabs
    between them.

    >>> plain_text("**Good**\n\n> “\\*as printed\\*”\n>\n> — Ofsted\n\n| a | b |\n|---|---|")
    'Good\n\n“*as printed*”\n\n— Ofsted\n\na\tb'
    """
    lines = []
    for line in text.split("\n"):
        if line.startswith("|"):
            lines += ["\t".join(map(plain, row)) for row in table_rows([line])]
        else:
            lines.append(plain(line.removeprefix(">").removeprefix(" ")))
    return "\n".join(lines)
