"""Answers: the right judgement, exact quotes, and an honest no."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.answer.asking.premises import premise
from qa.assistant import Assistant
from qa.errors import NotFoundError, QuoteError
from qa.quotation import Quote, is_verbatim, quote_of, sentence_quotes
from qa.search.asked.question import Filters, Reason
from qa.sentences import sentences

GOLD = Path(__file__).parent.parent / "evals" / "gold"


def test_the_harrow_question(assistant: Assistant) -> None:
    answer = assistant.ask("what did Ofsted say about Harrow LAC health?")
    judgement = answer.judgements[0]
    assert (judgement.aspect, judgement.grade, judgement.number) == (
        "Being healthy",
        "Inadequate",
        4,
    )
    assert judgement.scale == "1 Outstanding - 4 Inadequate"
    assert 2 <= len(answer.quotes) <= 6
    # Paragraph 93, on ambition, says of health that leaders have tolerated what is inadequate.
    on_health = {"58", "59", "60", "61", "62", "63", "93"}
    assert {q.paragraph.number for q in answer.quotes} <= on_health
    assert answer.quotes[0].citation == (
        "Ofsted, Inspection of safeguarding and looked after children services: "
        "London Borough of Harrow, published 27 June 2012, paragraph 58"
    )


LOOKED_AFTER, SAFEGUARDING = "looked after children", "safeguarding"


@pytest.mark.parametrize(
    ("question", "strand", "grade"),
    [
        # Read off the tables of the reports.
        (
            "What grade did Harrow get for leadership of looked after services?",
            LOOKED_AFTER,
            "Good",
        ),
        ("What grade did Harrow get for leadership of safeguarding?", SAFEGUARDING, "Adequate"),
        ("Barnet quality of provision grade, child protection", SAFEGUARDING, "Adequate"),
        ("Havering 2011 grade, children in care, enjoying and achieving", LOOKED_AFTER, "Good"),
        ("Havering's grade for enjoying and achieving in the JAR?", "general", "Outstanding"),
    ],
)
def test_a_grade_is_of_the_right_report_and_strand(
    assistant: Assistant, question: str, strand: str, grade: str
) -> None:
    rows = assistant.ask(question).judgements
    assert [(str(row.strand), row.grade) for row in rows] == [(strand, grade)]


def test_a_grade_is_never_shown_without_word_number_and_scale(assistant: Assistant) -> None:
    text = assistant.ask("What grade did Barnet get for staying safe?").text
    assert "**Good** (grade 2; scale: 1 Outstanding - 4 Inadequate)" in text


def test_a_wrong_premise_is_put_right(assistant: Assistant) -> None:
    answer = assistant.ask("why was Barnet inadequate for staying safe?")
    assert answer.lead.startswith("It was not judged inadequate: the judgement was good.")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Is it true that Havering was inadequate in 2011?",
            "judged inadequate: the judgement was",
        ),
        ("I heard Barnet was rated outstanding in 2012, is that right?", "judged outstanding: the"),
        ("Someone told me Redbridge failed on safeguarding, is it correct?", "the judgement was"),
    ],
)
def test_hearsay_is_held_to_the_grades_and_taken_for_no_subject(
    assistant: Assistant, question: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert answer.lead.startswith("It was not judged") and said in answer.lead
    assert {row.aspect for row in answer.judgements} == {"Overall effectiveness"}


@pytest.mark.parametrize(
    ("question", "aspects"),
    [
        # Read off the tables: what is inadequate in Harrow, outstanding in Havering 2007.
        ("Was anything in Harrow judged inadequate?", {"Being healthy"}),
        ("Did any council get top marks?", {"Enjoying and achieving", "The education service"}),
    ],
)
def test_what_got_a_grade_is_found_in_the_tables(
    assistant: Assistant, question: str, aspects: set[str]
) -> None:
    answer = assistant.ask(question)
    assert {row.aspect for row in answer.judgements} == aspects
    assert "not judged" not in answer.lead


def test_no_premise_is_denied_where_the_grades_are_of_all_children(assistant: Assistant) -> None:
    """In 2007 one paragraph calls looked after children's health inadequate; no grade does."""
    answer = assistant.ask(
        "Why was Havering inadequate for looked after children's health in 2007?"
    )
    assert "It was not judged" not in answer.lead
    assert "none was given for looked after children alone" in answer.lead


