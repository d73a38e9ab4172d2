"""Lines that were folded to a width, as in an e-mail or on a printed page, made whole again.

Whether a text is folded shows in its lines: where a sentence runs on into the next line, the line
before it was full, so that the next word did not fit. A line break is undone only there, and only
white space changes, save for a hyphen that broke a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.reading.outline.headings import MAX_HEADING_WORDS, split_tag
from qa.reading.tables.pages import outline, read_lines
from qa.reading.text.frameworks import common, fold_heading
from qa.reading.text.hyphens import Joiner
from qa.reading.text.lines import FURNITURE, Line, Mark
from qa.reading.text.prose import is_cut, is_finished, opens_lower, opens_upper

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
    """The lines that are full, and stand right over another."""
    joints = [i for i in range(len(folds) - 1) if _is_joint(folds[i], folds[i + 1])]
    total = sum(fold.width for fold in folds)
    narrow = sum(fold.width for fold in folds if fold.width <= MAX_WIDTH)
    if narrow >= _WHOLE * total:
        least = _least(folds, joints, is_whole=True)
        return frozenset(i for i in joints if least and folds[i].reach(folds[i + 1]) > least)
    # Where only some paragraphs were folded, they tell the width for those too short to tell it.
    found = {_least(folds, run, is_whole=False) for run in _runs(joints)} - {0}
    return frozenset(
        i
        for i in joints
        if any(folds[i].width <= width < folds[i].reach(folds[i + 1]) for width in found)
    )


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


def _least(folds: Sequence[_Fold], joints: Sequence[int], *, is_whole: bool) -> int:
    """What a full line and the next line's first word take more than; 0 where no width shows."""
    run_on = [i for i in joints if _runs_on(folds[i], folds[i + 1])]
    if len(run_on) < _FEWEST:
        return 0
    widths = sorted(folds[i].width for i in run_on)
    width = widths[-1 - len(widths) // 20]
    for least in (width, round(_RAGGED * width)) if is_whole else (width,):
        full = sum(folds[i].reach(folds[i + 1]) > least for i in run_on)
        if full >= _FULL * len(run_on):
            return least
    return 0


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


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands before a line break.

    `whole` is the line as joined so far (no more of it than a heading may have), `is_first` says
    whether it is the first under its heading and has no number, `expected` is the number of the
    next paragraph.
    """

    whole: str = ""
    is_first: bool = False
    expected: int | None = None


def _seams(folds: Sequence[_Fold], full: frozenset[int]) -> Iterator[int]:
    """The lines that go on in the next one."""
    context = _Context()
    for i, fold_ in enumerate(folds[:-1]):
        after = folds[i + 1].line
        if len(context.whole) < 2 * MAX_WIDTH:
            words = f"{context.whole} {fold_.line.text}".strip()
            context = replace(context, whole=words)
        if i in full and _goes_on(fold_.line, after, context, beyond=i + 1 in full):
            yield i
            continue
        expected = context.expected if after.number is None else after.number + 1
        is_first = after.number is None and _is_heading(context.whole)
        context = _Context("", is_first, expected)


def _goes_on(line: Line, after: Line, context: _Context, *, beyond: bool) -> bool:
    """Whether a full line goes on in the next; `beyond` says whether that is full as well."""
    finished = is_finished(line.text)
    if after.mark is Mark.NUMBERED:
        # A sentence may run on with a number; the next paragraph's is the expected one.
        if finished or line.mark is Mark.ROW:
            return False
        return (
            after.number != context.expected
            or context.is_first
            or is_cut(line.text)
            or opens_lower(after.text)
        )
    if after.mark is Mark.BULLET:
        return False
    if after.mark is Mark.ROW:
        return line.mark is not Mark.ROW and not finished and bool(after.cells[0])
    if line.mark is Mark.ROW:
        return opens_lower(after.text)
    if _opens_heading(after.text) or common().timescale(after.text):
        return False
    is_heading = fold_heading(context.whole) in outline()
    if is_heading and not _is_title_start(f"{context.whole} {after.text}"):
        return False
    is_titled = opens_upper(after.text) and len(after.text.split()) <= MAX_HEADING_WORDS
    return not (finished and is_titled and not beyond and not is_finished(after.text))


def _is_heading(text: str) -> bool:
    """Whether a whole line is a known heading, with or without its grade, or a grade alone."""
    title, grade = split_tag(text)
    return fold_heading(title) in outline() or (grade is not None and not title)


def _opens_heading(text: str) -> bool:
    """Whether a line is a grade tag, or a heading that is known, or the first half of one."""
    title, grade = split_tag(text)
    if not title:
        return grade is not None
    return opens_upper(title) and len(title) > _MIN_WIDTH // 2 and _is_title_start(title)


def _is_title_start(text: str) -> bool:
    folded = fold_heading(text)
    return any(heading.startswith(folded) for heading in outline())
