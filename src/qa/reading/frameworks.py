"""The inspection frameworks as data: scales, outlines, and what tells one from another."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from qa.report import GradeScale, Strand

# How far into its first sentence a paragraph names its subject.
HEAD_WORDS = 24


def fold(heading: str) -> str:
    """A heading as it is compared: letters and digits, no case, no leading "the".

    >>> fold("The Quality of well- being: ") == fold("quality of well-being")
    True
    """
    letters = re.sub(r"[^a-z0-9]+", "", heading.casefold())
    return letters.removeprefix("the")


@dataclass(frozen=True, slots=True)
class Framework:
    """One inspection framework. `outline` and `strands` are keyed by folded heading."""

    key: str
    name: str
    inspectorate: str
    citation_title: str
    title: str
    marks: tuple[str, ...]
    years: tuple[int, int]
    scale: GradeScale
    findings: str
    outline: Mapping[str, int]
    strands: Mapping[str, Strand]

    def level(self, heading: str) -> int | None:
        """The level of a heading in this framework's outline, 1 outermost; None if unknown."""
        return self.outline.get(fold(heading))


@dataclass(frozen=True, slots=True)
class Timescale:
    """A wording that says by when something must be done."""

    pattern: re.Pattern[str]
    name: str

    def match(self, line: str) -> str | None:
        """The timescale this line names, or None.

        >>> Timescale(re.compile("within (?P<count>.*) (?P<unit>months)$", re.I),
        ...     "Within {count} {unit}").match("Within Six months")
        'Within six months'
        """
        found = self.pattern.fullmatch(line)
        if not found:
            return None
        return self.name.format(**{k: v.lower() for k, v in found.groupdict().items()})


@dataclass(frozen=True, slots=True)
class Common:
    """What holds in every framework."""

    recommendations: frozenset[str]
    imperatives: frozenset[str]
    findings: frozenset[str]
    restarts: Mapping[str, str]
    timescales: tuple[Timescale, ...]
    strand_words: tuple[tuple[Strand, tuple[str, ...]], ...]
    other_groups: tuple[str, ...]

    def strand_of(self, text: str) -> Strand:
        """The strand a paragraph's words tell, in a report that does not print its strands."""
        folded = text.casefold()
        head = " ".join(folded.split(". ")[0].split()[:HEAD_WORDS])
        named = [
            (head.index(word), strand)
            for strand, words in self.strand_words
            for word in words
            if word in head
        ]
        if not named:
            return Strand.GENERAL
        _, strand = min(named)
        groups = {name: _mentions(folded, words) for name, words in self.strand_words}
        most = max(*groups.values(), _mentions(folded, self.other_groups))
        return strand if groups[strand] == most else Strand.GENERAL

    def timescale(self, line: str) -> str | None:
        """The timescale a line of its own names ("Within three months:"), or None."""
        bare = line.strip().rstrip(":").strip()
        for timescale in self.timescales:
            if name := timescale.match(bare):
                return name
        return None


def _mentions(folded: str, words: tuple[str, ...]) -> int:
    return sum(folded.count(word) for word in words)


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("qa.data") / "frameworks.toml").read_text("utf-8"))


@cache
def frameworks() -> tuple[Framework, ...]:
    """All frameworks, in the order they are tried; the last matches anything."""
    return tuple(_framework(row) for row in _tables()["framework"])


def _framework(row: dict[str, Any]) -> Framework:
    return Framework(
        key=row["key"],
        name=row["name"],
        inspectorate=row["inspectorate"],
        citation_title=row["citation_title"],
        title=row["title"],
        marks=tuple(row["marks"]),
        years=(row["years"][0], row["years"][1]),
        scale=GradeScale(tuple(row["words"]), tuple(row["numbers"])),
        findings=row["findings"],
        outline={fold(heading): level for heading, level in row["outline"].items()},
        strands={fold(h): Strand(s) for h, s in row.get("strands", {}).items()},
    )


@cache
def common() -> Common:
    """What holds in every framework."""
    row = _tables()["common"]
    return Common(
        recommendations=frozenset(fold(h) for h in row["recommendations"]),
        imperatives=frozenset(row["imperatives"]),
        findings=frozenset(fold(h) for h in row["findings"]),
        restarts=row["restarts"],
        timescales=tuple(
            Timescale(re.compile(t["pattern"], re.IGNORECASE), t["name"]) for t in row["timescale"]
        ),
        strand_words=tuple((Strand(s), tuple(w)) for s, w in row["strand_words"].items()),
        other_groups=tuple(row["other_groups"]),
    )


def recognise(front_matter: str) -> Framework:
    """The framework whose mark stands first in a report's front matter."""
    folded = " ".join(front_matter.casefold().split())
    for framework in frameworks():
        if any(mark.casefold() in folded for mark in framework.marks):
            return framework
    return frameworks()[-1]