def test_a_misspelt_authority_is_said_to_have_been_read_as_another(assistant: Assistant) -> None:
    assert "Read “redbrige” as “Redbridge”." in assistant.ask("redbrige grades").lead
    assert assistant.ask("Harlow health").understood.authorities == ()


def test_of_corrections_only_those_that_were_looked_for_are_shown(assistant: Assistant) -> None:
    lead = assistant.ask("wich docters cud help cos kids in Harrow werent well").lead
    assert lead.startswith("Read “docters” as “doctors”.") and lead.count("Read") == 1


def test_exam_results_are_found_by_whatever_grades_a_report_gives(assistant: Assistant) -> None:
    """Barnet's 2012 report never says "GCSE"; paragraph 90 has five A-G grades."""
    answer = assistant.ask("GCSE results for looked after kids in Barnet")
    assert any("37% of young people achieved five A-G grades" in q.text for q in answer.quotes)


def test_whose_meetings_they_are_tells_what_is_attended(assistant: Assistant) -> None:
    """Havering 2011, paragraph 59; attendance at school is another matter."""
    answer = assistant.ask("Do GPs come to child protection meetings in Havering? 2011")
    assert any("very poor attendance at case conferences" in q.text for q in answer.quotes)


def test_a_paragraph_that_is_not_there_is_not_made_up_for(assistant: Assistant) -> None:
    answer = assistant.ask("Harrow paragraph 300")
    assert answer.lead.startswith("There is no paragraph 300.")
    assert "1 to 101" in answer.lead
    assert not answer.nearest


def test_who_writes_of_a_child_in_danger_is_told_where_to_turn_first(assistant: Assistant) -> None:
    assert "999" in assistant.ask("My child is being abused, what do I do?").text
    assert "999" not in assistant.ask("How does Harrow respond to abuse?").text


def test_a_filter_wins_over_what_the_question_names_and_that_is_said(
    assistant: Assistant,
) -> None:
    """Barnet's table grades being healthy Good, Harrow's Inadequate."""
    answer = assistant.ask("Harrow LAC health", filters=Filters(authorities=("barnet",)))
    assert {row.report for row in answer.judgements} == {"barnet-2012"}
    assert {row.grade for row in answer.judgements} == {"Good"}
    assert {quote.report.key for quote in answer.quotes} == {"barnet-2012"}
    assert "not to what the question names: Harrow." in answer.text
    none = assistant.ask("Harrow LAC health", filters=Filters(years=(2007,)))
    assert none.reason is Reason.YEAR_NOT_HELD


def test_four_was_the_best_grade_in_2007(assistant: Assistant) -> None:
    answer = assistant.ask("Why was Havering failed with a 4 for enjoying and achieving in 2007?")
    assert {row.grade for row in answer.judgements} == {"Outstanding"}
    assert "It was not judged inadequate" in answer.lead
    assert "4 Outstanding - 1 Inadequate" in answer.text


def test_a_choice_of_grades_takes_none_for_granted() -> None:
    assert premise("was it good or adequate?") is None


