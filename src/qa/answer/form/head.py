"""The head of an answer: what is told before the quotations, as data and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qa.answer.form import wording
from qa.quotation import Quote
from qa.report import Judgement, Report


@dataclass(frozen=True, slots=True)
class Row:
    """What one report says of what was asked: its judgement, if there is one, and the quotation
    shown that speaks best of it.
    """

    report: Report
    judgement: Judgement | None = None
    quote: Quote | None = None

    def to_json(self) -> dict[str, Any]:
        judgement = self.judgement
        return {
            "report": self.report.key,
            "authority": self.report.authority,
            "year": self.report.year,
            "strand": str(judgement.strand) if judgement else None,
            "aspect": judgement.aspect if judgement else None,
            "grade": judgement.grade if judgement else None,
            "number": judgement.number if judgement else None,
            "scale": judgement.scale if judgement else None,
            "key": self.quote.key if self.quote else None,
        }


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of grades, the reports whose grades are on it, and what a grade asked about means on
    it ("grade 4 is Inadequate").
    """

    reports: tuple[Report, ...]
    scale: str
    meaning: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"reports": [report.key for report in self.reports], "scale": self.scale}


@dataclass(frozen=True, slots=True)
class Head:
    """What is told before the quotations. All text is Markdown, a paragraph each.

    `notes` stand first; `correction` puts right what a question wrongly took for granted; `rows`
    are the judgements, of reports set side by side a table (`compares`); `scales` are told where
    they differ or are asked about; `remarks` stand last.
    """

    notes: tuple[str, ...] = ()
    correction: str = ""
    rows: tuple[Row, ...] = ()
    compares: bool = False
    scales: tuple[Scale, ...] = ()
    remarks: tuple[str, ...] = ()

    def markdown(self) -> str:
        """All of it."""
        # Paragraphs alone tell no more than the quotations that follow.
        shown = self._table() if self.is_table and self.is_graded else self._lines()
        told = "\n".join(shown)
        return wording.blocks(*self.notes, self.correction, told, self._scales(), *self.remarks)

    def words(self) -> str:
        """All but the rows, for a face that shows those in its own way."""
        return wording.blocks(*self.notes, self.correction, self._scales(), *self.remarks)

    @property
    def is_table(self) -> bool:
        """Whether the rows are shown as a table: reports side by side."""
        return self.compares and len({row.report.key for row in self.rows}) > 1

    @property
    def told(self) -> tuple[Row, ...]:
        """The rows that are shown: none where no report is graded or set beside another."""
        return self.rows if self.is_graded or self.is_table else ()

    @property
    def is_graded(self) -> bool:
        """Whether a row holds a judgement."""
        return any(row.judgement for row in self.rows)

    def _lines(self) -> list[str]:
        judged = [(row.judgement, row.report) for row in self.rows if row.judgement]
        mark = "- " if len(judged) > 1 else ""
        return [mark + wording.judgement_line(judgement, report) for judgement, report in judged]

    def _table(self) -> Iterator[str]:
        yield _cells(["Authority", "Year", "Judgement", "Best quotation"])
        yield "|" + "---|" * 4
        for row in self.rows:
            told = wording.judged(row.judgement) if row.judgement else "no grade for this"
            yield _cells(
                [
                    wording.escaped(row.report.authority),
                    str(row.report.year),
                    told,
                    row.quote.paragraph.label if row.quote else "none",
                ]
            )

    def _scales(self) -> str:
        if self.compares:
            told = "; ".join(f"{wording.dated_names(s.reports)}: {s.scale}" for s in self.scales)
            said = "The inspections were made under frameworks whose grades differ"
            return f"{said}: {told}." if told else ""
        mark = "- " if len(self.scales) > 1 else ""
        return "\n".join(
            f"{mark}{wording.dated_names(scale.reports)}: grades run from {scale.scale}"
            f"{scale.meaning and f'; {scale.meaning}'}."
            for scale in self.scales
        )


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def says(*remarks: str) -> Head:
    """A head that holds no more than these paragraphs."""
    return Head(remarks=tuple(remark for remark in remarks if remark))
