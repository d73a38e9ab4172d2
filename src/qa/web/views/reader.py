"""What is held, and a report read whole, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from qa.quotation import printed_date
from qa.reading.tally import Tally
from qa.report import Paragraph, Report
from qa.web.parts.account import account
from qa.web.parts.fields import FINDABLE, text_field
from qa.web.parts.html import button, counted, esc, paragraph_chip, strand_tag
from qa.web.parts.panel import NOTICE, body_of, notes_of, number_of
from qa.web.parts.place import Place

_COLUMNS = (
    "Authority",
    "Report and framework",
    "Published",
    "Inspected",
    "Grades",
    "How it was read",
)

# A fact of more characters than this has a row to itself.
WIDE_FACT = 60
ABREAST = 50  # reports on a page of the list


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the reports that `words` name: those on it, and how many there are in all."""

    reports: Sequence[Report]
    total: int
    words: str
    page: int
    pages: int


def shown(found: Sequence[Report], words: str, page: int) -> Listed:
    """The page of this number of what was found, or the nearest there is."""
    pages = max(1, -(-len(found) // ABREAST))
    page = min(max(page, 1), pages)
    return Listed(found[(page - 1) * ABREAST : page * ABREAST], len(found), words, page, pages)


def report_list(listed: Listed, account: Callable[[str], str]) -> str:
    """The reports held, as a table (on a phone: a list of cards made of the same rows).

    `account` tells by a report's key how it was read.
    """
    heading = '<section class="qa-reader"><h2 class="qa-h2" tabindex="-1">Reports held</h2>'
    if not listed.total and not listed.words:
        return f"{heading}<p>No reports are held yet.</p></section>"
    head = "".join(f'<th scope="col" role="columnheader">{title}</th>' for title in _COLUMNS)
    rows = "".join(_row(report, account(report.key)) for report in listed.reports)
    table = (
        # Roles are written out: a table that CSS lays out as cards loses them in some browsers.
        f'<table class="qa-table qa-held" role="table"><thead role="rowgroup"><tr role="row">{head}'
        f'</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )
    return (
        f"{heading}<p>Choose a report to read it whole, paragraph by paragraph.</p>{_find(listed)}"
        f"{table if rows else ''}{_pages(listed)}</section>"
    )


def _find(listed: Listed) -> str:
    """A field to find reports in, where they are many, and how many it found."""
    if listed.total < FINDABLE and not listed.words:
        return ""
    said = counted(listed.total, "report") if listed.total else "No report is named so."
    field = text_field(
        "shelf", "words", "Find a report", hint="Authority, year or framework", value=listed.words
    )
    return (
        f'<form class="qa-find" role="search" data-change="list" data-submit="list">{field}'
        f'<p class="qa-count" role="status">{said}</p></form>'
    )


def _pages(listed: Listed) -> str:
    if listed.pages == 1:
        return ""
    steps = [
        button(name, "list", kind="step", words=listed.words or None, page=number)
        for name, number in (("Previous", listed.page - 1), ("Next", listed.page + 1))
        if 1 <= number <= listed.pages
    ]
    return (
        '<nav class="qa-steps" aria-label="Pages of the list">'
        f"<span>Page {listed.page} of {listed.pages}</span>"
        f'<span class="qa-actions">{"".join(steps)}</span></nav>'
    )


def _row(report: Report, read: str) -> str:
    cells = (
        f'{esc(report.title)}<br><span class="qa-small">{esc(report.framework)}</span>',
        published(report),
        esc(report.inspected or "not stated"),
        esc(report.scale.describe()),
        esc(read),
    )
    data = "".join(
        f'<td role="cell" data-label="{title}">{cell}</td>'
        for title, cell in zip(_COLUMNS[1:], cells, strict=True)
    )
    name = f"Read {report.short_title}"
    opening = button(report.short_title, "read", name=name, key=report.key)
    return f'<tr role="row"><th scope="row" role="rowheader">{opening}</th>{data}</tr>'


def report_page(report: Report, at: Place | None = None) -> str:
    """A report whole: contents, then every paragraph; page.js goes to the place `at`."""
    target = f' data-target="{esc(anchor(report, at.number))}"' if at and at.number else ""
    sections = [
        (section, list(members)) for section, members in groupby(report.paragraphs, _section)
    ]
    body = "".join(
        _section_html(report, place, section, members, at)
        for place, (section, members) in enumerate(sections)
    )
    return (
        f'<section class="qa-reader" data-report="{esc(report.key)}"{target}>'
        f"<p>{button('← All reports', 'list', name='All reports')}</p>{_title(report)}{_SEEK}"
        f'<div class="qa-columns">{_contents(report, [s for s, _ in sections])}'
        f'<div class="qa-report">{body}</div></div></section>'
    )


_SEEK = (
    '<form class="qa-find qa-seek" role="search" aria-label="Search within this report">'
    '<div class="qa-field"><label for="qa-seek">Search within this report</label>'
    '<input id="qa-seek" type="search" maxlength="300" autocomplete="off"></div>'
    '<p class="qa-actions"><button type="button" class="qa-step" data-seek="-1">Previous</button>'
    '<button type="submit" class="qa-step" data-seek="1">Next</button></p>'
    '<p class="qa-muted" role="status"></p></form>'
)


def anchor(report: Report, number: str) -> str:
    """The id of a paragraph in its report's page."""
    return f"{report.key}-{number}"


def _section(paragraph: Paragraph) -> tuple[str, ...]:
    return paragraph.section


def published(report: Report) -> str:
    """When a report was published, as a person prints it."""
    return printed_date(report.published) if report.published else "not stated"


def _title(report: Report) -> str:
    facts = (
        ("Published", published(report)),
        ("Inspected", report.inspected),
        ("Lead inspector", report.lead_inspector),
        ("Grade scale", report.scale.describe()),
        ("Reference", report.reference_no),
        ("Framework", report.framework),
    )
    listed = "".join(_fact(name, value) for name, value in facts if value)
    return (
        f'<header class="qa-report-head"><h2 class="qa-h2" tabindex="-1">{esc(report.short_title)}'
        f'</h2><p class="qa-muted">{esc(report.title)}</p><dl class="qa-facts">{listed}</dl>'
        f'{account(Tally.of(report))}<p class="qa-notice">{NOTICE}</p></header>'
    )


def _fact(name: str, value: str) -> str:
    wide = ' class="qa-wide"' if len(value) > WIDE_FACT else ""
    return f"<div{wide}><dt>{name}</dt><dd>{esc(value)}</dd></div>"


def _contents(report: Report, sections: Sequence[tuple[str, ...]]) -> str:
    entries = []
    above: tuple[str, ...] = ()
    for place, section in enumerate(sections):
        for depth, heading in enumerate(section):
            if section[: depth + 1] != above[: depth + 1]:
                entries.append(
                    f'<li class="qa-depth-{min(depth, 3)}">'
                    f'<a href="#{esc(report.key)}-s{place}-{depth}">{esc(heading)}</a></li>'
                )
        above = section
    return (
        '<details class="qa-contents" open><summary>Contents</summary>'
        f'<nav aria-label="Contents of this report"><ol>{"".join(entries)}</ol></nav></details>'
    )


def _section_html(
    report: Report,
    place: int,
    section: tuple[str, ...],
    members: Sequence[Paragraph],
    at: Place | None,
) -> str:
    above = report.paragraphs[report.paragraphs.index(members[0]) - 1].section if place else ()
    heads = ""
    for depth, heading in enumerate(section):
        if section[: depth + 1] != above[: depth + 1]:
            level = min(depth + 3, 6)
            heads += (
                f'<h{level} class="qa-section qa-depth-{min(depth, 3)}" tabindex="-1" '
                f'id="{esc(report.key)}-s{place}-{depth}">{esc(heading)}</h{level}>'
            )
    first = members[0]
    tags = strand_tag(first.strand, section) + paragraph_chip(report, first)
    shown = f'<p class="qa-section-tags">{tags}</p>' if tags else ""
    return heads + shown + "".join(_paragraph(report, paragraph, at) for paragraph in members)


def _paragraph(report: Report, paragraph: Paragraph, at: Place | None) -> str:
    if at is not None and at.number == paragraph.number:
        body = body_of(report, paragraph, at, at.span(report, paragraph, at.item))
    else:
        body = body_of(report, paragraph, Place(paragraph.key))
    return (
        f'<div class="qa-para" id="{esc(anchor(report, paragraph.number))}" tabindex="-1">'
        f"{number_of(paragraph)}"
        f'<div class="qa-para-text">{body}{notes_of(paragraph)}</div></div>'
    )
