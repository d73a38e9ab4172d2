"""What an inspection report is: the plain data every other room passes around.

Nothing here reads a file or touches a network. Texts obey the rules of quoting: a paragraph's
text is the source's own characters, white space folded, pieces joined where the conversion had
split them, and nothing else changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qa.pieces import Piece, SourceSpan
from qa.scale import GradeScale


class Strand(StrEnum):
    """Which half of an inspection a statement belongs to."""

    SAFEGUARDING = "safeguarding"
    LOOKED_AFTER = "looked after children"
    GENERAL = "general"

    def meets(self, other: Strand) -> bool:
        """Whether what is said of one may be of the other: what is of no strand is of both.

        >>> Strand.GENERAL.meets(Strand.SAFEGUARDING)
        True
        >>> Strand.LOOKED_AFTER.meets(Strand.SAFEGUARDING)
        False
        """
        return self is other or Strand.GENERAL in (self, other)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a paragraph's list: characters `start` to `end` of the paragraph's text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The unit of citation: a report's numbered paragraph, or a table or list with a key.

    `number` is what follows `#` in the key: "58", "annex-3", "recommendations", "findings", "u1".
    `printed` says whether that number stands in the source as it should; when it does not,
    `notes` say why. `pieces` are offsets into the report's source text.
    """

    report: str
    number: str
    printed: bool
    section: tuple[str, ...]
    strand: Strand
    grade: str | None
    text: str
    pieces: tuple[Piece, ...] = ()
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    page: int | None = None
    # Places in `text` no quote may cross: a number was taken out there.
    seams: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.report}#{self.number}"

    @property
    def heading(self) -> str:
        """The innermost heading above the paragraph."""
        return self.section[-1] if self.section else ""

    @property
    def label(self) -> str:
        """How a person names it: "paragraph 58", "annex, paragraph 3", "record of main findings".

        >>> Paragraph("x-2007", "annex-3", True, (), Strand.GENERAL, None, "").label
        'annex, paragraph 3'
        """
        head, _, tail = self.number.rpartition("-")
        if self.number in _NAMED_PARTS:
            return _NAMED_PARTS[self.number]
        if head in _NAMED_PARTS:
            return f"{_NAMED_PARTS[head]} {tail}"
        if self.is_numbered and head:
            return f"{head.replace('-', ' ')}, paragraph {tail}"
        if self.number.startswith("u"):
            return f"unnumbered text {self.number[1:]}"
        return f"paragraph {self.number}"

    @property
    def is_numbered(self) -> bool:
        """Whether it has a number of its own, as against a table, a list or loose text.

        >>> [Paragraph("x-2007", number, True, (), Strand.GENERAL, None, "").is_numbered
        ...  for number in ("3", "annex-3", "findings-2", "u3")]
        [True, True, False, False]
        """
        head, _, tail = self.number.rpartition("-")
        return tail.isdigit() and head not in _NAMED_PARTS

    @property
    def is_number_sure(self) -> bool:
        """Whether the number is as printed; a restored one is marked wherever it is shown."""
        return self.printed or not self.is_numbered

    def item_text(self, number: int) -> str:
        """The words of one item of the paragraph's list. Raises KeyError if there is none."""
        for item in self.items:
            if item.number == number:
                return self.text[item.start : item.end]
        raise KeyError(number)

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "para": self.number,
            "printed": self.printed,
            "section": list(self.section),
            "strand": str(self.strand),
            "grade": self.grade,
            "text": self.text,
            "notes": list(self.notes),
            "page": self.page,
        }


_NAMED_PARTS = {
    "findings": "record of main findings",
    "grades": "grades table",
    "recommendations": "recommendations",
}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One thing an inspection asked for: an item of `paragraph` (a paragraph number)."""

    report: str
    paragraph: str
    item: int
    timescale: str | None
    owner: str | None
    text: str
    strand: Strand = Strand.GENERAL
    timescale_printed: str | None = None

    @property
    def key(self) -> str:
        return f"{self.report}#{self.paragraph}.{self.item}"

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "para": self.paragraph,
            "item": self.item,
            "timescale": self.timescale,
            "owner": self.owner,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Judgement:
    """A row of the record of main findings (or grades table): what was judged, and the grade.

    `column` names the column of a table that has several ("Council services").
    """

    report: str
    paragraph: str
    aspect: str
    strand: Strand
    grade: str
    number: int | None
    scale: str
    column: str | None = None

    @property
    def key(self) -> str:
        return f"{self.report}#{self.paragraph}"

    def to_export_json(self) -> dict[str, Any]:
        """The row as `qa export` prints it."""
        return {
            "key": self.key,
            "judgement": self.aspect,
            "strand": str(self.strand),
            "grade": self.grade,
            "number": self.number,
            "column": self.column,
        }

    def to_json(self) -> dict[str, Any]:
        """The row as `qa ask` and `qa judgements` print it."""
        return {
            "report": self.report,
            "strand": str(self.strand),
            "aspect": self.aspect,
            "column": self.column,
            "grade": self.grade,
            "number": self.number,
            "scale": self.scale,
            "key": self.key,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """One published inspection document, read whole.

    `source` is the text of the file as read, line ends made alike; `source_sha256` is of the
    file's bytes. `published` and `inspection_ended` are ISO dates; a report that does not print
    when it was published has None, and goes by the last day of its inspection. `account` tiles the
    source (white space apart). Raises ValueError when it has neither date.
    `is_dated_by_file` says that `published` stands in the file's name, not in the report.
    """

    key: str
    authority: str
    authority_key: str
    title: str
    citation_title: str
    inspectorate: str
    framework: str
    framework_key: str
    scale: GradeScale
    inspected: str | None
    published: str | None
    lead_inspector: str | None
    reference_no: str | None
    source: str
    source_sha256: str
    file_name: str
    paragraphs: tuple[Paragraph, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    account: tuple[SourceSpan, ...] = ()
    warnings: tuple[str, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    inspection_ended: str | None = None
    is_dated_by_file: bool = False

    def __post_init__(self) -> None:
        if not (self.published or self.inspection_ended):
            raise ValueError(f"{self.key} has no date")

    @property
    def date(self) -> str:
        """The ISO date it goes by: of publication, else the last day of the inspection."""
        return self.published or self.inspection_ended or ""

    @property
    def year(self) -> int:
        return int(self.date[:4])

    @property
    def short_title(self) -> str:
        """A name for a list or a heading: "London Borough of Harrow, 2012"."""
        return f"{self.authority}, {self.year}"

    def paragraph(self, number: str) -> Paragraph:
        """The paragraph with this number. Raises KeyError if there is none."""
        for paragraph in self.paragraphs:
            if paragraph.number == number:
                return paragraph
        raise KeyError(f"{self.key}#{number}")

    def to_json(self) -> dict[str, Any]:
        return {
            "report": self.key,
            "authority": self.authority,
            "title": self.title,
            "framework": self.framework,
            "inspected": self.inspected,
            "published": self.published,
            "lead_inspector": self.lead_inspector,
            "reference_no": self.reference_no,
            "grade_scale": self.scale.to_json(),
            "source_sha256": self.source_sha256,
        }
