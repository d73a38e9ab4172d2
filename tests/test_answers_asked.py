"""Questions as councillors, officers, parents and journalists put them, and what answers them."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant
from qa.search.asked.question import Kind


def test_what_a_grade_means_is_said_by_its_number_on_each_scale(assistant: Assistant) -> None:
    lead = assistant.ask("If a council got a 2 in 2007, is that worse than a 2 in 2012?").lead
    assert (
        "Havering 2007: grades run from 4 Outstanding - 1 Inadequate; grade 2 is Adequate." in lead
    )
    assert "Harrow 2012: grades run from 1 Outstanding - 4 Inadequate; grade 2 is Good." in lead


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        # Redbridge's paragraph 4 gives 74.4%, 21.3% and 53.3%; Harrow's 8 54% beside 33%.
        (
            "What percentage of Redbridge pupils speak English as an additional language?",
            "**53.3%**",
        ),
        ("What share of Harrow child protection plans are for neglect?", "**54%**"),
        ("What proportion of Barnet care leavers are at university?", "**15%**"),
        # Havering 2011's paragraphs 10 and 6; Redbridge's 4.
        ("When will Havering's new recording system go live?", "**April 2012**"),
        ("When was the Havering children's trust set up?", "**2006**"),
        # Barnet's paragraph 6 also says since when the board has had an independent chair.
        ("When was Barnet's safeguarding children board established?", "**2005**"),
        ("When did Harrow launch its new operating model?", "**February 2012**"),
        ("How many children were looked after in Barnet when it was inspected?", "**288**"),
        # Said otherwise than reports do: Redbridge's paragraph 5, Harrow's 8.
        ("How many foster parents does Redbridge have?", "**60**"),
        ("How many kids were on child protection plans in Harrow?", "**130**"),
        # Havering 2011's paragraph 7; its 6: "independently chaired since October 2009".
        ("how many fosterers has Havering got (2011)", "**66**"),
        (
            "Since when has Havering's safeguarding board had an independent chair?",
            "**October 2009**",
        ),
        # "Numbers" after what is counted: Redbridge's paragraph 6, Barnet's 9.
        ("care leaver numbers in Redbridge", "**135**"),
        ("what are the foster carer numbers for Barnet?", "**103**"),
    ],
)
def test_a_share_a_date_or_a_number_stands_before_its_sentence(
    assistant: Assistant, question: str, lead: str
) -> None:
    assert lead in assistant.ask(question).lead


@pytest.mark.parametrize(
    "question",
    [
        # Havering 2011's paragraph 99 gives 60% beside a target of 90%; nothing is picked of them.
        "What percentage was long term placement stability in Havering in 2011?",
        # Redbridge's paragraph 4 says since when the board has been independently chaired.
        "Since when has Redbridge had a safeguarding board?",
        # "when" asks for no date here; the dates of what is found are none.
        "What happens when children go missing in Havering?",
    ],
)
def test_no_share_or_date_is_guessed(assistant: Assistant, question: str) -> None:
    assert "**" not in assistant.ask(question).lead


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Does Harrow or Barnet have more looked after children?", {"288", "156"}),
        ("Which borough has the most foster carers?", {"103", "69", "66", "60"}),
        ("Were there more looked after children in Havering in 2007 or 2011?", {"194", "180"}),
        ("havering looked after chidren numbers 2007 vs 2011", {"194", "180"}),
        (
            "number of looked after children in Havering: 2007 report against 2011 report",
            {"194", "180"},
        ),
        # No year is named, and there are two reports.
        ("How many children were in care in Havering?", {"194", "180"}),
        ("who has the fewest foster carers of the lot", {"103", "69", "66", "60"}),
        # Redbridge's paragraph 2 gives 53, Barnet's 73, Harrow's 84 and that of Havering 2011 39.
        (
            "Of the inspections you have, in which were the most case files read, and how many?",
            {"53", "73", "84", "39"},
        ),
    ],
)
def test_who_has_more_is_answered_by_the_numbers(
    assistant: Assistant, question: str, numbers: set[str]
) -> None:
    answer = assistant.ask(question)
    assert all(f"**{number}**" in answer.lead for number in numbers)
    assert not answer.judgements
    assert "Best quotation" not in answer.lead  # where a number stands tells less than the number


def test_each_number_of_the_most_is_said_to_be_its_own_reports(assistant: Assistant) -> None:
    """Havering's report of 2007 counts no foster carers."""
    lead = assistant.ask("who has the fewest foster carers of the lot").lead
    assert "Each number is as its own report gives it." in lead
    assert "Havering, 2007" in lead.split("found in:")[1]
    assert "as its own report" not in assistant.ask("How many foster carers has Barnet?").lead


