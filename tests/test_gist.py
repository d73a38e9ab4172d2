"""Questions about a report as a whole: in brief, for its praise, for its criticism."""

from __future__ import annotations

import pytest

from qa.answer.form.reply import Answer
from qa.assistant import Assistant
from qa.quotation import is_verbatim
from qa.report import Strand
from qa.search.asked.question import Kind


def quoted(answer: Answer) -> str:
    return " ".join(quote.text for quote in answer.quotes)


@pytest.mark.parametrize(
    "question",
    [
        "what are the weaknesses in Harrow?",
        "what was Ofsted most scathing about in Harrow?",
        "What did Ofsted criticise in Harrow?",
        "biggest concerns about Harrow",
        "what went wrong in Harrow?",
        "What's weakest across the board in Harrow?",
    ],
)
def test_who_asks_for_weaknesses_hears_what_is_found_fault_with(
    assistant: Assistant, question: str
) -> None:
    """Harrow's paragraph 11 sums up what is wrong with its child protection, 52 with its care."""
    answer = assistant.ask(question)
    assert answer.understood.kind is Kind.OVERVIEW
    assert "too many children remain on child protection plans for too long" in quoted(answer)
    assert "the admission of some children into care is delayed too long" in quoted(answer)
    assert "paragraphs 16 and 57" in answer.lead  # its two lists of recommendations
    assert all(map(is_verbatim, answer.quotes))


@pytest.mark.parametrize(
    "question",
    [
        "whats the biggest problem for looked after kids in harrow",
        "main issues for children in care in Harrow",
        "What is holding Harrow back on looked after children?",
        "what's going badly for kids in care in Harrow",
    ],
)
def test_the_weaknesses_of_a_strand_begin_with_what_is_judged_worst(
    assistant: Assistant, question: str
) -> None:
    """Harrow 2012, paragraph 58: health is inadequate, and nothing else of that strand."""
    answer = assistant.ask(question)
    assert answer.understood.kind is Kind.OVERVIEW
    assert answer.quotes[0].paragraph.key == "harrow-2012#58"
    assert all("Capacity to improve" not in quote.text for quote in answer.quotes)


@pytest.mark.parametrize(
    "question",
    [
        "what are young people worried about in Havering 2007",
        "What problems do young people have in Harrow?",
        "do kids struggle in Barnet",
        "kids struggling at school in Redbridge",
        "young people in trouble with the law in Harrow",
        "issues children raised in Barnet",
        "gaps in health visiting in Harrow",
        "What problems are there for disabled children in Harrow?",
    ],
)
def test_what_is_hard_for_children_is_no_question_about_the_whole(
    assistant: Assistant, question: str
) -> None:
    assert assistant.understand(question).kind is not Kind.OVERVIEW


def test_weaknesses_are_told_with_the_worst_grades(assistant: Assistant) -> None:
    """All that Barnet was graded is good, but for two of its record of main findings."""
    answer = assistant.ask("what are the weaknesses in Barnet?")
    adequate = {row.aspect for row in answer.judgements if row.grade == "Adequate"}
    assert adequate == {"Quality of provision"}
    assert "The completion of chronologies is inconsistent." in quoted(answer)


