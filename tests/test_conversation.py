"""A conversation: each turn takes over what it leaves out, and nothing more."""

from __future__ import annotations

import pytest
from talking import talk

from qa.assistant import Assistant
from qa.authorities import fold
from qa.conversation.typed.cues import load_cues
from qa.report import Strand
from qa.search.asked.question import Kind, Reason


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
    assert "camhs" in fold(answer.understood.standalone)


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


def test_a_number_asked_of_another_subject_and_not_given_is_refused(assistant: Assistant) -> None:
    """Havering, 2007, says that the register's numbers are falling (paragraphs 16 and 37)."""
    first = "how many children in care did Havering have in the 2007 review"
    answer = talk(assistant, first, "and on the child protection register?")
    assert answer.reason is Reason.TOPIC_NOT_FOUND
    assert "No such number was found." in answer.text


@pytest.mark.parametrize("turn", ["for looked after children", "and for looked after children?"])
def test_another_strand_keeps_the_aspect(assistant: Assistant, turn: str) -> None:
    """Barnet's table grades quality of provision adequate in both halves."""
    answer = talk(assistant, "quality of provision in Barnet", turn)
    assert answer.understood.strand is Strand.LOOKED_AFTER
    assert answer.understood.aspect == "Quality of provision"
    onward = talk(assistant, "quality of provision in Barnet", turn, "what about Harrow?")
    assert onward.understood.aspect == "Quality of provision"


def test_a_paragraph_looked_up_is_spoken_of_as_its_section(assistant: Assistant) -> None:
    """Havering 2011's paragraph 94 stands under Being healthy, graded adequate."""
    grade = talk(assistant, "Havering 2011 para 94", "what grade does that section have?")
    assert [(row.aspect, row.grade) for row in grade.judgements] == [("Being healthy", "Adequate")]
    advice = talk(assistant, "Havering 2011 para 94", "what must be done about it?")
    assert advice.understood.kind is Kind.RECOMMENDATION
    assert any(quote.key.startswith("havering-2011#87.") for quote in advice.quotes)


def test_a_number_alone_is_the_next_paragraph_looked_up(assistant: Assistant) -> None:
    answer = talk(assistant, "Redbridge paragraph 20", "and 24?")
    assert [quote.key for quote in answer.quotes] == ["redbridge-2010#24"]


def test_why_gets_the_reasons_of_a_grade_and_not_the_grade_again(assistant: Assistant) -> None:
    first = assistant.ask("How was Redbridge's overall effectiveness of safeguarding judged?")
    answer = assistant.ask("why?", previous=[first])
    assert [row.grade for row in answer.judgements] == ["Adequate"]
    # Overall effectiveness of safeguarding is told in paragraphs 8 to 12.
    told = {int(quote.paragraph.number) for quote in answer.quotes}
    assert len(told) > 1 and told <= {8, 9, 10, 11, 12}


def test_a_timescale_is_carried_to_the_other_strand(assistant: Assistant) -> None:
    """Redbridge's paragraph 16 asks for three things immediately, paragraph 38 for one."""
    turns = ["What must Redbridge do for looked after children?", "only the immediate ones"]
    assert [q.key for q in talk(assistant, *turns).quotes] == ["redbridge-2010#38.1"]
    answer = talk(assistant, *turns, "and for safeguarding?")
    assert [q.key for q in answer.quotes] == [f"redbridge-2010#16.{item}" for item in (1, 2, 3)]


def test_what_was_judged_overall_is_no_subject_of_recommendations(assistant: Assistant) -> None:
    turns = ["overall effectiveness of safeguarding in Harrow", "what must they do immediately?"]
    answer = talk(assistant, *turns)
    assert [quote.key for quote in answer.quotes] == ["harrow-2012#16.1", "harrow-2012#16.2"]


@pytest.mark.parametrize(
    "turn", ["is Barnet any better?", "Was Barnet worse?", "is it the same in Barnet?"]
)
def test_whether_another_is_better_is_asked_of_what_was_spoken_of(
    assistant: Assistant, turn: str
) -> None:
    answer = talk(assistant, "placement stability in Havering 2011", turn)
    assert answer.understood.reports == ("barnet-2012",)
    assert answer.quotes[0].key == "barnet-2012#82"


