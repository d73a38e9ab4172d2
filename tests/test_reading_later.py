"""Reading of whole reports of later kinds: samples written for these tests, laid out as printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from qa.quotation import citation
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


# -- findings without numbers --------------------------------------------------------------------


def unnumbered(name: str, heading: str) -> list[str]:
    """The loose texts right under a heading, in order."""
    return [
        " ".join(p.text.split())
        for p in report(name).paragraphs
        if p.section[-1:] == (heading,) and p.number.startswith("u")
    ]


def test_each_bullet_that_is_a_whole_finding_has_a_key_of_its_own() -> None:
    found = unnumbered(
        "ilacs-bulleted", "The experiences and progress of children who need help and protection"
    )
    assert [text.split()[0] for text in found] == ["Thresholds", "Children", "Strategy"]
    assert found[1].endswith("plans drift: – meetings are put off – actions have no date")


def test_phrases_under_a_lead_in_stay_a_list() -> None:
    (text,) = unnumbered("monitoring-visit-letter", "Areas covered by the visit")
    assert text.endswith("permanence planning the voice of the child visits by social workers")


def test_the_keys_of_loose_text_count_up_through_the_report() -> None:
    for name in ALL:
        loose = [p.number for p in report(name).paragraphs if p.number.startswith("u")]
        assert loose == [f"u{n}" for n in range(1, len(loose) + 1)]


@pytest.mark.parametrize(
    ("name", "sections"),
    [
        (
            "monitoring-visit-letter",
            ["", "Areas covered by the visit", "Summary of findings", "Evaluation of progress"],
        ),
        ("plain-report", ["", "What we looked at", "What we found", "What we propose"]),
        (
            "focused-visit-letter",
            [
                "",
                "Overview",
                "What needs to improve in this area of social work practice",
                "Findings",
            ],
        ),
    ],
)
def test_letters_and_plain_reports_have_their_headings(name: str, sections: list[str]) -> None:
    found = [" > ".join(p.section) for p in report(name).paragraphs]
    assert list(dict.fromkeys(found)) == sections


def test_prose_after_a_list_is_a_text_of_its_own() -> None:
    found = unnumbered("plain-report", "What we found")
    assert found[-1].startswith("Schools are willing partners.")
    assert found[-2].endswith("they want help with money")


# -- recommendations -----------------------------------------------------------------------------


def test_a_numbered_paragraph_under_recommendations_is_one() -> None:
    advice = report("single-inspection-folded").recommendations
    assert [r.key.partition("#")[2] for r in advice] == ["1.1", "2.1", "3.1", "15.1"]
    assert advice[0].text == (
        "Ensure that assessments are finished within the time that each child needs, and that "
        "managers record why."
    )


def test_it_is_cited_by_its_number_alone() -> None:
    read = report("single-inspection-folded")
    assert citation(read, read.paragraph("15"), 1).endswith("published 29 June 2015, paragraph 15")


def test_a_bulleted_list_of_what_must_improve_is_read_item_by_item() -> None:
    texts = [r.text for r in report("ilacs-bulleted").recommendations]
    assert [" ".join(text.split()[:3]) for text in texts] == [
        "The response to",
        "The quality and",
        "Management oversight of",
    ]
    assert " ".join(texts[1].split()).endswith("shape the plans that are made for them.")


def test_a_footnotes_mark_is_no_part_of_a_heading() -> None:
    paragraph = report("single-inspection-folded").paragraph("5")
    assert paragraph.text.endswith("schools to account.")
    sections = {p.section[-1] for p in report("single-inspection-folded").paragraphs if p.section}
    assert "Information about this local authority area" in sections
