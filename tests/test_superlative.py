"""Which has the most or came out best: told where figures or grades leave no doubt."""

from __future__ import annotations

import pytest

from qa.answer.superlative import compares_none
from qa.assistant import Assistant
from qa.search.question import Kind, Reason, Understood

MOST, FEWEST = "By these figures the most: ", "By these figures the fewest: "


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who had the most children in care?", f"{MOST}London Borough of Barnet 2012 (288)."),
        (
            "Which borough had the most foster carers?",
            f"{MOST}London Borough of Barnet 2012 (103).",
        ),
        ("Who had the fewest foster carers?", f"{FEWEST}London Borough of Redbridge 2010 (60)."),
        (
            "Which inspection looked at the most case files?",
            f"{MOST}London Borough of Harrow 2012 (84).",
        ),
        (
            "Which borough has more foster carers, Barnet or Harrow?",
            f"{MOST}London Borough of Barnet 2012 (103).",
        ),
        ("Which borough came out best overall?", "the best: London Borough of Barnet 2012."),
    ],
)
def test_the_one_with_the_most_is_named(assistant: Assistant, question: str, told: str) -> None:
    assert told in assistant.ask(question).lead


@pytest.mark.parametrize(
    "question",
    [
        "How many foster carers are there in each borough?",
        "Which borough came out worst overall?",
        "How many foster carers does Barnet have?",
        "Which boroughs had good or outstanding adoption services?",
    ],
)
def test_none_is_named_where_none_is_asked_for(assistant: Assistant, question: str) -> None:
    assert "By these figures" not in assistant.ask(question).lead


def test_a_list_of_numbers_is_not_led_into_by_words_that_say_nothing(assistant: Assistant) -> None:
    quotes = assistant.ask("Which inspection looked at the most case files?").quotes
    assert len(quotes) == 4 and all("case files" in quote.text for quote in quotes)


def test_what_one_report_alone_says_is_not_the_most(assistant: Assistant) -> None:
    """No report gives what foster carers are paid; Redbridge's alone speaks of their rates."""
    reply = assistant.ask("Which borough paid its foster carers the most?")
    assert reply.reason is Reason.TOPIC_NOT_FOUND
    assert "No report sets one place above the others" in reply.lead


def test_what_is_said_of_several_is_not_said_to_be_the_most(assistant: Assistant) -> None:
    reply = assistant.ask("Which council had the worst placement stability?")
    assert reply.answered and "No report sets one place above the others" in reply.lead


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Which council had the longest waits?", True),
        ("Which council acts in the best interests of the child?", False),
        ("Which councils look after the most vulnerable children?", False),
        ("Which reports praise foster carers?", False),
    ],
)
def test_who_has_the_most_is_asked_of_places(
    assistant: Assistant, question: str, asks: bool
) -> None:
    understood = assistant.search(question, limit=1).understood
    assert understood.kind is Kind.ACROSS and understood.asks_for_most is asks


def test_nothing_is_compared_by_no_quotation() -> None:
    asked = Understood("Who has the most?", "Who has the most?", "", kind=Kind.ACROSS)
    assert not compares_none(asked, [])
