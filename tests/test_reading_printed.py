"""A PDF printed from a report gives the paragraphs of the report, whoever printed it."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import CORPUS
from printing import PRINTERS, counted_pages

from qa.reading import read_report
from qa.report import Report

REPORTS = sorted(path.stem for path in CORPUS.glob("*.txt"))


@cache
def as_text(key: str) -> Report:
    return read_report(CORPUS / f"{key}.txt")


@cache
def printed(key: str, printer: str) -> Report:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "report.pdf"
        file.write_bytes(PRINTERS[printer]((CORPUS / f"{key}.txt").read_text("utf-8")))
        return read_report(file)


def fold(text: str) -> str:
    return " ".join(text.split())


def judged(report: Report) -> set[tuple[Any, ...]]:
    """The judgements; a table that lost its columns cannot tell which column one stood in."""
    return {(j.aspect, j.strand, j.grade) for j in report.judgements}


def front(report: Report) -> tuple[Any, ...]:
    return (
        report.key,
        report.title,
        report.framework_key,
        report.published,
        report.inspected,
        report.lead_inspector,
        report.reference_no,
    )


@pytest.mark.parametrize(
    ("key", "printer"),
    [*product(REPORTS, ("plain", "typeset", "counted")), ("havering-2011", "small")],
)
def test_a_printed_report_gives_the_paragraphs_of_its_text(key: str, printer: str) -> None:
    text, pdf = as_text(key), printed(key, printer)
    assert [p.key for p in pdf.paragraphs] == [p.key for p in text.paragraphs]
    for ours, theirs in zip(pdf.paragraphs, text.paragraphs, strict=True):
        assert fold(ours.text) == fold(theirs.text)
        assert (ours.section, ours.strand, ours.grade) == (
            theirs.section,
            theirs.strand,
            theirs.grade,
        ), ours.key
    assert judged(pdf) == judged(text)
    assert front(pdf) == front(text)
    assert [(r.key, r.timescale, r.owner, fold(r.text)) for r in pdf.recommendations] == [
        (r.key, r.timescale, r.owner, fold(r.text)) for r in text.recommendations
    ]


def test_each_paragraph_knows_the_page_on_which_its_number_is_printed() -> None:
    text = (CORPUS / "harrow-2012.txt").read_text("utf-8")
    pages = {
        int(number[1]): page
        for page, lines in enumerate(counted_pages(text), 1)
        for line in lines
        if (number := re.match(r"[- ]*(\d{1,3})\. ", line))
    }
    read = {
        int(p.number): p.page for p in printed("harrow-2012", "counted").paragraphs if p.printed
    }
    assert len(read) > 90
    assert read == {number: pages[number] for number in read}