def test_recommendations_are_listed_whole_with_when_and_who(assistant: Assistant) -> None:
    answer = assistant.ask("What must Redbridge improve for looked after children?")
    assert [q.key for q in answer.quotes] == [f"redbridge-2010#38.{n}" for n in range(1, 6)]
    assert "**Within six months**" in answer.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What did Ofsted say about looked after children in Croydon?", Reason.AUTHORITY_NOT_HELD),
        ("Which was better, Barnet or Islington?", Reason.AUTHORITY_NOT_HELD),
        ("What was Harrow's grade in 2019?", Reason.YEAR_NOT_HELD),
        ("latest ILACS outcome for Havering", Reason.YEAR_NOT_HELD),
        ("What did the 2012 report say about Barnet's MASH?", Reason.TOPIC_NOT_FOUND),
        ("Who was the lead inspector of Havering's 2007 review?", Reason.TOPIC_NOT_FOUND),
        ("Harrow paragraph 300", Reason.TOPIC_NOT_FOUND),
        ("who won the cup final", Reason.OUT_OF_SCOPE),
        ("asdf qwer zxcv uiop", Reason.NOT_A_QUESTION),
        ("hello", Reason.NOT_A_QUESTION),
    ],
)
def test_what_the_library_cannot_answer_is_said_with_its_reason(
    assistant: Assistant, question: str, reason: Reason
) -> None:
    answer = assistant.ask(question)
    assert (answer.answered, answer.reason) == (False, reason)
    assert not answer.quotes
    assert not answer.judgements


def test_the_nearest_is_offered_as_nearest(assistant: Assistant) -> None:
    answer = assistant.ask("knife crime in harrow")
    assert answer.nearest
    assert "Nearest paragraphs (not an answer):" in answer.text


def test_facts_of_a_report_are_answered(assistant: Assistant) -> None:
    answer = assistant.ask("when was the Harrow report published?")
    assert answer.answered
    assert "27 June 2012" in answer.text


@pytest.mark.parametrize(
    ("question", "told", "later"),
    [
        ("when was the Harrow report published?", "published 27 June 2012", "inspector"),
        ("who led the inspection of Harrow?", "lead inspector: ", "published"),
        ("when was Harrow inspected?", "inspection dates: 8 May", "published"),
        ("what is the reference number of Havering's 2007 review?", "number: 311", "published"),
    ],
)
def test_the_fact_of_a_report_that_is_asked_for_is_told_first(
    assistant: Assistant, question: str, told: str, later: str
) -> None:
    text = assistant.ask(question).text
    assert text.index(told) < text.index(later)


@pytest.mark.parametrize(
    "question", ["what do you have on Harrow?", "who inspected Harrow, and when?"]
)
def test_all_facts_are_told_where_none_is_singled_out(assistant: Assistant, question: str) -> None:
    text = assistant.ask(question).text
    assert "published 27 June 2012" in text
    assert "lead inspector: " in text


def test_a_paragraph_is_quoted_whole(assistant: Assistant) -> None:
    answer = assistant.ask("Harrow paragraph 40")
    _, paragraph, _ = assistant.show("harrow-2012#40")
    assert [q.text for q in answer.quotes] == [paragraph.text]


def test_a_restored_number_is_marked_in_the_citation(assistant: Assistant) -> None:
    quote = assistant.ask("Havering 2011 paragraph 83").quotes[0]
    assert quote.citation.endswith("paragraph 83 (number restored)")


def test_markup_in_a_question_or_report_is_shown_as_text(assistant: Assistant) -> None:
    answer = assistant.ask("Harrow <script>alert(1)</script> para 58")
    assert "<script>" not in answer.text
    assert r"\*Working Together 2010\*" in answer.text


def test_a_quote_cannot_be_made_of_anything_but_its_paragraph(assistant: Assistant) -> None:
    report, paragraph, _ = assistant.show("barnet-2012#32")
    seam = paragraph.seams[0]
    for start, end in ((5, 5), (-1, 4), (0, len(paragraph.text) + 1), (seam - 5, seam + 5)):
        with pytest.raises(QuoteError):
            Quote(report, paragraph, start, end)


def test_what_cannot_be_quoted_is_none_where_quotes_are_made_one_by_one(
    assistant: Assistant,
) -> None:
    """A sentence out of whose midst a number was taken is passed over, the others are quoted."""
    report, paragraph, _ = assistant.show("barnet-2012#32")
    seam = paragraph.seams[0]
    assert quote_of(report, paragraph, seam - 5, seam + 5) is None
    spans = [(span.start, span.end) for span in sentences(paragraph.text)]
    whole = [(start, end) for start, end in spans if not start < seam < end]
    quotes = list(sentence_quotes(report, paragraph))
    assert len(whole) < len(spans)
    assert [(quote.start, quote.end) for quote in quotes] == whole
    assert all(quote.over(seam - 5, seam + 5) is None for quote in quotes)


