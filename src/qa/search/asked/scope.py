"""Which authorities, years and reports a question names, held or not."""

from __future__ import annotations

from dataclasses import dataclass

from qa.search.asked.covering import less_too_old
from qa.search.asked.dating import (
    in_order_asked,
    named_frameworks,
    named_years,
    of_named_years,
    years_denied,
)
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.places import named_authorities, named_nations
from qa.search.asked.rest import beside_the_rest


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question limits itself to. `spans` are the characters that say so; `beside_rest` where
    it sets what it names beside all that is held, which then are its reports.
    """

    authorities: tuple[str, ...] = ()
    unheld_authorities: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    unheld_years: tuple[int, ...] = ()
    reports: tuple[str, ...] = ()
    unheld_frameworks: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()  # (as typed, the authority it was read as)
    overruled: tuple[str, ...] = ()  # what is named and was put aside by filters
    beside_rest: bool = False


def scope_of(question: str, facts: LibraryFacts) -> Scope:
    """The authorities, years and reports a question names."""
    named = list(named_authorities(question, facts))
    held = tuple(
        dict.fromkeys(n.authority.key for n in named if n.authority.key in facts.authorities)
    )
    unheld = tuple(
        dict.fromkeys(n.authority.name for n in named if n.authority.key not in facts.authorities)
    )
    # "Reading recovery in Harrow schools": an ordinary word beside a borough we hold is a word.
    if held:
        sure = {n.authority.name for n in named if n.sure}
        unheld = tuple(name for name in unheld if name in sure)
    else:
        unheld = (*unheld, *named_nations(question))
    reports = facts.of(held)
    frameworks, framework_spans, missing_frameworks = named_frameworks(question, reports)
    denied = years_denied(question, [n.end for n in named])
    years, unheld_years, year_spans = named_years(question, reports, facts, denied)
    dated = of_named_years(reports, years, question, keep_undated=len(held) > 1)
    if held and not (years or unheld_years):
        dated = less_too_old(question, dated, facts)
    fitting = [r for r in dated if not frameworks or r.framework in frameworks] or dated
    meant = [report for report in fitting if not report.is_of(denied)]
    chosen = in_order_asked(meant or fitting, question, any_year=bool(years))
    no_other = ("another date",) if fitting and not meant else ()
    rest = beside_the_rest(question, [(n.start, n.end) for n in named]) if held else []
    others = [report for report in facts.reports if rest and report.authority not in held]
    return Scope(
        authorities=held,
        unheld_authorities=unheld,
        years=years,
        unheld_years=unheld_years,
        unheld_frameworks=(*missing_frameworks, *no_other),
        reports=tuple(report.key for report in (*chosen, *others)),
        spans=(
            *((n.start, n.end) for n in named),
            *year_spans,
            *denied.values(),
            *framework_spans,
            *rest,
        ),
        corrections=tuple(
            (question[n.start : n.end], n.authority.name) for n in named if n.misspelt
        ),
        beside_rest=bool(rest and others),
    )
