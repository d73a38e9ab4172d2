"""Grades of every framework: which words are one grade, and how they rank."""

from __future__ import annotations

import pytest

from qa.answer.asking.bounds import bound_in
from qa.answer.asking.grades import is_asked
from qa.answer.asking.premises import premise
from qa.reading.text.frameworks import framework
from qa.reading.text.grades import is_same_grade, place_of, places_below
from qa.report import Judgement, Strand
from qa.search.asked.question import Kind, Understood

ILACS = framework("ilacs").scale
# As a report of 2018 or later prints it, and as people ask for it.
PRINTED, ASKED = "Requires improvement to be good", "Requires improvement"


def judged(grade: str) -> Judgement:
    """A judgement of a report under the framework of today, which numbers no grade."""
    return Judgement(
        report="x-2022",
        strand=Strand.GENERAL,
        aspect="Overall effectiveness",
        grade=grade,
        number=None,
        scale=ILACS.describe(),
        paragraph="findings",
    )


def asking(question: str, *grades: str) -> Understood:
    return Understood(question, question, question, kind=Kind.ACROSS, grades=grades)


def test_a_grade_is_one_grade_in_all_its_wordings() -> None:
    assert is_same_grade(PRINTED, ASKED) and is_same_grade(ASKED, PRINTED)
    assert not is_same_grade(PRINTED, "Good")
    assert place_of(ASKED, ILACS) == place_of(PRINTED, ILACS) == 2


def test_a_grade_asked_for_is_found_as_the_report_prints_it() -> None:
    asked = asking("Which councils were judged requires improvement?", ASKED)
    assert is_asked(judged(PRINTED), asked)
    assert not is_asked(judged("Good"), asked)


@pytest.mark.parametrize(
    ("question", "holds", "holds_not"),
    [
        ("which weren't requires improvement?", "Good", PRINTED),
        ("which were better than requires improvement?", "Good", PRINTED),
        ("which were worse than requires improvement?", "Inadequate", PRINTED),
        ("which were worse than good?", PRINTED, "Good"),
    ],
)
def test_a_bound_is_held_to_whatever_the_wording(question: str, holds: str, holds_not: str) -> None:
    bound = bound_in(question)
    assert bound is not None
    assert bound.holds(holds) and not bound.holds(holds_not)


@pytest.mark.parametrize("grade", [PRINTED, ASKED])
def test_why_a_grade_was_given_takes_that_grade_alone_for_granted(grade: str) -> None:
    assert premise(f"why was it {grade.lower()}?") == ASKED


def test_grades_of_no_common_scale_do_not_rank() -> None:
    assert places_below("Adequate", ASKED) is None
    assert places_below("Inadequate", PRINTED) == 1
