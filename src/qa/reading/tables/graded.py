"""An aspect and its grade, read by their words however the page wraps the two.

Text taken from a page breaks such lines anywhere, the grade often in the midst of the aspect's
name. So a line is read by its words: those of an aspect the framework judges, and those of a grade,
each in their order, with nothing left over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from qa.reading.text.frameworks import Framework, common, framework, plain
from qa.reading.text.lines import Line, Mark

MAX_LINES = 5  # that one aspect and its grade are wrapped over
LONGEST_ROW = 200
WRAPS = (Mark.TEXT, Mark.INDENT)
_WORD = re.compile(r"[a-z]+")
_COLUMN_HEADS = (("judgement",), ("grade",), ("key", "judgement"), ("judgement", "grade"))


class Kind(Enum):
    """What some lines are."""

    ROWS = "judgements of a table"
    HEADING = "a section's heading, with its grade if that is printed"
    TABLE_HEAD = "the head of a table of judgements"


@dataclass(frozen=True, slots=True)
class Judged:
    """`count` lines that belong together. `rows` are (aspect, grade) as the framework names them.

    `title` is a heading's, or one aspect's, words as printed. `cut` is where text that was run on
    to the last line begins in it.
    """

    kind: Kind
    count: int
    rows: tuple[tuple[str, str], ...] = ()
    title: str = ""
    is_sentence: bool = False
    cut: int | None = None


def aspect_at(lines: Sequence[Line], place: int, known: Framework) -> Judged | None:
    """The judgements that begin at this line: of one aspect, or a table of them run together."""
    first = _words(lines[place].text)
    for aspect, words in _aspects(known.key):
        begins = first[:1] == words[:1] or _is_cut_grade(first, known)
        if begins and (judged := _one(lines, place, known, aspect, words)):
            return judged
    return _several(first, known) or _columns(lines, place, known)


def _is_cut_grade(words: tuple[str, ...], known: Framework) -> bool:
    """Whether a line holds the first half of a grade, set higher than the aspect beside it."""
    return bool(words) and _is_begun(words, known) and known.grade(" ".join(words)) is None


def _one(
    lines: Sequence[Line], place: int, known: Framework, aspect: str, words: tuple[str, ...]
) -> Judged | None:
    """One aspect with its grade, from this line on; the most lines that are nothing else."""
    done = 0
    grade: tuple[str, ...] = ()
    best: Judged | None = None
    for count, line in enumerate(lines[place : place + MAX_LINES], 1):
        if count > 1 and not _may_go_on(line, done):
            break
        for word in _words(line.text):
            if done < len(words) and word == words[done]:
                done += 1
            elif _is_begun((*grade, word), known):
                grade = (*grade, word)
            else:
                return best
        graded = known.grade(" ".join(grade))
        if done == len(words) and graded:
            title = _title(lines[place : place + count], words)
            best = Judged(Kind.ROWS, count, ((aspect, graded),), title)
    return best


def _may_go_on(line: Line, done: int) -> bool:
    """Whether a line can be more of an aspect of which so many words are found already."""
    marks = (*WRAPS, Mark.ROW) if done else (*WRAPS, Mark.ROW, Mark.NUMBERED)
    return line.mark in marks and line.end - line.start <= LONGEST_ROW


def _title(lines: Sequence[Line], words: tuple[str, ...]) -> str:
    """The words of the aspect as printed."""
    left = list(words)
    kept = []
    for token in " ".join(line.text for line in lines).split():
        folded = _words(token)
        if folded and list(folded) == left[: len(folded)]:
            kept.append(token)
            del left[: len(folded)]
    return " ".join(kept).strip("|:;*,. \t")


def _several(words: tuple[str, ...], known: Framework) -> Judged | None:
    """Rows of a table run together: two or more aspects, then as many grades in their order."""
    aspects: list[str] = []
    rest = words
    while rest:
        named = [(len(w), a) for a, w in _aspects(known.key) if rest[: len(w)] == w]
        if not named:
            break
        length, aspect = max(named)
        aspects.append(aspect)
        rest = rest[length:]
    grades = []
    while rest:
        ends = [n for n in range(len(rest), 0, -1) if known.grade(" ".join(rest[:n]))]
        if not ends:
            return None
        grades.append(known.grade(" ".join(rest[: ends[0]])) or "")
        rest = rest[ends[0] :]
    if len(aspects) < 2 or len(aspects) != len(grades):
        return None
    return Judged(Kind.ROWS, 1, tuple(zip(aspects, grades, strict=True)))


def _columns(lines: Sequence[Line], place: int, known: Framework) -> Judged | None:
    """A table taken down one column after the other: aspects, then as many grades."""
    if place and _whole_aspect(lines, place - 1, known):
        return None  # not the first of its column
    here = place + (_words(lines[place].text) in _COLUMN_HEADS)
    aspects: list[str] = []
    while here < len(lines) and (found := _whole_aspect(lines, here, known)):
        aspects.append(found[0])
        here += found[1]
    if len(aspects) < 2:
        return None
    here += here < len(lines) and _words(lines[here].text) in _COLUMN_HEADS
    grades: list[str] = []
    cut = None
    while here < len(lines) and cut is None and (opening := _opening_grade(lines[here], known)):
        grades.append(opening[0])
        cut = opening[1]
        here += 1
    if len(grades) != len(aspects):
        return None
    rows = tuple(zip(aspects, grades, strict=True))
    return Judged(Kind.ROWS, here - place, rows, cut=cut)


def _opening_grade(line: Line, known: Framework) -> tuple[str, int | None] | None:
    """The grade a line opens with, and where what is run on to it begins (None: nothing is)."""
    if grade := known.grade(" ".join(_words(line.text))):
        return grade, None
    wordings = sorted((" ".join(words) for words in _grades(known.key)), key=len, reverse=True)
    for wording in wordings:
        found = re.match(rf"{wording}\s+(?=[A-Z])", line.text, re.IGNORECASE)
        if found and line.text[found.end()].isupper():
            return known.grade(wording) or wording, found.end()
    return None


def _whole_aspect(lines: Sequence[Line], place: int, known: Framework) -> tuple[str, int] | None:
    """The aspect that a line, or a line and the next, is; and how many lines it takes."""
    for count in (2, 1):
        words = tuple(word for line in lines[place : place + count] for word in _words(line.text))
        for aspect, own in _aspects(known.key):
            if own == words:
                return aspect, count
    return None


def _is_begun(words: tuple[str, ...], known: Framework) -> bool:
    """Whether these words begin a grade of the framework."""
    return any(grade[: len(words)] == words for grade in _grades(known.key))


@cache
def _aspects(key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The aspects of a framework with their words, the longest first."""
    rows = [(aspect, _words(aspect)) for aspect in framework(key).aspects]
    return tuple(sorted(rows, key=lambda row: -len(row[1])))


@cache
def _grades(key: str) -> frozenset[tuple[str, ...]]:
    wordings = (common().wordings(word) for word in framework(key).scale.words)
    return frozenset(_words(wording) for same in wordings for wording in same)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(text).casefold().replace("'", "")))
