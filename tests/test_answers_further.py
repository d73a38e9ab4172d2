"""What was found beside an answer, and is less likely to be one."""

from __future__ import annotations

import pytest

from qa.answer.composition.further import MOST
from qa.assistant import Assistant
from qa.quotation import is_verbatim

ASKED = (
    "Do kids in care in Harrow have to tell their story over and over?",
    "How well are families living with domestic abuse supported in Barnet?",
    "How were plans for children in care in Redbridge?",
    "Barnet or Harrow - where were kids in care better looked after medically?",
)


@pytest.mark.parametrize("question", ASKED)
def test_paragraphs_that_may_answer_stand_beside_an_answer_and_not_in_it(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    quoted = {quote.paragraph.key for quote in answer.quotes}
    further = [quote.paragraph.key for quote in answer.further]
    assert 0 < len(further) <= MOST
    assert len({*further}) == len(further) and quoted.isdisjoint(further)
    for quote in answer.further:
        assert is_verbatim(quote) and quote.report.key in answer.understood.reports
        assert quote.citation not in answer.text
    assert [row["key"] for row in answer.to_json()["further"]] == [q.key for q in answer.further]


@pytest.mark.parametrize(
    "question",
    [
        "What did Ofsted say about children in care in Croydon?",  # not held
        "Harrow para 58",  # looked up
        "What was Havering told to do?",  # a whole list
        "What grade did Harrow get overall?",  # a table is its own answer
        "Who inspected Harrow?",
    ],
)
def test_nothing_stands_beside_what_is_answered_in_full_or_refused(
    assistant: Assistant, question: str
) -> None:
    assert not assistant.ask(question).further


def test_what_was_shown_before_is_not_found_beside_more_of_it(assistant: Assistant) -> None:
    first = assistant.ask("How well are families living with domestic abuse supported in Barnet?")
    more = assistant.ask("Is there anything more on that?", previous=[first])
    before = {quote.paragraph.key for quote in first.quotes}
    assert before.isdisjoint(quote.paragraph.key for quote in more.further)
