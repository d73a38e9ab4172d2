"""Judgements printed as lines: of a summary, in a sentence, in the heading over a section.

Reports since 2013 print their judgements in an opening summary, and again over each section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.reading.tables.graded import WRAPS, Judged, Kind, aspect_at
from qa.reading.text.frameworks import Framework, Statement, common, fold_heading, plain
from qa.reading.text.lines import Line

MAX_SENTENCE_LINES = 3
MAX_TITLE_LINES = 3
MAX_BETWEEN = 8  # lines between two rows of one table
LONGEST_LINE = 300  # characters; a longer line is prose
_ENDS_THERE = re.compile(r"\s+[A-Z]")  # after a judgement in a sentence, with or without a stop
_SHAPES = str.maketrans({"’": "'", "‘": "'"})


def judged_in(lines: Sequence[Line], known: Framework) -> dict[int, Judged]:
    """What lines print judgements, by the place of the first of each.

    The first that stand together are the report's table; others that do are of inspections before.
    One that stands alone is the heading of a section, where the framework has one of that name. A
    sentence counts where it says what is not told yet.
    """
    found = dict(_found(lines, known))
    told: set[str] = set()
    last: int | None = None  # where the table ended so far
    touched: int | None = None  # the line under the last row that was kept
    for place, judged in list(found.items()):
        if judged.kind is not Kind.ROWS:
            touched = place + judged.count if judged.rows else touched
            continue
        names = {fold_heading(aspect) for aspect, _ in judged.rows}
        is_near = last is None or place - last <= MAX_BETWEEN
        is_alone = place != touched and not _is_row(found.get(place + judged.count))
        if judged.title and known.level(judged.title) is not None and is_alone:
            found[place] = replace(judged, kind=Kind.HEADING)
        elif names & told or not (is_near or judged.is_sentence):
            del found[place]
            continue
        else:
            told |= names
            last = last if judged.is_sentence else place + judged.count
        touched = touched if judged.is_sentence else place + judged.count
    return found


def _is_row(judged: Judged | None) -> bool:
    """Whether lines are a row of a table, which a heading that stands alone does not touch."""
    return judged is not None and bool(judged.rows) and not judged.is_sentence


def _found(lines: Sequence[Line], known: Framework) -> Iterator[tuple[int, Judged]]:
    if not (known.aspects or known.statements):
        return
    place = 0
    while place < len(lines):
        judged = _judged_at(lines, place, known)
        if judged:
            yield place, judged
        place += judged.count if judged else 1


def _judged_at(lines: Sequence[Line], place: int, known: Framework) -> Judged | None:
    line = lines[place]
    if line.end - line.start > LONGEST_LINE:
        return _sentence_at(lines, place, known)
    return (
        aspect_at(lines, place, known)
        or _table_head_at(lines, place)
        or _sentence_at(lines, place, known)
        or _title_at(lines, place, known)
    )


def _table_head_at(lines: Sequence[Line], place: int) -> Judged | None:
    for count in (2, 1):
        head = fold_heading(" ".join(line.text for line in lines[place : place + count]))
        if head in common().table_heads:
            return Judged(Kind.TABLE_HEAD, min(count, len(lines) - place))
    return None


def _sentence_at(lines: Sequence[Line], place: int, known: Framework) -> Judged | None:
    """A sentence that gives a judgement: on lines of its own, or at the head of a longer text."""
    for count in range(MAX_SENTENCE_LINES, 0, -1):
        text = _joined(lines, place, count)
        for statement in known.statements if text else ():
            if found := statement.pattern.fullmatch(plain(text)):
                return _stated(statement, found, known, count, None)
    line = lines[place]
    text = line.text.translate(_SHAPES)
    for statement in known.statements if line.mark in WRAPS else ():
        found = statement.pattern.match(text)
        if found and _ENDS_THERE.match(text, found.end()):
            rest = len(text) - len(text[found.end() :].lstrip())
            return _stated(statement, found, known, 1, rest)
    return None


def _stated(
    statement: Statement, found: re.Match[str], known: Framework, count: int, cut: int | None
) -> Judged:
    rows = ((statement.aspect, known.grade(found.group("grade")) or ""),)
    if "heading" in found.groupdict():
        return Judged(Kind.HEADING, count, rows, statement.aspect, cut=cut)
    return Judged(Kind.ROWS, count, rows, is_sentence=True, cut=cut)


def _title_at(lines: Sequence[Line], place: int, known: Framework) -> Judged | None:
    """A heading of the framework's outline that is wrapped over several lines."""
    for count in range(MAX_TITLE_LINES, 1, -1):
        text = _joined(lines, place, count)
        if text and known.level(text) is not None:
            return Judged(Kind.HEADING, count, (), text)
    return None


def _joined(lines: Sequence[Line], place: int, count: int) -> str:
    """The text of lines that may be one line wrapped; empty where they cannot be."""
    run = lines[place : place + count]
    if len(run) < count or any(line.mark not in WRAPS for line in run):
        return ""
    if any(line.after_blank for line in run[1:]):
        return ""
    return " ".join(" ".join(line.text for line in run).split())
