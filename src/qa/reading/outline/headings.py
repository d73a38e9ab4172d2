"""Telling headings from text, and the grades that are printed on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.reading.text.frameworks import Framework, common, fold_heading, unmarked
from qa.reading.text.grades import grade_words
from qa.reading.text.lines import Line, Mark
from qa.reading.text.prose import is_cut, is_finished, opens_lower

MAX_HEADING_WORDS = 24
_TRIM = " \t\u00a0*"
_GLUE = _TRIM + ":–-"  # what may stand between a heading and its grade
_HASHES = re.compile(r"\s*#{1,6}\s+(?=\S)")  # as Markdown marks a heading
_SECTION_NUMBER = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.):]?|[A-Z][.)]|\([A-Za-z]\))\s+(?=[A-Z])"
)
# A longer line is no heading. The first page's lines and the contents' are no longer either.
MAX_HEADING = 300
MAX_CONTENTS = 20_000
# A title that may end in a preposition: "What we looked at".
_QUESTION = re.compile(r"(?:What|Who|Where|How|Which|Why)\b")
# "Lead inspector: Sam Sample" names people.
_PEOPLE = re.compile(r"[^:\d]{3,40}:(?:\s+(?:and|(?:[A-Z][\w'’-]*,?){1,3}))+")


def split_tag(line: str) -> tuple[str, str | None]:
    """A heading line without its grade tag, and the tag's grade: its number, or its word.

    >>> split_tag("Staying safe**Grade 2 (Good)**"), split_tag("Grade 2 Good)")
    (('Staying safe', '2'), ('', '2'))
    >>> split_tag("Staying safe: Good (Grade two)"), split_tag("Judgement: requires improvement")
    (('Staying safe', '2'), ('', 'requires improvement'))
    >>> split_tag("Quality of provision")
    ('Quality of provision', None)
    """
    begin = max(0, len(line) - MAX_HEADING)
    if not _HINT.search(line, begin):
        return line.strip(_TRIM), None
    found = next((tag for form in _tags() if (tag := form.search(line, begin))), None)
    if not found:
        return line.strip(_TRIM), None
    grade = found.group("grade")
    title = line[: found.start()].strip(_TRIM).rstrip(_GLUE)
    return title, str(_COUNTS.index(grade.lower())) if grade.lower() in _COUNTS else grade


# No tag is without one of these.
_HINT = re.compile(r"rade|RADE|dgment|dgement|DGMENT|DGEMENT|ating|ATING|^\(")
_COUNTS = ("zero", "one", "two", "three", "four")


@cache
def _tags() -> tuple[re.Pattern[str], ...]:
    """The forms of a grade tag, alone or glued to a heading."""
    words = "|".join(sorted(map(re.escape, grade_words()), key=len, reverse=True))
    number = rf"(?P<grade>\d|{'|'.join(_COUNTS[1:])})\b"
    end = r"[\s*.\])]{0,9}$"
    # "Grade 3 (Adequate)", "Grade 2 Good)", "**Grade 2: good**", "[GRADE 2]"
    by_number = rf"[(\[]?(?:\b|(?<=[a-z?]))G(?:rade|RADE):?\s{{0,9}}(?i:{number})"
    with_word = r"[\s:,–-]{0,9}\(?[A-Za-z ]{0,40}"
    # "Good (Grade 2)", "Judgement: good"
    after_word = (
        rf"(?:(?<=\s)|^|(?<=[a-z?*])(?=[A-Z]))\(?(?i:{words})\s?"
        rf"\(G(?:rade|RADE)\s{{0,9}}(?i:{number})"
    )
    by_word = (
        rf"(?:\b|(?<=[a-z?]))(?:(?:Inspection|Overall) )?"
        rf"(?:G(?:rade|RADE)|Judge?ment|JUDGE?MENT|Rating|RATING)\s?[:–-]\s{{0,9}}(?P<grade>(?i:{words}))"
    )
    alone = rf"^\((?P<grade>(?i:{words}))\)"
    forms = (after_word, by_number + with_word, by_word, alone)
    return tuple(re.compile(form + end) for form in forms)


_IN_BRACKETS = re.compile(r"(?P<title>.*\S)\s?\((?P<grade>[A-Za-z ]+)\)$")


class HeadingTeller:
    """Knows a heading when it sees one: from the contents page, the framework, or its manner."""

    def __init__(self, contents: Sequence[str], framework: Framework) -> None:
        lines = [fold_words(line) for line in contents]
        self._titles = frozenset(line.rstrip(" 0123456789") for line in lines)
        # A contents page may have its columns merged, so a heading is looked for anywhere in it.
        self._contents = f" {' '.join(lines)[:MAX_CONTENTS]} "
        self.framework = framework
        self._outlined = framework.outline.keys() | common().findings
        self._openings = tuple(self._outlined)

    def is_heading(
        self, line: Line, after: Line | None, previous_text: str, *, in_list: bool = False
    ) -> bool:
        """Whether `line` is a heading, given the line after it and the text before it.

        `in_list` says whether that text is an item, which needs no full stop.
        """
        title, grade = self.title_of(line)
        if not (_may_be_title(line, title) or self._is_numbered_heading(line, after)):
            return False
        is_fresh = not previous_text or is_finished(previous_text)
        if not (is_fresh or line.after_blank or self._heads_number(title, after)):
            return False
        if _HASHES.match(line.text):
            return True
        if grade is not None or self.is_known(title):
            return line.mark is not Mark.INDENT or line.after_blank
        if line.mark is not Mark.TEXT:
            return False
        if after is not None and after.mark is Mark.TEXT and split_tag(after.text)[0] == "":
            return True
        if not (line.after_blank and after is not None and after.after_blank):
            return False
        if not is_fresh:
            is_over = in_list and not is_cut(previous_text, title)
            return is_over and _is_title(title) and _is_text(after)
        return _is_title(title)

    def title_of(self, line: Line) -> tuple[str, str | None]:
        """The words of a line as a heading, less its tag and its own section's number; the tag."""
        title, grade = split_tag(_after(_HASHES, line.text))
        bare = _after(_SECTION_NUMBER, title)
        title = bare if bare != title and self.is_known(bare) else title
        tagged = (
            _IN_BRACKETS.fullmatch(title) if grade is None and len(title) < MAX_HEADING else None
        )
        if tagged and self.framework.grade(tagged["grade"]) and self.is_known(tagged["title"]):
            return tagged["title"].strip(_TRIM), tagged["grade"]
        return title, grade

    def _heads_number(self, title: str, after: Line | None) -> bool:
        """Whether a line is just a heading of the outline, with a numbered paragraph under it."""
        return after is not None and after.mark is Mark.NUMBERED and self.is_outlined(title)

    def _is_numbered_heading(self, line: Line, after: Line | None) -> bool:
        """Whether a line with a number or a letter opens a section: "3. Staying safe"."""
        if line.mark not in (Mark.NUMBERED, Mark.BULLET) or after is None:
            return False
        if opens_lower(after.text):
            return False
        is_apart = after.mark is Mark.NUMBERED or split_tag(after.text)[0] == ""
        is_apart = is_apart or (line.mark is Mark.NUMBERED and after.after_blank)
        return is_apart and self.is_outlined(split_tag(line.text[:MAX_HEADING])[0])

    def is_outlined(self, title: str) -> bool:
        """Whether the framework's outline has this heading."""
        return bool(title) and fold_heading(title) in self._outlined

    def may_begin(self, text: str) -> bool:
        """Whether a text may begin with a heading of the outline or be the tag of one; that much
        is told without looking at each of its words.
        """
        return fold_heading(text).startswith(self._openings) or bool(_HINT.search(text))

    def is_known(self, title: str) -> bool:
        """Whether the contents page or the framework's outline has this heading."""
        if self.is_outlined(title) or fold_heading(title.split(":")[0]) in common().findings:
            return True
        if restart_prefix(title):
            return True
        words = fold_words(unmarked(title))
        return words in self._titles or (" " in words and f" {words} " in self._contents)


