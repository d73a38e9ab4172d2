"""Grades asked for in everyday words: how one came about, what something got, what no table has."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant
from qa.search.asked.question import Kind, Reason


@pytest.mark.parametrize(
    "question",
    [
        "How did Harrow end up inadequate for safeguarding?",
        "How could Harrow be inadequate for child protection?",
        "What led to Harrow being inadequate for safeguarding?",
        "What got Harrow an inadequate for safeguarding?",
        "How is it that Harrow was failed on safeguarding?",
        "how on earth did harrow wind up good for safeguarding",
    ],
)
def test_how_a_grade_came_about_that_was_not_given_is_put_right(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.ask(question)
    assert reply.lead.startswith("It was not judged ")
    assert "the judgement was adequate." in reply.lead
    assert [row.aspect for row in reply.judgements] == ["Overall effectiveness"]
    assert reply.quotes[0].key == "harrow-2012#10"


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("what got Havering an outstanding?", ["Enjoying and achieving", "The education service"]),
        (
            "What earned Havering its outstanding in 2007?",
            ["Enjoying and achieving", "The education service"],
        ),
        ("what got Harrow an inadequate", ["Being healthy"]),
        ("What got Barnet a good?", ["Overall effectiveness", "Overall effectiveness"]),
    ],
)
def test_a_grade_got_as_a_thing_is_that_of_what_got_it(
    assistant: Assistant, question: str, rows: list[str]
) -> None:
    """Few judgements had it, and none was overall; Barnet was good overall."""
    reply = assistant.ask(question)
    assert [row.aspect for row in reply.judgements] == rows
    assert "not judged" not in reply.lead
    assert len(reply.quotes) > len(rows)  # and what was found beside the sentence that gives it


def test_a_place_taken_to_have_a_grade_is_put_right(assistant: Assistant) -> None:
    lead = assistant.ask("How did Harrow end up inadequate?").lead
    assert lead.startswith("It was not judged inadequate: the judgement was adequate.")


@pytest.mark.parametrize(
    "question",
    [
        "How did Harrow end up inadequate for health of children in care?",
        "How did Harrow come to be rated inadequate for the health of looked after children?",
    ],
)
def test_how_a_grade_came_about_that_was_given_asks_for_its_reasons(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.ask(question)
    assert "not judged" not in reply.lead
    assert [row.grade for row in reply.judgements] == ["Inadequate"]
    assert len(reply.quotes) > 2


@pytest.mark.parametrize(
    "question",
    [
        "how do children end up in care in Harrow?",
        "how did children end up in inadequate housing in Redbridge?",
        "How can Barnet become better than good?",
        "What led to good results in Harrow's schools?",
    ],
)
def test_how_something_else_came_about_takes_no_grade_for_granted(
    assistant: Assistant, question: str
) -> None:
    assert "ot judged" not in assistant.ask(question).lead


def test_which_got_a_grade_is_not_how_it_came_about(assistant: Assistant) -> None:
    for question in ("What got inadequate in Harrow?", "what got rated inadequate in Harrow?"):
        assert [row.aspect for row in assistant.ask(question).judgements] == ["Being healthy"]


@pytest.mark.parametrize(
    ("question", "aspects"),
    [
        ("what got Havering an outstanding?", ["Enjoying and achieving", "The education service"]),
        ("what got Harrow an inadequate?", ["Being healthy"]),
        # Nothing has it, or all of it has, or it is asked of a part that has not.
        ("what got Barnet an outstanding?", ["Overall effectiveness"] * 2),
        ("what got Barnet a good?", ["Overall effectiveness"] * 2),
        ("what got Harrow an inadequate for safeguarding?", ["Overall effectiveness"]),
    ],
)
def test_what_got_a_report_one_of_a_grade_is_what_has_it(
    assistant: Assistant, question: str, aspects: list[str]
) -> None:
    assert [row.aspect for row in assistant.ask(question).judgements] == aspects


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        (
            "My nan says Barnet's leadership was outstanding",
            "It was not judged outstanding: the judgement was good.",
        ),
        (
            "a friend of mine reckons Harrow was inadequate for the health of children in care",
            "London Borough of Harrow, 2012, looked after children: Being healthy: **Inadequate**",
        ),
        (
            "our neighbours told us that Redbridge's value for money is rubbish, is that so?",
            "- London Borough of Redbridge, 2010, safeguarding: Value for money: **Adequate**",
        ),
    ],
)
def test_by_whom_it_was_heard_is_not_asked_about(
    assistant: Assistant, question: str, lead: str
) -> None:
    assert assistant.ask(question).lead.startswith(lead)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # Harrow's table has one such row; Redbridge's none, but words of paragraph 10.
        (
            "Why was Harrow inadequate for keeping kids safe?",
            "the judgement was good. Inadequate was: Being healthy, looked after children.",
        ),
        (
            "Why was Redbridge inadequate?",
            "In words, paragraph 10 calls something “inadequate”, which is no formal judgement.",
        ),
    ],
)
def test_what_did_get_the_grade_is_told_where_it_was_taken_for_that_of_all(
    assistant: Assistant, question: str, told: str
) -> None:
    assert told in assistant.ask(question).lead


def test_a_grade_that_much_got_is_not_listed_to_put_a_premise_right(assistant: Assistant) -> None:
    lead = assistant.ask("Why was leadership of safeguarding in Harrow good?").lead
    assert "It was not judged good: the judgement was adequate." in lead
    assert "Good was" not in lead


@pytest.mark.parametrize(
    ("question", "aspect", "grade"),
    [
        ("What did safeguarding get in Harrow?", "Overall effectiveness", "Adequate"),
        ("how did safeguarding score in Redbridge?", "Overall effectiveness", "Adequate"),
        ("what was partnership working given in Harrow?", "Partnership working", "Adequate"),
        ("What did health get in Harrow?", "Being healthy", "Inadequate"),
        ("what did the education service get in Havering in 2007?", "The education service", ""),
    ],
)
def test_what_an_aspect_or_a_strand_got_is_its_grade(
    assistant: Assistant, question: str, aspect: str, grade: str
) -> None:
    rows = assistant.ask(question).judgements
    assert [row.aspect for row in rows] == [aspect]
    assert rows[0].grade == (grade or "Outstanding")


@pytest.mark.parametrize(
    "question",
    [
        "What did care leavers get in Barnet?",
        "what support did young carers get in Barnet?",
        "what training did social workers get in Harrow",
        "what has health got to do with safeguarding in Harrow?",
        "What did the safeguarding board get wrong in Barnet?",
    ],
)
def test_what_people_got_is_no_grade(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    assert reply.understood.kind is not Kind.JUDGEMENT
    assert "No grade" not in reply.lead


@pytest.mark.parametrize(
    "question",
    [
        "redbridge childrens home ofsted rating",
        "What was the leisure centre rated in Harrow?",
    ],
)
def test_a_grade_of_what_nothing_quoted_names_is_refused(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.ask(question)
    assert (reply.answered, reply.reason) == (False, Reason.TOPIC_NOT_FOUND)
    assert not reply.quotes


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Was CAMHS rated good in Barnet?", "barnet-2012#112"),
        ("What rating did Havering's fostering service get in 2011?", "havering-2011#98"),
        ("What grade did the youth offending service get in Harrow?", "harrow-2012#54"),
    ],
)
def test_what_is_said_of_that_which_no_table_grades_is_quoted(
    assistant: Assistant, question: str, key: str
) -> None:
    reply = assistant.ask(question)
    assert " have no grade for " in reply.lead
    assert key in {quote.key for quote in reply.quotes}


@pytest.mark.parametrize(
    "question",
    [
        "Which grade word did the 2007 Havering review have for the health of children in care?",
        "Was the health of looked after children good in Havering in 2007?",
        "why was health inadequate for children in care in Havering in 2007?",
        "In 2007 health care for Havering's looked after children was inadequate. Better in 2011?",
        "Compare the health of looked after children in Havering 2007 and Harrow",
    ],
)
def test_what_the_words_call_the_group_asked_about_comes_before_a_grade_of_all_children(
    assistant: Assistant, question: str
) -> None:
    """Havering 2007, paragraph 48, on looked after children; being healthy was good for all."""
    reply = assistant.ask(question)
    assert reply.lead.startswith("In words, paragraph 48")
    assert reply.lead.index("“inadequate” of it") < reply.lead.index("**Good**")
    own = [quote.key for quote in reply.quotes if quote.report.key == "havering-2007"]
    assert own[0] == "havering-2007#48"


@pytest.mark.parametrize(
    "question",
    [
        "how was Barnet rated for health of looked after children",  # a row of its own
        "How good was education for looked after children in Havering in 2007?",
        "grade for staying safe of children in care, havering 2007",  # of care planning alone
        # "Overall, outcomes for most children, including ...".
        "how did looked after services change overall in Havering from 2007 to 2011?",
    ],
)
def test_no_words_of_something_else_are_told_for_the_group(
    assistant: Assistant, question: str
) -> None:
    assert "In words" not in assistant.ask(question).lead


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Havering got a 3 for staying safe in 2007. Is that the same as an adequate in the "
            "later reports?",
            "They are not the same: grade 3 in 2007 is good. By their words good is better than "
            "adequate.",
        ),
        (
            "is a 2 in 2012 better than a 3 in 2007?",
            "By their words they are the same: grade 2 in 2012 is good; grade 3 in 2007 is good.",
        ),
        (
            "Is a 3 in the Harrow report worse than a 3 in Havering 2007?",
            "They are not the same: grade 3 in 2007 is good; grade 3 in Harrow is adequate.",
        ),
        (
            "is a 3 the same in 2007 and 2011?",
            "They are not the same: grade 3 in 2007 is good; grade 3 in 2011 is adequate.",
        ),
    ],
)
def test_grades_of_two_scales_are_held_against_each_other_by_their_words(
    assistant: Assistant, question: str, told: str
) -> None:
    reply = assistant.ask(question)
    assert reply.lead.startswith(told)
    assert "grades run from 4 Outstanding - 1 Inadequate" in reply.lead
    assert "grades run from 1 Outstanding - 4 Inadequate" in reply.lead


@pytest.mark.parametrize(
    "question",
    [
        "Is a 3 better than a 2?",  # on which scale, it does not say
        "is 3 good in the Havering 2007 report",
        "Barnet got a 2, is that as good as it gets?",
    ],
)
def test_no_grades_are_held_against_each_other_where_it_is_open_which(
    assistant: Assistant, question: str
) -> None:
    assert "By their words" not in assistant.ask(question).lead


def test_a_number_asked_about_with_no_report_is_told_on_every_scale(assistant: Assistant) -> None:
    lead = assistant.ask("was 3 good back then?").lead
    assert "grade 3 is Adequate" in lead and "grade 3 is Good" in lead


def test_a_number_of_one_report_is_not_denied_of_another(assistant: Assistant) -> None:
    asked = "Havering had a 3 in 2007. is that what barnet's 2 is?"
    assert "It was not grade" not in assistant.ask(asked).lead


@pytest.mark.parametrize(
    "question",
    [
        "how did Havering change overall between 2007 and 2011?",
        "Did Havering get better overall between 2007 and 2011?",
        "has Havering improved overall since 2007?",
        "In general, is Havering better in 2011 than in 2007?",
    ],
)
def test_how_all_services_changed_is_told_by_what_sums_them_up(
    assistant: Assistant, question: str
) -> None:
    """Havering 2007 has no overall grade; its summary begins with the outcomes as a whole."""
    reply = assistant.ask(question)
    assert [quote.key for quote in reply.quotes] == [
        "havering-2007#16",
        "havering-2007#17",
        "havering-2011#10",
        "havering-2011#83",
    ]
    assert reply.quotes[0].text == "Outcomes for children and young people in Havering are good."


def test_how_something_narrower_changed_overall_is_told_of_that(assistant: Assistant) -> None:
    reply = assistant.ask("how did adoption change overall in Havering between 2007 and 2011")
    assert all("adopt" in quote.text.casefold() for quote in reply.quotes)


@pytest.mark.parametrize(
    ("question", "told", "rows"),
    [
        (
            "Which councils were not good for leadership?",
            "Reports that gave it a grade other than good: 3, of 5.",
            {("harrow-2012", "Adequate"), ("havering-2011", "Adequate"), ("redbridge-2010", "")},
        ),
        (
            "Which did not get good for staying safe?",
            "Reports that gave it a grade other than good: 2, of 5.",
            {("havering-2011", "Adequate"), ("redbridge-2010", "Adequate")},
        ),
        (
            "Which councils were better than adequate for staying safe?",
            "Reports that gave it a grade better than adequate: 3, of 5.",
            {("barnet-2012", "Good"), ("harrow-2012", "Good"), ("havering-2007", "Good")},
        ),
        (
            "Which boroughs were worse than good on being healthy?",
            "Reports that gave it a grade worse than good: 3, of 5.",
            {("harrow-2012", "Inadequate"), ("havering-2011", ""), ("redbridge-2010", "")},
        ),
        (
            "which councils were good or better for enjoying and achieving?",
            "Reports that gave it a grade at least good: 4, of 5.",
            {
                ("barnet-2012", "Good"),
                ("harrow-2012", "Good"),
                ("havering-2007", "Outstanding"),
                ("havering-2011", "Good"),
            },
        ),
        (
            "Was anything in Barnet not good?",
            "Judgements of a grade other than good: 2, of 22.",
            {("barnet-2012", "Adequate")},
        ),
        (
            "What in Havering 2011 was better than adequate?",
            "Judgements of a grade better than adequate: 1, of 22.",
            {("havering-2011", "Good")},
        ),
        (
            "Was anything in Redbridge above adequate?",
            "No judgement was better than adequate: all 33 were adequate.",
            {("redbridge-2010", "Adequate")},
        ),
    ],
)
def test_what_is_beside_a_grade_is_told_and_not_the_grade(
    assistant: Assistant, question: str, told: str, rows: set[tuple[str, str]]
) -> None:
    reply = assistant.ask(question)
    assert told in reply.lead
    assert {(row.report, row.grade) for row in reply.judgements} == {
        (report, grade or "Adequate") for report, grade in rows
    }


def test_who_got_none_of_a_grade_is_named(assistant: Assistant) -> None:
    reply = assistant.ask("Which councils did not get an inadequate for anything?")
    assert "No judgement was inadequate in: London Borough of Barnet 2012" in reply.lead
    assert "harrow-2012" not in {row.report for row in reply.judgements}


@pytest.mark.parametrize(
    ("question", "grades"),
    [
        ("Which councils were good for leadership?", {"Good"}),
        ("Which councils were only adequate for staying safe?", {"Adequate"}),
        ("Was anything in Harrow graded inadequate?", {"Inadequate"}),
    ],
)
def test_a_grade_itself_is_asked_for_without_such_words(
    assistant: Assistant, question: str, grades: set[str]
) -> None:
    assert {row.grade for row in assistant.ask(question).judgements} == grades


def test_better_than_a_grade_takes_none_for_granted(assistant: Assistant) -> None:
    lead = assistant.ask("Was Barnet better than adequate for leadership?").lead
    assert "not judged" not in lead and "**Good**" in lead


def test_what_is_easy_to_get_for_somebody_is_no_grade(assistant: Assistant) -> None:
    for question in (
        "Is CAMHS easy to get for children in care in Redbridge?",
        "Is respite hard to get for disabled children in Barnet?",
    ):
        assert assistant.ask(question).understood.kind is Kind.TOPIC


def test_what_stands_beside_a_row_is_of_what_was_judged(assistant: Assistant) -> None:
    """Redbridge has no section on ambition; other sections give the same grade to others."""
    reply = assistant.ask(
        "grade for ambition and prioritisation of looked after services, Redbridge"
    )
    assert [quote.text for quote in reply.quotes] == ["Ambition and prioritisation Adequate"]


def test_the_section_of_the_same_name_of_the_other_strand_is_not_quoted(
    assistant: Assistant,
) -> None:
    for question, key in (
        ("capacity for improvement safeguarding barnet", "barnet-2012#17"),
        ("quality of provision for looked after children Barnet", "barnet-2012#104"),
    ):
        assert {quote.key for quote in assistant.ask(question).quotes} == {key}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which of the councils got an inadequate for anything?", "inadequate"),
        ("Which councils were outstanding at anything?", "outstanding"),
    ],
)
def test_a_count_over_all_tables_is_said_to_leave_out_what_texts_call_so(
    assistant: Assistant, question: str, said: str
) -> None:
    """Havering 2007, paragraph 18, calls services for young carers inadequate."""
    assert f"what the text calls “{said}” is not." in assistant.ask(question).lead


def test_nothing_is_said_of_texts_where_the_word_is_an_everyday_one(assistant: Assistant) -> None:
    assert "the text calls" not in assistant.ask("Which councils got a good for anything?").lead


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Which councils got the same grade as Barnet for partnership working?",
            "Also good: none of the others.",
        ),
        (
            "Did any council match Barnet's grade for staying safe of looked after children?",
            "Also good: London Borough of Harrow 2012, London Borough of Havering 2007.",
        ),
        ("Who got the same as Harrow for being healthy?", "Also inadequate: none of the others."),
    ],
)
def test_who_else_got_the_grade_of_a_place_is_told(
    assistant: Assistant, question: str, told: str
) -> None:
    reply = assistant.ask(question)
    assert told in reply.lead
    assert len({row.report for row in reply.judgements}) > 3


@pytest.mark.parametrize(
    "question",
    [
        "Is Harrow the same as Barnet on staying safe?",
        "Does any council have the same problem as Harrow with health assessments?",
        "Is the same social worker kept in Harrow?",
    ],
)
def test_what_else_is_the_same_is_not_asked_of_all(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    assert "Also " not in reply.lead
    assert len(reply.understood.reports) < 3


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Why is Harrow failing on leadership of safeguarding?", "the judgement was adequate."),
        ("Why did Barnet fail?", "the judgement was good."),
        ("Why does Havering fail on economic well-being in 2011?", "the judgement was adequate."),
    ],
)
def test_why_a_place_failed_takes_a_grade_for_granted(
    assistant: Assistant, question: str, told: str
) -> None:
    lead = assistant.ask(question).lead
    assert lead.startswith("It was not judged inadequate: ") and told in lead


@pytest.mark.parametrize(
    "question",
    [
        "Why do children fail in school in Harrow?",
        "why did Harrow fail to appoint a designated doctor?",
        "why do placements fail in Barnet?",
    ],
)
def test_why_somebody_failed_or_failed_to_do_something_does_not(
    assistant: Assistant, question: str
) -> None:
    assert "ot judged" not in assistant.ask(question).lead


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # Harrow, paragraph 37, and Barnet, 20, 24, 35, 44 and 64, are on safeguarding.
        ("teenage pregnancy of looked after children in Harrow", True),
        ("domestic violence and looked after children in Barnet", True),
        ("bullying of looked after children in Harrow", False),  # paragraph 77 is on them
        ("care leavers housing Havering 2007", False),
        ("are foster carers trained in Barnet", False),
        ("teenage pregnancy in Harrow", False),
    ],
)
def test_what_is_said_of_all_children_is_said_to_be_where_one_group_was_asked_about(
    assistant: Assistant, question: str, *, said: bool
) -> None:
    lead = assistant.ask(question).lead
    assert ("is said of all children, and not of looked after children alone." in lead) is said


def test_better_or_worse_than_a_grade_asks_of_all(assistant: Assistant) -> None:
    reply = assistant.ask("Did Redbridge score better or worse than adequate on anything?")
    assert "Judgements of this grade: 33, of 33." in reply.lead


def test_a_grade_in_words_of_something_narrower_still_stands_beside_a_row(
    assistant: Assistant,
) -> None:
    reply = assistant.ask("How did Ofsted rate Redbridge's thresholds for a core assessment?")
    assert "redbridge-2010#15" in {quote.key for quote in reply.quotes}


def test_a_grade_named_beside_another_is_asked_for_itself(assistant: Assistant) -> None:
    answer = assistant.ask("Which areas in Barnet were good but not outstanding?")
    assert {row.grade for row in answer.judgements} == {"Good"}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # Harrow, paragraph 67: "with Coram Adoption Agency, ..., rated outstanding".
        ("How was Coram rated?", "paragraph 67 (London Borough of Harrow 2012) says “outstanding”"),
        (
            "Who finds Harrow its adopters and how's that agency rated?",
            "paragraph 67 says “outstanding”",
        ),
        (
            "Who provides Harrow's adoption placements and how good are they rated?",
            "paragraph 67 says “outstanding”",
        ),
        ("what did Ofsted rate the fostering service in Harrow", "paragraph 67 says “good”"),
        # Havering 2007: "judged the only E2E provision within the borough to be outstanding".
        (
            "how is Havering's E2E provider rated?",
            "paragraph 77 (London Borough of Havering 2007) says “outstanding”",
        ),
    ],
)
def test_what_a_sentence_rates_by_its_name_comes_before_the_grade_of_a_section(
    assistant: Assistant, question: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert answer.lead.startswith(f"In words, {said} of it.")
    assert " have no grade for " in answer.lead
    assert answer.quotes[0].paragraph.number in said


@pytest.mark.parametrize(
    "question",
    [
        "How was the youth offending service in Redbridge rated?",
        "How was Harrow's independent reviewing service rated?",
        "what grade did Barnet get for its youth service and libraries",
    ],
)
def test_what_no_sentence_rates_is_given_no_words(assistant: Assistant, question: str) -> None:
    assert "In words" not in assistant.ask(question).lead


@pytest.mark.parametrize(
    ("question", "name"),
    [
        (
            "what grade did Barnet get for its youth service and libraries",
            "youth service and libraries",
        ),
        ("How was Coram rated?", "Coram"),
        ("What did Ofsted rate the fostering service in Harrow?", "fostering service"),
    ],
)
def test_what_no_table_grades_is_named_as_it_was_asked(
    assistant: Assistant, question: str, name: str
) -> None:
    assert f" have no grade for {name}." in assistant.ask(question).lead


@pytest.mark.parametrize(
    "question", ["health of looked after children in havering 2007", "Havering 2007: LAC health"]
)
def test_words_for_the_group_come_before_a_grade_of_all_where_no_grade_is_asked_for(
    assistant: Assistant, question: str
) -> None:
    """Havering 2007, paragraph 48: "... of looked after children ... is inadequate"."""
    lead = assistant.ask(question).lead
    assert lead.startswith("In words, paragraph 48")
    assert lead.index("“inadequate” of it") < lead.index("**Good**")


def test_what_reports_call_otherwise_is_told_by_its_section(assistant: Assistant) -> None:
    """Havering 2011, paragraph 34, on the emergency duty team: no table grades that."""
    reply = assistant.ask("How was the out of hours team graded in Havering in 2011?")
    assert "have no grade for out of hours team. The section that speaks" in reply.lead
    assert "havering-2011#34" in {quote.paragraph.key for quote in reply.quotes}
