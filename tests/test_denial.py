"""A question for the reason of what a report denies: what it says instead; and where it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from qa.assistant import Assistant

NOT_SO = "The report does not say so. It says:"
SAID_OF_IT = "What is said of it (no reason is given)"
UNREASONED = "No reason for that was found. What is said of it:"
NEAREST = "Nearest paragraphs (not an answer)"


@pytest.mark.parametrize(
    ("question", "key", "said"),
    [
        (
            "Why is teenage pregnancy in Redbridge higher than the national average?",
            "redbridge-2010#17",
            "lower than the national average",
        ),
        ("Why has youth crime risen in Havering? 2007", "havering-2007#41", "is reducing"),
        (
            "Why have Havering's looked after numbers gone up? 2007",
            "havering-2007#16",
            "are reducing",
        ),
        ("Why are Barnet's looked after reviews late?", "barnet-2012#113", "within timescales"),
        ("How come placement stability got worse in Barnet?", "barnet-2012#82", "is improving"),
        # Before what it is said of.
        (
            "Why has the number of children in care in Redbridge fallen?",
            "redbridge-2010#51",
            "rise in the number of looked after children",
        ),
    ],
)
def test_what_is_wrongly_taken_for_granted_is_denied_in_the_reports_words(
    assistant: Assistant, question: str, key: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert answer.answered and NOT_SO in answer.text
    assert any(quote.paragraph.key == key and said in quote.text for quote in answer.quotes)


@pytest.mark.parametrize(
    "question",
    [
        # It is so.
        "Why has Barnet's placement stability improved?",
        "Why is teenage pregnancy in Redbridge lower than the national average?",
        "Why has Havering got fewer children in care now? 2007",
        "What caused the rise in looked after children in Redbridge?",
        # The opposite is said of something else, of part of it, or of a plan.
        "Why has the birth rate in Havering gone up?",
        "Why has attendance in Redbridge fallen?",
        "Why are social workers in Barnet late?",
        "Why has homelessness increased in Havering?",
        "Why are initial health assessments in Harrow late?",
    ],
)
def test_nothing_is_denied_that_is_so_or_said_of_something_else(
    assistant: Assistant, question: str
) -> None:
    assert NOT_SO not in assistant.ask(question).text


def test_a_reason_that_is_not_told_grants_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("Why are initial health assessments in Harrow late?")
    assert answer.text.startswith("No reason for that was found, and it may not be so.")


@pytest.mark.parametrize(
    "question",
    [
        "why do plans for looked after children drift in redbridge",
        "why is there drift in care planning in redbridge?",
    ],
)
def test_what_hindered_something_is_quoted_with_it(assistant: Assistant, question: str) -> None:
    """Redbridge's paragraph 45 tells of drift right after oversight that was not robust enough."""
    answer = assistant.ask(question)
    assert answer.answered
    assert "management oversight has been sufficiently robust" in answer.quotes[0].text
    assert answer.quotes[0].text.endswith(
        "Serious drift in pursuing plans for some children was evident."
    )


@pytest.mark.parametrize(
    ("question", "is_doubted"),
    [
        # Harrow's paragraph 59: the quality of assessments is variable.
        ("why is the quality of assessments variable in harrow", False),
        ("Why do social workers in Havering never visit children in care? 2011", True),
        ("why has barnet got so many agency staff", True),
    ],
)
def test_nothing_is_doubted_that_a_sentence_found_says(
    assistant: Assistant, question: str, is_doubted: bool
) -> None:
    lead = assistant.ask(question).lead
    assert lead.startswith("No reason for that was found")
    assert ("it may not be so" in lead) is is_doubted


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Why do social workers in Havering never visit children in care? 2011", SAID_OF_IT),
        ("Why are initial health assessments in Harrow late?", SAID_OF_IT),
        # The subject is not spoken of; or no reason is asked for.
        ("Why do swimming lessons in Barnet cost so much?", NEAREST),
        ("How many calls did Barnet's emergency duty team take?", NEAREST),
    ],
)
def test_what_is_said_of_the_very_thing_is_called_so_where_no_reason_is_given(
    assistant: Assistant, question: str, title: str
) -> None:
    answer = assistant.ask(question)
    assert not answer.answered and answer.nearest
    assert f"\n\n{title}:\n\n" in answer.text and title == answer.nearest_title


@pytest.mark.parametrize(
    ("question", "unreasoned"),
    [
        # Harrow 2012, paragraph 87: there is no such use.
        ("Why does Harrow put so many children in bed and breakfast?", True),
        ("Why is supervision of social workers in Barnet variable?", False),
        ("How does Harrow house homeless 16 year olds?", False),
        ("Why was Harrow judged adequate?", False),
    ],
)
def test_that_no_reason_is_given_is_said_where_what_is_quoted_gives_none(
    assistant: Assistant, question: str, unreasoned: bool
) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert (UNREASONED in answer.lead) is unreasoned