def test_a_report_that_gives_several_numbers_is_not_left_out_of_the_list(
    assistant: Assistant,
) -> None:
    # Havering, 2011, paragraph 8: "180 looked after children and young people and 47 post-16 ...".
    lead = assistant.ask("how many children did each borough look after?").lead
    assert "London Borough of Redbridge, 2010: **224** (paragraph 6)." in lead
    assert "London Borough of Havering, 2011: several are given (paragraph 8)." in lead
    # Asked by the name that the report counts them under, one is.
    lead = assistant.ask("how many children are looked after in each borough?").lead
    assert "London Borough of Havering, 2011: **180** (paragraph 8)." in lead


@pytest.mark.parametrize(
    "question",
    [
        "How many looked after children did each borough have? I need a list",
        "How many looked after children did each borough have at the time of its inspection?",
        "How many looked after children did each borough have at the time? Thanks",
    ],
)
def test_how_the_numbers_are_wanted_and_that_they_are_of_that_time_asks_for_no_others(
    assistant: Assistant, question: str
) -> None:
    lead = assistant.ask(question).lead
    for told in ("Barnet, 2012: **288**", "Harrow, 2012: **156**", "Redbridge, 2010: **224**"):
        assert f"London Borough of {told}" in lead


def test_who_gives_no_number_is_named(assistant: Assistant) -> None:
    """Redbridge counts no child protection plans."""
    lead = assistant.ask("How many children were on child protection plans in each borough?").lead
    assert "No such number was found in:" in lead
    assert "Redbridge, 2010" in lead.split("found in:")[1]


def test_who_is_to_act_is_not_taken_for_a_name(assistant: Assistant) -> None:
    """Barnet's paragraph 75: NHS Barnet and NHS providers, within six months."""
    answer = assistant.ask("Who is supposed to appoint a designated doctor in Barnet, and by when?")
    assert answer.quotes[0].key == "barnet-2012#75.6"
    assert "Within six months: NHS Barnet and NHS providers" in answer.text


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("What does NHS Barnet have to do?", {"20.8", "20.9", "75.6"}),
        ("What must NHS Harrow do within three months?", {"16.3", "16.9", "16.10", "57.6"}),
    ],
)
def test_a_body_of_the_health_service_gets_its_own_recommendations(
    assistant: Assistant, question: str, keys: set[str]
) -> None:
    answer = assistant.ask(question)
    assert {quote.key.split("#")[1] for quote in answer.quotes} == keys


def test_a_body_named_in_one_report_alone_needs_no_authority(assistant: Assistant) -> None:
    answer = assistant.ask("What was NHS Outer North East London told to do?")
    assert {quote.report.key for quote in answer.quotes} == {"havering-2011"}
    assert len(answer.quotes) == 10


@pytest.mark.parametrize("question", ["Was Barnet's quality of provision any good?"])
def test_whether_an_aspect_is_any_good_gets_its_grades(assistant: Assistant, question: str) -> None:
    rows = assistant.ask(question).judgements
    assert [(str(row.strand), row.grade) for row in rows] == [
        ("safeguarding", "Adequate"),
        ("looked after children", "Adequate"),
    ]


def test_the_sentence_that_grades_in_other_words_is_quoted_and_not_the_row(
    assistant: Assistant,
) -> None:
    """Redbridge "have an adequate capacity for improvement", in both halves."""
    answer = assistant.ask("What grade did Redbridge get for capacity to improve?")
    assert {quote.key for quote in answer.quotes} == {"redbridge-2010#13", "redbridge-2010#36"}


