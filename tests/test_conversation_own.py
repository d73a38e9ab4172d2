"""A turn with a subject of its own leans to what was asked before; "we", "before", "not 2007"."""

from __future__ import annotations

import pytest

from qa.answer.reply import Answer
from qa.assistant import Assistant


def talk(assistant: Assistant, *questions: str) -> Answer:
    """The answer to the last of a conversation's questions."""
    answers: list[Answer] = []
    for question in questions:
        answers.append(assistant.ask(question, previous=answers))
    return answers[-1]


FIRST = "How is domestic violence dealt with in Barnet?"


def test_a_subject_of_its_own_leans_to_what_was_asked_before(assistant: Assistant) -> None:
    """Havering 2011 tells schools of domestic violence in a family; much else is told to them."""
    turn = "are schools told in Havering, 2011"
    answer = talk(assistant, FIRST, turn)
    assert answer.understood.standalone == turn
    assert answer.understood.beside == ("How is domestic violence dealt with?",)

    def of_violence(retrieved: Answer) -> int:
        texts = (assistant.show(hit.key).paragraph.text for hit in retrieved.retrieved[:5])
        return sum("domestic" in text for text in texts)

    assert of_violence(answer) > of_violence(talk(assistant, turn))


def test_a_change_of_subject_leans_to_nothing(assistant: Assistant) -> None:
    for turn in ("different question: how good is fostering?", "now adoption, in Harrow"):
        assert talk(assistant, FIRST, turn).understood.beside == ()


def test_what_is_taken_over_in_words_is_not_leant_to_as_well(assistant: Assistant) -> None:
    assert talk(assistant, FIRST, "and in Harrow?").understood.beside == ()


def test_whether_it_answers_is_told_by_the_question_as_typed(assistant: Assistant) -> None:
    """The conversation makes nothing an answer that is none."""
    assert not talk(assistant, FIRST, "how do I make lasagne in Harrow?").answered


def test_we_are_the_people_and_the_place_of_whoever_asks(assistant: Assistant) -> None:
    turns = ["Foster carer here, Redbridge. Are we paid enough?", "and in Harrow?"]
    understood = talk(assistant, *turns, "what help do we get?").understood
    assert understood.reports == ("redbridge-2010",)
    assert "foster carers" in understood.standalone


def test_we_say_nothing_of_a_place_where_none_was_ours(assistant: Assistant) -> None:
    turns = ["fostering in Barnet", "fostering in Harrow", "what should we make of it?"]
    assert talk(assistant, *turns).understood.authorities == ("harrow",)


@pytest.mark.parametrize(
    "turn",
    ["but it was good before, wasn't it?", "did they have that previously?", "better in 07?"],
)
def test_before_is_the_inspection_before(assistant: Assistant, turn: str) -> None:
    understood = talk(assistant, "placement stability in Havering, 2011", turn).understood
    assert understood.reports == ("havering-2007",)


def test_before_keeps_the_one_inspection_there_is(assistant: Assistant) -> None:
    understood = talk(assistant, "placement stability in Harrow", "was it good before?").understood
    assert understood.reports == ("harrow-2012",)


@pytest.mark.parametrize(
    "question", ["Havering's school attendance, not 2007", "bullying in Havering (not in 2007)"]
)
def test_a_year_denied_is_that_of_the_other_report(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).understood.reports == ("havering-2011",)


def test_a_year_denied_names_no_other_report_of_one_alone(assistant: Assistant) -> None:
    assert assistant.ask("bullying in Harrow, not 2007").understood.reports == ("harrow-2012",)


def test_two_digits_after_a_place_at_the_end_are_a_year_it_has(assistant: Assistant) -> None:
    assert talk(assistant, FIRST, "Havering 11").understood.reports == ("havering-2011",)
    assert talk(assistant, FIRST, "Harrow 57").understood.lookups == ("harrow-2012#57",)


def test_what_somebody_does_is_no_subject(assistant: Assistant) -> None:
    """A question that says enough alone is asked without it, and leans to it."""
    told = "I am drafting a paper for the panel."
    understood = assistant.ask(f"{told} How good is adoption support in Harrow?").understood
    assert understood.subject == "good adoption support"
    assert understood.beside == (told,)
    kept = assistant.ask("I am worried about gangs. Is anything done about them?").understood
    assert "gangs" in kept.subject


def test_a_matter_told_first_is_what_is_asked_about(assistant: Assistant) -> None:
    question = "hi, I'm writing an essay on bullying, what did they say about it in Redbridge"
    assert "bullying" in assistant.ask(question).understood.subject


def test_the_later_one_points_at_nothing_else(assistant: Assistant) -> None:
    turn = "What does the later one say about children who go missing?"
    understood = talk(assistant, "bullying in Havering 2007", turn).understood
    assert understood.reports == ("havering-2011",)
    assert "bullying" not in understood.standalone


@pytest.mark.parametrize("turn", ["Havering? newest", "and the second report on Havering?"])
def test_the_newest_may_be_said_last(assistant: Assistant, turn: str) -> None:
    understood = talk(assistant, "bullying in Redbridge", turn).understood
    assert understood.reports == ("havering-2011",)
    assert "bullying" in understood.standalone


def test_why_at_the_end_asks_of_what_was_told(assistant: Assistant) -> None:
    turns = ["Do placements break down in Havering, 2011?", "has anybody worked out why?"]
    assert "placements" in talk(assistant, *turns).understood.standalone


def test_people_spoken_of_keep_their_money(assistant: Assistant) -> None:
    turns = ["Do foster carers in Redbridge feel supported?", "and the money"]
    assert "foster carers" in talk(assistant, *turns).understood.standalone


def test_the_same_in_another_place_has_many_names(assistant: Assistant) -> None:
    first = "What does the Barnet report say about the pledge?"
    for turn in ("Harrow's equivalent, please", "Harrow's counterpart", "typical. And Harrow?"):
        assert "pledge" in talk(assistant, first, turn).understood.standalone, turn
