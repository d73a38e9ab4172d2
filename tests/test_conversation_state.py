"""What a conversation keeps: the place, the subject and what was asked of it, turn after turn."""

from __future__ import annotations

import pytest
from talking import talk

from qa.assistant import Assistant
from qa.authorities import fold
from qa.report import Strand
from qa.search.asked.question import Kind, Reason


@pytest.mark.parametrize(
    "turn",
    ["who runs the fostering service?", "is there a helpline for worried foster carers?"],
)
def test_a_service_is_that_of_the_place_spoken_of(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "bullying in Redbridge", turn)
    assert answer.understood.reports == ("redbridge-2010",)
    assert "bullying" not in answer.understood.standalone


def test_a_question_of_all_councils_takes_no_place_for_its_service(assistant: Assistant) -> None:
    turn = "which council has the best rated fostering service?"
    assert talk(assistant, "bullying in Redbridge", turn).understood.authorities == ()


@pytest.mark.parametrize(
    "turn",
    [
        "give me the exact words",
        "which paragraph says that?",
        "summarise that",
        "thanks. where does it say that?",
    ],
)
def test_the_last_answer_is_asked_for_once_more(assistant: Assistant, turn: str) -> None:
    turns = ["private fostering in Redbridge", "how do I complain to the council?"]
    first = talk(assistant, turns[0])
    assert talk(assistant, *turns, turn).quotes == first.quotes


@pytest.mark.parametrize("turn", ["next", "the next one please"])
def test_a_step_alone_goes_on_from_the_paragraph_quoted(assistant: Assistant, turn: str) -> None:
    """Redbridge's paragraph 17 speaks of private fostering."""
    onward = talk(assistant, "private fostering in Redbridge", turn)
    assert [quote.key for quote in onward.quotes] == ["redbridge-2010#18"]
    back = talk(assistant, "private fostering in Redbridge", turn, "previous")
    assert [quote.key for quote in back.quotes] == ["redbridge-2010#17"]


def test_back_is_the_question_before_the_last(assistant: Assistant) -> None:
    turns = ["adoption in Barnet", "and bullying?", "the exact words, please"]
    assert talk(assistant, *turns, "go back").quotes == talk(assistant, turns[0]).quotes


def test_what_was_asked_of_a_group_goes_on_where_nothing_else_is_named(
    assistant: Assistant,
) -> None:
    """Care leavers' accommodation is told of in Barnet's paragraph 103 and Harrow's 85."""
    turns = ["care leavers in Barnet and jobs", "housing?", "and Harrow", "which is better?"]
    answer = talk(assistant, *turns)
    assert answer.understood.kind is Kind.COMPARE
    assert {"barnet-2012#103", "harrow-2012#85"} <= {hit.key for hit in answer.retrieved[:4]}
    assert answer.understood.subject == "care leavers"


@pytest.mark.parametrize("turn", ["compare the two", "compare both of them"])
def test_how_many_are_compared_is_no_subject(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "Harrow LAC health", "and Barnet?", turn)
    assert {row.aspect for row in answer.judgements} == {"Being healthy"}


@pytest.mark.parametrize("turn", ["compare with Harrow", "how does Harrow compare?"])
def test_a_place_is_set_beside_the_one_spoken_of(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "domestic abuse in Barnet", turn)
    assert {*answer.understood.authorities} == {"barnet", "harrow"}
    assert "domestic abuse" in answer.understood.standalone


@pytest.mark.parametrize("turn", ["and the year before?", "what about the year after"])
def test_the_year_before_is_counted_from_the_one_spoken_of(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "What did inspectors find on adoption in Harrow in 2012?", turn)
    assert answer.reason is Reason.YEAR_NOT_HELD
    assert "2011" in answer.text or "2013" in answer.text
    assert "adoption" in answer.understood.standalone


def test_a_year_that_is_not_held_moves_nothing(assistant: Assistant) -> None:
    turns = ["What did inspectors find on adoption in Harrow in 2012?", "and the year before?"]
    answer = talk(assistant, *turns, "by whom?")
    assert answer.understood.reports == ("harrow-2012",)
    assert answer.understood.years == (2012,)


