"""A turn with a subject of its own leans to what was asked before; "we", "before", "not 2007"."""

from __future__ import annotations

import pytest
from talking import talk

from qa.answer.form.reply import Answer
from qa.assistant import Assistant
from qa.search.asked.question import Reason

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
    """The conversation makes nothing an answer that is none, and takes no answer away."""
    before = "bullying in Havering, 2007"
    absent = "Does Barnet offer the 30 hours of free childcare to foster families?"
    assert not talk(assistant, before, absent).answered
    for turn in ("number of failing schools havering 2007", "adoption in Harrow"):
        assert talk(assistant, before, turn).answered == talk(assistant, turn).answered, turn


def test_the_same_again_is_found_as_it_was(assistant: Assistant) -> None:
    turns = [FIRST, "are schools told in Havering, 2011"]
    said, again = talk(assistant, *turns), talk(assistant, *turns, "give me the exact words")
    assert [hit.key for hit in again.retrieved] == [hit.key for hit in said.retrieved]


def test_what_was_left_behind_is_not_leant_to(assistant: Assistant) -> None:
    turns = [FIRST, "now adoption, in Harrow", "how long do the courts take in Harrow?"]
    assert not any("violence" in asked for asked in talk(assistant, *turns).understood.beside)
    published = [FIRST, "when was that report published?", "are schools told in Havering, 2011"]
    assert talk(assistant, *published).understood.beside == (
        "How is domestic violence dealt with?",
    )


def test_we_are_the_people_and_the_place_of_whoever_asks(assistant: Assistant) -> None:
    turns = ["Foster carer here, Redbridge. Are we paid enough?", "and in Harrow?"]
    understood = talk(assistant, *turns, "what help do we get?").understood
    assert understood.reports == ("redbridge-2010",)
    assert "foster carers" in understood.standalone


def test_we_say_nothing_of_a_place_where_none_was_ours(assistant: Assistant) -> None:
    for first in (
        "Tell us about fostering in Barnet",
        "What can we learn from Barnet's fostering?",
    ):
        for turn in ("what should we make of that?", "how do we compare?"):
            understood = talk(assistant, first, "and in Harrow?", turn).understood
            assert "harrow" in understood.authorities, (first, turn)


@pytest.mark.parametrize("turn", ["but it was good before, wasn't it?", "and last time?"])
def test_before_is_the_inspection_before(assistant: Assistant, turn: str) -> None:
    understood = talk(assistant, "placement stability in Havering, 2011", turn).understood
    assert understood.reports == ("havering-2007",)


@pytest.mark.parametrize(
    "turn",
    [
        "what is the money used to pay for?",
        "what about previously looked after children?",
        "had any of them been excluded before?",
        "had social workers met the parents before?",
        "were families offered help the day before?",
        "what did you say before?",
        "did children get a second health review?",
    ],
)
def test_before_is_not_always_an_inspection(assistant: Assistant, turn: str) -> None:
    understood = talk(assistant, "placement stability in Havering, 2011", turn).understood
    assert understood.reports == ("havering-2011",)


def test_before_keeps_the_one_inspection_there_is(assistant: Assistant) -> None:
    understood = talk(assistant, "placement stability in Harrow", "was it good before?").understood
    assert understood.reports == ("harrow-2012",)
    assert not understood.missing


@pytest.mark.parametrize(
    "question", ["Havering's school attendance, not 2007", "bullying in Havering (not in 2007)"]
)
def test_a_year_denied_is_that_of_the_other_report(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).understood.reports == ("havering-2011",)


def test_a_year_denied_is_not_missed(assistant: Assistant) -> None:
    understood = assistant.ask("bullying in Harrow, not 2007").understood
    assert understood.reports == ("harrow-2012",)
    assert not understood.missing


