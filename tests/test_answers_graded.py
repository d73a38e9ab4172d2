"""Grades: of what they are given, what is taken for granted of them, and what they mean."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant
from qa.search.asked.question import Kind


@pytest.mark.parametrize(
    ("question", "key", "words"),
    [
        (
            "Is it right that inspectors called Redbridge's partnership with housing inadequate?",
            "redbridge-2010#10",
            "housing services are inadequate",
        ),
        (
            "Were services for young carers inadequate in Havering in 2007?",
            "havering-2007#18",
            "services for young carers are inadequate",
        ),
        (
            "Was Harrow's information sharing between social care and health inadequate?",
            "harrow-2012#60",
            "Information sharing between social care and health is inadequate",
        ),
        (
            "Is it true that Redbridge's thresholds were inadequate?",
            "redbridge-2010#15",
            "are currently inadequate",
        ),
    ],
)
def test_what_is_true_of_something_narrower_than_a_table_grades_is_not_denied(
    assistant: Assistant, question: str, key: str, words: str
) -> None:
    reply = assistant.ask(question)
    assert "It was not judged" not in reply.lead
    assert "says “inadequate” of it" in reply.lead or "say “inadequate” of it" in reply.lead
    assert any(quote.key == key and words in quote.text for quote in reply.quotes)


@pytest.mark.parametrize(
    ("question", "grade"),
    [
        ("Was Harrow inadequate for enjoying and achieving?", "good"),
        ("Was Redbridge's quality of provision inadequate?", "adequate"),
        ("Were Barnet's services for young people in care outstanding?", "good"),
        ("so harrow failed its safeguarding inspection then?", "adequate"),
    ],
)
def test_what_is_not_true_of_what_was_graded_is_still_denied(
    assistant: Assistant, question: str, grade: str
) -> None:
    assert f"the judgement was {grade}." in assistant.ask(question).lead


def test_a_service_that_no_table_grades_is_not_given_the_grade_of_its_section_for_a_no(
    assistant: Assistant,
) -> None:
    """Havering 2007 grades making a positive contribution good, in the section on young carers."""
    reply = assistant.ask("they said young carers services in Havering were inadequate in 2007")
    assert not reply.judgements


def test_a_judgement_in_words_of_the_group_asked_about_stands_before_a_grade_of_all_children(
    assistant: Assistant,
) -> None:
    """Havering 2007, paragraph 48, on looked after children; being healthy was good for all."""
    asked = (
        "How were the arrangements for looked after children's health judged in Havering in 2007?"
    )
    reply = assistant.ask(asked)
    assert reply.quotes[0].key == "havering-2007#48"
    assert reply.quotes[0].text.endswith("looked after children and young people is inadequate.")
    assert "the table grades more than that" in reply.lead
    assert "none was given for looked after children alone" in reply.lead


def test_the_grade_of_all_children_stands_alone_where_all_are_asked_about(
    assistant: Assistant,
) -> None:
    reply = assistant.ask("How was being healthy judged in Havering in 2007?")
    assert {quote.key for quote in reply.quotes} == {"havering-2007#21"}
    assert "more than that" not in reply.lead


@pytest.mark.parametrize("subject", ["young carers", "foster carers", "care leavers"])
def test_people_with_a_name_of_their_own_are_not_all_children(
    assistant: Assistant, subject: str
) -> None:
    understood = assistant.understand(f"Were services for {subject} inadequate in Barnet?")
    assert understood.aspect is None


@pytest.mark.parametrize("subject", ["young people", "kids in care", "looked after children"])
def test_children_at_large_are(assistant: Assistant, subject: str) -> None:
    understood = assistant.understand(f"Were services for {subject} inadequate in Barnet?")
    assert understood.aspect == "Overall effectiveness"


@pytest.mark.parametrize(
    ("question", "key", "words"),
    [
        (
            "surely not every looked after child in harrow went to a good or outstanding school?",
            "harrow-2012#72",
            "All looked after children in Harrow attend good or outstanding schools",
        ),
        (
            "some Harrow schools failed on safeguarding in their inspections didnt they",
            "harrow-2012#19",
            "All schools in Harrow are currently judged to be good or better",
        ),
        (
            "can primary school kids learn to swim anywhere in Havering in the joint area review",
            "havering-2007#63",
            "learn to swim",
        ),
        ("how good is the virtual school in Havering?", "havering-2011#84", "virtual school"),
    ],
)
def test_what_is_inspected_by_itself_or_is_part_of_an_aspect_has_no_grade_of_the_table(
    assistant: Assistant, question: str, key: str, words: str
) -> None:
    reply = assistant.ask(question)
    assert not reply.judgements
    assert any(quote.key == key and words in quote.text for quote in reply.quotes)


@pytest.mark.parametrize(
    "question",
    [
        "Is Harrow good at enjoying and achieving?",
        "How did Harrow do on enjoying and achieving?",
        "What grade did schooling get in Harrow?",
        "Was Harrow judged good for schools?",
    ],
)
def test_an_aspect_by_its_own_name_has_its_grade(assistant: Assistant, question: str) -> None:
    rows = assistant.ask(question).judgements
    assert [(row.aspect, row.grade) for row in rows] == [("Enjoying and achieving", "Good")]


def test_who_asks_how_something_went_that_is_no_aspect_is_not_told_of_grades(
    assistant: Assistant,
) -> None:
    reply = assistant.ask("How did Redbridge do on first time offending?")
    assert "No grade" not in reply.text
    assert "redbridge-2010#42" in {quote.key for quote in reply.quotes}
    rated = assistant.ask("How was first time offending rated in Redbridge?")
    assert rated.lead.endswith("have no grade for first time offending.")


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        (
            "If a service in Barnet is given Grade 4 what does that say about it?",
            "grade 4 is Inadequate",
        ),
        ("Does a 2 beat a 3 in the Harrow report?", "grade 2 is Good, grade 3 is Adequate"),
        ("Would grade two be worse than grade three in Redbridge?", "grade 2 is Good"),
    ],
)
def test_what_a_grade_means_is_told_and_not_what_was_given(
    assistant: Assistant, question: str, meaning: str
) -> None:
    reply = assistant.ask(question)
    assert meaning in reply.lead
    assert not reply.judgements
    assert "It was not grade" not in reply.lead


def test_a_number_that_stands_for_another_grade_in_each_inspection_is_told_by_both_scales(
    assistant: Assistant,
) -> None:
    reply = assistant.ask("Havering got threes in 2007 and was still on threes in 2011: no change?")
    assert "Havering 2007: grades run from 4 Outstanding - 1 Inadequate; grade 3 is Good" in (
        reply.lead
    )
    assert "grade 3 is Adequate" in reply.lead
    assert {(row.report, row.grade) for row in reply.judgements} == {
        ("havering-2007", "Good"),
        ("havering-2011", "Adequate"),
    }


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("how many goods did havering get in 2011", "1, of 22"),
        ("how many threes did Harrow get?", "13, of 22"),
        ("how many 2s did Harrow get for looked after children?", "6, of 12"),
    ],
)
def test_grades_are_counted_by_whatever_they_are_called(
    assistant: Assistant, question: str, counted: str
) -> None:
    assert f"Judgements of this grade: {counted}." in assistant.ask(question).lead


@pytest.mark.parametrize(
    "question",
    [
        "What happened to children's goods when they moved in Havering 2011?",
        "how many three year olds are there in Harrow?",
        "how many good schools are there in Harrow?",
    ],
)
def test_goods_threes_and_good_schools_are_no_grades(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).judgements


def test_every_aspect_of_a_list_has_its_grade(assistant: Assistant) -> None:
    """Read off Harrow's table of services for looked after children."""
    reply = assistant.ask(
        "outcome grades for children in care in harrow: healthy, safe, school, contribution, jobs"
    )
    assert {(row.aspect, row.grade) for row in reply.judgements} == {
        ("Being healthy", "Inadequate"),
        ("Staying safe", "Good"),
        ("Enjoying and achieving", "Good"),
        ("Making a positive contribution, including user engagement", "Adequate"),
        ("Economic well-being", "Good"),
    }


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        (
            "What were the education service and children's social care each awarded in Havering's "
            "joint area review?",
            {
                ("The education service", "Outstanding"),
                ("The social care services for children", "Good"),
            },
        ),
        (
            "Set side by side the verdicts on being healthy for kids in care in Barnet and Harrow",
            {("Being healthy", "Good"), ("Being healthy", "Inadequate")},
        ),
        (
            "Did the NHS get a pass for its part in keeping kids safe in Havering in 2011?",
            {
                (
                    "The contribution of health agencies to keeping children and young people safe",
                    "Adequate",
                )
            },
        ),
    ],
)
def test_how_an_aspect_was_judged_is_told_by_its_row(
    assistant: Assistant, question: str, rows: set[tuple[str, str]]
) -> None:
    assert {(row.aspect, row.grade) for row in assistant.ask(question).judgements} == rows


