"""What grades mean: asked by their words or numbers, of one report or of several, and not asked."""

from __future__ import annotations

import pytest
from talking import talk

from qa.assistant import Assistant
from qa.reading.outline.grading import explains_scale
from qa.search.asked.question import Kind


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What does 3 mean in Havering?", "grade 3 is Good"),
        ("What does a 2 stand for in Barnet?", "grade 2 is Good"),
        ("what's the definition of adequate in Harrow", "adequate is grade 3"),
        ("what counts as inadequate in Barnet?", "inadequate is grade 4"),
        ("what does good mean in Havering's 2007 review?", "good is grade 3"),
        (
            "The 2007 review gave a 4, is that the worst you can get or the best?",
            "4 is Outstanding, the best",
        ),
        ("Harrow got a 4 for health, is it the top or the bottom?", "4 is Inadequate, the worst"),
    ],
)
def test_what_a_grade_means_is_told_by_its_word_and_number(
    assistant: Assistant, question: str, told: str
) -> None:
    answer = assistant.ask(question)
    assert answer.understood.kind is Kind.SCALE
    assert told in answer.lead


@pytest.mark.parametrize(
    "question",
    [
        "what counts as good practice in Barnet",
        "which schools count as outstanding in Redbridge",
        "how many services were classed as adequate in Barnet",
        "What does 3 per cent mean for schools in Barnet?",
    ],
)
def test_the_word_of_a_grade_asks_for_no_scale_by_itself(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).understood.kind is not Kind.SCALE


@pytest.mark.parametrize(
    "question",
    [
        "does a 4 mean the same thing in the havering 2007 report as in the 2011 one?",
        "is a 3 the same in 2007 and 2011?",
        "is a 1 in Harrow the same as a 1 in Havering 2007",
    ],
)
def test_whether_a_number_is_the_same_asks_for_no_judgement(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.lead.startswith("They are not the same: grade ")
    assert "By their words" not in answer.lead
    assert not answer.judgements
    assert all(explains_scale(quote.text) for quote in answer.quotes)


@pytest.mark.parametrize(
    "turn",
    [
        "is it the same number in the havering 2007 one?",
        "is it the same scale in Havering 2007?",
        "does it have the same number in 2007?",
    ],
)
def test_a_grade_that_was_explained_is_held_against_another_report(
    assistant: Assistant, turn: str
) -> None:
    """Havering 2007: "2: adequate"; the others: "Adequate (Grade 3)"."""
    lead = talk(assistant, "what does adequate mean", turn).lead
    assert lead.startswith(
        "It is not the same number: adequate is grade 2 in London Borough of Havering 2007; grade 3"
    )


@pytest.mark.parametrize("turn", ["is it adequate in Harrow?", "is health the same in Harrow?"])
def test_a_grade_asked_for_after_its_meaning_is_a_grade(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "what does adequate mean", turn)
    assert {row.report for row in answer.judgements} == {"harrow-2012"}


@pytest.mark.parametrize(
    "question",
    [
        "Did any of the inspections award an Outstanding, and what for?",
        "Which inspection handed out an Outstanding?",
        "Which report gave the most outstandings?",
        "did any of Ofsted's inspectors give an outstanding",
    ],
)
def test_who_awarded_a_grade_is_read_off_the_tables(assistant: Assistant, question: str) -> None:
    """Of all tables Havering's of 2007 alone has a "4: outstanding": twice."""
    rows = assistant.ask(question).judgements
    assert [(row.report, row.aspect) for row in rows] == [
        ("havering-2007", "Enjoying and achieving"),
        ("havering-2007", "The education service"),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "which services exceeded minimum requirements?",
        "did any borough fall below minimum requirements",
        "Where was practice inadequate?",
        "is there an award ceremony for children in care",
    ],
)
def test_what_a_grade_means_is_never_quoted_as_a_finding(
    assistant: Assistant, question: str
) -> None:
    quotes = assistant.ask(question).quotes
    assert quotes
    assert not any(explains_scale(quote.paragraph.text) for quote in quotes)


@pytest.mark.parametrize(
    "question",
    ["what is the scale used", "what's the scale used by ofsted here", "explain the scale please"],
)
def test_the_scale_and_nothing_else_is_that_of_the_grades(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.understood.kind is Kind.SCALE
    assert all(explains_scale(quote.text) for quote in answer.quotes)


@pytest.mark.parametrize(
    "question",
    [
        "what is the scale of bullying in Havering",
        "what is the scale of it?",
        "scale used to measure neglect",
    ],
)
def test_the_scale_of_a_thing_is_none_of_grades(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).understood.kind is not Kind.SCALE
