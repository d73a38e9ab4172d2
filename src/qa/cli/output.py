"""What the commands print: data on stdout, and nothing else; readable in a terminal."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from qa.jsonl import dumps
from qa.markdown import plain, table_rows

_MAX_WIDTH = 100  # longer lines are hard to read however wide the window
_MARK = re.compile(r"(?P<indent>\s*)(?P<mark>>\s?|[-*+]\s+|\d+[.)]\s+|#+\s+)?(?P<text>.*)")


def emit(text: str) -> None:
    """Print a text, ending its line."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def emit_json(value: object) -> None:
    """Print a value as one line of JSON."""
    emit(dumps(value))


def emit_array(rows: Iterable[dict[str, Any]]) -> None:
    """Print rows as one JSON array, a row a line."""
    emit("[" + ",\n ".join(dumps(row) for row in rows) + "]")


def width() -> int:
    """How many columns to fill."""
    return min(shutil.get_terminal_size((80, 24)).columns, _MAX_WIDTH)


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    """A text filled to the terminal's width, each of its lines by itself; items of a list hang.

    >>> print(wrapped("one two", indent="  ", first="- "))
    - one two
    """
    lines = []
    for number, line in enumerate(text.split("\n")):
        hang = "  " if line.startswith("- ") else ""
        lines.append(
            textwrap.fill(
                line,
                max(width(), 30),
                initial_indent=first if number == 0 and first is not None else indent,
                subsequent_indent=indent + hang,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )
    return "\n".join(lines)


def markdown(text: str) -> str:
    r"""Markdown as plain text in the terminal's width: lists and quotations keep their indents,
    tables become columns, or where these are too wide a list.

    >>> print(markdown("**Harrow**\n\n> is inadequate"))
    Harrow
    <BLANKLINE>
        is inadequate
    """
    runs = groupby(text.split("\n"), key=lambda line: line.startswith("|"))
    return "\n".join(
        _table(lines) if is_table else "\n".join(map(_line, lines)) for is_table, lines in runs
    )


def _table(lines: Iterable[str]) -> str:
    rows = [[plain(cell) for cell in row] for row in table_rows(lines)]
    shown = columns(rows)
    if max(map(len, shown.split("\n")), default=0) <= width():
        return shown
    listed = []
    for first, *rest in rows[1:]:
        listed.append(wrapped(first))
        told = [f"{head}: {cell}" for head, cell in zip(rows[0][1:], rest, strict=True) if cell]
        listed += [wrapped(each, indent="      ", first="  ") for each in told]
    return "\n".join(listed)


def _line(line: str) -> str:
    found = _MARK.fullmatch(line)
    if found is None or not found["text"].strip():
        return ""
    indent, mark, text = found["indent"], found["mark"] or "", plain(found["text"])
    if mark.startswith(">"):
        return wrapped(text, indent=indent + "    ")
    if mark.startswith("#"):
        return wrapped(text)
    return wrapped(text, indent=indent + " " * len(mark), first=indent + mark)


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells, each column as wide as its widest cell.

    >>> print(columns([["harrow-2012", "Good"], ["x-1", "Adequate"]]))
    harrow-2012  Good
    x-1          Adequate
    """
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