def test_no_one_number_is_told_of_two_grades(assistant: Assistant) -> None:
    reply = assistant.ask(
        "Enjoying and achieving for looked after children: "
        "which councils were good and which were merely adequate?"
    )
    assert {(row.report, row.grade) for row in reply.judgements} == {
        ("barnet-2012", "Good"),
        ("harrow-2012", "Good"),
        ("havering-2011", "Good"),
        ("redbridge-2010", "Adequate"),
    }
    assert "Reports that gave it" not in reply.lead


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        (
            "What grade did Harrow get for partnership working in its services for looked after "
            "children?",
            [("safeguarding", "Partnership working", "Adequate")],
        ),
        (
            "What grade did Barnet get for staying safe in safeguarding?",
            [("looked after children", "Staying safe", "Good")],
        ),
        # Redbridge's table has a row of that name, Barnet's has none.
        ("What was Barnet graded for value for money in 2012?", []),
    ],
)
def test_what_is_graded_elsewhere_has_no_other_grade_for_its_own(
    assistant: Assistant, question: str, rows: list[tuple[str, str, str]]
) -> None:
    reply = assistant.ask(question)
    assert " have no grade for " in reply.lead
    assert [(str(row.strand), row.aspect, row.grade) for row in reply.judgements] == rows
    for strand, _, _ in rows:
        assert f"for {strand} it was:" in reply.lead