@pytest.mark.parametrize("question", ["what is Redbridge good at?", "strengths of Redbridge"])
def test_who_asks_for_strengths_hears_praise_and_no_grade_is_put_right(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert "The Board is well supported by key partner agencies." in quoted(answer)
    assert "inconsistent" not in quoted(answer)
    assert "not judged" not in answer.lead


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the Harrow report",
        "Harrow: key findings",
        "tell me about Harrow",
        "what happened in Harrow?",
    ],
)
def test_a_report_in_brief_is_its_overall_grades_with_praise_and_criticism(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert {(row.strand, row.grade) for row in answer.judgements} == {
        (Strand.SAFEGUARDING, "Adequate"),
        (Strand.LOOKED_AFTER, "Adequate"),
    }
    assert "Overall effectiveness of safeguarding services is adequate." in quoted(answer)
    assert "Partnership working with some agencies is very strong" in quoted(answer)
    assert "weaknesses were found in some of the case work" in quoted(answer)
    assert not answer.understood.corrections


def test_a_strand_named_is_the_one_summed_up(assistant: Assistant) -> None:
    answer = assistant.ask(
        "What are the weaknesses of Harrow's services for looked after children?"
    )
    assert {quote.paragraph.strand for quote in answer.quotes} == {Strand.LOOKED_AFTER}
    worst = [(row.aspect, row.grade) for row in answer.judgements if row.grade == "Inadequate"]
    assert worst == [("Being healthy", "Inadequate")]


def test_a_report_without_an_overall_grade_gives_all_it_has(assistant: Assistant) -> None:
    answer = assistant.ask("overview of Havering 2007")
    outstanding = {row.aspect for row in answer.judgements if row.grade == "Outstanding"}
    assert outstanding == {"Enjoying and achieving", "The education service"}
    assert {quote.report.key for quote in answer.quotes} == {"havering-2007"}


def test_each_of_several_reports_is_summed_up(assistant: Assistant) -> None:
    answer = assistant.ask("key findings for Barnet and Harrow")
    assert {quote.report.key for quote in answer.quotes} == {"barnet-2012", "harrow-2012"}


def test_then_and_now_are_summed_up_with_their_scales(assistant: Assistant) -> None:
    answer = assistant.ask("How did Havering change between 2007 and 2011?")
    assert {quote.report.key for quote in answer.quotes} == {"havering-2007", "havering-2011"}
    assert "frameworks whose grades differ" in answer.lead


@pytest.mark.parametrize(
    "question", ["Harrow", "when was Harrow inspected?", "tell me who led the inspection of Harrow"]
)
def test_facts_of_a_report_are_no_question_about_what_it_says(
    assistant: Assistant, question: str
) -> None:
    assert "Nicholas McMullen" in assistant.ask(question).text


def test_what_is_quoted_ranks_first(assistant: Assistant) -> None:
    answer = assistant.ask("weaknesses of Harrow")
    shown = {quote.paragraph.key for quote in answer.quotes}
    assert {hit.key for hit in answer.retrieved[: len(shown)]} == shown


@pytest.mark.parametrize(
    "question",
    [
        "weaknesses of care plans in Harrow",
        "strengths of foster care in Harrow",
        "what does Harrow need to improve?",
        "how is Harrow?",
    ],
)
def test_a_subject_of_its_own_is_no_question_about_the_whole(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).understood.kind is not Kind.OVERVIEW


def test_a_conversation_moves_the_question_to_another_authority(assistant: Assistant) -> None:
    first = assistant.ask("what are the weaknesses in Harrow?")
    answer = assistant.ask("and Redbridge?", previous=[first])
    assert answer.understood.kind is Kind.OVERVIEW
    assert {quote.report.key for quote in answer.quotes} == {"redbridge-2010"}
    other = assistant.ask("and its strengths?", previous=[first])
    assert other.understood.kind is Kind.OVERVIEW
    assert "Partnership working with some agencies is very strong" in quoted(other)
    assert "too many children remain" not in quoted(other)


def test_after_a_subject_weaknesses_are_of_that(assistant: Assistant) -> None:
    first = assistant.ask("what did Ofsted say about Harrow LAC health?")
    answer = assistant.ask("what were the weaknesses?", previous=[first])
    assert answer.understood.kind is not Kind.OVERVIEW
    assert "Being healthy" in {quote.paragraph.heading for quote in answer.quotes}


@pytest.mark.parametrize(
    ("question", "said", "first"),
    [
        # The one grade below adequate, and the sentence that says so; paragraph 58 is no summary.
        ("worst thing in the Harrow report", ["good health outcomes for looked after children and"
         " care leavers are inadequate"], ("Being healthy", "Inadequate")),
        # Paragraphs 18, 29 and 66 say it of young carers, 21 and 48 of health: each once.
        ("What were Havering's weak spots in 2007?", ["young carers are inadequate",
         "health needs of looked after children and young people is inadequate"], None),
        # Paragraph 32 calls one thing outstanding, whatever its table says.
        ("what's good about Redbridge", ["accommodation is an outstanding feature"], None),
        ("weaknesses of Havering 2011", ["placement stability performance is poor"], None),
    ],
)  # fmt: skip
def test_what_is_said_in_the_strongest_words_is_told(
    assistant: Assistant, question: str, said: list[str], first: tuple[str, str] | None
) -> None:
    answer = assistant.ask(question)
    assert all(words in quoted(answer) for words in said)
    assert quoted(answer).count("young carers") == ("young carers are inadequate" in said)
    if first:
        assert (answer.judgements[0].aspect, answer.judgements[0].grade) == first


def test_who_asks_for_all_in_brief_hears_the_only_grades_that_are_others(
    assistant: Assistant,
) -> None:
    """Barnet was good in all but its quality of provision; Havering 2011 in one aspect alone."""
    barnet = quoted(assistant.ask("sum up the Barnet report"))
    assert "quality of provision for looked after children and young people is adequate" in barnet
    havering = quoted(assistant.ask("overview of Havering 2011"))
    assert "young people who are looked after is good" in havering


@pytest.mark.parametrize("report", ["Barnet", "Harrow", "Havering 2011", "Redbridge"])
def test_what_a_grade_means_is_no_weakness(assistant: Assistant, report: str) -> None:
    """Each has in paragraph 3: "Inadequate (Grade 4) A service that does not meet ..."."""
    answer = assistant.ask(f"what are the weaknesses of {report}?")
    assert "3" not in {quote.paragraph.number for quote in answer.quotes}
    assert "(Grade 4)" not in quoted(answer)
