"""What a turn points at: the thing spoken of, what was asked of it, or what it says was meant."""

from __future__ import annotations

import pytest
from talking import talk

from qa.answer.form.reply import Answer
from qa.assistant import Assistant
from qa.authorities import fold
from qa.search.asked.question import Kind, Understood


def understood(assistant: Assistant, *questions: str) -> Understood:
    """How the last of a conversation's questions is understood."""
    answers: list[Answer] = []
    for question in questions[:-1]:
        answers.append(assistant.ask(question, previous=answers))
    return assistant.understand(questions[-1], previous=answers)


@pytest.mark.parametrize(
    "turn",
    [
        "no sorry I meant fostering",
        "oops, I was asking about fostering",
        "not adoption, fostering",
        "no, not adoption, fostering",
        "sorry not adoption, fostering",
        "no, not that, I meant fostering",
        "I meant fostering, not adoption",
    ],
)
def test_what_was_meant_is_all_that_is_left_of_a_correction(
    assistant: Assistant, turn: str
) -> None:
    taken = understood(assistant, "adoption in Havering 2011", turn)
    assert taken.subject == "fostering"
    assert "adoption" not in taken.standalone
    assert taken.reports == ("havering-2011",)


def test_a_place_that_was_not_meant_is_left_for_another(assistant: Assistant) -> None:
    taken = understood(assistant, "adoption in Barnet", "no, not Barnet, Redbridge")
    assert taken.reports == ("redbridge-2010",)
    assert taken.subject == "adoption"


def test_a_correction_asks_for_what_was_asked_before(assistant: Assistant) -> None:
    taken = understood(assistant, "How many adopters has Barnet?", "no, I meant foster carers")
    assert "how many" in fold(taken.standalone)
    assert taken.subject == "foster carers"


@pytest.mark.parametrize(
    "turn",
    [
        "ok different thing, teenage pregnancy",
        "something different - teenage pregnancy",
        "new topic: teenage pregnancy",
        "changing the subject, teenage pregnancy",
        "ok forget that. teenage pregnancy",
    ],
)
def test_an_announced_subject_is_its_own_words_alone(assistant: Assistant, turn: str) -> None:
    taken = understood(assistant, "smoking in Havering 2007", turn)
    assert taken.subject == "teenage pregnancy"
    assert taken.standalone == "teenage pregnancy (Havering 2007)"


@pytest.mark.parametrize(
    "turn",
    [
        "how's Barnet getting on with that",
        "did Barnet have the same problem?",
        "does Barnet do that too",
        "how does Barnet handle it",
        "is that the case in Barnet",
        "how did Barnet do",
        "how are things in Barnet on that front",
    ],
)
def test_how_a_place_fares_is_what_was_first_asked(assistant: Assistant, turn: str) -> None:
    """Not what the turn between asked about it, which is of the other place."""
    first = "Do social workers leave Redbridge too often?"
    taken = understood(assistant, first, "what is being done about it?", turn)
    assert taken.standalone.rstrip("?") == "Do social workers leave Barnet too often"


def test_how_it_was_is_not_asked_of_a_place_that_may_be_better(assistant: Assistant) -> None:
    turns = ["what went wrong with the computer system in Redbridge?", "Barnet any better?"]
    assert understood(assistant, *turns).standalone == "computer system; Barnet"


@pytest.mark.parametrize(
    "turn", ["what's being done about it", "what are they doing about that", "is anything done?"]
)
def test_what_is_done_about_it_is_no_subject(assistant: Assistant, turn: str) -> None:
    taken = understood(assistant, "are social workers in Redbridge overworked", turn)
    assert taken.subject == "social workers overworked"
    assert taken.standalone.startswith(turn)
    assert "social workers overworked" in taken.standalone
    assert not taken.matter


@pytest.mark.parametrize(
    "turn",
    [
        "did the inspectors tell them to stop that",
        "and what did they get told to do",
        "what did they want done about it",
    ],
)
def test_what_they_were_told_is_a_recommendation(assistant: Assistant, turn: str) -> None:
    taken = understood(assistant, "underage drinking in Havering 2007", turn)
    assert taken.kind is Kind.RECOMMENDATION
    assert taken.subject == "underage drinking"


def test_that_is_what_was_asked_of_a_group_and_they_the_group(assistant: Assistant) -> None:
    turns = ["social workers in Redbridge", "do children keep getting new ones?"]
    that = understood(assistant, *turns, "why does that happen")
    assert "social workers children keep getting new" in that.standalone
    they = understood(assistant, *turns, "are they trained")
    assert they.standalone == "are they trained (social workers; Redbridge 2010)"