def test_a_year_denied_is_left_whatever_is_asked_about(assistant: Assistant) -> None:
    both = assistant.ask("bullying in Havering and Barnet, not 2007").understood
    assert both.reports == ("barnet-2012", "havering-2011")
    assert "havering-2007" not in assistant.ask("attendance, not 2007").understood.reports
    assert assistant.ask("bullying in Havering not 2007").understood.reports == ("havering-2011",)
    only = assistant.ask("bullying in Harrow, not 2012")
    assert not only.answered
    assert "another date" in only.text


@pytest.mark.parametrize(
    "question",
    [
        "Were attendance targets met or not in 2007 in Havering?",
        "What was not in Havering in 2007?",
    ],
)
def test_not_may_be_said_of_what_was_done(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).understood.reports == ("havering-2007",)


def test_a_year_denied_in_a_conversation_is_left(assistant: Assistant) -> None:
    for turn in ("attendance, not 2007", "no, not 2007"):
        understood = talk(assistant, "bullying in Havering 2007", turn).understood
        assert understood.reports == ("havering-2011",), turn


def test_two_digits_after_a_place_are_a_year_where_that_tells_reports_apart(
    assistant: Assistant,
) -> None:
    assert talk(assistant, FIRST, "Havering 11").understood.reports == ("havering-2011",)
    assert talk(assistant, FIRST, "better in 07?", "Harrow 12").understood.lookups == (
        "harrow-2012#12",
    )


def test_what_somebody_does_is_no_subject(assistant: Assistant) -> None:
    """A question that says enough alone is asked without it, and leans to it."""
    told = "I am drafting a paper for the panel."
    understood = assistant.ask(f"{told} How good is adoption support in Harrow?").understood
    assert understood.subject == "good adoption support"
    assert understood.beside == (told,)


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("I am worried about gangs. What is done in Harrow to keep young people safe?", "gangs"),
        ("My son is disabled. Do families in Barnet go short of respite breaks?", "disabled"),
        ("I sit on the adoption panel. Are there enough social workers?", "social workers"),
        ("Hi, I'm on the scrutiny committee. Are there enough social workers?", "social workers"),
        ("As bullying is common I want to know what schools in Harrow do", "bullying"),
        ("I saw a documentary about gangs. What do schools in Barnet do about safety?", "gangs"),
        ("As the lead member is new, is corporate parenting in Harrow strong?", "lead member"),
        ("As inspectors say governors are weak, what was done in Barnet?", "governors"),
        ("Adoption here. Good or bad?", "adoption"),
    ],
)
def test_what_is_told_of_a_matter_is_of_the_question(
    assistant: Assistant, question: str, matter: str
) -> None:
    assert matter in assistant.ask(question).understood.subject


def test_a_matter_told_first_is_what_is_asked_about(assistant: Assistant) -> None:
    question = "hi, I'm writing an essay on bullying, what did they say about it in Redbridge"
    assert "bullying" in assistant.ask(question).understood.subject


def test_the_later_one_points_at_nothing_else(assistant: Assistant) -> None:
    turn = "What does the later one say about children who go missing?"
    understood = talk(assistant, "bullying in Havering 2007", turn).understood
    assert understood.reports == ("havering-2011",)
    assert "bullying" not in understood.standalone


def test_the_newest_may_be_said_last(assistant: Assistant) -> None:
    understood = talk(assistant, "bullying in Redbridge", "Havering? newest").understood
    assert understood.reports == ("havering-2011",)
    assert "bullying" in understood.standalone


def test_why_at_the_end_asks_of_what_was_told(assistant: Assistant) -> None:
    turns = ["Do placements break down in Havering, 2011?", "has anybody worked out why?"]
    assert "placements" in talk(assistant, *turns).understood.standalone


def test_a_question_with_its_reason_has_a_subject_of_its_own(assistant: Assistant) -> None:
    turn = "Is adoption support in Harrow good or bad, and why?"
    assert "bullying" not in talk(assistant, "bullying in Barnet", turn).understood.standalone


