"""Figures: what one that a question gives is of, numbers of several reports, and who has most."""

from __future__ import annotations

import pytest

from qa.answer.asking.figured import figures_asked
from qa.assistant import Assistant
from qa.search.asked.question import Kind
from qa.search.language.counting import counted
from qa.search.language.numbers import counting_in, gives_any
from qa.search.language.stemming import stem

# ---- a figure that a question gives ------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("Harrow: 92.4% of what?", ["harrow-2012#61"]),
        ("92.4 per cent in the Harrow report: measuring what, and when?", ["harrow-2012#61"]),
        ("what does the 33% in Harrow count", ["harrow-2012#8"]),
        ("what does 36% refer to in the Barnet report", ["barnet-2012#11"]),
        ("I read 87% in the Barnet inspection. 87% of what?", ["barnet-2012#98"]),
        ("Redbridge, the 60% figure: what's that about?", ["redbridge-2010#51"]),
        ("where does the 35 percent figure come from?", ["havering-2007#79"]),
        # Of all reports where none is named.
        ("60% of what?", ["harrow-2012#8", "havering-2011#99", "redbridge-2010#51"]),
        # Sums, however they are printed, and plain numbers.
        ("What is the £6.4m in the Barnet report?", ["barnet-2012#14"]),
        ("what does 156 refer to in the Harrow report", ["harrow-2012#8"]),
        # With what it is of.
        ("What does the 14% improvement in Redbridge refer to?", ["redbridge-2010#17"]),
        ("Which council has 24% of its people under 18?", ["havering-2011#4"]),
    ],
)
def test_a_figure_is_looked_up_and_the_sentences_that_give_it_stand_alone(
    assistant: Assistant, question: str, keys: list[str]
) -> None:
    answer = assistant.ask(question)
    assert [quote.paragraph.key for quote in answer.quotes] == keys
    assert answer.answered


def test_a_figure_whose_whole_is_told_before_it_is_quoted_with_that(assistant: Assistant) -> None:
    """Havering 2011, paragraph 8: "There were 100 children who were the subject of a child
    protection plan. These comprise ... Some 40% are aged under five".
    """
    (quote,) = assistant.ask("40% of what in Havering in 2011?").quotes
    assert quote.text.startswith("There were 100 children who were the subject of a child")
    assert "Some 40% are aged under five" in quote.text


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("what does 92% mean in Harrow?", "92%"),  # 92.4% is another
        ("99% of what in Redbridge?", "99%"),
        ("What was the £64 million in Barnet?", "£64 million"),
    ],
)
def test_a_figure_that_stands_nowhere_is_said_not_to(
    assistant: Assistant, question: str, figure: str
) -> None:
    answer = assistant.ask(question)
    assert not answer.answered
    assert f"No such figure was found: {figure}." in answer.text
    assert not answer.nearest


@pytest.mark.parametrize(
    "question",
    [
        "What happens to 16-17 year olds in Harrow?",
        "what does a 3 mean in Havering 2007?",
        "what happened in 2011 in Barnet?",
        "Harrow 16",
        "What does paragraph 61 of the Harrow report refer to?",
        "What is there for those over 16 in Barnet?",
        "Is Harrow meeting its 72 hour target?",
        "How many of the 463 young carers in Barnet are helped?",
        "What is Key Stage 2 about in Redbridge?",
    ],
)
def test_what_only_sets_a_question_is_no_figure_to_look_up(
    assistant: Assistant, question: str
) -> None:
    assert figures_asked(assistant.ask(question).understood) == []


# ---- a number of what is asked -----------------------------------------------------------------


def stems(*words: str) -> frozenset[str]:
    return frozenset(map(stem, words))


@pytest.mark.parametrize(
    ("text", "what", "plainly"),
    [
        ("There are 60 foster carers and one home.", ("foster", "carers"), True),
        ("There were 156 children who were looked after.", ("looked", "after", "children"), True),
        ("There are a total of 89 schools in Havering.", ("schools",), True),
        ("There are 69 in-house foster carers.", ("foster", "carers"), False),
        ("There are 13 care leavers in higher education.", ("care", "leavers"), False),
        ("There are 35 primary schools.", ("schools",), False),
        ("The two schools are watched.", ("schools",), False),
    ],
)
def test_a_number_is_plainly_of_all_that_is_counted_or_of_a_part(
    text: str, what: tuple[str, ...], *, plainly: bool
) -> None:
    (number,) = (n for n in counting_in(text, stems(*what)) if n.printed != "one")
    assert number.is_plainly(stems(*what)) == plainly