@pytest.mark.parametrize(
    "question",
    [
        "What grade will Redbridge get at its next inspection?",
        "Will Barnet get a better grade next time?",
    ],
)
def test_no_grade_is_foretold(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    assert reply.lead.startswith("The reports tell what inspectors found, and forecast no grade.")
    assert {row.aspect for row in reply.judgements} == {"Overall effectiveness"}


def test_a_grade_that_was_given_is_no_forecast(assistant: Assistant) -> None:
    asked = "What would Barnet's grade for staying safe be called in words?"
    assert "forecast" not in assistant.ask(asked).lead


def test_grades_side_by_side_of_other_children_are_said_to_be(assistant: Assistant) -> None:
    """In 2007 staying safe was graded for all children, in 2011 for those looked after."""
    said = "is for all children; what London Borough of Havering 2011 graded, for looked after"
    both = assistant.ask("Staying safe in Havering: what was it marked in 2007 and in 2011?")
    assert said in both.lead
    alike = assistant.ask("Staying safe: what were Barnet and Harrow graded?")
    assert "for all children" not in alike.lead


def test_what_a_grade_was_taken_to_mean_is_no_part_of_what_was_graded(assistant: Assistant) -> None:
    reply = assistant.ask("So in 2007 Havering got a 3 for staying safe, which means adequate?")
    assert reply.lead.startswith("It was not judged adequate: the judgement was good.")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # Havering 2007 gave the education service a 4.
        (
            "Why did inspectors only give Havering's education service a satisfactory in 2007?",
            "It was not judged adequate: the judgement was outstanding.",
        ),
        (
            "Why was Barnet judged satisfactory for safeguarding overall?",
            "It was not judged adequate: the judgement was good.",
        ),
        (
            "Why was Barnet's leadership not good for safeguarding?",
            "It was judged good.",
        ),
        (
            "Why did Barnet and Harrow both get Inadequate for looked after children's health?",
            "Not judged inadequate: London Borough of Barnet 2012, which got good.",
        ),
        (
            "Were Barnet and Harrow both good for looked after children's health?",
            "Not judged good: London Borough of Harrow 2012, which got inadequate.",
        ),
    ],
)
def test_what_a_question_takes_for_granted_is_put_right_however_it_is_said(
    assistant: Assistant, question: str, told: str
) -> None:
    assert assistant.ask(question).lead.startswith(told)


@pytest.mark.parametrize(
    "question",
    [
        "Why was Redbridge only given a satisfactory for safeguarding overall?",
        "Why wasn't quality of provision good for looked after children in Barnet?",
        "Why was Harrow inadequate for looked after children's health, but not Barnet?",
        "Which was good for looked after children's health, Barnet or Harrow?",
    ],
)
def test_what_a_question_rightly_takes_for_granted_is_not_denied(
    assistant: Assistant, question: str
) -> None:
    lead = assistant.ask(question).lead
    assert "ot judged" not in lead and "It was judged" not in lead


