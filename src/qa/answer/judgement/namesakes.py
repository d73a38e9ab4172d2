"""What a report calls an aspect that others call otherwise, and what stands for one it has not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from qa.answer.asking.grades import OVERALL, is_asked
from qa.authorities import fold
from qa.data import read_table
from qa.reading.text.frameworks import fold_heading
from qa.report import Judgement, Strand
from qa.search.asked.bridges import phrases_of
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood

LEAST_SHARED = 3  # phrases that people use for both of two aspects


def nearest_to_overall(
    rows: Sequence[Judgement], key: str, understood: Understood
) -> list[Judgement]:
    """What stands for an overall grade in a report that gave none."""
    own = [row for row in rows if row.report == key]
    if of_strand := _of_strand(rows, key, understood):
        return of_strand
    names = load_lexicon().aspects["overall"]
    return next(filter(None, ([r for r in own if r.aspect == name] for name in names)), [])


def earning(rows: Sequence[Judgement], understood: Understood) -> list[Judgement]:
    """What has a grade, where it is asked what got a report one, and it has not that overall."""
    whole = {OVERALL, *map(fold_heading, load_lexicon().aspects["overall"])}
    if fold_heading(understood.aspect or "") not in whole:
        return []
    having = [row for row in rows if is_asked(row, understood)]
    return [] if any(fold_heading(row.aspect) in whole for row in having) else having


def less_of_all(
    rows: Sequence[Judgement], told: Sequence[Judgement], understood: Understood, aspect: str
) -> list[Judgement]:
    """The grades told, where all of a strand is asked about; what comes nearest to that in a report
    instead of its grade of all services.
    """
    whole = {OVERALL, *map(fold_heading, load_lexicon().aspects["overall"])}
    kept = list(told)
    if not understood.strand or fold_heading(aspect) not in whole:
        return kept
    for key in dict.fromkeys(row.report for row in told):
        of_all = all(row.strand is Strand.GENERAL for row in told if row.report == key)
        if of_all and (nearest := _of_strand(rows, key, understood)):
            kept = [row for row in kept if row.report != key] + nearest
    return kept


def _of_strand(rows: Sequence[Judgement], key: str, understood: Understood) -> list[Judgement]:
    """The grade of a report that is nearest to the whole of a strand, where it has no part for it:
    staying safe stands for safeguarding, and all services do not.
    """
    own = [row for row in rows if row.report == key and row.strand is Strand.GENERAL]
    names = read_table("answers.toml")["grades"]["of_strand"].get(understood.strand or "", [])
    return next(filter(None, ([r for r in own if r.aspect == name] for name in names)), [])


def under_other_names(
    rows: Sequence[Judgement], exact: Sequence[Judgement], wanted: str
) -> list[Judgement]:
    """The aspect under the name another report gives it: longer, shorter, or a framework's own."""
    covered, alike = {row.report for row in exact}, _alike(wanted)

    def is_other_name(aspect: str) -> bool:
        return _one_holds_other(aspect, wanted) or aspect in alike

    left = [row for row in rows if row.report not in covered]
    return [row for row in left if is_other_name(fold_heading(row.aspect))]


def named_alike(
    rows: Sequence[Judgement], told: Sequence[Judgement], understood: Understood, wanted: str
) -> list[Judgement]:
    """Of each report that judges no such aspect, what the question's words for it name there."""
    phrases = load_lexicon().aspects
    named = [phrases[phrase] for phrase in phrases_of(fold(understood.query), phrases)]
    if wanted == OVERALL and understood.kind is Kind.SCALE:
        named.append(phrases["overall"])
    covered, found = {row.report for row in told}, list[Judgement]()
    for name in (name for names in named if wanted in map(fold_heading, names) for name in names):
        own = [row for row in rows if row.report not in covered and row.aspect == name]
        covered |= {row.report for row in own}
        found += own
    return found


def of_all_beside(
    rows: Sequence[Judgement], told: Sequence[Judgement], understood: Understood, wanted: str
) -> list[Judgement]:
    """Beside an inspection's grade for all children, of another that told one for looked after
    children alone what it calls the same of all: "children are safe" beside "staying safe".
    """
    of_all = any(row.strand is Strand.GENERAL for row in told)
    if not of_all or understood.kind is not Kind.TREND or understood.strand:
        return []
    strands: dict[str, set[Strand]] = {}
    for row in told:
        strands.setdefault(row.report, set()).add(row.strand)
    return [
        row
        for row in rows
        if strands.get(row.report) == {Strand.LOOKED_AFTER}
        and row.strand is Strand.SAFEGUARDING
        and fold_heading(row.aspect) in _alike(wanted)
    ]


@cache
def _alike(wanted: str) -> frozenset[str]:
    """The aspects, folded, that people mean by the same words: frameworks name them differently.
    None is overall effectiveness, though one may stand for it where a report has no such grade.
    """
    if wanted == OVERALL:
        return frozenset()
    shared = Counter(
        other
        for aspects in load_lexicon().aspects.values()
        if wanted in (names := {fold_heading(aspect) for aspect in aspects})
        for other in names
    )
    return frozenset(name for name, count in shared.items() if count >= LEAST_SHARED)


def _one_holds_other(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 8 and (long.startswith(short) or long.endswith(short))
