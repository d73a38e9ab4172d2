"""Where an answer was looked for: set by what was understood, and changed by the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.overview import Choices
from qa.report import Report, Strand
from qa.search.question import Filters, Understood
from qa.web.chat import Turn
from qa.web.fields import STRAND_NAMES, aspect_options, select
from qa.web.html import esc

_LONGEST = 300
_AS_ASKED = "As asked"


def filters_of(data: object) -> Filters:
    """The filters that a form or the browser's memory holds; what is none is left out."""
    told: Mapping[str, object] = data if isinstance(data, Mapping) else {}

    def text(name: str) -> str:
        value = told.get(name)
        return value[:_LONGEST] if isinstance(value, str) else ""

    year = text("year")
    return Filters(
        authorities=(text("authority"),) if text("authority") else (),
        years=(int(year),) if year.isascii() and year.isdigit() and len(year) == 4 else (),
        strand=Strand(text("strand")) if text("strand") in set(Strand) else None,
        aspect=text("aspect") or None,
    )


def fields_of(filters: Filters | None) -> dict[str, str]:
    """Filters as the fields of the form, empty ones left out: the way back from `filters_of`."""
    if filters is None:
        return {}
    told = {
        "authority": filters.authorities[0] if filters.authorities else "",
        "year": str(filters.years[0]) if filters.years else "",
        "strand": str(filters.strand or ""),
        "aspect": filters.aspect or "",
    }
    return {name: value for name, value in told.items() if value}


def summary(understood: Understood, reports: Sequence[Report]) -> str:
    """Where an answer was looked for, in a phrase."""
    within = [report for report in reports if report.key in understood.reports]
    if len(within) == len(reports) > 1:
        where = "all reports"
    else:
        where = ", ".join(report.short_title for report in within) or "no report"
    told = [where, str(understood.strand or ""), understood.aspect or ""]
    return "; ".join(part for part in told if part)


def form(turn: Turn, reports: Sequence[Report], choices: Choices) -> str:
    """Where the last answer was looked for, and what it can be held to instead."""
    if turn.answer is None:
        return ""
    understood, chosen = turn.answer.understood, fields_of(turn.filters)
    named = understood.authorities
    within = [report for report in reports if not named or report.authority_key in named]
    authorities = dict.fromkeys((report.authority_key, report.authority) for report in within)
    years = sorted({report.year for report in within})
    fields = (
        ("authority", "Authority", list(authorities)),
        ("year", "Year", [(str(year), str(year)) for year in years]),
        ("strand", "Strand", [(str(strand), STRAND_NAMES[strand]) for strand in choices.strands]),
        ("aspect", "Aspect", aspect_options(choices)),
    )
    rows = "".join(
        select("scope", name, label, options, nothing=_AS_ASKED, chosen=chosen.get(name, ""))
        for name, label, options in fields
    )
    return (
        f'<details class="qa-scope"><summary>Looked in: {esc(summary(understood, reports))}'
        "</summary>"
        f'<form class="qa-filters" data-change="narrow" aria-label="Where to look">{rows}'
        '<button type="reset" class="qa-step">Look as asked</button></form></details>'
    )