def test_words_of_everyday_name_subjects_too(assistant: Assistant) -> None:
    """A full timetable is no timescale, and the use of restraint is no judgement of bullying."""
    turn = "how many are on a reduced timetable?"
    understood = talk(assistant, "excluded pupils in Harrow", turn).understood
    assert "timetable" in understood.standalone
    restraint = talk(assistant, "Bullying in Harrow", "is there any use of restraint?")
    assert "bullying" not in restraint.understood.standalone.casefold()


def test_the_same_in_another_place_has_many_names(assistant: Assistant) -> None:
    first = "What does the Barnet report say about the pledge?"
    for turn in ("Harrow's equivalent, please", "Harrow's counterpart", "typical. And Harrow?"):
        assert "pledge" in talk(assistant, first, turn).understood.standalone, turn


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("I foster in Havering. Do foster carers feel supported?", "no i mean now, this year"),
        ("Do foster carers in Havering feel supported?", "and today?"),
        ("Do foster carers in Havering feel supported?", "what about now?"),
        ("Were young carers supported in Havering in 2007?", "and these days?"),
        ("How many children were in care in Havering?", "how many are there at the moment?"),
        ("foster carers in Harrow", "and Havering nowadays?"),
    ],
)
def test_no_report_tells_of_today(assistant: Assistant, first: str, turn: str) -> None:
    """The subject stays, and the newest report is named as that."""
    answer = talk(assistant, first, turn)
    assert answer.reason is Reason.YEAR_NOT_HELD
    assert answer.understood.reports == ("havering-2011",)
    assert "of a date after 2011" in answer.text
    assert "care" in answer.understood.standalone


@pytest.mark.parametrize(
    ("turn", "asked"),
    [
        ("now adoption", "adoption"),
        ("who runs it now?", "who runs it now"),
        ("ok now the grades", "grades"),
        ("Barnet now", "Barnet"),
        ("what do foster carers think at the moment?", "foster carers"),
        ("was that still so in 2012?", "2012"),
    ],
)
def test_now_may_say_only_that_something_comes_next(
    assistant: Assistant, turn: str, asked: str
) -> None:
    answer = talk(assistant, "Are exclusions a problem in Harrow?", turn)
    assert answer.reason is not Reason.YEAR_NOT_HELD
    assert asked in answer.understood.standalone


def test_after_an_older_inspection_now_is_the_newest(assistant: Assistant) -> None:
    answer = talk(assistant, "Were young carers supported in Havering in 2007?", "and now?")
    assert answer.answered
    assert answer.understood.reports == ("havering-2011",)


DOCTOR = "Did Harrow have a designated doctor for looked after children?"


@pytest.mark.parametrize("turn", ["did they fix it?", "have they sorted it out?", "was it fixed?"])
def test_a_report_may_tell_itself_that_it_was_put_right(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, DOCTOR, turn)
    assert answer.answered
    assert "of a date after 2012" in answer.text
    assert [quote.paragraph.number for quote in answer.quotes] == ["58"]
    assert "has been appointed" in answer.quotes[0].text


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("Were care plans poor in Redbridge?", "was it fixed?"),  # by nothing that it tells
        ("What was wrong with recording in Barnet?", "have they sorted it out?"),
        ("What was wrong with recording in Barnet?", "did they sort that out?"),
        ("What was Harrow told to do about health?", "was it fixed?"),  # told on that day
        ("health of looked after children in Harrow", "has it got worse?"),
        ("child protection plans in Harrow", "did they act on the recommendations?"),
    ],
)
def test_where_it_tells_of_no_remedy_nobody_knows(
    assistant: Assistant, first: str, turn: str
) -> None:
    assert talk(assistant, first, turn).reason is Reason.YEAR_NOT_HELD


def test_why_it_matters_is_told_by_what_gives_a_reason(assistant: Assistant) -> None:
    first = "how is the CAF used in havering 2011"
    answer = talk(assistant, first, "so what? why does that matter")
    assert [quote.paragraph.number for quote in answer.quotes] == ["30"]
    assert len(talk(assistant, first, "tell me that again").quotes) > 1


