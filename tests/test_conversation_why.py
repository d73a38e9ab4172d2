"""A conversation: "why?" gets what was not told before, of the one place that it asks of."""

from __future__ import annotations

import pytest
from talking import talk

from qa.answer.composition.prelude import OF_ALL_CHILDREN
from qa.answer.form.wording import SAID_BEFORE, Lack
from qa.assistant import Assistant
from qa.search.asked.question import Kind

WORST = "which council had the worst result for health of looked after children?"
STABILITY = "placement stability in Havering 2011"
YOUNG_CARERS = "young carers in Barnet"


def places(assistant: Assistant, *turns: str) -> set[str]:
    """The reports that the answer to the last of the turns quotes."""
    return {quote.report.key for quote in talk(assistant, *turns).quotes}


@pytest.mark.parametrize(
    "turn",
    [
        "why?",
        "how come?",
        "why was that?",
        "what went wrong there?",
        "and their recommendations?",
        "what were they told to do about it?",
        "what did the inspectors say about them?",
    ],
)
def test_after_a_ranking_what_is_asked_of_one_is_asked_of_the_first(
    assistant: Assistant, turn: str
) -> None:
    """Harrow alone was graded inadequate for it among those that graded looked after children."""
    assert talk(assistant, WORST).foremost == ("harrow-2012",)
    assert places(assistant, WORST, turn) == {"harrow-2012"}


@pytest.mark.parametrize(
    "turn",
    [
        "and the best?",
        "which came second?",
        "are they all on the same scale?",
        "what about the others?",
        "how do they compare on staying safe?",
    ],
)
def test_what_is_asked_of_all_that_were_ranked_is_asked_of_all(
    assistant: Assistant, turn: str
) -> None:
    assert len(talk(assistant, WORST, turn).understood.reports) == 5


def test_a_place_named_after_a_ranking_is_the_one_asked_of(assistant: Assistant) -> None:
    assert talk(assistant, WORST, "why did Redbridge do badly?").understood.authorities == (
        "redbridge",
    )


def test_where_none_came_out_first_nobody_is_taken_for_it(assistant: Assistant) -> None:
    """The two with a good grade and those with an adequate one were never ranked by a question."""
    assert talk(assistant, "Harrow LAC health").foremost == ()
    assert talk(assistant, "What was said of bullying in each report?").foremost == ()


@pytest.mark.parametrize("turn", ["why?", "any recommendations?", "how bad was it?"])
def test_the_one_of_all_with_a_grade_is_the_one_asked_of(assistant: Assistant, turn: str) -> None:
    first = "which council got the lowest grade for being healthy for looked after children"
    assert places(assistant, first, turn) == {"harrow-2012"}


@pytest.mark.parametrize(
    "turn", ["why?", "why is that?", "how come?", "what was the reason?", "why only inadequate?"]
)
def test_why_after_a_grade_asks_for_its_reasons(assistant: Assistant, turn: str) -> None:
    """Harrow's paragraphs 58 to 63 are its section on the health of looked after children."""
    answer = talk(assistant, "Harrow LAC health", turn)
    assert answer.understood.kind is Kind.JUDGEMENT
    assert "why was it inadequate" in answer.understood.standalone
    assert {int(quote.paragraph.number) for quote in answer.quotes} <= {*range(58, 64)}


@pytest.mark.parametrize("turn", ["why?", "why is that?", "what caused that?"])
def test_why_after_what_was_said_is_told_by_what_gives_a_reason(
    assistant: Assistant, turn: str
) -> None:
    first = talk(assistant, STABILITY)
    answer = talk(assistant, STABILITY, turn)
    assert "principle reason for the majority" in answer.quotes[0].text
    assert {quote.text for quote in answer.quotes} != {quote.text for quote in first.quotes}
    assert Lack.REASON not in answer.text


def test_where_no_reason_is_given_that_is_said(assistant: Assistant) -> None:
    assert Lack.REASON in talk(assistant, YOUNG_CARERS, "why is that?").text


