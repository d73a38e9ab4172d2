"""A grade that a question takes as given before it asks of something else: "since it is good"."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant
from qa.search.asked.question import Kind

BARNET = "London Borough of Barnet 2012, looked after children: not judged outstanding, but good"


@pytest.mark.parametrize(
    "question",
    [
        "Since Barnet is outstanding for children in care, what do they do that other boroughs "
        "could copy?",
        "Given that Barnet was rated outstanding for looked after children, what do they do well?",
        "What do they do well, seeing as Barnet is outstanding for children in care?",
    ],
)
def test_a_grade_taken_as_given_is_put_right_and_the_rest_answered(
    assistant: Assistant, question: str
) -> None:
    """Barnet, paragraph 65: "... services for looked after children ... is good."."""
    answer = assistant.ask(question)
    assert answer.lead.startswith(BARNET)
    assert answer.understood.kind is Kind.OVERVIEW
    assert "outstanding" not in answer.understood.standalone
    assert answer.quotes


@pytest.mark.parametrize(
    ("question", "key"),
    [
        (
            "Given that Harrow got an outstanding for education of looked after children, how do "
            "they support pupils?",
            "harrow-2012#72",
        ),
        (
            "If Redbridge was outstanding for leadership, what is the training of staff like?",
            "redbridge-2010#48",
        ),
    ],
)
def test_what_is_asked_beside_a_grade_is_quoted(
    assistant: Assistant, question: str, key: str
) -> None:
    answer = assistant.ask(question)
    assert "not judged outstanding, but" in answer.lead
    assert key in {quote.key for quote in answer.quotes}


def test_a_grade_that_was_given_is_put_right_by_nothing(assistant: Assistant) -> None:
    """Harrow, paragraph 58: "... for looked after children and care leavers are inadequate."."""
    answer = assistant.ask(
        "Since the health of looked after children in Harrow is inadequate, what did they do about "
        "immunisations?"
    )
    assert "not judged" not in answer.lead
    assert any("immunisation" in quote.text for quote in answer.quotes)


def test_a_grade_that_another_part_was_given_is_told_beside_what_is_put_right(
    assistant: Assistant,
) -> None:
    """Harrow's tables have one inadequate: being healthy, of looked after children."""
    lead = assistant.ask("Since Harrow was judged inadequate, who leads the board there?").lead
    assert lead.startswith("London Borough of Harrow 2012: not judged inadequate, but adequate: ")
    assert "Inadequate was: Being healthy, looked after children." in lead


def test_an_aspect_is_not_put_right_that_another_may_be_meant_for(assistant: Assistant) -> None:
    """Its health agencies were adequate for safeguarding, and being healthy was inadequate."""
    asked = "given that Harrow was told its health services were inadequate, who is to fix them?"
    assert "not judged" not in assistant.ask(asked).lead


@pytest.mark.parametrize(
    "question",
    [
        "Since the board in Harrow has good links with schools, how do they share information?",
        "Since 2007 has Havering been good at staying safe, or not?",
        "Why did Barnet get good for leadership, given that audits were poor?",
        "Since Barnet is outstanding and Harrow is not, which has the better leadership?",
        "As good practice goes, what does Harrow do, and is it shared?",
        "If a service in Barnet is given grade 4, what does that say about it?",
    ],
)
def test_what_takes_no_grade_of_tables_as_given_is_left_as_it_is(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.understood.standalone == question
    assert "not judged" not in answer.lead