def test_authorities_compared_in_nothing_have_their_overall_grades_told(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("compare Harrow and Barnet")
    assert {(row.report, row.grade) for row in answer.judgements} == {
        ("barnet-2012", "Good"),
        ("harrow-2012", "Adequate"),
    }
    assert {quote.paragraph.number for quote in answer.quotes} == {"10", "51", "65"}


def test_a_change_is_looked_for_by_what_changed(assistant: Assistant) -> None:
    """Young carers: Havering 2011's paragraphs 16 and 25."""
    answer = assistant.ask("Havering 2007 and 2011: how did services for young carers change?")
    assert {"havering-2011#25", "havering-2011#16.14"} <= {quote.key for quote in answer.quotes}


def test_reports_that_mention_a_subject_name_it(assistant: Assistant) -> None:
    answer = assistant.ask("which reports mention family group conferences?")
    assert answer.understood.kind is Kind.ACROSS
    assert {quote.key for quote in answer.quotes} == {"harrow-2012#86", "havering-2011#39"}


def test_a_word_of_an_aspect_in_another_name_is_no_aspect(assistant: Assistant) -> None:
    assert assistant.ask("e-safety training in Havering").understood.aspect is None
    assert assistant.ask("health visitor caseloads in Barnet").understood.aspect is None


def test_each_part_of_a_question_is_answered(assistant: Assistant) -> None:
    """Redbridge's paragraph 6 counts 224, its table grades being healthy adequate."""
    answer = assistant.ask(
        "How many looked after children had Redbridge, and what was its grade for being healthy?"
    )
    assert "**224**" in answer.lead
    assert [(row.aspect, row.grade) for row in answer.judgements] == [("Being healthy", "Adequate")]


def test_a_grade_and_what_was_said_beside_it_are_both_answered(assistant: Assistant) -> None:
    """Attendance is told in Harrow's paragraph 70."""
    answer = assistant.ask(
        "How was Harrow graded for enjoying and achieving, and what about attendance?"
    )
    assert [row.grade for row in answer.judgements] == ["Good"]
    assert {"harrow-2012#69", "harrow-2012#70"} <= {quote.key for quote in answer.quotes}


def test_a_part_without_an_answer_is_said_to_have_none(assistant: Assistant) -> None:
    answer = assistant.ask(
        "How many young carers are there in Barnet and how many llamas are there?"
    )
    assert answer.answered and "**463**" in answer.lead
    assert "No answer was found to: how many llamas are there?" in answer.lead


def test_what_tells_more_of_a_thing_is_no_part_of_its_own(assistant: Assistant) -> None:
    asked = "What grade did Barnet get for staying safe, which matters most?"
    assert "No answer was found to" not in assistant.ask(asked).text


def test_two_halves_of_an_inspection_held_against_each_other_have_their_grades_told(
    assistant: Assistant,
) -> None:
    answer = assistant.ask(
        "Was Harrow's leadership better for safeguarding or looked after children?"
    )
    assert [(str(row.strand), row.grade) for row in answer.judgements] == [
        ("safeguarding", "Adequate"),
        ("looked after children", "Good"),
    ]


def test_a_second_number_that_names_nothing_is_of_the_same_thing(assistant: Assistant) -> None:
    """Barnet 2012, paragraph 85: 16 visitors trained and three matches made."""
    answer = assistant.ask(
        "How many independent visitors had Barnet trained, and how many had been matched?"
    )
    assert "16 visitors trained and three matches made" in answer.text
    assert "No answer was found" not in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # Barnet's paragraph 9, Redbridge's 6 and that of Havering 2011, 8.
        (
            "how many kids were in care in Barnet, and how many of them under five?",
            "48 children under five",
        ),
        (
            "How many looked after children were there in Redbridge, and how many of them were "
            "post-16?",
            "52 post-16",
        ),
        (
            "How many children were on plans in Havering (2011), and how many of those were girls?",
            "47 females",
        ),
    ],
)
def test_some_of_those_counted_are_told_too(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert any(said in quote.text for quote in answer.quotes)
    assert "No answer was found" not in answer.text


@pytest.mark.parametrize(
    ("question", "said", "missing"),
    [
        (
            "How many looked after children were there in Barnet and how many of them had dogs?",
            "288 children",
            "how many of them had dogs?",
        ),
        (
            "how many foster carers does Redbridge have and how much are they paid?",
            "60 foster carers",
            "how much are they paid?",
        ),
    ],
)
def test_a_second_amount_that_is_not_given_is_said_to_be_missing(
    assistant: Assistant, question: str, said: str, missing: str
) -> None:
    answer = assistant.ask(question)
    assert any(said in quote.text for quote in answer.quotes)
    assert f"No answer was found to: {missing}" in answer.lead


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        # Harrow's paragraph 40: "meet on a quarterly basis"; its 6 gives the month.
        (
            "How regularly do the leader, chief exec and safeguarding board chair get together in "
            "Harrow?",
            {"harrow-2012#40"},
        ),
        ("When did Harrow launch its new operating model?", {"harrow-2012#6"}),
        ("how many fosterers has Havering got (2011)", {"havering-2011#7"}),
    ],
)
def test_nothing_is_quoted_beside_an_amount_that_tells_none(
    assistant: Assistant, question: str, keys: set[str]
) -> None:
    assert {quote.paragraph.key for quote in assistant.ask(question).quotes} == keys


