"""Reading of whole reports of later kinds: samples written for these tests, laid out as printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from qa.reading import read_report
from qa.reading.tally import Tally
from qa.report import Report

SAMPLES = Path(__file__).parent / "samples"
ALL = sorted(path.stem for path in SAMPLES.glob("*.txt"))


@cache
def report(name: str) -> Report:
    return read_report(SAMPLES / f"{name}.txt")


# -- judgements --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "judgements"),
    [
        (
            "single-inspection-folded",
            [
                ("Overall effectiveness", "general", "Requires improvement"),
                ("Children who need help and protection", "safeguarding", "Requires improvement"),
                ("Children looked after and achieving permanence", "looked after children", "Good"),
                ("Adoption performance", "looked after children", "Outstanding"),
                (
                    "Experiences and progress of care leavers",
                    "looked after children",
                    "Requires improvement",
                ),
                ("Leadership, management and governance", "general", "Inadequate"),
                (
                    "The effectiveness of the Local Safeguarding Children Board",
                    "general",
                    "Good",
                ),
            ],
        ),
        (
            "single-inspection-tabs",
            [
                ("Overall effectiveness", "general", "Good"),
                ("Children who need help and protection", "safeguarding", "Good"),
                ("Children looked after and achieving permanence", "looked after children", "Good"),
                ("Adoption performance", "looked after children", "Requires improvement"),
                (
                    "Experiences and progress of care leavers",
                    "looked after children",
                    "Outstanding",
                ),
                ("Leadership, management and governance", "general", "Good"),
            ],
        ),
        (
            "ilacs-numbered",
            [
                (
                    "The impact of leaders on social work practice with children and families",
                    "general",
                    "Good",
                ),
                (
                    "The experiences and progress of children who need help and protection",
                    "safeguarding",
                    "Requires improvement to be good",
                ),
                (
                    "The experiences and progress of children in care and care leavers",
                    "looked after children",
                    "Outstanding",
                ),
                ("Overall effectiveness", "general", "Good"),
            ],
        ),
        (
            "ilacs-bulleted",
            [
                (
                    "The impact of leaders on social work practice with children and families",
                    "general",
                    "Requires improvement to be good",
                ),
                (
                    "The experiences and progress of children who need help and protection",
                    "safeguarding",
                    "Requires improvement to be good",
                ),
                (
                    "The experiences and progress of children in care and care leavers",
                    "looked after children",
                    "Good",
                ),
                ("Overall effectiveness", "general", "Requires improvement to be good"),
            ],
        ),
        ("focused-visit-letter", []),
        ("monitoring-visit-letter", []),
        ("plain-report", []),
    ],
)
def test_judgements_of_the_opening_summary_are_read(
    name: str, judgements: list[tuple[str, str, str]]
) -> None:
    found = [(j.aspect, str(j.strand), j.grade) for j in report(name).judgements]
    assert found == judgements


# -- numbers and the account ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("single-inspection-folded", 17),
        ("single-inspection-tabs", 12),
        ("ilacs-numbered", 9),
        ("ilacs-bulleted", 0),
        ("focused-visit-letter", 0),
        ("monitoring-visit-letter", 0),
        ("plain-report", 0),
    ],
)
def test_printed_numbers_are_kept_and_none_is_made_up(name: str, last: int) -> None:
    numbered = [p for p in report(name).paragraphs if p.is_numbered]
    assert [p.number for p in numbered] == [str(n) for n in range(1, last + 1)]
    assert all(p.printed for p in numbered)


@pytest.mark.parametrize("name", ALL)
def test_nothing_of_a_later_report_is_lost(name: str) -> None:
    tally = Tally.of(report(name))
    assert (tally.covered, tally.troubles) == ("100 %", ())


@pytest.mark.parametrize(
    ("name", "number", "grade", "section"),
    [
        (
            "single-inspection-folded",
            "7",
            "Requires improvement",
            "The experiences and progress of children who need help and protection",
        ),
        ("single-inspection-folded", "13", "Inadequate", "Leadership, management and governance"),
        (
            "ilacs-numbered",
            "6",
            "Outstanding",
            "The experiences and progress of children in care and care leavers",
        ),
    ],
)
def test_the_grade_of_a_section_goes_with_the_paragraphs_under_it(
    name: str, number: str, grade: str, section: str
) -> None:
    paragraph = report(name).paragraph(number)
    assert paragraph.grade == grade
    assert section in paragraph.section
