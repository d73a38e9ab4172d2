"""A quotation as its parts: the runs of words it gives, and what it says it left out or put in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from qa.checking.folding import fold, visible

_DOTS = r"(?:\.[ \u00a0]?\.[ \u00a0]?\.(?:[ \u00a0]?\.)?|…\.?)"
_OMISSION = rf"(?:\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS})"
_LETTER = r"\[[A-Za-z]\](?=[a-z])"
_INSERTION = r"\[[^\[\]]{0,200}\]"
_MARK = re.compile(rf"(?P<omission>{_OMISSION})|(?P<letter>{_LETTER})|(?P<insertion>{_INSERTION})")
_PAIRS = {"“": "”", "‘": "’", '"': '"', "'": "'", "«": "»"}
MOST_PARTS = 60
_TAKEN_OUT = "\x00"  # where a bracket was


class Gap(StrEnum):
    """What a quotation says stands between two of its parts; the widest first."""

    OMISSION = "omission"  # "...": the report says more here
    INSERTION = "insertion"  # "[the council]": the writer's words, perhaps for the report's
    LETTER = "letter"  # "[t]he": another letter case; the words go on


@dataclass(frozen=True)
class Part:
    """A run of words that the report must hold as they are, and the mark before it, if any.

    `joined_before` and `joined_after`: a mark touches the part there ("child[ren]"), so that it
    may begin or end inside a word of the report.
    """

    text: str
    gap: Gap | None = None
    mark: str = ""
    joined_before: bool = False
    joined_after: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the part in a text folded without the marks of lists: whole words, the case of
        its first letter open.
        """
        return self._pattern(fold(self.text).text)

    @cached_property
    def marked_pattern(self) -> re.Pattern[str]:
        """The same for a text folded with the marks of lists."""
        return self._pattern(fold(self.text, list_marks=True).text)

    def _pattern(self, text: str) -> re.Pattern[str]:
        first = re.escape(text[0])
        if text[0].isalpha():
            first = f"[{re.escape(text[0].lower())}{re.escape(text[0].upper())}]"
        return re.compile(self._opening(text) + first + re.escape(text[1:]) + self._closing(text))

    def _opening(self, text: str) -> str:
        """What may not stand before: "adequate" is not in "non-adequate", nor "5" in "2.5"."""
        if self.joined_before or not text[0].isalnum():
            return ""
        return r"(?<![\w£$€])(?<!\w['/&-])" + (r"(?<!\d[.,])" if text[0].isdigit() else "")

    def _closing(self, text: str) -> str:
        if self.joined_after or not text[-1].isalnum():
            return ""
        return r"(?![\w%])(?!['/&-]\w)" + (r"(?![.,]\d)" if text[-1].isdigit() else "")


@dataclass(frozen=True, slots=True)
class Parts:
    """A quotation taken apart; `tail` is an insertion after its last word ("" for none)."""

    parts: tuple[Part, ...]
    tail: str = ""

    @property
    def words(self) -> int:
        """How many words the report would have to hold."""
        return sum(len(re.findall(r"\w+(?:['’]\w+)*", part.text)) for part in self.parts)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is marked as left out or put in."""
        return len(self.parts) == 1 and not self.parts[0].mark and not self.tail

    @property
    def text(self) -> str:
        return " ".join(part.text for part in self.parts)


def tidy(quotation: str) -> str:
    """A quotation without the quotation marks around it.

    >>> tidy(" “It was ‘good’.” ")
    'It was ‘good’.'
    """
    text = unicodedata.normalize("NFC", visible(quotation)).strip()
    close = _PAIRS.get(text[:1])
    if close and len(text) > 1 and text.endswith(close) and text.count(close, 1, -1) == 0:
        return text[1:-1].strip()
    return text


def parts_of(quotation: str, *, literal: bool = False) -> Parts:
    """The parts of a quotation; none when it holds no words.

    Ellipses at its ends and a closing full stop or comma go. With `literal`, brackets and
    ellipses inside are taken for the report's own.

    >>> [(part.mark, part.text) for part in parts_of("… [The council] is good ... and safe.").parts]
    [('[The council]', 'is good'), ('...', 'and safe')]
    """
    text = tidy(quotation)
    marks = [] if literal else list(_MARK.finditer(text))
    if len(marks) >= MOST_PARTS:
        marks = []
    found: list[Part] = []
    waiting: list[re.Match[str]] = []  # marks since the last part
    start = 0
    for mark in marks:
        touched = _touches(text, mark.start())
        part = _part(text[start : mark.start()], waiting, first=not found, touched=touched)
        if part:
            found.append(part)
            waiting = []
        waiting.append(mark)
        start = mark.end()
        if _kind(mark) is Gap.LETTER:
            start = mark.start() + 1  # the letter is the report's, in another case
            text = text[: mark.end() - 1] + _TAKEN_OUT + text[mark.end() :]
    last = _part(text[start:], waiting, first=not found, touched=False)
    tail = "" if last else " ".join(m.group() for m in waiting if _kind(m) is Gap.INSERTION)
    return Parts((*found, last) if last else tuple(found), tail if found else "")


def _part(text: str, marks: list[re.Match[str]], *, first: bool, touched: bool) -> Part | None:
    """The part between marks, if it has words; before the first, dots and letters say nothing."""
    trimmed = text.replace(_TAKEN_OUT, "").strip()
    if not touched:
        trimmed = trimmed.rstrip(".,").rstrip()
    if not any(character.isalnum() for character in trimmed):
        return None
    kinds = [_kind(mark) for mark in marks]
    telling = [m for m, k in zip(marks, kinds, strict=True) if not first or k is Gap.INSERTION]
    gap = next((kind for kind in Gap if kind in map(_kind, telling)), None)
    joined = bool(telling) and _kind(telling[-1]) is Gap.INSERTION and text[:1].isalnum()
    return Part(trimmed, gap, " ".join(mark.group() for mark in telling), joined, touched)


def _kind(mark: re.Match[str]) -> Gap:
    return Gap(str(mark.lastgroup))


def _touches(text: str, place: int) -> bool:
    return text[place - 1 : place].isalnum() and text[place] == "["
