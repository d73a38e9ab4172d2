"""Which judgements a question is about, and what it wrongly takes for granted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.index.store import Store
from qa.reading.frameworks import fold
from qa.report import Judgement, Strand
from qa.search.question import Kind, Understood

OVERALL = fold("Overall effectiveness")
_PREMISE = re.compile(
    r"\b(outstanding|inadequate|fail(?:ed|ing|ure)?|requires improvement|adequate|good)\b", re.I
)


def judgements_for(store: Store, understood: Understood) -> list[Judgement]:
    """The judgements a question asks for, report by report in the order of the tables.

    Those of the aspect named, in the strand named if it has one; of no aspect, the overall ones.
    """
    rows = [row for key in understood.reports for row in store.judgements(key, None)]
    if understood.strand:
        rows = [row for row in rows if row.strand in (understood.strand, Strand.GENERAL)]
    if understood.aspect:
        wanted = fold(understood.aspect)
        exact = [row for row in rows if fold(row.aspect) == wanted]
        return exact + _same_elsewhere(rows, exact, wanted)
    if understood.kind is Kind.JUDGEMENT:
        return [row for row in rows if fold(row.aspect) == OVERALL]
    return []


def _same_elsewhere(
    rows: Sequence[Judgement], exact: Sequence[Judgement], wanted: str
) -> list[Judgement]:
    """The aspect under the longer or shorter name another report gives it."""
    covered = {row.report for row in exact}
    return [
        row
        for row in rows
        if row.report not in covered
        and len(min(fold(row.aspect), wanted, key=len)) > 8
        and (
            fold(row.aspect).endswith(wanted)
            or wanted.endswith(fold(row.aspect))
            or fold(row.aspect).startswith(wanted)
            or wanted.startswith(fold(row.aspect))
        )
    ]


def graded(store: Store, understood: Understood, words: Sequence[str]) -> list[Judgement]:
    """Judgements of the reports in scope with one of these grades, in the order of the tables."""
    wanted = {word.casefold() for word in words}
    return [
        row
        for key in understood.reports
        for row in store.judgements(key, None)
        if row.grade.casefold() in wanted
    ]


def premise(question: str) -> str | None:
    """The one grade a question takes as given, or None ("good or adequate?" takes none).

    >>> premise("why was it inadequate for staying safe?"), premise("was it good or adequate?")
    ('Inadequate', None)
    """
    found = {_grade_word(match) for match in _PREMISE.findall(question)}
    return found.pop() if len(found) == 1 else None


def _grade_word(word: str) -> str:
    return "Inadequate" if word.lower().startswith("fail") else word.capitalize()
