"""Rows of tables that lost what parted their cells: "Overall effectiveness Good"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.reading.frameworks import common, fold, frameworks
from qa.reading.prose import is_cut, opens_lower

_MAX_ROW = 250  # characters of a row of the table of judgements
_MAX_TABLE = 60  # its lines
_LEAST_ROWS = 3
_NO_ROW = re.compile(r"^\d{1,3}\.|[.;]$|; ")  # a numbered paragraph, a sentence, a legend


def untabbed_rows(lines: Sequence[str]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """The lines that are rows of a table though no tab stands in them.

    Gives for the first line of each row the line after its last, and its cells.

    >>> untabbed_rows(["Record of main findings", "Safeguarding services",
    ...     "Staying safe Good", "Being healthy Adequate", "Quality of", "provision Good"])
    ... # doctest: +NORMALIZE_WHITESPACE
    {1: (2, ('Safeguarding services', '')), 2: (3, ('Staying safe', 'Good')),
     3: (4, ('Being healthy', 'Adequate')), 4: (6, ('Quality of provision', 'Good'))}
    """
    found: dict[int, tuple[int, tuple[str, ...]]] = {}
    place = 0
    while place < len(lines):
        if (cells := _meaning(lines[place])) is not None:
            found[place] = (place + 1, cells)
        elif _is_findings(lines[place]):
            found |= _judgements(lines, place + 1)
        place += 1
    return found


def _meaning(line: str) -> tuple[str, str] | None:
    """The cells of a row that says what a grade means."""
    match = _meanings().match(line)
    return (match.group(1), match.group(2)) if match else None


def _is_findings(line: str) -> bool:
    return len(line) < _MAX_ROW and any(fold(line).startswith(name) for name in common().findings)


def _judgements(lines: Sequence[str], first: int) -> dict[int, tuple[int, tuple[str, ...]]]:
    """The rows of the table of judgements that begins at line `first`, if one does."""
    rows: dict[int, tuple[int, tuple[str, ...]]] = {}
    graded, end = 0, first
    start, label = first, ""
    for place in range(first, min(first + _MAX_TABLE, len(lines))):
        line = " ".join(lines[place].split())
        if len(line) > _MAX_ROW or _NO_ROW.search(line):
            if graded:
                break
            start, label = place + 1, ""
            rows.clear()
            continue
        aspect, *values = _cells(line)
        if label and (aspect == "" or opens_lower(aspect) or is_cut(label)):
            label = f"{label} {aspect}".rstrip()
        else:
            if label:
                rows[start] = (place, (label, ""))
            start, label = place, aspect
        if values and label:
            rows[start] = (place + 1, (label, *values))
            graded, end, label = graded + 1, place + 1, ""
    if graded < _LEAST_ROWS:
        return {}
    return {place: row for place, row in rows.items() if place < end}


def _cells(line: str) -> list[str]:
    """A line without the grades at its end, and they.

    >>> _cells("Staying safe Good"), _cells("Capacity to improve 3 3"), _cells("Health")
    (['Staying safe', 'Good'], ['Capacity to improve', '3', '3'], ['Health'])
    """
    values: list[str] = []
    while match := _value().search(line):
        values.insert(0, match.group(1))
        line = line[: match.start()].rstrip()
    return [line, *values]


@cache
def _value() -> re.Pattern[str]:
    words = "|".join(sorted(_grades(), key=len, reverse=True))
    return re.compile(rf"(?:^|\s)({words}|[1-4])$")


@cache
def _meanings() -> re.Pattern[str]:
    return re.compile(rf"((?:{'|'.join(sorted(_grades()))}) \(Grade \d\)) ([A-Z].*)")


@cache
def _grades() -> frozenset[str]:
    return frozenset(re.escape(word) for known in frameworks() for word in known.scale.words)
