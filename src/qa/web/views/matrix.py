"""The judgements of the library as HTML: a table for each strand, or a list for one aspect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa.authorities import place_name
from qa.overview import REPORTS_ABREAST, REPORTS_LISTED, Band, Choices, Column, Overview, Sort, View
from qa.report import Judgement, Report
from qa.web.parts.fields import STRAND_NAMES, aspect_options, select
from qa.web.parts.html import NOT_ONE_SCALE, button, counted, esc, grade_slug, judgement_chip
from qa.web.views.reader import published

_SORTS = {
    Sort.AUTHORITY: "Authority, year",
    Sort.NEWEST: "Newest first",
    Sort.BEST: "Highest grades",
    Sort.WORST: "Lowest grades",
}


def form(choices: Choices) -> str:
    """What the table can be narrowed to and how it is sorted; a change shows at once."""
    strands = [(str(strand), STRAND_NAMES[strand]) for strand in choices.strands]
    grades = [(word, word) for word in choices.grades]
    sorts = [(str(sort), name) for sort, name in _SORTS.items()]
    rows = [
        select("wanted", "authority", "Authority", choices.authorities, nothing="All"),
        select("wanted", "framework", "Kind of inspection", choices.frameworks, nothing="All"),
        select("wanted", "strand", "Strand", strands, nothing="All"),
        select("wanted", "aspect", "Aspect", aspect_options(choices), nothing="All, as a table"),
        select("wanted", "grade", "Grade", grades, nothing="All"),
        select("wanted", "sort", "Order of reports", sorts),
    ]
    return (
        '<h2 class="qa-h2">Judgements</h2>'
        "<p>Every grade in the library, as each report’s own table prints it. Choose a grade to "
        "read the words that state it.</p>"
        '<form class="qa-filters" data-change="filter" aria-label="Which judgements to show">'
        f"{''.join(rows)}"
        '<button type="reset" class="qa-step">Clear</button></form>'
    )


def matrix(overview: Overview) -> str:
    """One page of the judgements: how many, what the grades mean, and the tables."""
    if not overview.bands:
        return (
            '<p class="qa-count" role="status">No judgement fits that choice.</p>'
            "<p>Widen it, or choose <b>Clear</b> to see all judgements.</p>"
        )
    show = _listed if overview.view.aspect else _table
    bands = "".join(_band(band, show(band)) for band in overview.bands)
    return (
        f"{_summary(overview)}{_downloads(overview.view)}{_scales(overview)}"
        f"{bands}{_pages(overview)}"
    )


def _summary(overview: Overview) -> str:
    counts = "".join(
        f'<li><span class="qa-swatch" data-grade="{grade_slug(word)}">{esc(word)}</span> '
        f"{count:,}</li>"
        for word, count in overview.counts
    )
    judgements = counted(overview.judgements, "judgement")
    judgements += f" on {esc(overview.view.aspect.lower())}" if overview.view.aspect else ""
    return (
        f'<div class="qa-summary"><p class="qa-count" role="status">{judgements} in '
        f"{counted(overview.reports, 'report')}</p>"
        f'<ul class="qa-legend" aria-label="How often each grade was given">{counts}</ul></div>'
    )


def _downloads(view: View) -> str:
    told = of_view(view)
    return (
        '<p class="qa-actions">'
        f"{button('Download as CSV', 'csv', **told)}"
        f"{button('Download the picture (PNG)', 'picture', **told)}</p>"
    )


def of_view(view: View) -> dict[str, Any]:
    """A view as the data of a button, so that the button says what it is about."""
    return {
        "authority": view.authority or None,
        "framework": view.framework or None,
        "strand": view.strand,
        "aspect": view.aspect or None,
        "grade": view.grade or None,
        "sort": view.sort,
        "page": view.page,
    }


def _scales(overview: Overview) -> str:
    """A warning where the numbers of the grades shown do not mean the same."""
    if len(overview.scales) < 2:
        return ""
    rows = "".join(
        f"<li>{esc(scale)}: {esc(', '.join(map(_inspection, reports)))}</li>"
        for scale, reports in overview.scales
    )
    return f'<div class="qa-warning"><p><strong>{NOT_ONE_SCALE}</strong></p><ul>{rows}</ul></div>'


_OTHER_NAME = (
    '<p class="qa-note">* The report calls this aspect by another name, shown when the grade is '
    "pointed at.</p>"
)


def _inspection(report: Report) -> str:
    return f"{place_name(report.authority_key)} {report.year}"


def _band(band: Band, table: str) -> str:
    name = STRAND_NAMES[band.strand]
    slug = str(band.strand).replace(" ", "-")
    note = _OTHER_NAME if "*</span>" in table else ""
    return (
        f'<section class="qa-band"><h3 class="qa-h2" id="qa-band-{slug}">{name}</h3>'
        f'<div class="qa-scroll qa-matrix-frame" data-columns="{len(band.columns)}" '
        f'tabindex="0" role="region" '
        f'aria-labelledby="qa-band-{slug}">{table}</div>{note}</section>'
    )


def _table(band: Band) -> str:
    """Aspects down, reports across."""
    parts = any(column.part for column in band.columns)
    heads = "".join(map(_head, _runs(band.columns)))
    first = f'<th scope="col"{" rowspan=2" if parts else ""}>Aspect</th>'
    second = "".join(f'<th scope="col">{esc(c.part or "")}</th>' for c in band.columns)
    below = f'<tr class="qa-parts">{second}</tr>' if parts else ""
    body = "".join(
        f'<tr><th scope="row">{_broken(row.aspect)}</th>'
        + "".join(
            f"<td>{''.join(_cell(j, column, row.aspect) for j in cell) or _NOTHING}</td>"
            for column, cell in zip(band.columns, row.cells, strict=True)
        )
        + "</tr>"
        for row in band.rows
    )
    return (
        f'<table class="qa-matrix"><thead><tr>{first}{heads}</tr>{below}</thead>'
        f"<tbody>{body}</tbody></table>"
    )


_NOTHING = '<span class="qa-none"><span class="qa-hidden">not judged</span></span>'


def _runs(columns: Sequence[Column]) -> list[tuple[Column, int]]:
    """The reports of a table's columns, each with how many columns it has."""
    runs: list[tuple[Column, int]] = []
    for column in columns:
        if runs and runs[-1][0].report is column.report:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((column, 1))
    return runs


