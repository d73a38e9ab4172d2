"""The table of passages being made: what each paragraph is, told from its text once for all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.errors import LibraryIndexError
from qa.index.passages import Passage
from qa.index.sqlite.table import (
    FINDINGS,
    KINDS,
    PARAGRAPH,
    PASSAGE,
    SCALE,
    STRANDS,
    Names,
    PassageTable,
    Places,
    Rows,
)
from qa.reading.outline.grading import explains_scale, grade_stated
from qa.reading.text.frameworks import frameworks
from qa.report import Paragraph, Report

_TABLES = frozenset(framework.findings for framework in frameworks())


class TableDraft:
    """A table being made, report by report: numbers alone are kept, and no text."""

    def __init__(self) -> None:
        self._passages: list[Rows] = [np.empty(0, PASSAGE)]
        self._paragraphs: list[Rows] = [np.empty(0, PARAGRAPH)]
        self._numbers: Places[str] = Places()
        self._headings: Places[tuple[str, ...]] = Places()
        self._grades: Places[tuple[str, ...]] = Places()

    def add(self, report: Report, passages: Sequence[Passage]) -> None:
        """A report and its passages, which come paragraph by paragraph.

        Raises LibraryIndexError when they do not.
        """
        count = dict.fromkeys((paragraph.key for paragraph in report.paragraphs), 0)
        order = []
        for passage in passages:
            if not count[passage.key]:
                order.append(passage.key)
            count[passage.key] += 1
        keys = [key for key in order for _ in range(count[key])]
        if keys != [passage.key for passage in passages] or order != [k for k in count if count[k]]:
            raise LibraryIndexError(f"The passages of {report.key} are not in reading order.")
        self._passages.append(
            np.array([(p.item or 0, KINDS.index(p.kind)) for p in passages], PASSAGE)
        )
        gives = tuple(sorted({row.grade.casefold() for row in report.judgements}))
        rows = [self._row(p, count[p.key], gives) for p in report.paragraphs]
        self._paragraphs.append(np.array(rows, PARAGRAPH))

    def _row(self, paragraph: Paragraph, count: int, gives: tuple[str, ...]) -> tuple[int, ...]:
        """A paragraph's row; `gives` are the grades in the report's table."""
        kind = SCALE * explains_scale(paragraph.text)
        if paragraph.number in _TABLES:
            kind |= FINDINGS
            grades = gives
        else:
            stated = grade_stated(paragraph.text)
            grades = (stated,) if stated else ()
        return (
            count,
            self._numbers[paragraph.number],
            self._headings[paragraph.section],
            self._grades[grades],
            STRANDS.index(paragraph.strand),
            kind,
        )

    def finished(self) -> PassageTable:
        """The table of all that was added."""
        names = Names(tuple(self._numbers), tuple(self._headings), tuple(self._grades))
        passages, paragraphs = np.concatenate(self._passages), np.concatenate(self._paragraphs)
        return PassageTable(passages, paragraphs, names)
