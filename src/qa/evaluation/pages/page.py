"""A run as one HTML page that needs nothing else: tables, plots, and the questions that failed.

Every text that is not the page's own is escaped; the page has no script and asks for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files

from qa.evaluation.pages import tables
from qa.evaluation.pages.plots import Plot
from qa.evaluation.pages.tables import Grid
from qa.evaluation.scoring.ablations import Table
from qa.evaluation.scoring.compare import Comparison
from qa.evaluation.scoring.failed import failed as failed_html
from qa.evaluation.scoring.failures import Failure
from qa.evaluation.scoring.figures import Figures

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(
    figures: Figures,
    plots: Sequence[Plot],
    failed: Sequence[Failure],
    questions: Mapping[str, str],
    comparison: Comparison | None = None,
    signals: Table | None = None,
) -> str:
    """The page. `questions` are in words what the names of questions stand for."""
    css = (files("qa.evaluation") / "page.css").read_text("utf-8")
    body = [
        "<h1>How good are the answers?</h1>",
        f'<p class="note">qa {escape(figures["version"])}, encoder '
        f"{escape(figures['encoder'] or 'not named')}, {figures['questions']} questions.</p>",
        *(f"<p>{escape(sentence)}</p>" for sentence in tables.sentences(figures)),
        *_compared(comparison, questions),
        "<h2>Figures</h2>",
        *(plot.figure() for plot in plots),
        f'<p class="note">{escape(tables.LEGEND)}</p>',
        *(_table(grid) for grid in tables.grids(figures)),
        *_signals(signals),
        failed_html(failed, 2, lambda key: f"<code>{escape(key)}</code>"),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>qa: how good are the answers?</title>\n<style>\n{css}</style>\n</head>\n<body>\n"
        "<main>\n" + "\n".join(body) + "\n</main>\n</body>\n</html>\n"
    )


def _compared(comparison: Comparison | None, questions: Mapping[str, str]) -> Iterable[str]:
    if comparison is None:
        return
    yield "<h2>Against the earlier run</h2>"
    yield f"<p>{escape(comparison.describe())}</p>"
    for title, changes in (("worse", comparison.worse), ("better", comparison.better)):
        if changes:
            grid = tables.changes_grid(title, changes, questions)
            heading = f"{len(changes)} {title}"
            yield f"<details><summary>{heading}</summary>{_table(grid, 'words')}</details>"


def _signals(signals: Table | None) -> Iterable[str]:
    if signals is not None:
        yield "<h2>Ablations</h2>"
        yield f"<p>{escape(tables.ablations_title(signals))}</p>"
        yield _table(tables.ablations_grid(signals))


def _table(grid: Grid, kind: str = "") -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in (grid.title, *grid.headings))
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for first, *cells in grid.rows
    )
    return (
        f'<div class="scroll" tabindex="0"><table class="{kind}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