@pytest.mark.parametrize(
    "question",
    [
        "Is the process for complaints satisfactory in Harrow?",
        "Did children in Harrow get a satisfactory explanation of why they came into care?",
        "Why is the virtual school in Barnet so good?",
        "Why is communication between agencies not good in Redbridge?",
    ],
)
def test_everyday_words_of_something_narrower_ask_for_no_grade(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.ask(question)
    assert not reply.judgements and "No grade" not in reply.lead


@pytest.mark.parametrize(
    ("question", "told", "aspects"),
    [
        (
            "Lowest judgement in the Redbridge report?",
            "all 33 judgements were adequate, none lower than the rest.",
            ["Overall effectiveness", "Overall effectiveness"],
        ),
        (
            "What was Harrow's lowest-rated area?",
            "the lowest grade given was inadequate, to 1 of 22 judgements.",
            ["Being healthy"],
        ),
        (
            "best judgement in Havering 2011?",
            "the highest grade given was good, to 1 of 22 judgements.",
            ["Enjoying and achieving"],
        ),
        (
            "What was Barnet's highest grade?",
            "the highest grade given was good, to 20 of 22 judgements.",
            ["Overall effectiveness", "Overall effectiveness"],
        ),
    ],
)
def test_the_best_and_the_worst_of_the_grades_of_a_report_are_told(
    assistant: Assistant, question: str, told: str, aspects: list[str]
) -> None:
    reply = assistant.ask(question)
    assert told in reply.lead
    assert [row.aspect for row in reply.judgements] == aspects


@pytest.mark.parametrize(
    "question",
    [
        "What was Harrow's lowest grade for leadership?",
        "Did Harrow give the lowest grade to anything?",
        "How many of Barnet's judgements were good?",
    ],
)
def test_an_aspect_and_a_grade_by_its_name_ask_for_no_end_of_the_scale(
    assistant: Assistant, question: str
) -> None:
    assert "grade given was" not in assistant.ask(question).lead


@pytest.mark.parametrize(
    ("question", "key", "words"),
    [
        ("Was anything in Redbridge rated outstanding?", "redbridge-2010#32", "an outstanding fea"),
        ("Was anything in Havering outstanding in 2011?", "havering-2011#89", "is outstanding"),
    ],
)
def test_what_the_words_call_so_that_no_table_does_is_quoted(
    assistant: Assistant, question: str, key: str, words: str
) -> None:
    reply = assistant.ask(question)
    assert "No judgement was outstanding" in reply.lead
    assert "calls something “outstanding”, which is no formal judgement." in reply.lead
    assert [quote.key for quote in reply.quotes] == [key]
    assert words in reply.quotes[0].text


def test_where_none_got_a_grade_those_that_stand_out_are_shown(assistant: Assistant) -> None:
    """Of Barnet's 22 rows two are adequate, and all others good."""
    rows = assistant.ask("Was anything in Barnet outstanding?").judgements
    assert [(row.aspect, row.grade) for row in rows] == [
        ("Overall effectiveness", "Good"),
        ("Quality of provision", "Adequate"),
        ("Overall effectiveness", "Good"),
        ("Quality of provision", "Adequate"),
    ]
    assert len(assistant.ask("Was Redbridge outstanding at anything?").judgements) == 2


@pytest.mark.parametrize(
    "question", ["Was anything in Barnet outstanding?", "Was Havering inadequate at all in 2011?"]
)
def test_no_words_are_said_to_call_it_so_where_none_do(assistant: Assistant, question: str) -> None:
    """Barnet has no such word; of Havering 2011 only the list of grades has it."""
    assert "In words" not in assistant.ask(question).lead


@pytest.mark.parametrize(
    ("question", "key", "grade"),
    [
        (
            "How were vaccination rates for looked after children in Havering rated?",
            "havering-2011#89",
            "outstanding",
        ),
        ("What grade did Redbridge get for thresholds?", "redbridge-2010#15", "inadequate"),
        (
            "How was information sharing between health and social care rated in Harrow?",
            "harrow-2012#60",
            "inadequate",
        ),
    ],
)
def test_a_grade_in_words_is_told_to_whoever_asks_for_one(
    assistant: Assistant, question: str, key: str, grade: str
) -> None:
    reply = assistant.ask(question)
    assert f"says “{grade}” of it." in reply.lead
    assert reply.quotes[0].key == key and grade in reply.quotes[0].text


@pytest.mark.parametrize(
    "question",
    [
        "How was the youth offending service rated in Havering in 2007?",
        "How was first time offending rated in Redbridge?",
        "What grade did Barnet get for staying safe?",
        "Barnet: rating for disabled children's social work",
    ],
)
def test_no_words_are_told_that_grade_less_or_something_else(
    assistant: Assistant, question: str
) -> None:
    assert "In words" not in assistant.ask(question).lead


def test_the_section_told_is_that_of_what_is_quoted(assistant: Assistant) -> None:
    reply = assistant.ask("Barnet: rating for disabled children's social work")
    assert [quote.key for quote in reply.quotes] == ["barnet-2012#33"]
    assert [row.aspect for row in reply.judgements] == ["Quality of provision"]
    fostering = assistant.ask("What was Barnet graded for fostering?")
    assert not fostering.judgements  # paragraph 31 is of another section than leadership


@pytest.mark.parametrize(
    ("question", "aspects"),
    [
        (
            "Are children safe in Redbridge? yes or no please",
            {
                "Children and young people are safe: effectiveness of services in taking "
                "reasonable steps to ensure that children and young people are safe"
            },
        ),
        ("Is leadership strong in Redbridge?", {"Leadership and management"}),
        ("Are looked after children healthy in Harrow?", {"Being healthy"}),
    ],
)
def test_whether_an_aspect_is_so_asks_how_good_it_is(
    assistant: Assistant, question: str, aspects: set[str]
) -> None:
    assert {row.aspect for row in assistant.ask(question).judgements} == aspects


@pytest.mark.parametrize(
    ("question", "aspect", "grades", "key"),
    [
        (
            "are the bosses in Barnet any good",
            "Leadership and management",
            "Good Good",
            "barnet-2012#53",
        ),
        (
            "are the people in charge in Harrow up to the job?",
            "Leadership and management",
            "Adequate Good",
            "harrow-2012#41",
        ),
        (
            "how is leadership in Barnet?",
            "Leadership and management",
            "Good Good",
            "barnet-2012#118",
        ),
        (
            "What's leadership like in Barnet?",
            "Leadership and management",
            "Good Good",
            "barnet-2012#118",
        ),
        (
            "what did inspectors make of partnership working in Harrow",
            "Partnership working",
            "Adequate",
            "harrow-2012#47",
        ),
        (
            "do kids in care in Redbridge do alright at school?",
            "Enjoying and achieving",
            "Adequate",
            "redbridge-2010#41",
        ),
        (
            "how good were the schools in Havering back in 2007",
            "Enjoying and achieving",
            "Outstanding",
            "havering-2007#26",
        ),
        (
            "how do kids in care get on at school in Harrow",
            "Enjoying and achieving",
            "Good",
            "harrow-2012#69",
        ),
        (
            "did anyone listen to the kids in care in Havering in 2011?",
            "Making a positive contribution, including user engagement",
            "Adequate",
            "havering-2011#112",
        ),
        (
            "Havering 2011: do doctors and nurses pull their weight?",
            "The contribution of health agencies to keeping children and young people safe",
            "Adequate",
            "havering-2011#42",
        ),
        (
            "is value for money okay in Redbridge?",
            "Value for money",
            "Adequate Adequate",
            "redbridge-2010#33",
        ),
    ],
)
def test_whether_an_aspect_is_any_good_is_asked_in_everyday_words(
    assistant: Assistant, question: str, aspect: str, grades: str, key: str
) -> None:
    """Its grade is told, and what the report says where it gives that."""
    reply = assistant.ask(question)
    assert {row.aspect for row in reply.judgements} == {aspect}
    assert " ".join(row.grade for row in reply.judgements) == grades
    assert key in {quote.key for quote in reply.quotes}


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("is harrow any good", "harrow-2012#10"),
        ("Is Harrow up to scratch?", "harrow-2012#10"),
        ("is redbridge decent?", "redbridge-2010#8"),
        ("was Havering ok in 2011", "havering-2011#10"),
    ],
)
def test_whether_a_place_is_any_good_asks_for_its_overall_grades(
    assistant: Assistant, question: str, key: str
) -> None:
    reply = assistant.ask(question)
    told = [(row.aspect, row.grade) for row in reply.judgements]
    assert told == [("Overall effectiveness", "Adequate")] * 2
    assert key in {quote.key for quote in reply.quotes}


