"""Judgements in an answer: which are asked for, in words, with scale, and premises put right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer import wording
from qa.answer.counting import counted
from qa.answer.found import Found
from qa.answer.phrasing import load_phrasing
from qa.index.store import Store
from qa.reading.frameworks import fold
from qa.report import Judgement, Report, Strand
from qa.search.question import ASKS_FOR_ANY, Kind, Understood

OVERALL = fold("Overall effectiveness")
MAX_JUDGEMENTS = 12
MAX_LISTED = 40
SECTION_GRADE = "No grade by that name was given. The section that speaks of it was graded:"
LEAST_LIKELY = 0.3  # that a paragraph answers, for its section's grade to be told


def judgements_shown(store: Store, understood: Understood, found: Found) -> list[Judgement]:
    """The judgements to show: those asked for, or of the section that answers."""
    if asks_what_got(understood):
        every = _in_scope(store, understood)
        # Where none got the grade, what they did get is the answer: of several, overall.
        several = len(understood.reports) > 1
        other = [row for row in every if not several or fold(row.aspect) == OVERALL]
        return ([row for row in every if _is_asked(row, understood)] or other)[:MAX_LISTED]
    if _asks_for_all(understood):
        return _in_scope(store, understood)[:MAX_LISTED]
    if understood.kind is not Kind.JUDGEMENT and counted(understood.query):
        return []
    rows = _of_section(store, understood, found) or _asked_for(store, understood)
    if understood.kind in (Kind.JUDGEMENT, Kind.SCALE) or names_grades(understood):
        return rows[:MAX_JUDGEMENTS]
    if not rows or not understood.aspect or understood.kind in (Kind.RECOMMENDATION, Kind.FACT):
        return []
    # Of other questions only those whose answer stands in the aspect's own section.
    looked_at = 5 if understood.kind is Kind.COMPARE else 3
    sections = [found.outline(hit.key).headings for hit in found.hits[:looked_at]]
    wanted = {fold(row.aspect) for row in rows}
    within = sum(1 for headings in sections if wanted & headings)
    enough = 1 if understood.strand or understood.kind is Kind.COMPARE else 2
    return rows[:MAX_JUDGEMENTS] if within >= enough else []


def names_no_aspect(understood: Understood) -> bool:
    """Whether a question asks what grade something got that no table names ("how they team up")."""
    if understood.kind is not Kind.JUDGEMENT or understood.aspect or len(understood.reports) > 1:
        return False
    if _OVERALL.search(understood.standalone):
        return False
    subject = set(understood.terms) - load_phrasing().asks_grades
    return bool(subject) and not asks_what_got(understood) and not _asks_for_all(understood)


def _of_section(store: Store, understood: Understood, found: Found) -> list[Judgement]:
    """For what no table names, the judgement of the section that most likely answers."""
    if not names_no_aspect(understood) or not found.relevance:
        return []
    key, likely = max(found.relevance.items(), key=lambda pair: pair[1])
    if likely < LEAST_LIKELY:
        return []
    outline = found.outline(key)
    return [
        row
        for row in store.judgements(outline.report, None)
        if fold(row.aspect) in outline.headings and row.strand in (outline.strand, Strand.GENERAL)
    ]


def _asked_for(store: Store, understood: Understood) -> list[Judgement]:
    """Those of the aspect and strand named; of no aspect, the overall ones."""
    rows = [
        row
        for key in understood.reports
        for row in store.judgements(key, None)
        if _of_strand(row, understood)
    ]
    if understood.aspect:
        wanted = fold(understood.aspect)
        exact = [row for row in rows if fold(row.aspect) == wanted]
        return exact + _under_other_names(rows, exact, wanted)
    if understood.kind is Kind.JUDGEMENT:
        return [row for row in rows if fold(row.aspect) == OVERALL]
    return []


def _under_other_names(
    rows: Sequence[Judgement], exact: Sequence[Judgement], wanted: str
) -> list[Judgement]:
    """The aspect under the longer or shorter name another report gives it."""
    covered = {row.report for row in exact}
    return [
        row
        for row in rows
        if row.report not in covered and _one_holds_other(fold(row.aspect), wanted)
    ]


def _one_holds_other(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 8 and (long.startswith(short) or long.endswith(short))


def _in_scope(store: Store, understood: Understood) -> list[Judgement]:
    """All judgements of the reports and the strand asked about."""
    return [
        row
        for key in understood.reports
        for row in store.judgements(key, None)
        if _of_strand(row, understood)
    ]


_NUMBERED = re.compile(
    r"\bgraded? (?:of |at )?([1-4])\b|\b(?:a|any|all|the) ([1-4])s?\W*(?:\bin\b|$)", re.I
)


def _numbers(understood: Understood) -> set[int]:
    """The grades a question names by number, which no word stands for: scales differ."""
    found = _NUMBERED.findall(understood.standalone)
    return {int(one or other) for one, other in found}


def _is_asked(row: Judgement, understood: Understood) -> bool:
    """Whether a judgement gave a grade the question names, by word or by number."""
    return row.grade in understood.grades or row.number in _numbers(understood)


def _of_strand(row: Judgement, understood: Understood) -> bool:
    """Whether a row is of the strand asked about; a row of a report without strands is of any."""
    return understood.strand in (None, row.strand) or row.strand is Strand.GENERAL


def asks_what_got(understood: Understood) -> bool:
    """Whether a question asks what got a grade that it names, not what grade something got."""
    if understood.aspect or understood.kind not in (Kind.JUDGEMENT, Kind.ACROSS):
        return False
    if not understood.grades and not _numbers(understood):
        return False
    subject = set(understood.terms) - load_phrasing().asks_grades
    if subject and understood.kind is Kind.ACROSS:
        return False  # "good adoption services": of one subject, not of the tables
    return bool(ASKS_FOR_ANY.search(understood.standalone))


_OVERALL = re.compile(r"\b(?:overall|as a whole|in general|all in all|altogether)\b", re.I)
_GRADE = re.compile(r"\b(?:grades?|judgements?|judgments?|ratings?|rated|graded|judged)\b", re.I)
_ALL = re.compile(r"\b(?:grades|judgements|judgments|ratings|scores|marks)\b", re.I)


def _asks_for_all(understood: Understood) -> bool:
    """Whether a question asks for the whole table ("what grades did it get?")."""
    if understood.kind is not Kind.JUDGEMENT or not understood.authorities:
        return False
    overall = not understood.aspect or fold(understood.aspect) == OVERALL
    named = "overall" in understood.standalone.casefold()
    return overall and not named and bool(_ALL.search(understood.standalone))


def names_grades(understood: Understood) -> bool:
    """Whether a question that sets reports side by side asks for their grades."""
    if understood.kind not in (Kind.COMPARE, Kind.TREND) or not understood.aspect:
        return False
    return bool(_GRADE.search(understood.standalone))


def premise(question: str) -> str | None:
    """The one grade a question takes as given, or None ("good or adequate?" takes none).

    >>> premise("why was it inadequate for staying safe?"), premise("was it good or adequate?")
    ('Inadequate', None)
    >>> premise("how good is it?") is None
    True
    """
    phrasing = load_phrasing()
    found = {phrasing.premises[word.lower()] for word in phrasing.premise.findall(question)}
    return found.pop() if len(found) == 1 else None


def lead(store: Store, understood: Understood, judgements: Sequence[Judgement]) -> str:
    """The head of an answer: a premise put right, the judgements, the scales."""
    lines = [wording.judgement_line(row, store.report(row.report)) for row in judgements]
    if len(lines) > 1:
        lines = [f"- {line}" for line in lines]
    correction = _correction(understood, judgements) or _none_such(understood, judgements)
    unparted = _no_strand(understood, judgements)
    section = SECTION_GRADE if is_of_section(understood, judgements) else ""
    return wording.blocks(
        _read_as(understood),
        correction,
        section,
        "\n".join(lines),
        unparted,
        _scales(store, understood) or _differ(store, understood),
    )


def _differ(store: Store, understood: Understood) -> str:
    """That the inspections set side by side were made under scales that differ."""
    if understood.kind not in (Kind.TREND, Kind.COMPARE):
        return ""
    reports = [store.report(key) for key in understood.reports]
    if len({report.scale.describe() for report in reports}) < 2:
        return ""
    told = "; ".join(
        f"{wording.escaped(r.authority)}, {r.year}: {r.scale.describe()}" for r in reports
    )
    return f"The inspections were made under frameworks whose grades differ: {told}."


def _read_as(understood: Understood) -> str:
    """What misspelt words were read as."""
    return " ".join(
        f"Read “{wording.escaped(typed)}” as “{wording.escaped(right)}”."
        for typed, right in understood.corrections
    )


def _no_strand(understood: Understood, judgements: Sequence[Judgement]) -> str:
    """That a report's grades are for all children, where one group of them was asked about."""
    if understood.strand in (None, Strand.GENERAL):
        return ""
    if not judgements or any(row.strand is not Strand.GENERAL for row in judgements):
        return ""
    return f"These grades are for all children; none was given for {understood.strand} alone."


