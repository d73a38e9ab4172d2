"""The reasons of a grade: asked beside it or alone, on either side, of the reports that gave it."""

from __future__ import annotations

import pytest
from talking import talk

from qa import Assistant
from qa.answer.asking.sought import asks_reason
from qa.answer.form.reply import Answer
from qa.answer.form.wording import Lack
from qa.answer.quotes.sides import sides_of
from qa.search.asked.gist import Side
from qa.search.asked.question import Kind


def paragraphs(answer: Answer) -> list[str]:
    """The keys of the paragraphs quoted, as they come, none twice."""
    return list(dict.fromkeys(quote.paragraph.key for quote in answer.quotes))


@pytest.mark.parametrize(
    "question",
    [
        "What grade did Harrow get for staying safe of looked after children, and why?",
        "What did Harrow get for staying safe of looked after children, and what lay behind it?",
        "How was staying safe for Harrow's looked after children rated, and on what evidence?",
        "Staying safe for Harrow's looked after children: grade and reasons?",
        "Why was staying safe for looked after children in Harrow judged good?",
        "What supports the grade Harrow got for staying safe of looked after children?",
    ],
)
def test_a_grade_asked_with_its_reasons_is_followed_by_them(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert [(row.aspect, row.grade) for row in answer.judgements] == [("Staying safe", "Good")]
    keys = paragraphs(answer)
    assert keys[0] == "harrow-2012#64"  # the sentence that gives it
    assert len(keys) > 2
    assert all(quote.paragraph.section[-1] == "Staying safe" for quote in answer.quotes)


def test_a_grade_asked_alone_stays_short(assistant: Assistant) -> None:
    answer = assistant.ask("What grade did Harrow get for staying safe of looked after children?")
    assert paragraphs(answer) == ["harrow-2012#64"]


@pytest.mark.parametrize(
    "question",
    [
        "Why is service management in Havering in 2007 rated good rather than outstanding?",
        "Service management in Havering in 2007: which grade, and what held it back?",
    ],
)
def test_what_held_a_good_grade_back_is_told_by_faults(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert [row.grade for row in answer.judgements] == ["Good"]
    assert len(paragraphs(answer)) > 2
    assert all(Side.FAULT in sides_of(quote.text) for quote in answer.quotes[1:])


def test_what_has_no_section_of_its_own_is_told_in_the_one_that_speaks_of_it(
    assistant: Assistant,
) -> None:
    answer = assistant.ask(
        "What rating did social care for children get in Havering in 2007, and why?"
    )
    assert [row.aspect for row in answer.judgements] == ["The social care services for children"]
    assert any("Staying safe" in quote.paragraph.section for quote in answer.quotes)


def test_a_second_half_that_only_asks_for_reasons_is_no_question_of_its_own(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Health of Barnet's children in care: what grade, and what falls short?")
    assert answer.quotes
    assert all("Being healthy" in quote.paragraph.section for quote in answer.quotes)


def test_a_grade_by_its_number_is_led_to_the_scale_of_its_report(assistant: Assistant) -> None:
    answer = assistant.ask("On what grounds did the education service in Havering get a 4?")
    assert [(row.aspect, row.grade) for row in answer.judgements] == [
        ("The education service", "Outstanding")
    ]
    wrong = assistant.ask("Why did Havering get a 4 for staying safe in 2007?")
    assert wrong.lead.startswith("It was not grade 4: the judgement was good (grade 3).")


def test_each_inspection_answers_by_the_name_it_has_for_what_is_asked(
    assistant: Assistant,
) -> None:
    health = assistant.ask("What grade did health services get in Havering?")
    assert [(row.report, row.aspect, row.grade) for row in health.judgements] == [
        ("havering-2007", "The health service for children", "Good"),
        (
            "havering-2011",
            "The contribution of health agencies to keeping children and young people safe",
            "Adequate",
        ),
    ]
    named = assistant.ask("Which authorities were adequate for overall effectiveness?")
    assert "3, of 4." in named.lead  # in 2007 nothing was graded by that name
    overall = assistant.ask("What overall grade did Havering get?")
    assert {row.report for row in overall.judgements} == {"havering-2007", "havering-2011"}


def test_reasons_are_told_of_the_inspection_that_gave_the_grade_named(
    assistant: Assistant,
) -> None:
    """Outstanding in 2007, good in 2011: both are told, and why it was outstanding."""
    answer = assistant.ask("Why was Havering outstanding for enjoying and achieving?")
    assert {row.report for row in answer.judgements} == {"havering-2007", "havering-2011"}
    later = [key for key in paragraphs(answer) if key.startswith("havering-2011")]
    assert later == ["havering-2011#104"]  # the sentence that gives the later grade
    assert len(paragraphs(answer)) > 3


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What mark out of four did Redbridge get for partnerships?", Kind.JUDGEMENT),
        ("How did they rate partnership working in Harrow?", Kind.JUDGEMENT),
        ("For partnership working, what did Barnet get?", Kind.JUDGEMENT),
        ("What did Barnet get right for care leavers?", Kind.TOPIC),
        ("What is the rate of reoffending in Barnet?", Kind.TOPIC),
        ('If a service is called "adequate", does that mean it is fine?', Kind.SCALE),
        ("Does inadequate recording mean that children are at risk in Barnet?", Kind.JUDGEMENT),
        ("What do the numbers 1 to 4 mean in the Havering table?", Kind.SCALE),
    ],
)
def test_what_asks_for_a_grade_is_told_from_what_asks_for_its_meaning(
    assistant: Assistant, question: str, kind: Kind
) -> None:
    assert assistant.understand(question).kind is kind


def test_a_broad_name_before_what_is_narrower_is_no_aspect(assistant: Assistant) -> None:
    narrower = assistant.understand("How was provision for young carers judged in Barnet?")
    whole = assistant.understand("How was provision for looked after children judged in Barnet?")
    assert (narrower.aspect, whole.aspect) == (None, "Quality of provision")


def test_every_grade_is_read_off_the_table_whatever_it_is_for(assistant: Assistant) -> None:
    answer = assistant.ask("Give me every grade in the Barnet report for tonight's bulletin.")
    assert len(answer.judgements) == 22
    assert "have no grade" not in answer.lead


@pytest.mark.parametrize(
    "question",
    [
        "What are the school marks of Redbridge children in care like?",
        "Has Barnet narrowed the gap in marks between pupils?",
        "Did Havering mark its own homework too kindly?",
    ],
)
def test_the_marks_of_pupils_are_no_grades_of_a_report(assistant: Assistant, question: str) -> None:
    assert assistant.understand(question).kind is Kind.TOPIC


def test_the_grade_of_what_pupils_learn_is_one(assistant: Assistant) -> None:
    assert assistant.understand("Which grade did Harrow get for exam results?").kind is (
        Kind.JUDGEMENT
    )


def test_who_is_in_a_hurry_asks_for_no_deadline(assistant: Assistant) -> None:
    hurried = assistant.understand("Reporter on deadline: is life good for children in Havering?")
    asked = assistant.understand("What deadline was set for the pathway plans in Harrow?")
    assert (hurried.kind, asked.kind) == (Kind.TOPIC, Kind.RECOMMENDATION)


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("Why was staying safe good in Barnet?", Side.PRAISE),
        ("How come enjoying and achieving was good in Havering in 2011?", Side.PRAISE),
        ("Why wasn't quality of provision good for looked after children in Barnet?", Side.FAULT),
        ("Why were services for looked after children in Havering not good in 2011?", Side.FAULT),
    ],
)
def test_why_an_aspect_was_good_or_was_not_asks_for_the_reasons_of_its_grade(
    assistant: Assistant, question: str, side: Side
) -> None:
    answer = assistant.ask(question)
    assert answer.understood.kind is Kind.JUDGEMENT and answer.judgements
    reasons = answer.quotes[1:]
    assert reasons and all(side in sides_of(quote.text) for quote in reasons)