@pytest.mark.parametrize(
    "question", ["did Harrow get any good grades?", "was any of it good in Harrow?"]
)
def test_which_grades_were_good_is_another_matter(assistant: Assistant, question: str) -> None:
    assert {row.grade for row in assistant.ask(question).judgements} == {"Good"}


@pytest.mark.parametrize(
    "question",
    [
        "Is the virtual school in Barnet any cop?",
        "is there decent housing for care leavers in Redbridge?",
        "what is school transport like in Harrow?",
        "how are managers trained in Barnet?",
        "How are complaints about carers handled in Harrow?",
        "what services like mentoring are there in Barnet's schools?",
        "Are social workers in Harrow overworked?",
    ],
)
def test_what_is_narrower_has_no_grade_in_everyday_words_either(
    assistant: Assistant, question: str
) -> None:
    assert not assistant.ask(question).judgements


@pytest.mark.parametrize(
    "question",
    ["Is communication effective in Harrow?", "Is the virtual school effective in Barnet?"],
)
def test_whether_something_narrower_is_so_has_no_grade(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).judgements


@pytest.mark.parametrize(
    "question",
    [
        "which borough was rated good overall for protecting children - any?",
        "What was Havering's overall grade for safeguarding in 2007?",
        "Compare Havering 2007 and 2011 overall for safeguarding",
    ],
)
def test_staying_safe_stands_for_safeguarding_where_that_was_no_part(
    assistant: Assistant, question: str
) -> None:
    """Havering 2007 graded staying safe, and children's services as a whole."""
    rows = [r for r in assistant.ask(question).judgements if r.report == "havering-2007"]
    assert [(row.aspect, row.grade) for row in rows] == [("Staying safe", "Good")]


