"""Which has the most or came out best: told where figures or grades leave no doubt."""

from __future__ import annotations

import pytest

from qa.answer.judgement.superlative import compares_none
from qa.assistant import Assistant
from qa.search.asked.question import Kind, Reason, Understood


@pytest.mark.parametrize(
    "question",
    [
        "Which borough came out best overall?",
        "Who did best overall?",
        "Who came out top?",
        "Who got the best report?",
        "Which one did best?",
    ],
)
def test_the_best_by_the_grades_is_named(assistant: Assistant, question: str) -> None:
    assert "the best: London Borough of Barnet 2012." in assistant.ask(question).lead


@pytest.mark.parametrize(
    "question", ["Who did best in GCSEs?", "Who does the best work with young carers?"]
)
def test_the_best_of_something_narrower_is_not_told_by_grades(
    assistant: Assistant, question: str
) -> None:
    assert "By these grades" not in assistant.ask(question).lead


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("Who had the fewest foster carers?", ("103", "69", "66", "60")),
        ("Which inspection reviewed the smallest number of case files?", ("73", "84", "39", "53")),
    ],
)
def test_figures_that_count_differently_stand_side_by_side_and_none_is_the_most(
    assistant: Assistant, question: str, figures: tuple[str, ...]
) -> None:
    """Harrow's foster carers are those "in-house": what is counted need not be the same."""
    reply = assistant.ask(question)
    assert all(figure in reply.text for figure in figures)
    assert "By these numbers" not in reply.lead and "Nothing found sets" not in reply.lead


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
    assert "By these numbers" not in assistant.ask(question).lead


def test_a_list_of_numbers_is_not_led_into_by_words_that_say_nothing(assistant: Assistant) -> None:
    quotes = assistant.ask("Which inspection looked at the most case files?").quotes
    assert len(quotes) == 4 and all("case files" in quote.text for quote in quotes)


def test_what_one_report_alone_says_is_not_the_most(assistant: Assistant) -> None:
    """No report gives what foster carers are paid; Redbridge's alone speaks of their rates."""
    reply = assistant.ask("Which borough paid its foster carers the most?")
    assert reply.reason is Reason.TOPIC_NOT_FOUND
    assert "Nothing found sets one place above the others" in reply.lead


def test_what_is_said_of_several_is_not_said_to_be_the_most(assistant: Assistant) -> None:
    reply = assistant.ask("Which council had the worst placement stability?")
    assert reply.answered and "Nothing found sets one place above the others" in reply.lead


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


@pytest.mark.parametrize(
    ("question", "told", "grades"),
    [
        (
            "best and worst grade of Harrow",
            ("highest grade given was good, to 8 of 22", "lowest grade given was inadequate, to 1"),
            {"Good", "Inadequate"},
        ),
        (
            "highest and lowest rated areas in Havering 2011?",
            ("highest grade given was good, to 1 of 22", "lowest grade given was adequate, to 21"),
            {"Good", "Adequate"},
        ),
    ],
)
def test_both_ends_of_a_reports_grades_are_told_where_both_are_asked_for(
    assistant: Assistant, question: str, told: tuple[str, str], grades: set[str]
) -> None:
    reply = assistant.ask(question)
    assert all(end in reply.lead for end in told)
    assert {row.grade for row in reply.judgements} == grades


def test_one_end_alone_is_told_where_one_is_asked_for_or_there_is_but_one(
    assistant: Assistant,
) -> None:
    assert "highest" not in assistant.ask("Which judgement was worst in Harrow?").lead
    lead = assistant.ask("best and worst grade in Redbridge").lead
    assert lead.count("all 33 judgements were adequate") == 1
