"""Markdown out of plain text, and plain text out of our own Markdown."""

from __future__ import annotations

import re

# Also an ampersand where it would begin the name of a character ("&lt;").
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~]|&(?=#?\w+;))")
_BOLD = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*")
_LINK = re.compile(r"(?<!\\)\[([^\]]*)\]\([^)\s]*\)")
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
