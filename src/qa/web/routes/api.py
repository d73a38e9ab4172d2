"""The public routes: the commands' functions under the commands' names, as JSON."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.errors import QAError
from qa.service import Service
from qa.web.parts.library import Library


class Routes:
    """Each method is a route; what it returns is what the command of its name prints."""

    def __init__(self, library: Library) -> None:
        self._service = Service(library.get)

    def add_to_page(self) -> None:
        """Register the routes with the Blocks being built."""
        for route in (
            self.ask,
            self.search,
            self.show,
            self.check,
            self.pack,
            self.reports,
            self.judgements,
            self.export,
        ):
            gr.api(route, api_name=route.__name__)

    # Gradio reads the names, types and words of these for its clients.

    def ask(
        self,
        question: str,
        previous: list[str] | None = None,
        authority: str | None = None,
        year: int | None = None,
        strand: str | None = None,
    ) -> dict[str, Any]:
        """Answer a question with verbatim quotes, each cited by paragraph.

        `previous` are the earlier questions of the same conversation, oldest first.
        """
        with _Told():
            return self._service.ask(question, previous or (), authority, year, strand)

    def search(
        self,
        question: str,
        limit: int = 20,
        authority: str | None = None,
        year: int | None = None,
        strand: str | None = None,
    ) -> dict[str, Any]:
        """The ranked paragraphs for a question, best first, without an answer."""
        with _Told():
            return self._service.search(question, limit, authority, year, strand)

    def show(self, key: str) -> dict[str, Any]:
        """A paragraph by its key (harrow-2012#58), with its citation."""
        with _Told():
            return self._service.show(key)

    def check(
        self,
        quotation: str | None = None,
        document: str | None = None,
        report: str | None = None,
        paragraph: str | None = None,
    ) -> list[dict[str, Any]]:
        """Whether a quotation, or each one of a document's text, is really in a report.

        `report` and `paragraph` say where it is said to be from.
        """
        with _Told():
            return self._service.check(quotation, document, report, paragraph)

    def pack(
        self,
        question: str,
        tokens: int = 4_000,
        previous: list[str] | None = None,
        authority: str | None = None,
        year: int | None = None,
        strand: str | None = None,
    ) -> dict[str, Any]:
        """Whole paragraphs that bear on a question, best first, to paste into another tool: at
        most so many `tokens` of o200k_base.
        """
        with _Told():
            return self._service.pack(question, tokens, previous or (), authority, year, strand)

    def reports(self) -> list[dict[str, Any]]:
        """What is held."""
        with _Told():
            return self._service.reports()

    def judgements(
        self, report: str | None = None, strand: str | None = None
    ) -> list[dict[str, Any]]:
        """Judgements of one report or of all, with grade, number and scale."""
        with _Told():
            return self._service.judgements(report, strand)

    def export(self, report: str) -> list[dict[str, Any]]:
        """A report whole: itself, then its paragraphs, recommendations and judgements."""
        with _Told():
            return self._service.export(report)


class _Told:
    """Hands an error to Gradio's client as its sentence, with no traceback in the log."""

    def __enter__(self) -> None:
        """Nothing is to be done before."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, QAError):
            raise gr.Error(str(error), print_exception=False) from error
