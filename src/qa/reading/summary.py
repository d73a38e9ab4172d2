"""Judgements printed as lines: an aspect and its grade, however the page wraps the two.

Reports since 2013 print their judgements in an opening summary, and again over each section. Text
taken from a page breaks such lines anywhere, the grade often in the midst of the aspect's name. So
a line is read by its words: those of an aspect the framework judges, and those of a grade, each in
their order, with nothing left over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

from qa.reading.frameworks import Framework, Statement, common, fold, framework, plain
from qa.reading.lines import Line, Mark

MAX_LINES = 5  # that one aspect and its grade are wrapped over
MAX_SENTENCE_LINES = 3
MAX_TITLE_LINES = 3
MAX_BETWEEN = 8  # lines between two rows of one table
LONGEST_LINE = 300  # characters; a longer line is prose
LONGEST_ROW = 200
_ENDS_THERE = re.compile(r"\s+[A-Z]")  # after a judgement in a sentence, with or without a stop
_SHAPES = str.maketrans({"’": "'", "‘": "'"})
_WORD = re.compile(r"[a-z]+")
_WRAPS = (Mark.TEXT, Mark.INDENT)
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
        names = {fold(aspect) for aspect, _ in judged.rows}
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
        _aspect_at(lines, place, known)
        or _table_head_at(lines, place)
        or _sentence_at(lines, place, known)
        or _title_at(lines, place, known)
    )


def _table_head_at(lines: Sequence[Line], place: int) -> Judged | None:
    for count in (2, 1):
        head = fold(" ".join(line.text for line in lines[place : place + count]))
        if head in common().table_heads:
            return Judged(Kind.TABLE_HEAD, min(count, len(lines) - place))
    return None


# -- an aspect and its grade -----------------------------------------------------------------------


def _aspect_at(lines: Sequence[Line], place: int, known: Framework) -> Judged | None:
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
    marks = (*_WRAPS, Mark.ROW) if done else (*_WRAPS, Mark.ROW, Mark.NUMBERED)
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


# -- sentences and headings ----------------------------------------------------------------------


def _sentence_at(lines: Sequence[Line], place: int, known: Framework) -> Judged | None:
    """A sentence that gives a judgement: on lines of its own, or at the head of a longer text."""
    for count in range(MAX_SENTENCE_LINES, 0, -1):
        text = _joined(lines, place, count)
        for statement in known.statements if text else ():
            if found := statement.pattern.fullmatch(plain(text)):
                return _stated(statement, found, known, count, None)
    line = lines[place]
    text = line.text.translate(_SHAPES)
    for statement in known.statements if line.mark in _WRAPS else ():
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
    if len(run) < count or any(line.mark not in _WRAPS for line in run):
        return ""
    if any(line.after_blank for line in run[1:]):
        return ""
    return " ".join(" ".join(line.text for line in run).split())
