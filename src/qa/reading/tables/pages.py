"""The lines of a report as they stand on its pages: what recurs at a page's edge is no text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from qa.reading.outline.headings import fold_words, split_tag
from qa.reading.tables.cells import tell_rows
from qa.reading.text.frameworks import common, fold_heading, frameworks
from qa.reading.text.grades import grade_words
from qa.reading.text.lines import Line, Mark, lines_of
from qa.reading.text.prose import is_finished, opens_lower

MAX_HEADER = 120  # characters of a running header
# A header of several lines is found from the page number outwards, one line a round.
_HEADER_LINES = 3
_FRONT = 40  # lines in which a report's title is looked for
_PROSE = frozenset({Mark.TEXT, Mark.INDENT, Mark.NUMBERED, Mark.BULLET})


def read_lines(text: str) -> list[Line]:
    """The lines of a report, with headers marked and rows told from prose with a tab in it."""
    return tell_rows(mark_headers(lines_of(text)))


def mark_headers(lines: list[Line]) -> list[Line]:
    """The lines with those marked that recur at the edges of pages.

    A header stands beside a page number or breaks a sentence off, more often than not, or repeats
    a line of the first page there. A heading, a grade, and a label over a list recur as well; none
    of them is taken for one.
    """
    first = next((i for i, line in enumerate(lines) if line.mark is Mark.NUMBERED), len(lines))
    title = {fold_words(line.text) for line in lines[: min(first, _FRONT)]}
    same: dict[str, list[int]] = defaultdict(list)
    for i in range(first, len(lines)):
        if _may_be_header(lines[i]):
            same[_shape(lines[i].text)].append(i)
    for _ in range(_HEADER_LINES):
        for shape, places in same.items():
            if lines[places[0]].mark is Mark.HEADER:
                continue
            edges = [i for i in places if _at_page_edge(lines, i)]
            if len(edges) > 1 and 2 * len(edges) >= len(places):
                found = places
            else:
                found = edges if shape in title else []
            for i in found:
                lines[i] = replace(lines[i], mark=Mark.HEADER)
    return lines


def _may_be_header(line: Line) -> bool:
    if line.mark not in (Mark.TEXT, Mark.INDENT, Mark.ROW) or len(line.text) > MAX_HEADER:
        return False
    words = line.text.strip()
    if not (words[0].isdigit() or words[0].isupper()):
        return False
    if words.endswith((":", ".", ";")) or split_tag(words)[1] is not None:
        return False
    is_grade = any(fold_heading(words) in grade for grade in _grades())
    return not (is_grade or common().timescale(words) or fold_heading(words) in outline())


@cache
def _grades() -> frozenset[str]:
    """Every grade, folded: a line may hold a part of one."""
    return frozenset(map(fold_heading, grade_words()))


@cache
def outline() -> frozenset[str]:
    """The folded headings that any framework prints."""
    return frozenset(heading for framework in frameworks() for heading in framework.outline)


def _shape(words: str) -> str:
    """A line without its page number."""
    return " ".join(word for word in fold_words(words).split() if not word.isdigit())


def _at_page_edge(lines: Sequence[Line], i: int) -> bool:
    """Whether a line stands beside a page number or another header, or apart in mid-sentence."""
    before = lines[i - 1] if i else None
    after = lines[i + 1] if i + 1 < len(lines) else None
    if any(line and line.mark in (Mark.PAGE_NUMBER, Mark.HEADER) for line in (before, after)):
        return True
    if before is None or after is None or not {before.mark, after.mark} <= _PROSE:
        return False
    is_apart = lines[i].after_blank and after.after_blank
    return is_apart and not is_finished(before.text) and opens_lower(after.text)
