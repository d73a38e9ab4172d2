"""Recommendations by when, to whom and over the library: what frames a question is no subject."""

from __future__ import annotations

import pytest

from qa.answer.form.wording import Lack
from qa.answer.refusal.afterwards import CANNOT_TELL
from qa.assistant import Assistant
from qa.search.asked.question import Kind


def keys_of(assistant: Assistant, question: str) -> set[str]:
    return {quote.key for quote in assistant.ask(question).quotes}


def items(key: str, *numbers: int) -> set[str]:
    return {f"{key}.{number}" for number in numbers}


LONGER_TERM = {"havering-2007#recommendations.9"}  # "For action in the longer term", one item
WITHIN_SIX_MONTHS = items("redbridge-2010#16", 10, 11, 12, 13, 14) | items("redbridge-2010#38", 5)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("Havering joint area review - longer term action?", LONGER_TERM),
        ("What did Havering have to do in the long run, 2007?", LONGER_TERM),
        ("everything Redbridge needs to do within six months, safeguarding and LAC both",
         WITHIN_SIX_MONTHS),
        ("What has Redbridge got to do over the next six months?", WITHIN_SIX_MONTHS),
        ("What's the most urgent thing Redbridge was told to fix for children in care?",
         items("redbridge-2010#38", 1)),
        ("What needs urgent attention in Harrow?",
         items("harrow-2012#16", 1, 2) | items("harrow-2012#57", 1, 2, 3)),
        ("Which of Harrow's recommendations is most pressing?",
         items("harrow-2012#16", 1, 2) | items("harrow-2012#57", 1, 2, 3)),
        ("What must Barnet do for lac within three months and within six months?",
         items("barnet-2012#75", *range(1, 7))),
        # Barnet's lists begin with what is due within three months.
        ("What does Barnet have to do first?",
         items("barnet-2012#20", *range(1, 8)) | items("barnet-2012#75", 1, 2, 3)),
        ("What was Barnet told to work on for looked after children?",
         items("barnet-2012#75", *range(1, 7))),
        ("list all Barnet safeguarding recommendations due within three months",
         items("barnet-2012#20", *range(1, 8))),
        ("What are Redbridge's six-month recommendations?", WITHIN_SIX_MONTHS),
        ("Which recommendations must be carried out straight away for safeguarding in Harrow?",
         items("harrow-2012#16", 1, 2)),
    ],
)  # fmt: skip
def test_by_when_and_how_many_is_no_subject(
    assistant: Assistant, question: str, keys: set[str]
) -> None:
    assert keys_of(assistant, question) == keys


def test_how_many_there_are_altogether_is_counted(assistant: Assistant) -> None:
    """Havering 2011, paragraph 87: four immediately, nine within three months, one within six."""
    asked = "how many recommendations altogether did ofsted make to havering in 2011 for lac"
    reply = assistant.ask(asked)
    assert "**14** recommendations" in reply.lead
    assert len(reply.quotes) == 14


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("What should Barnet do about long term placements?", items("barnet-2012#75", 4, 5)),
        ("What must Harrow do about changes of social worker?", items("harrow-2012#57", 10)),
    ],
)
def test_long_terms_and_changes_are_subjects_too(
    assistant: Assistant, question: str, keys: set[str]
) -> None:
    found = keys_of(assistant, question)
    assert keys <= found
    assert len([key for key in found if "." in key]) < 5


ALL_OF_BOARD = items("havering-2011#16", 6, 15, 16)  # 15 and 16 are for a body and the board


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("what must the safeguarding board in havering do, going by the 2011 list", ALL_OF_BOARD),
        ("Which recommendations in Havering 2011 are for the LSCB?", ALL_OF_BOARD),
        ("What must the LSCB in Harrow do?", items("harrow-2012#16", 8, 10)),
        ("What was the primary care trust told to do in Havering in 2007?",
         {"havering-2007#recommendations.1"}),
        ("What do health services in Redbridge have to do?", items("redbridge-2010#16", 9)),
        # "Strengthen the contribution from all elected members as corporate parents"
        ("What were elected members told to do in Redbridge?", items("redbridge-2010#38", 2)),
        ("As a councillor what was I told to do? Any borough.", items("redbridge-2010#38", 2)),
        # Nothing is asked of Harrow's councillors by name: who asks is no body that is asked about.
        ("As a new councillor in Harrow I'd like the list of things we had to do straight away for "
         "children in care.", items("harrow-2012#57", 1, 2, 3)),
        ("I'm a new councillor in Barnet and I'd like to see what we were told to fix for looked "
         "after children", items("barnet-2012#75", *range(1, 7))),
        # By its own name, of no borough named: Havering's paragraph 16, and no other trust's.
        ("What should NHS Outer North East London do about safeguarding?",
         items("havering-2011#16", 8, 9, 10, 11, 15, 16)),
        ("I sit on the health scrutiny committee. What was NHS Outer North East London told to do "
         "on safeguarding within three months?", items("havering-2011#16", 8, 9, 10, 11)),
    ],
)  # fmt: skip
def test_a_body_gets_what_is_asked_of_it(
    assistant: Assistant, question: str, keys: set[str]
) -> None:
    assert keys_of(assistant, question) == keys