LOOKED_AFTER = "How many looked after children were there in Redbridge?"


@pytest.mark.parametrize(
    ("turn", "number"),
    [("what about care leavers?", "135"), ("and foster carers?", "60"), ("foster carers?", "60")],
)
def test_how_many_is_asked_of_others_too(assistant: Assistant, turn: str, number: str) -> None:
    answer = talk(assistant, LOOKED_AFTER, turn)
    assert "how many" in answer.understood.standalone
    assert number in answer.text


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        (LOOKED_AFTER, "are foster carers supported?"),
        (LOOKED_AFTER, "what about care leavers getting jobs?"),
        ("Who chairs the board in Redbridge?", "what about care leavers?"),
        ("How are looked after children helped in Redbridge?", "what about care leavers?"),
    ],
)
def test_a_question_of_others_that_asks_something_else_does_not(
    assistant: Assistant, first: str, turn: str
) -> None:
    assert "how many" not in talk(assistant, first, turn).understood.standalone


WORKLOADS = "Did social workers in Redbridge have manageable workloads?"


@pytest.mark.parametrize(
    "turn",
    [
        "thats not what I asked, I meant in the looked after teams",
        "no, I meant in the assessment team",
        "I meant at the front door",
        "Not what I meant. I meant in child protection",
    ],
)
def test_where_it_was_meant_keeps_what_was_asked(assistant: Assistant, turn: str) -> None:
    understood = talk(assistant, WORKLOADS, turn).understood
    assert "manageable workloads" in understood.standalone
    assert not {"asked", "meant"} & {*understood.terms}


def test_another_subject_meant_takes_its_place(assistant: Assistant) -> None:
    for turn in ("I meant fostering", "thats not what I asked, I asked about adoption"):
        assert "workloads" not in talk(assistant, WORKLOADS, turn).understood.standalone


@pytest.mark.parametrize(
    ("turn", "kept"),
    [
        ("why do some have to wait?", "somewhere decent to live"),
        ("is it different for the ones who left early?", "care leavers"),
        ("is Barnet any better?", "somewhere decent to live"),
    ],
)
def test_why_and_how_different_ask_of_the_whole_subject(
    assistant: Assistant, turn: str, kept: str
) -> None:
    answer = talk(assistant, "Do care leavers in Harrow have somewhere decent to live?", turn)
    assert kept in answer.understood.standalone


def test_their_other_matters_leave_the_first_behind(assistant: Assistant) -> None:
    answer = talk(assistant, "Are care leavers in Harrow getting jobs?", "and their housing?")
    assert "jobs" not in answer.understood.standalone


MISSING = "tell me about missing children in Barnet"


@pytest.mark.parametrize(
    ("first", "turn", "number"),
    [
        (MISSING, "what's the problem with the interviews?", "27"),
        (MISSING, "why are the interviews bad?", "27"),
        ("Is recording any good in Barnet?", "why is the supervision weak?", "38"),
    ],
)
def test_what_was_just_told_of_is_known(
    assistant: Assistant, first: str, turn: str, number: str
) -> None:
    """Other paragraphs speak of other interviews."""
    answer = talk(assistant, first, turn)
    assert {quote.paragraph.number for quote in answer.quotes} == {number}


def test_what_was_not_told_of_is_looked_for(assistant: Assistant) -> None:
    for turn in ("what's wrong with the schools?", "was the care bad in Harrow?", "interviews?"):
        assert talk(assistant, MISSING, turn).understood.within == (), turn


@pytest.mark.parametrize("turn", ["now the weaknesses", "now safeguarding please"])
def test_now_that_only_opens_a_turn_is_not_the_present(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "What about bullying in Barnet?", turn)
    assert answer.answered
    assert "a date after 2012" not in answer.text


YOUNG_CARERS_TOLD = "What was Havering told to do about young carers in 2007?"


