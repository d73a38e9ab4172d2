"""Questions that want a form of their own: of two parts, where something stands, whose it is."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant


@pytest.mark.parametrize(
    ("question", "number", "key"),
    [
        # Havering 2011's paragraph 7: 66 foster carers, and no children's home of its own.
        (
            "How many foster carers has Havering got and does it have childrens homes of its own?",
            "66",
            "havering-2011#7",
        ),
        # Redbridge's paragraphs 6 and 43.
        (
            "How many children are looked after in Redbridge and what grade did it get for health?",
            "224",
            "redbridge-2010#39",
        ),
        # "They" are those counted: Harrow's paragraphs 5 and 47, Havering 2007's 55.
        (
            "How many children's centres are there in Harrow and are they any good?",
            "16",
            "harrow-2012#47",
        ),
        (
            "How many foster carers does Havering have and are they well supported?",
            "66",
            "havering-2007#55",
        ),
        # A comma parts two numbers: Harrow's paragraphs 8 and 6.
        ("Harrow: how many looked after children, how many foster carers?", "156", "harrow-2012#6"),
    ],
)
def test_what_is_asked_beside_a_number_is_answered_too(
    assistant: Assistant, question: str, number: str, key: str
) -> None:
    answer = assistant.ask(question)
    assert f"**{number}**" in answer.lead
    assert key in [quote.key for quote in answer.quotes]


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        # Barnet's paragraph 26 tells of no waiting; Harrow's 8 of no adoptions.
        (
            "How many young carers did barnet know about, and how long do they have to wait?",
            "how long do they have to wait?",
        ),
        (
            "How many looked after children were there in Harrow and how many are adopted a year?",
            "how many are adopted a year?",
        ),
    ],
)
def test_a_number_is_told_once_and_not_for_what_is_not_given(
    assistant: Assistant, question: str, missing: str
) -> None:
    lead = assistant.ask(question).lead
    assert lead.count("**463**") + lead.count("**156**") == 1
    assert f"No answer was found to: {missing}" in lead


@pytest.mark.parametrize("more", ["Which bit?", "Which areas?", "Which ones?", "What?"])
def test_a_question_that_only_goes_on_is_no_second_one(assistant: Assistant, more: str) -> None:
    answer = assistant.ask(f"Was anything in Harrow graded inadequate? {more}")
    assert [row.aspect for row in answer.judgements] == ["Being healthy"]
    assert {quote.key for quote in answer.quotes} == {"harrow-2012#58"}
    assert "Was anything" not in answer.lead


def test_a_part_that_names_nothing_graded_asks_for_no_grades(assistant: Assistant) -> None:
    asked = "What is good and what is bad about the King George emergency unit for children?"
    answer = assistant.ask(asked)
    assert not answer.judgements
    assert {quote.paragraph.number for quote in answer.quotes} == {"18", "21"}


@pytest.mark.parametrize(
    "question",
    [
        "In Barnet schools how many languages are spoken and which ones come up most often?",
        "How many befrienders were trained in Barnet, and how many paired up?",
    ],
)
def test_what_goes_on_with_a_number_is_no_part_of_its_own(
    assistant: Assistant, question: str
) -> None:
    assert len({quote.key for quote in assistant.ask(question).quotes}) == 1


def test_what_goes_on_from_a_number_is_quoted_with_it(assistant: Assistant) -> None:
    asked = "How many looked after children are there in Redbridge, and how old are they?"
    (quote,) = assistant.ask(asked).quotes
    assert "224 looked after children. They comprise 52 children under five" in quote.text


def test_a_number_that_it_points_at_is_no_authority(assistant: Assistant) -> None:
    answer = assistant.ask("Number of children on plans in Harrow and is it rising?")
    assert {quote.key for quote in answer.quotes} == {"harrow-2012#8"}


# ---- where something stands ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "where", "keys"),
    [
        (
            "Whereabouts in the Harrow report is child trafficking mentioned?",
            "London Borough of Harrow, 2012: safeguarding: paragraph 20; "
            "looked after children: paragraph 64.",
            ["harrow-2012#20", "harrow-2012#64"],
        ),
        (
            "Which paragraphs of the Redbridge report mention private fostering?",
            "London Borough of Redbridge, 2010: safeguarding: paragraph 17.",
            ["redbridge-2010#17"],
        ),
        (
            "where is bullying mentioned in Barnet",
            "London Borough of Barnet, 2012: safeguarding: paragraph 22; "
            "looked after children: paragraph 96.",
            ["barnet-2012#22", "barnet-2012#96"],
        ),
    ],
)
def test_where_something_stands_is_told_by_paragraphs_and_what_names_it(
    assistant: Assistant, question: str, where: str, keys: list[str]
) -> None:
    answer = assistant.ask(question)
    assert where in answer.lead
    assert [quote.key for quote in answer.quotes] == keys


def test_what_is_named_otherwise_is_told_beside_what_is_named_so(assistant: Assistant) -> None:
    answer = assistant.ask("Where does the Harrow report mention domestic violence?")
    assert [quote.key for quote in answer.quotes] == ["harrow-2012#32"]
    # Which speak of domestic abuse.
    others = "In other words: London Borough of Harrow, 2012: safeguarding: paragraphs 34, 45, 48"
    assert others in answer.lead


def test_a_section_is_told_by_its_heading(assistant: Assistant) -> None:
    answer = assistant.ask("Which section of the Harrow report deals with leadership?")
    assert "safeguarding: paragraphs 41, 42 and 43" in answer.lead
    assert [quote.key for quote in answer.quotes] == ["harrow-2012#41", "harrow-2012#95"]


@pytest.mark.parametrize(
    ("first", "then", "where"),
    [
        # The same words stand in Harrow's lists for both halves.
        (
            "what's the recommendation on supervision in harrow",
            "which bit of the report is that - safeguarding or looked after?",
            "safeguarding: paragraph 16; looked after children: paragraph 57.",
        ),
        (
            "How many foster carers has Redbridge got?",
            "where does it say that",
            "Service information: paragraph 5.",
        ),
    ],
)
def test_where_the_last_answer_stands_is_told(
    assistant: Assistant, first: str, then: str, where: str
) -> None:
    said = assistant.ask(first)
    assert where in assistant.ask(then, previous=[said]).lead


@pytest.mark.parametrize(
    "question",
    [
        "Where do children in Barnet say they feel unsafe?",
        "Where in Harrow do most children in care live?",
        "Which parts of Harrow are deprived?",
        "What did the report say about where children are placed in Redbridge?",
    ],
)
def test_a_place_in_the_world_is_no_place_in_a_report(assistant: Assistant, question: str) -> None:
    assert "paragraph" not in assistant.ask(question).lead


# ---- what letters stand for ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("what does LADO stand for", "Local Authority Designated Officer"),
        ("LADO - meaning?", "Local Authority Designated Officer"),
        ("whats mash short for", "multi-agency safeguarding hub"),
        ("What is the meaning of PEP in the Harrow report?", "Personal education plans"),
        ("HSCB stands for what", "Havering Safeguarding Children Board"),
    ],
)
def test_what_letters_stand_for_is_one_line_and_one_quote(
    assistant: Assistant, question: str, name: str
) -> None:
    answer = assistant.ask(question)
    assert answer.lead.count("stands for") == 1
    assert f"**{name}**" in answer.lead
    assert [name in quote.text for quote in answer.quotes] == [True]


@pytest.mark.parametrize("letters", ["FGM", "ASBO"])
def test_letters_that_no_report_spells_out_are_not_spelt_out(
    assistant: Assistant, letters: str
) -> None:
    answer = assistant.ask(f"What does {letters} stand for?")
    assert not answer.answered
    assert answer.text == f"{letters} was not found in these reports."


def test_what_a_thing_is_has_its_name_told_and_what_is_said_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("what is a LADO in Harrow?")
    assert "**Local Authority Designated Officer** (London Borough of Harrow, 2012" in answer.lead
    assert "harrow-2012#67" in [quote.key for quote in answer.quotes]


@pytest.mark.parametrize(
    "question",
    ["What does a 3 mean?", "What does CAMHS offer in Barnet?", "what is safeguarding"],
)
def test_what_asks_for_more_than_a_name_gets_more(assistant: Assistant, question: str) -> None:
    assert "stands for" not in assistant.ask(question).lead


# ---- who: of a recommendation, and of an inspection ---------------------------------------------


@pytest.mark.parametrize(
    ("first", "then", "key"),
    [
        ("emergency duty team havering 2011", "who should fix it", "havering-2011#16"),
        (
            "what's the recommendation on supervision in harrow",
            "whose responsibility is that",
            "harrow-2012#57",
        ),
    ],
)
def test_who_is_to_act_is_told_by_the_words_over_the_list(
    assistant: Assistant, first: str, then: str, key: str
) -> None:
    quotes = assistant.ask(then, previous=[assistant.ask(first)]).quotes
    over = next(quote for quote in quotes if quote.key == key)
    assert "the local authority and its partners should take the following action" in over.text
    assert quotes[quotes.index(over) + 1].paragraph == over.paragraph


def test_who_is_to_do_what_stands_in_the_words_needs_no_more(assistant: Assistant) -> None:
    answer = assistant.ask("Who should be chairing strategy meetings in Barnet from now on?")
    assert [quote.key for quote in answer.quotes] == ["barnet-2012#20.3"]


def test_a_recommendation_that_names_who_is_to_act_needs_no_more(assistant: Assistant) -> None:
    answer = assistant.ask("What must Harrow do about GP training and whose job is it?")
    assert [quote.key for quote in answer.quotes if quote.key.startswith("harrow-2012#16")] == [
        "harrow-2012#16.9"
    ]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who inspected Havering in 2007?", "the Commission for Social Care Inspection (CSCI)"),
        ("who were the inspectors in Barnet", "one inspector from the Care Quality Commission"),
    ],
)
def test_who_inspected_is_told_in_the_reports_words(
    assistant: Assistant, question: str, said: str
) -> None:
    assert said in assistant.ask(question).quotes[0].text


def test_who_led_an_inspection_is_told_with_where_that_stands(assistant: Assistant) -> None:
    answer = assistant.ask("Who led the inspection of Barnet?")
    assert "lead inspector: Marie McGuinness HMI (named at the head of the report)" in answer.lead
    assert not answer.quotes


def test_letters_after_a_name_that_has_other_words_are_not_said_to_stand_alone(
    assistant: Assistant,
) -> None:
    """Havering 2011, paragraph 9: "Barking, Havering, and Redbridge University Hospitals NHS Trust
    (BHRUT)".
    """
    answer = assistant.ask("BHRUT meaning")
    assert answer.quotes[0].key == "havering-2011#9"
    assert "spelt out" not in answer.lead


def test_a_part_that_is_near_to_much_is_not_answered_with_anything(assistant: Assistant) -> None:
    answer = assistant.ask("How many foster carers does Harrow have and does it need more?")
    assert "**69**" in answer.lead and "No answer was found to: does it need more" in answer.lead
    assert [quote.key for quote in answer.quotes] == ["harrow-2012#6"]


def test_where_the_recommendations_are_is_told_of_all_lists(assistant: Assistant) -> None:
    lead = assistant.ask("Which paragraph are the recommendations in, Barnet?").lead
    assert "safeguarding: paragraph 20; looked after children: paragraph 75." in lead


def test_the_words_over_a_list_stand_before_what_is_quoted_of_it(assistant: Assistant) -> None:
    quotes = assistant.ask("Who should act within three months in Harrow?").quotes
    assert [quote.key for quote in quotes[:2]] == ["harrow-2012#16", "harrow-2012#16.3"]
