"""The Reports tab: what is held, and any report read whole."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from qa.errors import QAError
from qa.web.parts.html import button, esc
from qa.web.parts.library import Library
from qa.web.parts.place import Place
from qa.web.parts.region import LAST, region, waiting
from qa.web.parts.sent import Sent
from qa.web.views import reader


@dataclass(frozen=True)
class ReportsTab:
    """The part of the tab that the page wires to other tabs and to the address."""

    view: gr.HTML


def build(library: Library) -> ReportsTab:
    """Lay out the tab and wire what happens inside it."""
    view = region(waiting("Opening the library."), "qa-reports")
    shelf = Shelf(library)
    view.read(shelf.read_chosen, None, [view], **LAST)
    view.list(shelf.found, None, [view], **LAST)
    return ReportsTab(view)


class Shelf:
    """What the tab does: each method is one event, from plain values to HTML."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def found(self, event: gr.EventData) -> str:
        """The reports that a form or the way to another page asks for."""
        sent = Sent.with_event(event)
        return self.listed(sent.text("words"), sent.number("page") or 1)

    def listed(self, words: str = "", page: int = 1) -> str:
        """What is held, or those reports that `words` name."""
        try:
            held = self.library.held()
            page_shown = reader.shown(held.assistant.reports(words), words, page)
            return reader.report_list(page_shown, held.account)
        except QAError as error:
            return _problem(str(error))

    def read_chosen(self, event: gr.EventData) -> str:
        """The report that a button names, at the paragraph if it names one."""
        return self.read(Place.of(Sent.with_event(event)))

    def read(self, place: Place) -> str:
        """A report whole, at the paragraph that the place names, if it names one."""
        try:
            return reader.report_page(self.library.get().report(place.report), place)
        except QAError as error:
            return _problem(str(error))


def _problem(sentence: str) -> str:
    return (
        '<section class="qa-reader qa-problem"><h2 class="qa-h2" tabindex="-1">'
        f"That could not be opened</h2><p>{esc(sentence)}</p>"
        f"<p>{button('← All reports', 'list', name='All reports')}</p></section>"
    )