def test_what_is_asked_beside_an_amount_is_quoted(assistant: Assistant) -> None:
    """Barnet's paragraph 9 gives the number; what they feel stands elsewhere."""
    asked = "How many foster carers does Barnet have, and what do they say about their support?"
    assert len({quote.paragraph.key for quote in assistant.ask(asked).quotes}) > 1


def test_what_was_found_and_what_was_asked_for_are_both_told(assistant: Assistant) -> None:
    """Havering 2011: supervision is found variable in paragraph 65, and item 5 of 16 is on it."""
    answer = assistant.ask(
        "What was found about staff supervision in Havering in 2011, and what was asked for?"
    )
    keys = {(quote.paragraph.key, quote.item) for quote in answer.quotes}
    assert ("havering-2011#65", None) in keys
    assert ("havering-2011#16", 5) in keys


@pytest.mark.parametrize(
    ("question", "report"),
    [
        # Paragraph 37 tells of its suite; Barnet's paragraph 48 of examinations somewhere else.
        (
            "Are young victims of sexual assault examined at the Northwick Park Hospital?",
            "harrow-2012",
        ),
        ("What does the Youth Shield do about bullying?", "barnet-2012"),
    ],
)
def test_a_body_by_its_own_name_is_answered_from_its_own_reports(
    assistant: Assistant, question: str, report: str
) -> None:
    answer = assistant.ask(question)
    assert {quote.report.key for quote in answer.quotes} == {report}


def test_how_good_an_authoritys_own_is_asks_for_no_overall_grade(assistant: Assistant) -> None:
    answer = assistant.ask("What is a LADO and how good is Barnet's?")
    assert not answer.judgements
    assert "barnet-2012#29" in {quote.paragraph.key for quote in answer.quotes}


def test_the_grade_of_one_strand_is_not_told_in_words_on_the_other(assistant: Assistant) -> None:
    """Barnet 2012, paragraph 104, grades quality of provision for looked after children."""
    answer = assistant.ask("What was Barnet's grade for safeguarding quality of provision?")
    assert [row.grade for row in answer.judgements] == ["Adequate"]
    assert "barnet-2012#104" not in {quote.paragraph.key for quote in answer.quotes}


def test_grades_compared_are_told_in_the_words_that_give_them(assistant: Assistant) -> None:
    answer = assistant.ask("Safeguarding quality of provision, Barnet and Harrow: which grade?")
    keys = [quote.paragraph.key for quote in answer.quotes]
    assert keys == ["barnet-2012#findings", "harrow-2012#23"]