@pytest.mark.parametrize("turn", ["ok was it better in 2007", "so was it better in 2007?"])
def test_another_year_is_held_against_the_one_spoken_of(assistant: Assistant, turn: str) -> None:
    """Placement stability: paragraph 55 of 2007 and paragraph 99 of 2011."""
    answer = talk(assistant, "placement stability in Havering 2011", turn)
    assert answer.understood.kind is Kind.TREND
    assert {"havering-2007#55", "havering-2011#99"} <= {hit.key for hit in answer.retrieved[:3]}


def test_whether_the_scale_is_the_same_is_told_of_both_and_moves_nothing(
    assistant: Assistant,
) -> None:
    turns = ["Havering's grade for being healthy in 2007", "and 2011", "is it the same scale?"]
    answer = talk(assistant, *turns)
    assert answer.understood.kind is Kind.SCALE
    assert answer.understood.reports == ("havering-2007", "havering-2011")
    onward = talk(assistant, *turns, "why?")
    assert onward.understood.reports == ("havering-2011",)


@pytest.mark.parametrize("turn", ["no the other one", "what about the other one?"])
def test_the_other_one_is_the_other_inspection_or_the_other_authority(
    assistant: Assistant, turn: str
) -> None:
    years = talk(assistant, "adoption in Havering 2011", turn)
    assert years.understood.reports == ("havering-2007",)
    places = talk(assistant, "exclusions in Harrow", "and Barnet?", turn)
    assert places.understood.reports == ("harrow-2012",)
    assert "exclusions" in places.understood.standalone


def test_a_matter_is_asked_for_another_group(assistant: Assistant) -> None:
    """Havering 2011 tells of health visitors' caseloads in paragraph 67, Redbridge of their
    capacity in paragraph 27.
    """
    turns = ["caseloads in Havering 2011", "and for health visitors?"]
    answer = talk(assistant, *turns)
    assert "caseloads" in answer.understood.standalone
    assert answer.retrieved[0].key == "havering-2011#67"
    elsewhere = talk(assistant, *turns, "is it the same in Redbridge")
    assert elsewhere.retrieved[0].key == "redbridge-2010#27"


@pytest.mark.parametrize(
    "turn", ["now adoption", "ok thanks. now adoption", "moving on to adoption"]
)
def test_a_subject_announced_keeps_the_place_alone(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "what must Barnet do about domestic abuse?", turn)
    assert answer.understood.reports == ("barnet-2012",)
    assert answer.understood.kind is Kind.TOPIC
    assert answer.understood.subject == "adoption"


def test_a_subject_of_a_strand_takes_the_place_of_the_one_spoken_of(assistant: Assistant) -> None:
    answer = talk(assistant, "housing in Redbridge", "and private fostering")
    assert answer.quotes[0].key == "redbridge-2010#17"
    assert "housing" not in answer.understood.standalone


def test_what_went_wrong_is_no_subject_to_go_on_with(assistant: Assistant) -> None:
    answer = talk(assistant, "what went wrong in Harrow?", "ok bullying")
    assert answer.understood.subject == "bullying"
    assert answer.retrieved[0].key == "harrow-2012#20"


@pytest.mark.parametrize("turn", ["who was responsible?", "who by", "by whom?"])
def test_who_is_to_act_is_told_by_the_recommendations(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "domestic abuse in Barnet", "what must they do?", turn)
    assert "barnet-2012#20.1" in {quote.key for quote in answer.quotes}


@pytest.mark.parametrize(
    ("first", "turn", "kept"),
    [
        ("care leavers in Harrow", "how good are their schools?", "care leavers"),
        ("bullying in Harrow", "how good are their foster carers", ""),
        ("bullying in Harrow", "who runs the adoption panel there?", ""),
    ],
)
def test_theirs_may_be_those_of_the_people_or_of_the_place(
    assistant: Assistant, first: str, turn: str, kept: str
) -> None:
    understood = talk(assistant, first, turn).understood
    assert understood.reports == ("harrow-2012",)
    assert kept in understood.standalone
    assert "bullying" not in understood.standalone


def test_who_asks_is_no_part_of_the_subject(assistant: Assistant) -> None:
    turns = ["hi, im on the scrutiny committee. how did Harrow do on LAC health", "why?"]
    understood = talk(assistant, *turns).understood
    assert understood.subject == "lac health"
    assert understood.strand is Strand.LOOKED_AFTER


