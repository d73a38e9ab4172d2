"""Words that stand in a report outside its paragraphs: headings, contents, the front page."""

from __future__ import annotations

import re

from qa.checking.folding import fold
from qa.checking.parts import Parts
from qa.checking.verdicts import Match
from qa.pieces import SpanKind
from qa.quotation import source_line
from qa.report import Report

_MOST_WORDS = 200
_WORD = re.compile(r"[^\W_]+")
_NAMES = {SpanKind.HEADING: "heading", SpanKind.CONTENTS: "contents"}


def find_outside(parts: Parts, report: Report) -> Match | None:
    """Where a quotation without gaps stands in the report's source, outside its paragraphs."""
    words = _WORD.findall(parts.text)
    if not parts.is_whole or not words or len(words) > _MOST_WORDS:
        return None
    pattern = re.compile(r"[\W_]+".join(map(re.escape, words)), re.IGNORECASE)
    inside = [(piece.start, piece.end) for p in report.paragraphs for piece in p.pieces]
    for found in pattern.finditer(report.source):
        start, end = found.span()
        printed = report.source[start:end]
        if "\n\n" in printed or any(left <= start < right for left, right in inside):
            continue
        # The pattern is lax; the part's own is not.
        exact = parts.parts[0].pattern.search(fold(_around(report.source, start, end)).text)
        if exact:
            text = " ".join(printed.split())
            return Match(report.key, text, f"{source_line(report)}, {_name(report, start)}")
    return None


def _around(source: str, start: int, end: int) -> str:
    """The words with what touches them, of their own lines."""
    while start and not source[start - 1].isspace():
        start -= 1
    while end < len(source) and not source[end].isspace():
        end += 1
    return source[start:end]


def _name(report: Report, place: int) -> str:
    kind = next((span.kind for span in report.account if span.start <= place < span.end), None)
    return _NAMES.get(kind, "outside its paragraphs") if kind else "outside its paragraphs"