@pytest.mark.parametrize("turn", ["how good is it?", "who pays for it?"])
def test_it_is_the_body_and_not_what_was_asked_of_it(assistant: Assistant, turn: str) -> None:
    first = "Is the fostering panel in Barnet independently chaired?"
    assert "chaired" not in understood(assistant, first, turn).standalone


def test_money_for_it_is_asked_of_what_was_spoken_of(assistant: Assistant) -> None:
    """A word of an aspect ("value for money") beside "when" asks for no grade of it."""
    turns = ["young carers in Havering 2007", "and till when was there money for it"]
    assert "young carers" in understood(assistant, *turns).standalone


def test_years_alone_are_no_words_to_search_for(assistant: Assistant) -> None:
    turns = ["youth offending in Havering in 2007", "And four years later?"]
    taken = understood(assistant, *turns)
    assert "later" not in taken.standalone
    assert taken.reports == ("havering-2011",)


def test_the_subject_is_told_as_the_question_had_it(assistant: Assistant) -> None:
    turns = ["are children's plans in Harrow dragging on too long", "why is that"]
    standalone = understood(assistant, *turns).standalone
    assert standalone == "why? (children's plans dragging on too long; Harrow 2012)"


def test_whose_who_asks_for_no_name(assistant: Assistant) -> None:
    first = "What happens to kids who are excluded from school in Havering 2007"
    taken = understood(assistant, first, "how bad was it")
    assert " who;" not in taken.standalone


@pytest.mark.parametrize("turn", ["what do the young people themselves say", "what about parents"])
def test_those_whom_it_is_about_keep_the_place_and_the_subject(
    assistant: Assistant, turn: str
) -> None:
    taken = understood(assistant, "private fostering in Redbridge", turn)
    assert taken.reports == ("redbridge-2010",)
    assert "private fostering" in taken.standalone


def test_a_word_on_the_answer_is_no_question(assistant: Assistant) -> None:
    turns = ["immunisation in Barnet", "that's good. what about teeth"]
    taken = understood(assistant, *turns)
    assert "good" not in taken.standalone
    assert "teeth" in taken.standalone


@pytest.mark.parametrize("turn", ["what about the good things", "anything negative?"])
def test_what_was_good_or_bad_asks_for_no_recommendation(assistant: Assistant, turn: str) -> None:
    turns = ["assessments in Barnet", "what were they told to do about that"]
    assert understood(assistant, *turns, turn).kind is Kind.TOPIC


def test_who_is_to_blame_is_asked_of_what_was_spoken_of(assistant: Assistant) -> None:
    taken = understood(assistant, "health visitors in Barnet", "who is to blame")
    assert taken.reports == ("barnet-2012",)
    assert taken.subject == "health visitors"


@pytest.mark.parametrize("turn", ["how do I make lasagne", "changing the subject, adoption"])
def test_a_change_of_subject_takes_nothing_of_the_last(assistant: Assistant, turn: str) -> None:
    taken = understood(assistant, "respite care in Barnet", "what do the parents say", turn)
    assert "respite" not in taken.standalone
    assert "parents" not in taken.standalone


@pytest.mark.parametrize(
    "turn",
    [
        "do managers check case files often enough",
        "can young people complain easily",
        "how well do midwives share information",
    ],
)
def test_a_subject_of_its_own_is_asked_of_the_place_spoken_of(
    assistant: Assistant, turn: str
) -> None:
    taken = understood(assistant, "respite care in Harrow", turn)
    assert taken.reports == ("harrow-2012",)
    assert "respite" not in taken.standalone


@pytest.mark.parametrize(
    "turn", ["which authority checks case files best", "what do the four inspection grades mean"]
)
def test_a_question_of_no_place_is_asked_of_no_place(assistant: Assistant, turn: str) -> None:
    assert understood(assistant, "respite care in Harrow", turn).authorities == ()


def test_a_name_that_another_report_alone_has_is_looked_for_there(assistant: Assistant) -> None:
    taken = understood(assistant, "teenagers in Havering", "ok last one, northwick park")
    assert taken.standalone == "northwick park"


def test_those_corrected_about_are_still_spoken_of(assistant: Assistant) -> None:
    first = "are care leavers looked after in the holidays in Harrow"
    turns = [first, "no, I meant do they get money", "can they get a flat afterwards"]
    assert understood(assistant, *turns).subject == "care leavers"


def test_both_times_is_both_inspections(assistant: Assistant) -> None:
    turns = ["young carers in Havering 2011", "what were they told to do about it, both times"]
    assert understood(assistant, *turns).years == (2007, 2011)


def test_the_same_report_is_no_subject(assistant: Assistant) -> None:
    taken = understood(assistant, "bullying in Havering 2007", "teen pregnancy, same report")
    assert (taken.subject, taken.years) == ("teen pregnancy", (2007,))