@pytest.mark.parametrize("asked", ["were in care", "are looked after", "were being looked after"])
def test_children_in_care_are_counted_however_that_is_put(assistant: Assistant, asked: str) -> None:
    """Harrow 2012, paragraph 8: 156 children who were looked after."""
    answer = assistant.ask(f"How many children {asked} in Harrow?")
    assert [quote.paragraph.key for quote in answer.quotes] == ["harrow-2012#8"]


@pytest.mark.parametrize(
    ("question", "reports", "remark"),
    [
        # Read off the five tables.
        (
            "Which authorities were adequate for overall effectiveness?",
            {"harrow-2012", "havering-2011", "redbridge-2010"},
            "3, of 4.",
        ),
        ("Which boroughs were inadequate for being healthy?", {"harrow-2012"}, "1, of 5."),
        ("which boroughs got a 4 for being healthy?", {"harrow-2012"}, "1, of 5."),
        ("Was any borough outstanding for enjoying and achieving?", {"havering-2007"}, "1, of 5."),
    ],
)
def test_who_got_a_grade_is_read_off_the_tables(
    assistant: Assistant, question: str, reports: set[str], remark: str
) -> None:
    answer = assistant.ask(question)
    assert {row.report for row in answer.judgements} == reports
    assert {quote.report.key for quote in answer.quotes} <= reports
    assert remark in answer.lead


def test_that_nobody_got_a_grade_is_said_with_what_they_got(assistant: Assistant) -> None:
    answer = assistant.ask("Which councils were inadequate for staying safe?")
    assert answer.lead.startswith("No judgement was inadequate. They were:")
    assert {row.grade for row in answer.judgements} == {"Good", "Adequate"}


@pytest.mark.parametrize("question", ["Did anybody get inadequate?", "Was anything inadequate?"])
def test_what_got_a_grade_anywhere_is_read_off_the_tables(
    assistant: Assistant, question: str
) -> None:
    """Of all five tables only Harrow's being healthy is inadequate."""
    rows = assistant.ask(question).judgements
    assert [(row.report, row.aspect) for row in rows] == [("harrow-2012", "Being healthy")]


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        # Harrow's 57.2 and 57.3, on health too, are for at once; 16.3 and 16.9 for safeguarding.
        (
            "What was Harrow told to do within three months about looked after children's health?",
            ["harrow-2012#57.6"],
        ),
        # Havering 2011 asks for nothing on it at once: what it asks for later, of that strand.
        (
            "What was Havering told to do immediately about child protection health?",
            ["havering-2011#16.9", "havering-2011#16.10", "havering-2011#16.11"],
        ),
    ],
)
def test_recommendations_are_of_the_strand_and_the_time_asked_for(
    assistant: Assistant, question: str, keys: list[str]
) -> None:
    assert [quote.key for quote in assistant.ask(question).quotes] == keys


def test_recommendations_for_care_leavers_are_not_all_of_their_strand(
    assistant: Assistant,
) -> None:
    """Havering 2011's paragraph 87 has 14 items; 87.10 is for care leavers, 87.2 for no child."""
    narrow = assistant.ask("what needs to improve for care leavers in Havering 2011?")
    keys = [quote.key for quote in narrow.quotes]
    assert "havering-2011#87.10" in keys
    assert "havering-2011#87.2" not in keys
    both = assistant.ask("What must Harrow do for looked after children and care leavers?")
    assert len(both.quotes) == 11  # all of paragraph 57
    plans = assistant.ask("What recommendations were made about child protection plans in Harrow?")
    keys = [quote.key for quote in plans.quotes]
    assert {"harrow-2012#16.5", "harrow-2012#16.11"} <= {*keys}
    assert "harrow-2012#16.9" not in keys  # on general practitioners


def test_what_needs_to_happen_by_when_is_every_recommendation_of_then(assistant: Assistant) -> None:
    """Havering 2011's paragraphs 16 and 87 list what is to be done within three months."""
    answer = assistant.ask("What needs to happen within three months in Havering 2011?")
    listed = answer.quotes[0].report.recommendations
    wanted = [row for row in listed if row.timescale == "Within three months"]
    assert len(answer.quotes) == len(wanted) > 10


