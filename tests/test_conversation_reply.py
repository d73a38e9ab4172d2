"""What a turn asks of the reply before it: less, one quotation, a grade; or thanks for it."""

from __future__ import annotations

import pytest
from talking import talk

from qa.assistant import Assistant
from qa.search.asked.question import Kind

GRADES = "What grades did Harrow get for children in care?"
SAFE = "What rating did Havering's staying safe get in 2007?"
TOLD = "What was Redbridge told to do within three months for looked after children?"
ALLEGATIONS = "What is wrong with how Havering handled allegations against staff in 2011?"
CHILDREN = "How many looked after children did Havering have in 2011?"


@pytest.mark.parametrize(
    "turn",
    [
        "Thanks!! you're a star",
        "cheers, thats really helpful",
        "that was very useful, thank you so much",
        "brilliant, just what I needed",
        "great answer, thanks",
        "cheers thats all i needed",
        "ok great thats me done",
        "brilliant ta",
        "no thats everything, thank you",
        "no more questions",
        "have a nice day",
        "I see",
    ],
)
def test_thanks_and_praise_are_no_question(assistant: Assistant, turn: str) -> None:
    reply = talk(assistant, "young carers in Barnet", turn)
    assert not reply.quotes
    assert reply.text.startswith("You are welcome")


@pytest.mark.parametrize(
    "turn",
    [
        "is that helpful?",
        "thanks, and in Harrow?",
        "is the service brilliant?",
        "that's all?",
        "thanks is it any good",
        "excellent practice",
    ],
)
def test_what_asks_something_is_more_than_thanks(assistant: Assistant, turn: str) -> None:
    assert talk(assistant, "young carers in Barnet", turn).understood.kind is not Kind.HELP


def test_a_talk_goes_on_after_thanks(assistant: Assistant) -> None:
    thanked = "cheers, thats really helpful"
    reply = talk(assistant, "what does Barnet do for young carers?", thanked, "how many are there?")
    assert "463 young carers" in reply.text


@pytest.mark.parametrize(
    "turn",
    [
        "how do you know that? did you make it up?",
        "is any of this made up?",
        "can I trust that?",
        "Are you ChatGPT? And how do I know you aren't making these quotes up?",
        "ok, are you a bot or a real person?",
        "how can I check this is right?",
    ],
)
def test_who_doubts_what_was_told_is_told_where_it_is_from(assistant: Assistant, turn: str) -> None:
    reply = talk(assistant, "How well led are Harrow's safeguarding services?", turn)
    assert "word for word" in reply.text
    assert not reply.quotes


