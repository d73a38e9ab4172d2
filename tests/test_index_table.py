"""The table of passages: whose each row is, and what each paragraph is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from index_samples import sample_report

from qa.errors import LibraryIndexError
from qa.index.passages import passages_of
from qa.index.sqlite.joined import STORE
from qa.index.sqlite.store import Store
from qa.index.sqlite.storing import write
from qa.index.sqlite.table import (
    FINDINGS,
    KINDS,
    NAMES,
    PARAGRAPHS,
    PASSAGES,
    PLAIN,
    SCALE,
    STRANDS,
    PassageTable,
)
from qa.index.sqlite.tabling import TableDraft
from qa.index.sqlite.units import PassageUnits
from qa.report import Report

HARROW = sample_report()
REPORTS = [
    HARROW,
    sample_report("havering-2007", paragraphs=(), recommendations=(), judgements=()),
    sample_report("barnet-2012"),
]
CUT = [passage for report in REPORTS for passage in passages_of(report)]


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> PassageUnits:
    """Of three reports made by hand, as read from the disk."""
    folder = tmp_path_factory.mktemp("table")
    write(folder, REPORTS, CUT)
    contents = Store(folder / STORE).contents
    return PassageUnits.of(PassageTable.open(folder), contents.entries)


def test_each_row_knows_its_paragraph_and_kind(units: PassageUnits) -> None:
    """Rows are numbered in the order of the passages."""
    assert len(units) == len(CUT)
    keys = units.keys(units.paragraphs_of(np.arange(len(CUT))))
    assert keys == tuple(passage.key for passage in CUT)
    kinds = units.table.passages["kind"].tolist()
    assert [KINDS[kind] for kind in kinds] == [passage.kind for passage in CUT]
    assert units.is_short.tolist() == [passage.is_short for passage in CUT]


def test_paragraphs_have_places_in_reading_order(units: PassageUnits) -> None:
    """Found by key, and keys by place; what is unknown has none."""
    keys = [paragraph.key for report in REPORTS for paragraph in report.paragraphs]
    assert units.places(keys) == list(range(len(keys))) == units.places(keys)
    assert units.keys(np.arange(len(keys))) == tuple(keys)
    for key in ("harrow-2012#99", "x#1", "harrow-2012", "", "#", "havering-2007#1", "\ud800#1"):
        assert units.place(key) is None
    with pytest.raises(KeyError):
        units.places(["harrow-2012#99"])


def test_rows_are_found_by_report_by_unit_and_by_paragraph(units: PassageUnits) -> None:
    """Ascending, each once; what is unknown has none."""
    barnet = [r for r, p in enumerate(CUT) if p.key.startswith("barnet")]
    assert units.rows_of_reports(["barnet-2012", "barnet-2012", "x"]).tolist() == barnet
    assert units.rows_of_reports([]).tolist() == []
    unit = "harrow-2012#annex-2.2"
    rows = [r for r, p in enumerate(CUT) if p.unit == unit]
    assert rows and units.rows_of_unit(unit).tolist() == rows
    assert units.holds(unit)
    for away in ("harrow-2012#99", "harrow-2012#annex-2.9", "harrow-2012#annex-2.x", "a.b.c"):
        assert not units.holds(away)
    whole = [r for r, p in enumerate(CUT) if p.key == "harrow-2012#annex-2"]
    places = units.places(["barnet-2012#1", "harrow-2012#annex-2"])
    assert units.rows_of_paragraphs(np.array(places[1:])).tolist() == whole
    rows_of_both, of = units.grouped_rows(np.array(places))
    assert rows_of_both[of == 1].tolist() == whole
    assert units.unit_count(["harrow-2012"]) == len({p.unit for p in passages_of(HARROW)})


def test_what_a_paragraph_is_stands_in_numbers() -> None:
    """Its strand, headings, the grade of its first sentence or the grades of its table."""
    first, second, third = HARROW.paragraphs
    second = replace(second, text="A plan was made. It is good. Grade 1 is best, grade 4 worst.")
    report = replace(HARROW, paragraphs=(first, replace(second, items=()), third))
    table = _table(report)
    rows = table.paragraphs
    assert [STRANDS[strand] for strand in rows["strand"]] == [p.strand for p in report.paragraphs]
    sections = [table.names.headings[at] for at in rows["headings"]]
    assert sections == [p.section for p in report.paragraphs]
    grades = [table.names.grades[at] for at in rows["grades"]]
    assert grades == [("inadequate",), (), ("good", "inadequate")]
    assert rows["kind"].tolist() == [PLAIN, SCALE, FINDINGS]


def test_passages_out_of_reading_order_are_refused() -> None:
    """Rows of a paragraph stand together: so they are looked up by their first."""
    with pytest.raises(LibraryIndexError, match="reading order"):
        TableDraft().add(HARROW, passages_of(HARROW)[::-1])


@pytest.mark.parametrize("file", [PASSAGES, PARAGRAPHS, NAMES])
@pytest.mark.parametrize("content", [None, b"", b"nothing of the kind" * 9])
def test_a_damaged_table_is_refused(file: str, content: bytes | None, tmp_path: Path) -> None:
    """With the command that mends it."""
    _table(HARROW).save(tmp_path)
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(LibraryIndexError, match="qa index"):
        PassageTable.open(tmp_path)


def test_a_table_of_other_passages_is_refused(tmp_path: Path) -> None:
    """Two files that do not belong together."""
    _table(HARROW).save(tmp_path)
    np.save(tmp_path / PASSAGES, _table(HARROW).passages[1:])
    with pytest.raises(LibraryIndexError, match="not of one index"):
        PassageTable.open(tmp_path)


def _table(report: Report) -> PassageTable:
    draft = TableDraft()
    draft.add(report, passages_of(report))
    return draft.finished()