def test_differences_over_a_strand_are_its_overall_grades(assistant: Assistant) -> None:
    answer = assistant.ask("What are the main differences between Harrow and Barnet for LAC?")
    assert [(row.report, row.grade) for row in answer.judgements] == [
        ("barnet-2012", "Good"),
        ("harrow-2012", "Adequate"),
    ]


def test_the_number_of_all_is_not_told_for_some_of_them(assistant: Assistant) -> None:
    """Harrow 2012 had 156 looked after children (paragraph 8), and tells of no such number of those
    far away (paragraph 68).
    """
    answer = assistant.ask(
        "Harrow and Redbridge: how many looked after children are in placements far away?"
    )
    assert "156" not in answer.text
    assert "harrow-2012#68" in {quote.paragraph.key for quote in answer.quotes}


@pytest.mark.parametrize(
    ("place", "number", "key"),
    [
        ("Redbridge", "135", "redbridge-2010#6"),
        ("Barnet", "211", "barnet-2012#9"),
    ],
)
def test_those_who_have_a_status_are_counted(
    assistant: Assistant, place: str, number: str, key: str
) -> None:
    """Redbridge counts those who "have care leaver status"."""
    answer = assistant.ask(f"How many care leavers were there in {place}?")
    assert f"**{number}**" in answer.lead
    assert [quote.paragraph.key for quote in answer.quotes] == [key]


def test_who_is_best_or_worst_at_an_aspect_is_told_by_the_grades(assistant: Assistant) -> None:
    """Being healthy: good in Barnet and Havering 2007, adequate in two, inadequate in Harrow."""
    best = assistant.ask("Which borough does best on looked after children's health?")
    assert [row.grade for row in best.judgements] == [
        *["Good"] * 2,
        *["Adequate"] * 2,
        "Inadequate",
    ]
    worst = assistant.ask("Which borough is worst for looked after children's health?")
    assert worst.judgements[0].report == "harrow-2012"


def test_judgements_of_a_grade_are_counted(assistant: Assistant) -> None:
    lead = assistant.ask("How many of Harrow's grades were inadequate?").lead
    assert "Judgements of this grade: 1, of 22." in lead


def test_what_was_graded_is_no_grade_to_be_counted(assistant: Assistant) -> None:
    answer = assistant.ask("How many schools were judged good in Havering in 2007?")
    assert answer.understood.kind is Kind.FACT
    assert not answer.judgements


@pytest.mark.parametrize("question", ["harrow 57.3", "Harrow 2012 57.3?"])
def test_a_number_beside_a_name_is_looked_up(assistant: Assistant, question: str) -> None:
    assert [quote.key for quote in assistant.ask(question).quotes] == ["harrow-2012#57.3"]


def test_a_quotation_is_looked_for_by_what_it_is_to_be_about(assistant: Assistant) -> None:
    """Harrow's paragraph 8 gives the share of plans for neglect; nobody is in danger."""
    answer = assistant.ask("Give me a quote about neglect in Harrow")
    assert "harrow-2012#8" in {quote.paragraph.key for quote in answer.quotes}
    assert "999" not in answer.text


def test_what_is_recommended_stands_before_what_was_at_fault(assistant: Assistant) -> None:
    """Harrow's paragraphs 16 and 57 list what is to be done, 59 and 60 tell what was wrong."""
    quotes = assistant.ask("What did inspectors recommend on health in Harrow?").quotes
    numbers = [quote.paragraph.number for quote in quotes]
    assert "57" in numbers
    assert {"59", "60"} & set(numbers)
    assert numbers == sorted(numbers, key=lambda number: number not in ("16", "57"))


@pytest.mark.parametrize(
    "question",
    ["Who got the most recommendations?", "How many recommendations did each report make?"],
)
def test_recommendations_are_counted_over_the_library(assistant: Assistant, question: str) -> None:
    """Havering 2011 lists 30, in paragraphs 16 and 87; Havering 2007 lists 9."""
    lines = assistant.ask(question).lead.splitlines()
    assert lines[0] == "- London Borough of Havering, 2011: **30** recommendations."
    assert lines[-1] == "- London Borough of Havering, 2007: **9** recommendations."
    assert len(lines) == 5