@pytest.mark.parametrize(
    "question",
    [
        "Who made you?",
        "are these real quotes",
        "where do you get your information?",
        "how up to date are you?",
        "which councils do you cover?",
        "do you ever get things wrong?",
    ],
)
def test_the_program_says_what_it_is_and_holds(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    assert "This is a program" in reply.text
    assert "London Borough of Havering (2007)" in reply.text
    assert not (reply.quotes or reply.nearest)


@pytest.mark.parametrize(
    "turn",
    [
        "How do you know if a child is at risk in Harrow?",
        "Is it trusted?",
        "How do you support carers in Barnet?",
        "Can I trust the council?",
        "How up to date are case files?",
        "Do children trust social workers to tell the truth?",
        "Where does the money come from?",
    ],
)
def test_a_question_of_the_reports_is_no_doubt(assistant: Assistant, turn: str) -> None:
    assert talk(assistant, turn).understood.kind is not Kind.HELP


@pytest.mark.parametrize(
    "turn", ["shorter please", "that's too long", "in one sentence", "just the gist", "tl;dr"]
)
def test_less_is_the_best_quotation_alone(assistant: Assistant, turn: str) -> None:
    whole = talk(assistant, ALLEGATIONS)
    brief = talk(assistant, ALLEGATIONS, turn)
    assert brief.understood.standalone == whole.understood.standalone
    assert len(whole.quotes) > 1
    assert len(brief.quotes) == 1
    assert len(brief.quotes[0].text.split()) <= 40


def test_what_takes_too_long_is_no_wish_for_less(assistant: Assistant) -> None:
    reply = talk(assistant, "assessments in Harrow", "do they take too long?")
    assert "too long" in reply.understood.standalone


@pytest.mark.parametrize(
    ("turn", "item"),
    [
        ("explain the second one", 1),
        ("what does the last one mean?", -1),
        ("tell me more about the 1st point", 0),
    ],
)
def test_a_quotation_is_counted_out(assistant: Assistant, turn: str, item: int) -> None:
    told = talk(assistant, TOLD)
    reply = talk(assistant, TOLD, turn)
    assert reply.understood.reports == ("redbridge-2010",)
    assert reply.quotes[0].text == told.quotes[item].text


def test_the_first_one_of_two_inspections_is_an_inspection(assistant: Assistant) -> None:
    reply = talk(assistant, "fostering in Havering 2011", "and what about the first one?")
    assert reply.understood.reports == ("havering-2007",)


@pytest.mark.parametrize("turn", ["which of those is worst?", "which was the lowest?"])
def test_the_worst_of_the_grades_told_is_named(assistant: Assistant, turn: str) -> None:
    reply = talk(assistant, GRADES, turn)
    (worst,) = reply.judgements
    assert (worst.aspect, worst.grade) == ("Being healthy", "Inadequate")


def test_which_borough_is_worst_is_asked_of_all(assistant: Assistant) -> None:
    reply = talk(assistant, GRADES, "which borough was worst?")
    assert len(reply.understood.reports) > 1


@pytest.mark.parametrize(
    "turn", ["what does that number mean?", "is a 3 bad then?", "what does 3 mean?"]
)
def test_a_number_told_is_explained_on_its_own_scale(assistant: Assistant, turn: str) -> None:
    reply = talk(assistant, SAFE, turn)
    assert reply.understood.reports == ("havering-2007",)
    assert "grade 3 is Good" in reply.text


def test_a_number_held_against_other_reports_is_explained_on_both_scales(
    assistant: Assistant,
) -> None:
    reply = talk(assistant, SAFE, "is a 3 bad then? in the other reports 3 is only adequate")
    assert "grade 3 is Good" in reply.text
    assert "grade 3 is Adequate" in reply.text


@pytest.mark.parametrize(
    "turn",
    [
        "and that was up on 2007, wasn't it?",
        "that's more than in 2007, isn't it",
        "is that down on 2007?",
    ],
)
def test_a_number_is_held_against_another_year(assistant: Assistant, turn: str) -> None:
    reply = talk(assistant, CHILDREN, turn)
    assert reply.understood.kind is Kind.TREND
    assert "194" in reply.text
    assert "180" in reply.text


def test_they_are_the_council_where_others_are_named_beside_them(assistant: Assistant) -> None:
    reply = talk(
        assistant,
        "how much did Barnet save?",
        "how much went into early intervention?",
        "and what did they spend on foster carers?",
    )
    assert "early intervention" not in reply.understood.standalone
    assert not reply.answered


def test_any_of_them_that_say_are_reports(assistant: Assistant) -> None:
    first = "How much does Barnet pay foster carers?"
    reply = talk(assistant, first, "does any of them say anything about carers' pay?")
    assert len(reply.understood.reports) == 5
    people = talk(assistant, "are foster carers in Barnet trained?", "do any of them have degrees?")
    assert people.understood.reports == ("barnet-2012",)


@pytest.mark.parametrize(
    ("turns", "numbers"),
    [
        # Barnet's paragraph 9, Harrow's 6, Redbridge's 5.
        (
            ("how many foster carers did harrow have", "barnet?", "so who had more"),
            {"103", "69"},
        ),
        (
            ("how many foster carers in Redbridge?", "Barnet?", "Harrow?", "which had the fewest?"),
            {"60", "103", "69"},
        ),
        (("How many foster carers do Barnet and Harrow have?", "who has more?"), {"103", "69"}),
    ],
)
def test_which_has_more_sets_the_numbers_side_by_side(
    assistant: Assistant, turns: tuple[str, ...], numbers: set[str]
) -> None:
    lead = talk(assistant, *turns).lead
    assert all(f"**{number}**" in lead for number in numbers)


@pytest.mark.parametrize(
    "turns",
    [
        ("how many foster carers did harrow have", "who had more social workers?"),
        ("how is fostering in harrow?", "barnet?", "so who had more"),
    ],
)
def test_no_numbers_are_set_side_by_side_that_were_not_told(
    assistant: Assistant, turns: tuple[str, ...]
) -> None:
    assert "**69**" not in talk(assistant, *turns).lead


def test_who_had_more_than_one_place_is_asked_of_all(assistant: Assistant) -> None:
    lead = talk(assistant, "how many foster carers did harrow have", "so who had more").lead
    assert all(f"**{number}**" in lead for number in (69, 103, 66, 60))


def test_which_of_two_did_best_stays_with_the_two(assistant: Assistant) -> None:
    answer = talk(assistant, "How did Barnet and Harrow do on safeguarding?", "which did best?")
    assert answer.understood.reports == ("barnet-2012", "harrow-2012")


def test_who_had_more_sets_the_first_place_beside_one_with_two_reports(
    assistant: Assistant,
) -> None:
    turns = ("How many foster carers in Barnet?", "and Havering?", "so who had more?")
    lead = talk(assistant, *turns).lead
    assert "**103**" in lead
    assert "**66**" in lead


HOUSING = "what was wrong with Redbridge's housing"


@pytest.mark.parametrize(
    "turn",
    [
        "Which paragraph says that?",
        "which bit of the report is that?",
        "which section is that from?",
        "where does that come from?",
        "which report is that?",
        "which part is that - safeguarding or looked after?",
    ],
)
def test_where_it_stands_is_asked_of_the_last_answer(assistant: Assistant, turn: str) -> None:
    assert talk(assistant, HOUSING, turn).understood.standalone == HOUSING


@pytest.mark.parametrize(
    "turn",
    [
        "which section covers fostering?",
        "which part of the service is worst?",
        "which part of the borough is worst off?",
        "where is it worst?",
    ],
)
def test_where_something_is_so_is_a_question_of_its_own(assistant: Assistant, turn: str) -> None:
    assert talk(assistant, HOUSING, turn).understood.standalone != HOUSING


EDUCATION = ("How good is education for children in Havering?", "2007 I mean")


@pytest.mark.parametrize(
    "turn",
    [
        "what grade? and is 4 the best or the worst?",
        "what did it get? is a 4 top or bottom?",
        "so is 4 the best then?",
    ],
)
def test_which_end_of_the_scale_is_the_best_is_asked_of_the_report_spoken_of(
    assistant: Assistant, turn: str
) -> None:
    """Its table: "Grades awarded: 4: outstanding; 3: good; 2: adequate; 1: inadequate"."""
    answer = talk(assistant, *EDUCATION, turn)
    assert answer.understood.reports == ("havering-2007",)
    assert answer.understood.kind is Kind.SCALE
    assert "grade 4 is Outstanding, the best" in answer.text


def test_the_grade_asked_for_beside_the_scale_is_told(assistant: Assistant) -> None:
    answer = talk(assistant, *EDUCATION, "what grade? and is 4 the best or the worst?")
    assert [(row.report, row.grade) for row in answer.judgements] == [
        ("havering-2007", "Outstanding")
    ]
    assert "not judged" not in answer.text  # "how good is it?" takes no grade for granted


@pytest.mark.parametrize(
    "turn", ["which council is the best?", "who was best or worst?", "and which are the worst?"]
)
def test_who_is_the_best_is_still_asked_of_all(assistant: Assistant, turn: str) -> None:
    assert len(talk(assistant, "adoption in Harrow", turn).understood.reports) == 5


PLANS = "what are child protection plans like in barnet"


@pytest.mark.parametrize(
    "turn", ["so is that good or bad", "is that good?", "good or bad?", "should I be worried?"]
)
def test_what_was_told_is_weighed_with_both_sides_of_it(assistant: Assistant, turn: str) -> None:
    """Barnet 2012, paragraph 39: comprehensive, and difficult to follow."""
    reply = talk(assistant, PLANS, turn)
    text = " ".join(quote.text for quote in reply.quotes)
    assert "Child protection plans are comprehensive" in text
    assert "difficult to follow" in text
    assert "case conferences are generally good" not in text
    shown = {quote.paragraph.key for quote in talk(assistant, PLANS).quotes}
    assert {quote.paragraph.key for quote in reply.quotes} <= shown


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        (PLANS, "is it good that plans are long?"),
        (PLANS, "is the board any good"),
        (PLANS, "what was bad?"),
        (PLANS, "is that good in Harrow?"),
        ("young carers in Havering 2011", "but it was good before, wasn't it?"),
        ("What grade did Harrow get for the health of children in care?", "is that good?"),
    ],
)
def test_what_names_more_is_no_weighing(assistant: Assistant, first: str, turn: str) -> None:
    assert talk(assistant, first, turn).understood.telling is None


