"""Whether grades set side by side are the same, or which is the better, said in a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from talking import talk

from qa.answer.judgement.outcome import NOT_ALIKE, verdict
from qa.assistant import Assistant
from qa.index.sqlite.store import Store
from qa.report import Judgement, Report, Strand
from qa.search.asked.question import Kind


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # Harrow's tables: safeguarding "Leadership and management Adequate", looked after "Good".
        (
            "harrow leadership and management - was it the same grade for safeguarding as for "
            "looked after children?",
            "No, not the same: adequate for safeguarding, good for looked after children.",
        ),
        (
            "Is equality and diversity in Redbridge rated the same for safeguarding and looked "
            "after children",
            "Yes, the same: adequate for safeguarding, and for looked after children.",
        ),
        (
            "did schools and social care get the same grade in Havering 2007?",
            "No, not the same: good for the social care services for children, outstanding for "
            "enjoying and achieving.",
        ),
        (
            "Did Barnet get a better grade for leadership than for quality of provision? "
            "(safeguarding)",
            "Better: good for leadership and management; adequate for quality of provision.",
        ),
        (
            "did Redbridge do worse than Barnet on being healthy?",
            "Worse: adequate in London Borough of Redbridge 2010; good in London Borough of "
            "Barnet 2012.",
        ),
        (
            "how different were Barnet and Redbridge on capacity for improvement",
            "Not the same: good in London Borough of Barnet 2012, adequate in London Borough of "
            "Redbridge 2010.",
        ),
        (
            "Did Harrow and Redbridge get the same grades?",
            "Overall: yes, the same: adequate in London Borough of Harrow 2012, and in London "
            "Borough of Redbridge 2010.",
        ),
        (
            "Did Barnet and Harrow get the same grade for leadership and management?",
            "For safeguarding: no, not the same: good in London Borough of Barnet 2012, adequate "
            "in London Borough of Harrow 2012. For looked after children: yes, the same: good in",
        ),
    ],
)
def test_grades_side_by_side_are_held_against_each_other_in_a_sentence(
    assistant: Assistant, question: str, told: str
) -> None:
    assert assistant.ask(question).lead.startswith(told)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("staying safe in havering, 2007 vs 2011, did the grade go down", "good"),
        ("Did Havering's grade for staying safe improve between 2007 and 2011?", "good"),
        ("has enjoying and achieving gone downhill in Havering since 2007", "outstanding"),
        (
            "did the grade change for enjoying and achieving between havering's two inspections",
            "outstanding",
        ),
    ],
)
def test_grades_of_other_scales_and_children_are_held_by_their_words_alone(
    assistant: Assistant, question: str, told: str
) -> None:
    """In 2007 a 4 was the best and all children were graded; in 2011 those looked after."""
    lead = assistant.ask(question).lead
    assert lead.startswith(f"By their words lower: {told} in 2007, ")
    assert NOT_ALIKE in lead
    assert "frameworks whose grades differ" in lead
    assert "is for all children" in lead


def test_a_grade_of_all_children_has_that_of_all_beside_it(assistant: Assistant) -> None:
    """Havering 2011 judged staying safe of looked after children, and that children are safe."""
    rows = assistant.ask("did staying safe get worse in Havering between 2007 and 2011?").judgements
    assert [(row.report, str(row.strand), row.grade) for row in rows] == [
        ("havering-2007", "general", "Good"),
        ("havering-2011", "safeguarding", "Adequate"),
        ("havering-2011", "looked after children", "Adequate"),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Did leadership get better in Harrow?",  # one inspection, and no two strands named
        "Was Harrow's safeguarding leadership better than adequate?",
        "Which has the better fostering service, Barnet or Harrow?",  # no table grades it
        "What is the capacity for improvement in Barnet and Redbridge?",
        "Has teenage pregnancy gone down in Havering between 2007 and 2011?",
        "Did staff training for staying safe improve in Havering between 2007 and 2011?",
        "Do Barnet and Harrow use the same assessment form?",
        "In 2007 health care for Havering's looked after children was inadequate. Better in 2011?",
    ],
)
def test_no_grades_are_held_against_each_other_that_are_not_asked_for_so(
    assistant: Assistant, question: str
) -> None:
    lead = assistant.ask(question).lead
    first = lead.partition(":")[0]
    assert first not in ("Better", "Worse", "The same", "Not the same", "By their words lower")
    assert not first.startswith(("Yes,", "No,"))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "which boroughs got the same grade as Harrow?",
            "Also adequate: London Borough of Havering",
        ),
        ("Which councils were rated the same as Barnet overall?", "Also good: none of the others."),
    ],
)
def test_who_got_the_same_grade_is_named_first(
    assistant: Assistant, question: str, told: str
) -> None:
    assert assistant.ask(question).lead.startswith(told)


ACHIEVING = "what grade did havering get for enjoying and achieving in 2011"


@pytest.mark.parametrize(
    "turns",
    [
        (ACHIEVING, "and in 2007?", "so did it get worse"),
        (ACHIEVING, "and in 2007?", "is that better than before?"),
        (ACHIEVING, "and in 2007?", "is it the same grade?"),
        (ACHIEVING, "has it improved?"),
        (ACHIEVING, "is that better than before?"),
        ("Havering 2007 grade for enjoying and achieving", "did it go down?"),
    ],
)
def test_a_turn_that_asks_how_grades_stand_is_told_both(
    assistant: Assistant, turns: tuple[str, ...]
) -> None:
    answer = talk(assistant, *turns)
    assert answer.lead.startswith(
        f"By their words lower: outstanding in 2007, good in 2011; {NOT_ALIKE}"
    )
    assert [(row.report, row.grade) for row in answer.judgements] == [
        ("havering-2007", "Outstanding"),
        ("havering-2011", "Good"),
    ]


@pytest.mark.parametrize(
    ("turns", "reports"),
    [
        (("grade for being healthy in Barnet", "and Harrow?", "is that worse?"), 2),
        (("adoption in Barnet", "grade for being healthy in Harrow", "is that worse?"), 1),
        (
            ("staying safe grade, Barnet", "health grade, Harrow", "is it any better?"),
            1,
        ),
        (("grade for being healthy in Barnet", "is that better than before?"), 1),
    ],
)
def test_a_turn_holds_a_grade_only_against_that_of_the_same_thing(
    assistant: Assistant, turns: tuple[str, ...], reports: int
) -> None:
    assert len(talk(assistant, *turns).understood.reports) == reports


class OneScale:
    """A store whose two inspections of Havering were made under one framework."""

    def __init__(self, assistant: Assistant) -> None:
        later = assistant.report("havering-2011")
        earlier = replace(later, key="havering-2007", published="2007-02-06")
        self._heads = {report.key: report for report in (earlier, later)}

    def head(self, key: str) -> Report:
        return self._heads[key]


@pytest.mark.parametrize(
    ("question", "grades", "told"),
    [
        ("did being healthy get worse", ("Good", "Adequate"), "Yes, lower: good in 2007, "),
        ("did being healthy get better", ("Good", "Adequate"), "No, lower: good in 2007, "),
        ("did being healthy improve", ("Adequate", "Good"), "Yes, higher: adequate in 2007, "),
        ("did being healthy stay the same", ("Good", "Good"), "Yes, the same: good in 2007, "),
        ("did being healthy change", ("Good", "Good"), "No, the same: good in 2007, "),
        ("did being healthy get better or worse", ("Good", "Adequate"), "Lower: good in 2007, "),
        ("how did being healthy change", ("Good", "Adequate"), "Lower: good in 2007, "),
    ],
)
def test_of_one_scale_and_the_same_children_it_is_a_yes_or_a_no(
    assistant: Assistant, question: str, grades: tuple[str, str], told: str
) -> None:
    understood = assistant.understand(f"{question} in Havering between 2007 and 2011?")
    rows = [
        Judgement(key, "findings", "Being healthy", Strand.LOOKED_AFTER, grade, None, "")
        for key, grade in zip(("havering-2007", "havering-2011"), grades, strict=True)
    ]
    said = verdict(cast(Store, OneScale(assistant)), understood, rows)
    assert said.startswith(told)
    assert NOT_ALIKE not in said


@pytest.mark.parametrize(
    "question",
    [
        "did the same inspector do barnet and harrow",
        "were barnet and harrow inspected in the same year",
        "were harrow and redbridge inspected under the same framework",
        "did the same inspectors visit havering and barnet",
        "were Barnet and Redbridge inspected at the same time?",
    ],
)
def test_what_is_the_same_of_two_reports_is_no_grade(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.judgements
    assert "the same:" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "did barnet and harrow get the same grade in the same year",
        "are barnet and harrow the same overall",
        "did the same inspection give barnet and harrow the same overall grade",
    ],
)
def test_grades_that_are_asked_for_are_held_against_each_other(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).text.startswith("Overall: no, not the same: good in")


@pytest.mark.parametrize(
    "question",
    [
        "how many looked after children did Barnet and Harrow have in the same year",
        "did looked after children in Harrow and Barnet have the same services in the same year",
    ],
)
def test_what_was_so_in_one_year_is_asked_of_no_report(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).understood.kind is Kind.COMPARE


def test_what_a_few_of_several_got_puts_nothing_right_of_all(assistant: Assistant) -> None:
    """Of Harrow and Redbridge the second alone has a grade for value for money: adequate."""
    asked = "does Harrow and Redbridge get good value for money"
    assert "It was not judged good" not in assistant.ask(asked).text
    alone = assistant.ask("does Redbridge get good value for money")
    assert "It was not judged good" in alone.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("is harrow better than barnet", "Overall: no, good in London Borough of Barnet"),
        ("Is Barnet worse than Harrow?", "Overall: no, adequate in London Borough of Harrow"),
        # It is as asked, or which of the two is asked.
        ("is barnet better than harrow", "Overall: better: good in London Borough of Barnet"),
        ("Is Barnet or Harrow better?", "Overall: better: good in London Borough of Barnet"),
    ],
)
def test_what_is_not_better_than_another_is_said_not_to_be(
    assistant: Assistant, question: str, told: str
) -> None:
    assert assistant.ask(question).lead.startswith(told)
