"""The account of a reading: every character of the source is in exactly one place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.pieces import SourceSpan, SpanKind
from qa.reading.text.lines import BULLET

# What may stand between two spans and be no text: bullets, paragraph numbers, bold marks.
_MARKS = re.compile(rf"(?:\s|{BULLET}|[*_|]|[(\[]?\d{{1,3}} ?[.):\]–-]?(?!\w))*+")


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


def tiles(source: str, account: Sequence[SourceSpan]) -> Iterator[SourceSpan]:
    """An account with each character once, white space between apart: what two spans hold belongs
    to the first, and what none holds is unassigned.
    """
    place = 0
    end = SourceSpan(len(source), len(source), SpanKind.UNASSIGNED)
    for span in [*sorted(account, key=lambda s: (s.start, s.end)), end]:
        if source[place : span.start].strip():
            yield SourceSpan(place, span.start, SpanKind.UNASSIGNED)
        start = max(place, span.start)
        if start < span.end:
            yield SourceSpan(start, span.end, span.kind)
        place = max(place, span.end)


def characters(source: str, account: Sequence[SourceSpan]) -> dict[SpanKind, int]:
    """How many characters of the source (white space apart) were read as what, each counted once:
    the counts add up to the whole.
    """
    counts = dict.fromkeys(SpanKind, 0)
    for span in tiles(source, account):
        counts[span.kind] += ink(source[span.start : span.end])
    return counts


def ink(text: str) -> int:
    """The characters of a text that are not white space.

    >>> ink(" 3.  Two words ")
    10
    """
    return sum(map(len, text.split()))


def coverage(source: str, account: Sequence[SourceSpan]) -> float:
    """The share of the source's characters (white space apart) that were assigned, 0 to 1."""
    counts = characters(source, account)
    total = sum(counts.values())
    return 1 - counts[SpanKind.UNASSIGNED] / total if total else 1.0
