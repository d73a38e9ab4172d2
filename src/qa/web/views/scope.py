"""Where an answer was looked for: set by what was understood, and changed by the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.authorities import place_name
from qa.overview import Choices
from qa.report import Report, Strand
from qa.search.asked.question import Filters, Limit, Understood
from qa.web.parts.chat import Turn
from qa.web.parts.fields import STRAND_NAMES, aspect_options, select
from qa.web.parts.html import button, esc
from qa.web.parts.sent import Sent

_ANY = "any"


def filters_of(sent: Sent) -> Filters:
    """The filters that a form or the browser's memory holds; what is none is left out."""
    without = tuple(limit for limit in Limit if sent.text(limit) == _ANY)
    held = Sent({name: value for name, value in sent.fields.items() if value != _ANY})
    authority, year = held.text(Limit.AUTHORITY), held.text(Limit.YEAR)
    return Filters(
        authorities=(authority,) if authority else (),
        years=(int(year),) if year.isascii() and year.isdigit() and len(year) == 4 else (),
        strand=held.choice(Limit.STRAND, Strand),
        aspect=held.text(Limit.ASPECT) or None,
        without=without,
    )


def fields_of(filters: Filters | None) -> dict[str, str]:
    """Filters as the fields of the form, empty ones left out: the way back from `filters_of`."""
    if filters is None:
        return {}
    told = {
        Limit.AUTHORITY: filters.authorities[0] if filters.authorities else "",
        Limit.YEAR: str(filters.years[0]) if filters.years else "",
        Limit.STRAND: str(filters.strand or ""),
        Limit.ASPECT: filters.aspect or "",
        **dict.fromkeys(filters.without, _ANY),
    }
    return {str(name): value for name, value in told.items() if value}


def summary(understood: Understood, reports: Sequence[Report]) -> str:
    """Where an answer was looked for, in a phrase."""
    within = [report for report in reports if report.key in understood.reports]
    if understood.unheld_authorities and not understood.authorities:
        where = "no report"  # what is nearest elsewhere is no place that was asked about
    elif len(within) == len(reports) > 1:
        where = "all reports"
    else:
        where = ", ".join(report.short_title for report in within) or "no report"
    told = [where, str(understood.strand or ""), understood.aspect or ""]
    return "; ".join(part for part in told if part)


def form(turn: Turn, asked: Understood, reports: Sequence[Report], choices: Choices) -> str:
    """Where the last answer was looked for, and what it can be held to instead.

    Each list stands at what holds: as `asked`, which is what the question alone says, or as chosen.
    """
    if turn.answer is None:
        return ""
    understood, chosen = turn.answer.understood, fields_of(turn.filters)
    held = understood.authorities
    printed = {r.year for r in reports if not held or r.authority_key in held}
    printed |= set(turn.filters.years if turn.filters else ())
    years = {str(year): str(year) for year in sorted(printed)}
    places = {report.authority_key: place_name(report.authority_key) for report in reports}
    strands = {str(strand): STRAND_NAMES[strand] for strand in choices.strands}
    rows = (
        _field(Limit.AUTHORITY, places, [*asked.authorities, *asked.unheld_authorities], chosen),
        _field(Limit.YEAR, years, [*asked.years, *asked.unheld_years], chosen),
        _field(Limit.STRAND, strands, _given(asked.strand), chosen),
        _field(Limit.ASPECT, dict(aspect_options(choices)), _given(asked.aspect), chosen),
    )
    undo = button("Look as asked", "narrow", kind="step") if chosen else ""
    return (
        f'<details class="qa-scope"{" open" if chosen else ""}><summary>'
        f"Looked in: {esc(summary(understood, reports))}</summary>"
        f'<form class="qa-filters" data-change="narrow" aria-label="Where to look">'
        f"{''.join(rows)}{undo}</form></details>"
    )


def _field(
    limit: Limit, options: Mapping[str, str], asked: Sequence[object], chosen: Mapping[str, str]
) -> str:
    """The list of one limit: first what was `asked`, if anything, then any, then all others."""
    named = [str(each) for each in asked]
    others = [(key, name) for key, name in options.items() if [key] != named]
    first = ", ".join(options.get(each, each) for each in named)
    return select(
        "scope",
        limit,
        limit.capitalize(),
        [(_ANY, "Any"), *others] if named else others,
        nothing=first or "Any",
        chosen=chosen.get(limit, ""),
    )


def _given(text: str | None) -> list[str]:
    return [text] if text else []