def test_whether_it_got_worse_sets_both_inspections_side_by_side(assistant: Assistant) -> None:
    turns = ["Havering's grade for enjoying and achieving in 2007?", "and in 2011?"]
    answer = talk(assistant, *turns, "so did it get worse?")
    assert [(row.report, row.grade) for row in answer.judgements] == [
        ("havering-2007", "Outstanding"),
        ("havering-2011", "Good"),
    ]


@pytest.mark.parametrize("turn", ["what is recommended?", "what was bad?"])
def test_words_that_only_ask_are_no_change_of_subject(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "domestic abuse in Barnet", turn)
    assert answer.understood.authorities == ("barnet",)


def test_all_that_was_spoken_of_in_turn_is_compared(assistant: Assistant) -> None:
    turns = ["exclusions in Harrow", "and Barnet?", "and Havering 2011?", "compare them"]
    answer = talk(assistant, *turns)
    assert set(answer.understood.reports) == {"barnet-2012", "harrow-2012", "havering-2011"}


def test_who_has_most_is_asked_of_the_numbers_told_in_turn(assistant: Assistant) -> None:
    """Paragraph 9 of Barnet counts 288, 8 of Harrow 156, 6 of Redbridge 224."""
    turns = ["How many looked after children are there in Barnet?", "Harrow?", "and Redbridge?"]
    lead = talk(assistant, *turns, "which has the most?").lead
    assert all(number in lead for number in ("**288**", "**156**", "**224**"))


def test_what_something_is_called_elsewhere_is_asked_by_pointing(assistant: Assistant) -> None:
    turns = ["What do inspectors say of the children in care council in Harrow?"]
    answer = talk(assistant, *turns, "what is it called in Barnet?")
    assert "children in care council" in answer.understood.standalone
    assert any("Role Model Army" in quote.text for quote in answer.quotes)


def test_which_year_that_was_is_told_of_the_report_quoted(assistant: Assistant) -> None:
    turns = ["What was recommended on bullying in Havering?", "which year was that?"]
    answer = talk(assistant, *turns)
    assert answer.understood.kind is Kind.METADATA
    assert answer.understood.reports == ("havering-2007",)


@pytest.mark.parametrize("turn", ["sorry, I meant 2007", "I meant 2007"])
def test_a_slip_of_the_tongue_is_put_right(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "bullying in Havering 2011", turn)
    assert answer.understood.reports == ("havering-2007",)
    assert "bullying" in answer.understood.standalone


def test_what_is_held_against_another_year_is_told_of_both(assistant: Assistant) -> None:
    """Economic well-being: good in 2007, adequate in 2011."""
    turns = ["What did Havering get for economic well-being in 2011?"]
    answer = talk(assistant, *turns, "was that better than 2007?")
    assert {(row.report, row.grade) for row in answer.judgements} == {
        ("havering-2007", "Good"),
        ("havering-2011", "Adequate"),
    }


def test_what_is_to_be_done_about_another_subject_is_asked_of_that(assistant: Assistant) -> None:
    """Havering 2011's paragraph 87 asks for apprenticeships in its eighth item."""
    answer = talk(assistant, "Havering 2011 bullying", "what must they do about apprenticeships?")
    assert "bullying" not in answer.understood.standalone
    assert "havering-2011#87.8" in {quote.key for quote in answer.quotes}
    held = talk(assistant, "Barnet permanency", "what must they do about that problem?")
    assert "permanency" in held.understood.standalone


def test_a_group_stays_when_another_matter_is_asked_of_it(assistant: Assistant) -> None:
    """Havering 2011 speaks of its care leavers at university in paragraph 123 alone."""
    answer = talk(
        assistant, "How many care leavers in Havering had jobs in 2011?", "and university?"
    )
    assert "care leavers" in answer.understood.standalone
    assert "jobs" not in answer.understood.standalone
    assert "havering-2011#123" in {quote.paragraph.key for quote in answer.quotes}