def test_of_what_is_asked_of_a_body_only_the_subject_is_quoted(assistant: Assistant) -> None:
    """The first item of Harrow's paragraph 57 is the council's; three name NHS Harrow."""
    asked = (
        "What's the NHS supposed to do in Harrow about the health of kids in care, and how quickly?"
    )
    listed = {key for key in keys_of(assistant, asked) if "." in key}
    assert listed == items("harrow-2012#57", 2, 3, 6)


@pytest.mark.parametrize(
    "question",
    ["What were councillors in Barnet told to do?", "What must the LSCB in Redbridge do?"],
)
def test_what_is_asked_of_others_is_not_told_of_a_body_of_which_nothing_is(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.ask(question)
    assert reply.lead == Lack.RECOMMENDATION
    assert not [quote for quote in reply.quotes if quote.item]


def test_a_body_that_is_spoken_of_is_a_subject(assistant: Assistant) -> None:
    """Nothing is asked of Barnet's schools themselves; the board is to see to what they adopt."""
    assert "barnet-2012#20.4" in keys_of(assistant, "What must schools in Barnet do?")
    about = "What was recommended about the safeguarding board in Harrow?"
    assert "harrow-2012#48" in keys_of(assistant, about)  # where fault is found with it


@pytest.mark.parametrize(
    ("question", "keys", "nearly"),
    [
        ("did any of the five ask for something to be done about bullying",
         {"havering-2007#recommendations.4"}, set()),
        ("Which boroughs were told to do something about young carers?",
         {"havering-2007#recommendations.2", "havering-2011#16.14"}, set()),
        ("Which councils were told to improve supervision of their staff, and by when?",
         {"barnet-2012#20.7", "harrow-2012#16.7", "harrow-2012#57.4", "havering-2011#16.5",
          "havering-2011#87.9"}, {"redbridge-2010"}),
    ],
)  # fmt: skip
def test_who_was_told_something_is_whose_recommendations_name_it(
    assistant: Assistant, question: str, keys: set[str], nearly: set[str]
) -> None:
    """Of a report that is `nearly` on it nothing is denied: Redbridge 2010 asks for guidance."""
    reply = assistant.ask(question)
    assert {quote.key for quote in reply.quotes} == keys
    told = {quote.report.key for quote in reply.quotes}
    missing = reply.lead.partition("No recommendation on that was found in: ")[2]
    missing = missing.partition("What comes near it")[0]
    for report in (assistant.report(key) for key in reply.understood.reports):
        named = f"{report.authority} {report.year}" in missing
        assert named is (report.key not in told | nearly)
    heads = [line for line in reply.text.split("\n") if line.startswith("**London Borough")]
    # Each list is headed by whose it is, where there are several.
    assert len(heads) >= len(told) or len(told) == 1


def test_what_only_shares_a_word_with_the_subject_is_not_on_it(assistant: Assistant) -> None:
    """Harrow's item on participation is on that of health services; Redbridge's 16.10 asks that
    children's views be secured, in other words than the question's, and is not denied.
    """
    reply = assistant.ask("Which boroughs were asked to improve how they listen to children?")
    assert {quote.key for quote in reply.quotes} == {"havering-2007#recommendations.7"}
    denied, _, nearly = reply.lead.partition("What comes near it, and is not shown, is in: ")
    assert "Redbridge" not in denied and "Redbridge" in nearly


@pytest.mark.parametrize(
    ("question", "is_said"),
    [
        ("Were any councils asked to improve adoption?", True),
        # Harrow's item on general practitioners is nearly on that, and none is denied.
        ("Which boroughs were told to train GPs?", False),
        ("Which boroughs improved their supervision?", False),
        ("Which councils asked children what they think?", False),
    ],
)
def test_that_nobody_was_told_is_said_where_no_list_has_a_word_of_it(
    assistant: Assistant, question: str, is_said: bool
) -> None:
    reply = assistant.ask(question)
    assert (Lack.RECOMMENDATION in reply.lead) is is_said
    assert "found in:" not in reply.lead


def test_where_nothing_is_recommended_the_sentences_on_the_subject_are_quoted(
    assistant: Assistant,
) -> None:
    """Redbridge: paragraphs 35, 47 and 51 speak of rates of pay amid other matters."""
    asked = "Is there a recommendation in the Redbridge report about what foster carers get paid?"
    reply = assistant.ask(asked)
    assert reply.lead == Lack.RECOMMENDATION
    assert all("carers" in quote.text for quote in reply.quotes)
    told = " ".join(quote.text for quote in reply.quotes)
    assert "differential rates of financial support" in told
    assert told.count("improve rates of remuneration") == 2


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When is Havering meant to get its new computer system?", Kind.FACT),
        ("Who is supposed to chair the LSCB in Harrow?", Kind.FACT),
        ("When is Barnet meant to review its housing services?", Kind.RECOMMENDATION),
        ("When was Harrow supposed to have done that?", Kind.RECOMMENDATION),
        ("What is Harrow supposed to do about delays?", Kind.RECOMMENDATION),
        ("Does the Barnet report ask for anything to be done about housing?", Kind.RECOMMENDATION),
    ],
)
def test_when_something_is_planned_asks_for_no_recommendation(
    assistant: Assistant, question: str, kind: Kind
) -> None:
    assert assistant.understand(question).kind is kind


