"""What a report does not speak of: subjects and bodies that are named, reasons asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import jsonl
from qa.answer.asking.phrasing import LONGEST, load_phrasing, spaced
from qa.answer.asking.sought import asks_change, asks_reason, tells_reason
from qa.answer.finding.unspoken import unspoken_of
from qa.data import read_table
from qa.reading.text.frameworks import fold_heading
from qa.search.asked.question import Reason

if TYPE_CHECKING:
    from qa.assistant import Assistant

REASONS = Path(__file__).parent.parent / "evals" / "reasons.jsonl"


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How are twins placed for adoption in Barnet?", "twins"),
        ("Are there swimming lessons for pupils in Barnet?", "swimming lessons"),
        ("Did social workers in Harrow go on strike?", "strike"),
        ("What does the Willow Tree Trust do for families in Harrow?", "Willow Tree Trust"),
    ],
)
def test_what_no_paragraph_names_is_said_to_be_missing(
    assistant: Assistant, question: str, named: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.answered, answer.reason) == (False, Reason.TOPIC_NOT_FOUND)
    assert f" not mention {named}." in answer.text
    assert answer.nearest


def test_a_subject_by_another_name_is_spoken_of(assistant: Assistant) -> None:
    answer = assistant.ask("Do schools in Havering include deaf pupils well? 2007")
    assert any("hearing and visual impairment" in quote.text for quote in answer.quotes)


def test_the_words_of_a_saying_are_a_subject_elsewhere() -> None:
    assert unspoken_of("Is there life story work?", ["Plans are good."]) == "life story"
    assert unspoken_of("Are deaf children helped?", ["Plans are good."]) == "deaf"


def test_of_two_subjects_one_may_be_left_out() -> None:
    asked = "Is there help for refugees and for twins?"
    assert unspoken_of(asked, ["Asylum seekers are helped."]) == ""
    assert unspoken_of(asked, ["Families are helped."])


def test_a_body_is_named_by_all_the_words_of_its_name() -> None:
    asked = "What did they think of the Mill Lane Centre in Harrow?"
    assert unspoken_of(asked, ["A centre in Mill Road is good."]) == "Mill Lane Centre"
    assert unspoken_of(asked, ["The centre at Mill Lane is good."]) == ""


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("Yes or no: Ofsted caught Harrow covering up child abuse, didn't they?", "covering up"),
        ("Was there a cover-up in Barnet over the doctor?", "cover-up"),
        ("I heard that Harrow fiddled its assessment numbers, is that true?", "fiddled"),
        ("Was anyone sacked in Redbridge over the serious case reviews?", "sacked"),
        ("Did Redbridge fail these kids on purpose?", "on purpose"),
        ("Is Havering council corrupt?", "corrupt"),
        ("is havering hiding bad results?", "hiding bad results"),
    ],
)
def test_an_accusation_that_the_report_has_no_word_for_is_refused(
    assistant: Assistant, question: str, typed: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.answered, answer.reason) == (False, Reason.TOPIC_NOT_FOUND)
    assert typed in answer.text.partition("\n")[0]


@pytest.mark.parametrize(
    "question",
    [
        "Are all schools covered up to date on safeguarding training in Redbridge?",
        "Do child protection plans cover up to 20 children in Harrow?",
        "Were allegations against staff dealt with well in Havering?",
        "Are complaints ignored in Redbridge?",
        "Does Havering have bad results?",
    ],
)
def test_what_only_has_the_words_of_an_accusation_is_answered(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).answered


@pytest.mark.parametrize(
    "question",
    [
        "What were the two serious case reviews in Redbridge like?",
        "Was the youth offending team praised by inspectors in Harrow?",
        "Did Ofsted notice anything about child abuse in Harrow?",
    ],
)
def test_how_an_inspection_was_made_is_no_finding(assistant: Assistant, question: str) -> None:
    method = load_phrasing().method_headings
    quotes = assistant.ask(question).quotes
    headings = {fold_heading(name) for quote in quotes for name in quote.paragraph.section}
    assert quotes and method.isdisjoint(headings)


@pytest.mark.parametrize(
    "question",
    [
        "Who did they talk to in Barnet in 2012?",
        "How many case files were read in Barnet?",
        "Under which laws was the Redbridge inspection carried out?",
    ],
)
def test_how_an_inspection_was_made_is_told_to_who_asks(
    assistant: Assistant, question: str
) -> None:
    method = load_phrasing().method_headings
    sections = [quote.paragraph.section for quote in assistant.ask(question).quotes]
    assert any(not method.isdisjoint(map(fold_heading, section)) for section in sections)


def test_names_of_subjects_are_written_as_they_are_compared() -> None:
    tables = read_table("subjects.toml")
    rows = {**tables["subjects"], **tables["rarely"], **tables["accusations"]}
    names = [name for row, said in rows.items() for name in (*row.split(", "), *said)]
    assert [name for name in names if spaced(name).strip() != name] == []
    for row, said in rows.items():
        assert len({*row.split(", "), *said}) == len(row.split(", ")) + len(said), row


def test_a_name_within_a_longer_one_is_not_meant() -> None:
    assert "savings account" in load_phrasing().spoken_of("Do they have a savings account?")
    assert "dads" not in load_phrasing().spoken_of("Are mums and dads asked?")


def test_why_something_is_so_is_asked_apart_from_why_inspectors_think_so() -> None:
    assert asks_reason("In Harrow, why do so few teenagers vote?")
    assert asks_reason("How come the board has no chair?")
    assert not asks_reason("Why did inspectors criticise the board?")
    assert not asks_reason("Who found out why they ran away?")


def test_a_reason_is_known_by_what_brings_about_or_hinders() -> None:
    assert tells_reason("Staff left, leading to delays.")
    assert tells_reason("They saved money by moving offices.")
    assert not tells_reason("Boys slightly outnumber girls.")


def test_a_fact_without_its_reason_does_not_answer_why(assistant: Assistant) -> None:
    answer = assistant.ask("Why does Barnet have so many academies?")
    assert (answer.answered, answer.reason) == (False, Reason.TOPIC_NOT_FOUND)
    assert "No reason for that was found" in answer.text
    assert any("14 academies" in quote.text for quote in answer.nearest)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("Why had Barnet not appointed a doctor for looked after kids?", "designated doctor"),
        ("Why is attendance of Redbridge's looked after children low?", "below the national"),
        ("What lies behind the rise in low birth weight babies in Havering?", "low birth weight"),
        ("What was the cause of the teenage pregnancy rate in Redbridge being stuck?", "unchanged"),
        ("What reasons do parents in Havering give for missing the MMR jab?", "rubella"),
    ],
)
def test_what_only_says_that_it_is_so_is_said_to_give_no_reason(
    assistant: Assistant, question: str, stated: str
) -> None:
    answer = assistant.ask(question)
    assert answer.text.startswith("No reason for that was found")
    assert len(answer.quotes) <= 1
    assert any(stated in quote.text for quote in answer.quotes or answer.nearest)


@pytest.mark.parametrize(
    "question",
    [
        "Why has the number of children on a plan for more than two years fallen in Barnet?",
        "Why do children in Havering wait so long for a wheelchair? 2007",
        "What lies behind the drop in serious injuries on the roads in Havering?",
        "What caused fewer domestic violence cases to end up with Barnet's referral team?",
    ],
)
def test_a_reason_that_is_given_is_not_doubted(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert "No reason" not in answer.text


def test_reasons_that_are_given_are_told_and_many_that_are_not_are_refused(
    assistant: Assistant,
) -> None:
    """Written on the reports that one trains on; those that are answered have `positive`."""
    given: list[bool] = []
    absent: list[bool] = []
    for _, row in jsonl.read(REASONS):
        (given if "positive" in row else absent).append(assistant.ask(row["question"]).answered)
    assert given.count(False) <= 1
    assert absent.count(False) >= 0.4 * len(absent)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What is the capital of France?", "France"),
        ("Which of them work with Barnardo's?", "Barnardo"),
        # Nobody's grades are those of a place unheard of.
        ("Leadership grade for Springfield", "Springfield"),
        ("springfeld: overall grade", "springfeld"),
    ],
)
def test_a_name_that_the_library_has_not_is_said_to_be_missing(
    assistant: Assistant, question: str, named: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.answered, answer.reason) == (False, Reason.TOPIC_NOT_FOUND)
    assert f" not mention {named}." in answer.text


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Has crime in Barnet gone up or down?", True),
        ("How did the number of carers change over three years?", True),
        ("What changed in Barnet?", False),
        ("How does Barnet share information when a child changes school?", False),
        ("How did inspectors rate the changes?", False),
    ],
)
def test_a_change_of_numbers_asked_for_is_told(question: str, asks: bool) -> None:
    assert asks_change(question) == asks


@pytest.mark.parametrize(
    "question",
    [
        "Has the strategy translated into practice?",
        "What damages children's chances?",
        "What did the audit exercise find?",
        "Was there a revision of the thresholds?",
        "Do they work under financial restraint?",
        "Do social workers have tablets?",
        "Can children keep their pals when they move?",
        "Are there aids and adaptations?",
        "Do children witness violence?",
        "Is there disruption in class?",
        "Are staff anxious about change?",
        "My brother is in care, who visits him?",
        "my boy was kicked out of school, who helps?",
        "Are they getting value for our council tax?",
        "Where is the blind spot?",
        "Neighbour has a girl living with her, does anyone check?",
        "Is the panel speeding things up?",
        "They are drowning in cases, did anyone see?",
        "I had to tell my life story again, who notices?",
        "Did what they asked for fall on deaf ears?",
    ],
)
def test_words_said_in_passing_name_no_subject(question: str) -> None:
    assert unspoken_of(question, ["Plans are good."]) == ""


@pytest.mark.parametrize(
    "question", ["Leadership: which grade?", "grades for safeguarding", "grade in Staying Safe"]
)
def test_what_is_graded_is_no_stranger(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).judgements


def test_a_person_of_the_one_who_asks_is_no_stranger(assistant: Assistant) -> None:
    answer = assistant.ask("My son Kieran is bullied, what do schools do about bullying?")
    assert answer.answered


def test_every_name_of_a_subject_is_short_enough_to_be_found() -> None:
    phrasing = load_phrasing()
    names = {*phrasing.subjects, *phrasing.spoken}
    assert [name for name in names if len(name.split()) > LONGEST] == []


def test_an_abbreviation_spelt_out_names_no_body() -> None:
    asked = "General Certificate of Secondary Education results of looked after children"
    assert unspoken_of(asked, ["They do well."], "GCSE results of looked after children") == ""
    assert unspoken_of(f"the {asked}", ["They do well."]) == "General Certificate"


def test_exams_are_told_by_what_reports_call_them(assistant: Assistant) -> None:
    answer = assistant.ask("GCSE results for looked after kids in Barnet")
    assert any("37% of young people achieved five A-G grades" in q.text for q in answer.quotes)
