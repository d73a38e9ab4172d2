"""Lines that were folded to a width, as in an e-mail or on a printed page, made whole again.

Whether a text is folded shows in its lines: where a sentence runs on into the next line, the line
before it was full, so that the next word did not fit. A line break is undone only there, and only
white space changes, save for a hyphen that broke a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.reading.frameworks import common, fold
from qa.reading.headings import MAX_HEADING_WORDS, split_tag
from qa.reading.hyphens import Joiner
from qa.reading.lines import FURNITURE, Line, Mark
from qa.reading.pages import outline, read_lines
from qa.reading.prose import is_finished, opens_lower, opens_upper

MAX_WIDTH = 132  # columns; a longer line was not folded
_MIN_WIDTH = 30  # a shorter line says nothing about the width
_WHOLE = 0.95  # the share of a folded text's characters that stand in lines no longer than that
_FULL = 0.9  # the share of run-on lines that are full, in a folded text
_RAGGED = 0.75  # how much of the width a full line takes where letters differ in breadth
_FEWEST = 3  # run-on lines from which a width is read


@dataclass(frozen=True, slots=True)
class _Fold:
    """A line where it stands: from `begin`, its first mark, to column `width`."""

    line: Line
    begin: int
    width: int
    first_word: int  # its length

    def words(self, text: str) -> str:
        """The line from its first mark on."""
        return text[self.begin : self.line.end]

    def reach(self, after: _Fold) -> int:
        """The columns this line would take with the next line's first word in it."""
        return self.width + 1 + after.first_word


def unfold(text: str) -> str:
    """The text with folded lines joined; a text that is not folded is returned as it is."""
    folds = [_fold(text, line) for line in read_lines(text)]
    seams = set(_seams(folds, _full(folds)))
    if not seams:
        return text
    joiner = Joiner(_whole_lines(text, folds, seams))
    parts: list[str] = []
    place = 0
    for i in sorted(seams):
        above, below = folds[i].words(text), folds[i + 1].words(text)
        joined = joiner.join(above, below).removesuffix(below)
        parts += [text[place : folds[i].begin], joined]
        place = folds[i + 1].begin
    return "".join([*parts, text[place:]])


def _whole_lines(text: str, folds: Sequence[_Fold], seams: set[int]) -> Iterator[list[str]]:
    """Each line of the text before it was folded, as the lines it was folded into."""
    lines: list[str] = []
    for i, fold_ in enumerate(folds):
        lines.append(fold_.words(text))
        if i not in seams:
            yield lines
            lines = []


def _fold(text: str, line: Line) -> _Fold:
    start = text.rfind("\n", 0, line.start) + 1
    words = text[start : line.end]
    bare = words.lstrip()
    begin = line.end - len(bare)
    return _Fold(line, begin, len(words.rstrip()), len(bare.split(" ", 1)[0]))


# -- where lines are full ---------------------------------------------------------------------


def _full(folds: Sequence[_Fold]) -> frozenset[int]:
    """The lines that are full, and stand right over another, in the folded parts of a text."""
    joints = [i for i in range(len(folds) - 1) if _is_joint(folds[i], folds[i + 1])]
    total = sum(fold.width for fold in folds)
    narrow = sum(fold.width for fold in folds if fold.width <= MAX_WIDTH)
    is_whole = narrow >= _WHOLE * total
    groups = [joints] if is_whole else list(_runs(joints))
    return frozenset(i for group in groups for i in _full_in(folds, group, is_whole))


def _is_joint(fold: _Fold, after: _Fold) -> bool:
    if after.line.after_blank or max(fold.width, after.width) > MAX_WIDTH:
        return False
    return fold.line.mark not in FURNITURE and after.line.mark not in FURNITURE


def _runs(joints: Sequence[int]) -> Iterator[list[int]]:
    """Joints in runs that follow one another."""
    run: list[int] = []
    for i in joints:
        if run and i != run[-1] + 1:
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _full_in(folds: Sequence[_Fold], joints: Sequence[int], is_whole: bool) -> list[int]:
    """The joints at which a line is full, or none where no width shows."""
    run_on = [i for i in joints if _runs_on(folds[i], folds[i + 1])]
    if len(run_on) < _FEWEST:
        return []
    widths = sorted(folds[i].width for i in run_on)
    width = widths[-1 - len(widths) // 20]
    for least in (width, round(_RAGGED * width)) if is_whole else (width,):
        full = sum(folds[i].reach(folds[i + 1]) > least for i in run_on)
        if full >= _FULL * len(run_on):
            return [i for i in joints if folds[i].reach(folds[i + 1]) > least]
    return []


def _runs_on(fold: _Fold, after: _Fold) -> bool:
    """Whether a sentence surely goes on from a line to the next, or so it looks."""
    return (
        fold.width >= _MIN_WIDTH
        and fold.line.mark is not Mark.ROW
        and after.line.mark in (Mark.TEXT, Mark.INDENT)
        and not is_finished(fold.line.text)
        and opens_lower(after.line.text)
    )


# -- which full lines go on -------------------------------------------------------------------


def _seams(folds: Sequence[_Fold], full: frozenset[int]) -> Iterator[int]:
    """The lines that go on in the next one."""
    whole = ""  # the line as joined so far, as far as a heading may reach
    expected: int | None = None  # the number of the next paragraph
    for i, fold_ in enumerate(folds[:-1]):
        after = folds[i + 1].line
        whole = f"{whole} {fold_.line.text}".strip() if len(whole) < 2 * MAX_WIDTH else whole
        beyond = i + 1 in full
        if i in full and _goes_on(fold_.line, after, whole, expected, beyond):
            yield i
        else:
            whole = ""
            if after.number is not None:
                expected = after.number + 1


def _goes_on(line: Line, after: Line, whole: str, expected: int | None, beyond: bool) -> bool:
    """Whether a full line goes on in the next; `beyond` says whether that is full as well."""
    finished = is_finished(line.text)
    if after.mark is Mark.NUMBERED:
        # A sentence may run on with a number; the next paragraph's is the expected one.
        return not finished and after.number != expected and line.mark is not Mark.ROW
    if after.mark is Mark.BULLET:
        return False
    if after.mark is Mark.ROW:
        return line.mark is not Mark.ROW and not finished and bool(after.cells[0])
    if line.mark is Mark.ROW:
        return opens_lower(after.text)
    if _opens_heading(after.text) or common().timescale(after.text):
        return False
    if fold(whole) in outline() and not _is_title_start(f"{whole} {after.text}"):
        return False
    is_titled = opens_upper(after.text) and len(after.text.split()) <= MAX_HEADING_WORDS
    return not (finished and is_titled and not beyond and not is_finished(after.text))


def _opens_heading(text: str) -> bool:
    """Whether a line is a grade tag, or a heading that is known, or the first half of one."""
    title, grade = split_tag(text)
    if not title:
        return grade is not None
    return opens_upper(title) and len(title) > _MIN_WIDTH // 2 and _is_title_start(title)


def _is_title_start(text: str) -> bool:
    folded = fold(text)
    return any(heading.startswith(folded) for heading in outline())
