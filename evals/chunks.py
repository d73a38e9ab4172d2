"""Chunks of text, cut by any library from the report files, as the numbered paragraphs they hold.

A chunk *counts for* a paragraph when it holds at least half of the paragraph's characters, or when
at least half of the chunk's characters are the paragraph's: so a large chunk counts for each
paragraph that is mostly in it, a small one for the paragraph it was cut from. A paragraph is
*inside* some chunks when they hold, together, at least half of its characters. White space is no
character here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa.report import Report

HALF = 0.5
Span = tuple[int, int]  # characters other than white space, from start to end (exclusive)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one report's text, as a library would hand it to a reader."""

    report: str
    text: str


class Paper:
    """A report as a run of characters without white space, and where its paragraphs lie in it."""

    def __init__(self, report: Report) -> None:
        self._bare = bare(report.source)
        # How many characters other than white space stand before each place of the source.
        self._before = [0]
        for character in report.source:
            self._before.append(self._before[-1] + (not character.isspace()))
        self._paragraphs = {
            paragraph.key: [
                (self._before[piece.start], self._before[piece.end]) for piece in paragraph.pieces
            ]
            for paragraph in report.paragraphs
            if paragraph.pieces
        }

    def place(self, text: str, after: int = 0) -> Span | None:
        """Where a text stands, looked for from a place onwards first; None where it does not."""
        wanted = bare(text)
        start = self._bare.find(wanted, after) if wanted else -1
        if wanted and start < 0:
            start = self._bare.find(wanted)
        return None if start < 0 else (start, start + len(wanted))

    def counted(self, span: Span) -> list[str]:
        """The paragraphs that a chunk at this place counts for, in reading order."""
        size = span[1] - span[0]
        return [
            key
            for key, pieces in self._paragraphs.items()
            if (shared := _shared(pieces, [span])) and shared >= HALF * min(size, _size(pieces))
        ]

    def inside(self, spans: Sequence[Span]) -> list[str]:
        """The paragraphs that are inside chunks at these places, in reading order."""
        apart = _apart(spans)
        return [
            key
            for key, pieces in self._paragraphs.items()
            if _shared(pieces, apart) >= HALF * _size(pieces)
        ]


def _size(pieces: Iterable[Span]) -> int:
    return sum(end - start for start, end in pieces)


def _shared(pieces: Iterable[Span], spans: Sequence[Span]) -> int:
    """How many characters stand in both; neither overlaps itself."""
    return sum(
        max(0, min(end, stop) - max(start, begin)) for start, end in pieces for begin, stop in spans
    )


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The same characters in spans that do not overlap.

    >>> _apart([(5, 9), (0, 3), (2, 4), (6, 7)])
    [(0, 4), (5, 9)]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def bare(text: str) -> str:
    r"""A text without white space.

    >>> bare("Health is\n good.")
    'Healthisgood.'
    """
    return "".join(text.split())


class Placed:
    """The chunks of one library, each at its place in its report.

    `lost` are the chunks whose text stands nowhere in the report (a library may change it); they
    count for no paragraph.
    """

    def __init__(self, chunks: Sequence[Chunk], papers: Mapping[str, Paper]) -> None:
        self._chunks = chunks
        self._papers = papers
        self._spans = list(_places(chunks, papers))
        self.lost = sum(span is None for span in self._spans)

    def ranking(self, retrieved: Iterable[int]) -> list[str]:
        """Paragraphs by the first of the retrieved chunks that counts for each."""
        found: dict[str, None] = {}
        for at in retrieved:
            span = self._spans[at]
            if span:
                found |= dict.fromkeys(self._papers[self._chunks[at].report].counted(span))
        return list(found)

    def within(
        self, retrieved: Iterable[int], budget: int, count: Callable[[str], int]
    ) -> set[str]:
        """The paragraphs that are inside the first `budget` tokens of the retrieved chunks.

        The chunk at which the budget ends is cut there.
        """
        handed: dict[str, list[Span]] = {}
        left = budget
        for at in retrieved:
            chunk, span = self._chunks[at], self._spans[at]
            spent = count(chunk.text)
            if span:
                held = (
                    chunk.text if spent <= left else chunk.text[: _fitting(chunk.text, left, count)]
                )
                handed.setdefault(chunk.report, []).append((span[0], span[0] + len(bare(held))))
            left -= spent
            if left <= 0:
                break
        return {
            key for report, spans in handed.items() for key in self._papers[report].inside(spans)
        }


def _places(chunks: Iterable[Chunk], papers: Mapping[str, Paper]) -> Iterable[Span | None]:
    """Each chunk's place. Chunks of a report come in order, so repeated text is told apart."""
    last: dict[str, int] = {}
    for chunk in chunks:
        span = papers[chunk.report].place(chunk.text, last.get(chunk.report, 0))
        if span:
            last[chunk.report] = span[0] + 1
        yield span


def _fitting(text: str, budget: int, count: Callable[[str], int]) -> int:
    """How many characters of a text so many tokens hold.

    >>> _fitting("one two three", 2, lambda text: len(text.split()))
    8
    """
    return max(0, bisect_left(range(len(text) + 1), budget + 1, key=lambda n: count(text[:n])) - 1)
