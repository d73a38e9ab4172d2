"""The public routes: the commands' functions under the commands' names, as JSON."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.answer.reply import Answer
from qa.assistant import Assistant
from qa.errors import QAError
from qa.export import shown
from qa.report import Strand
from qa.web.library import Library

# Earlier questions of a conversation that one call may bring along.
MOST_PREVIOUS = 20
MOST_RETRIEVED = 100


class Routes:
    """Each method is a route; what it returns is what the command of its name prints."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def add_to_page(self) -> None:
        """Register the routes with the Blocks being built."""
        for route in (self.ask, self.search, self.show, self.reports, self.judgements):
            gr.api(route, api_name=route.__name__)

    def ask(self, question: str, previous: list[str] | None = None) -> dict[str, Any]:
        """Answer a question with verbatim quotes, each cited by paragraph.

        `previous` are the earlier questions of the same conversation, oldest first.
        """
        assistant = self._assistant()
        answers: list[Answer] = []
        try:
            for earlier in (previous or [])[-MOST_PREVIOUS:]:
                answers.append(assistant.ask(earlier, previous=answers))
            return assistant.ask(question, previous=answers).to_json()
        except QAError as error:
            raise _refusal(error) from error

    def search(self, question: str, limit: int = 20) -> dict[str, Any]:
        """The ranked paragraphs for a question, best first, without an answer."""
        try:
            found = self._assistant().search(question, limit=max(1, min(limit, MOST_RETRIEVED)))
        except QAError as error:
            raise _refusal(error) from error
        return found.to_json()

    def show(self, key: str) -> dict[str, Any]:
        """A paragraph by its key (harrow-2012#58), with its citation."""
        try:
            report, paragraph, item = self._assistant().show(key)
        except QAError as error:
            raise _refusal(error) from error
        return shown(report, paragraph, item)

    def reports(self) -> list[dict[str, Any]]:
        """What is held."""
        return [report.to_json() for report in self._assistant().reports()]

    def judgements(
        self, report: str | None = None, strand: str | None = None
    ) -> list[dict[str, Any]]:
        """Judgements of one report or of all, with grade, number and scale."""
        try:
            half = Strand(strand) if strand else None
        except ValueError as error:
            known = ", ".join(Strand)
            raise gr.Error(f"There is no strand {strand!r}. Strands: {known}.") from error
        try:
            return [row.to_json() for row in self._assistant().judgements(report, half)]
        except QAError as error:
            raise _refusal(error) from error

    def _assistant(self) -> Assistant:
        try:
            return self.library.get()
        except QAError as error:
            raise _refusal(error) from error


def _refusal(error: QAError) -> Exception:
    """An error as Gradio hands it to a client: its sentence, and no traceback in the log."""
    refusal: Exception = gr.Error(str(error), print_exception=False)
    return refusal