@pytest.mark.parametrize(
    ("text", "what", "given"),
    [
        # Another thing of nearly the name, and a length of time.
        ("a review of 53 case files", ("serious", "case", "reviews"), False),
        ("changes in their first 12 months in care", ("social", "workers"), False),
        ("within 10 working days", ("social", "workers"), False),
        # What may be called otherwise, and what was done to those who are counted.
        ("a review of 73 case files", ("records",), True),
        ("12 pupils were excluded", ("exclusions",), True),
        ("the two recent serious case reviews", ("serious", "case", "reviews"), True),
        ("it took 12 months", ("months",), True),
    ],
)
def test_a_number_of_another_thing_is_none_of_what_is_asked(
    text: str, what: tuple[str, ...], *, given: bool
) -> None:
    assert (gives_any(text, stems(*what)) or bool(counting_in(text, stems(*what)))) == given


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Who had the most foster carers? Give the numbers", ("foster", "carers")),
        ("Which has the largest number of foster carers?", ("foster", "carers")),
        ("Foster carers, how many?", ("foster", "carers")),
        ("How many: foster carers?", ("foster", "carers")),
    ],
)
def test_what_is_counted_ends_with_its_sentence(question: str, what: tuple[str, ...]) -> None:
    assert counted(question) == stems(*what)


def test_a_number_is_told_of_the_thing_asked_and_no_rival_beside_it(assistant: Assistant) -> None:
    """Redbridge's paragraph 30: "the two recent serious case reviews"; its 2: 53 case files."""
    answer = assistant.ask("How many serious case reviews had there been in Redbridge lately?")
    assert "London Borough of Redbridge, 2010: **two** (paragraph 30)." in answer.lead
    assert [quote.paragraph.key for quote in answer.quotes] == ["redbridge-2010#30"]


@pytest.mark.parametrize(
    "question",
    [
        "How many serious case reviews were there in Havering in 2011?",
        "How many serious case reviews were there in Harrow?",
    ],
)
def test_the_number_of_another_thing_does_not_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.answered
    assert "No such number was found." in answer.text


def test_of_several_numbers_the_one_of_all_is_told(assistant: Assistant) -> None:
    """Barnet's paragraph 5: 121 schools, of which 88 are primary schools."""
    assert "**121**" in assistant.ask("How many schools does Barnet have?").lead
    assert "**88**" in assistant.ask("How many primary schools does Barnet have?").lead


def test_what_counts_some_is_not_quoted_beside_what_counts_all(assistant: Assistant) -> None:
    """Havering 2007's paragraph 14: "a total of 89 schools"; another tells of "the two schools"."""
    answer = assistant.ask("How many schools did Havering have in 2007?")
    assert "**89**" in answer.lead
    assert "the two schools" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Teenage mothers in Barnet and Harrow - numbers and what help they get",
        "Are pupil numbers low in Barnet?",
    ],
)
def test_numbers_beside_something_else_ask_for_more_than_a_number(
    assistant: Assistant, question: str
) -> None:
    assert "number of" not in assistant.ask(question).understood.query


def test_an_amount_that_has_to_be_is_no_recommendation(assistant: Assistant) -> None:
    answer = assistant.ask("what share of new housing in Havering has to be affordable")
    assert "**35%**" in answer.lead
    assert "recommendation" not in answer.text
    assert [quote.paragraph.key for quote in answer.quotes] == ["havering-2007#79"]
    tasks = assistant.ask("What share of the recommendations has to be done at once in Harrow?")
    assert tasks.understood.kind is Kind.RECOMMENDATION


# ---- who has most ------------------------------------------------------------------------------

FOSTER_CARERS = {
    "London Borough of Barnet, 2012: **103** (paragraph 9).",
    "London Borough of Harrow, 2012: **69** (paragraph 6).",
    "London Borough of Havering, 2011: **66** (paragraph 7).",
    "London Borough of Redbridge, 2010: **60** (paragraph 5).",
}