def test_beside_what_has_the_very_name_asked_for_nothing_else_is_quoted(
    assistant: Assistant,
) -> None:
    """Harrow's paragraph 73 alone names its Young Achievers, and 72 speaks of achievements."""
    answer = assistant.ask("Who are the Harrow Young Achievers and what do they put on?")
    assert {quote.paragraph.key for quote in answer.quotes} == {"harrow-2012#73"}


def test_who_is_to_act_leads_into_the_words_as_printed(assistant: Assistant) -> None:
    """Havering 2011, paragraph 16: "NHS Outer North East London should ensure that:"."""
    answer = assistant.ask("What was NHS Outer North East London told to do within three months?")
    first = next(quote for quote in answer.quotes if quote.key == "havering-2011#16.8")
    assert first.task == "Within three months: NHS Outer North East London should ensure that"


def test_a_deadline_is_told_once_as_it_is_printed(assistant: Assistant) -> None:
    answer = assistant.ask("What did Havering have to do immediately in 2007?")
    assert {quote.task for quote in answer.quotes} == {"For immediate action"}


def test_findings_beside_recommendations_are_said_to_be_that(assistant: Assistant) -> None:
    """Havering 2011: item 7 of paragraph 16 is to be done; paragraph 34 tells of the team."""
    answer = assistant.ask("Was Havering told to do anything about its emergency duty team?")
    places = [answer.text.index(said) for said in (
        "What was recommended:", "**Within three months**", "paragraph 16, item 7",
        "What else is said of it:", "paragraph 34",
    )]  # fmt: skip
    assert places == sorted(places)
    plain = assistant.ask("How good is foster carers' training in Harrow?")
    assert "What was recommended:" not in plain.text
    assert "What else is said of it:" not in plain.text


def test_what_leads_into_a_list_has_no_citation_of_its_own(assistant: Assistant) -> None:
    """Redbridge, paragraph 2: the third item of what the inspectors read."""
    text = assistant.ask("How many case files did the inspectors go through in Redbridge?").text
    lead, _, item = text.partition("> “The evidence evaluated by inspectors included:”\n>\n> “")
    assert lead and item.startswith("a review of 53 case files")
    assert text.count("\n> — Ofsted") == 1


def test_what_only_praises_is_not_shown_beside_what_needs_fixing(assistant: Assistant) -> None:
    """Barnet, paragraph 29: the LADO arrangements are clear; what schools do is not consistent."""
    answer = assistant.ask("barnet LADO what needs fixing")
    assert {f"barnet-2012#20.{number}" for number in (3, 4, 5)} <= {q.key for q in answer.quotes}
    assert "arrangements are clear and supported" not in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When is Havering's clunky social care computer supposed to be replaced?", "April 2012"),
        ("When did Harrow bring in its new operating model?", "February 2012"),
        ("When is Havering's new recording system due to go live?", "April 2012"),
    ],
)
def test_when_something_is_to_be_is_told_by_what_gives_the_date(
    assistant: Assistant, question: str, said: str
) -> None:
    quotes = assistant.ask(question).quotes
    assert quotes and all(said in quote.text for quote in quotes)


def test_when_something_is_done_as_a_rule_needs_no_date(assistant: Assistant) -> None:
    answer = assistant.ask("When are children seen alone in Barnet?")
    assert any("seen alone where appropriate" in quote.text for quote in answer.quotes)


def test_the_year_of_what_is_told_is_not_that_of_the_report(assistant: Assistant) -> None:
    asked = "Who reviewed Harrow's health safeguarding before Ofsted came, and what year was that?"
    answer = assistant.ask(asked)
    assert "lead inspector" not in answer.text
    assert "October 2010" in answer.quotes[0].text


