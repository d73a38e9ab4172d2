"""The tally of a reading: what was found in a report, and where each character of it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from qa.pieces import SpanKind, compose
from qa.reading.account import characters, tiles
from qa.reading.numbered.numbering import left_out
from qa.report import Paragraph, Report

# What each kind of text is called, in the order of a table.
KINDS: Mapping[SpanKind, str] = {
    SpanKind.PARAGRAPH: "paragraphs",
    SpanKind.HEADING: "headings",
    SpanKind.TABLE: "tables",
    SpanKind.CONTENTS: "contents pages",
    SpanKind.FURNITURE: "cover, page numbers, bullets",
    SpanKind.UNASSIGNED: "not assigned",
}
_LISTED = 200  # characters of a stretch of text that no paragraph has


@dataclass(frozen=True, slots=True)
class Tally:
    """What reading a report gave. Characters are those of the source, white space apart.

    `numbered`, `unnumbered` and `tables` count paragraphs with a printed or restored number, text
    without one, and tables or lists with a key. `restored` are the paragraphs whose number is not
    as printed, `noted` others with a note. `missing` are numbers that no paragraph has though
    there are higher ones; `left_out` are those of them that the report itself skips.
    `untrue` are keys of paragraphs that are not the source's own words.
    """

    report: Report
    numbered: int
    unnumbered: int
    tables: int
    restored: tuple[Paragraph, ...]
    noted: tuple[Paragraph, ...]
    missing: tuple[str, ...]
    left_out: tuple[str, ...]
    untrue: tuple[str, ...]
    characters: Mapping[SpanKind, int]
    unassigned: tuple[str, ...]
    warnings: tuple[str, ...]

    @classmethod
    def of(cls, report: Report) -> Tally:
        """Count a report that is held whole."""
        restored = tuple(p for p in report.paragraphs if not p.is_number_sure)
        noted = tuple(p for p in report.paragraphs if p.notes and p.is_number_sure)
        numbered = sum(p.is_numbered for p in report.paragraphs)
        loose = sum(p.number[0] == "u" and p.number[1:].isdigit() for p in report.paragraphs)
        unassigned = tuple(_unassigned(report))
        gaps = _missing(report)
        return cls(
            report,
            numbered,
            loose,
            len(report.paragraphs) - numbered - loose,
            restored,
            noted,
            tuple(number for numbers in gaps for number in numbers),
            tuple(
                number for numbers in gaps if _is_left_out(numbers, report) for number in numbers
            ),
            tuple(p.key for p in report.paragraphs if compose(report.source, p.pieces) != p.text),
            characters(report.source, report.account),
            unassigned,
            _further_warnings(report),
        )

    @property
    def total(self) -> int:
        """All characters of the source."""
        return sum(self.characters.values())

    @property
    def coverage(self) -> float:
        """The share of them that was assigned, 0 to 1."""
        return 1 - self.characters[SpanKind.UNASSIGNED] / self.total if self.total else 1.0

    @property
    def covered(self) -> str:
        """The coverage as a person reads it; "100 %" only where nothing at all was lost."""
        if not self.characters[SpanKind.UNASSIGNED]:
            return "100 %"
        return f"{min(self.coverage * 100, 99.99):.2f} %"

    @property
    def troubles(self) -> tuple[str, ...]:
        """What makes the reading less than whole, a sentence each; none when all is well."""
        lost = self.characters[SpanKind.UNASSIGNED]
        said = []
        if lost:
            said.append(f"{lost:,} characters of the source are in no paragraph, table or heading.")
        if lost_numbers := [number for number in self.missing if number not in self.left_out]:
            said.append(f"No paragraph is numbered {_runs(lost_numbers)}.")
        if self.untrue:
            said.append(f"Not the source's own words: {', '.join(self.untrue)}.")
        return tuple(said)

    def to_json(self) -> dict[str, Any]:
        """The tally as `qa doctor --json` and `qa add --json` print it."""
        report = self.report
        return {
            "report": report.key,
            "file": report.file_name,
            "title": report.title,
            "authority": report.authority,
            "framework": report.framework,
            "inspected": report.inspected,
            "published": report.published,
            "paragraphs": self.numbered,
            "unnumbered": self.unnumbered,
            "tables": self.tables,
            "recommendations": len(report.recommendations),
            "judgements": len(report.judgements),
            "restored": [_note_json(p) for p in self.restored],
            "noted": [_note_json(p) for p in self.noted],
            "missing": list(self.missing),
            "left_out": list(self.left_out),
            "untrue": list(self.untrue),
            "characters": {str(kind): self.characters[kind] for kind in SpanKind},
            "coverage": self.coverage,
            "unassigned": list(self.unassigned),
            "warnings": list(self.warnings),
            "troubles": list(self.troubles),
        }


def _note_json(paragraph: Paragraph) -> dict[str, Any]:
    return {"key": paragraph.key, "para": paragraph.number, "notes": list(paragraph.notes)}


def _missing(report: Report) -> list[list[str]]:
    """Each run of numbers left out between 1 and the highest, part by part ("annex-4").

    Where nothing is numbered, nothing is missing.
    """
    parts = [p.number.rpartition("-") for p in report.paragraphs if p.is_numbered]
    gaps = []
    for part, members in groupby(sorted(parts), key=lambda pieces: pieces[0]):
        found = sorted({int(number) for _, _, number in members})
        for low, high in pairwise([0, *found]):
            if numbers := [f"{part}-{n}" if part else str(n) for n in range(low + 1, high)]:
                gaps.append(numbers)
    return gaps


def _is_left_out(numbers: Sequence[str], report: Report) -> bool:
    """Whether the reading found that the report itself skips these numbers."""
    part = numbers[0].rpartition("-")[0]
    said = left_out([int(number.rpartition("-")[2]) for number in numbers])
    return f"{part} {said}".strip() in report.warnings


def _runs(numbers: Sequence[str]) -> str:
    """Numbers in order, as a person lists them.

    >>> _runs(["4", "7", "8", "9", "annex-2"])
    '4, 7 to 9, annex-2'
    """
    runs: list[list[str]] = []
    for number in numbers:
        if runs and number.isdigit() and runs[-1][-1] == str(int(number) - 1):
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)


def _unassigned(report: Report) -> list[str]:
    """The opening words of each stretch of the source that was read as nothing."""
    stretches = (
        " ".join(report.source[span.start : span.end].split())
        for span in tiles(report.source, report.account)
        if span.kind is SpanKind.UNASSIGNED
    )
    return [text[:_LISTED] for text in stretches if text]


def _further_warnings(report: Report) -> tuple[str, ...]:
    """The warnings that are not a paragraph's own note said once more."""
    notes = {f"{p.label}: {note}" for p in report.paragraphs for note in p.notes}
    return tuple(warning for warning in report.warnings if warning not in notes)
