"""The table of judgements where its columns are lost: rows told by the grade at a line's end.

One conversion parts the cells with bars, another with spaces, dots or a colon, a third puts each
cell on a line of its own. Under the heading of the table a line that ends in a grade is a row, and
a short line among such rows is the heading of those under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.reading.text.frameworks import Framework, common, fold_heading, framework
from qa.reading.text.lines import Line, Mark
from qa.reading.text.prose import is_cut, opens_lower

FEWEST = 3  # rows that make a table
MAX_WORDS = 40  # of an aspect
MAX_PLAIN = 3  # lines, running, without a grade
_LEADER = r"[\s.…:_–—-]"


@dataclass(frozen=True, slots=True)
class PlainRow:
    """`count` lines that are one row: an aspect and its grades, or a heading in the table."""

    count: int
    cells: tuple[str, ...]
    is_graded: bool = False


def plain_rows(lines: Sequence[Line], known: Framework) -> dict[int, PlainRow]:
    """The rows of tables without columns, by the place of the first line of each."""
    found: dict[int, PlainRow] = {}
    place = 0
    while place < len(lines):
        if known.scale.words and _opens_table(lines[place]):
            rows = dict(_rows(lines, place + 1, known))
            if sum(row.is_graded for row in rows.values()) >= FEWEST:
                found |= rows
                place = max(rows)
        place += 1
    return found


def _opens_table(line: Line) -> bool:
    title = fold_heading(line.text) if line.mark is Mark.TEXT and len(line.text) < 120 else ""
    return title.startswith(tuple(common().findings)) and not line.text.endswith(".")


def _rows(lines: Sequence[Line], place: int, known: Framework) -> Iterator[tuple[int, PlainRow]]:
    """Rows from a place on, to the last that has a grade."""
    waiting: list[tuple[int, PlainRow]] = []
    while place < len(lines) and len(waiting) <= MAX_PLAIN:
        row = _row(lines, place, known)
        if row is None:
            return
        waiting.append((place, row))
        if row.is_graded:
            yield from waiting
            waiting = []
        place += row.count


def _row(lines: Sequence[Line], place: int, known: Framework) -> PlainRow | None:
    """The row that begins with a line; None for a line that cannot be of a table."""
    aspect = ""
    for count, line in enumerate(lines[place : place + 3], 1):
        text = line.text.strip(" \t|")
        if line.mark not in (Mark.TEXT, Mark.INDENT) or len(text.split()) > MAX_WORDS:
            return None
        if count > 1 and (known.grade(text) is None and not _goes_on(aspect, text)):
            return PlainRow(1, (aspect,)) if count == 2 else None
        if "|" in text:
            barred = _barred(line.text)
            return PlainRow(1, barred, any(map(known.grade, barred[1:]))) if count == 1 else None
        cells = _cells(line.text, known)
        aspect = f"{aspect} {cells[0]}".strip()
        if len(cells) > 1:
            return PlainRow(count, (aspect, *cells[1:]), is_graded=True) if aspect else None
        if aspect.endswith((".", ";")):
            return None
    return PlainRow(1, (lines[place].text.strip(" \t|*"),))


def _barred(text: str) -> tuple[str, ...]:
    """The cells of a line that parts them with bars, empty ones too.

    >>> _barred("| Being healthy | 3 | | |")
    ('Being healthy', '3', '', '')
    """
    cells = text.strip().removeprefix("|").removesuffix("|").split("|")
    return tuple(cell.strip(" \t*") for cell in cells)


def _goes_on(aspect: str, text: str) -> bool:
    return opens_lower(text) or is_cut(aspect, text)


def _cells(text: str, known: Framework) -> tuple[str, ...]:
    """The aspect and the grades of a line; the aspect alone, or "" before a grade alone.

    >>> from qa.reading.text.frameworks import framework
    >>> scale = framework("safeguarding-and-looked-after")
    >>> _cells("Staying safe ..... Good", scale), _cells("Being healthy 2", scale)
    (('Staying safe', 'Good'), ('Being healthy', '2'))
    >>> _cells("Safeguarding services", scale), _cells("Good", scale)
    (('Safeguarding services',), ('', 'Good'))
    """
    text = text.strip(" \t*")
    if sum(word.casefold() in text.casefold() for word in known.scale.words) > 2:
        return (text,)  # the scale itself
    grades: list[str] = []
    while found := _ending(known.key).search(text):
        grades.insert(0, found.group("grade"))
        text = text[: found.start()].rstrip()
    return (text.strip(" \t*:"), *grades)


@cache
def _ending(key: str) -> re.Pattern[str]:
    """A grade at the end of a line, with what leads up to it."""
    known = framework(key)
    wordings = set().union(*map(common().wordings, known.scale.words))
    words = "|".join(sorted((re.escape(word) for word in wordings), key=len, reverse=True))
    number = rf"grade \d(?:{_LEADER}{{0,3}}\(?(?:{words})\)?)?"
    bare = r"|\d" if known.scale.numbers else ""
    return re.compile(
        rf"(?:^|{_LEADER}+\(?|,\s)(?P<grade>{number}|\d?\s?\(?(?:{words})\)?{bare})"
        rf"[\s*)]*$",
        re.IGNORECASE,
    )
