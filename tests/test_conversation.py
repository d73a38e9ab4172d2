"""A conversation: each turn takes over what it leaves out, and nothing more."""

from __future__ import annotations

import pytest

from qa.answer.reply import Answer
from qa.assistant import Assistant
from qa.conversation.cues import load_cues
from qa.report import Strand
from qa.search.question import Kind, Reason


def talk(assistant: Assistant, *questions: str) -> Answer:
    """The answer to the last of a conversation's questions."""
    answers: list[Answer] = []
    for question in questions:
        answers.append(assistant.ask(question, previous=answers))
    return answers[-1]


def test_a_subject_moves_to_another_authority(assistant: Assistant) -> None:
    answer = talk(assistant, "what did Ofsted say about Harrow LAC health?", "and Barnet?")
    assert answer.understood.reports == ("barnet-2012",)
    assert answer.understood.strand is Strand.LOOKED_AFTER
    assert answer.understood.aspect == "Being healthy"


@pytest.mark.parametrize("turn", ["which is better?", "compare them", "which did worse?"])
def test_what_was_spoken_of_in_turn_is_compared(assistant: Assistant, turn: str) -> None:
    """Read off the tables: being healthy is inadequate in Harrow, good in Barnet."""
    answer = talk(assistant, "Harrow LAC health", "and Barnet?", turn)
    assert answer.understood.kind is Kind.COMPARE
    assert {(row.report, row.grade) for row in answer.judgements} == {
        ("barnet-2012", "Good"),
        ("harrow-2012", "Inadequate"),
    }


def test_two_inspections_spoken_of_in_turn_are_compared(assistant: Assistant) -> None:
    answer = talk(assistant, "being healthy in Havering 2007", "and 2011?", "which was better?")
    assert answer.understood.reports == ("havering-2007", "havering-2011")
    assert [(row.report, row.grade) for row in answer.judgements] == [
        ("havering-2007", "Good"),
        ("havering-2011", "Adequate"),
    ]


@pytest.mark.parametrize(
    "turn", ["ok, Harrow then", "Great. And Harrow?", "thanks - right, what about Harrow"]
)
def test_what_is_said_before_a_turn_changes_nothing(assistant: Assistant, turn: str) -> None:
    said = talk(assistant, "young carers in Barnet", turn)
    plain = talk(assistant, "young carers in Barnet", "and Harrow?")
    assert said.understood.standalone == plain.understood.standalone
    assert said.quotes == plain.quotes


@pytest.mark.parametrize("turn", ["what about 2007?", "the other year", "and the other report?"])
def test_a_subject_moves_to_the_other_inspection(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "placement stability in Havering 2011", turn)
    assert answer.understood.reports == ("havering-2007",)
    assert "placement" in answer.understood.standalone


def test_a_correction_moves_back(assistant: Assistant) -> None:
    answer = talk(assistant, "bullying in Havering", "what about 2007?", "no, the 2011 one")
    assert answer.understood.reports == ("havering-2011",)
    assert "bullying" in answer.understood.standalone


@pytest.mark.parametrize(
    "turn",
    ["who has to do it?", "what should they do about that?", "by when?", "Who is responsible?"],
)
def test_what_must_be_done_about_it_asks_for_recommendations(
    assistant: Assistant, turn: str
) -> None:
    answer = talk(assistant, "leaving care in Havering 2011", turn)
    assert answer.understood.kind is Kind.RECOMMENDATION
    assert answer.understood.reports == ("havering-2011",)
    assert "leaving care" in answer.understood.standalone


def test_whether_it_was_put_right_is_told_from_the_later_inspection(assistant: Assistant) -> None:
    answer = talk(assistant, "CAMHS in Havering 2007", "did they fix it?")
    assert answer.understood.reports == ("havering-2011",)
    assert "camhs" in answer.understood.standalone


def test_without_a_later_inspection_nobody_knows_whether_it_was_put_right(
    assistant: Assistant,
) -> None:
    answer = talk(assistant, "health of looked after children in Harrow", "has it improved?")
    assert not answer.answered
    assert answer.reason is Reason.YEAR_NOT_HELD
    assert "after 2012" in answer.text


def test_a_question_of_the_report_itself_leaves_the_subject_as_it_was(
    assistant: Assistant,
) -> None:
    answer = talk(assistant, "private fostering in Redbridge", "when was that published?", "more")
    assert "private fostering" in answer.understood.standalone
    assert answer.understood.reports == ("redbridge-2010",)


