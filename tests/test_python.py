"""The package as other people's Python sees it: its names, what it returns, an answer as HTML."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from html.parser import HTMLParser

import pytest

import qa
from qa.answer.form.head import says
from qa.assistant import Assistant


def test_every_public_name_is_there_documented_and_few() -> None:
    assert len(qa.__all__) < 10
    for name in qa.__all__:
        assert getattr(qa, name).__doc__, name
    assert set(qa.__all__) <= set(dir(qa))
    with pytest.raises(AttributeError, match="Asistant"):
        _ = qa.Asistant


def test_what_is_returned_is_frozen(assistant: Assistant) -> None:
    answer = assistant.ask("Harrow LAC health?")
    checked = assistant.check("care leavers are inadequate")
    for result in (answer, answer.quotes[0], answer.judgements[0], checked, assistant.reports()[0]):
        assert is_dataclass(result)
        with pytest.raises(FrozenInstanceError):
            setattr(result, fields(result)[0].name, "x")


def test_a_paragraph_shown_gives_its_words_and_its_source(assistant: Assistant) -> None:
    shown = assistant.show("harrow-2012#57.3")
    assert shown.text in shown.paragraph.text
    assert shown.citation.endswith("paragraph 57, item 3")


class Words(HTMLParser):
    """Collects the tags and the text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_notebook_shows_an_answer_with_its_sources(assistant: Assistant) -> None:
    answer = assistant.ask("what did Ofsted say about Harrow LAC health?")
    shown = Words(answer._repr_html_())
    for quote in answer.quotes:
        assert quote.text in shown.text
        assert quote.citation in shown.text
    for row in answer.judgements:
        assert f"{row.aspect}{row.grade}{row.number}{row.scale}" in shown.text


def test_a_notebook_says_that_the_nearest_are_no_answer(assistant: Assistant) -> None:
    answer = assistant.ask("how many polar bears live in Harrow's zoo?")
    assert not answer.answered
    assert ("not an answer" in Words(answer._repr_html_()).text) == bool(answer.nearest)


def test_a_notebook_shows_markup_as_text(assistant: Assistant) -> None:
    asked = assistant.ask("what did Ofsted say about Harrow LAC health?")
    answer = replace(asked, question="<script>alert(1)</script>")
    harmful = replace(answer.judgements[0], aspect="<img src=x onerror=alert(1)>")
    shown = Words(replace(answer, judgements=(harmful,), head=says("<i>lead</i>"))._repr_html_())
    assert not shown.tags & {"script", "b", "i", "img"}
    assert "<script>alert(1)</script>" in shown.text
    assert "<img src=x onerror=alert(1)>" in shown.text
