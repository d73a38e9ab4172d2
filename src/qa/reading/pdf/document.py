"""A PDF opened: its pages, or why it cannot be read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.reading.pdf.glyphs import read_page
from qa.reading.pdf.page import Page

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_PAGES = 500
_MAX_WORDS = 1_000_000
_END, _TAIL = b"%%EOF", 4096  # the last mark of a PDF, and the bytes in which it stands
_pdfium = threading.Lock()  # pdfium is not made for two threads


def read_pages(data: bytes, name: str) -> list[Page]:
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
