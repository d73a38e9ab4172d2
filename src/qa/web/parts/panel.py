"""The paragraph of the citation that was chosen, in its place in the report, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from qa.quotation import citation, dated
from qa.report import Judgement, Paragraph, Report, Strand
from qa.web.parts.html import (
    Span,
    button,
    capital,
    copy_button,
    esc,
    heading_path,
    judgement_chip,
    paragraph_chip,
    permanent_link,
    prose,
    strand_tag,
)
from qa.web.parts.place import Place

if TYPE_CHECKING:
    from qa.shown import Shown

BEGINNING = 220  # characters of a paragraph that is only pointed at
NOTICE = (
    "Crown copyright. Reproduced for non-commercial purposes without adaptation; "
    "source and date of publication stated."
)


def empty() -> str:
    """What the panel says before anything is opened."""
    return (
        '<section class="qa-panel qa-panel-empty" aria-labelledby="qa-panel-title">'
        '<h2 class="qa-h2" id="qa-panel-title">The report, beside the answer</h2>'
        "<p>Choose <b>Open in the report</b> under a quote. Its paragraph appears here in its "
        "place in the report, the quoted words marked.</p></section>"
    )


def problem(sentence: str) -> str:
    """Why a paragraph could not be opened."""
    return (
        '<section class="qa-panel qa-problem" aria-labelledby="qa-panel-title">'
        f"{_back('')}"
        '<h2 class="qa-h2" id="qa-panel-title" tabindex="-1">That could not be opened</h2>'
        f"<p>{esc(sentence)}</p></section>"
    )


def panel(
    report: Report,
    around: Sequence[Paragraph],
    key: str,
    place: Place,
    item: int | None = None,
    alike: Sequence[Shown] = (),
    section: Sequence[Paragraph] = (),
) -> str:
    """The paragraph with this key among those `around` it in the report; those `alike` below.

    Its `section` is offered where there is more of it, and takes the place of those around it.
    """
    more = any(paragraph not in around for paragraph in section)
    at = next(i for i, paragraph in enumerate(around) if paragraph.key == key)
    chosen = around[at]
    before = around[at - 1] if at else None
    after = around[at + 1] if at + 1 < len(around) else None
    if place.whole and section:
        around = section
    shown = f"{key}:{place.start}:{place.end}" + (":whole" if place.whole else "")
    return (
        f'<section class="qa-panel" aria-labelledby="qa-panel-title" data-shown="{esc(shown)}">'
        f"{_back(chosen.label)}{_kicker(report)}"
        f'<div class="qa-panel-top">{_head(report, chosen)}{_steps(before, after)}</div>'
        f'<div class="qa-paras">{_paras(report, around, chosen, place, item)}</div>'
        f"{_extent(chosen, place) if more else ''}"
        f"{_foot(report, chosen)}{_similar(alike)}</section>"
    )


def _back(label: str) -> str:
    """The way back, where the panel stands under the chat and not beside it."""
    return (
        '<p class="qa-back"><button type="button" class="qa-link" data-back="1">'
        '<span aria-hidden="true">↑</span> Back to the answers</button>'
        f"<span>{esc(capital(label))}</span></p>"
    )


def _kicker(report: Report) -> str:
    inspected = f". Inspected {esc(report.inspected)}" if report.inspected else ""
    return f'<p class="qa-small qa-kicker">{esc(report.title)}{inspected}</p>'


def _head(report: Report, chosen: Paragraph) -> str:
    tags = strand_tag(chosen.strand, chosen.section) + paragraph_chip(report, chosen)
    return (
        '<header class="qa-panel-head">'
        f'<h2 class="qa-h2" id="qa-panel-title" tabindex="-1">{esc(report.short_title)}</h2>'
        f'<p class="qa-muted">{esc(capital(dated(report)))}</p>'
        f"{heading_path(chosen.section)}{tags}</header>"
    )


def _steps(before: Paragraph | None, after: Paragraph | None) -> str:
    def step(paragraph: Paragraph | None, word: str) -> str:
        if paragraph is None:
            return f'<span class="qa-muted">No {word} paragraph</span>'
        return button(
            f"{capital(word)} paragraph",
            "open",
            kind="step",
            name=f"{capital(word)}: {paragraph.label}",
            key=paragraph.key,
        )

    return (
        '<nav class="qa-steps" aria-label="Paragraphs of this report">'
        f"{step(before, 'previous')}{step(after, 'next')}</nav>"
    )


def _extent(chosen: Paragraph, place: Place) -> str:
    """The way to the whole section, and back to the paragraph among its neighbours."""
    label = "Show only the neighbours" if place.whole else "Show the whole section"
    return (
        '<p class="qa-actions">'
        + button(
            label,
            "open",
            kind="step",
            key=place.key or chosen.key,
            start=place.start,
            end=place.end,
            whole=None if place.whole else 1,
        )
        + "</p>"
    )


def _paras(
    report: Report,
    around: Sequence[Paragraph],
    chosen: Paragraph,
    place: Place,
    item: int | None,
) -> str:
    parts: list[str] = []
    section = around[0].section
    for paragraph in around:
        if paragraph.section != section:
            section = paragraph.section
            parts.append(f'<p class="qa-para-heading">{esc(paragraph.heading)}</p>')
        if paragraph is chosen:
            mark = place.span(report, paragraph, item)
            body = body_of(report, paragraph, place, mark)
            current = ' qa-current" aria-current="location'
        else:
            body, current = body_of(report, paragraph, Place(paragraph.key)), ""
        parts.append(
            f'<div class="qa-para{current}">{number_of(paragraph)}'
            f'<div class="qa-para-text">{body}{notes_of(paragraph)}</div></div>'
        )
    return "".join(parts)


def number_of(paragraph: Paragraph) -> str:
    """A paragraph's number as the margin shows it; unnumbered text has none."""
    if not paragraph.is_numbered:
        return ""
    number = esc(paragraph.number.rpartition("-")[2])
    said = f'<span class="qa-hidden">{esc(capital(paragraph.label))}</span>'
    star = "" if paragraph.is_number_sure else '<span aria-hidden="true">*</span>'
    return f'<span class="qa-number">{said}<span aria-hidden="true">{number}{star}</span></span>'