def test_a_practical_question_leaves_the_place_and_the_subject(assistant: Assistant) -> None:
    turns = ["bullying in Harrow", "where can I get a passport form", "and Barnet?"]
    assert talk(assistant, *turns).understood.standalone == "bullying in Barnet"


def test_a_subject_is_returned_to_with_its_strand(assistant: Assistant) -> None:
    turns = ["LAC health in Harrow", "and Barnet?", "now bullying in schools", "go back to health"]
    understood = talk(assistant, *turns).understood
    assert understood.reports == ("barnet-2012",)
    assert understood.strand is Strand.LOOKED_AFTER


@pytest.mark.parametrize("turn", ["turnover?", "any lessons", "and the turnover"])
def test_a_fragment_goes_on_whatever_word_it_uses(assistant: Assistant, turn: str) -> None:
    """No report has the words "turnover" and "lessons"."""
    answer = talk(assistant, "social workers in Redbridge", turn)
    assert answer.understood.reports == ("redbridge-2010",)
    assert "social workers" in answer.understood.standalone


@pytest.mark.parametrize("turn", ["what abot 2007", "and waht about 2007?"])
def test_a_misspelt_turn_goes_on_as_well(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "serious case reviews in Havering 2011", turn)
    assert answer.understood.reports == ("havering-2007",)
    assert "serious case reviews" in answer.understood.standalone


@pytest.mark.parametrize("turn", ["the earlier one", "no, the first inspection"])
def test_the_earlier_one_is_the_earlier_inspection(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "parents in Havering", "2007 or 2011?", turn)
    assert answer.understood.reports == ("havering-2007",)
    assert "parents" in answer.understood.standalone


@pytest.mark.parametrize(
    "turn", ["Redbridge as well", "same question for Redbridge", "show me Redbridge's exact words"]
)
def test_a_place_beside_words_of_asking_is_all_that_is_named(
    assistant: Assistant, turn: str
) -> None:
    answer = talk(assistant, "domestic abuse in Harrow", turn)
    assert answer.understood.standalone == "domestic abuse in Redbridge"


def test_what_is_meant_may_be_said_at_the_end(assistant: Assistant) -> None:
    answer = talk(assistant, "substance misuse in Barnet", "drugs, I mean")
    assert answer.understood.reports == ("barnet-2012",)
    assert answer.understood.subject == "substance misuse"


@pytest.mark.parametrize("turn", ["in schools?", "no, at home"])
def test_a_preposition_narrows_what_was_spoken_of(assistant: Assistant, turn: str) -> None:
    answer = talk(assistant, "substance misuse in Barnet", turn)
    assert "substance misuse" in answer.understood.standalone
    assert answer.understood.reports == ("barnet-2012",)


def test_which_year_is_asked_of_the_report(assistant: Assistant) -> None:
    answer = talk(assistant, "youth council in Havering 2007", "which year?")
    assert answer.understood.kind is Kind.METADATA
    onward = talk(assistant, "youth council in Havering 2007", "which year?", "was it any good")
    assert "youth council" in onward.understood.standalone


@pytest.mark.parametrize("turn", ["thanks thats all", "ok, thanks, bye"])
def test_a_farewell_asks_nothing(assistant: Assistant, turn: str) -> None:
    assert talk(assistant, "bullying in Harrow", turn).understood.kind is Kind.HELP
    onward = talk(assistant, "bullying in Harrow", turn, "oh, and Barnet?")
    assert onward.understood.standalone == "bullying in Barnet"


def test_they_may_be_things(assistant: Assistant) -> None:
    """Havering 2011 tells of the timescales of serious case reviews in paragraph 71."""
    turns = ["serious case reviews in Havering 2011", "were they done on time?"]
    answer = talk(assistant, *turns, "and what about Harrow")
    assert talk(assistant, *turns).retrieved[0].key == "havering-2011#71"
    assert "serious case reviews" in answer.understood.standalone


def test_anyone_is_of_the_place_spoken_of(assistant: Assistant) -> None:
    answer = talk(assistant, "private fostering in Redbridge", "did anyone check?")
    assert answer.understood.reports == ("redbridge-2010",)