HEALTH = "health of looked after children in havering 2007"


@pytest.mark.parametrize(
    "turn",
    ["is there anything more on that?", "anything else?", "can you tell me more about it", "go on"],
)
def test_more_is_what_was_not_shown(assistant: Assistant, turn: str) -> None:
    shown = {quote.paragraph.key for quote in talk(assistant, HEALTH).quotes}
    more = talk(assistant, HEALTH, turn)
    assert more.quotes
    assert not shown & {quote.paragraph.key for quote in more.quotes}
    assert not more.judgements


@pytest.mark.parametrize(
    "turns", [("wheelchairs in Havering 2007", "more"), ("respite care in Barnet", "more")]
)
def test_where_there_is_no_more_that_is_said(assistant: Assistant, turns: tuple[str, ...]) -> None:
    reply = talk(assistant, *turns)
    assert reply.text.startswith("Nothing more that plainly speaks of that was found")
    assert not (reply.quotes or reply.nearest)


@pytest.mark.parametrize(
    "turn", ["more social workers?", "anything else about adopters?", "are there more in Harrow?"]
)
def test_what_names_something_asks_for_that_and_not_for_more(
    assistant: Assistant, turn: str
) -> None:
    assert not talk(assistant, "adoption in Barnet", turn).understood.beyond


