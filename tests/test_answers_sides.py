"""Reports set side by side of which one says nothing, and recommendations on one subject."""

from __future__ import annotations

import pytest

from qa.answer.quotes.quota import measure_of
from qa.assistant import Assistant
from qa.search.asked.question import Kind, Understood
from qa.web.views import cards

SILENT = "Nothing that answers this was found in: "


@pytest.mark.parametrize(
    ("question", "word", "silent", "named"),
    [
        ("What was said about bullying in Harrow and in Redbridge?", "bully", "redbridge-2010",
         "London Borough of Redbridge, 2010"),
        ("How well are children protected from trafficking in Harrow compared with Redbridge?",
         "traffick", "redbridge-2010", "London Borough of Redbridge, 2010"),
        ("What do the Barnet and Harrow reports say about forced marriage?", "forced marriage",
         "harrow-2012", "London Borough of Harrow, 2012"),
        ("Compare the pledge to children in care in Harrow and in Redbridge", "pledge",
         "redbridge-2010", "London Borough of Redbridge, 2010"),
        ("Compare the promise or pledge to children in care in Harrow and in Redbridge", "pledge",
         "redbridge-2010", "London Borough of Redbridge, 2010"),
        ("Harrow v Barnet on family group conferences", "family group conference",
         "barnet-2012", "London Borough of Barnet, 2012"),
    ],
)  # fmt: skip
def test_a_report_that_does_not_speak_of_a_subject_is_not_quoted_beside_one_that_does(
    assistant: Assistant, question: str, word: str, silent: str, named: str
) -> None:
    texts = [paragraph.text for paragraph in assistant.report(silent).paragraphs]
    assert not any(word in text.casefold() for text in texts)
    reply = assistant.ask(question)
    assert f"{SILENT}{named}." in reply.lead
    assert reply.quotes
    assert all(quote.report.key != silent for quote in reply.quotes)
    assert any(word in quote.text.casefold() for quote in reply.quotes)


def test_what_comes_nearest_in_a_silent_report_is_shown_as_nearest_everywhere(
    assistant: Assistant,
) -> None:
    """Barnet 2012 has disabled children and no word of wheelchairs."""
    reply = assistant.ask("Wheelchairs for disabled children: Redbridge against Barnet")
    assert [quote.report.key for quote in reply.nearest] == ["barnet-2012"]
    assert "Nearest paragraphs (not an answer):" in reply.text
    shown = cards.answered(reply)
    assert shown.index("Nearest paragraphs (not an answer)") > shown.index("wheelchair and")


