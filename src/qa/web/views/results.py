"""A run of the evals as HTML: plots, tables with bars, and the questions that failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qa.evaluation.pages import tables
from qa.evaluation.pages.plainly import plainly
from qa.evaluation.pages.tables import Grid
from qa.evaluation.scoring.failed import failed
from qa.evaluation.scoring.failures import Failure
from qa.web.parts.html import button, capital, esc

_BAR = "nDCG@10"
_RANKED = "nDCG@10, MRR, R@5, R@10: how well paragraphs are ranked, 1 the best;"


def results(
    run: Mapping[str, Any],
    wrong: Sequence[Failure] | None,
    drawn: str = "",
    *,
    can_run: bool = False,
) -> str:
    """The last run whole; `drawn` are its plots as HTML."""
    told = dict(run)
    plain = "".join(f"<li>{esc(sentence)}</li>" for sentence in plainly(told))
    said = "".join(f"<p>{esc(sentence)}</p>" for sentence in tables.sentences(told))
    plots = f'<div class="qa-plots">{drawn}</div>' if drawn else ""
    return (
        '<h2 class="qa-h2">How good are the answers?</h2>'
        f'<p class="qa-muted">The last run: {esc(told["questions"])} questions with known '
        f"paragraphs, by qa {esc(told['version'])}.</p>"
        f'<ul class="qa-plainly">{plain}</ul>'
        f"{again() if can_run else ''}{plots}"
        '<h3 class="qa-h2">All figures</h3>'
        f'<p class="qa-note">{esc(f"{_RANKED} {tables.LEGEND}")}</p>'
        f"{''.join(map(_table, tables.grids(told)))}{said}{_failed(wrong)}"
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
    title = capital(grid.title) or "All questions"
    head = "".join(f'<th scope="col">{esc(name)}</th>' for name in ("", *grid.headings)[1:])
    rows = "".join(
        f'<tr><th scope="row">{esc(first)}</th>'
        + "".join(map(_cell, grid.headings, cells))
        + "</tr>"
        for first, *cells in grid.rows
    )
    return (
        f'<h3 class="qa-h3 qa-run-title">{esc(title)}</h3>'
        f'<div class="qa-scroll" tabindex="0" role="region" aria-label="{esc(title)}">'
        f'<table class="qa-table qa-run"><thead><tr><th scope="col">Group</th>{head}</tr></thead>'
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


def _failed(found: Sequence[Failure] | None) -> str:
    if found is None:
        return (
            '<h3 class="qa-h2">Questions that failed</h3>'
            "<p>The last run left its figures here, but not its answers. Run it again to see which "
            "questions failed.</p>"
        )
    return failed(found, 3, lambda key: button(key, "read", name=f"Read {key}", key=key))