@pytest.mark.parametrize("turn", ["more", "Anything else?", "tell me more about it"])
def test_more_shows_what_was_not_shown(assistant: Assistant, turn: str) -> None:
    first = assistant.ask("foster carers in Havering 2011")
    more = assistant.ask(turn, previous=[first])
    shown = {quote.paragraph.key for quote in first.quotes}
    assert more.quotes
    assert not shown & {quote.paragraph.key for quote in more.quotes}


def test_paragraphs_are_walked_through_one_by_one(assistant: Assistant) -> None:
    turns = ["Harrow paragraph 39", "next paragraph please", "and the one after that", "go back"]
    keys = [
        talk(assistant, *turns[:count]).quotes[0].paragraph.number
        for count in range(1, len(turns) + 1)
    ]
    assert keys == ["39", "40", "41", "40"]


def test_there_is_nothing_after_the_last_paragraph_but_what_was_shown(assistant: Assistant) -> None:
    answer = talk(assistant, "Harrow paragraph 1", "go back")
    assert answer.quotes == () or answer.quotes[0].paragraph.number == "1"


def test_the_paragraph_quoted_can_be_read_whole(assistant: Assistant) -> None:
    first = assistant.ask("what did Ofsted say about Harrow LAC health?")
    whole = assistant.ask("show me the whole paragraph", previous=[first])
    assert whole.understood.lookups == (first.quotes[0].paragraph.key,)


def test_another_subject_keeps_the_place_when_it_says_instead(assistant: Assistant) -> None:
    answer = talk(assistant, "domestic violence in Harrow", "what about school meals instead?")
    assert answer.understood.reports == ("harrow-2012",)
    assert "domestic" not in answer.understood.standalone


@pytest.mark.parametrize("turn", ["What is the capital of France?", "how do I make lasagne"])
def test_a_change_of_subject_does_not_inherit_the_borough(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "respite care in Barnet", turn)
    assert answer.understood.authorities == ()
    assert "respite" not in answer.understood.standalone


def test_a_question_of_all_boroughs_keeps_the_subject_alone(assistant: Assistant) -> None:
    answer = talk(assistant, "respite care in Barnet", "which other boroughs have it?")
    assert answer.understood.authorities == ()
    assert "respite care" in answer.understood.standalone


def test_thanks_end_nothing(assistant: Assistant) -> None:
    answer = talk(assistant, "respite care in Barnet", "thanks", "and in Redbridge?")
    assert answer.understood.reports == ("redbridge-2010",)
    assert "respite" in answer.understood.standalone


def test_the_first_turn_stands_as_typed(assistant: Assistant) -> None:
    assert assistant.ask("and in Barnet?").understood.standalone == "and in Barnet?"


def test_the_phrases_of_conversation_are_folded_and_complete() -> None:
    assert load_cues().onward


def test_how_many_asks_of_what_was_spoken_of(assistant: Assistant) -> None:
    held = talk(assistant, "young carers in Barnet", "how many are there?")
    assert "**463** (paragraph 26)" in held.lead
    missing = talk(assistant, "young carers in Havering 2011", "how many are there?")
    assert missing.reason is Reason.TOPIC_NOT_FOUND
    assert "No such number was found." in missing.text


def test_a_number_asked_of_another_year_is_found_under_its_own_words(assistant: Assistant) -> None:
    first = "How many looked after children were there in Havering in 2011?"
    assert "**194** (paragraph 13)" in talk(assistant, first, "and in 2007?").lead


def test_another_timescale_needs_no_unit(assistant: Assistant) -> None:
    answer = talk(assistant, "What must Harrow do within six months?", "and within three?")
    assert answer.understood.kind is Kind.RECOMMENDATION
    # Harrow's paragraphs 16 and 57 ask for eight and six things within three months.
    assert len(answer.quotes) == 14
    assert "Within three months" in answer.text
    assert "Within six months" not in answer.text


def test_a_number_carried_over_and_not_given_is_said_to_be_missing(assistant: Assistant) -> None:
    turns = [
        "unaccompanied asylum seeking children in Barnet",
        "how many are there?",
        "and Harrow?",
    ]
    answer = talk(assistant, *turns)
    assert answer.answered
    assert "No such number was found; what follows is said of the subject." in answer.lead
    assert {quote.key for quote in answer.quotes} & {"harrow-2012#55", "harrow-2012#64"}
