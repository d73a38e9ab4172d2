"""Text as it is compared: what a typesetter may change is made alike, and each place kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›′″"
_DASHES = "-‐‑‒–—―−"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Emphasis: the asterisks and underlines of Markdown, which some conversions leave in a report.
_EMPHASIS = "*_"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_ALIKE = {
    **dict.fromkeys(_QUOTES, "'"),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_INVISIBLE + _EMPHASIS, ""),
    **_LIGATURES,
    "…": "...",
}
_LIST_MARK = re.compile(r"^[ \t]*[-–•*·▪●■◦\uf0b7\uf0a7][ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made ready for comparison; `offsets` says where in the original each character was."""

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that folded characters `start` to `end` came from."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str, *, list_marks: bool = False) -> Folded:
    """White space folded; one kind of quotation mark and of dash; ligatures and emphasis undone.

    The marks before the items of a list go too, unless `list_marks`. Words, letter case and all
    other punctuation stay.

    >>> fold("The child’s ﬁle – *in full* …").text
    "The child's file - in full ..."
    """
    characters: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text if list_marks else _without_list_marks(text)):
        if character.isspace():
            if characters and characters[-1] != " ":
                characters.append(" ")
                offsets.append(at)
            continue
        for like in _ALIKE.get(character, character):
            characters.append(like)
            offsets.append(at)
    if characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return Folded("".join(characters), tuple(offsets))


def visible(text: str) -> str:
    r"""A text without characters that would steer a terminal or turn its direction.

    >>> visible("on\x1b[2J\u202ee\ntwo")
    'on [2Je\ntwo'
    """
    kept = []
    for character in text:
        kind = "" if character in "\n\t" else unicodedata.category(character)
        kept.append("" if kind == "Cf" else " " if kind in ("Cc", "Cs") else character)
    return "".join(kept)


def _without_list_marks(text: str) -> str:
    """The text with spaces where marks of lists were, so that every place stays what it was."""
    return _LIST_MARK.sub(lambda mark: " " * len(mark.group()), text)