def test_a_plan_is_told_with_its_date(assistant: Assistant) -> None:
    asked = "When is Havering meant to get its new computer system for case records?"
    told = " ".join(quote.text for quote in assistant.ask(asked).quotes)
    assert "a new recording system due to go live in April 2012" in told


@pytest.mark.parametrize(
    ("question", "near"),
    [
        # Seven are due then of Barnet's paragraph 20, and three of its paragraph 75.
        ("did Barnet meet the three month deadline for the improvements it was set?",
         items("barnet-2012#20", *range(1, 8)) | items("barnet-2012#75", 1, 2, 3)),
        ("did Harrow complete the six month actions?",
         {"harrow-2012#16.11", "harrow-2012#57.10", "harrow-2012#57.11"}),
        ("have Barnet's recommendations been carried out?", set()),  # fifteen: too many to show
        ("Did Harrow carry out its recommendations?", set()),
        ("has Havering met its deadlines?", set()),
        ("I want to know whether Redbridge met all its deadlines.", set()),
        ("barnet recommendations - were they followed?", set()),
        ("did harrow do what it was told to do?", set()),
        ("Were all the improvements Redbridge was asked to make actually made?", set()),
        ("How many of Redbridge's recommendations have been implemented?", set()),
        ("What happened to Barnet's recommendations?", set()),
        ("Were the recommendations carried out?", set()),
        ("Did NHS Barnet do what it was told to do?",
         {"barnet-2012#20.8", "barnet-2012#20.9", "barnet-2012#75.6"}),
        ("Did Redbridge follow the inspectors' advice?", set()),
    ],
)  # fmt: skip
def test_no_report_tells_what_was_done_after_it(
    assistant: Assistant, question: str, near: set[str]
) -> None:
    reply = assistant.ask(question)
    assert not reply.answered
    assert reply.lead.startswith(CANNOT_TELL)
    assert {quote.key for quote in reply.nearest} == near


def test_a_turn_asks_whether_what_was_listed_was_done(assistant: Assistant) -> None:
    listed = assistant.ask("What must Barnet do within six months?")
    reply = assistant.ask("were these carried out?", previous=(listed,))
    assert not reply.answered
    assert reply.lead.startswith(CANNOT_TELL)


def test_a_later_report_is_named_for_what_came_of_an_earlier_one(assistant: Assistant) -> None:
    reply = assistant.ask("Did Havering carry out the 2007 recommendations?")
    assert not reply.answered
    assert reply.lead.endswith("in: London Borough of Havering 2011.")


def test_of_one_recommendation_it_is_said_beside_it(assistant: Assistant) -> None:
    reply = assistant.ask("Did Harrow act on the recommendation about health assessments?")
    assert CANNOT_TELL in reply.lead
    assert reply.quotes[0].key == "harrow-2012#57.2"


