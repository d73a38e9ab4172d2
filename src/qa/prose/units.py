"""A language model's reply as units: a sentence, what it quotes, and the keys it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.checking.folding import visible
from qa.sentences import is_abbreviated

# Straight marks open and close alike; they are made curly where a unit is read.
_OPEN, _CLOSE, _STRAIGHT = "“", "”", '"'
_AFTER_STOP = re.compile(r"[”\"’')*_]*(?:[^\S\n]*\[[a-z0-9#.,; -]*\])*[.]?")
# What may yet become a citation, or white space before one.
_UNDECIDED = re.compile(r"[^\S\n]*(?:\[[a-z0-9#.,; -]*)?")
_KEY = r"[a-z0-9-]+#[a-z0-9-]+(?:\.\d+)?"
_CITED = re.compile(rf"\s*\[\s*({_KEY}(?:\s*[,;]\s*{_KEY})*)\s*\]")
_BEGINS = re.compile(r"\s+[A-Z“\"]")
_QUOTED = re.compile(r"“([^“”]*)”")
_LEAD = re.compile(r"^\s*(?:[-*•>]\s+|\d{1,2}[.)]\s+|#{1,6}\s+)+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence as written: `parts` are its own words and its quotations in turn, the first and
    the last its own (perhaps empty); `keys` are what it cites.
    """

    written: str
    parts: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def own(self) -> str:
        """Its own words, without what it quotes."""
        return " ".join(self.parts[::2])

    @property
    def quoted(self) -> tuple[str, ...]:
        return self.parts[1::2]


def split(text: str, *, ended: bool) -> tuple[list[str], str]:
    """The complete sentences of a reply so far, and the rest; with `ended` all are complete.

    A sentence ends after the citations that follow it, and not between quotation marks; a new line
    always ends it.

    >>> split("It is good. [a-2012#1] It is", ended=False)
    (['It is good. [a-2012#1]'], ' It is')
    """
    done: list[str] = []
    start = 0
    for end in _ends(text, ended=ended):
        if text[start:end].strip():
            done.append(text[start:end].strip())
        start = end
    rest = text[start:]
    if ended:
        return ([*done, rest.strip()] if rest.strip() else done), ""
    return done, rest


def _ends(text: str, *, ended: bool) -> Iterator[int]:
    """Where sentences end; none after the first place where what is to come decides."""
    inside = False
    start = place = 0
    while place < len(text):
        character = text[place]
        if character == "\n":
            inside = False
            yield place + 1
            start = place + 1
        elif character in (_OPEN, _CLOSE, _STRAIGHT):
            inside = character == _OPEN or (character == _STRAIGHT and not inside)
        elif character == "]" or (
            character in ".?!" and not is_abbreviated(text, start, place + 1)
        ):
            end = _end_at(text, place, inside=inside)
            if not ended and _UNDECIDED.fullmatch(text, end or place + 1):
                return
            if end is not None:
                yield end
                start, place, inside = end, end, False
                continue
        place += 1


def _end_at(text: str, place: int, *, inside: bool) -> int | None:
    """Where the sentence of this stop or bracket ends, if it is the last of one."""
    if text[place] == "]":
        return None if inside or not _BEGINS.match(text, place + 1) else place + 1
    found = _AFTER_STOP.match(text, place + 1)
    end = found.end() if found else place + 1
    closed = any(mark in text[place + 1 : end] for mark in (_CLOSE, _STRAIGHT))
    if inside and not closed:
        return None
    return end if end == len(text) or text[end].isspace() else None


def read(sentence: str) -> Unit:
    """A sentence taken apart.

    >>> read('It says "is good" [a-2012#1, a-2012#2].')
    Unit(written='It says "is good" [a-2012#1, a-2012#2].', parts=('It says ', 'is good', '.'),
     keys=('a-2012#1', 'a-2012#2'))
    """
    shown = visible(sentence)
    keys = [
        key for found in _CITED.finditer(shown) for key in re.split(r"\s*[,;]\s*", found[1].strip())
    ]
    bare = _curly(_LEAD.sub("", _CITED.sub("", shown)))
    return Unit(shown, tuple(_QUOTED.split(bare)), tuple(dict.fromkeys(keys)))


def _curly(text: str) -> str:
    marks = iter(range(text.count(_STRAIGHT)))
    return re.sub(_STRAIGHT, lambda _: _CLOSE if next(marks) % 2 else _OPEN, text)
