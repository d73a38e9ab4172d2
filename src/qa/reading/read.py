"""A file to a Report: the one way in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.errors import ReadingError
from qa.pieces import SourceSpan, SpanKind
from qa.reading.abbreviations import abbreviations
from qa.reading.account import account_of
from qa.reading.numbered.blocks import blocks_of
from qa.reading.numbered.body import Body, read_body
from qa.reading.numbered.drafts import Draft
from qa.reading.numbered.recommendations import read_recommendations
from qa.reading.outline.front import read_front
from qa.reading.outline.headings import HeadingTeller
from qa.reading.outline.layout import FIRST_PAGES, Layout, layout_of
from qa.reading.source import Source, load
from qa.reading.tables.findings import read_findings
from qa.reading.tables.pages import read_lines
from qa.reading.text.frameworks import (
    Framework,
    common,
    fold_heading,
    framework,
    recognise,
    told_by,
)
from qa.reading.text.lines import FURNITURE, Line
from qa.report import Judgement, Paragraph, Recommendation, Report, Strand

_NO_AUTHORITY = (
    "{}: the first page names no English local authority. If the report is of one, add a line "
    "with its name above the text (or see that the file begins with the report's first page)."
)
_NO_DATE = (
    "{}: no date of publication was found on the first page, and no dates of the inspection. "
    "Add a line such as “Published: 4 May 2018” to the text, or put the date of publication into "
    "the file's name: wiltshire-2018-05-04.txt."
)
_UNPUBLISHED = (
    "no date of publication is printed, so the key has the year in which the inspection ended; "
    "put the date into the file's name (wiltshire-2018-05-04.txt) to have it cited"
)
_UNKNOWN_FRAMEWORK = (
    "the inspection framework was not recognised: what its grades mean is not known, and its "
    "judgements were not read"
)


_NO_JUDGEMENTS = (
    "no judgement was read, though inspections of this kind give grades: their table may be lost"
)


def read_report(path: Path) -> Report:
    """Read one report. Raises ReadingError with a sentence on what is wrong with the file."""
    return read_source(load(path))


def read_source(source: Source) -> Report:
    """Read a report from its text."""
    lines = read_lines(source.text)
    layout = layout_of(lines)
    front = read_front(layout, lines, source.name)
    if front.authority is None or front.authority_key is None:
        raise ReadingError(_NO_AUTHORITY.format(source.name))
    date = front.published or front.inspection_ended
    if date is None:
        raise ReadingError(_NO_DATE.format(source.name))
    framework, doubts = _framework(layout, lines, int(date[:4]))
    teller = HeadingTeller([line.text for line in layout.contents], framework)
    body = read_body(source.text, blocks_of(layout.body, teller), framework)
    key = f"{front.authority_key}-{date[:4]}"
    judgements, recommendations, paragraphs, warnings = _finish(key, body, framework)
    paragraphs = [replace(p, page=source.page(p.pieces[0].start)) for p in paragraphs]
    if not paragraphs:
        raise ReadingError(f"{source.name}: no text was found under the first page.")
    if not front.published:
        doubts = (*doubts, _UNPUBLISHED)
    account, unread = account_of(source.text, [*_spans(layout), *body.spans])
    return Report(
        key=key,
        authority=front.authority,
        authority_key=front.authority_key,
        title=framework.title.format(authority=front.authority),
        citation_title=framework.citation_title,
        inspectorate=framework.inspectorate,
        framework=framework.name,
        framework_key=framework.key,
        scale=framework.scale,
        inspected=front.inspected,
        inspection_ended=front.inspection_ended,
        is_dated_by_file=front.is_dated_by_file,
        published=front.published,
        lead_inspector=front.lead_inspector,
        reference_no=front.reference_no,
        source=source.text,
        source_sha256=source.sha256,
        file_name=source.name,
        paragraphs=tuple(paragraphs),
        recommendations=tuple(recommendations),
        judgements=tuple(judgements),
        account=account,
        warnings=(*source.warnings, *front.notes, *doubts, *warnings, *unread),
        abbreviations=abbreviations(" ".join(p.text for p in paragraphs)),
    )


def _framework(
    layout: Layout, lines: Sequence[Line], year: int
) -> tuple[Framework, tuple[str, ...]]:
    """The framework a report names or can only have been made under; and what is doubtful."""
    for part in (layout.title, layout.first_pages, lines[:FIRST_PAGES]):
        if named := recognise("\n".join(line.text for line in part)):
            return named, ()
    if told := told_by(year, "\n".join(line.text for line in lines)):
        return told, (f"no framework is named; its year and judgements leave one: {told.name}",)
    return framework("other"), (_UNKNOWN_FRAMEWORK,)


def _spans(layout: Layout) -> list[SourceSpan]:
    """The lines that are no text: first pages, contents list, notices, the edges of pages."""
    edges = [line for line in layout.body if line.mark in FURNITURE]
    furniture = [*layout.first_pages, *layout.notices, *edges]
    return [SourceSpan(line.start, line.end, SpanKind.FURNITURE) for line in furniture] + [
        SourceSpan(line.start, line.end, SpanKind.CONTENTS) for line in layout.contents
    ]


def _finish(
    key: str, body: Body, framework: Framework
) -> tuple[list[Judgement], list[Recommendation], list[Paragraph], list[str]]:
    headings = {
        fold_heading(heading): heading for draft in body.drafts for heading in draft.section
    }
    judgements: list[Judgement] = []
    warnings = list(body.warnings)
    for draft in body.drafts:
        if draft.number.startswith(framework.findings):
            found, trouble = read_findings(
                draft.rows, key, draft.number, framework, body.tags, headings
            )
            judgements += found
            warnings += trouble
    if framework.scale.words and not judgements:
        warnings.append(_NO_JUDGEMENTS)
    grades = _Grades.of(body, framework, judgements)
    recommendations: list[Recommendation] = []
    paragraphs: list[Paragraph] = []
    for draft in body.drafts:
        if not draft.pieces:
            continue
        strand = _strand(draft, framework)
        draft.close()
        if draft.lists_recommendations:
            recommendations += read_recommendations(key, draft, strand)
        paragraphs.append(draft.finish(key, strand, grades.over(draft)))
    warnings += [f"{p.label}: {note}" for p in paragraphs for note in p.notes]
    return judgements, recommendations, paragraphs, warnings


def _strand(draft: Draft, framework: Framework) -> Strand:
    """The strand of a paragraph: its headings', else what its first sentence is about."""
    if framework.strands or draft.strand is not Strand.GENERAL or not draft.number[-1].isdigit():
        return draft.strand
    return common().strand_of(draft.text)


