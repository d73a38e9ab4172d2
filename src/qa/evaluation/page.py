"""A run as one HTML page that needs nothing else: tables, plots, and the questions that failed.

Every text that is not the page's own is escaped; the page has no script and asks for nothing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files

from qa.evaluation import tables
from qa.evaluation.ablations import Table
from qa.evaluation.compare import Comparison
from qa.evaluation.failures import Failure, Ranked
from qa.evaluation.figures import Figures
from qa.evaluation.plots import Plot
from qa.evaluation.tables import Grid

_WORDS_SHOWN = 260  # characters of a paragraph
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
        *(_figure(plot) for plot in plots),
        f'<p class="note">{escape(tables.LEGEND)}</p>',
        *(_table(grid) for grid in tables.grids(figures)),
        *_signals(signals),
        *_failed(failed),
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


def _failed(failed: Sequence[Failure]) -> Iterable[str]:
    yield f"<h2>Questions that failed: {len(failed)}</h2>"
    yield (
        '<p class="note">Refused or answered wrongly, or no paragraph that answers among the '
        "first three. The worst ranking first.</p>"
    )
    yield from map(_failure, failed)


def _failure(failure: Failure) -> str:
    score = "" if failure.ndcg10 is None else f", nDCG@10 {failure.ndcg10:.3f}"
    about = f"{failure.name}, {failure.type}, {failure.group}{score}"
    wanted = _list("ul", "Wanted", failure.wanted, "Nothing: the reports do not answer it.")
    found = _list("ol", "Retrieved", failure.found, "Nothing.")
    return (
        f"<details><summary>{escape(failure.question)}<br>"
        f'<span class="wrong">{escape(failure.why)}</span> '
        f'<span class="note">({escape(about)})</span></summary>{wanted}{found}</details>'
    )


def _list(tag: str, title: str, ranked: Sequence[Ranked], none: str) -> str:
    if not ranked:
        return f"<h3>{title}</h3><p>{none}</p>"
    items = "".join(f"<li>{_paragraph(each, tag == 'ul')}</li>" for each in ranked)
    return f"<h3>{title}</h3><{tag}>{items}</{tag}>"


_GRADES = {0: ("not relevant", "wrong"), 1: ("supports", "right"), 2: ("answers", "right")}


def _paragraph(ranked: Ranked, with_place: bool) -> str:
    said, kind = _GRADES[ranked.grade]
    place = f"place {ranked.place}" if ranked.place else "not among those retrieved"
    text = textwrap.shorten(ranked.text, _WORDS_SHOWN, placeholder=" …")
    return (
        f'<code>{escape(ranked.key)}</code> <span class="{kind}">{said}</span>'
        + (f", {place}" if with_place else "")
        + f'<br><span class="words-of">{escape(text)}</span>'
    )


def _figure(plot: Plot) -> str:
    title = escape(plot.title)
    drawn = plot.svg().replace("<svg", f'<svg role="img" aria-label="{title}"', 1)
    return f"<figure><figcaption>{title}</figcaption>{drawn}</figure>"


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
