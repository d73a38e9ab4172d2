"""Questions that want a form of their own: of two parts, where something stands, whose it is."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant


@pytest.mark.parametrize(
    ("question", "number", "key"),
    [
        # Havering 2011's paragraph 7: 66 foster carers, and no children's home of its own.
        (
            "How many foster carers has Havering got and does it have childrens homes of its own?",
            "66",
            "havering-2011#7",
        ),
        # Redbridge's paragraphs 6 and 43.
        (
            "How many children are looked after in Redbridge and what grade did it get for health?",
            "224",
            "redbridge-2010#39",
        ),
    ],
)
def test_what_is_asked_beside_a_number_is_answered_too(
    assistant: Assistant, question: str, number: str, key: str
) -> None:
    answer = assistant.ask(question)
    assert f"**{number}**" in answer.lead
    assert key in [quote.key for quote in answer.quotes]


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        # Barnet's paragraph 26 tells of no waiting; Harrow's 8 of no adoptions.
        (
            "How many young carers did barnet know about, and how long do they have to wait?",
            "how long do they have to wait?",
        ),
        (
            "How many looked after children were there in Harrow and how many are adopted a year?",
            "how many are adopted a year?",
        ),
    ],
)
def test_a_number_is_told_once_and_not_for_what_is_not_given(
    assistant: Assistant, question: str, missing: str
) -> None:
    lead = assistant.ask(question).lead
    assert lead.count("**463**") + lead.count("**156**") == 1
    assert f"No answer was found to: {missing}" in lead


@pytest.mark.parametrize("more", ["Which bit?", "Which areas?", "Which ones?", "What?"])
def test_a_question_that_only_goes_on_is_no_second_one(assistant: Assistant, more: str) -> None:
    answer = assistant.ask(f"Was anything in Harrow graded inadequate? {more}")
    assert [row.aspect for row in answer.judgements] == ["Being healthy"]
    assert {quote.key for quote in answer.quotes} == {"harrow-2012#58"}
    assert "Was anything" not in answer.lead


def test_a_number_that_it_points_at_is_no_authority(assistant: Assistant) -> None:
    answer = assistant.ask("Number of children on plans in Harrow and is it rising?")
    assert {quote.key for quote in answer.quotes} == {"harrow-2012#8"}
