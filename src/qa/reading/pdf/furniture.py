"""Running headers, running footers and page numbers: what a page repeats and no one reads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.reading.pdf.rows import Row

_DEPTH = 5  # rows from the edge of a page among which its furniture stands
_SAME_PLACE = 3.0  # points
_RUN = 3  # pages on which a text stands at the same place before it is taken for furniture
_SHARE = 0.3  # or of all pages, where they do not follow each other
_PAGE_NUMBER = re.compile(
    r"\W*(?:page\s*)?(?P<number>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Band:
    """A place at the edge of the pages where furniture stands."""

    top: bool
    y: float
    size: float


def body_rows(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The rows of each page without its furniture."""
    bands: list[_Band] = []
    kept = [list(rows) for rows in pages]
    for top in (True, False):
        for _ in range(_DEPTH):
            outermost = [_outermost(rows, top) for rows in kept]
            found = _repeated([row for row in outermost if row is not None], len(pages))
            bands += [_Band(top, row.y, row.size) for row in found]
            gone = {id(row) for row in found}
            gone |= {id(row) for row in outermost if row and _in_band(row, top, bands)}
            if not gone:
                break
            kept = [[row for row in rows if id(row) not in gone] for rows in kept]
    return kept


def _outermost(rows: Sequence[Row], top: bool) -> Row | None:
    if not rows:
        return None
    return rows[0] if top else rows[-1]


def _repeated(rows: Iterable[Row], pages: int) -> list[Row]:
    """The rows, one of each page, whose words stand at the same place on several pages."""
    alike: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        alike[re.sub(r"\d+", "#", row.text.casefold())].append(row)
    found: list[Row] = []
    for same in alike.values():
        for group in _by_place(same):
            if _is_furniture(group, pages):
                found += group
    return found


def _by_place(rows: Sequence[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in sorted(rows, key=lambda r: (r.y, r.page)):
        if groups and row.y - groups[-1][-1].y <= _SAME_PLACE:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [sorted(group, key=lambda r: r.page) for group in groups]


def _is_furniture(group: Sequence[Row], pages: int) -> bool:
    numbers = [_PAGE_NUMBER.fullmatch(row.text) for row in group]
    if all(numbers):
        offsets = [int(n["number"]) - r.page for n, r in zip(numbers, group, strict=True) if n]
        usual = max(set(offsets), key=offsets.count)
        return len(group) > 1 and offsets.count(usual) * 2 > len(group)
    if len(group) >= _RUN and len(group) >= _SHARE * pages:
        return True
    places = [row.page for row in group]
    return any(
        places[at + _RUN - 1] - places[at] <= 2 * (_RUN - 1) for at in range(len(places) - _RUN + 1)
    )


def _in_band(row: Row, top: bool, bands: Iterable[_Band]) -> bool:
    """Whether a row stands where furniture stands on other pages, in the same print."""
    return any(
        band.top == top and abs(row.y - band.y) < 1 and abs(row.size - band.size) < 0.2
        for band in bands
    )
