"""The Ask tab: the chat, and beside it the report at the paragraph that was cited."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.errors import QAError
from qa.evidence.conversations import Conversation as Told
from qa.evidence.formats import Format
from qa.search.asked.question import Filters
from qa.web.parts import panel
from qa.web.parts.chat import KEPT_TURNS, Conversation
from qa.web.parts.files import File, handed
from qa.web.parts.html import esc
from qa.web.parts.library import Library
from qa.web.parts.place import Place
from qa.web.parts.region import LAST, ONCE, QUIET, region, waiting
from qa.web.parts.sent import Sent
from qa.web.views import cards, prose, scope

log = logging.getLogger(__name__)

FAILED = "Something went wrong while answering; it has been written to the log. Try again."


@dataclass(frozen=True)
class AskTab:
    """The parts of the tab that the page wires to other tabs and to the address."""

    welcome: gr.HTML
    transcript: gr.HTML
    panel: gr.HTML


def build(library: Library, outlet: gr.HTML) -> AskTab:
    """Lay out the tab and wire what happens inside it."""
    conversation = gr.State(Conversation())
    with gr.Row(elem_id="qa-ask", equal_height=False):
        with gr.Column(elem_id="qa-chat", min_width=0):
            # On their own, so that a welcome that comes late cannot overwrite an answer.
            welcome = region(cards.loading(), "qa-welcome")
            transcript = region(cards.transcript(Conversation()), "qa-transcript")
            told = prose.place(library)
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
            side = region(panel.empty(), "qa-panel")
    chat = Chat(library)
    talk = [transcript, conversation, question]
    # One event, which is not taken again while it runs: two at once would lose one's answer.
    asking = [question.submit, send.click, welcome.submit, transcript.submit]
    answered = [
        gr.on(asking, chat.ask, [question, conversation], talk, **ONCE),
        transcript.narrow(chat.narrow, [conversation], talk, **LAST),
        transcript.restore(chat.restore, None, talk, **ONCE),
    ]
    transcript.keep(chat.keep, [conversation], [outlet], **QUIET)
    transcript.clear_chat(chat.clear, None, [*talk, side], **QUIET)
    if told is not None:
        changing = [*asking, transcript.narrow, transcript.restore, transcript.clear_chat]
        prose.wire(library, told, conversation, answered, changing)
    transcript.shut(panel.empty, None, [side], **LAST)
    for source in (transcript, side, *([told] if told else ())):
        source.open(chat.open, None, [side], **LAST)
    return AskTab(welcome, transcript, side)


def remembered(sent: Sent) -> Iterator[tuple[str, Filters | None]]:
    """The questions of a conversation as the browser remembers them, with their filters.

    They come from the browser: what is no question is left out.
    """
    asked = sent.fields.get("asked")
    for row in map(Sent.of, asked[-KEPT_TURNS:] if isinstance(asked, list) else ()):
        if question := row.text("question", longest=None):
            yield question, scope.filters_of(row) if row.fields.keys() > {"question"} else None


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
        Where nothing was typed nothing happens.
        """
        offered = Sent.with_event(event).text("question", longest=None)
        if not (offered or typed).strip():
            yield gr.skip(), conversation, gr.skip()
            return
        conversation = conversation.asked(offered or typed)
        yield self.shown(conversation), conversation, gr.skip() if offered else ""
        conversation = self.answered(conversation)
        yield self.shown(conversation), conversation, gr.skip()

    def narrow(self, conversation: Conversation, event: gr.EventData) -> tuple[Any, ...]:
        """The last question again, held to what the reader chose."""
        conversation = self.answered(
            conversation.narrowed(scope.filters_of(Sent.with_event(event)))
        )
        return self.shown(conversation), conversation, gr.skip()

    def restore(self, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        """The conversation that the browser remembers, each question asked again: what is shown
        is always what the library says now.
        """
        conversation = Conversation()
        yield waiting("Bringing back your conversation…"), conversation, gr.skip()
        for question, filters in remembered(Sent.with_event(event)):
            conversation = self.answered(conversation.asked(question, filters))
        yield self.shown(conversation), conversation, gr.skip()

    def shown(self, conversation: Conversation) -> str:
        """The transcript; the last answer with what it can be narrowed to."""
        turns = conversation.turns
        last = turns[-1] if turns else None
        if last is None or last.answer is None:
            return cards.transcript(conversation)
        assistant, asked = self.library.get(), last.answer.understood
        if last.filters is not None:
            asked = assistant.understand(last.question, previous=conversation.before)
        form = scope.form(last, asked, assistant.reports(), assistant.choices())
        return cards.transcript(conversation, form)

    def keep(self, conversation: Conversation, event: gr.EventData) -> str:
        """One answer, or the whole conversation, as a file."""
        sent = Sent.with_event(event)
        kind = sent.choice("file", Format) or Format.MARKDOWN
        number = sent.number("turn")
        turns = conversation.turns
        if number and number <= len(turns):
            turns = turns[number - 1 : number]
        name = f"{'answer' if number else 'conversation'}.{kind}"
        answers = Conversation(turns).answers
        content = self.library.get().evidence([Told(answers)], kind)
        return handed(File(name, kind.media_type, content))

    def answered(self, conversation: Conversation) -> Conversation:
        """The conversation with its last question answered."""
        if not conversation.turns:
            return conversation
        asked = conversation.turns[-1]
        try:
            answer = self.library.get().ask(
                asked.question, previous=conversation.before, filters=asked.filters
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
        return self.opened(Place.of(Sent.with_event(event)))

    def opened(self, place: Place) -> str:
        """The panel at this place, or why it cannot be shown."""
        try:
            assistant = self.library.get()
            short, paragraph, item = assistant.show(place.key)
            report = assistant.report(short.key)
            around = assistant.neighbours(paragraph.key)
            section = assistant.section(paragraph.key)
            alike = assistant.similar(paragraph.key)
        except QAError as error:
            return panel.problem(str(error))
        return panel.panel(report, around, paragraph.key, place, item, alike, section)
