"""The Evals tab: how the last run went, what failed in it, and another run."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.errors import QAError, UsageError
from qa.evaluation.pages import plots
from qa.evaluation.pages.kept import Evals
from qa.evaluation.scoring import run
from qa.web.parts.library import Library
from qa.web.parts.region import ONCE, QUIET, problem, region, waiting
from qa.web.parts.upload import Upload
from qa.web.views import results

log = logging.getLogger(__name__)

FAILED = "Something went wrong while measuring; it has been written to the log."
_EVERY = 10  # cases between two looks at how far it has come


@dataclass(frozen=True)
class EvalsTab:
    """The part of the tab that the page wires to other tabs and to the address."""

    view: gr.HTML


def build(library: Library, evals: Evals, upload: Upload | None, tab: gr.Tab) -> EvalsTab:
    """Lay out the tab and wire what happens inside it; who may add reports may run it again."""
    view = region(waiting("Opening the last run."), "qa-evals")
    bench = Bench(library, evals, upload)
    tab.select(bench.shown, None, [view], **QUIET)
    if upload:
        view.measure(bench.measure, None, [view], **ONCE)
    return EvalsTab(view)


class Bench:
    """What the tab does: each method is one event, from plain values to HTML."""

    def __init__(self, library: Library, evals: Evals, upload: Upload | None) -> None:
        self.library = library
        self.evals = evals
        self.upload = upload
        self._drawing = threading.Lock()
        self._drawn: tuple[Mapping[str, Any], str] = ({}, "")

    def shown(self) -> str:
        """The last run, and what failed in it."""
        try:
            run_kept = self.evals.figures()
            failed = self.evals.failed(self.library.get())
        except QAError as error:
            return problem(error) + (results.again() if self.upload else "")
        return results.results(
            run_kept, failed, self._plots(run_kept), can_run=self.upload is not None
        )

    def _plots(self, of_run: Mapping[str, Any]) -> str:
        """The plots of a run, drawn once; none where there is nothing to draw with."""
        try:
            plots.check_installed()
        except UsageError:
            return ""
        with self._drawing:  # what draws them has settings that all its users share
            if self._drawn[0] != of_run:
                shown = plots.plots(dict(of_run))
                self._drawn = of_run, "".join(plot.figure() for plot in shown)
            return self._drawn[1]

    def measure(self, request: gr.Request) -> Iterator[str]:
        """Ask every question again, saying how far it has come, and keep what comes of it."""
        try:
            if self.upload:
                self.upload.check(request.headers)
            assistant, gold = self.library.get(), self.evals.questions()
            wanted = sum(len(case.turns) for case in gold.cases)
            rows: list[dict[str, Any]] = []
            for number, asked in enumerate(run.ask_each(assistant, gold)):
                rows.extend(asked)
                if number % _EVERY == 0:
                    yield results.progress(len(rows), wanted)
            self.evals.keep(assistant, assistant.encoder, rows)
        except QAError as error:
            yield problem(error)
            return
        except Exception:
            log.exception("the questions were not asked")
            yield problem(FAILED)
            return
        yield self.shown()
