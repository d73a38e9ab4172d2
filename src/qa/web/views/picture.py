"""The table of judgements as a drawing (SVG): what the page shows, fit for a paper."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from functools import cache

from qa.authorities import place_name
from qa.overview import Band, Column, Overview
from qa.quotation import dated
from qa.report import Judgement
from qa.web.parts.assets import STYLE
from qa.web.parts.fields import STRAND_NAMES
from qa.web.parts.html import esc, grade_slug
from qa.web.parts.panel import NOTICE

MARGIN, LABELS, CELL, LINE, PAD = 32, 400, 132, 18, 8
LABEL_CHARACTERS = 56
HEAD_CHARACTERS = 17
_COLOURS = {"requires-improvement": "middling", "adequate": "middling"}


def picture(overview: Overview, title: str) -> str:
    """One page of the judgements as SVG; colours are those of the page in light."""
    parts: list[str] = []
    top = MARGIN + 24
    columns = max((len(band.columns) for band in overview.bands), default=1)
    width = 2 * MARGIN + LABELS + CELL * columns
    parts.append(_text(MARGIN, top, title, size=24, bold=True))
    top += 16
    for band in overview.bands:
        drawn, top = _band(band, top + 36)
        parts += drawn
    for line in _notes(overview, width):
        top += LINE
        parts.append(_text(MARGIN, top + 16, line, size=12, fill="muted"))
    height = top + 16 + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="Arial, Helvetica, sans-serif">'
        f'<rect width="{width}" height="{height}" fill="{colour("ground")}"/>'
        f"{''.join(parts)}</svg>"
    )


def _notes(overview: Overview, width: int) -> Iterator[str]:
    told = [
        f"Grades run from {scale}: "
        + "; ".join(f"{place_name(report.authority_key)} ({dated(report)})" for report in reports)
        for scale, reports in overview.scales
    ]
    for sentence in [*told, NOTICE]:
        yield from textwrap.wrap(sentence, (width - 2 * MARGIN) // 6)


def _band(band: Band, top: int) -> tuple[list[str], int]:
    """One strand's table, drawn from `top` down; and where it ends."""
    parts = [_text(MARGIN, top, STRAND_NAMES[band.strand], size=17, bold=True)]
    heads = [_head_lines(column) for column in band.columns]
    top += 12 + LINE * max(map(len, heads))
    for at, lines in enumerate(heads):
        for up, line in enumerate(reversed(lines)):
            x = MARGIN + LABELS + CELL * at + PAD
            parts.append(_text(x, top - LINE * up, line, size=13, bold=True))
    top += 10
    for row in band.rows:
        lines = textwrap.wrap(row.aspect, LABEL_CHARACTERS)
        deep = LINE * max(len(lines), *(len(cell) for cell in row.cells)) + PAD
        parts.append(_rule(top, MARGIN + LABELS + CELL * len(band.columns)))
        for down, line in enumerate(lines, start=1):
            parts.append(_text(MARGIN, top + LINE * down - 2, line, size=13))
        for at, cell in enumerate(row.cells):
            parts += _cell(cell, MARGIN + LABELS + CELL * at, top, deep)
        top += deep
    parts.append(_rule(top, MARGIN + LABELS + CELL * len(band.columns)))
    return parts, top


def _head_lines(column: Column) -> list[str]:
    name = f"{place_name(column.report.authority_key)} {column.report.year}"
    lines = textwrap.wrap(name, HEAD_CHARACTERS)
    return lines + textwrap.wrap(column.part or "", HEAD_CHARACTERS)


def _cell(cell: Sequence[Judgement], x: int, top: int, deep: int) -> Iterator[str]:
    for down, judgement in enumerate(cell):
        name = grade_slug(judgement.grade)
        shade = colour(_COLOURS.get(name, name))
        y = top + LINE * down + 2
        high = (deep if len(cell) == 1 else LINE) - 4
        yield (
            f'<rect x="{x}" y="{y}" width="{CELL - 6}" height="{high}" fill="{shade}" '
            f'fill-opacity="0.14"/><rect x="{x}" y="{y}" width="6" height="{high}" fill="{shade}"/>'
        )
        number = "" if judgement.number is None else f" {judgement.number}"
        word = textwrap.shorten(judgement.grade, 17, placeholder="…")
        yield _text(x + 6 + PAD, top + LINE * (down + 1) - 2, word, size=13, bold=True, more=number)


def _rule(y: int, right: int) -> str:
    return f'<path d="M{MARGIN} {y}H{right}" stroke="{colour("line")}"/>'


def _text(
    x: int,
    y: int,
    text: str,
    *,
    size: int,
    bold: bool = False,
    fill: str = "ink",
    more: str = "",
) -> str:
    weight = ' font-weight="700"' if bold else ""
    small = f'<tspan font-weight="400" font-size="11">{esc(more)}</tspan>' if more else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}"{weight} fill="{colour(fill)}">{esc(text)}{small}'
        "</text>"
    )


@cache
def colour(name: str) -> str:
    """A colour of the page in light, by its name in the style sheet; another's is the muted one.

    >>> colour("ground")
    '#ffffff'
    """
    found = re.search(rf"--qa-{re.escape(name)}: (#[0-9a-f]{{6}})", STYLE)
    return found.group(1) if found else colour("muted")