def notes_of(paragraph: Paragraph) -> str:
    """Why a paragraph's number is not as printed, and whatever else was noted in reading it."""
    if not paragraph.notes:
        return ""
    said = "; ".join(esc(note) for note in paragraph.notes)
    star = "" if paragraph.is_number_sure else '<span aria-hidden="true">* </span>'
    return f'<p class="qa-note">{star}{said}</p>'


def body_of(report: Report, paragraph: Paragraph, place: Place, mark: Span | None = None) -> str:
    """A paragraph's words; the table of judgements as a table, unless words of it are marked."""
    rows = [j for j in report.judgements if j.paragraph == paragraph.number]
    return judgements_table(rows, place) if rows and mark is None else prose(paragraph, mark)


def judgements_table(rows: Sequence[Judgement], place: Place | None = None) -> str:
    """What was judged in a report, the row of `place` marked."""
    columns = any(row.column for row in rows)
    heads = ("Judgement", *(("Of what",) if columns else ()), "Grade and scale")
    head = "".join(f'<th scope="col">{title}</th>' for title in heads)
    body = ""
    for row in rows:
        here = place is not None and place.names(row)
        aspect = f"<mark>{esc(row.aspect)}</mark>" if here else esc(row.aspect)
        if row.strand is not Strand.GENERAL:
            aspect += f'<br><span class="qa-small">{esc(str(row.strand).capitalize())}</span>'
        column = f"<td>{esc(row.column or '')}</td>" if columns else ""
        current = ' class="qa-current-row"' if here else ""
        body += (
            f'<tr{current}><th scope="row">{aspect}</th>{column}<td>{judgement_chip(row)}</td></tr>'
        )
    return (
        '<div class="qa-scroll" tabindex="0" role="region" aria-label="Judgements">'
        f'<table class="qa-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _foot(report: Report, chosen: Paragraph) -> str:
    link = permanent_link(report.key, chosen.number)
    whole = button("Read the whole report", "read", key=chosen.key)
    return (
        f'<footer class="qa-panel-foot"><p><cite>{esc(citation(report, chosen))}</cite></p>'
        f'<p class="qa-actions"><a class="qa-permalink" href="{esc(link)}">Permanent link</a>'
        f'<button type="button" class="qa-link" data-copy-link="{esc(link)}">Copy link</button>'
        f"{copy_button('Copy paragraph', f'“{chosen.text}” ({citation(report, chosen)})')}"
        f"{copy_button('Copy citation', citation(report, chosen))}{whole}</p></footer>"
    )


def _similar(alike: Sequence[Shown]) -> str:
    """Where other reports speak of the same, each by its beginning."""
    rows = "".join(
        f"<li>{_opening(shown)}<p>{esc(shorten(shown.text, BEGINNING, placeholder=' …'))}</p></li>"
        for shown in alike
    )
    return (
        '<section class="qa-similar" aria-labelledby="qa-similar">'
        '<h3 class="qa-h3" id="qa-similar">Similar paragraphs in other reports</h3>'
        f"<ul>{rows}</ul></section>"
        if rows
        else ""
    )


def _opening(shown: Shown) -> str:
    name = f"{shown.report.short_title}, {shown.paragraph.label}"
    return button(name, "open", name=f"Open {name}", key=shown.paragraph.key)
