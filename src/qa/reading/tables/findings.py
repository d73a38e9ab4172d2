"""The table of judgements: which aspect, which strand, which grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.reading.text.frameworks import Framework, fold_heading
from qa.report import Judgement, Strand


@dataclass(frozen=True, slots=True)
class _Row:
    aspect: str
    column: str | None
    grade: str
    strand: Strand  # of the strand heading above the row


def read_findings(
    rows: Sequence[Sequence[str]],
    report: str,
    paragraph: str,
    framework: Framework,
    tags: Mapping[tuple[str, Strand], str],
    headings: Mapping[str, str],
) -> tuple[list[Judgement], list[str]]:
    """The judgements in a table's rows, and warnings.

    A table may print its strand headings in the wrong rows. Then one aspect stands twice under
    one strand, which cannot be; the table is split where its first aspect comes again, and the
    grades printed on the sections themselves (`tags`) must agree. `headings` are the report's, by
    folded heading.
    """
    table = _graded_rows(rows, framework, headings)
    warnings: list[str] = []
    if framework.strands and _contradicts_itself(table):
        table = _split_at_repeat(table)
        warnings.append(
            "the strand headings of the judgements table stand in the wrong rows; the strands "
            "were told by the order of the rows and the sections' own grades"
        )
    warnings += _disagreements(table, framework, tags)
    scale = framework.scale.describe()
    number = framework.scale.number
    return [
        Judgement(
            report,
            paragraph,
            row.aspect,
            row.strand,
            row.grade,
            number(row.grade),
            scale,
            row.column,
        )
        for row in table
    ], warnings


def _graded_rows(
    rows: Sequence[Sequence[str]], framework: Framework, known: Mapping[str, str]
) -> list[_Row]:
    columns: list[str] = []
    strand = Strand.GENERAL
    table: list[_Row] = []
    for cells in rows:
        aspect, *values = cells
        filled = [value for value in values if value]
        if not aspect and len(filled) > 1 and not any(framework.grade(v) for v in filled):
            columns = list(values)
        elif aspect and not filled:
            strand = _strand_of(aspect, framework, strand)
        elif aspect:
            told: set[tuple[str | None, str]] = set()
            for place, value in enumerate(values):
                grade = framework.grade(value)
                column = columns[place] if place < len(columns) else None
                if grade and (column, grade) not in told:
                    told.add((column, grade))
                    whose = framework.aspects.get(aspect, strand)
                    name = aspect if aspect in framework.aspects else _aspect(aspect, known)
                    table.append(_Row(name, column, grade, whose))
    return table


def _strand_of(heading: str, framework: Framework, current: Strand) -> Strand:
    """The strand a heading row opens; a heading inside a strand leaves it as it is."""
    return framework.strands.get(fold_heading(heading), current)


def _aspect(cell: str, known: Mapping[str, str]) -> str:
    """An aspect's name: as its section is headed, if the table only spaces it differently."""
    name = " ".join(cell.split())
    heading = known.get(fold_heading(name))
    return heading if heading and heading.casefold()[:3] == name.casefold()[:3] else name


def _contradicts_itself(table: Sequence[_Row]) -> bool:
    seen = [(fold_heading(row.aspect), row.column, row.strand) for row in table]
    return len(seen) != len(set(seen))


def _split_at_repeat(table: Sequence[_Row]) -> list[_Row]:
    """The rows with strands told by order: the first aspect opens each strand."""
    order = list(dict.fromkeys(row.strand for row in table if row.strand is not Strand.GENERAL))
    if Strand.SAFEGUARDING not in order or Strand.LOOKED_AFTER not in order:
        order = [Strand.SAFEGUARDING, Strand.LOOKED_AFTER]
    first = fold_heading(table[0].aspect)
    turn = -1
    split: list[_Row] = []
    for row in table:
        if fold_heading(row.aspect) == first:
            turn += 1
        strand = order[min(turn, len(order) - 1)]
        split.append(_Row(row.aspect, row.column, row.grade, strand))
    return split


def _disagreements(
    table: Sequence[_Row], framework: Framework, tags: Mapping[tuple[str, Strand], str]
) -> list[str]:
    warnings = []
    for row in table:
        tag = tags.get((fold_heading(row.aspect), row.strand))
        printed = framework.grade(tag) if tag is not None else None
        if printed and printed != row.grade:
            warnings.append(
                f"{row.aspect} ({row.strand}): the table says {row.grade}, its section {printed}"
            )
    return warnings
