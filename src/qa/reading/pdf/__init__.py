"""A PDF becomes text: pages to words, rows, tables and paragraphs."""

from qa.reading.pdf.document import MAX_PAGES
from qa.reading.pdf.read import read_pdf
from qa.reading.pdf.writer import PdfText

__all__ = ["MAX_PAGES", "PdfText", "read_pdf"]