@pytest.mark.parametrize(
    "question",
    [
        "Which borough had the most foster carers of its own? give the numbers",
        "which has the biggest number of foster carers",
        "Which council has the fewest foster carers?",
        "foster carers: numbers for each council",
        "How many foster carers does each borough have?",
    ],
)
def test_who_has_most_is_told_by_the_number_of_each(assistant: Assistant, question: str) -> None:
    lead = assistant.ask(question).lead
    assert all(line in lead for line in FOSTER_CARERS)
    assert "No such number was found in: London Borough of Havering, 2007." in lead


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Which council has the most looked after children?",
            "By these numbers the most: London Borough of Barnet 2012.",
        ),
        (
            "Who had the most children in care?",
            "By these numbers the most: London Borough of Barnet 2012.",
        ),
        (
            "Who has the lowest number of looked after children?",
            "By these numbers the fewest: London Borough of Harrow 2012.",
        ),
        # Harrow's 69 are "in-house"; its 13 care leavers are those in higher education.
        ("Which borough had the most foster carers?", "They need not count alike."),
        ("which borough had the fewest care leavers", "They need not count alike."),
        # Barnet's paragraph 14 alone tells of savings.
        (
            "Which council made the biggest cuts to children's services spending?",
            "Only London Borough of Barnet 2012 gives a sum of money here",
        ),
    ],
)
def test_the_most_is_named_where_all_count_the_same(
    assistant: Assistant, question: str, told: str
) -> None:
    assert told in assistant.ask(question).lead


def test_who_is_asked_how_many_is_not_ranked(assistant: Assistant) -> None:
    lead = assistant.ask("How many looked after children did each borough have?").lead
    assert "By these numbers" not in lead
    assert "ranked" not in lead


def test_where_a_number_is_asked_of_each_what_tells_none_is_not_quoted(
    assistant: Assistant,
) -> None:
    """Barnet's paragraph 100 (15%), Harrow's 82 (13), Redbridge's 43 ("all but one")."""
    answer = assistant.ask("care leavers at university: numbers for each council")
    assert "in: London Borough of Havering, 2007; London Borough of Havering, 2011." in answer.lead
    assert "personal letters from senior officers" not in answer.text
    assert {"barnet-2012", "harrow-2012"} <= {quote.report.key for quote in answer.quotes}


@pytest.mark.parametrize(
    "question", ["what's 17% of 288?", "what is 3.5 x 12", "65% of 200 is what"]
)
def test_what_is_to_be_worked_out_is_no_figure_of_a_report(
    assistant: Assistant, question: str
) -> None:
    assert not assistant.ask(question).answered


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many children are in care in Harrow?", "156"),
        ("How many children are in care in Barnet?", "288"),
        ("How many kids are in care in Redbridge?", "224"),
    ],
)
def test_children_in_care_are_those_looked_after(
    assistant: Assistant, question: str, told: str
) -> None:
    """Harrow's paragraph 8 has "156 children who were looked after"."""
    answer = assistant.ask(question)
    assert answer.answered and told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Havering hit 90% for long term placement stability in 2010-11 - is that good?",
        "Did Barnet reach 9% of looked after children adopted?",
    ],
)
def test_a_target_that_is_taken_for_reached_is_said_to_be_one(
    assistant: Assistant, question: str
) -> None:
    assert "that it was the target" in assistant.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "Was long term placement stability in Havering 60% in 2010-11?",
        "Was Barnet's target for adoptions 9%?",
    ],
)
def test_a_figure_that_is_reached_or_asked_about_as_a_target_is_not(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert "that it was the target" not in answer.text


def test_no_report_is_silent_on_years_that_come_after_it(assistant: Assistant) -> None:
    answer = assistant.ask("Was long term placement stability in Havering 60% in 2010-11?")
    assert "Havering, 2007" not in answer.text


@pytest.mark.parametrize(
    ("question", "is_told"),
    [
        # Barnet 2012, paragraph 9: "a further 21 ... placed in external accommodation".
        ("how many placed out of borough in barnet", False),
        ("how many are placed in external accommodation in barnet", True),
    ],
)
def test_those_placed_elsewhere_are_not_those_placed_out_of_borough(
    assistant: Assistant, question: str, is_told: bool
) -> None:
    assert assistant.ask(question).answered is is_told
