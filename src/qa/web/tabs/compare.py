"""The Compare tab: two to four reports side by side on one question or aspect."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr

from qa.errors import QAError
from qa.report import Strand
from qa.web.parts.library import Library
from qa.web.parts.region import ONCE, problem, region, waiting
from qa.web.parts.sent import Sent
from qa.web.views import sides

log = logging.getLogger(__name__)

FAILED = "Something went wrong while comparing; it has been written to the log. Try again."


@dataclass(frozen=True)
class CompareTab:
    """The parts of the tab that the page wires to other tabs and to the address."""

    form: gr.HTML
    found: gr.HTML


def build(library: Library) -> CompareTab:
    """Lay out the tab and wire what happens inside it."""
    form = region(waiting("Opening the library."), "qa-comparing")
    found = region("", "qa-compared")
    scales = Scales(library)
    form.compare(scales.compare, None, [found], **ONCE)
    return CompareTab(form, found)


class Scales:
    """What the tab does: each method is one event, from plain values to HTML."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def first(self) -> str:
        """The form as first seen."""
        try:
            assistant = self.library.get()
            return sides.form(assistant.reports(), assistant.choices())
        except QAError as error:
            return problem(error)

    def compare(self, event: gr.EventData) -> Iterator[str]:
        """Show that the reports are being read, then what each says."""
        yield waiting("Looking in each report…")
        try:
            yield self.compared(Sent.with_event(event))
        except QAError as error:
            yield problem(error)
        except Exception:
            log.exception("reports were not compared")
            yield problem(FAILED)

    def compared(self, sent: Sent) -> str:
        """What the reports that a form names say. Raises QAError."""
        found = self.library.get().compare(
            sent.texts("report"),
            sent.text("question", longest=None),
            aspect=sent.text("aspect"),
            strand=sent.choice("strand", Strand),
        )
        return sides.sides(found)
