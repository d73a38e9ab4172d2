"""Follow-up questions drawn from an answer, each of which the library can answer."""

from __future__ import annotations

from collections.abc import Sequence

from qa.authorities import load_authorities
from qa.report import Judgement, Strand
from qa.search.facts import HeldReport, LibraryFacts
from qa.search.question import Kind, Understood

MOST = 3


def suggestions(
    understood: Understood, facts: LibraryFacts, judgements: Sequence[Judgement]
) -> tuple[str, ...]:
    """Up to three questions: the other strand, the other year, what had to improve."""
    scope = [report for report in facts.reports if report.key in understood.reports]
    if not understood.authorities or not scope:
        return _openers(facts)
    place = _place(scope[0])
    found: list[str] = []
    if understood.aspect and understood.strand in _OTHER:
        other = _OTHER[understood.strand]
        if (understood.aspect, other) in facts.judged[scope[0].key]:
            found.append(
                f"What was the grade for {understood.aspect.lower()}, {other}, in {place}?"
            )
    if understood.kind is not Kind.RECOMMENDATION:
        strand = f" for {understood.strand}" if understood.strand else ""
        found.append(f"What must {_name(scope[0])} improve{strand} ({scope[0].year})?")
    found += [
        f"What did the {report.year} report on {_name(report)} say about this?"
        for report in facts.of([scope[0].authority])
        if report not in scope
    ]
    if not judgements:
        found.append(f"What grades did {_name(scope[0])} get in {scope[0].year}?")
    return tuple(dict.fromkeys(found))[:MOST]


def _openers(facts: LibraryFacts) -> tuple[str, ...]:
    """Questions to begin with, one for each of the first reports."""
    asks = ("What grades did {} get?", "What are the weaknesses in {}?", "What must {} improve?")
    return tuple(
        ask.format(_place(report)) for ask, report in zip(asks, facts.reports, strict=False)
    )


def _place(report: HeldReport) -> str:
    return f"{_name(report)} {report.year}"


def _name(report: HeldReport) -> str:
    return load_authorities()[report.authority].name


_OTHER = {
    Strand.SAFEGUARDING: Strand.LOOKED_AFTER,
    Strand.LOOKED_AFTER: Strand.SAFEGUARDING,
}
