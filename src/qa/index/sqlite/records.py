"""Reports as rows of SQLite and back, exactly: `read(write(report)) == report`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qa.index.passages import Passage
from qa.pieces import Join, Piece, SourceSpan, SpanKind
from qa.report import Item, Judgement, Paragraph, Recommendation, Report, Strand
from qa.scale import GradeScale

SCHEMA = """
CREATE TABLE reports (
    key TEXT PRIMARY KEY, authority_key TEXT NOT NULL, date TEXT NOT NULL,
    head TEXT NOT NULL, source TEXT NOT NULL, account TEXT NOT NULL);
CREATE TABLE paragraphs (
    key TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES reports, number TEXT NOT NULL,
    position INTEGER NOT NULL, printed INTEGER NOT NULL, section TEXT NOT NULL,
    strand TEXT NOT NULL, grade TEXT, text TEXT NOT NULL, pieces TEXT NOT NULL,
    items TEXT NOT NULL, notes TEXT NOT NULL, page INTEGER, seams TEXT NOT NULL);
CREATE INDEX paragraphs_of ON paragraphs (report, position);
CREATE TABLE judgements (
    report TEXT NOT NULL REFERENCES reports, position INTEGER NOT NULL, paragraph TEXT NOT NULL,
    aspect TEXT NOT NULL, strand TEXT NOT NULL, grade TEXT NOT NULL, number INTEGER,
    scale TEXT NOT NULL, "column" TEXT, PRIMARY KEY (report, position));
CREATE TABLE recommendations (
    report TEXT NOT NULL REFERENCES reports, position INTEGER NOT NULL, paragraph TEXT NOT NULL,
    item INTEGER NOT NULL, timescale TEXT, owner TEXT, text TEXT NOT NULL, strand TEXT NOT NULL,
    timescale_printed TEXT, PRIMARY KEY (report, position));
CREATE TABLE abbreviations (
    report TEXT NOT NULL REFERENCES reports, short TEXT NOT NULL, long TEXT NOT NULL,
    PRIMARY KEY (report, short));
CREATE TABLE contents (
    id INTEGER PRIMARY KEY, report TEXT NOT NULL, authority_key TEXT NOT NULL, date TEXT NOT NULL,
    paragraphs INTEGER NOT NULL, passages INTEGER NOT NULL);
CREATE TABLE facts (
    report TEXT PRIMARY KEY, name TEXT NOT NULL, inspected INTEGER NOT NULL,
    framework TEXT NOT NULL, judged TEXT NOT NULL);
CREATE TABLE passages (report TEXT PRIMARY KEY, sha256 BLOB NOT NULL);
CREATE TABLE words (word TEXT PRIMARY KEY, paragraphs INTEGER NOT NULL) WITHOUT ROWID;
"""
PARAGRAPH = (
    "report, number, printed, section, strand, grade, text, pieces, items, notes, page, seams"
)
JUDGEMENT = 'report, paragraph, aspect, strand, grade, number, scale, "column"'
RECOMMENDATION = "report, paragraph, item, timescale, owner, text, strand, timescale_printed"
HEAD = "key, authority_key, date, head"
FACTS = "report, name, inspected, framework, judged"
CONTENTS = "report, authority_key, date, paragraphs, passages"
HASH_BYTES = 32

# Fields of a Report that stand in its head as they are.
_PLAIN = (
    "authority",
    "title",
    "citation_title",
    "inspectorate",
    "framework",
    "framework_key",
    "inspected",
    "inspection_ended",
    "published",
    "is_dated_by_file",
    "lead_inspector",
    "reference_no",
    "source_sha256",
    "file_name",
)


def rows_of(report: Report) -> Iterable[tuple[str, list[tuple[Any, ...]]]]:
    """A report as rows, table by table; the first column of each is the report's key."""
    head = {name: getattr(report, name) for name in _PLAIN}
    head |= {
        "scale": {"words": report.scale.words, "numbers": report.scale.numbers},
        "warnings": report.warnings,
    }
    account = [(span.start, span.end, str(span.kind)) for span in report.account]
    yield (
        "reports",
        [
            (
                report.key,
                report.authority_key,
                report.date,
                _dump(head),
                report.source,
                _dump(account),
            )
        ],
    )
    yield "paragraphs", [_paragraph_row(p, at) for at, p in enumerate(report.paragraphs)]
    yield (
        "judgements",
        [
            (
                j.report,
                at,
                j.paragraph,
                j.aspect,
                str(j.strand),
                j.grade,
                j.number,
                j.scale,
                j.column,
            )
            for at, j in enumerate(report.judgements)
        ],
    )
    yield "facts", [_facts_row(report)]
    yield "recommendations", [_advice_row(r, at) for at, r in enumerate(report.recommendations)]
    yield "abbreviations", [(report.key, *pair) for pair in report.abbreviations.items()]