def test_every_quote_to_a_gold_question_is_verbatim(assistant: Assistant) -> None:
    checked = 0
    for file in sorted((GOLD / "questions").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines()[::4]:
            answer = assistant.ask(json.loads(line)["question"])
            for quote in (*answer.quotes, *answer.nearest):
                assert is_verbatim(quote), quote.key
                checked += 1
    assert checked > 50


def test_every_gold_key_can_be_shown(assistant: Assistant) -> None:
    keys: set[str] = set()
    for file in GOLD.glob("**/*.jsonl"):
        if "invented" in file.parts:
            continue  # on reports that no library holds
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            for part in (row, *row.get("turns", ())):
                keys |= {*part.get("relevant", ()), *part.get("nearest", ())}
                keys |= set(part.get("positive", ()))
    for key in keys:
        assert assistant.show(key)[1].key == key.split(".")[0]


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("croydon-2012#1", "no report"),
        ("harrow-2012#999", "has paragraphs 1 to 101 and findings"),
        ("harrow-2012#57.99", "item 99"),
        ("../../etc/passwd", "not the key of a paragraph"),
    ],
)
def test_a_key_that_is_not_there_is_a_clear_error(
    assistant: Assistant, key: str, says: str
) -> None:
    with pytest.raises(NotFoundError, match=says):
        assistant.show(key)


def test_neighbours_stand_around_a_paragraph(assistant: Assistant) -> None:
    numbers = [p.number for p in assistant.neighbours("harrow-2012#58", before=1, after=2)]
    assert numbers == ["57", "58", "59", "60"]


@pytest.mark.parametrize(
    ("turns", "reports", "says"),
    [
        (["young carers in Barnet", "and in Havering?"], {"havering"}, "young carers"),
        (["placement stability in Havering, 2011", "what about 2007?"], {"havering-2007"}, ""),
        (["respite care barnet", "how do I make lasagne"], set(), ""),
        (["Harrow paragraph 39", "next paragraph please"], {"harrow-2012#40"}, ""),
    ],
)
def test_a_follow_up_carries_what_it_leaves_out(
    assistant: Assistant, turns: list[str], reports: set[str], says: str
) -> None:
    first = assistant.ask(turns[0])
    second = assistant.ask(turns[1], previous=[first])
    for wanted in reports:
        assert all(quote.key.startswith(wanted) for quote in second.quotes)
        assert second.quotes
    assert second.answered == bool(reports)
    assert says in second.understood.standalone


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        # Read off the tables: a 4 was the worst in 2012 and the best in 2007.
        ("Was there any grade 4 in Harrow?", {("harrow-2012", "Inadequate")}),
        ("any grade 4?", {("harrow-2012", "Inadequate"), ("havering-2007", "Outstanding")}),
    ],
)
def test_a_grade_asked_for_by_number_is_found_by_each_scale(
    assistant: Assistant, question: str, rows: set[tuple[str, str]]
) -> None:
    found = assistant.ask(question).judgements
    assert {(row.report, row.grade) for row in found} == rows
    assert {row.number for row in found} == {4}


def test_a_grade_that_nothing_got_is_said_to_be_none(assistant: Assistant) -> None:
    answer = assistant.ask("which areas got a grade 1")
    assert answer.lead.startswith("No judgement was grade 1.")
    assert {row.aspect for row in answer.judgements} == {"Overall effectiveness"}


def test_what_grades_there_were_instead_is_counted(assistant: Assistant) -> None:
    """All 33 rows of Redbridge's table are adequate."""
    lead = assistant.ask("Was Redbridge outstanding at anything?").lead
    assert lead.startswith("No judgement was outstanding: all 33 were adequate.")


