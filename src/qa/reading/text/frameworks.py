"""The inspection frameworks as data: scales, outlines, and what tells one from another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from qa.data import read_table
from qa.report import Strand
from qa.scale import GradeScale

# How far into its first sentence a paragraph names its subject.
HEAD_WORDS = 24
MAX_TIMESCALE = 200  # characters of a line that says by when
MAX_KEPT = 300  # characters of a heading that is folded once and remembered


def fold_heading(heading: str) -> str:
    """A heading as it is compared: letters and digits, no case, no "the", no footnote's mark.

    >>> fold_heading("The Quality of well- being: ") == fold_heading("quality of well-being2")
    True
    """
    return _folded(heading) if len(heading) <= MAX_KEPT else _folded.__wrapped__(heading)


@lru_cache(maxsize=10_000)
def _folded(heading: str) -> str:
    letters = _NO_LETTERS.sub("", unmarked(heading).casefold())
    return letters.removeprefix("the")


def unmarked(heading: str) -> str:
    """A heading without the number of a footnote that its last letter bears.

    >>> unmarked("About this local authority3"), unmarked("Theme 3")
    ('About this local authority', 'Theme 3')
    """
    return _NOTE_MARK.sub("", heading)


_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_NOTE_MARK = re.compile(r"(?<=[a-z?)])\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that gives a judgement; the pattern's groups are `grade` and maybe `heading`."""

    pattern: re.Pattern[str]
    aspect: str


@dataclass(frozen=True, slots=True)
class Framework:
    """One inspection framework. `outline` and `strands` are keyed by folded heading.

    `aspects` are the judgements an opening summary prints, each with its strand.
    """

    key: str
    name: str
    inspectorate: str
    citation_title: str
    title: str
    marks: tuple[re.Pattern[str], ...]
    years: tuple[int, int]
    scale: GradeScale
    findings: str
    outline: Mapping[str, int]
    strands: Mapping[str, Strand]
    aspects: Mapping[str, Strand]
    statements: tuple[Statement, ...]

    def level(self, heading: str) -> int | None:
        """The level of a heading in this framework's outline, 1 outermost; None if unknown."""
        return self.outline.get(fold_heading(heading))

    def grade(self, printed: str) -> str | None:
        """The grade of this framework's scale that a printed word or number means, or None.

        >>> framework("joint-area-review").grade("4"), framework("ilacs").grade("3")
        ('Outstanding', None)
        >>> framework("joint-area-review").grade("Grade 3 (Good)")
        'Good'
        >>> framework("ilacs").grade("Requires improvement"), framework("other").grade("good")
        ('Requires improvement to be good', None)
        """
        bare = " ".join(re.sub(r"[^\w ]+", " ", printed.casefold()).split())
        bare = bare.removeprefix("grade ")
        if bare.isdigit():
            return self.scale.word(int(bare))
        if bare[:2].strip().isdigit():
            numbered, bare = self.scale.word(int(bare[0])), bare[2:]
            return numbered if numbered and numbered.casefold() in common().wordings(bare) else None
        wordings = common().wordings(bare)
        for word in self.scale.words:
            if word.casefold() in wordings:
                return word
        return None


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
    same_grade: tuple[frozenset[str], ...]
    table_heads: frozenset[str]
    notices: tuple[str, ...]
    end_notices: tuple[str, ...]
    titles: frozenset[str]
    closings: frozenset[str]

    def wordings(self, grade: str) -> frozenset[str]:
        """Every wording of a grade, itself included, in small letters."""
        folded = grade.casefold()
        for same in self.same_grade:
            if folded in same:
                return same
        return frozenset((folded,))

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
        if len(line) > MAX_TIMESCALE:
            return None
        bare = " ".join(line.split()).rstrip(": ")
        for timescale in self.timescales:
            if name := timescale.match(bare):
                return name
        return None


def _mentions(folded: str, words: tuple[str, ...]) -> int:
    return sum(folded.count(word) for word in words)


@cache
def frameworks() -> tuple[Framework, ...]:
    """All frameworks, in the order they are tried; the last matches anything."""
    return tuple(_framework(row) for row in read_table("frameworks.toml")["framework"])