def _paragraph_row(paragraph: Paragraph, position: int) -> tuple[Any, ...]:
    return (
        paragraph.key,
        paragraph.report,
        paragraph.number,
        position,
        paragraph.printed,
        _dump(paragraph.section),
        str(paragraph.strand),
        paragraph.grade,
        paragraph.text,
        _dump([(piece.start, piece.end, str(piece.join)) for piece in paragraph.pieces]),
        _dump([(item.number, item.start, item.end) for item in paragraph.items]),
        _dump(paragraph.notes),
        paragraph.page,
        _dump(paragraph.seams),
    )


def _facts_row(report: Report) -> tuple[Any, ...]:
    inspected = int((report.inspection_ended or report.date)[:4])
    judged = dict.fromkeys((row.aspect, str(row.strand)) for row in report.judgements)
    return report.key, report.authority, inspected, report.framework_key, _dump(list(judged))


def _advice_row(advice: Recommendation, position: int) -> tuple[Any, ...]:
    return (
        advice.report,
        position,
        advice.paragraph,
        advice.item,
        advice.timescale,
        advice.owner,
        advice.text,
        str(advice.strand),
        advice.timescale_printed,
    )


def paragraph_from(row: Sequence[Any]) -> Paragraph:
    """A paragraph from the columns `PARAGRAPH`."""
    report, number, printed, section, strand, grade, text, pieces, items, notes, page, seams = row
    return Paragraph(
        report=report,
        number=number,
        printed=bool(printed),
        section=tuple(json.loads(section)),
        strand=Strand(strand),
        grade=grade,
        text=text,
        pieces=tuple(Piece(start, end, Join(join)) for start, end, join in json.loads(pieces)),
        items=tuple(Item(*item) for item in json.loads(items)),
        notes=tuple(json.loads(notes)),
        page=page,
        seams=tuple(json.loads(seams)),
    )


def judged_from(text: str) -> tuple[tuple[str, Strand], ...]:
    """The aspects that a report judges, each with its strand, from the column `judged`."""
    return tuple((aspect, Strand(strand)) for aspect, strand in json.loads(text))


def judgement_from(row: Sequence[Any]) -> Judgement:
    """A judgement from the columns `JUDGEMENT`."""
    report, paragraph, aspect, strand, grade, number, scale, column = row
    return Judgement(report, paragraph, aspect, Strand(strand), grade, number, scale, column)


def recommendation_from(row: Sequence[Any]) -> Recommendation:
    """A recommendation from the columns `RECOMMENDATION`."""
    report, paragraph, item, timescale, owner, text, strand, printed = row
    return Recommendation(report, paragraph, item, timescale, owner, text, Strand(strand), printed)


def head_from(row: Sequence[Any], abbreviations: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a Report that the columns `HEAD` and its abbreviations hold."""
    key, authority_key, _, text = row
    head = json.loads(text)
    scale = head.pop("scale")
    return {
        **head,
        "key": key,
        "authority_key": authority_key,
        "scale": GradeScale(tuple(scale["words"]), tuple(scale["numbers"])),
        "warnings": tuple(head["warnings"]),
        "abbreviations": dict(abbreviations),
    }


def hashes_of(passages: Iterable[Passage]) -> bytes:
    """The hashes of the passages' texts, one after the other."""
    return b"".join(text_hash(passage.text) for passage in passages)


def text_hash(text: str) -> bytes:
    """What tells whether a passage has to be embedded again: the SHA-256 of its text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()


def account_from(text: str) -> tuple[SourceSpan, ...]:
    """An account of the source from its column."""
    return tuple(SourceSpan(start, end, SpanKind(kind)) for start, end, kind in json.loads(text))


_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # made once: it is quick
