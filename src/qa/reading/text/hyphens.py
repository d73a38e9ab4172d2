"""What stands between two lines of one paragraph: a space, nothing, or a hyphen to drop.

A hyphen at a line's end was put there by whoever broke the word, or it is the word's own
("multi-agency"). The document's other words tell which; where they do not, it stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"[^\W_]+(?:['’\-–/][^\W_]+)*")
_LEFT = re.compile(r"(?:^|[^\w'’\-])([\w'’\-]*\w)-$")
_HYPHENATED = re.compile(r"[^\s\-]-$")
_RIGHT = re.compile(r"[\w'’\-]*\w")
_ENDING = re.compile(r"(?:'s|’s|s|es|ed|d|ing|ly)$")
_MANY = 100  # compounds in the lines, none broken at a line's end: this printer breaks none
_FEW = 3  # words that are certain to have been broken: this printer hyphenates


class Joiner:
    """Joins the lines of one document."""

    def __init__(self, blocks: Iterable[Sequence[str]]) -> None:
        """`blocks` are the document's paragraphs, each as its lines."""
        self._seen: Counter[str] = Counter()
        self._stems: set[str] = set()
        self._open: set[tuple[str, str]] = set()
        ends: list[tuple[str, str]] = []
        for lines in blocks:
            for place, line in enumerate(lines):
                below = lines[place + 1] if place + 1 < len(lines) else ""
                self._learn(line, place > 0 and lines[place - 1].endswith("-"))
                if (parts := _parts(line, below)) is not None:
                    ends.append(parts)
        self._stems = {_ENDING.sub("", word) for word in self._seen}
        self._heads = {word.split("-")[0] for word in self._seen if "-" in word}
        told = [self._told(left, right) for left, right in ends]
        self._hyphenates = told.count("") >= _FEW and told.count("") > len(ends) / 5
        # One that breaks lines at spaces alone leaves a hyphen at the end where one was before a
        # space, which is as rare there as within the lines.
        self._at_spaces = len(ends) < 2 + len(self._open) // 4 and self._many_compounds()

    def _many_compounds(self) -> bool:
        return sum(n for word, n in self._seen.items() if "-" in word) >= _MANY

    def _learn(self, line: str, skip_first: bool) -> None:
        """Remember the words of a line, but for those that a line's end may have cut."""
        tokens = [m.group().casefold() for m in _TOKEN.finditer(line)]
        last = tokens[-1:] if line.endswith("-") else []
        self._seen.update(tokens[1 if skip_first else 0 : len(tokens) - len(last)])
        self._open.update(
            (m.group(1).casefold(), m.group(2).casefold())
            for m in re.finditer(r"(\w+)- (\w+)", line)
        )

    def join(self, above: str, below: str) -> str:
        """The text of two lines of one paragraph.

        >>> joiner = Joiner([["all services are good", "a multi-agency plan"]])
        >>> joiner.join("the multi-", "agency team"), joiner.join("the plan", "is good")
        ('the multi-agency team', 'the plan is good')
        """
        if not above or not below:
            return above + below
        if above[-1] in "–—/" and not above[-2:-1].isspace() and len(above) > 1:
            return above + below
        if not _HYPHENATED.search(above):
            return f"{above} {below}"
        if (parts := _parts(above, below)) is None:
            return f"{above} {below}" if self._at_spaces else above + below
        mark = self._between(*parts)
        if not below[0].islower() and not self._seen["".join(parts)]:
            mark = mark or "-"  # a name or a number: no word was broken here
        return above[:-1] + below if mark == "" else above + mark[1:] + below

    def joined(self, lines: Iterable[str]) -> str:
        """The text of the lines of one paragraph."""
        text = ""
        for line in lines:
            text = self.join(text, line)
        return text

    def _between(self, left: str, right: str) -> str:
        """What the hyphen between two parts becomes: "" dropped, "-" kept, "- " with a space."""
        if (left, right) in self._open and not self._seen[f"{left}-{right}"]:
            return "- "
        if not self._hyphenates:
            return "- " if self._at_spaces else "-"
        told = self._told(left, right)
        if told is not None:
            return told
        if "-" in right:  # of "one-to-one", broken at its first hyphen
            return "-"
        both = bool(self._seen[left]) and self._is_word(right)
        return "-" if both or (left in self._heads and self._is_word(right)) else ""

    def _told(self, left: str, right: str) -> str | None:
        """What the document's own words say of the hyphen, None where they say nothing."""
        whole, compound = self._seen[left + right], self._seen[f"{left}-{right}"]
        if whole or compound:
            return "" if whole > compound else "-"
        if _ENDING.sub("", left + right) in self._stems:
            return ""
        return "-" if _ENDING.sub("", f"{left}-{right}") in self._stems else None

    def _is_word(self, part: str) -> bool:
        return bool(self._seen[part]) or _ENDING.sub("", part) in self._stems


def _parts(above: str, below: str) -> tuple[str, str] | None:
    """The two parts of the word around a hyphen at a line's end, in small letters."""
    left, right = _LEFT.search(above), _RIGHT.match(below)
    if left is None or right is None:
        return None
    return left.group(1).casefold(), right.group().casefold()
