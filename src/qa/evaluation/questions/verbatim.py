"""Whether a quotation stands in the report: judged from the source text alone.

This shares no code with what makes quotes, so that a fault there cannot hide itself here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Protocol

from qa.errors import NotFoundError
from qa.keys import number_of, report_of
from qa.report import Report

# Where the conversion split a text, one stray mark may stand between two words.
_GAP = r"\s+(?:[-–—•·*▪]\s+)?"


class Library(Protocol):
    """What is asked of an assistant here: its reports, whole."""

    def report(self, key: str) -> Report: ...


def stands_in(quote: str, source: str) -> bool:
    r"""Whether the quote's words stand in the source in order, white space folded, with at most
    one stray bullet or hyphen between two of them. Every other character counts.

    >>> stands_in("plans are good. Some", "Overall plans are\ngood.\n\n- Some lack")
    True
    >>> stands_in("plans are good", "plans are very good")
    False
    """
    words = quote.split()
    if not words:
        return False
    if " ".join(words) in _folded(source):  # as most do, without a pattern
        return True
    return re.search(_GAP.join(map(re.escape, words)), source) is not None


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    return " ".join(text.split())


def shown_in(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Every quote that a reply shows: also the nearest passages of a refusal, and what was found
    beside an answer.
    """
    return [*row["quotes"], *row.get("nearest", []), *row.get("further", [])]


def exceptions(rows: Iterable[Mapping[str, Any]], library: Library) -> list[dict[str, str]]:
    """The quotes of a run, all that `shown_in` its replies, that are not verbatim.

    Each is {"id", "key", "text", "why"}. A quote must stand in the report's source and in the
    paragraph that it cites.
    """
    checker = _Checker(library)
    found = []
    for row in rows:
        for quote in shown_in(row):
            why = checker.fault(quote["key"], quote["text"])
            if why:
                found.append(
                    {"id": row["id"], "key": quote["key"], "text": quote["text"], "why": why}
                )
    return found


class _Checker:
    """Checks quotes against a library, reading each report once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._reports: dict[str, Report] = {}

    def fault(self, key: str, text: str) -> str | None:
        """What is wrong with a quote, or None."""
        name, number = report_of(key), number_of(key)
        try:
            report = self._reports.get(name) or self._library.report(name)
            self._reports[name] = report
            paragraph = report.paragraph(number)
        except (NotFoundError, KeyError):
            return "there is no such paragraph"
        if not stands_in(text, report.source):
            return "not in the source"
        return None if stands_in(text, paragraph.text) else "not in the paragraph cited"
