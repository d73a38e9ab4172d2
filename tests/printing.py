"""Prints the text of a report as a PDF, in the ways of several printers."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import groupby
from types import MappingProxyType
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, A5, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle


def plain(text: str) -> bytes:
    """A paragraph a line, tables without their tabs, a running header and "Page 3 of 40"."""
    style = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=13.2, spaceAfter=6)
    story = [Paragraph(escape(line.strip()), style) for line in text.split("\n") if line.strip()]
    return _built(story, A4, header="Inspection report", footer="Page {page} of {pages}")


def typeset(text: str) -> bytes:
    """Justified, numbers and bullets hanging, headings bold, tables ruled, a bare page number."""
    body: dict[str, Any] = {"fontName": "Times-Roman", "fontSize": 10, "leading": 12}
    just = ParagraphStyle("just", alignment=4, spaceAfter=4, **body)
    hang = ParagraphStyle("hang", parent=just, leftIndent=24)
    item = ParagraphStyle("item", parent=just, leftIndent=38, bulletIndent=24)
    bold = ParagraphStyle("bold", parent=just, fontName="Times-Bold", fontSize=12, leading=14.4)
    story: list[Any] = []
    for is_row, lines in groupby(text.split("\n"), lambda line: "\t" in line):
        if is_row:
            story.append(_ruled([line.split("\t") for line in lines], body))
            continue
        for line in filter(str.strip, lines):
            if number := re.match(r"(\d{1,3}\.)\s+(.*)", line):
                story.append(Paragraph(escape(number[2]), hang, bulletText=number[1]))
            elif bullet := re.match(r"\s*- (?!\d+\.)(.*)", line):
                story.append(Paragraph(escape(bullet[1]), item, bulletText="•"))
            else:
                is_title = len(line) < 60 and not re.match(r"[\W\d]|.*[.;:,]$", line)
                story.append(Paragraph(escape(line.strip()), bold if is_title else just))
    return _built(story, letter, header="London Borough: inspection", footer="{page}")


def _ruled(rows: list[list[str]], body: Mapping[str, Any]) -> Table:
    columns = max(i + 1 for row in rows for i, cell in enumerate(row) if cell.strip())
    style = ParagraphStyle("cell", **body)
    cells = [
        [Paragraph(escape(c.strip()), style) for c in [*row, *[""] * columns][:columns]]
        for row in rows
    ]
    lines = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    return Table(cells, colWidths=[290, *[180 / max(1, columns - 1)] * (columns - 1)], style=lines)


def counted(text: str) -> bytes:
    """Lines of 84 characters in a proportional face, no blank ones, tabs opened to columns."""
    return _drawn(counted_pages(text), A4, "Helvetica", 10)


def counted_pages(text: str) -> list[list[str]]:
    """The lines of each page that `counted` prints."""
    lines = [
        part
        for line in text.split("\n")
        if line.strip()
        for part in textwrap.wrap(line.rstrip().expandtabs(8), 84)
    ]
    return [lines[at : at + 56] for at in range(0, len(lines), 56)]


def small(text: str) -> bytes:
    """A typewriter's lines of 62 characters on small pages, a blank line between paragraphs."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += textwrap.wrap(line.replace("\t", " "), 62)
        if line.strip():
            lines.append("")
    return _drawn([lines[at : at + 50] for at in range(0, len(lines), 50)], A5, "Courier", 8)


PRINTERS: Mapping[str, Callable[[str], bytes]] = MappingProxyType(
    {"plain": plain, "typeset": typeset, "counted": counted, "small": small}
)


def _drawn(
    pages: Sequence[Sequence[str]], size: tuple[float, float], font: str, points: float
) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for number, page in enumerate(pages, 1):
        canvas.setFont(font, points)
        for at, line in enumerate(page):
            canvas.drawString(50, size[1] - 50 - at * 1.25 * points, line)
        canvas.drawCentredString(size[0] / 2, 25, f"- {number} -")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _built(story: list[Any], size: tuple[float, float], header: str, footer: str) -> bytes:
    class Furnished(Canvas):  # type: ignore[misc]
        """Draws header and footer when the number of pages is known."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for state in self._kept:
                self.__dict__.update(state)
                self.setFont("Helvetica", 8)
                self.drawString(60, size[1] - 30, header)
                words = footer.format(page=self._pageNumber, pages=len(self._kept))
                self.drawCentredString(size[0] / 2, 25, words)
                super().showPage()
            super().save()

    out = io.BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 60)
    SimpleDocTemplate(out, pagesize=size, invariant=1, **margins).build(
        story, canvasmaker=Furnished
    )
    return out.getvalue()
