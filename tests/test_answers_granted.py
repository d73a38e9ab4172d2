"""A grade that a question takes as given before it asks of something else: "since it is good"."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest

from qa.assistant import Assistant
from qa.index.making.build import build
from qa.search.asked.question import Kind

SAMPLES = Path(__file__).parent / "samples"
BARNET = "London Borough of Barnet 2012, looked after children: not judged outstanding, but good"


@pytest.mark.parametrize(
    "question",
    [
        "Since Barnet is outstanding for children in care, what do they do that other boroughs "
        "could copy?",
        "Given that Barnet was rated outstanding for looked after children, what do they do well?",
        "What do they do well, seeing as Barnet is outstanding for children in care?",
    ],
)
def test_a_grade_taken_as_given_is_put_right_and_the_rest_answered(
    assistant: Assistant, question: str
) -> None:
    """Barnet, paragraph 65: "... services for looked after children ... is good."."""
    answer = assistant.ask(question)
    assert answer.lead.startswith(BARNET)
    assert answer.understood.kind is Kind.OVERVIEW
    assert "outstanding" not in answer.understood.standalone
    assert answer.quotes


@pytest.mark.parametrize(
    ("question", "key"),
    [
        (
            "Given that Harrow got an outstanding for education of looked after children, how do "
            "they support pupils?",
            "harrow-2012#72",
        ),
        (
            "If Redbridge was outstanding for leadership, what is the training of staff like?",
            "redbridge-2010#48",
        ),
    ],
)
def test_what_is_asked_beside_a_grade_is_quoted(
    assistant: Assistant, question: str, key: str
) -> None:
    answer = assistant.ask(question)
    assert "not judged outstanding, but" in answer.lead
    assert key in {quote.key for quote in answer.quotes}


def test_a_grade_that_was_given_is_put_right_by_nothing(assistant: Assistant) -> None:
    """Harrow, paragraph 58: "... for looked after children and care leavers are inadequate."."""
    answer = assistant.ask(
        "Since the health of looked after children in Harrow is inadequate, what did they do about "
        "immunisations?"
    )
    assert "not judged" not in answer.lead
    assert any("immunisation" in quote.text for quote in answer.quotes)


def test_a_grade_that_another_part_was_given_is_told_beside_what_is_put_right(
    assistant: Assistant,
) -> None:
    """Harrow's tables have one inadequate: being healthy, of looked after children."""
    lead = assistant.ask("Since Harrow was judged inadequate, who leads the board there?").lead
    assert lead.startswith("London Borough of Harrow 2012: not judged inadequate, but adequate: ")
    assert "Inadequate was: Being healthy, looked after children." in lead


def test_an_aspect_is_not_put_right_that_another_may_be_meant_for(assistant: Assistant) -> None:
    """Its health agencies were adequate for safeguarding, and being healthy was inadequate."""
    asked = "given that Harrow was told its health services were inadequate, who is to fix them?"
    assert "not judged" not in assistant.ask(asked).lead


@pytest.mark.parametrize(
    "question",
    [
        "Since the board in Harrow has good links with schools, how do they share information?",
        "Since 2007 has Havering been good at staying safe, or not?",
        "Why did Barnet get good for leadership, given that audits were poor?",
        "Since Barnet is outstanding and Harrow is not, which has the better leadership?",
        "As good practice goes, what does Harrow do, and is it shared?",
        "If a service in Barnet is given grade 4, what does that say about it?",
    ],
)
def test_what_takes_no_grade_of_tables_as_given_is_left_as_it_is(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.understood.standalone == question
    assert "not judged" not in answer.lead


@pytest.mark.parametrize(
    ("question", "key"),
    [
        (
            "Barnet is outstanding so why does it have no designated doctor?",
            "barnet-2012#73",
        ),
        (
            "Barnet got outstanding, so why does it have no designated doctor?",
            "barnet-2012#73",
        ),
        (
            "Barnet being outstanding, why does it have no designated doctor?",
            "barnet-2012#73",
        ),
        ("Harrow was inadequate so what must it do about supervision?", "harrow-2012#57.4"),
    ],
)
def test_a_grade_is_taken_as_given_however_that_leads_to_the_question(
    assistant: Assistant, question: str, key: str
) -> None:
    answer = assistant.ask(question)
    assert "not judged" in answer.lead
    assert key in {quote.key for quote in answer.quotes}


@pytest.mark.parametrize(
    "question",
    [
        "Is Barnet outstanding, so why are audits poor?",
        "The inspectors said Harrow was good so which parts were not?",
        "Being healthy in Harrow, what was said of it?",
        "I heard Harrow failed, so why?",
        "Redbridge has good schools so why do children travel out of the borough?",
    ],
)
def test_what_only_looks_like_a_grade_taken_as_given_is_left_as_it_is(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).understood.standalone == question


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        (
            "Since Harrow is inadequate for leadership, who is to blame?",
            {"harrow-2012#38", "harrow-2012#41"},
        ),
        (
            "Since Harrow is outstanding for leadership, what can others copy?",
            {"harrow-2012#41", "harrow-2012#95"},
        ),
        (
            "Since Barnet is outstanding, how do they do it?",
            {"barnet-2012#10", "barnet-2012#65"},
        ),
    ],
)
def test_what_names_nothing_itself_is_asked_of_what_was_graded(
    assistant: Assistant, question: str, keys: set[str]
) -> None:
    answer = assistant.ask(question)
    assert "not judged" in answer.lead
    assert keys <= {quote.key for quote in answer.quotes}
    assert "hard copy" not in answer.text


def test_a_grade_of_another_aspect_that_is_not_meant_is_told(assistant: Assistant) -> None:
    """Leadership was adequate and good; nothing in "leadership" names being healthy."""
    lead = assistant.ask("Since Harrow is inadequate for leadership, who is to blame?").lead
    assert "Inadequate was: Being healthy, looked after children." in lead
    true = assistant.ask("Seeing that Harrow is inadequate for being healthy, who is to blame?")
    assert "not judged" not in true.lead
    assert {quote.paragraph.key for quote in true.quotes} & {"harrow-2012#58", "harrow-2012#59"}


def test_what_was_given_a_grade_is_named_in_whatever_wording_it_is_printed(tmp_path: Path) -> None:
    """The table of the sample: help and protection "Requires improvement to be good", overall
    "Good".
    """
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    copy(SAMPLES / "ilacs-numbered.txt", corpus)
    build(corpus, index, progress=False)
    answer = Assistant.open(index).ask(
        "Given that Gateshead was rated requires improvement for overall effectiveness, what do "
        "they do well?"
    )
    assert "not judged requires improvement, but good" in answer.lead
    assert "children who need help and protection" in answer.lead