def test_which_of_these_councils_asks_of_them_all(assistant: Assistant) -> None:
    turn = "Which of these councils run their own homes, then?"
    assert understood(assistant, "children's homes in Havering", turn).authorities == ()


def test_that_place_is_the_one_last_told_of(assistant: Assistant) -> None:
    first = assistant.ask("Which reports mention co-sleeping?")
    second = assistant.ask("how many children are there in that place?", previous=[first])
    assert second.understood.authorities == (first.quotes[0].report.authority_key,)


def test_a_question_that_names_what_it_points_at_stands_alone(assistant: Assistant) -> None:
    turn = "Harrow had some partner agency for adoption, who was it"
    assert understood(assistant, "long-term care in Barnet", turn).standalone == turn


def test_a_hospital_of_one_place_is_not_asked_of_another(assistant: Assistant) -> None:
    first = "Is the King George Hospital in Redbridge suitable for medicals?"
    taken = understood(assistant, first, "and Harrow?")
    assert taken.standalone == "Is the hospital in Harrow suitable for medicals?"


@pytest.mark.parametrize("turn", ["and 07?", "the 07 one", "older", "the older?"])
def test_a_year_or_the_order_of_inspections_alone_moves_the_year(
    assistant: Assistant, turn: str
) -> None:
    taken = understood(assistant, "young carers in Havering 2011", turn)
    assert taken.reports == ("havering-2007",)
    assert taken.subject == "young carers"


def test_kids_of_a_place_are_that_place(assistant: Assistant) -> None:
    taken = understood(assistant, "do kids know about the pledge in Harrow", "barnet kids")
    assert taken.reports == ("barnet-2012",)
    assert "pledge" in taken.standalone


def test_whether_there_is_anything_is_asked_of_all_that_was_asked(assistant: Assistant) -> None:
    turns = ["Which reports mention co-sleeping?", "and is there anything about bullying?"]
    assert understood(assistant, *turns).authorities == ()


def test_what_a_place_has_not_got_is_asked_of_it(assistant: Assistant) -> None:
    turns = ["mentors for care leavers in Harrow", "do they offer befriending?"]
    assert understood(assistant, *turns).reports == ("harrow-2012",)


@pytest.mark.parametrize(
    ("first", "turn", "subject"),
    [
        ("who runs out of hours social work for Barnet", "is it any good?", "(out of hours"),
        ("who provides CAMHS in Havering", "how good is it?", "(CAMHS; Havering)"),
        ("who chairs the safeguarding board in Harrow", "are they any good?", "(safeguarding"),
        ("who runs the virtual school in Harrow", "is it working?", "(virtual school"),
    ],
)
def test_what_somebody_does_is_asked_of_without_who_does_it(
    assistant: Assistant, first: str, turn: str, subject: str
) -> None:
    standalone = understood(assistant, first, turn).standalone
    assert subject in standalone and "who" not in standalone


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("who chairs the safeguarding board in Harrow", "and in Barnet?"),
        ("who runs the virtual school in Harrow", "who was it before?"),
        ("how many looked after children are there in Redbridge", "is that a lot?"),
    ],
)
def test_who_or_how_many_is_asked_again_where_nothing_else_is(
    assistant: Assistant, first: str, turn: str
) -> None:
    standalone = understood(assistant, first, turn).standalone
    asked = "who" if first.startswith("who") else "looked after children"
    assert asked in standalone


@pytest.mark.parametrize(
    "turn", ["which paragraph says that about coram", "where is Coram mentioned?"]
)
def test_where_something_is_named_is_told_of_that_alone(assistant: Assistant, turn: str) -> None:
    """Harrow 2012 names Coram in these, Barnet 2012 nowhere."""
    reply = talk(assistant, "compare harrow and barnet on adoption", turn)
    assert {quote.paragraph.number for quote in reply.quotes} == {"66", "67", "95"}
    assert {quote.report.key for quote in reply.quotes} == {"harrow-2012"}
    assert "It is not named in: London Borough of Barnet 2012" in reply.text


@pytest.mark.parametrize("turn", ["which paragraph is that?", "where does it say that?"])
def test_where_that_stands_is_asked_of_what_was_told(assistant: Assistant, turn: str) -> None:
    first = "adoption in Harrow"
    told = [quote.key for quote in talk(assistant, first).quotes]
    assert [quote.key for quote in talk(assistant, first, turn).quotes] == told


def test_where_a_sentence_stands_keeps_the_subject(assistant: Assistant) -> None:
    turn = "where does it say children are matched well?"
    assert "adoption" in talk(assistant, "adoption in Harrow", turn).understood.standalone
