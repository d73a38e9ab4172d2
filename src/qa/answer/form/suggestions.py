"""Follow-up questions drawn from an answer, each of which the library can answer."""

from __future__ import annotations

from collections.abc import Sequence

from qa.authorities import place_name
from qa.report import Judgement, Strand
from qa.search.asked.facts import HeldReport, LibraryFacts
from qa.search.asked.question import Kind, Understood

MOST = 3


def suggestions(
    understood: Understood, facts: LibraryFacts, judgements: Sequence[Judgement]
) -> tuple[str, ...]:
    """Up to three questions: the other strand, the other year, what had to improve; of several
    reports on an authority they ask about the newest.
    """
    scope = [report for report in facts.reports if report.key in understood.reports]
    if not understood.authorities or not scope:
        return _openers(facts)
    report = [each for each in scope if each.authority == scope[0].authority][-1]
    found: list[str] = []
    if understood.aspect and understood.strand in _OTHER:
        other = _OTHER[understood.strand]
        if (understood.aspect, other) in facts.judged[report.key]:
            place = f"{_place(report)} {report.year}"
            found.append(
                f"What was the grade for {understood.aspect.lower()}, {other}, in {place}?"
            )
    if understood.kind is not Kind.RECOMMENDATION:
        strand = f" for {understood.strand}" if understood.strand else ""
        found.append(f"What must {_place(report)} improve{strand}{_when(report, facts)}?")
    found += [
        f"What did the {other.year} report on {_place(other)} say about this?"
        for other in facts.of([report.authority])
        if other not in scope
    ]
    if not judgements:
        found.append(f"What grades did {_place(report)} get in {report.year}?")
    return tuple(dict.fromkeys(found))[:MOST]


def _openers(facts: LibraryFacts) -> tuple[str, ...]:
    """Questions to begin with, each about the newest report on another authority."""
    asks = (
        "What grades did {} get{}?",
        "What are the weaknesses in {}{}?",
        "What must {} improve{}?",
    )
    newest = {report.authority: report for report in facts.reports}.values()
    return tuple(
        ask.format(_place(report), _when(report, facts))
        for ask, report in zip(asks, newest, strict=False)
    )


def _when(report: HeldReport, facts: LibraryFacts) -> str:
    """The year, where the authority has a report of another year."""
    return f" ({report.year})" if len(facts.of([report.authority])) > 1 else ""


def _place(report: HeldReport) -> str:
    return place_name(report.authority)


_OTHER = {
    Strand.SAFEGUARDING: Strand.LOOKED_AFTER,
    Strand.LOOKED_AFTER: Strand.SAFEGUARDING,
}