@pytest.mark.parametrize(
    "turn",
    [
        "was it done?",
        "did they do it?",
        "has that been sorted",
        "was that ever fixed",
        "did it happen",
        "has that actually happened yet?",
        "so did they actually do anything about it",
    ],
)
def test_what_came_of_a_recommendation_is_what_the_later_report_finds(
    assistant: Assistant, turn: str
) -> None:
    """Havering 2011: paragraph 25 finds them not identified, and paragraph 16 asks for it again."""
    answer = talk(assistant, YOUNG_CARERS_TOLD, turn)
    assert answer.understood.reports == ("havering-2011",)
    assert answer.quotes[0].paragraph.number == "25"
    assert answer.quotes[-1].key == "havering-2011#16.14"


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("What was Havering told to do about young carers in 2011?", "was it done?"),
        ("What was Barnet told to do about permanency?", "has that happened"),
        ("What was Harrow told to do about supervision?", "was that ever sorted?"),
    ],
)
def test_of_what_the_newest_inspection_asked_for_nobody_knows(
    assistant: Assistant, first: str, turn: str
) -> None:
    assert talk(assistant, first, turn).reason is Reason.YEAR_NOT_HELD


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("was there a doctor for looked after children in Havering 2007",
         "did that happen in any other borough"),
        ("supervision in Barnet", "what actually happens in it"),
        (YOUNG_CARERS_TOLD, "by when was it to be done?"),
    ],
)  # fmt: skip
def test_what_happens_elsewhere_or_by_when_is_not_what_came_of_it(
    assistant: Assistant, first: str, turn: str
) -> None:
    understood = talk(assistant, first, turn).understood
    assert understood.reports != ("havering-2011",) and not understood.missing


@pytest.mark.parametrize(
    "turn",
    [
        "do the young people themselves agree?",
        "do they agree",
        "what do the young people think",
        "and do they feel the same?",
    ],
)
def test_what_somebody_makes_of_it_is_asked_of_the_same(assistant: Assistant, turn: str) -> None:
    """Barnet's paragraph 103 tells of the housing of care leavers, and what they say of it."""
    answer = talk(assistant, "are care leavers in Barnet in decent housing", turn)
    assert "decent housing" in answer.understood.standalone
    assert {quote.paragraph.number for quote in answer.quotes} == {"103"}
    assert "young people who spoke to inspectors" in answer.quotes[0].text


@pytest.mark.parametrize(
    "turn", ["do parents think schools are good?", "what do inspectors say about adoption?"]
)
def test_what_somebody_makes_of_something_else_is_not(assistant: Assistant, turn: str) -> None:
    first = "are care leavers in Barnet in decent housing"
    assert "decent housing" not in talk(assistant, first, turn).understood.standalone


@pytest.mark.parametrize(
    ("first", "turn", "standalone"),
    [
        ("how many foster carers has Redbridge got", "do they get paid enough?",
         "do they get paid enough? (foster carers; Redbridge 2010)"),
        ("how many young carers are there in Havering", "are they supported?",
         "are they supported? (young carers; Havering)"),
        # What is no matter of a strand stays one of it.
        ("education of looked after children in Barnet", "any problems?",
         "any problems? (education of looked after children; looked after children; Barnet 2012)"),
    ],
)  # fmt: skip
def test_of_a_question_no_more_than_its_subject_is_carried(
    assistant: Assistant, first: str, turn: str, standalone: str
) -> None:
    assert talk(assistant, first, turn).understood.standalone == standalone


@pytest.mark.parametrize(
    "turns",
    [
        ("how many looked after children are there in Redbridge", "how many of them are under 5?"),
        ("How many looked after children are under 5 in Redbridge?",),
        ("how many looked after children are there in Redbridge", "and under 5s?"),
    ],
)
def test_an_age_in_figures_is_asked_for(assistant: Assistant, turns: tuple[str, ...]) -> None:
    """Redbridge 2010, paragraph 6."""
    answer = talk(assistant, *turns)
    assert "**224**" not in answer.text
    assert any("52 children under five" in quote.text for quote in answer.quotes)
