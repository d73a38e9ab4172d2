"""A PDF as text of the kind the other rooms read, and where each of its pages begins in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from qa.errors import ReadingError
from qa.reading.pdf.columns import in_reading_order
from qa.reading.pdf.document import read_pages
from qa.reading.pdf.furniture import body_rows
from qa.reading.pdf.measures import give_margins, measure_leading
from qa.reading.pdf.page import Page
from qa.reading.pdf.paragraphs import paragraphs
from qa.reading.pdf.rows import Row, rows_of
from qa.reading.pdf.tables import with_lost_cells, with_tables
from qa.reading.pdf.writer import PdfText, Writer
from qa.reading.text.hyphens import Joiner

_LEAST_TEXT = 20  # characters; a page with fewer has none to speak of


def read_pdf(data: bytes, name: str) -> PdfText:
    """The text of a PDF. Raises ReadingError when it has none, or cannot be opened."""
    pages = read_pages(data, name)
    if not any(_has_text(page) for page in pages):
        raise ReadingError(
            f"{name} holds pictures of pages, and no text: it was scanned. "
            "Run it through text recognition (OCR) first, and add what that gives."
        )
    rows = [rows_of(page, number) for number, page in enumerate(pages, 1)]
    body = in_reading_order(body_rows(rows), [page.boxes for page in pages])
    everything = list(chain.from_iterable(body))
    give_margins(everything)
    leading = measure_leading(everything)
    lines: list[Row] = []
    tail: Sequence[Row] = ()
    for kept, page in zip(body, pages, strict=True):
        found, tail = with_tables(kept, page.boxes, leading, tail)
        lines += found
    blocks = paragraphs(lines, leading)
    joiner = Joiner([row.text for row in block] for block in blocks)
    writer = Writer(joiner)
    for block in with_lost_cells(blocks, joiner):
        writer.write(block)
    return replace(writer.text(len(pages)), warnings=_warnings(name, pages))


def _has_text(page: Page) -> bool:
    return sum(len(word.text) for word in page.words) >= _LEAST_TEXT


def _warnings(name: str, pages: Sequence[Page]) -> tuple[str, ...]:
    """What of a PDF is not in its text: pages that are pictures, letters at an angle."""
    warnings = []
    bare = [at for at, page in enumerate(pages, 1) if not _has_text(page)]
    lost = [at for at in bare if pages[at - 1].has_picture]
    if len(bare) * 2 > len(pages):
        lost = bare
    if lost:
        warnings.append(
            f"{len(lost)} of the {len(pages)} pages of {name} hold no text and were not read "
            f"(page {_ranges(lost)}); if they were scanned, run text recognition (OCR) first"
        )
    slanted = [at for at, page in enumerate(pages, 1) if page.slanted]
    if slanted:
        letters = sum(page.slanted for page in pages)
        warnings.append(
            f"{letters} letters of {name} stand at an angle on page {_ranges(slanted)} "
            "and were not read"
        )
    return tuple(warnings)


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in order, as a person lists them.

    >>> _ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)