def test_no_recommendation_on_a_subject_is_said_first(assistant: Assistant) -> None:
    """None of Redbridge's recommendations names supervision; paragraph 30 tells of it."""
    answer = assistant.ask("What did Ofsted recommend about supervision in Redbridge?")
    assert answer.lead.startswith("No recommendation on that was found")
    assert "redbridge-2010#30" in {quote.paragraph.key for quote in answer.quotes}
    assert not {quote.paragraph.number for quote in answer.quotes} & {"16", "38"}


def test_a_subject_whose_words_stand_apart_is_not_there(assistant: Assistant) -> None:
    """Barnet's report has "private" and "fostering", and nothing on private fostering."""
    assert assistant.ask("private fostering in Barnet").reason is Reason.TOPIC_NOT_FOUND
    assert assistant.ask("private fostering in Redbridge").answered


def test_an_answer_that_could_be_refused_tells_its_confidence(assistant: Assistant) -> None:
    assert 0.5 < (assistant.ask("young carers in Barnet").confidence or 0.0) <= 1.0
    assert assistant.ask("Harrow paragraph 40").confidence is None


def test_grades_of_two_inspections_are_both_told_each_by_its_scale(assistant: Assistant) -> None:
    """Both are a 3: good in 2007, adequate in 2011."""
    answer = assistant.ask("What was the grade for being healthy in Havering 2007 and 2011?")
    assert [(row.report, row.grade, row.number) for row in answer.judgements] == [
        ("havering-2007", "Good", 3),
        ("havering-2011", "Adequate", 3),
    ]


def test_what_two_frameworks_name_differently_is_set_side_by_side(assistant: Assistant) -> None:
    """Read off the tables: good as "Staying safe", then adequate as "are safe and feel safe"."""
    answer = assistant.ask("Was Havering better at keeping children safe in 2011 than in 2007?")
    assert [
        (row.report.year, row.judgement and row.judgement.grade) for row in answer.head.rows
    ] == [
        (2007, "Good"),
        (2011, "Adequate"),
    ]


def test_no_grades_are_told_to_who_asks_where_something_was_lacking(assistant: Assistant) -> None:
    answer = assistant.ask("Which councils had no health passport for children leaving care?")
    assert answer.answered
    assert not answer.judgements


def test_which_report_was_worst_is_told_by_the_overall_grades(assistant: Assistant) -> None:
    """Havering's of 2007 was given none."""
    answer = assistant.ask("Which authority had the worst report?")
    assert {row.aspect for row in answer.judgements} == {"Overall effectiveness"}
    assert {row.report for row in answer.judgements} == {
        "barnet-2012",
        "harrow-2012",
        "havering-2011",
        "redbridge-2010",
    }
    assert "London Borough of Havering, 2007" in answer.lead


def test_what_a_sentence_leans_on_is_quoted_however_far_back(assistant: Assistant) -> None:
    """Harrow, paragraph 64: "In all cases ... However, in some ... These children's ..."."""
    answer = assistant.ask("What happens to unaccompanied asylum seeking children in Harrow?")
    quotes = [q.text for q in answer.quotes if q.paragraph.number == "64"]
    assert quotes
    assert not any(text.startswith(("However", "These")) for text in quotes)


def test_scores_of_something_else_are_not_the_grades(assistant: Assistant) -> None:
    assert len(assistant.ask("What were the average SDQ scores in Harrow?").judgements) <= 2
    assert len(assistant.ask("What grades did Harrow get in its inspection?").judgements) == 22


def test_no_grade_is_told_where_something_narrower_is_compared(assistant: Assistant) -> None:
    answer = assistant.ask("Did Harrow and Barnet agree thresholds with schools?")
    assert not answer.judgements
    compared = assistant.ask("How do Barnet and Harrow compare on education in care?")
    assert {row.aspect for row in compared.judgements} == {"Enjoying and achieving"}


def test_all_reports_are_compared_by_their_grades(assistant: Assistant) -> None:
    rows = assistant.ask("Compare all five reports on leadership").head.rows
    assert {row.report.key for row in rows if row.judgement} == {
        "barnet-2012",
        "harrow-2012",
        "havering-2007",
        "havering-2011",
        "redbridge-2010",
    }


