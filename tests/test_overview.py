"""The judgements of the library as one picture: compared by word, strands apart, safe as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from qa.assistant import Assistant
from qa.overview import REPORTS_ABREAST, Sort, View, as_csv, overview, row_name
from qa.report import Judgement, Report, Strand
from qa.scale import GradeScale

UP = GradeScale(("Outstanding", "Good", "Adequate", "Inadequate"), (4, 3, 2, 1))
DOWN = GradeScale(("Outstanding", "Good", "Adequate", "Inadequate"), (1, 2, 3, 4))
LATER = GradeScale(("Outstanding", "Good", "Requires improvement to be good", "Inadequate"))


def report(key: str, scale: GradeScale, framework: str = "f") -> Report:
    authority, year = key.rsplit("-", 1)
    return Report(
        key, f"Borough of {authority.title()}", authority, "Inspection", "Inspection", "Ofsted",
        "A framework", framework, scale, None, f"{year}-01-02", None, None, "", "0", "x.txt",
    )  # fmt: skip


def judged(of: Report, aspect: str, grade: str, strand: Strand = Strand.SAFEGUARDING) -> Judgement:
    number = of.scale.number(grade)
    return Judgement(of.key, "findings", aspect, strand, grade, number, of.scale.describe())


def keys(reports: list[Report], rows: list[Judgement], view: View) -> list[str]:
    found = overview(reports, rows, view)
    return list(dict.fromkeys(c.report.key for band in found.bands for c in band.columns))


OLD, NEW, LAST = report("a-2007", UP), report("b-2012", DOWN), report("c-2019", LATER, "ilacs")
ROWS = [
    judged(OLD, "Staying safe", "Good"),
    judged(NEW, "Staying safe", "Adequate"),
    judged(LAST, "Staying safe", "Requires improvement"),
    judged(LAST, "Being healthy", "Outstanding"),
]
ALL = [OLD, NEW, LAST]


def test_grades_are_compared_by_word_and_never_by_number() -> None:
    """3 of 2007 is good and 3 of 2012 is adequate; the later frameworks have no numbers."""
    best = keys(ALL, ROWS, View(aspect="Staying safe", sort=Sort.BEST))
    assert best[0] == OLD.key
    assert keys(ALL, ROWS, View(aspect="Staying safe", sort=Sort.WORST))[-1] == OLD.key
    counts = overview(ALL, ROWS, View()).counts
    assert [word for word, _ in counts][:2] == ["Outstanding", "Good"]


def test_reports_stand_by_authority_or_newest_first() -> None:
    assert keys(ALL, ROWS, View()) == [OLD.key, NEW.key, LAST.key]
    assert keys(ALL, ROWS, View(sort=Sort.NEWEST)) == [LAST.key, NEW.key, OLD.key]


def test_a_view_is_narrowed_by_what_it_names() -> None:
    assert keys(ALL, ROWS, View(authority="b")) == [NEW.key]
    assert keys(ALL, ROWS, View(framework="ilacs")) == [LAST.key]
    assert keys(ALL, ROWS, View(grade="good")) == [OLD.key]
    assert keys(ALL, ROWS, View(strand=Strand.LOOKED_AFTER)) == []
    assert overview(ALL, ROWS, View(aspect="being healthy")).judgements == 1


def test_thousands_of_reports_are_shown_a_page_at_a_time() -> None:
    many = [report(f"place{n:04}-2012", DOWN) for n in range(1000)]
    rows = [judged(each, "Staying safe", "Good") for each in many]
    last = overview(many, rows, View(page=10**6))
    assert last.reports == 1000
    assert last.page == last.pages == -(-1000 // REPORTS_ABREAST)
    first = overview(many, rows, View())
    assert [column.report for column in first.bands[0].columns] == many[:REPORTS_ABREAST]


def test_one_aspect_under_two_names_is_one_row_and_keeps_its_names() -> None:
    rows = [judged(NEW, "Partnership working", "Good"), judged(LAST, "Partnerships", "Good")]
    (row,) = overview(ALL, rows, View()).bands[0].rows
    assert [cell[0].aspect for cell in row.cells] == ["Partnership working", "Partnerships"]
    assert row_name("Evaluation") == "Evaluation"


def test_the_real_library_strands_apart_and_every_judgement_once(assistant: Assistant) -> None:
    found = assistant.overview()
    shown = [j for band in found.bands for row in band.rows for cell in row.cells for j in cell]
    assert len(shown) == len(assistant.judgements()) == found.judgements
    assert set(shown) == set(assistant.judgements())
    for band in found.bands:
        assert {j.strand for row in band.rows for cell in row.cells for j in cell} == {band.strand}
    general = next(band for band in found.bands if band.strand is Strand.GENERAL)
    parts = [column.part for column in general.columns]
    assert parts == ["Local services overall", "Council services", "Health services"]


def test_the_rows_keep_to_the_order_of_each_reports_table(assistant: Assistant) -> None:
    for band in assistant.overview().bands:
        names = [row.aspect for row in band.rows]
        for column in band.columns:
            own = [
                names.index(row_name(j.aspect))
                for j in assistant.judgements(column.report.key, band.strand)
                if j.column == column.part
            ]
            inversions = sum(a > b for a, b in zip(own, own[1:], strict=False))
            assert inversions <= 2  # reports of one framework do not all keep to one order


def test_csv_runs_no_formula_and_reads_back(assistant: Assistant) -> None:
    hostile = replace(judged(NEW, '=HYPERLINK("http://e.example")', "Good"), column="@x")
    text = as_csv(ALL, [hostile, replace(hostile, aspect="a, b\n“c”", column=None)])
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["aspect"].startswith("'=")
    assert rows[0]["column"] == "'@x"
    assert rows[1]["aspect"] == "a, b\n“c”"
    assert rows[1]["column"] == ""
    real = list(csv.DictReader(io.StringIO(assistant.judgements_csv(assistant.judgements()))))
    assert [row["key"] for row in real] == [j.key for j in assistant.judgements()]
    assert {row["grade"] for row in real} <= {"Outstanding", "Good", "Adequate", "Inadequate"}


@pytest.mark.parametrize(
    ("report_key", "aspect", "number"), [("harrow-2012", "Being healthy", "58")]
)
def test_a_judgement_leads_to_the_words_that_state_it(
    assistant: Assistant, report_key: str, aspect: str, number: str
) -> None:
    rows = assistant.judgements(report_key, Strand.LOOKED_AFTER)
    quote = assistant.statement(next(row for row in rows if row.aspect == aspect))
    assert quote is not None
    assert quote.paragraph.number == number
    assert "inadequate" in quote.text
