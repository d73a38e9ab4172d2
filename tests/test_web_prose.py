"""Prose by a language model on the page: offered, sent only when asked for, checked, set beside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import PATIENCE, arrive, ask, violations
from playwright.sync_api import Browser, expect
from ports import free_port
from scripted_model import Manner, Scripted, saying, scripted

from qa.assistant import Assistant
from qa.prose.endpoint import Endpoint
from qa.prose.proofreader import Given, Proofreader
from qa.prose.sentence import Sentence
from qa.web import Site, launch
from qa.web.views.prose import _opening

HARROW = "what did Ofsted say about Harrow LAC health?"
TRUE = "“Information sharing between social care and health is inadequate.” [harrow-2012#60]"
LIE = "“Every child <b>sees</b> a doctor twice a month.” [harrow-2012#60]"


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    with scripted(saying(TRUE, LIE, TRUE), Manner.STREAM) as served:
        yield served


@pytest.fixture(scope="module")
def site(assistant: Assistant, model: Scripted) -> Iterator[str]:
    """The page, given a language model."""
    endpoint = Endpoint(model.url, "tiny-<model>")
    page, _, address = launch(lambda: assistant, Site(port=free_port(), endpoint=endpoint))
    yield address
    page.close(verbose=False)


def test_prose_is_written_when_asked_for_beside_the_answer(
    chromium: Browser, site: str, model: Scripted
) -> None:
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE)
    arrive(page, site)
    ask(page, HARROW)
    offer = page.get_by_role("button", name="Have tiny-<model> put it into sentences")
    expect(offer).to_be_visible()
    assert model.requests == []  # nothing is sent before it is asked for
    offer.click()
    prose = page.get_by_role("region", name="By tiny-<model>")
    expect(prose).to_contain_text("2 of 3 sentences stand; 1 struck (misquoted: 1).")
    expect(prose).to_contain_text("Information sharing between social care and health")
    expect(prose).not_to_contain_text("twice a month")
    expect(page.locator("#qa-transcript .qa-answer")).to_be_visible()
    assert len(model.requests) == 1
    assert violations(page) == []
    # The sentence's source opens with its words marked.
    prose.get_by_role("button", name="paragraph 60").first.click()
    expect(page.locator("#qa-panel mark").first).to_contain_text("Information sharing")
    # Another question: it is gone, and offered anew where there is an answer.
    ask(page, "what did Ofsted say about children in care in Croydon?")
    expect(prose).to_have_count(0)
    expect(offer).to_have_count(0)
    page.close()


def test_the_source_of_an_item_marks_the_item_and_not_what_leads_into_it(
    assistant: Assistant,
) -> None:
    asked = "strategy discussions and meetings should be chaired as a matter of routine"
    shown = assistant.show("barnet-2012#20")
    check = Proofreader([Given(shown.report, shown.paragraph)], assistant.judgements).check
    sentence = check(f"“{asked}” [barnet-2012#20]")
    assert isinstance(sentence, Sentence) and "Within three months" in sentence.text
    (button,) = _opening(sentence)
    start = shown.paragraph.text.index(asked)
    assert f'data-start="{start}"' in button