@pytest.mark.parametrize(
    "question",
    [
        "Compare Barnet and Harrow on care leavers going to university",
        "Did placement stability in Havering get better or worse between 2007 and 2011?",
        "Homeless teenagers in Barnet and Harrow",
        "Compare Barnet, Harrow and Redbridge on placement stability",
        "How does Harrow compare with the rest on placement stability?",
    ],
)
def test_reports_that_both_speak_are_both_heard(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    assert {quote.report.key for quote in reply.quotes} == set(reply.understood.reports)
    assert SILENT not in reply.lead
    assert not reply.nearest


UNLIKE = "No grades found say which is better"


@pytest.mark.parametrize(
    "question",
    [
        "Was Redbridge or Barnet better at adoption?",
        "Which is better at young carers, Barnet or Havering?",
        "Are foster carers better supported in Harrow or Barnet?",
    ],
)
def test_which_is_better_is_said_not_to_be_told_where_no_grades_say_it(
    assistant: Assistant, question: str
) -> None:
    assert UNLIKE in assistant.ask(question).lead


@pytest.mark.parametrize(
    "question",
    [
        "Was Barnet or Harrow better at staying safe?",  # both have a grade
        "Which has more foster carers, Barnet or Harrow?",  # a number says it
        "Compare Barnet and Harrow on adoption",
        "How do Barnet and Harrow compare on better outcomes for care leavers?",
    ],
)
def test_grades_and_numbers_say_which_is_better(assistant: Assistant, question: str) -> None:
    assert UNLIKE not in assistant.ask(question).lead


def test_one_place_beside_all_others_has_each_of_them_heard_or_named(assistant: Assistant) -> None:
    reply = assistant.ask("Is Barnet the only one with a family nurse partnership?")
    assert {quote.report.key for quote in reply.quotes} == {"barnet-2012"}
    assert all(f"{name}, 20" in reply.lead for name in ("Harrow", "Havering", "Redbridge"))
    rows = assistant.ask("Was Barnet the only one rated good for safeguarding?").judgements
    assert [(row.report, row.grade) for row in rows] == [
        ("barnet-2012", "Good"),
        ("harrow-2012", "Adequate"),
        ("havering-2011", "Adequate"),
        ("redbridge-2010", "Adequate"),
    ]


@pytest.mark.parametrize(
    ("question", "silent"),
    [
        ("Which councils ran family group conferences?", {"Barnet, 2012", "Redbridge, 2010"}),
        ("Which boroughs have foster carers?", set[str]()),
    ],
)
def test_which_reports_do_not_speak_of_it_is_told_where_several_are_asked(
    assistant: Assistant, question: str, silent: set[str]
) -> None:
    lead = assistant.ask(question).lead
    named = {name for name in ("Barnet, 2012", "Harrow, 2012", "Redbridge, 2010") if name in lead}
    assert (SILENT in lead) is bool(silent) and named == silent


def _names(assistant: Assistant, key: str, words: tuple[str, ...]) -> bool:
    texts = [paragraph.text.casefold() for paragraph in assistant.report(key).paragraphs]
    return any(word in text for word in words for text in texts)


@pytest.mark.parametrize(
    ("question", "words", "heard"),
    [
        ("What do the reports say about bullying?", ("bully",),
         {"barnet-2012", "harrow-2012", "havering-2007"}),
        ("Private fostering?", ("private foster",), {"havering-2007", "redbridge-2010"}),
        ("Independent visitors across all five councils", ("independent visitor",),
         {"barnet-2012", "harrow-2012", "havering-2007", "havering-2011"}),
        ("Which ones had a pledge, and which didn't?", ("pledge",),
         {"barnet-2012", "harrow-2012", "havering-2011"}),
    ],
)  # fmt: skip
def test_where_nobody_is_named_each_report_is_heard_or_said_to_be_silent(
    assistant: Assistant, question: str, words: tuple[str, ...], heard: set[str]
) -> None:
    reply = assistant.ask(question)
    assert {quote.report.key for quote in reply.quotes} == heard
    told = reply.lead.partition(SILENT)[2]
    for report in assistant.reports():
        is_silent = f"{report.authority}, {report.year}" in told
        assert is_silent is (report.key not in heard), report.key
        assert not (is_silent and _names(assistant, report.key, words)), report.key


@pytest.mark.parametrize(
    ("question", "heard"),
    [
        # Harrow's paragraphs 52, 57 and 91 left no room for them.
        ("What's been said about social workers changing all the time?",
         {"barnet-2012#114", "harrow-2012#52", "havering-2007#53"}),
        ("Care leavers going to university, what do inspectors say?",
         {"barnet-2012#90", "harrow-2012#82", "havering-2011#123", "redbridge-2010#43"}),
        # Found when that report is asked alone.
        ("What do all the reports say about the CAF?",
         {"barnet-2012#32", "harrow-2012#23", "havering-2007#53", "havering-2011#30"}),
    ],
)  # fmt: skip
def test_a_report_that_tells_is_heard_before_the_second_quotation_of_another(
    assistant: Assistant, question: str, heard: set[str]
) -> None:
    quoted = [quote.paragraph.key for quote in assistant.ask(question).quotes]
    assert heard <= {*quoted}
    assert len(quoted) <= 8


@pytest.mark.parametrize(
    ("question", "heard", "silent"),
    [
        # Barnet has "residential accommodation units"; Havering 2007 tells of housing alone.
        ("Which councils ran children's homes themselves and which had none?",
         {"barnet-2012#9", "harrow-2012#6", "havering-2011#7", "redbridge-2010#5"},
         {"Havering, 2007"}),
        # Of the paragraphs of Havering 2011 on care leavers one tells of universities.
        ("What is said of care leavers at university in each council?",
         {"barnet-2012#100", "harrow-2012#82", "havering-2011#123", "redbridge-2010#43"},
         {"Havering, 2007"}),
        # A locum is a designated doctor, too.
        ("any council that had no designated doctor for looked after kids?",
         {"barnet-2012#78", "harrow-2012#58", "havering-2007#48", "havering-2011#88"}, set[str]()),
        ("Which borough had the highest proportion of children from ethnic minorities?",
         {"barnet-2012#4", "harrow-2012#4", "havering-2011#4", "redbridge-2010#4"}, set[str]()),
    ],
)  # fmt: skip
def test_where_each_is_asked_each_report_that_tells_is_heard_and_the_others_are_named(
    assistant: Assistant, question: str, heard: set[str], silent: set[str]
) -> None:
    reply = assistant.ask(question)
    assert heard <= {quote.paragraph.key for quote in reply.quotes}
    told = reply.lead.partition(SILENT)[2]
    named = {name for name in _reports(assistant) if name in told}
    assert named == silent
    quoted = {f"{q.report.authority.split()[-1]}, {q.report.year}" for q in reply.quotes}
    assert quoted == _reports(assistant) - silent


def _reports(assistant: Assistant) -> set[str]:
    return {f"{report.authority.split()[-1]}, {report.year}" for report in assistant.reports()}


def test_where_it_is_asked_who_did_well_and_who_did_not_each_is_heard(
    assistant: Assistant,
) -> None:
    both = assistant.ask("Which boroughs kept good case records and which did not?")
    assert {q.report.key for q in both.quotes} == {r.key for r in assistant.reports()}


def test_what_names_all_of_a_subject_is_quoted_however_low_it_stands(assistant: Assistant) -> None:
    """Barnet's paragraph 107 says it most; Redbridge's 27 tells of parents and respite, too."""
    reply = assistant.ask("which boroughs have parents saying there isnt enough respite")
    assert {"barnet-2012", "redbridge-2010"} <= {q.report.key for q in reply.quotes}


def test_how_the_councils_compare_is_asked_of_each_report(assistant: Assistant) -> None:
    reply = assistant.ask("How do the councils compare on foster carers' training?")
    assert {q.report.key for q in reply.quotes} == {r.key for r in assistant.reports()}
    reply = assistant.ask("How do the boroughs compare on bullying?")
    told = reply.lead.partition(SILENT)[2]
    assert {name for name in _reports(assistant) if name in told} == {
        "Havering, 2011",
        "Redbridge, 2010",
    }


@pytest.mark.parametrize(
    ("question", "only"),
    [
        ("What is Youth Shield?", "barnet-2012"),
        ("What did inspectors make of the tie-up with Coram?", "harrow-2012"),
        ("Was the Children in Care council of Barnet known to children?", "barnet-2012"),
        ("Who chairs the Harrow safeguarding board?", "harrow-2012"),
    ],
)
def test_what_one_report_alone_tells_brings_in_no_other(
    assistant: Assistant, question: str, only: str
) -> None:
    reply = assistant.ask(question)
    assert {quote.report.key for quote in reply.quotes} <= {only}
    assert SILENT not in reply.lead


@pytest.mark.parametrize(
    ("question", "silent"),
    [
        ("Do GPs turn up to child protection conferences in Havering?", "2007"),
        ("What was said about obesity in Havering?", "2011"),
        ("Do fathers get involved in Havering?", "2007"),
        # That of 2011 tells of services for adults alone.
        ("havering teenagers getting drunk", "2011"),
    ],
)
def test_of_one_authority_the_report_that_does_not_tell_is_said_to_be_silent(
    assistant: Assistant, question: str, silent: str
) -> None:
    reply = assistant.ask(question)
    assert f"{SILENT}London Borough of Havering, {silent}." in reply.lead
    assert {str(quote.report.year) for quote in reply.quotes} == {"2007", "2011"} - {silent}


@pytest.mark.parametrize(
    "question",
    [
        "CAMHS waiting times in Havering",
        "What about teenage pregnancy in Havering?",
        "How good are things for sexual health in Havering?",
        "How good is staff supervision in Havering?",
    ],
)
def test_of_one_authority_both_reports_that_tell_are_heard(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.ask(question)
    assert {quote.report.year for quote in reply.quotes} == {2007, 2011}
    assert SILENT not in reply.lead


@pytest.mark.parametrize(
    ("question", "silent"),
    [
        # Of a panel that reviews deaths Havering 2011 tells another thing, and of no backlog.
        ("CDOP - is there a backlog anywhere?", "havering-2011"),
        # There are too few midwives in Havering 2007; of health visitors it says nothing.
        ("Which areas have overloaded health visitors?", "havering-2007"),
    ],
)
def test_what_tells_of_a_part_of_the_subject_alone_is_not_quoted_beside_what_tells_all_of_it(
    assistant: Assistant, question: str, silent: str
) -> None:
    reply = assistant.ask(question)
    assert reply.quotes
    assert silent not in {quote.report.key for quote in reply.quotes}
    report = assistant.report(silent)
    assert f"{report.authority}, {report.year}" in reply.lead.partition(SILENT)[2]


def test_reports_side_by_side_have_a_table_only_where_a_grade_stands_in_it(
    assistant: Assistant,
) -> None:
    assert "|---|" not in assistant.ask("Bullying in Barnet and in Harrow").text
    assert "|---|" in assistant.ask("Compare Barnet and Harrow on staying safe").text


def test_what_is_said_again_in_another_order_is_not_said_to_be_the_same_words(
    assistant: Assistant,
) -> None:
    """Havering 2007: "feel supported and well informed", and "feel well supported and informed"."""
    text = assistant.ask("Do foster carers in Havering in 2007 feel supported?").text
    assert "(in much the same words: paragraph" in text


def test_staff_of_an_agency_are_told_of_as_locums(assistant: Assistant) -> None:
    reply = assistant.ask("How reliant were Harrow and Havering on agency social workers?")
    assert any("reliance on locum social workers" in quote.text for quote in reply.quotes)


def test_recommendations_on_a_subject_are_all_quoted(assistant: Assistant) -> None:
    """Redbridge 2010, paragraph 16, asks for four things about assessments, in two timescales."""
    asked = {
        f"redbridge-2010#16.{row.item}"
        for row in assistant.report("redbridge-2010").recommendations
        if row.paragraph == "16" and "assessment" in row.text.casefold().split("reassess")[0]
        if "assessments" in row.text or "the assessment" in row.text
    }
    assert len(asked) == 4
    reply = assistant.ask("Recommendations on assessments in Redbridge")
    assert asked <= {quote.key for quote in reply.quotes}


def test_a_list_names_a_subject_in_the_field_s_own_words_too(assistant: Assistant) -> None:
    """Havering 2011 writes HSCB for its safeguarding board; its corporate parenting board is not
    meant.
    """
    reply = assistant.ask("What was Havering told to do about its safeguarding board in 2011?")
    keys = {quote.key for quote in reply.quotes}
    assert {"havering-2011#16.6", "havering-2011#16.10", "havering-2011#16.11"} <= keys
    assert "havering-2011#87.13" not in keys


def test_both_lists_of_a_report_are_read_for_a_subject(assistant: Assistant) -> None:
    """Harrow 2012 asks for fewer changes of social worker among children in care (57) and for more
    continuity where there is a child protection plan (16).
    """
    reply = assistant.ask("What does Harrow need to do about changes of social worker?")
    assert {"harrow-2012#57.10", "harrow-2012#16.11"} <= {quote.key for quote in reply.quotes}


def test_where_nothing_is_recommended_the_likeliest_paragraph_is_quoted_too(
    assistant: Assistant,
) -> None:
    """Barnet 2012 recommends nothing on bullying; paragraph 22 tells what is done about it."""
    reply = assistant.ask("What should Barnet do about bullying?")
    assert "No recommendation on that was found" in reply.lead
    assert "barnet-2012#22" in {quote.key for quote in reply.quotes}


def test_why_a_body_was_criticised_is_not_told_by_what_only_says_that_it_is_there(
    assistant: Assistant,
) -> None:
    """Harrow 2012: paragraph 7 is service information; paragraph 48 finds fault with the board."""
    reply = assistant.ask("Why was Harrow's safeguarding children board criticised?")
    keys = [quote.paragraph.key for quote in reply.quotes]
    assert keys[0] == "harrow-2012#48"
    assert "harrow-2012#7" not in keys


def test_what_plainly_answers_how_good_it_was_is_quoted_from_the_service_information_too(
    assistant: Assistant,
) -> None:
    """Barnet 2012, paragraph 7, tells that Harrow runs the team; 41 tells how well it does."""
    reply = assistant.ask("Is the emergency team out of hours any good in Barnet?")
    assert {"barnet-2012#7", "barnet-2012#41"} <= {q.paragraph.key for q in reply.quotes}


def test_a_subject_named_by_the_way_does_not_hide_what_answers(assistant: Assistant) -> None:
    """Havering 2011, paragraph 56, tells of those who leave school at 16 for college, and has no
    word of a sixth form; 2007, paragraph 10, has, and tells nothing of sexual health.
    """
    asked = "Is there a service about sex for sixth form students at colleges in Havering?"
    reply = assistant.ask(asked)
    assert "havering-2011#56" in {quote.paragraph.key for quote in reply.quotes}


def test_more_is_quoted_of_one_authority_then_and_now_than_of_several_beside_each_other() -> None:
    reports = ("havering-2007", "havering-2011")
    then, beside = (
        measure_of(Understood("", "", "", kind=kind, reports=reports), [])
        for kind in (Kind.TREND, Kind.COMPARE)
    )
    assert then.least < beside.least
    assert then.of_each == beside.of_each


def test_a_grade_that_no_table_gives_is_told_where_its_subject_is_named(
    assistant: Assistant,
) -> None:
    """Harrow 2012, paragraph 67: "Coram Adoption Agency, ... rated outstanding"."""
    reply = assistant.ask("How is Coram rated in Harrow?")
    assert "rated outstanding" in reply.quotes[0].text
    assert all("Coram" in quote.text for quote in reply.quotes)


def test_whether_a_report_contradicts_itself_is_told_by_more_than_one_paragraph(
    assistant: Assistant,
) -> None:
    """Havering 2007: health reviews are on time, and treatment is not (36); access to treatment has
    been strengthened, and some carers wait (48).
    """
    asked = "Does Havering 2007 contradict itself on CAMHS for looked after children?"
    keys = {quote.paragraph.key for quote in assistant.ask(asked).quotes}
    assert {"havering-2007#36", "havering-2007#48"} <= keys


def test_what_inspectors_asked_a_council_to_do_is_told_by_its_recommendations(
    assistant: Assistant,
) -> None:
    """Havering 2011, paragraph 16, asks that services be promoted for young carers."""
    reply = assistant.ask("What did inspectors ask Havering to do about young carers in 2011?")
    assert [quote.key for quote in reply.quotes] == ["havering-2011#16.14"]
    assert "young carers" in reply.quotes[0].text


def test_foster_carers_are_no_young_carers(assistant: Assistant) -> None:
    """Harrow 2012 does not speak of young carers; those of Barnet 2012 are in paragraph 26."""
    reply = assistant.ask("young carers in Barnet, is there enough for them?")
    assert reply.quotes
    assert all("young carer" in quote.paragraph.text.casefold() for quote in reply.quotes)


def test_a_service_s_own_grade_is_not_taken_from_a_sentence_on_all_services(
    assistant: Assistant,
) -> None:
    """Barnet 2012, paragraph 31: fostering and adoption services "were judged to be good"."""
    reply = assistant.ask("How is the fostering service rated in Barnet?")
    assert any("fostering and adoption services were judged" in q.text for q in reply.quotes)


def test_of_all_reports_those_that_hardly_answer_are_not_quoted(assistant: Assistant) -> None:
    """Havering 2007 has no virtual school."""
    reply = assistant.ask("Which reports praise the virtual school?")
    keys = {quote.report.key for quote in reply.quotes}
    assert keys == {"barnet-2012", "harrow-2012", "havering-2011", "redbridge-2010"}


def test_a_recommendation_that_names_the_subject_brings_none_that_is_hardly_near(
    assistant: Assistant,
) -> None:
    """Havering 2011, paragraph 16, names general practitioners in one recommendation alone."""
    reply = assistant.ask("What must Havering do about GPs, 2011?")
    asked = [quote for quote in reply.quotes if quote.item]
    assert [quote.key for quote in asked] == ["havering-2011#16.8"]


@pytest.mark.parametrize(
    ("question", "key"),
    [
        # "Rates of short and long term stability in placement are improving".
        ("Which boroughs did well on placement stability?", "redbridge-2010#40"),
        ("Which councils did well on the stability of placements?", "redbridge-2010#40"),
    ],
)
def test_what_names_the_subject_in_another_order_is_heard_and_not_called_silent(
    assistant: Assistant, question: str, key: str
) -> None:
    reply = assistant.ask(question)
    assert key in {quote.paragraph.key for quote in reply.quotes}
    assert SILENT not in reply.lead


def test_of_a_report_that_gives_no_such_grade_no_more_is_said(assistant: Assistant) -> None:
    """Havering 2007, paragraph 18: "Provision for looked after children is satisfactory"."""
    lead = assistant.ask("Which borough does best overall for looked after children?").lead
    assert "No such grade was found in: London Borough of Havering, 2007." in lead
    assert SILENT not in lead


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # Redbridge 2010, paragraph 27, opens with care pathways.
        ("respite care for families with disabled kids: Barnet v Redbridge",
         "Access to short break provision is variable"),
        ("short breaks in Redbridge compared with Barnet",
         "Access to short break provision is variable"),
        ("Compare Barnet and Harrow on care leavers going to university",
         "15% of care leavers currently at university"),
    ],
)  # fmt: skip
def test_of_each_side_what_names_the_subject_is_quoted(
    assistant: Assistant, question: str, said: str
) -> None:
    assert any(said in quote.text for quote in assistant.ask(question).quotes)