def test_what_comes_nearest_to_an_overall_grade_is_told_of_a_report_without_one(
    assistant: Assistant,
) -> None:
    """Havering 2007 graded children's services good, by a scale that ran the other way."""
    lead = assistant.ask("Did Havering get better or worse between 2007 and 2011?").lead
    told = "Havering 2007 gave no overall grade. Nearest to one: Children's services"
    assert told in lead and "**Good** (grade 3; scale: 4 Outstanding - 1 Inadequate)." in lead
    assert "gave no overall grade" not in assistant.ask("Is Harrow better than Barnet?").lead


def test_grades_of_all_children_are_said_to_be_beside_those_of_children_in_care(
    assistant: Assistant,
) -> None:
    asked = "Which of the councils came out worst on the health of children in care?"
    lead = assistant.ask(asked).lead
    assert "What London Borough of Havering 2007 graded is for all children" in lead
    assert "By the grades for looked after children the worst: London Borough of Harrow" in lead


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "How many outstanding judgements are there in all five reports?",
            "Judgements of this grade: 2, of 111. Reports with this grade: 1, of 5.",
        ),
        (
            "How many inadequate judgements were given across all the reports?",
            "Judgements of this grade: 1, of 111. Reports with this grade: 1, of 5.",
        ),
    ],
)
def test_grades_of_all_reports_are_counted_and_none_is_called_silent(
    assistant: Assistant, question: str, told: str
) -> None:
    lead = assistant.ask(question).lead
    assert told in lead and "was found in: " not in lead


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # Harrow, record of main findings: of ten judgements on safeguarding eight are adequate and
        # two good; "Being healthy", of looked after children, is inadequate.
        (
            "What was judged inadequate in safeguarding in Harrow?",
            "No judgement for safeguarding was inadequate: 8 adequate, 2 good.",
        ),
        (
            "What got the lowest grade in safeguarding in Harrow?",
            "Harrow 2012, safeguarding: the lowest grade given was adequate, "
            "to 8 of 10 judgements.",
        ),
        (
            "What got the lowest grade in Harrow?",
            "Harrow 2012: the lowest grade given was inadequate, to 1 of 22 judgements.",
        ),
    ],
)
def test_what_a_table_tells_as_a_whole_is_told_of_the_strand_it_is_counted_in(
    assistant: Assistant, question: str, told: str
) -> None:
    answer = assistant.ask(question)
    assert told in answer.text
    assert "no formal judgement" not in answer.text