@pytest.mark.parametrize(
    "question",
    [
        "Why was it a good idea to have family group conferences in Havering?",
        "Why are good foster carers leaving Redbridge?",
    ],
)
def test_why_something_else_is_good_asks_for_no_grade(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.understood.kind is Kind.TOPIC and not answer.judgements


@pytest.mark.parametrize(
    "turns",
    [
        ("is redbridge any good at protecting children", "why only that"),
        ("why isn't redbridge good at protecting children",),
    ],
)
def test_why_a_thing_was_not_better_is_told_by_faults_where_no_grade_is_named(
    assistant: Assistant, turns: tuple[str, ...]
) -> None:
    """Redbridge 2010: assessments were absent (9) and plans unspecific (12)."""
    answer = talk(assistant, *turns)
    assert [row.grade for row in answer.judgements] == ["Adequate"]
    assert {"redbridge-2010#9", "redbridge-2010#12"} <= {*paragraphs(answer)}
    assert all(Side.FAULT in sides_of(quote.text) for quote in answer.quotes[1:])


def test_why_something_came_about_is_not_told_by_the_reasons_of_a_grade(
    assistant: Assistant,
) -> None:
    """Barnet 2012, paragraph 90: more of them had statements of special educational needs."""
    asked = "GCSE results dropped for children in care in Barnet; what is the explanation?"
    assert paragraphs(assistant.ask(asked)) == ["barnet-2012#90"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # What is wrong is asked; and a reason stands in what a sentence concedes at its end.
        ("why are wheelchairs a problem in Havering 2007", "inappropriately long waiting times"),
        ("how come attainment was low in Harrow in 2011", "due in part to over one third"),
    ],
)
def test_no_reason_is_said_to_be_missing_above_one(
    assistant: Assistant, question: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert Lack.REASON not in answer.text
    assert any(said in quote.text for quote in answer.quotes)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("why is recording an issue?", False),
        ("why are wheelchairs late?", True),
        ("why do staff report problems?", True),
    ],
)
def test_why_a_thing_is_a_problem_asks_what_is_wrong_with_it(question: str, asks: bool) -> None:
    assert asks_reason(question) is asks