@pytest.mark.parametrize("turn", ["why are so few of them known?", "why was Barnet good?"])
def test_why_with_a_subject_of_its_own_is_asked_as_it_is(assistant: Assistant, turn: str) -> None:
    understood = talk(assistant, YOUNG_CARERS, turn).understood
    assert understood.telling is None and "why was it" not in understood.standalone


def test_what_was_quoted_before_is_not_quoted_again_in_silence(assistant: Assistant) -> None:
    assert talk(assistant, "teenage pregnancy Harrow", "so what?").text.startswith(SAID_BEFORE)


def test_what_answers_something_else_too_is_quoted_again(assistant: Assistant) -> None:
    """Barnet's paragraph 14 tells of savings, and of what was put in."""
    answer = talk(assistant, "how much did Barnet save", "and how much did it put in?")
    assert SAID_BEFORE not in answer.text and "£1.5 million" in answer.quotes[0].text


@pytest.mark.parametrize(
    ("turns", "is_said"),
    [
        (("teenage pregnancy Harrow", "and for those in care?"), True),
        (("Is teenage pregnancy high among looked after children in Harrow?",), True),
        (("teenage pregnancy Harrow",), False),
        (("private fostering in Redbridge",), False),
        (("Harrow LAC health",), False),
        (("young carers in Barnet", "and for care leavers?"), False),
    ],
)
def test_what_is_said_of_all_children_is_not_of_those_in_care_alone(
    assistant: Assistant, turns: tuple[str, ...], is_said: bool
) -> None:
    told = OF_ALL_CHILDREN.format("looked after children")
    assert (told in talk(assistant, *turns).text) is is_said


@pytest.mark.parametrize(
    "turn", ["say that again", "which paragraph says that?", "and in Redbridge?", "any numbers?"]
)
def test_the_same_asked_again_or_another_thing_is_no_repetition(
    assistant: Assistant, turn: str
) -> None:
    assert SAID_BEFORE not in talk(assistant, YOUNG_CARERS, turn).text


def test_when_that_inspection_was_is_asked_of_the_report(assistant: Assistant) -> None:
    answer = talk(assistant, "Harrow LAC health", "when was that inspection?")
    assert "8 May – 18 May 2012" in answer.text and not answer.quotes


ANY_GOOD = "is redbridge any good at protecting children"


@pytest.mark.parametrize(
    "turn", ["why only that", "why not better", "why so low", "what let them down", "why"]
)
@pytest.mark.parametrize("first", [ANY_GOOD, "what did redbridge get for safeguarding"])
def test_what_kept_a_grade_from_a_better_one_is_asked_of_that_grade(
    assistant: Assistant, first: str, turn: str
) -> None:
    """Redbridge's paragraphs 9 to 12 are of its section on the overall effectiveness."""
    answer = talk(assistant, first, turn)
    assert answer.understood.standalone.startswith("why was it adequate?")
    assert "not judged" not in answer.lead
    assert {"9", "12"} <= {quote.paragraph.number for quote in answer.quotes}


@pytest.mark.parametrize(
    ("turn", "asked"),
    [
        ("why not outstanding", "why was it only good?"),
        ("what held it back?", "why was it only good?"),
        ("why?", "why was it good?"),
        ("why is that?", "why was it good?"),
    ],
)
def test_why_a_good_grade_was_no_better_is_not_why_it_was_good(
    assistant: Assistant, turn: str, asked: str
) -> None:
    answer = talk(assistant, "what did barnet get for safeguarding", turn)
    assert answer.understood.standalone.startswith(asked)


@pytest.mark.parametrize(
    ("first", "turn"),
    [
        ("is supervision good in Barnet", "why not"),
        ("what did barnet get for safeguarding", "why are so few plans any good?"),
        ("how many social workers does barnet have", "why so low"),
    ],
)
def test_without_a_grade_or_of_something_else_no_grade_is_asked_about(
    assistant: Assistant, first: str, turn: str
) -> None:
    assert "why was it" not in talk(assistant, first, turn).understood.standalone
