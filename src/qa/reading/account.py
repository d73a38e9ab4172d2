"""The account of a reading: every character of the source is in exactly one place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.reading.lines import BULLET
from qa.report import SourceSpan, SpanKind

# What may stand between two spans and be no text: bullets, paragraph numbers, bold marks.
_MARKS = re.compile(rf"(?:\s|{BULLET}|[*_|]|\d{{1,3}}\.)*+")


def account_of(
    source: str, spans: Sequence[SourceSpan]
) -> tuple[tuple[SourceSpan, ...], tuple[str, ...]]:
    """Spans that tile the source (white space apart), and a warning for each stretch not read."""
    tiled: list[SourceSpan] = []
    warnings: list[str] = []
    place = 0
    ends = SourceSpan(len(source), len(source), SpanKind.FURNITURE)
    for span in [*sorted(spans, key=lambda s: (s.start, s.end)), ends]:
        gap = source[place : span.start]
        if gap.strip():
            is_marks = bool(_MARKS.fullmatch(gap))
            kind = SpanKind.FURNITURE if is_marks else SpanKind.UNASSIGNED
            begin = place + len(gap) - len(gap.lstrip())
            tiled.append(SourceSpan(begin, place + len(gap.rstrip()), kind))
            if not is_marks:
                warnings.append(f"text not assigned: {' '.join(gap.split())[:200]}")
        if span.start < place and span.start < span.end:
            warnings.append(f"text read twice: {source[span.start : place][:80]}")
        if span.end > span.start:
            tiled.append(span)
        place = max(place, span.end)
    return tuple(tiled), tuple(warnings)


def coverage(source: str, account: Sequence[SourceSpan]) -> float:
    """The share of the source's characters (white space apart) that were assigned, 0 to 1."""
    total = sum(1 for c in source if not c.isspace())
    lost = sum(
        sum(1 for c in source[span.start : span.end] if not c.isspace())
        for span in account
        if span.kind is SpanKind.UNASSIGNED
    )
    return 1 - lost / total if total else 1.0