def test_a_matter_stays_when_it_is_asked_of_another_group(assistant: Assistant) -> None:
    answer = talk(assistant, "Do social workers in Barnet get training?", "and foster carers?")
    assert "training" in answer.understood.standalone
    assert "social workers" not in answer.understood.standalone


def test_whether_another_is_better_asks_for_no_recommendation(assistant: Assistant) -> None:
    answer = talk(
        assistant,
        "Do looked after children in Harrow offend?",
        "what were they told to do about it?",
        "and is Barnet any better?",
    )
    assert answer.understood.kind is Kind.TOPIC
    assert "barnet-2012#96" in {quote.paragraph.key for quote in answer.quotes}


def test_a_strand_is_carried_with_all_its_words(assistant: Assistant) -> None:
    """Harrow 2012, paragraph 8: 156 children were looked after."""
    answer = talk(assistant, "how many kids were in care in Redbridge?", "Harrow?")
    assert [quote.paragraph.key for quote in answer.quotes] == ["harrow-2012#8"]


@pytest.mark.parametrize(
    ("question", "turn", "asked"),
    [
        (
            "how many foster carers are there in Redbridge?",
            "and Harrow?",
            "how many foster carers are there in Harrow?",
        ),
        (
            "What did the 2011 inspection say about Havering's leisure centres?",
            "Barnet",
            "What did inspection say about Barnet's leisure centres?",
        ),
        (
            "Are plans good in Havering in 2007?",
            "Havering 2011?",
            "Are plans good in Havering 2011",
        ),
    ],
)
def test_a_place_alone_is_asked_the_last_question(
    assistant: Assistant, question: str, turn: str, asked: str
) -> None:
    standalone = talk(assistant, question, turn).understood.standalone
    assert standalone.replace("?", "") == asked.replace("?", "")


def test_what_was_spoken_of_moves_on_from_a_turn_that_named_it(assistant: Assistant) -> None:
    """Barnet 2012 speaks of special guardianship in paragraphs 74 and 110."""
    answer = talk(
        assistant, "Adoption in Harrow?", "and special guardianship?", "what about Barnet?"
    )
    keys = {quote.paragraph.key for quote in answer.quotes}
    assert keys == {"barnet-2012#74", "barnet-2012#110"}


def test_what_went_wrong_is_asked_of_what_was_spoken_of(assistant: Assistant) -> None:
    answer = talk(assistant, "youth offending service, Havering 2011", "what went wrong?")
    assert answer.understood.reports == ("havering-2011",)
    assert "havering-2011#24" in {quote.paragraph.key for quote in answer.quotes}


def test_which_had_more_problems_sets_those_spoken_of_side_by_side(assistant: Assistant) -> None:
    answer = talk(
        assistant,
        "What is the housing like for care leavers in Barnet?",
        "Redbridge?",
        "which of them had more problems?",
    )
    assert answer.understood.kind is Kind.COMPARE
    assert answer.understood.authorities == ("barnet", "redbridge")


def test_a_grade_named_takes_the_place_of_the_one_spoken_of(assistant: Assistant) -> None:
    """Barnet was judged good overall, and nobody said that it was adequate."""
    first = "Which authorities were adequate for overall effectiveness?"
    assert "not judged" not in talk(assistant, first, "why was Barnet good?").lead


def test_another_authority_has_its_own_body_of_that_kind(assistant: Assistant) -> None:
    """Harrow 2012, paragraph 76: Beyond Limits, the Children in Care Council; Redbridge's is told
    of in paragraphs 42 and 49.
    """
    answer = talk(assistant, "What is Beyond Limits in Harrow?", "does Redbridge have one?")
    assert "Children in Care Council" in answer.understood.standalone
    keys = {quote.paragraph.key for quote in answer.quotes}
    assert keys == {"redbridge-2010#42", "redbridge-2010#49"}


def test_a_group_alone_is_asked_the_last_question(assistant: Assistant) -> None:
    answer = talk(assistant, "Are foster carers in Redbridge supported?", "and social workers?")
    assert answer.understood.standalone == "Are social workers in Redbridge supported?"
    assert answer.understood.reports == ("redbridge-2010",)