@cache
def framework(key: str) -> Framework:
    """The framework with this key. Raises KeyError."""
    for known in frameworks():
        if known.key == key:
            return known
    raise KeyError(key)


def _framework(row: dict[str, Any]) -> Framework:
    scale = GradeScale(tuple(row["words"]), tuple(row["numbers"]))
    return Framework(
        key=row["key"],
        name=row["name"],
        inspectorate=row["inspectorate"],
        citation_title=row["citation_title"],
        title=row["title"],
        marks=tuple(_mark(mark) for mark in row["marks"]),
        years=(row["years"][0], row["years"][1]),
        scale=scale,
        findings=row["findings"],
        outline={fold_heading(heading): level for heading, level in row["outline"].items()},
        strands={fold_heading(h): Strand(s) for h, s in row.get("strands", {}).items()},
        aspects={aspect: Strand(s) for aspect, s in row.get("aspects", {}).items()},
        statements=tuple(_statement(s, scale) for s in row.get("statements", ())),
    )


def _mark(phrase: str) -> re.Pattern[str]:
    """A phrase as a pattern over `plain` text; `*` is up to eight words."""
    words = re.escape(plain(phrase).casefold()).replace(r"\*", r"(?:\S+\s+){0,8}?")
    return re.compile(words.replace(r"\ ", r"\s*"))


def _statement(row: dict[str, str], scale: GradeScale) -> Statement:
    grades = sorted(set().union(*map(common().wordings, scale.words)), key=len, reverse=True)
    pattern = row["pattern"].replace("{grade}", f"(?P<grade>{'|'.join(grades)})")
    return Statement(re.compile(rf"{pattern}\.?\d?", re.IGNORECASE), row["aspect"])


def plain(text: str) -> str:
    """Text with white space folded and apostrophes and dashes of one shape.

    >>> plain("children’s  services – overall")
    "children's services - overall"
    """
    return " ".join(text.translate(_PLAIN).split())


_PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "─": "-"})


@cache
def common() -> Common:
    """What holds in every framework."""
    row = read_table("frameworks.toml")["common"]
    return Common(
        recommendations=frozenset(fold_heading(h) for h in row["recommendations"]),
        imperatives=frozenset(row["imperatives"]),
        findings=frozenset(fold_heading(h) for h in row["findings"]),
        restarts=row["restarts"],
        timescales=tuple(
            Timescale(re.compile(t["pattern"], re.IGNORECASE), t["name"]) for t in row["timescale"]
        ),
        strand_words=tuple((Strand(s), tuple(w)) for s, w in row["strand_words"].items()),
        other_groups=tuple(row["other_groups"]),
        same_grade=tuple(frozenset(same) for same in row["same_grade"]),
        table_heads=frozenset(fold_heading(head) for head in row["table_heads"]),
        notices=tuple(plain(words) for words in row["notices"]),
        end_notices=tuple(plain(words) for words in row["end_notices"]),
        titles=frozenset(fold_heading(words) for words in row["titles"]),
        closings=frozenset(fold_heading(words) for words in row["closings"]),
    )


def recognise(title: str) -> Framework | None:
    """The framework whose mark stands first in a report's title or front matter, or None.

    >>> found = recognise("Inspection of Calderdale local authority children’s services")
    >>> found.key if found else None
    'ilacs'
    """
    folded = plain(title).casefold()
    found = [
        (place.start(), order, known)
        for order, known in enumerate(frameworks())
        for mark in known.marks
        if (place := mark.search(folded))
    ]
    return min(found, key=lambda row: row[:2])[2] if found else None


def told_by(year: int, text: str) -> Framework | None:
    """The one framework of a year that judges two or more of the aspects a text names, or None."""
    folded = plain(text).casefold()
    likely = [
        known
        for known in frameworks()
        if known.years[0] <= year <= known.years[1]
        and sum(plain(aspect).casefold() in folded for aspect in known.aspects) >= 2
    ]
    return likely[0] if len(likely) == 1 else None
