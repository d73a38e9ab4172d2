"""Reports side by side, as HTML: what each judged, its words, and what it recommends."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.form.comparison import MOST, Side
from qa.overview import Choices
from qa.quotation import Quote, dated
from qa.report import Judgement, Report, Strand
from qa.web.parts.fields import STRAND_NAMES, aspect_options, finder, select, text_field
from qa.web.parts.html import (
    NOT_ONE_SCALE,
    button,
    capital,
    esc,
    judgement_chip,
    light_markdown,
    passage,
)
from qa.web.views.cards import why_not
from qa.web.views.quotes import copies, task_line

MOST_QUOTES = 3  # of each report: side by side there is less room than in an answer


def form(reports: Sequence[Report], choices: Choices) -> str:
    """Which reports to compare, and on what."""
    boxes = "".join(
        f'<label><input type="checkbox" name="report" value="{esc(report.key)}"> '
        f"{esc(report.short_title)}</label>"
        for report in reports
    )
    strands = [(str(strand), STRAND_NAMES[strand]) for strand in choices.strands]
    return (
        '<h2 class="qa-h2">Compare reports</h2>'
        f"<p>Choose two to {_NUMBERS[MOST]} reports, and what to compare them on: an aspect, a "
        "question, or a question within an aspect. Each is searched by itself. Where scales "
        "differ, compare the words of the grades.</p>"
        '<form class="qa-form" data-submit="compare" aria-label="What to compare">'
        f"{finder('compare', 'qa-several', 'Find a report', len(reports))}"
        '<fieldset class="qa-choice"><legend>Reports</legend>'
        f'<div class="qa-several">{boxes}</div></fieldset>'
        '<div class="qa-filters">'
        f"{select('compare', 'aspect', 'Aspect', aspect_options(choices), nothing='Any')}"
        f"{select('compare', 'strand', 'Strand', strands, nothing='Any')}</div>"
        f"{text_field('compare', 'question', 'Question', hint='How are care leavers helped?')}"
        '<p class="qa-actions"><button type="submit" class="qa-primary">Compare</button>'
        '<button type="reset" class="qa-step">Clear</button></p></form>'
    )


_NUMBERS = {2: "two", 3: "three", 4: "four"}


def sides(found: Sequence[Side]) -> str:
    """The reports beside each other; one below another where there is no room."""
    scales = {side.report.scale.describe() for side in found if side.judgements}
    warning = (
        f'<p class="qa-warning"><strong>{NOT_ONE_SCALE}</strong></p>' if len(scales) > 1 else ""
    )
    columns = "".join(map(_side, found))
    return (
        f'<p class="qa-hidden" role="status">{len(found)} reports compared</p>{warning}'
        f'<div class="qa-sides" data-count="{len(found)}">{columns}</div>'
    )


def _side(side: Side) -> str:
    report = side.report
    name = f"Read {report.short_title}"
    return (
        f'<section class="qa-side" aria-label="{esc(report.short_title)}">'
        f'<h3 class="qa-h2">{button(report.short_title, "read", name=name, key=report.key)}</h3>'
        f'<p class="qa-small">{esc(capital(dated(report)))}</p>{_body(side)}</section>'
    )


def _body(side: Side) -> str:
    answer = side.answer
    if not answer.answered:
        said = f"<p><strong>{esc(why_not(answer))}</strong></p>{light_markdown(answer.lead)}"
        return f'<div class="qa-missing">{said}</div>'
    judged = "".join(f"<li>{_judged(row)}</li>" for row in side.judgements)
    quotes = "".join(map(_quote, answer.quotes[:MOST_QUOTES]))
    wanted = "".join(map(_quote, side.recommendations))
    # Of what is no aspect nobody looked for a grade.
    none = (
        '<p class="qa-muted">No grade was given for this.</p>' if answer.understood.aspect else ""
    )
    return (
        (f'<ul class="qa-judgements">{judged}</ul>' if judged else none)
        + quotes
        + (f'<h4 class="qa-h3">Recommendations</h4>{wanted}' if wanted else "")
    )


def _judged(row: Judgement) -> str:
    strand = "" if row.strand is Strand.GENERAL else f", {row.strand}"
    about = f"{row.aspect}{strand}" + (f", {row.column}" if row.column else "")
    return f'<div class="qa-judged">{esc(about)}</div>{judgement_chip(row)}'


def _quote(quote: Quote) -> str:
    opening = button(
        capital(quote.label),
        "read",
        name=f"Open {quote.label} of {quote.report.short_title} in the report",
        key=quote.paragraph.key,
        start=quote.start,
        end=quote.end,
    )
    words = passage(quote.paragraph, quote.start, quote.end)
    return (
        f'<figure class="qa-quote">{task_line(quote.task)}<blockquote>{words}</blockquote>'
        f'<div class="qa-actions">{opening}{copies(quote)}</div></figure>'
    )