@pytest.mark.parametrize(
    "question",
    [
        "Did inspectors make any recommendations to Barnet?",
        "Was Harrow given deadlines to meet?",
        "Which recommendations must be carried out straight away in Harrow?",
        "Recommendations to be carried out within six months in Redbridge",
        "Were the recommendations of the previous inspection in Havering carried out?",
        "Have recommendations from serious case reviews been implemented in Harrow?",
        "Has Havering met the timescales for core assessments?",
        "does Harrow meet the 28 day deadline for initial health assessments?",
        "Has Barnet made improvements in fostering?",
        "How were the assessments in Redbridge carried out?",
        "Did GPs in Harrow follow the advice of the safeguarding board?",
        # Of what was recommended before it a report may tell.
        "Did Havering carry out the recommendations of 2004?",
    ],
)
def test_what_a_report_may_tell_is_answered(assistant: Assistant, question: str) -> None:
    assert CANNOT_TELL not in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        # Each of the two asked for it.
        ("Young carers in Havering then and now, has it improved?",
         {"havering-2007#recommendations.2", "havering-2011#16.14"}),
        ("Do children in care know about the pledge? Barnet compared with Harrow",
         {"barnet-2012#75.1", "harrow-2012#57.9"}),
        # Harrow 2012 recommends nothing on it: a designated doctor has been appointed.
        ("Compare what Harrow and Barnet did for the designated doctor", {"barnet-2012#75.6"}),
        ("Private fostering in Havering 2007 and Redbridge", set[str]()),
        # Of all reports that are asked what they find, what they find is told.
        ("Which boroughs have a LADO?", set[str]()),
    ],
)  # fmt: skip
def test_beside_what_several_reports_say_each_is_quoted_with_what_it_recommends_or_none(
    assistant: Assistant, question: str, keys: set[str]
) -> None:
    assert {quote.key for quote in assistant.ask(question).quotes if quote.task} == keys


def test_what_several_reports_recommend_and_say_stands_report_by_report(
    assistant: Assistant,
) -> None:
    text = assistant.ask("Young carers in Havering then and now, has it improved?").text
    places = [text.index(said) for said in (
        "**London Borough of Havering, 2007**", "paragraph 41", "What was recommended:",
        "**For immediate action**", "**London Borough of Havering, 2011**", "paragraph 25",
        "**Within six months: Havering Council should ensure that**",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "What else is said of it:" not in text


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("Which councils were told to do more for young carers?",
         {"havering-2007#recommendations.2", "havering-2011#16.14"}),
        # In other words than the reports': they are to be "identified".
        ("What authorities were told to find young carers?",
         {"havering-2007#recommendations.2", "havering-2011#16.14"}),
    ],
)  # fmt: skip
def test_what_is_hardly_near_is_not_said_to_come_near_what_names_the_subject(
    assistant: Assistant, question: str, keys: set[str]
) -> None:
    """Redbridge 2010 has recommendations for children and young people, and none on carers."""
    reply = assistant.ask(question)
    assert {quote.key for quote in reply.quotes} == keys
    assert "What comes near it" not in reply.lead
    assert "Redbridge 2010" in reply.lead


def test_none_is_said_to_be_recommended_only_where_none_is_quoted(assistant: Assistant) -> None:
    """Redbridge 2010, paragraph 16, item 5: "timeliness of completion of core assessments"."""
    reply = assistant.ask("Which ones were asked to speed up assessments?")
    assert any(quote.task for quote in reply.quotes)
    assert Lack.RECOMMENDATION not in reply.lead


@pytest.mark.parametrize(
    "question",
    [
        "why was Redbridge told to improve CPAT?",
        "What must Redbridge do about the CPAT?",
        "If Redbridge is adequate, why were they told to improve CPAT?",
    ],
)
def test_letters_that_no_report_spells_out_stand_for_a_name_that_begins_so(
    assistant: Assistant, question: str
) -> None:
    """Redbridge, 16: "Review the capacity of the Child Protection and Assessment Team ..."."""
    assert keys_of(assistant, question) == items("redbridge-2010#16", 2)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("what was recommended on LADO in Barnet", "barnet-2012#20.5"),
        ("WHAT MUST HARROW DO ABOUT CARE PLANS", "harrow-2012#16.5"),
    ],
)
def test_letters_that_are_known_and_words_in_capitals_stand_for_no_other_name(
    assistant: Assistant, question: str, key: str
) -> None:
    assert key in keys_of(assistant, question)


def test_whose_a_recommendation_is_is_said_where_it_is_asked_of_several(
    assistant: Assistant,
) -> None:
    told = "London Borough of Havering, 2007: "
    assert told in assistant.ask("who was told to work on bullying").text
    assert told not in assistant.ask("what was Havering told about bullying in 2007").text
