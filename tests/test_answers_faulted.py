"""In which of several reports something was at fault: those that find it, then what others say."""

from __future__ import annotations

import pytest

from qa.answer.form.wording import NEAREST_FIRST
from qa.answer.quotes.faults import (
    asks_for_any_fault,
    asks_for_lack,
    tells_fault,
    tells_lack,
    tells_of,
)
from qa.assistant import Assistant


@pytest.mark.parametrize(
    ("question", "at_fault", "others"),
    [
        # Barnet 2012, paragraph 61, has no trouble with its records on computers.
        ("Which councils had trouble with their computer records system?",
         {"Havering 2011", "Redbridge 2010"}, {"barnet-2012"}),
        # Havering 2007, paragraph 55: "Stability of placements is satisfactory and improving."
        ("In which boroughs were children moved from placement to placement too much?",
         {"Harrow 2012", "Havering 2011"}, {"barnet-2012", "havering-2007"}),
        # A locum is one, too; Redbridge 2010, paragraph 39, has a named doctor.
        ("Which of these boroughs didn't have a designated doctor for looked after children?",
         {"Barnet 2012", "Harrow 2012", "Havering 2007"},
         {"havering-2011", "redbridge-2010"}),
        # Havering 2011, paragraph 129: no child has been assigned one in the last two years.
        ("Which boroughs had no independent visitors?",
         {"Havering 2011"},
         {"barnet-2012", "harrow-2012", "havering-2007"}),
        # Redbridge 2010, paragraph 43, tells of few who are in unsuitable accommodation.
        ("In which boroughs was there not enough housing for care leavers?",
         {"Harrow 2012", "Havering 2007"}, {"barnet-2012", "redbridge-2010", "havering-2011"}),
        # Harrow 2012, paragraph 71, is on those with learning difficulties, and on closing gaps.
        ("In which councils are personal education plans poor?",
         {"Redbridge 2010"},
         {"barnet-2012", "harrow-2012", "havering-2007", "havering-2011"}),
        # Barnet 2012, paragraph 95, uses another's; that of Harrow lacks something itself.
        ("Which boroughs had no pledge?",
         {"Barnet 2012"},
         {"harrow-2012", "havering-2011"}),
    ],
)  # fmt: skip
def test_those_that_find_the_fault_are_quoted_first_and_the_others_once_each(
    assistant: Assistant, question: str, at_fault: set[str], others: set[str]
) -> None:
    reply = assistant.ask(question)
    assert NEAREST_FIRST in reply.lead
    reports = {quote.report.key: quote.report for quote in reply.quotes}
    first = {f"{r.authority.split()[-1]} {r.year}" for r in [*reports.values()][: len(at_fault)]}
    assert first == at_fault
    last = [quote.report.key for quote in reply.quotes if quote.report.key in others]
    assert sorted(last) == sorted(others)


@pytest.mark.parametrize(
    "question",
    [
        "Which boroughs did well on placement stability?",
        "Which boroughs have good or poor plans?",
        "Which boroughs kept good case records and which did not?",
        "Which councils have an electronic recording system?",
        "Which boroughs are silent on the pledge?",
        "How many looked after children did each borough have?",
        # Of a kind of fault of its own: what else is wrong with them is no answer.
        "Which councils were slow with initial assessments?",
        # None finds it: visits are regular, and what they are for is not clear to families.
        "Which councils weren't visiting children often enough?",
    ],
)
def test_where_no_such_fault_is_asked_for_or_found_none_comes_first(
    assistant: Assistant, question: str
) -> None:
    assert NEAREST_FIRST not in assistant.ask(question).lead


@pytest.mark.parametrize(
    "question",
    [
        # Barnet has a nurse and no doctor; Havering's exclusions are below the average.
        "which boroughs lacked a nurse for looked after children",
        "which boroughs had no independent reviewing officers",
        "which boroughs had trouble with exclusions from school",
        "which boroughs had problems with initial assessments timeliness",
    ],
)
def test_no_report_is_named_as_one_that_fell_short(assistant: Assistant, question: str) -> None:
    lead = assistant.ask(question).lead
    assert "Fault is found" not in lead and "said to be lacking" not in lead


def test_what_only_says_how_an_inspection_was_made_does_not_stand_beside_a_fault(
    assistant: Assistant,
) -> None:
    """Harrow 2012, paragraph 2: "a review of 84 case files"."""
    reply = assistant.ask("Which boroughs were criticised for their case files?")
    assert reply.quotes
    assert "harrow-2012#2" not in {quote.paragraph.key for quote in reply.quotes}


@pytest.mark.parametrize(
    ("question", "is_any", "is_lack"),
    [
        ("Which boroughs had trouble with records?", True, False),
        ("Which boroughs failed to visit?", True, False),
        ("Which boroughs had no nurse?", True, True),
        ("Which boroughs don't have a nurse?", True, True),
        ("Which boroughs didn't listen to children?", False, False),
        ("In which areas had children never heard of the group?", False, False),
        ("Which boroughs had poor plans, not just late ones?", False, False),
        ("Which boroughs did not have problems with plans?", True, False),
        ("Which boroughs didn't have enough nurses?", True, False),
        ("Which boroughs have no poor schools?", True, False),
        ("Which boroughs had slow reviews?", False, False),
        ("Which boroughs had good reviews?", False, False),
        ("Which boroughs had reviews?", False, False),
    ],
)
def test_which_questions_ask_for_a_fault_of_any_kind_and_which_for_what_was_lacking(
    question: str, is_any: bool, is_lack: bool
) -> None:
    assert asks_for_any_fault(question) is is_any
    assert (asks_for_any_fault(question) and asks_for_lack(question)) is is_lack


def _names_plan(text: str) -> bool:
    return "plan" in text.casefold()


@pytest.mark.parametrize(
    ("text", "fault", "lack"),
    [
        ("Plans are poor.", True, False),
        ("Plans are not yet in place.", True, False),
        ("Plans are not always kept.", True, False),
        ("There is no plan.", False, True),
        ("There are no delays in planning.", False, True),
        ("There are no significant weaknesses.", False, True),
        ("There are plans in the event of a failure.", False, False),
        ("There has not been a look at what was said in any of the plans.", True, False),
        ("A plan has not been made.", True, True),
        ("Plans are kept.", False, False),
        ("Plans close to a school for pupils with learning difficulties", False, False),
        ("Plans are good at closing gaps.", False, False),
    ],
)
def test_what_tells_a_fault_and_what_tells_a_lack(text: str, fault: bool, lack: bool) -> None:
    assert (tells_fault(text), tells_lack(text, _names_plan)) == (fault, lack)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Plans are good, but reviews are poor.", False),
        ("Reviews are good, but plans are poor.", True),
        ("Although plans are good, reviews are poor.", False),
        ("Although plans are in place, they are poor.", True),
        ("Plans are required. The council has not made these plans.", True),
        ("Plans are made. Visits are poor.", False),
        ("Plans are made but are not yet followed.", True),
    ],
)
def test_a_fault_is_found_with_what_its_own_clause_names(text: str, tells: bool) -> None:
    assert tells_of(text, _names_plan, tells_fault) is tells
