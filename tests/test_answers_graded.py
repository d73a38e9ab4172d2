"""Grades: of what they are given, what is taken for granted of them, and what they mean."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant


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
    assert rated.lead.startswith("No grade by that name was given.")


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
    assert reply.lead.startswith("No grade by that name was given")
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
