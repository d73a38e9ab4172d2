"""A file to a Report: the one way in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qa.errors import ReadingError
from qa.reading.abbreviations import abbreviations
from qa.reading.account import account_of
from qa.reading.blocks import blocks_of
from qa.reading.body import Body, read_body
from qa.reading.drafts import Draft
from qa.reading.findings import read_findings
from qa.reading.frameworks import Framework, common, fold, recognise
from qa.reading.front import read_front, split_front
from qa.reading.headings import HeadingTeller
from qa.reading.lines import FURNITURE, Line
from qa.reading.pages import read_lines
from qa.reading.recommendations import read_recommendations
from qa.reading.source import SUFFIXES, Source, load
from qa.report import Judgement, Paragraph, Recommendation, Report, SourceSpan, SpanKind, Strand


def is_report_file(path: Path) -> bool:
    """Whether a file of the corpus folder is a report (README and the like are not)."""
    return path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def read_report(path: Path) -> Report:
    """Read one report. Raises ReadingError with a sentence on what is wrong with the file."""
    return read_source(load(path))


def read_source(source: Source) -> Report:
    """Read a report from its text."""
    lines = read_lines(source.text)
    contents, body_start = split_front(lines)
    front = read_front(lines[:contents] or lines[:40])
    framework = recognise("\n".join(line.text for line in lines[: contents or 40]))
    if front.authority is None or front.authority_key is None:
        raise ReadingError(f"{source.name}: the first page names no English local authority.")
    if front.published is None:
        raise ReadingError(f"{source.name}: the first page gives no date of publication.")
    teller = HeadingTeller([line.text for line in lines[contents:body_start]], framework)
    body = read_body(source.text, blocks_of(lines[body_start:], teller), framework)
    key = f"{front.authority_key}-{front.published[:4]}"
    judgements, recommendations, paragraphs, warnings = _finish(key, body, framework)
    paragraphs = [replace(p, page=source.page(p.pieces[0].start)) for p in paragraphs]
    if not paragraphs:
        raise ReadingError(f"{source.name}: no text was found under the first page.")
    account, unread = account_of(
        source.text, [*_front_spans(lines, contents, body_start), *body.spans]
    )
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
        warnings=(*source.warnings, *warnings, *unread),
        abbreviations=abbreviations(" ".join(p.text for p in paragraphs)),
    )


def _front_spans(lines: Sequence[Line], contents: int, body: int) -> list[SourceSpan]:
    """The lines before the body, and the edges of pages in it."""
    spans = []
    for place, line in enumerate(lines):
        if place < body or line.mark in FURNITURE:
            is_contents = contents <= place < body
            kind = SpanKind.CONTENTS if is_contents else SpanKind.FURNITURE
            spans.append(SourceSpan(line.start, line.end, kind))
    return spans


def _finish(
    key: str, body: Body, framework: Framework
) -> tuple[list[Judgement], list[Recommendation], list[Paragraph], list[str]]:
    headings = [heading for draft in body.drafts for heading in draft.section]
    judgements: list[Judgement] = []
    warnings = list(body.warnings)
    for draft in body.drafts:
        if draft.number == framework.findings:
            found, trouble = read_findings(draft.rows, key, framework, body.tags, headings)
            judgements += found
            warnings += trouble
    recommendations: list[Recommendation] = []
    paragraphs: list[Paragraph] = []
    for draft in body.drafts:
        if not draft.pieces:
            continue
        strand = _strand(draft, framework)
        if draft.lists_recommendations:
            recommendations += read_recommendations(key, draft, strand)
        paragraphs.append(draft.finish(key, strand, _grade(draft, body, framework, judgements)))
    warnings += [f"{p.label}: {note}" for p in paragraphs for note in p.notes]
    return judgements, recommendations, paragraphs, warnings


def _strand(draft: Draft, framework: Framework) -> Strand:
    """The strand of a paragraph: its headings', else what its first sentence is about."""
    if framework.strands or draft.strand is not Strand.GENERAL or not draft.number[-1].isdigit():
        return draft.strand
    return common().strand_of(draft.text)


def _grade(
    draft: Draft, body: Body, framework: Framework, judgements: Sequence[Judgement]
) -> str | None:
    """The grade that goes with a paragraph's section: the tag on it, else the table's row."""
    if not draft.section or draft.number == framework.findings:
        return None
    heading = fold(draft.section[-1])
    tag = body.tags.get((heading, draft.strand))
    if tag is not None:
        return framework.scale.word(tag)
    for judgement in judgements:
        if fold(judgement.aspect) == heading and judgement.strand in (draft.strand, Strand.GENERAL):
            return judgement.grade
    return None
