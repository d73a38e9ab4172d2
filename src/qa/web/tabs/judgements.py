"""The Judgements tab: the whole library as a picture."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from qa.errors import QAError
from qa.overview import Sort, View
from qa.report import Strand
from qa.sheet import BYTE_ORDER_MARK
from qa.web.parts import files
from qa.web.parts.library import Library
from qa.web.parts.place import Place
from qa.web.parts.region import LAST, QUIET, problem, region, waiting
from qa.web.parts.sent import Sent
from qa.web.views import matrix
from qa.web.views.picture import picture


@dataclass(frozen=True)
class JudgementsTab:
    """The parts of the tab that the page wires to other tabs and to the address."""

    form: gr.HTML
    table: gr.HTML


def build(library: Library, outlet: gr.HTML) -> JudgementsTab:
    """Lay out the tab and wire what happens inside it."""
    form = region(waiting("Opening the library."), "qa-wanted")
    table = region("", "qa-judgements")
    wall = Wall(library)
    for source in (form, table):
        source.filter(wall.filtered, None, [table], **LAST)
    table.csv(wall.csv, None, [outlet], **QUIET)
    table.picture(wall.picture, None, [outlet], **QUIET)
    return JudgementsTab(form, table)


class Wall:
    """What the tab does: each method is one event, from plain values to HTML."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def first(self) -> tuple[str, str]:
        """The form and the table as first seen."""
        try:
            assistant = self.library.get()
            return matrix.form(assistant.choices()), matrix.matrix(assistant.overview())
        except QAError as error:
            return "", problem(error)

    def filtered(self, event: gr.EventData) -> str:
        """The judgements that the form or the way to another page asks for."""
        try:
            return matrix.matrix(self.library.get().overview(view_of(Sent.with_event(event))))
        except QAError as error:
            return problem(error)

    def csv(self, event: gr.EventData) -> str:
        """All the judgements of the view, on all its pages, as a file for a spreadsheet."""
        assistant = self.library.get()
        text = assistant.judgements_csv(assistant.in_view(view_of(Sent.with_event(event))))
        content = (BYTE_ORDER_MARK + text).encode()
        return files.handed(files.File("judgements.csv", "text/csv", content))

    def picture(self, event: gr.EventData) -> str:
        """The page of judgements that is seen, as a picture."""
        shown = self.library.get().overview(view_of(Sent.with_event(event)))
        drawing = picture(shown, "Judgements").encode()
        return files.handed(files.File("judgements.png", "image/svg+xml", drawing))

    def stated(self, place: Place) -> Place:
        """Where the report states the judgement that a place names; its table if nowhere else."""
        assistant = self.library.get()
        for judgement in assistant.judgements(place.report):
            if place.names(judgement):
                quote = assistant.statement(judgement)
                if quote is not None:
                    return Place(quote.key, quote.start, quote.end)
        return place


def view_of(sent: Sent) -> View:
    """The view that a form or a button asks for; what is not a view's is left out."""
    return View(
        authority=sent.text("authority"),
        framework=sent.text("framework"),
        strand=sent.choice("strand", Strand),
        aspect=sent.text("aspect"),
        grade=sent.text("grade"),
        sort=sent.choice("sort", Sort) or Sort.AUTHORITY,
        page=sent.number("page") or 1,
    )
