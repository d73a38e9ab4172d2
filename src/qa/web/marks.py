"""A run of the evals as HTML: its figures as tables with bars, and the questions that failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from qa.evaluation import tables
from qa.evaluation.failures import Failure, Ranked
from qa.evaluation.tables import Grid
from qa.web.html import button, esc

_WORDS_SHOWN = 260  # characters of a paragraph
_BAR = "nDCG@10"
_GRADES = {0: "not relevant", 1: "supports", 2: "answers"}


def marks(
    figures: Mapping[str, Any], failed: Sequence[Failure] | None, *, can_run: bool = False
) -> str:
    """The last run whole."""
    told = dict(figures)
    said = "".join(f"<p>{esc(sentence)}</p>" for sentence in tables.sentences(told))
    return (
        '<h2 class="qa-h2">How good are the answers?</h2>'
        f'<p class="qa-muted">The last run: {esc(told["questions"])} questions with known '
        f"paragraphs, by qa {esc(told['version'])}.</p>{said}{again() if can_run else ''}"
        f"{''.join(map(_table, tables.grids(told)))}"
        f'<p class="qa-note">{esc(tables.LEGEND)}</p>{_failed(failed)}'
    )


def again() -> str:
    """The way to another run."""
    return f'<p class="qa-actions">{button("Run again", "measure", kind="step")}</p>'


def progress(done: int, wanted: int) -> str:
    """How far a run has come: seen at each step, and said by the bar itself when asked."""
    return (
        '<h2 class="qa-h2">How good are the answers?</h2>'
        f'<p><label for="qa-run">Asked {done:,} of {wanted:,} questions</label><br>'
        f'<progress id="qa-run" max="{wanted}" value="{done}"></progress></p>'
    )


def _table(grid: Grid) -> str:
    title = grid.title[:1].upper() + grid.title[1:] or "All questions"
    head = "".join(f'<th scope="col">{esc(name)}</th>' for name in ("", *grid.headings)[1:])
    rows = "".join(
        f'<tr><th scope="row">{esc(first)}</th>'
        + "".join(map(_cell, grid.headings, cells))
        + "</tr>"
        for first, *cells in grid.rows
    )
    return (
        f'<h3 class="qa-h3 qa-marks-title">{esc(title)}</h3>'
        f'<div class="qa-scroll" tabindex="0" role="region" aria-label="{esc(title)}">'
        f'<table class="qa-table qa-marks"><thead><tr><th scope="col">Group</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(heading: str, cell: str) -> str:
    """A figure; the one that sums a ranking up has a bar as long as it is high."""
    try:
        share = float(cell) if heading == _BAR else None
    except ValueError:
        share = None
    if share is None:
        return f"<td>{esc(cell)}</td>"
    drawn = (
        '<svg class="qa-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="100" height="8"/><rect width="{100 * share:.0f}" height="8"/></svg>'
    )
    return f"<td>{esc(cell)} {drawn}</td>"


def _failed(failed: Sequence[Failure] | None) -> str:
    if failed is None:
        return (
            '<h3 class="qa-h2">Questions that failed</h3>'
            "<p>The run itself was not kept here, so what failed in it is not known.</p>"
        )
    return (
        f'<h3 class="qa-h2">Questions that failed: {len(failed)}</h3>'
        "<p>Refused or answered wrongly, or no paragraph that answers among the first three. The "
        f"worst first.</p>{''.join(map(_failure, failed))}"
    )


def _failure(failure: Failure) -> str:
    score = "" if failure.ndcg10 is None else f", nDCG@10 {failure.ndcg10:.3f}"
    about = f"{failure.type}, {failure.group}{score}"
    wanted = _list("ul", "Wanted", failure.wanted, "Nothing: the reports do not answer it.")
    found = _list("ol", "Retrieved", failure.found, "Nothing.")
    return (
        f'<details class="qa-failure"><summary>{esc(failure.question)} '
        f'<span class="qa-small">{esc(failure.why)} ({esc(about)})</span></summary>'
        f'<div class="qa-failed">{wanted}{found}</div></details>'
    )


def _list(tag: str, title: str, ranked: Sequence[Ranked], none: str) -> str:
    if not ranked:
        return f'<div><h4 class="qa-h3">{title}</h4><p>{none}</p></div>'
    items = "".join(f"<li>{_paragraph(each)}</li>" for each in ranked)
    return f'<div><h4 class="qa-h3">{title}</h4><{tag}>{items}</{tag}></div>'


def _paragraph(ranked: Ranked) -> str:
    place = f", place {ranked.place}" if ranked.place else ", not among those retrieved"
    text = shorten(ranked.text, _WORDS_SHOWN, placeholder=" …")
    return (
        f"{button(ranked.key, 'read', name=f'Read {ranked.key}', key=ranked.key)} "
        f'<span class="qa-small">{_GRADES[ranked.grade]}{place}</span><br>{esc(text)}'
    )