def _after(mark: re.Pattern[str], text: str) -> str:
    """A text without the mark that it begins with, if it does."""
    found = mark.match(text)
    return text[found.end() :] if found else text


def _may_be_title(line: Line, title: str) -> bool:
    """Whether a line is short enough for a heading and begins and ends like one."""
    if line.mark not in (Mark.TEXT, Mark.INDENT) or line.end - line.start > MAX_HEADING:
        return False
    words = title.split()
    if not words or len(words) > MAX_HEADING_WORDS or common().timescale(title):
        return False
    return title[0].isupper() and not title.endswith((",", ";"))


def _is_title(title: str) -> bool:
    """Whether words that stand apart, and that nothing knows for a heading, look like one."""
    if len(title.split()) > 12 or title.endswith((".", ":", "?", "!")) or ";" in title:
        return False
    if fold_heading(title) in common().closings or _PEOPLE.fullmatch(title):
        return False
    return bool(_QUESTION.match(title)) or not is_cut(title)


def _is_text(line: Line) -> bool:
    """Whether a line is no title and no short item."""
    words = line.text.split()
    return line.mark in (Mark.NUMBERED, Mark.BULLET) or len(words) > 8 or is_finished(line.text)


def fold_words(text: str) -> str:
    """Words in small letters, one space between, no punctuation.

    >>> fold_words("Record of main findings:")
    'record of main findings'
    """
    return " ".join(re.findall(r"[a-z0-9']+", text.casefold()))


def restart_prefix(title: str) -> str | None:
    """The key prefix of a part whose paragraph numbers start again ("annex"), or None."""
    first = fold_words(title).split(" ")[0]
    return common().restarts.get(first)