@dataclass(frozen=True, slots=True)
class _Grades:
    """The grades that go with sections, by folded heading and strand: a tag on it, a table's row.

    Where the framework grades whole sections, that goes for the sections within them.
    """

    tags: Mapping[tuple[str, Strand], str | None]
    rows: Mapping[tuple[str, Strand], str]
    findings: str
    is_of_all_within: bool

    @classmethod
    def of(cls, body: Body, framework: Framework, judgements: Sequence[Judgement]) -> _Grades:
        rows: dict[tuple[str, Strand], str] = {}
        for row in judgements:
            of = list(Strand) if row.strand is Strand.GENERAL else [row.strand]
            for strand in of:
                rows.setdefault((fold_heading(row.aspect), strand), row.grade)
        tags = {place: framework.grade(tag) for place, tag in body.tags.items()}
        return cls(tags, rows, framework.findings, bool(framework.aspects))

    def over(self, draft: Draft) -> str | None:
        """The grade of the section a paragraph stands in; of a table of judgements none."""
        if draft.number.startswith(self.findings):
            return None
        headings = draft.section if self.is_of_all_within else draft.section[-1:]
        for heading in reversed(headings):
            place = (fold_heading(heading), draft.strand)
            if grade := self.tags[place] if place in self.tags else self.rows.get(place):
                return grade
        return None
