"""What the address asks for (`?report=harrow-2012&para=58`, `?tab=check`), and the ways between
the tabs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.web.parts import panel
from qa.web.parts.library import Library
from qa.web.parts.place import Place
from qa.web.parts.region import LAST, QUIET
from qa.web.parts.sent import Sent
from qa.web.tabs.adding import AddingTab
from qa.web.tabs.ask import AskTab, Chat
from qa.web.tabs.check import CheckTab, Desk
from qa.web.tabs.compare import CompareTab, Scales
from qa.web.tabs.evals import EvalsTab
from qa.web.tabs.judgements import JudgementsTab, Wall
from qa.web.tabs.reports import ReportsTab, Shelf


@dataclass(frozen=True)
class Made:
    """The tabs of a page; `adding` only where reports may be added, `evals` where they are."""

    asking: AskTab
    shelf: ReportsTab
    wall: JudgementsTab
    scales: CompareTab
    desk: CheckTab
    adding: AddingTab | None = None
    evals: EvalsTab | None = None


class Address:
    """Opens the page at the place its address names."""

    def __init__(self, library: Library) -> None:
        self.chat = Chat(library)
        self.shelf = Shelf(library)
        self.wall = Wall(library)
        self.desk = Desk(library)
        self.scales = Scales(library)
        self.tabs: frozenset[str] = frozenset()  # that can be chosen by their names

    def wire(self, page: gr.Blocks, tabs: gr.Tabs, made: Made) -> None:
        """Connect the page's load and the buttons that lead from tab to tab."""
        asking, shelf, wall, desk, scales = (
            made.asking, made.shelf, made.wall, made.desk, made.scales,
        )  # fmt: skip
        self.tabs = frozenset(str(tab.id) for tab in tabs.children if isinstance(tab, gr.Tab))
        page.load(self.arrive, None, [asking.welcome, asking.panel, shelf.view, tabs], **QUIET)
        page.load(self.wall.first, None, [wall.form, wall.table], **QUIET)
        page.load(self.desk.first, None, [desk.form], **QUIET)
        page.load(self.scales.first, None, [scales.form], **QUIET)
        readers = [asking.panel, wall.table, desk.found, scales.found]
        if made.adding:
            page.load(made.adding.listed, None, [made.adding.held], **QUIET)
            readers.append(made.adding.found)
            forms = [shelf.view, wall.form, wall.table, scales.form, desk.form]
            for change in made.adding.changes:
                change.then(self.renewed, None, forms, **QUIET)
        if made.evals:
            readers.append(made.evals.view)
        for source in readers:
            source.read(self.read_whole, None, [shelf.view, tabs], **LAST)
        wall.table.judged(self.read_statement, None, [shelf.view, tabs], **LAST)
        asking.welcome.reports(lambda: gr.Tabs(selected="reports"), None, [tabs], **QUIET)

    def arrive(self, request: gr.Request) -> tuple[Any, ...]:
        """The page as first seen: an empty chat, and the report or paragraph in the address."""
        asked = dict(request.query_params)
        report, number = str(asked.get("report", "")), str(asked.get("para", ""))
        welcome = self.chat.welcome()
        if report and number:
            side = self.chat.opened(Place(f"{report}#{number}"))
            return welcome, side, self.shelf.listed(), gr.skip()
        if report:
            whole = self.shelf.read(Place(report))
            return welcome, panel.empty(), whole, gr.Tabs(selected="reports")
        tab = str(asked.get("tab", ""))
        chosen = gr.Tabs(selected=tab) if tab in self.tabs else gr.skip()
        return welcome, panel.empty(), self.shelf.listed(), chosen

    def renewed(self) -> tuple[Any, ...]:
        """What there is to choose from, once reports have come or gone."""
        return self.shelf.listed(), *self.wall.first(), self.scales.first(), self.desk.first()

    def read_whole(self, event: gr.EventData) -> tuple[Any, ...]:
        """From a paragraph shown elsewhere to the same paragraph in its report, read whole."""
        return self.shelf.read(Place.of(Sent.with_event(event))), gr.Tabs(selected="reports")

    def read_statement(self, event: gr.EventData) -> tuple[Any, ...]:
        """From a grade to the words of its report that state it."""
        place = self.wall.stated(Place.of(Sent.with_event(event)))
        return self.shelf.read(place), gr.Tabs(selected="reports")
