"""Prose by a language model under the last answer, if the server was given one and a reader asks.

It has a place of its own below the chat: the answer is there at once, and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from qa.errors import QAError
from qa.prose.endpoint import Endpoint
from qa.prose.sentence import Sentence
from qa.prose.writing import Prose
from qa.web.parts.chat import Conversation
from qa.web.parts.html import button, esc
from qa.web.parts.library import Library
from qa.web.parts.region import ONCE, QUIET, problem, region, waiting

AT_ONCE = 2  # models are slow; beyond so many, people wait in line, and nobody's question does


def place(library: Library) -> gr.HTML | None:
    """Where it will stand, if there is a model."""
    return region("", "qa-prose") if library.endpoint else None


def wire(
    library: Library,
    shown: gr.HTML,
    conversation: gr.State,
    asked: Sequence[Any],
    changing: Sequence[Any],
) -> None:
    """Offer it when one of `asked` is done; while the chat is `changing` it is gone."""
    if library.endpoint is None:
        return
    writer = Writer(library, library.endpoint)
    writing = shown.write(writer.write, [conversation], [shown], concurrency_limit=AT_ONCE, **ONCE)
    for trigger in changing:
        # Emptied by the browser itself: a call of its own could come back after the offer.
        trigger(None, None, [shown], js="() => ''", **QUIET)
        trigger(None, cancels=[writing], **QUIET)
    for event in asked:
        event.then(writer.offer, [conversation], [shown], **QUIET)


class Writer:
    """What happens in its place: each method is one event."""

    def __init__(self, library: Library, endpoint: Endpoint) -> None:
        self._library = library
        self._endpoint = endpoint

    def offer(self, conversation: Conversation) -> str:
        """A button, under an answer that was found; nothing is sent before it is pressed."""
        turns = conversation.turns
        answer = turns[-1].answer if turns else None
        if answer is None or not answer.answered:
            return ""
        asking = button(f"Have {self._endpoint.model} put it into sentences", "write")
        return f'<p class="qa-actions">{asking}</p>'

    def write(self, conversation: Conversation) -> Iterator[str]:
        """The prose about the last answer, as it grows."""
        turns = conversation.turns
        answer = turns[-1].answer if turns else None
        if answer is None or not answer.answered:
            yield ""
            return
        yield waiting(f"{self._endpoint.model} is writing; each sentence is checked…")
        try:
            assistant = self._library.get()
            filters = turns[-1].filters
            for prose in assistant.write(answer, self._endpoint, filters=filters):
                yield written(prose)
        except QAError as error:
            yield problem(error)


def written(prose: Prose) -> str:
    """Prose with a button at each sentence that opens its paragraph, and what was struck."""
    sentences = " ".join(_sentence(sentence) for sentence in prose.sentences)
    said = prose.said if prose.done else f"{prose.model} is writing; each sentence is checked…"
    return (
        f'<section class="qa-answer" aria-label="By {esc(prose.model)}" '
        f'aria-busy="{str(not prose.done).lower()}">'
        f'<h3 class="qa-h3">By {esc(prose.model)}, each sentence held to the report</h3>'
        f'<p>{sentences}</p><p class="qa-muted" role="status">{esc(said)}</p></section>'
    )


def _sentence(sentence: Sentence) -> str:
    return esc(sentence.text) + " " + " ".join(_opening(sentence))


def _opening(sentence: Sentence) -> Iterator[str]:
    """A button for each paragraph that bears a sentence out; it marks what is quoted."""
    for key, citation in zip(sentence.keys, sentence.citations, strict=True):
        quotes = [q for q in sentence.quotes if q.paragraph.key == key]
        # An item of a list, and not what leads into it.
        quote = max(quotes, key=lambda q: q.item is not None, default=None)
        yield button(
            citation.rpartition(", ")[2],
            "open",
            name=f"Open {citation} in the report",
            key=key,
            start=quote.start if quote else None,
            end=quote.end if quote else None,
        )