def _head(run: tuple[Column, int]) -> str:
    count, report = run[1], run[0].report
    spans = f' colspan="{count}"' if count > 1 else ""
    scope = "colgroup" if count > 1 else "col"
    opening = button(
        place_name(report.authority_key),
        "read",
        name=f"{report.short_title}: read the report",
        key=report.key,
    )
    return f'<th scope="{scope}"{spans}>{opening} <span class="qa-year">{report.year}</span></th>'


def _broken(aspect: str) -> str:
    """An aspect's name, what follows a colon smaller: some are sentences."""
    name, colon, rest = aspect.partition(": ")
    return esc(name) + (
        f'{colon.strip()} <span class="qa-small">{esc(rest)}</span>' if rest else ""
    )


def _cell(judgement: Judgement, column: Column, aspect: str) -> str:
    number = "" if judgement.number is None else f"grade {judgement.number} on the scale "
    other = f" Printed as “{judgement.aspect}”." if judgement.aspect != aspect else ""
    told = f"{judgement.grade}: {number}{judgement.scale}.{other}"
    small = ("" if judgement.number is None else str(judgement.number)) + ("*" if other else "")
    return (
        '<button type="button" class="qa-cell" data-event="judged" '
        f'data-grade="{grade_slug(judgement.grade)}" {_named(judgement)} data-tip="{esc(told)}" '
        f'aria-label="{esc(told)} {esc(column.report.short_title)}: read what states it">'
        f'<strong>{esc(judgement.grade)}</strong> <span class="qa-figure">{small}</span></button>'
    )


def _named(judgement: Judgement) -> str:
    """The data of a button that leads to what states a judgement."""
    told = {
        "key": judgement.key,
        "aspect": judgement.aspect,
        "strand": judgement.strand,
        "column": judgement.column,
    }
    return " ".join(f'data-{k}="{esc(v)}"' for k, v in told.items() if v is not None)


def _listed(band: Band) -> str:
    """One aspect: reports down, each with its grade and scale."""
    rows = "".join(
        _listed_row(judgement, column)
        for at, column in enumerate(band.columns)
        for row in band.rows
        for judgement in row.cells[at]
    )
    heads = "".join(
        f'<th scope="col">{title}</th>' for title in ("Report", "Published", "Judged", "Grade")
    )
    return (
        f'<table class="qa-table qa-listed"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _listed_row(judgement: Judgement, column: Column) -> str:
    report = column.report
    part = f'<br><span class="qa-small">{esc(column.part)}</span>' if column.part else ""
    opening = (
        f'<button type="button" class="qa-link" data-event="judged" {_named(judgement)} '
        f'aria-label="{esc(report.short_title)}: read what states it">'
        f"{esc(report.short_title)}</button>"
    )
    return (
        f'<tr><th scope="row">{opening}</th><td>{published(report)}</td>'
        f"<td>{_broken(judgement.aspect)}{part}</td><td>{judgement_chip(judgement)}</td></tr>"
    )


def _pages(overview: Overview) -> str:
    """The way to the reports before and after, where there are more than a page holds."""
    if overview.pages < 2:
        return ""
    size = REPORTS_LISTED if overview.view.aspect else REPORTS_ABREAST
    first = (overview.page - 1) * size + 1
    last = min(overview.page * size, overview.reports)
    told = of_view(overview.view)

    def step(page: int, label: str) -> str:
        if not 1 <= page <= overview.pages:
            return f'<span class="qa-muted">No {label.lower()}</span>'
        return button(label, "filter", kind="step", **{**told, "page": page})

    return (
        '<nav class="qa-steps qa-pages" aria-label="Pages of reports">'
        f"{step(overview.page - 1, 'Earlier reports')}"
        f"<span>Reports {first:,} to {last:,} of {overview.reports:,}</span>"
        f"{step(overview.page + 1, 'Further reports')}</nav>"
    )