TEAM = "three of Her Majesty's Inspectors"


@pytest.mark.parametrize("turn", ["what were their names", "who were they?", "name them"])
def test_the_names_of_inspectors_are_those_that_the_report_gives(
    assistant: Assistant, turn: str
) -> None:
    first = "how many inspectors went to barnet"
    for turns in ((first,), (first, turn)):
        reply = talk(assistant, *turns)
        assert [quote.paragraph.number for quote in reply.quotes] == ["1"]
        assert TEAM in reply.quotes[0].text.replace("’", "'")
        assert "Marie McGuinness" in reply.text


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("how many foster carers are there in barnet", "what are their names?"),
        ("which hospitals serve redbridge", "what are they called"),
        ("care leavers at university in Harrow", "how many went"),
    ],
)
def test_the_names_of_others_are_asked_of_them(assistant: Assistant, first: str, turn: str) -> None:
    asked = talk(assistant, first, turn).understood
    assert asked.kind is not Kind.METADATA
    assert talk(assistant, first).understood.subject.split()[0] in asked.standalone


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("how up to date are Havering's records 2011", "how up to date is it"),
        ("libraries in Havering 2007", "what about the library"),
        ("the information system in havering 2011", "who made the system"),
        ("What is the Role Model Army", "how does it work"),
    ],
)
def test_what_is_of_the_subject_asks_nothing_of_the_program(
    assistant: Assistant, first: str, turn: str
) -> None:
    asked = talk(assistant, first, turn).understood
    assert asked.kind is not Kind.HELP
    assert len(asked.authorities) == 1


@pytest.mark.parametrize(
    "turn",
    [
        "how up to date are you",
        "who made this",
        "is it made up",
        "can I trust it",
        "how do we know",
    ],
)
def test_what_is_asked_of_the_program_is(assistant: Assistant, turn: str) -> None:
    assert talk(assistant, "young carers in Barnet", turn).understood.kind is Kind.HELP


def test_without_a_subject_it_is_the_program(assistant: Assistant) -> None:
    assert talk(assistant, "hello", "how does it work").understood.kind is Kind.HELP


@pytest.mark.parametrize("turn", ["who was the inspector", "who were the inspectors"])
def test_who_inspected_is_asked_of_the_report(assistant: Assistant, turn: str) -> None:
    reply = talk(assistant, "harrow social work supervision", turn)
    assert reply.understood.kind is Kind.METADATA
    assert "Nicholas McMullen" in reply.text


@pytest.mark.parametrize(
    "turn", ["is she a social worker", "is he any good", "is that good or bad"]
)
def test_of_one_who_inspected_no_more_is_told_than_the_report_says(
    assistant: Assistant, turn: str
) -> None:
    reply = talk(assistant, "who inspected Barnet in 2012?", turn)
    assert "Marie McGuinness" in reply.text
    assert not reply.judgements


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("who inspected Barnet in 2012?", "is Barnet any good"),
        ("who inspected Barnet in 2012?", "is it any good"),
        ("Harrow", "is that good"),
    ],
)
def test_of_a_place_grades_are_told_after_what_is_known_of_its_report(
    assistant: Assistant, first: str, turn: str
) -> None:
    assert talk(assistant, first, turn).judgements


def test_what_was_found_to_be_put_right_is_told_where_no_later_report_can(
    assistant: Assistant,
) -> None:
    """Paragraph 64: plans to replace the system by April 2012 "are now in place"."""
    first = "what was wrong with Havering's electronic recording system in 2011"
    reply = talk(assistant, first, "was it sorted")
    assert reply.answered
    assert any("now in place" in quote.text for quote in reply.quotes)


def test_what_was_told_is_weighed_with_what_was_recommended(assistant: Assistant) -> None:
    """Item 6 of paragraph 75 asks for a designated doctor."""
    reply = talk(assistant, "No designated doctor in Barnet", "is that bad")
    assert "barnet-2012#75" in {quote.paragraph.key for quote in reply.quotes}


def test_the_first_that_was_told_is_weighed(assistant: Assistant) -> None:
    first = "drift in care plans redbridge"
    reply = talk(assistant, first, "is that serious?")
    told = list(dict.fromkeys(quote.paragraph.key for quote in talk(assistant, first).quotes))
    assert list(dict.fromkeys(quote.paragraph.key for quote in reply.quotes)) == told[:2]
