"""The Ask tab: the chat, and beside it the report at the paragraph that was cited."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.errors import QAError
from qa.web import cards, panel
from qa.web.assets import SCRIPT
from qa.web.chat import Conversation
from qa.web.html import esc
from qa.web.library import Library
from qa.web.panel import Place

log = logging.getLogger(__name__)

FAILED = "Something went wrong while answering; it has been written to the log. Try again."


@dataclass(frozen=True)
class AskTab:
    """The parts of the tab that the page wires to other tabs and to the address."""

    welcome: gr.HTML
    transcript: gr.HTML
    panel: gr.HTML


def build(library: Library) -> AskTab:
    """Lay out the tab and wire what happens inside it."""
    conversation = gr.State(Conversation())
    with gr.Row(elem_id="qa-ask", equal_height=False):
        with gr.Column(elem_id="qa-chat", min_width=0):
            # On their own, so that a welcome that comes late cannot overwrite an answer.
            welcome = _html(cards.loading(), "qa-welcome")
            transcript = _html(cards.transcript(Conversation()), "qa-transcript")
            with gr.Row(elem_id="qa-composer", equal_height=False):
                question = gr.Textbox(
                    label="Your question",
                    lines=1,
                    max_lines=6,
                    elem_id="qa-question",
                    scale=1,
                )
                send = gr.Button("Ask", variant="primary", elem_id="qa-send", scale=0, min_width=0)
        with gr.Column(elem_id="qa-side", min_width=0):
            side = _html(panel.empty(), "qa-panel")
    chat = Chat(library)
    talk = [transcript, conversation, question]
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    # One event, which is not taken again while it runs: two at once would lose one's answer.
    asking = [question.submit, send.click, welcome.submit, transcript.submit]
    gr.on(asking, chat.ask, [question, conversation], talk, trigger_mode="once", **quiet)
    transcript.clear_chat(chat.clear, None, [*talk, side], **quiet)
    for source in (transcript, side):
        source.open(chat.open, None, [side], **quiet)
    return AskTab(welcome, transcript, side)


def _html(value: str, name: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=SCRIPT, apply_default_css=False)


class Chat:
    """What the tab does: each method is one event, from plain values to HTML."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def ask(
        self, typed: str, conversation: Conversation, event: gr.EventData
    ) -> Iterator[tuple[Any, ...]]:
        """Show the question at once, then its answer or the sentence that says why not.

        The question is the one on the button, where one was offered and clicked; what is typed
        is left alone then, as it is once the answer comes: the next one may be half written.
        """
        sent = event._data if isinstance(event._data, dict) else {}
        offered = sent.get("question")
        conversation = conversation.asked(typed if offered is None else str(offered))
        yield cards.transcript(conversation), conversation, "" if offered is None else gr.skip()
        conversation = self.answered(conversation)
        yield cards.transcript(conversation), conversation, gr.skip()

    def answered(self, conversation: Conversation) -> Conversation:
        """The conversation with its last question answered."""
        try:
            answer = self.library.get().ask(
                conversation.turns[-1].question, previous=conversation.answers
            )
        except QAError as error:
            return conversation.with_problem(str(error))
        except Exception:
            log.exception("a question was not answered")
            return conversation.with_problem(FAILED)
        return conversation.with_answer(answer)

    def clear(self) -> tuple[Any, ...]:
        """Begin a new conversation."""
        return cards.transcript(Conversation()), Conversation(), "", panel.empty()

    def welcome(self) -> str:
        """What stands there while nothing has been asked, or why nothing can be asked."""
        try:
            held = self.library.held()
            return cards.welcome(held.assistant.reports(), held.examples)
        except QAError as error:
            return f'<div class="qa-answer qa-problem"><p>{esc(error)}</p></div>'

    def open(self, event: gr.EventData) -> str:
        """Open the paragraph that a button names."""
        return self.opened(Place.from_event(event._data))

    def opened(self, place: Place) -> str:
        """The panel at this place, or why it cannot be shown."""
        try:
            assistant = self.library.get()
            short, paragraph, item = assistant.show(place.key)
            around = assistant.neighbours(paragraph.key)
            report = assistant.report(short.key)
        except QAError as error:
            return panel.problem(str(error))
        return panel.panel(report, around, paragraph.key, place, item)
