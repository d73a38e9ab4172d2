"""Rows of tables that lost what parted their cells: "Overall effectiveness Good"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qa.reading.text.frameworks import common, fold_heading, frameworks
from qa.reading.text.prose import is_cut, opens_lower

_MAX_ROW = 250  # characters of a row of the table of judgements
_MAX_TABLE = 60  # its lines
_LEAST_ROWS = 3
_MOST_BEFORE = 5  # lines of text between the heading and the table
_NO_ROW = re.compile(r"^\d{1,3}\.|[.;]$|; ")  # a numbered paragraph, a sentence, a legend


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines `first` to `last` (exclusive), and the rows of cells that stand in them."""

    first: int
    last: int
    rows: tuple[tuple[str, ...], ...]


def untabbed(lines: Sequence[str]) -> list[list[Stretch]]:
    """The lines that are rows of a table though no tab stands in them, table by table.

    >>> [table] = untabbed(["Record of main findings", "Safeguarding services",
    ...     "Staying safe Good", "Being healthy Adequate", "Quality of", "provision Good"])
    >>> [stretch.rows for stretch in table]  # doctest: +NORMALIZE_WHITESPACE
    [(('Safeguarding services', ''),), (('Staying safe', 'Good'),),
     (('Being healthy', 'Adequate'),), (('Quality of provision', 'Good'),)]
    """
    found: list[list[Stretch]] = []
    place = 0
    while place < len(lines):
        if (cells := meaning(lines[place])) is not None:
            found.append([Stretch(place, place + 1, (cells,))])
        elif _is_findings(lines[place]) and (table := _judgements(lines, place + 1)):
            found.append(table)
            place = table[-1].last - 1
        place += 1
    return found


def meaning(line: str) -> tuple[str, str] | None:
    """The cells of a line that says what a grade means, None of any other.

    >>> meaning("Good (Grade 2) A service that exceeds minimum requirements")
    ('Good (Grade 2)', 'A service that exceeds minimum requirements')
    """
    match = _meanings().match(line)
    return (match.group(1), match.group(2)) if match else None


def is_grade(text: str) -> bool:
    """Whether a text is a grade of any framework, as a table prints it."""
    return re.escape(text) in _grades()


def _is_findings(line: str) -> bool:
    return len(line) < _MAX_ROW and any(
        fold_heading(line).startswith(name) for name in common().findings
    )


def _judgements(lines: Sequence[str], first: int) -> list[Stretch]:
    """The table of judgements that begins at line `first`, if one does."""
    table = _Table(first)
    before = 0  # lines of text over the table
    for place in range(first, min(first + _MAX_TABLE, len(lines))):
        line = " ".join(lines[place].split())
        if len(line) <= _MAX_ROW and not _NO_ROW.search(line):
            table.take(place, _parts(line))
        elif table.graded or before == _MOST_BEFORE:
            break
        else:
            table = _Table(place + 1)
            before += 1
    if table.graded < _LEAST_ROWS:
        return []
    last = max(i for i, one in enumerate(table.stretches) if any(row[-1] for row in one.rows))
    return table.stretches[: last + 1]


class _Table:
    """Gathers lines into rows: a label may go on in the next line, before its grade comes."""

    def __init__(self, first: int) -> None:
        self.stretches: list[Stretch] = []  # each up to a line at whose end a row ends
        self.graded = 0
        self._first = first  # line of the stretch that is open
        self._rows: list[tuple[str, ...]] = []
        self._label = ""

    def take(self, place: int, parts: Sequence[str]) -> None:
        """Take the next line, as the rows that stand in it."""
        for part in parts:
            label, *values = _cells(part)
            if self._label and not (label == "" or opens_lower(label) or is_cut(self._label)):
                self._rows.append((self._label, ""))
                self._label = ""
                if part is parts[0]:
                    self._close(place)
            self._label = f"{self._label} {label}".strip()
            if values and self._label:
                self._rows.append((self._label, *values))
                self._label = ""
                self.graded += 1
        if not self._label:
            self._close(place + 1)

    def _close(self, place: int) -> None:
        self.stretches.append(Stretch(self._first, place, tuple(self._rows)))
        self._first, self._rows = place, []


def _parts(line: str) -> list[str]:
    """The rows that were run together in a line.

    >>> _parts("Staying safe Good Being healthy Adequate"), _parts("Quality of")
    (['Staying safe Good', 'Being healthy Adequate'], ['Quality of'])
    """
    cuts = [match.end() for match in _inner().finditer(line)]
    edges = zip([0, *cuts], [*cuts, len(line)], strict=True)
    return [line[start:end].strip() for start, end in edges]


def _cells(line: str) -> list[str]:
    """A line without the grades at its end, and they.

    >>> _cells("Staying safe Good"), _cells("Capacity to improve 3 3"), _cells("Health")
    (['Staying safe', 'Good'], ['Capacity to improve', '3', '3'], ['Health'])
    """
    values: list[str] = []
    while match := _value().search(line):
        values.insert(0, match.group(1) or match.group(2))
        line = line[: match.start()].rstrip()
    return [line, *values]


@cache
def _inner() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(sorted(_grades()))})(?= [A-Z])")


@cache
def _value() -> re.Pattern[str]:
    words = "|".join(sorted(_grades(), key=len, reverse=True))
    return re.compile(rf"(?:(?:^|\s|(?<=[a-z?]))({words})|(?:^|\s)([1-4]))$")


@cache
def _meanings() -> re.Pattern[str]:
    return re.compile(rf"((?:{'|'.join(sorted(_grades()))}) \(Grade \d\)) ([A-Z].*)")


@cache
def _grades() -> frozenset[str]:
    return frozenset(re.escape(word) for known in frameworks() for word in known.scale.words)
