"""A PDF as text of the kind the other rooms read, and where each of its pages begins in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.reading.columns import in_reading_order
from qa.reading.furniture import body_rows
from qa.reading.glyphs import Page, read_page
from qa.reading.hyphens import Joiner
from qa.reading.measures import give_margins, measure_leading
from qa.reading.rows import Row, rows_of, text_of
from qa.reading.tables import with_tables
from qa.reading.wrapping import paragraphs

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_PAGES = 500
_LEAST_TEXT = 20  # characters; a page with fewer has none to speak of
_MAX_WORDS = 1_000_000
_END, _TAIL = b"%%EOF", 4096  # the last mark of a PDF, and the bytes in which it stands
_pdfium = threading.Lock()  # pdfium is not made for two threads


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF; `pages` are the offsets in it at which its pages begin.

    `warnings` are sentences on what is not in the text.
    """

    text: str
    pages: tuple[int, ...]
    warnings: tuple[str, ...] = ()


def read_pdf(data: bytes, name: str) -> PdfText:
    """The text of a PDF. Raises ReadingError when it has none, or cannot be opened."""
    pages = _pages(data, name)
    if not any(_has_text(page) for page in pages):
        raise ReadingError(
            f"{name} holds pictures of pages, and no text: it was scanned. "
            "Run it through text recognition (OCR) first, and add what that gives."
        )
    rows = [rows_of(page, number) for number, page in enumerate(pages, 1)]
    body = [
        in_reading_order(kept, page.boxes)
        for kept, page in zip(body_rows(rows), pages, strict=True)
    ]
    everything = list(chain.from_iterable(body))
    give_margins(everything)
    leading = measure_leading(everything)
    lines: list[Row] = []
    tail: Sequence[Row] = ()
    for kept, page in zip(body, pages, strict=True):
        found, tail = with_tables(kept, page.boxes, leading, tail)
        lines += found
    blocks = paragraphs(lines, leading)
    writer = _Writer(Joiner([row.text for row in block] for block in blocks))
    for block in blocks:
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


def _pages(data: bytes, name: str) -> list[Page]:
    """The pages of a PDF. Raises ReadingError."""
    import pypdfium2 as pdfium

    if _END not in data[-_TAIL:]:
        raise ReadingError(
            f"{name} is cut short: its end is missing. Get it again from where it came."
        )
    with _pdfium:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            if any(word in str(error).lower() for word in ("password", "security")):
                raise ReadingError(
                    f"{name} is locked with a password. Save a copy without one and add that."
                ) from error
            raise ReadingError(f"{name} is damaged. Get it again from where it came.") from error
        try:
            if len(document) > MAX_PAGES:
                raise ReadingError(
                    f"{name} has {len(document):,} pages; a report may have {MAX_PAGES} at the "
                    "most. Add the report alone, without what it is bound with."
                )
            return list(_read(document, name))
        except pdfium.PdfiumError as error:
            raise ReadingError(f"{name} is damaged. Get it again from where it came.") from error
        finally:
            document.close()


def _read(document: PdfDocument, name: str) -> Iterator[Page]:
    words = 0
    for at in range(len(document)):
        raw = document[at]
        page = read_page(raw)
        raw.close()
        words += len(page.words)
        if words > _MAX_WORDS:
            raise ReadingError(f"{name} has more than {_MAX_WORDS:,} words; no report has.")
        yield page


class _Writer:
    """Writes paragraphs as text, a blank line between them, rows of a table line by line."""

    def __init__(self, joiner: Joiner) -> None:
        self._joiner = joiner
        self._parts: list[str] = []
        self._length = 0
        self._in_table = False
        self._begins: dict[int, int] = {}

    def write(self, block: Sequence[Row]) -> None:
        """Add a paragraph."""
        in_table = bool(block[0].cells)
        if self._parts:
            self._add("\n" if in_table and self._in_table else "\n\n")
        self._in_table = in_table
        if in_table:
            self._begins.setdefault(block[0].page, self._length)
            columns = zip(*(row.cells for row in block), strict=True)
            self._add("\t".join(self._joined("\n".join(c).split("\n")) for c in columns))
            return
        text = ""
        for row in block:
            line = _line(row)
            text = self._joiner.join(text, line)
            self._begins.setdefault(row.page, self._length + len(text) - len(line))
        self._add(text)

    def text(self, pages: int) -> PdfText:
        """All that was written; a page with no text begins where the next one does."""
        offsets = [self._length]
        for page in range(pages, 0, -1):
            offsets.append(self._begins.get(page, offsets[-1]))
        return PdfText("".join(self._parts) + "\n", tuple(offsets[:0:-1]))

    def _joined(self, lines: Sequence[str]) -> str:
        text = ""
        for line in lines:
            text = self._joiner.join(text, line)
        return text

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _line(row: Row) -> str:
    """A row's words, the bullet before them made the one the reports have."""
    if not row.bullet:
        return row.text
    return f"- {text_of(row.words[0 if row.dot else 1 :])}"