def test_a_subject_returned_to_is_asked_for_as_it_was(assistant: Assistant) -> None:
    """Care leavers at work are told of in Harrow's paragraph 81."""
    turns = ["care leavers in Barnet and jobs", "housing?", "and Harrow", "go back to jobs"]
    answer = talk(assistant, *turns)
    assert answer.understood.reports == ("harrow-2012",)
    assert "harrow-2012#81" in {quote.paragraph.key for quote in answer.quotes}


def test_the_six_month_ones_are_recommendations(assistant: Assistant) -> None:
    """Barnet's paragraph 20 asks for two things within six months, paragraph 75 for three."""
    turns = ["can I see the Barnet recommendations", "only the six month ones"]
    quotes = talk(assistant, *turns).quotes
    assert {quote.key for quote in quotes} == {
        *(f"barnet-2012#20.{item}" for item in (8, 9)),
        *(f"barnet-2012#75.{item}" for item in (4, 5, 6)),
    }


@pytest.mark.parametrize("turn", ["no, CAF", "I meant CAF"])
def test_a_subject_put_right_takes_the_place_of_the_one_named(
    assistant: Assistant, turn: str
) -> None:
    answer = talk(assistant, "CAMHS in Harrow", turn)
    assert answer.quotes[0].key == "harrow-2012#23"
    assert "camhs" not in answer.understood.standalone


def test_authorities_named_one_after_another_are_asked_the_same(assistant: Assistant) -> None:
    turns = ["I need something on advocacy for children in care", "Barnet first", "then Harrow"]
    answer = talk(assistant, *turns)
    assert answer.understood.reports == ("harrow-2012",)
    assert answer.understood.subject == "advocacy children in care"


def test_what_was_to_be_done_is_asked_of_the_later_of_two_inspections(
    assistant: Assistant,
) -> None:
    """Havering 2011 asks for placements to be improved in paragraph 87."""
    turns = ["placement stability in Havering 2011", "was it better in 2007?"]
    answer = talk(assistant, *turns, "what did they have to do about it?")
    assert answer.understood.kind is Kind.RECOMMENDATION
    assert {quote.paragraph.key for quote in answer.quotes} >= {"havering-2011#87"}


def test_a_grade_is_asked_of_the_place_named_alone_before(assistant: Assistant) -> None:
    """Harrow's looked after children: staying safe is judged good; safeguarding has no such row."""
    answer = talk(assistant, "hello", "Harrow", "what grade for staying safe")
    assert [(row.report, row.grade) for row in answer.judgements] == [("harrow-2012", "Good")]


def test_all_other_places_are_asked_about_the_subject(assistant: Assistant) -> None:
    answer = talk(assistant, "co-sleeping in Havering 2011", "anywhere else?")
    assert answer.understood.authorities == ()
    assert "co sleeping" in fold(answer.understood.standalone)


@pytest.mark.parametrize("turn", ["was that done?", "did they act on that?"])
def test_whether_it_was_done_is_told_from_the_later_inspection(
    assistant: Assistant, turn: str
) -> None:
    answer = talk(assistant, "young carers in Havering 2007", "any recommendations?", turn)
    assert answer.understood.reports == ("havering-2011",)


def test_a_wrong_place_is_put_right(assistant: Assistant) -> None:
    answer = talk(assistant, "independent visitors in Barnet", "sorry wrong borough, Havering")
    assert answer.understood.standalone == "independent visitors in Havering"


def test_a_place_is_added_to_what_is_counted(assistant: Assistant) -> None:
    """Paragraph 9 of Barnet counts 288, 8 of Harrow 156, 6 of Redbridge 224."""
    turns = ["How many looked after children are there in Barnet?", "Harrow?", "add Redbridge"]
    lead = talk(assistant, *turns, "which has the fewest?").lead
    assert all(number in lead for number in ("**288**", "**156**", "**224**"))


def test_numbers_of_a_place_are_those_of_what_was_spoken_of(assistant: Assistant) -> None:
    """Barnet's paragraph 26 counts 463 young carers."""
    turns = ["young carers anywhere", "Barnet numbers"]
    assert "**463** (paragraph 26)" in talk(assistant, *turns).lead
    onward = talk(assistant, *turns, "are they treated well")
    assert onward.understood.reports == ("barnet-2012",)
    assert "anywhere" not in onward.understood.standalone