def test_what_stopped_it_from_being_good_is_a_question_for_reasons(assistant: Assistant) -> None:
    answer = assistant.ask("What stopped Harrow from being good?")
    assert {row.grade for row in answer.judgements} == {"Adequate"}
    assert answer.quotes
    assert "have no grade" not in answer.text


def test_better_than_a_grade_does_not_deny_it(assistant: Assistant) -> None:
    text = assistant.ask("Why did Harrow not get better than adequate overall?").text
    assert "It was judged" not in text


@pytest.mark.parametrize(
    "question", ["Partnership working grades?", "Havering partnership working grade"]
)
def test_a_report_without_a_grade_that_others_have_is_named(
    assistant: Assistant, question: str
) -> None:
    """Havering 2007 has no grade for partnership working."""
    lead = assistant.ask(question).lead
    assert lead.endswith("was found in: London Borough of Havering, 2007.")
    assert "No such grade" not in assistant.ask("What did Havering get for leadership?").lead


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("is 4 the best or the worst in Harrow?", "grade 4 is Inadequate, the worst"),
        ("in the 2007 report, is 1 high or low?", "grade 1 is Inadequate, the worst"),
        ("is 1 top or bottom for Redbridge?", "grade 1 is Outstanding, the best"),
    ],
)
def test_which_end_of_its_scale_a_number_is(assistant: Assistant, question: str, told: str) -> None:
    assert told in assistant.ask(question).lead


@pytest.mark.parametrize(
    "question",
    ["are 3 good foster homes enough in Barnet?", "is 4 of 10 placements good or bad in Barnet"],
)
def test_a_number_of_things_is_no_grade(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).understood.kind is not Kind.SCALE


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("how many inadequate judgements in total across all the reports", 1),
        ("number of inadequate grades in all five reports", 1),
        ("how many outstanding judgements in total across the reports", 2),
    ],
)
def test_grades_are_counted_in_total(assistant: Assistant, question: str, number: int) -> None:
    """Harrow's tables have one inadequate; those of Havering 2007 two outstanding."""
    answer = assistant.ask(question)
    assert len(answer.judgements) == number
    assert f"Judgements of this grade: {number}, of " in answer.lead


@pytest.mark.parametrize(
    "question",
    ["total number of good schools in all five", "how many children in total in Harrow?"],
)
def test_a_total_of_something_else_counts_no_grades(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).judgements


@pytest.mark.parametrize(
    "question",
    [
        "which grades went up in Barnet",
        "did Barnet's grades drop",
        "how did Harrow's judgements change?",
        "has Redbridge's overall rating gone down?",
    ],
)
def test_no_grade_is_shown_as_risen_or_dropped_where_there_is_no_earlier_one(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert not answer.answered and not answer.judgements
    assert "there are no earlier grades" in answer.text


def test_the_grade_of_an_aspect_that_may_have_moved_is_told_with_that(assistant: Assistant) -> None:
    answer = assistant.ask("did Harrow's leadership grade drop?")
    assert "there are no earlier grades" in answer.lead
    assert {row.aspect for row in answer.judgements} == {"Leadership and management"}


@pytest.mark.parametrize(
    "question",
    [
        "what grades did Barnet get?",
        "how can Barnet improve its grades?",
        "which grades fall under safeguarding in Barnet?",
        "what grade did Barnet get for capacity to improve?",
        "did pupils' grades go up in Barnet?",
        "did Havering's overall grade drop?",
    ],
)
def test_nothing_is_said_of_earlier_grades_to_who_asks_for_none_or_where_there_are(
    assistant: Assistant, question: str
) -> None:
    assert "no earlier grades" not in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("rating of Barnet's children's homes", "children's homes"),
        ("how was supervision of staff rated in Harrow", "supervision of staff"),
        ("which grade for trouble with supervision in Harrow", "just that"),
        ("what rating did Harrow get for dealing with supervision well", "just that"),
    ],
)
def test_what_has_no_grade_is_named_whole_or_not_at_all(
    assistant: Assistant, question: str, name: str
) -> None:
    assert f"have no grade for {name}." in assistant.ask(question).lead


def test_what_makes_something_good_is_no_name(assistant: Assistant) -> None:
    asked = "since Barnet is outstanding for safeguarding, what makes it so good?"
    answer = assistant.ask(asked)
    assert "no grade for" not in answer.lead
    assert {row.aspect for row in answer.judgements} == {"Overall effectiveness"}