def test_of_each_side_what_was_found_comes_before_what_there_is(assistant: Assistant) -> None:
    """Havering 2011: paragraph 24 tells of failings, 117 of who works with whom."""
    reply = assistant.ask("youth offending service Havering 2007 compared with 2011")
    keys = [quote.paragraph.key for quote in reply.quotes if quote.report.year == 2011]
    assert keys == ["havering-2011#24", "havering-2011#117"]


def test_of_one_authority_a_report_that_would_answer_is_not_called_silent(
    assistant: Assistant,
) -> None:
    """Havering 2007, paragraph 56: "waiting times for respite services are unacceptably long"; that
    of 2011 has no word of respite or of short breaks.
    """
    reply = assistant.ask("Do parents of disabled children get a break in Havering?")
    assert "havering-2007#56" in {quote.paragraph.key for quote in reply.quotes}
    assert f"{SILENT}London Borough of Havering, 2011." in reply.lead


@pytest.mark.parametrize(
    "question", ["which boroughs have poor GP engagement", "which boroughs have good GP engagement"]
)
def test_a_report_is_heard_by_the_sentence_that_names_what_is_asked(
    assistant: Assistant, question: str
) -> None:
    """Barnet, 47: of training first, and then "GPs have strengthened their involvement ..."."""
    told = [quote.text for quote in assistant.ask(question).quotes if "#47" in quote.key]
    assert told and all(text.startswith("GPs have strengthened") for text in told)


