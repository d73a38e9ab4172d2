"""A question in two halves of which one is about the report itself: both are answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer import wording
from qa.report import Report
from qa.search.question import Kind, Understood
from qa.search.understanding import Understanding

# "who led it, and what did they say ...", "how is health? When was that published?"
_BETWEEN = re.compile(
    r"(?:\s*[,;?.]\s*(?:and\s+)?|\s+and\s+)(?=(?:who|what|when|how|which|was|were|did|is|are)\b)",
    re.I,
)
_WHOLE = (Kind.METADATA, Kind.LOOKUP, Kind.HELP)
MOST_REPORTS = 4


def of_the_report(
    understanding: Understanding, understood: Understood, reports: Sequence[Report]
) -> str:
    """The facts of the reports in question, where half of it asks for those; else nothing."""
    if understood.kind in _WHOLE or not 0 < len(reports) <= MOST_REPORTS:
        return ""
    halves = _BETWEEN.split(understood.standalone)
    if len(halves) < 2 or not any(_asks_of_report(understanding, half) for half in halves):
        return ""
    return wording.blocks(*map(wording.about, reports))


def _asks_of_report(understanding: Understanding, half: str) -> bool:
    half_understood = understanding.understand(half)
    # A name alone ("Harrow, how is health?") asks for no facts.
    return half_understood.kind is Kind.METADATA and bool(half_understood.terms)