def is_of_section(understood: Understood, judgements: Sequence[Judgement]) -> bool:
    """Whether the grade told is of the section that speaks of what no table names."""
    overall = all(fold(row.aspect) == OVERALL for row in judgements)
    return names_no_aspect(understood) and not overall


def _correction(understood: Understood, judgements: Sequence[Judgement]) -> str:
    """What a question wrongly took for granted, put right."""
    taken = premise(understood.query)
    one_report = len({row.report for row in judgements}) == 1
    if understood.strand and any(row.strand is not understood.strand for row in judgements):
        return ""  # the words may be true of the strand though the grade is of all children
    if names_no_aspect(understood):
        return ""  # the grade is of the whole section
    if not taken or not one_report or understood.kind is Kind.ACROSS or asks_what_got(understood):
        return ""
    if any(row.grade.casefold().startswith(taken.casefold()) for row in judgements):
        return ""
    grades = " and ".join(dict.fromkeys(row.grade for row in judgements))
    return f"It was not judged {taken.lower()}: the judgement was {grades.lower()}."


def _none_such(understood: Understood, judgements: Sequence[Judgement]) -> str:
    """That no judgement had the grade asked for, where that is so."""
    if not judgements or not asks_what_got(understood):
        return ""
    if any(_is_asked(row, understood) for row in judgements):
        return ""
    words = sorted(grade.lower() for grade in understood.grades)
    numbers = [f"grade {number}" for number in sorted(_numbers(understood))]
    return f"No judgement was {' or '.join(words or numbers)}. They were:"


def _scales(store: Store, understood: Understood) -> str:
    """The grade scales, where a question is about what a grade means."""
    if understood.kind is not Kind.SCALE:
        return ""
    scales: dict[str, list[Report]] = {}
    for key in understood.reports:
        report = store.report(key)
        scales.setdefault(report.scale.describe(), []).append(report)
    return "\n".join(
        f"- {', '.join(f'{wording.escaped(r.authority)} {r.year}' for r in reports)}: "
        f"grades run from {scale}."
        for scale, reports in scales.items()
    )
