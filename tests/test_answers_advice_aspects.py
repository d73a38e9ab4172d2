"""Recommendations on an aspect; where they are all that is asked for, and where there are none."""

from __future__ import annotations

import pytest
from talking import talk

from qa.answer.form.wording import Lack
from qa.assistant import Assistant


def keys_of(assistant: Assistant, *turns: str) -> set[str]:
    return {quote.key for quote in talk(assistant, *turns).quotes}


def items(key: str, *numbers: int) -> set[str]:
    return {f"{key}.{number}" for number in numbers}


# "health assessments", "the Being Healthy agenda", "the provision of healthcare"
HEALTH = items("harrow-2012#57", 2, 3, 6)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("What was Harrow told to do about being healthy?", HEALTH),
        # By a plain word also what is to be done of it for all children.
        ("What was Harrow told to do about health?", HEALTH | items("harrow-2012#16", 3, 9, 10)),
        # A doctor; a nurse and a doctor, and alcohol; work experience and pathway plans.
        ("What was Barnet told to do about being healthy?", items("barnet-2012#75", 6)),
        ("What was Havering told to do about being healthy? 2007",
         items("havering-2007#recommendations", 1, 3)),
        ("What was Havering told to do about economic well-being? 2011",
         items("havering-2011#87", 3, 8)),
        ("What was Havering told to do about enjoying and achieving? 2007",
         items("havering-2007#recommendations", 6, 8, 9)),
        ("What was Harrow told to do about making a positive contribution?",
         items("harrow-2012#57", 8, 9)),
    ],
)  # fmt: skip
def test_what_is_recommended_on_an_aspect_is_told_by_what_it_is_about(
    assistant: Assistant, question: str, keys: set[str]
) -> None:
    assert keys_of(assistant, question) == keys


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        # What is narrower than the aspect, another kind of question, or a time.
        ("What was Harrow told to do about health assessments?", items("harrow-2012#57", 2)),
        ("What was Barnet told to do about permanency?", items("barnet-2012#75", 4, 5)),
        ("What was Harrow told to do within three months about looked after children's health?",
         items("harrow-2012#57", 6)),
    ],
)  # fmt: skip
def test_what_is_narrower_than_an_aspect_is_not_told_by_it(
    assistant: Assistant, question: str, keys: set[str]
) -> None:
    found = keys_of(assistant, question)
    assert keys <= found and len(found) < 4


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("Why was being healthy inadequate in Harrow?", "what have they been told to do about it"),
        ("why is health inadequate in harrow", "what were they told to do about that"),
        ("What did Harrow get for being healthy?", "and what must they do about it?"),
    ],
)
def test_the_grade_that_something_got_is_no_part_of_what_is_to_be_done(
    assistant: Assistant, first: str, turn: str
) -> None:
    """Harrow's tables grade it for looked after children alone, so nothing of paragraph 16."""
    assert keys_of(assistant, first, turn) == HEALTH


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # Harrow's lists have no word of education; Redbridge's none of diversity.
        ("What was Harrow told to do about enjoying and achieving?", Lack.RECOMMENDATION),
        ("What was Redbridge told to do about equality and diversity?", Lack.RECOMMENDATION),
        ("What should Barnet do about bullying?", Lack.RECOMMENDATION),
        # Havering's item 4 is on bullying, which may be a part of it.
        ("What was Havering told to do about staying safe? 2007", Lack.JUST_THAT),
    ],
)
def test_that_there_is_none_is_said_only_where_it_holds(
    assistant: Assistant, question: str, said: str
) -> None:
    assert assistant.ask(question).lead == said


@pytest.mark.parametrize(
    "question",
    [
        "By what deadline was Barnet told to get a designated doctor for looked after children?",
        "How soon must Barnet appoint a designated doctor?",
        "What was Barnet told to do about a designated doctor?",
    ],
)
def test_a_deadline_is_told_by_the_recommendation_alone(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.ask(question)
    assert [quote.key for quote in reply.quotes] == ["barnet-2012#75.6"]
    assert "Within six months: NHS Barnet and NHS providers" in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "What did inspectors recommend on health in Harrow?",
        "Was Havering told to do anything about its emergency duty team?",
        "Why were plans late in Redbridge, and what did inspectors demand?",
    ],
)
def test_findings_stand_beside_it_where_they_are_wanted(
    assistant: Assistant, question: str
) -> None:
    quotes = assistant.ask(question).quotes
    assert any(quote.item for quote in quotes) and any(not quote.item for quote in quotes)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What did inspectors say about domestic violence in Barnet?", "35"),
        ("domestic violence in Barnet", "24"),
        ("Does Barnet have a designated doctor?", "78"),
    ],
)
def test_what_was_found_stands_first_where_no_recommendation_is_asked_for(
    assistant: Assistant, question: str, first: str
) -> None:
    quotes = assistant.ask(question).quotes
    assert first in [quote.paragraph.number for quote in quotes if not quote.item]
    assert [bool(quote.item) for quote in quotes] == sorted(bool(quote.item) for quote in quotes)


@pytest.mark.parametrize(
    "question",
    [
        "Who has to look again at rehousing people fleeing violent partners in Barnet?",
        "What was Barnet told to do about domestic violence?",
    ],
)
def test_a_task_stands_first_where_it_is_asked_for(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).quotes[0].key == "barnet-2012#20.1"


@pytest.mark.parametrize("turn", ["who let that happen", "whose fault is that?"])
def test_who_was_at_fault_is_not_told_by_what_is_to_be_done(
    assistant: Assistant, turn: str
) -> None:
    """Harrow's paragraph 93: local leaders have tolerated it for too long."""
    quotes = talk(assistant, "health of looked after children in Harrow", turn).quotes
    assert "93" in [quote.paragraph.number for quote in quotes]
    assert not [quote for quote in quotes if quote.item]


def test_beside_what_was_found_every_recommendation_on_the_aspect_is_told(
    assistant: Assistant,
) -> None:
    found = keys_of(assistant, "recommendations on being healthy in Harrow")
    assert found >= HEALTH
    assert {key for key in found if key.startswith(("harrow-2012#16", "harrow-2012#57"))} == HEALTH


def test_beside_what_was_found_what_is_narrower_than_an_aspect_is_not_told_by_it(
    assistant: Assistant,
) -> None:
    found = keys_of(assistant, "recommendations on supervision in Harrow")
    assert not found & HEALTH
