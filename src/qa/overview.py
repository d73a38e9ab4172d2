"""The judgements of the whole library as one picture: aspects against reports, strands apart.

Grades are compared by their words and by where a word stands on its own scale, never by numbers:
those of one framework run the other way from those of the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from qa.data import read_table
from qa.reading.text.frameworks import fold_heading
from qa.reading.text.grades import place_of
from qa.report import Judgement, Report, Strand
from qa.scale import GradeScale
from qa.sheet import sheet

# Reports side by side that a window of 1,024 pixels has room for, and reports one below another.
REPORTS_ABREAST = 6
REPORTS_LISTED = 30
CSV_HEADER = (
    "report", "authority", "published", "framework", "strand", "aspect", "column", "grade",
    "number", "scale", "key",
)  # fmt: skip


class Sort(StrEnum):
    """In which order reports stand."""

    AUTHORITY = "authority"  # by authority, then date
    NEWEST = "newest"
    BEST = "best"  # by where their grades stand, on average, on their scales
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class View:
    """Which judgements to show; empty means all. `authority` and `framework` are keys.

    `aspect` is the name of a row: one aspect alone is shown report below report.
    """

    authority: str = ""
    framework: str = ""
    strand: Strand | None = None
    aspect: str = ""
    grade: str = ""
    sort: Sort = Sort.AUTHORITY
    page: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A report, or one column of the several its table has ("Council services")."""

    report: Report
    part: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect: the judgements on it, column by column; most cells hold one or none."""

    aspect: str
    cells: tuple[tuple[Judgement, ...], ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One strand: the reports that judge it, and what they judge, in the order of the tables."""

    strand: Strand
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """One page of the picture. `reports` and `judgements` count all pages, as `counts` does.

    `counts` are grade words, best first, and how often each was given; `scales` are the scales of
    the reports on this page with their reports.
    """

    view: View
    bands: tuple[Band, ...]
    page: int
    pages: int
    reports: int
    judgements: int
    counts: tuple[tuple[str, int], ...]
    scales: tuple[tuple[str, tuple[Report, ...]], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in a library: keys with names, strands, rows by strand, grades."""

    authorities: tuple[tuple[str, str], ...]
    frameworks: tuple[tuple[str, str], ...]
    strands: tuple[Strand, ...]
    aspects: tuple[tuple[Strand, tuple[str, ...]], ...]
    grades: tuple[str, ...]


Judged = tuple[Report, tuple[Judgement, ...]]


def overview(reports: Sequence[Report], judgements: Sequence[Judgement], view: View) -> Overview:
    """One page of the judgements that a view asks for; a page beyond the last is the last."""
    judged = selected(reports, judgements, view)
    size = REPORTS_LISTED if view.aspect else REPORTS_ABREAST
    pages = max(1, -(-len(judged) // size))
    page = min(max(view.page, 1), pages)
    shown = judged[(page - 1) * size : page * size]
    scales: dict[str, list[Report]] = {}
    for report, _ in shown:
        scales.setdefault(report.scale.describe(), []).append(report)
    return Overview(
        view=view,
        bands=tuple(_bands(shown, _rows(judgements))),
        page=page,
        pages=pages,
        reports=len(judged),
        judgements=sum(len(rows) for _, rows in judged),
        counts=_counts(judged),
        scales=tuple((scale, tuple(of)) for scale, of in scales.items()),
    )


def selected(
    reports: Sequence[Report], judgements: Sequence[Judgement], view: View
) -> tuple[Judged, ...]:
    """The reports that a view asks for, in its order, each with its judgements in table order."""
    by_report: dict[str, list[Judgement]] = {}
    for row in judgements:
        if _is_wanted(row, view):
            by_report.setdefault(row.report, []).append(row)
    judged = [
        (report, tuple(by_report[report.key]))
        for report in reports
        if report.key in by_report
        and view.authority in ("", report.authority_key)
        and view.framework in ("", report.framework_key)
    ]
    if view.sort is Sort.NEWEST:
        judged.sort(key=lambda pair: pair[0].date, reverse=True)
    elif view.sort in (Sort.BEST, Sort.WORST):
        judged.sort(key=lambda pair: _average(*pair), reverse=view.sort is Sort.WORST)
    return tuple(judged)


def _is_wanted(row: Judgement, view: View) -> bool:
    return (
        (view.strand is None or row.strand is view.strand)
        and (not view.grade or row.grade.casefold() == view.grade.casefold())
        and (not view.aspect or fold_heading(row_name(row.aspect)) == fold_heading(view.aspect))
    )


def choices(reports: Sequence[Report], judgements: Sequence[Judgement]) -> Choices:
    """What a reader can choose from, in the order it is offered."""
    rows = _rows(judgements)
    every: tuple[Judged, ...] = selected(reports, judgements, View())
    return Choices(
        authorities=tuple(dict.fromkeys((r.authority_key, r.authority) for r in reports)),
        frameworks=tuple(dict.fromkeys((r.framework_key, r.framework) for r in reports)),
        strands=tuple(rows),
        aspects=tuple((strand, tuple(names)) for strand, names in rows.items()),
        grades=tuple(word for word, _ in _counts(every)),
    )


def as_csv(reports: Sequence[Report], judgements: Sequence[Judgement]) -> str:
    """Judgements as CSV, one a line, each with its report, scale and key."""
    heads = {report.key: report for report in reports}

    def row(judgement: Judgement) -> tuple[object, ...]:
        of = heads[judgement.report]
        about = (of.key, of.authority, of.published, of.framework)
        what = (str(judgement.strand), judgement.aspect, judgement.column)
        return (*about, *what, judgement.grade, judgement.number, judgement.scale, judgement.key)

    return sheet(CSV_HEADER, map(row, judgements))


def row_name(aspect: str) -> str:
    """The name of the row that an aspect belongs to, whatever its report calls it.

    >>> row_name("Achieving economic well-being"), row_name("Value for money")
    ('Economic well-being', 'Value for money')
    """
    return _same().get(fold_heading(aspect), aspect)


@cache
def _same() -> Mapping[str, str]:
    rows: list[list[str]] = read_table("aspects.toml")["same"]
    return MappingProxyType({fold_heading(name): names[0] for names in rows for name in names})


def standing(grade: str, scale: GradeScale) -> float | None:
    """Where a grade stands on its scale, from 0 (best) to 1 (worst); None if it is not on it.

    >>> standing("Good", GradeScale(("Outstanding", "Good", "Adequate", "Inadequate")))
    0.3333333333333333
    """
    place = place_of(grade, scale)
    return None if place is None else place / max(len(scale.words) - 1, 1)


def _average(report: Report, rows: Sequence[Judgement]) -> float:
    """The average standing of a report's grades; of none that is known, the middle."""
    known = [place for row in rows if (place := standing(row.grade, report.scale)) is not None]
    return sum(known) / len(known) if known else 0.5


def _counts(judged: Iterable[Judged]) -> tuple[tuple[str, int], ...]:
    """Grade words, best first, and how often each was given."""
    counts: Counter[str] = Counter()
    places: dict[str, float] = {}
    for report, rows in judged:
        for row in rows:
            counts[row.grade] += 1
            if row.grade not in places:
                place = standing(row.grade, report.scale)
                places[row.grade] = 2.0 if place is None else place
    return tuple(sorted(counts.items(), key=lambda pair: (places[pair[0]], pair[0])))


def _rows(judgements: Sequence[Judgement]) -> dict[Strand, list[str]]:
    """The rows of each strand, in an order that keeps to that of each report's table."""
    tables: dict[Strand, dict[str, list[str]]] = {strand: {} for strand in Strand}
    for row in judgements:
        tables[row.strand].setdefault(row.report, []).append(row_name(row.aspect))
    return {strand: _merged(list(of.values())) for strand, of in tables.items() if of}


def _merged(sequences: Sequence[Sequence[str]]) -> list[str]:
    """All names in one order: a name not met before follows the one it follows in its own.

    >>> _merged([["a", "b", "d"], ["a", "c", "d", "e"]])
    ['a', 'b', 'c', 'd', 'e']
    """
    order: list[str] = []
    # The longest first: it says most about the order.
    for sequence in sorted(dict.fromkeys(map(tuple, sequences)), key=lambda names: -len(names)):
        place = 0
        for name in sequence:
            if name in order:
                place = order.index(name) + 1
            else:
                order.insert(place, name)
                place += 1
    return order


def _bands(shown: Sequence[Judged], rows: Mapping[Strand, Sequence[str]]) -> Iterator[Band]:
    for strand, names in rows.items():
        columns: dict[tuple[str, str | None], Column] = {}
        cells: dict[tuple[str, str, str | None], list[Judgement]] = {}
        for report, judgements in shown:
            for row in judgements:
                if row.strand is strand:
                    columns.setdefault((report.key, row.column), Column(report, row.column))
                    place = (row_name(row.aspect), report.key, row.column)
                    cells.setdefault(place, []).append(row)
        held = {name for name, _, _ in cells}
        if columns:
            yield Band(
                strand,
                tuple(columns.values()),
                tuple(
                    Row(name, tuple(tuple(cells.get((name, *at), ())) for at in columns))
                    for name in names
                    if name in held
                ),
            )
