"""Rows as CSV that a spreadsheet opens as text and does not run as formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What a spreadsheet takes for the beginning of a formula; some read full-width signs as plain.
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@＝＋－＠]|[\t\r\n]")

# Without it Excel reads a file as Latin-1; a program that reads UTF-8 is told by "utf-8-sig".
BYTE_ORDER_MARK = "\ufeff"


def sheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""A header and rows as CSV (RFC 4180); None is an empty cell.

    >>> print(sheet(["a", "b"], [["=1+1", None], ["x, y", 3]]).replace("\r", ""))
    a,b
    '=1+1,
    "x, y",3
    <BLANKLINE>
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


def cell(value: object) -> object:
    """A value as a cell: a text that a spreadsheet would run gets an apostrophe before it.

    >>> cell("＝cmd"), cell("Good"), cell(-1)
    ("'＝cmd", 'Good', -1)
    """
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