@pytest.mark.parametrize(
    "turn", ["hmm ok bullying policy in schools", "um bullying in our schools"]
)
def test_who_hesitates_goes_on(assistant: Assistant, turn: str) -> None:
    assert talk(assistant, "adoption in Barnet", turn).understood.reports == ("barnet-2012",)


def test_a_subject_is_returned_to_in_another_place(assistant: Assistant) -> None:
    turns = ["adoption in Barnet", "now bullying", "back to adoption but in Havering 2011"]
    understood = talk(assistant, *turns).understood
    assert understood.reports == ("havering-2011",)
    assert understood.subject == "adoption"


@pytest.mark.parametrize("turn", ["actually no. bullying", "actually no, bullying"])
def test_a_change_of_mind_leaves_the_subject(assistant: Assistant, turn: str) -> None:
    understood = talk(assistant, "adoption in Barnet", turn).understood
    assert understood.reports == ("barnet-2012",)
    assert understood.subject == "bullying"


def test_they_are_those_that_a_turn_names_itself(assistant: Assistant) -> None:
    turn = "what about foster carers, do they get paid leave"
    understood = talk(assistant, "bullying in Harrow", turn).understood
    assert understood.reports == ("harrow-2012",)
    assert "bullying" not in understood.standalone


def test_a_body_at_the_head_of_a_sentence_is_known_for_what_it_is(assistant: Assistant) -> None:
    """Barnet's paragraph 94: the Role Model Army, the Children in Care Council."""
    answer = talk(assistant, "what is the role model army", "does Havering 2011 have one?")
    assert "havering-2011#113" in {quote.paragraph.key for quote in answer.quotes}


def test_the_words_that_compare_are_no_subject(assistant: Assistant) -> None:
    turns = ["adoption in Harrow vs Barnet", "and Redbridge?"]
    assert "vs" not in talk(assistant, *turns).understood.standalone.split()


@pytest.mark.parametrize("turn", ["the old report I mean", "no, the older one"])
def test_the_old_report_is_the_earlier_inspection(assistant: Assistant, turn: str) -> None:
    understood = talk(assistant, "obesity in Havering", turn).understood
    assert understood.reports == ("havering-2007",)
    assert "obesity" in understood.standalone


@pytest.mark.parametrize("turn", ["Barnet any better", "ditto Barnet"])
def test_a_place_needs_no_verb(assistant: Assistant, turn: str) -> None:
    understood = talk(assistant, "special guardians in Redbridge", turn).understood
    assert understood.reports == ("barnet-2012",)
    assert understood.subject == "special guardians"


def test_a_year_is_set_beside_the_one_spoken_of(assistant: Assistant) -> None:
    turns = ["sexual health in Havering 2007", "how does that compare to 2011"]
    answer = talk(assistant, *turns)
    assert answer.understood.kind is Kind.TREND
    assert answer.understood.reports == ("havering-2007", "havering-2011")


def test_a_long_fragment_keeps_the_place(assistant: Assistant) -> None:
    answer = talk(assistant, "housing in Redbridge", "children missing from school?")
    assert answer.understood.reports == ("redbridge-2010",)
    assert "housing" not in answer.understood.standalone
    whole = talk(assistant, "housing in Redbridge", "which reports speak of missing children?")
    assert whole.understood.authorities == ()


def test_theirs_is_what_was_spoken_of(assistant: Assistant) -> None:
    """Barnet's paragraph 94: the Role Model Army, the Children in Care Council."""
    turns = ["is there a children in care council in Redbridge", "what do Barnet call theirs?"]
    answer = talk(assistant, *turns)
    assert any("Role Model Army" in quote.text for quote in answer.quotes)


@pytest.mark.parametrize("turn", ["is anyone named as responsible?", "why isnt it outstanding"])
def test_a_question_about_somebody_there_keeps_the_place(assistant: Assistant, turn: str) -> None:
    understood = talk(assistant, "leadership in Harrow", turn).understood
    assert understood.reports == ("harrow-2012",)
    assert "isnt" not in understood.matter
