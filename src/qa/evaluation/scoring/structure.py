"""How well a report was read, against a careful reader's account of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from qa.evaluation.questions.gold import Structure
from qa.evaluation.questions.measures import letters_and_digits
from qa.report import Paragraph, Report

Count = tuple[int, int]  # right, and how many there are or were read


def compare(structure: Structure, report: Report) -> dict[str, Count]:
    """Right and total by what was read: numbers, sections, strands, grades, the words at both
    ends of each paragraph, recommendations, judgements and what the cover says.

    What was read and is not there adds to the total, so that nothing is won by reading too much.
    """
    paragraphs = [(row, _paragraph(report, str(row["para"]))) for row in structure.paragraphs]
    found = [(row, paragraph) for row, paragraph in paragraphs if paragraph]
    tables = {judgement.paragraph for judgement in report.judgements}
    read = [p.number for p in report.paragraphs if p.number not in tables]
    total = len(paragraphs) + _extra(read, [str(row["para"]) for row in structure.paragraphs])

    def count(right: Iterable[bool]) -> Count:
        return sum(right), total

    return {
        "numbers": count(True for _ in found),
        "sections": count(list(p.section) == row["section"] for row, p in found),
        "strands": count(str(p.strand) == row["strand"] for row, p in found),
        "grades": count(p.grade == row["grade"] for row, p in found),
        "words at both ends": count(_same_ends(row, p.text) for row, p in found),
        "recommendations": _recommendations(structure, report),
        "judgements": _judgements(structure, report),
        "cover": _cover(structure, report),
    }


def _extra(read: Iterable[object], known: Iterable[object]) -> int:
    """How many were read that are not there, or were read more often than they are there."""
    return (Counter(read) - Counter(known)).total()


def _paragraph(report: Report, number: str) -> Paragraph | None:
    try:
        return report.paragraph(number)
    except KeyError:
        return None


def _same_ends(row: Mapping[str, Any], text: str) -> bool:
    bare = letters_and_digits(text)
    starts = bare.startswith(letters_and_digits(row["start"]))
    return starts and bare.endswith(letters_and_digits(row["end"]))


def _recommendations(structure: Structure, report: Report) -> Count:
    read = {(r.paragraph, r.item): r for r in report.recommendations}
    right = 0
    for row in structure.recommendations:
        found = read.get((str(row["para"]), row["item"]))
        right += found is not None and (
            (found.timescale, found.owner) == (row["timescale"], row["owner"])
            and _same_ends(row, found.text)
        )
    known = [(str(row["para"]), row["item"]) for row in structure.recommendations]
    extra = _extra(((r.paragraph, r.item) for r in report.recommendations), known)
    return right, len(known) + extra


def _judgements(structure: Structure, report: Report) -> Count:
    read = {(j.aspect, str(j.strand), j.column): j.grade for j in report.judgements}
    right = sum(
        read.get((row["judgement"], row["strand"], row["column"])) == row["grade"]
        for row in structure.judgements
    )
    known = [(row["judgement"], row["strand"], row["column"]) for row in structure.judgements]
    extra = _extra(((j.aspect, str(j.strand), j.column) for j in report.judgements), known)
    return right, len(known) + extra


_COVER = ("authority", "title", "framework", "inspected", "published", "lead_inspector")


def _cover(structure: Structure, report: Report) -> Count:
    read = report.to_json()
    names = (*_COVER, "reference_no", "grade_scale")
    return sum(read[name] == structure.about[name] for name in names), len(names)
