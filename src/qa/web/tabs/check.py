"""The Check tab: a quotation, or all those of a paper, held against the reports."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr

from qa.checking.blocks import Document
from qa.checking.documents import from_file
from qa.checking.plaintext import from_text
from qa.checking.quotations import held_in
from qa.checking.verdicts import Checked
from qa.errors import QAError
from qa.web.parts.files import File, received
from qa.web.parts.library import Library
from qa.web.parts.region import ONCE, problem, region, waiting
from qa.web.parts.sent import Sent
from qa.web.views import verdicts

log = logging.getLogger(__name__)

FAILED = "Something went wrong while checking; it has been written to the log. Try again."


@dataclass(frozen=True)
class CheckTab:
    """The part of the tab that the page wires to other tabs and to the address."""

    form: gr.HTML
    found: gr.HTML


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be checked: one quotation, a paper's text, or a file; and where it is said to
    be from, if that was said.
    """

    text: str = ""
    is_paper: bool = False
    file: File | None = None
    report: str | None = None
    paragraph: str | None = None

    @classmethod
    def of(cls, sent: Sent) -> Wanted:
        """What the form sent. Raises UsageError when its file is not one."""
        return cls(
            text=sent.text("text", longest=None),
            is_paper=sent.text("what") == "paper",
            file=received(sent.fields.get("file")),
            report=sent.text("report") or None,
            paragraph=sent.text("paragraph") or None,
        )

    def document(self) -> Document | None:
        """The document, or None where it is one quotation. Raises UsageError."""
        if self.file is not None:
            return from_file(self.file.content, self.file.name)
        return from_text(self.text) if self.is_paper else None

    def others_in(self, checked: tuple[Checked, ...]) -> int:
        """How many quotations a text holds that was checked as one, and does not stand."""
        if self.is_paper or self.file or any(row.stands for row in checked):
            return 0
        return sum(held_in(self.text, of=row.quotation) for row in checked)


def build(library: Library) -> CheckTab:
    """Lay out the tab and wire what happens inside it."""
    form = region(waiting("Opening the library."), "qa-checking")
    found = region("", "qa-checked")
    desk = Desk(library)
    form.check(desk.check, None, [found], **ONCE)
    return CheckTab(form, found)


class Desk:
    """What the tab does: each method is one event, from plain values to HTML."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def first(self) -> str:
        """The form as first seen."""
        try:
            return verdicts.form(self.library.get().reports())
        except QAError as error:
            return problem(error)

    def check(self, event: gr.EventData) -> Iterator[str]:
        """Show that it is being looked for, then what was found."""
        yield waiting("Looking for the words in the reports…")
        try:
            wanted = Wanted.of(Sent.with_event(event))
            checked = self.checked(wanted)
            yield verdicts.verdicts(checked, wanted.others_in(checked))
        except QAError as error:
            yield problem(error)
        except Exception:
            log.exception("a text was not checked")
            yield problem(FAILED)

    def checked(self, wanted: Wanted) -> tuple[Checked, ...]:
        """The quotations of what is wanted, checked. Raises QAError."""
        assistant = self.library.get()
        report, paragraph = wanted.report, wanted.paragraph
        document = wanted.document()
        if document is None:
            return (assistant.check(wanted.text, report=report, paragraph=paragraph),)
        return assistant.check_document(document, report=report, paragraph=paragraph)