def test_a_report_is_not_called_silent_that_has_another_name_for_the_subject(
    assistant: Assistant,
) -> None:
    """Havering 2007, paragraph 53: the "Integrated Children's System"."""
    assert SILENT not in assistant.ask("how come Havering needs a new computer system").lead
    asked = assistant.ask("does Havering have a pledge")
    assert f"{SILENT}London Borough of Havering, 2007." in asked.lead


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # Fault is found in other words than the question's, or than the praise.
        ("Do agencies work together in Harrow", "joint working between health and the"),
        ("do care leavers get somewhere decent to live in barnet", "accommodation is needed"),
        ("where does Barnet fall short on disability", "provided to some families is limited"),
        ("Which agency is weakest in Redbridge?", "are inadequate and need rapid improvement"),
        ("do parents of disabled children in Redbridge get a break", "short break provision is"),
    ],
)
def test_what_finds_fault_with_the_subject_is_not_left_out(
    assistant: Assistant, question: str, said: str
) -> None:
    assert any(said in quote.text for quote in assistant.ask(question).quotes)


def test_a_fault_of_another_matter_does_not_stand_beside_praise(assistant: Assistant) -> None:
    """Harrow 2012, paragraph 66, has nothing but praise, and 12 a doubt about management."""
    texts = [quote.text for quote in assistant.ask("Do agencies work together in Harrow").quotes]
    assert not any("Performance management processes" in text for text in texts)