def test_a_grade_word_beside_a_subject_does_not_ask_for_the_tables(assistant: Assistant) -> None:
    answer = assistant.ask("Which boroughs had good adoption services?")
    assert not answer.judgements
    assert "barnet-2012#111" in {quote.paragraph.key for quote in answer.quotes}


def test_who_asks_how_many_is_not_told_grades(assistant: Assistant) -> None:
    answer = assistant.ask("How many children are on child protection plans in Harrow and Barnet?")
    assert not answer.judgements
    assert "**269** (paragraph 9)" in answer.lead
    assert "**130** (paragraph 8)" in answer.lead


def test_what_no_table_names_is_told_the_grade_of_its_section(assistant: Assistant) -> None:
    """Redbridge's report speaks of supervision under leadership and management: adequate."""
    answer = assistant.ask("How was Redbridge rated on supervision of social workers?")
    assert answer.lead.startswith(
        "The tables of London Borough of Redbridge 2010 have no grade for supervision of social "
        "workers."
    )
    assert [(row.aspect, row.grade) for row in answer.judgements] == [
        ("Leadership and management", "Adequate")
    ]
    assert "have no grade" not in assistant.ask("Harrow overall grade").lead


def test_two_aspects_set_beside_each_other_have_a_grade_each(assistant: Assistant) -> None:
    """Read off Barnet's table of safeguarding."""
    question = "Did Barnet get a better grade for leadership than for quality of provision?"
    rows = assistant.ask(f"{question} (safeguarding)").judgements
    assert {(row.aspect, row.grade) for row in rows} == {
        ("Leadership and management", "Good"),
        ("Quality of provision", "Adequate"),
    }


def test_the_overall_grade_is_not_told_for_something_that_has_none(assistant: Assistant) -> None:
    answer = assistant.ask("How was Harrow's independent reviewing service rated?")
    assert answer.lead.startswith(
        "The tables of London Borough of Harrow 2012 have no grade for independent reviewing "
        "service."
    )
    assert "Overall effectiveness" not in {row.aspect for row in answer.judgements}


@pytest.mark.parametrize(
    ("question", "reports", "said"),
    [
        ("young carers in Barnet and Croydon", {"barnet-2012"}, "no report on Croydon"),
        ("young carers in Havering in 2011 and 2015", {"havering-2011"}, "of 2015"),
        ("Compare adoption in Harrow with Croydon", {"harrow-2012"}, "no report on Croydon"),
        ("Harrow vs Croydon on adoption", {"harrow-2012"}, "no report on Croydon"),
        ("Please compare fostering in Croydon and Harrow", {"harrow-2012"}, "on Croydon"),
        ("How does Croydon compare with Harrow on adoption?", {"harrow-2012"}, "on Croydon"),
        ("how did Harrow and Croydon compare for fostering", {"harrow-2012"}, "on Croydon"),
    ],
)
def test_the_half_that_is_held_is_answered_and_the_other_named(
    assistant: Assistant, question: str, reports: set[str], said: str
) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert said in answer.text.split("\n\n")[0]
    assert {quote.report.key for quote in answer.quotes} == reports
    assert answer.to_json()["missing"]


