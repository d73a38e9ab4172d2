"""Rows put back together into paragraphs: the line breaks that only the page's width made."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.reading.outline.headings import MAX_HEADING, split_tag
from qa.reading.outline.layout import heads_contents, opens_field
from qa.reading.pdf.measures import Leading, are_centred, has_room, measure_fold
from qa.reading.pdf.rows import Row
from qa.reading.tables.pages import outline
from qa.reading.text.frameworks import common, fold_heading
from qa.reading.text.prose import is_cut, is_finished, opens_lower, opens_upper
from qa.reading.text.untabbed import meaning

_LOOSE = 1.3  # of the leading: a wider gap parts paragraphs
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{0,3}$|…\s*\d{1,3}$")
_NEXT_ITEM = re.compile(r"[,;] (?:and|or)$")
_ALIGNED = 1.5  # points
_FRONT = 2  # pages on which the fields of a report's front stand
_HANG = 2.5  # em by which the lines under a marked one may be set in
_LEAST_START = 15  # characters by which the first line of a heading is known
_MOST_TITLE_LINES = 3


def paragraphs(rows: Sequence[Row], leading: Leading) -> list[list[Row]]:
    """The rows of a document, gathered into its paragraphs, headings, items and table rows."""
    gatherer = _Gatherer(leading, measure_fold(rows))
    for row in rows:
        gatherer.take(row)
    return gatherer.blocks


class _Gatherer:
    def __init__(self, leading: Leading, longest: int | None) -> None:
        self._leading = leading
        self._longest = longest
        self._numbers = [0]  # of the paragraphs that have one
        self._bullets: set[str] = set()
        self.blocks: list[list[Row]] = []

    def take(self, row: Row) -> None:
        if self.blocks and self._goes_on(self.blocks[-1], row):
            self.blocks[-1].append(row)
            return
        self.blocks.append([row])
        if row.cells:
            return
        if row.number is not None:
            self._numbers.append(row.number)
        if row.bullet:
            self._bullets.add(row.bullet)

    def _goes_on(self, block: Sequence[Row], row: Row) -> bool:
        """Whether a row is the next line of the block above it."""
        last = block[-1]
        if last.cells and row.cells:
            return _is_rest(last, row)
        if last.cells or row.cells or _LEADERS.search(last.text):
            return False
        if last.page != row.page and last.is_bold and row.is_bold:
            return False  # two headings
        if row.is_rule or last.is_rule or _is_by_itself(block, row):
            return False
        gap = self._gap(block, row)
        if gap > _LOOSE or _changes_style(last, row, gap):
            return False
        if has_room(last, row, self._longest):
            return False
        if row.is_marked:
            return not self._is_mark(block, row, gap)
        return _is_aligned(block, row)

    def _gap(self, block: Sequence[Row], row: Row) -> float:
        """The distance to the row above, in leadings; 1 across pages and columns."""
        last = block[-1]
        if last.page != row.page or last.flow != row.flow:
            return 1.0
        usual = self._leading.of(row.size)
        if len(block) > 1 and block[-2].page == last.page and block[-2].flow == last.flow:
            usual = max(usual, last.y - block[-2].y)
        return (row.y - last.y) / usual

    def _is_mark(self, block: Sequence[Row], row: Row, gap: float) -> bool:
        """Whether a number or bullet at the head of a row opens a paragraph or item."""
        if row.dot or gap > 1.12:
            return True
        first, last = block[0], block[-1]
        hangs = first.is_marked and first.text_x0 > first.x0 + 2 * _ALIGNED
        if hangs and abs(row.x0 - first.text_x0) < _ALIGNED:
            return False
        if row.x0 < last.x0 - _ALIGNED and (len(block) > 1 or not first.is_marked):
            return True
        if row.number is not None:
            ahead = [row.number - number for number in self._numbers[-2:]]
            if 1 in ahead:
                return not is_cut(last.text)
            return is_finished(last.text) and (2 in ahead or 3 in ahead or bool(row.bullet))
        return row.bullet in self._bullets and (is_finished(last.text) or bool(first.bullet))


def _is_rest(last: Row, row: Row) -> bool:
    """Whether a row of a table is the rest of the one before, which a page break cut in two."""
    head, *others = row.cells
    alike = last.page != row.page and len(last.cells) == len(row.cells)
    return alike and not any(others) and opens_lower(head)


def _is_by_itself(block: Sequence[Row], row: Row) -> bool:
    """Whether the words alone tell that a row does not go on with the block above it."""
    text, last = row.text, block[-1]
    if _stands_alone(text) or meaning(text) or (row.page <= _FRONT and opens_field(text)):
        return True
    if is_finished(last.text) and len(text) > _LEAST_START and _is_title_start(text):
        return True
    if len(block) == 1 and not last.is_marked and last.text.endswith(":"):
        return True  # a label over a list
    if block[0].bullet and last.text.endswith(".") and _opens_item(block[0], row):
        return True
    if block[0].bullet and last.page != row.page and _NEXT_ITEM.search(last.text):
        return opens_upper(text)
    if len(block) > _MOST_TITLE_LINES:
        return False
    whole = " ".join(row.text for row in block)
    if not _stands_alone(whole):
        return False
    return not (text.startswith("(") or _is_title_start(f"{whole} {text}"))


def _opens_item(first: Row, row: Row) -> bool:
    """Whether a row opens as a recommendation that lost its bullet does, in the case of others."""
    opener, item = row.words[0].text, first.words[first.marks].text
    return opener.lower() in common().imperatives and opener[0].isupper() == item[0].isupper()


def _stands_alone(text: str) -> bool:
    """Whether a line is a known heading, a grade or a label over a list."""
    if len(text) > MAX_HEADING:
        return False
    if common().timescale(text) or heads_contents(text):
        return True
    title, grade = split_tag(text)
    return fold_heading(title) in outline() or (grade is not None and not title)


def _is_title_start(text: str) -> bool:
    """Whether a known heading begins with these words, or they with it and its grade."""
    folded = fold_heading(split_tag(text)[0])
    return opens_upper(text) and any(title.startswith(folded) for title in outline())


def _changes_style(last: Row, row: Row, gap: float) -> bool:
    """Whether the print changes between two rows, as between a heading and its text."""
    if abs(last.size - row.size) > 0.06 * max(last.size, row.size):
        return True
    if last.is_bold and not row.words[row.marks].bold:
        return True
    if row.is_bold and not last.words[-1].bold:
        return gap > 1.12 or is_finished(last.text)
    return False


def _is_aligned(block: Sequence[Row], row: Row) -> bool:
    """Whether a row begins where the next line of a block may begin."""
    first, last = block[0], block[-1]
    if are_centred(last, row):
        return True
    places = [row.x0]
    if last.page != row.page or last.flow != row.flow:
        places.append(row.x0 - row.left + last.left)  # the margins may be others there
    if first is not last:
        return any(abs(x0 - last.x0) < _ALIGNED for x0 in places)
    if first.is_marked:
        reach = max(first.text_x0, first.x0 + _HANG * first.size)
    else:
        may_hang = opens_lower(first.text) or not is_finished(first.text)
        reach = first.x0 + (4 * first.size if may_hang else 0)
    return min(places) < reach + _ALIGNED
