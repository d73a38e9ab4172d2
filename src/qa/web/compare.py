"""The Compare tab: two to four reports side by side on one question or aspect."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import gradio as gr

from qa.errors import QAError
from qa.report import Strand
from qa.web import sides
from qa.web.library import Library
from qa.web.region import ONCE, problem, region, waiting

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
        told: Mapping[str, object] = event._data if isinstance(event._data, Mapping) else {}
        try:
            yield self.compared(told)
        except QAError as error:
            yield problem(error)
        except Exception:
            log.exception("reports were not compared")
            yield problem(FAILED)

    def compared(self, told: Mapping[str, object]) -> str:
        """What the reports that a form names say. Raises QAError."""

        def text(name: str) -> str:
            value = told.get(name)
            return value if isinstance(value, str) else ""

        keys = told.get("report")
        reports = [str(key) for key in keys] if isinstance(keys, list) else []
        strand = Strand(text("strand")) if text("strand") in set(Strand) else None
        found = self.library.get().compare(
            reports, text("question"), aspect=text("aspect"), strand=strand
        )
        return sides.sides(found)