@pytest.mark.parametrize(
    "question",
    [
        "Is Harrow better than Croydon at adoption?",
        "How does Croydon's adoption service compare with Harrow's?",
        "What differs between Harrow and Croydon on adoption?",
        "Harrow vs Croydon, which is better at adoption?",
        "Compare lap dancing in Harrow with Croydon",
        "How does Croydon compare with Harrow?",
        "How does Croydon compare with Harrow on adoption, which is better?",
    ],
)
def test_where_half_is_no_answer_or_has_none_what_is_not_held_is_the_reason(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.reason is Reason.AUTHORITY_NOT_HELD
    assert "no report on Croydon" in answer.text


@pytest.mark.parametrize(
    "before", ["As a school governor, I'd like to know about", "Could you tell me about", "Hi,"]
)
def test_what_stands_before_a_question_changes_nothing(assistant: Assistant, before: str) -> None:
    plain = assistant.ask("young carers in Barnet")
    asked = assistant.ask(f"{before} young carers in Barnet")
    assert asked.understood.terms == plain.understood.terms
    assert [quote.key for quote in asked.quotes] == [quote.key for quote in plain.quotes]


@pytest.mark.parametrize("question", ["Tell me about Redbridge", "Redbridge 2010"])
def test_who_names_a_report_only_is_told_of_it(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert "5 March 2010" in answer.text


def test_an_unknown_word_in_plain_english_is_off_the_subject(assistant: Assistant) -> None:
    assert assistant.ask("How do you make lasagne?").reason is Reason.OUT_OF_SCOPE


def test_recommendations_for_young_carers_are_not_all_of_a_strand(assistant: Assistant) -> None:
    """ "Young" and "carers" stand in names of the strand, too."""
    answer = assistant.ask("What must Havering improve for young carers? (2007)")
    asked = [quote.key for quote in answer.quotes if quote.paragraph.number == "recommendations"]
    assert asked == ["havering-2007#recommendations.2"]


def test_a_named_subject_is_quoted_where_it_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("private fostering in Redbridge")
    assert answer.quotes
    assert all("private fostering" in quote.paragraph.text for quote in answer.quotes)


def test_reports_side_by_side_begin_with_a_table(assistant: Assistant) -> None:
    """Read off the tables: good in Barnet, inadequate in Harrow; the table is data, too."""
    answer = assistant.ask("Compare Barnet and Harrow on the health of looked after children")
    assert answer.text.startswith("| Authority | Year | Judgement | Best quotation |")
    rows = [(row["report"], row["grade"], row["key"]) for row in answer.to_json()["table"]]
    assert rows == [
        ("barnet-2012", "Good", "barnet-2012#76"),
        ("harrow-2012", "Inadequate", "harrow-2012#58"),
    ]
    assert not assistant.ask("Harrow LAC health").to_json()["table"]


def test_a_follow_up_counts_what_the_first_question_counted(assistant: Assistant) -> None:
    first = assistant.ask("How many foster carers does Redbridge have?")
    assert "**103** (paragraph 9)" in assistant.ask("and Barnet?", previous=[first]).lead


def test_scales_that_differ_are_told_where_inspections_are_compared(assistant: Assistant) -> None:
    answer = assistant.ask("Compare staying safe in Havering 2007 and Harrow")
    assert "frameworks whose grades differ" in answer.lead
    assert [[report.key for report in scale.reports] for scale in answer.head.scales] == [
        ["harrow-2012"],
        ["havering-2007"],
    ]
    assert "frameworks" not in assistant.ask("Compare staying safe in Barnet and Harrow").lead


def test_who_is_asked_is_named_as_the_report_names_them(assistant: Assistant) -> None:
    """Havering 2007 leads into its list with "The council and its partners should:"."""
    answer = assistant.ask("What must Havering do about bullying (2007)?")
    assert "The council and its partners should**" in answer.text


def test_every_judgement_of_a_grade_is_listed_and_no_other(assistant: Assistant) -> None:
    """The one of the five reports' tables that says Inadequate is Harrow's, on health."""
    told = assistant.ask("list every inadequate judgement").judgements
    assert [(row.report, row.aspect, row.grade) for row in told] == [
        ("harrow-2012", "Being healthy", "Inadequate")
    ]


def test_what_no_table_names_has_no_grade_in_either_inspection(assistant: Assistant) -> None:
    """Havering's two reports say how adoption was judged elsewhere, and give it no grade."""
    answer = assistant.ask("Did adoption get a grade in Havering?")
    assert "have no grade for adoption." in answer.lead
    assert {row.aspect for row in answer.judgements} == {"Staying safe"}


def test_an_aspect_named_alone_is_answered_with_the_sentence_that_states_its_grade(
    assistant: Assistant,
) -> None:
    """Harrow, paragraph 58: "... for looked after children and care leavers are inadequate."""
    quotes = assistant.ask("Being healthy in Harrow").quotes
    assert quotes[0].key == "harrow-2012#58"
    assert quotes[0].text.startswith("Services to promote good health outcomes")
