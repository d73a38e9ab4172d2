"""Reports that are offered, taken in and taken out, as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten

from qa.keeping.adding import Added, AddingPlan, Arrival, Outcome
from qa.quotation import dated
from qa.reading.tally import Tally
from qa.report import Report
from qa.web.parts.account import account
from qa.web.parts.fields import file_field, finder
from qa.web.parts.html import button, counted, esc
from qa.web.parts.panel import number_of

FIRST_PARAGRAPHS = 3
_SHOWN = 400  # characters of each

_SAID = {
    Outcome.ADDED: "To be added",
    Outcome.REPLACES: "Replaces a version that is held",
    Outcome.HELD: "Held already",
    Outcome.FAILED: "Cannot be added",
}


def form() -> str:
    """Which files to read."""
    return (
        '<h2 class="qa-h2">Add reports</h2>'
        "<p>Choose reports as PDF or text, or drop them on the field. You see what was read before "
        "anything is added.</p>"
        '<form class="qa-form" data-submit="offer" aria-label="Reports to add">'
        f"{file_field('add', 'file', _FILES, ('.pdf', '.txt'), several=True)}"
        '<p class="qa-actions"><button type="submit" class="qa-primary">Read them</button></p>'
        "</form>"
    )


_FILES = "Reports (.pdf or .txt, at most 10 at once and 15 MB in all)"


def preview(plan: AddingPlan) -> str:
    """What was read of each file, to be agreed to."""
    cards = "".join(map(_arrival, plan.arrivals))
    moves = "".join(f"<li>{esc(old)} becomes {esc(new)}</li>" for old, new in plan.moves)
    told = f"<p>Keys follow the dates of publication:</p><ul>{moves}</ul>" if moves else ""
    if not plan.coming:
        return f'<p class="qa-count" role="status">There is nothing to add.</p>{cards}'
    reports = counted(len(plan.coming), "report")
    return (
        f'<p class="qa-count" role="status">{reports} to add. Nothing is added yet.</p>'
        f'{cards}{told}<p class="qa-actions">'
        f"{button(f'Add {reports}', 'accept', kind='primary')}"
        f"{button('Do not add', 'decline', kind='step')}</p>"
    )


def _arrival(arrival: Arrival) -> str:
    report = arrival.report
    name = esc(arrival.path.name)
    said = _SAID[arrival.outcome]
    if report is None:
        return (
            f'<article class="qa-arrival qa-problem"><h3 class="qa-h3">{name}: {said}</h3>'
            f"<p>{_why(arrival)}</p></article>"
        )
    what = f"<p>{_why(arrival)}</p>" if arrival.why else ""
    if arrival.replaces and arrival.difference:
        what += (
            f"<p>It replaces {esc(arrival.replaces.short_title)}: "
            f"{esc(arrival.difference.describe())}.</p>"
        )
    return (
        f'<article class="qa-arrival"><p class="qa-small">{name}</p>'
        f'<h3 class="qa-h3">{said}: {esc(report.short_title)} ({esc(report.key)})</h3>'
        f'<p class="qa-muted">{esc(report.title)}, {esc(dated(report))}. '
        f"{esc(report.framework)}. Grades: {esc(report.scale.describe())}.</p>{what}"
        f"{account(Tally.of(report))}{_beginning(report)}</article>"
    )


def _why(arrival: Arrival) -> str:
    """Why, in a sentence that names the file and not the folder that it was put in here."""
    return esc(arrival.why.replace(str(arrival.path), arrival.path.name))


def _beginning(report: Report) -> str:
    rows = "".join(
        f'<div class="qa-para">{number_of(paragraph)}<div class="qa-para-text">'
        f"<p>{esc(shorten(paragraph.text, _SHOWN, placeholder=' …'))}</p></div></div>"
        for paragraph in report.paragraphs[:FIRST_PARAGRAPHS]
    )
    return (
        f'<details class="qa-account" open><summary>Its first paragraphs</summary>{rows}</details>'
    )


def progress(done: int, total: int) -> str:
    """How far adding has come."""
    return (
        '<p><label for="qa-embedding">Read for their meaning: '
        f"{done:,} of {total:,} passages</label><br>"
        f'<progress id="qa-embedding" max="{total}" value="{done}"></progress></p>'
    )


def added(done: Added) -> str:
    """What was taken in."""
    names = [arrival.report for arrival in done.plan.coming if arrival.report]
    if not names:
        return '<p role="status">Nothing had to be added.</p>'
    rows = "".join(f"<li>{button(r.short_title, 'read', key=r.key)}</li>" for r in names)
    kept = "".join(
        f"<p>The older version of {esc(key)} is kept as {esc(path.name)}.</p>"
        for key, path in done.kept.items()
    )
    return f'<div role="status"><p class="qa-count">Added</p><ul>{rows}</ul>{kept}</div>'


def removed(going: Sequence[Report], kept: Mapping[str, str]) -> str:
    """What was taken out, and the way back."""
    rows = "".join(
        f"<li>{esc(report.short_title)} {_undo(report, kept.get(report.key))}</li>"
        for report in going
    )
    return f'<div role="status"><p class="qa-count">Removed</p><ul>{rows}</ul></div>'


def _undo(report: Report, file: str | None) -> str:
    return button("Undo", "undo", name=f"Put back {report.short_title}", file=file)


def held(reports: Sequence[Report], doubted: str = "") -> str:
    """The reports held, each with a way to remove it; the one in doubt asks once more."""
    rows = "".join(
        f"<li><span>{esc(report.short_title)} "
        f'<span class="qa-small">{esc(report.key)}</span></span>'
        f"{_removing(report, report.key == doubted)}</li>"
        for report in reports
    )
    return (
        '<h2 class="qa-h2">Reports held</h2>'
        "<p>A report that is removed is kept aside, so that it can be put back.</p>"
        f"{finder('keeping', 'qa-rows', 'Find a report', len(reports))}"
        f'<ul class="qa-rows">{rows}</ul>'
    )


def _removing(report: Report, in_doubt: bool) -> str:
    if not in_doubt:
        return button("Remove", "doubt", name=f"Remove {report.short_title}", key=report.key)
    name = f"Yes, remove {report.short_title}"
    return (
        f'<span class="qa-actions"><span>Remove it from the library?</span>'
        f"{button('Remove', 'remove', kind='primary', name=name, key=report.key)}"
        f"{button('Keep', 'doubt', kind='step', name=f'Keep {report.short_title}')}</span>"
    )