@pytest.mark.parametrize(
    "question",
    [
        "How many children were in care in Barnet, and what year was that?",
        "Was Barnet's adoption service good, and when was it inspected?",
        "Who runs the virtual school in Barnet, and when was the report published?",
    ],
)
def test_what_is_known_of_the_report_is_no_answer_missing(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert "published 24 February 2012" in answer.text
    assert "No answer was found to" not in answer.text


@pytest.mark.parametrize(
    ("question", "missing", "said"),
    [
        (
            "When does Havering's group director leave and what is she going on to do?",
            "what is she going on to do?",
            "end of October 2011",
        ),
        ("How many GPs had basic training in Redbridge, and why so few?", "why so few?", "65%"),
        ("What was wrong with assessments in Harrow and who was to blame?", "to blame?", "risk"),
    ],
)
def test_more_that_is_asked_of_a_thing_and_not_told_is_said_to_be_missing(
    assistant: Assistant, question: str, missing: str, said: str
) -> None:
    answer = assistant.ask(question)
    told = answer.text.partition(">")[0]
    assert "No answer was found to: " in told and missing in told
    assert any(said in quote.text for quote in answer.quotes)


@pytest.mark.parametrize(
    "question",
    [
        "How many children are in care in Barnet and who is responsible for them?",
        "When was the MASH set up in Harrow and why?",
        "How many children's homes does Redbridge have and what are they like?",
        "How many looked after children have statements in Barnet and did that affect results?",
    ],
)
def test_more_of_a_thing_that_is_told_is_not_said_to_be_missing(
    assistant: Assistant, question: str
) -> None:
    assert "No answer was found to" not in assistant.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "Are there hobbies and clubs for children in care in Havering? 2007",
        "Do complaints made by children in care usually get settled early on in Barnet?",
    ],
)
def test_beside_what_is_said_of_children_in_care_nothing_is_quoted_of_all_children(
    assistant: Assistant, question: str
) -> None:
    quotes = assistant.ask(question).quotes
    assert quotes
    assert all("looked after children" in quote.text.casefold() for quote in quotes)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "How do looked after girls compare with other Redbridge girls in pregnancies?",
            "national",
        ),
        ("Are children in care in Redbridge safe on buses and trains?", "public transport"),
    ],
)
def test_what_is_said_of_all_children_is_quoted_where_it_answers(
    assistant: Assistant, question: str, said: str
) -> None:
    assert any(said in quote.text for quote in assistant.ask(question).quotes)


def test_what_somebody_tells_of_themselves_is_no_part_of_a_question(assistant: Assistant) -> None:
    asked = (
        "I foster for Redbridge and the little one I have has had a string of social workers. Did "
        "the inspectors say how many some children had had, and in what sort of time?"
    )
    quotes = assistant.ask(asked).quotes
    assert "up to six social workers" in quotes[0].text
    assert not any("how to access their social worker" in quote.text for quote in quotes)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("what happened in Barnet in november 2010", "barnet-2012#2.4"),
        ("Barnet, November 2010?", "barnet-2012#2.4"),
        ("what took place in Redbridge in June 2009", "redbridge-2010#2.4"),
    ],
)
def test_an_earlier_visit_is_told_to_who_asks_what_was_in_its_month(
    assistant: Assistant, question: str, key: str
) -> None:
    assert key in {quote.key for quote in assistant.ask(question).quotes}


@pytest.mark.parametrize(
    "question",
    [
        "what happened with audits in Barnet in november 2010",
        "what was done in Redbridge in January 2009",
        "what happened in Barnet in 2010",
    ],
)
def test_how_an_inspection_was_made_is_not_told_for_something_else_of_its_month(
    assistant: Assistant, question: str
) -> None:
    paragraphs = {quote.paragraph.key for quote in assistant.ask(question).quotes}
    assert not paragraphs & {"barnet-2012#2", "redbridge-2010#2"}


def test_all_five_are_the_reports_and_no_age(assistant: Assistant) -> None:
    """Harrow, paragraph 4: "a resident population of approximately 53,000 children"."""
    keys = {quote.key for quote in assistant.ask("population of children in all five").quotes}
    assert "harrow-2012#4" in keys and "harrow-2012#5" not in keys
    assert "five" in assistant.ask("how many children under five are in care?").understood.terms
