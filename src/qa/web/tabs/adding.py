"""The Add reports tab: what was read is shown before it is taken in; removal can be undone."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gradio as gr

from qa import keeping
from qa.errors import QAError, UsageError
from qa.keeping.adding import AddingPlan
from qa.web.parts.files import File, received
from qa.web.parts.library import Library
from qa.web.parts.region import ONCE, QUIET, problem, region, waiting
from qa.web.parts.sent import Sent
from qa.web.parts.upload import Upload
from qa.web.views import arrivals

log = logging.getLogger(__name__)

MOST_FILES = 10
MOST_BYTES = 15 * 1024 * 1024  # of all files of one call; page.js holds to it too
LOOKED_AT_EVERY = 0.4  # seconds, at how far adding has come
RENEWED_WITHIN = 30.0  # seconds for the page to go over to the new index
FAILED = "Something went wrong; it has been written to the log. The library is as it was."


@dataclass(frozen=True, eq=False)
class Pending:
    """What a visitor has been shown and may agree to; its files go when nobody holds it."""

    plan: AddingPlan
    folder: TemporaryDirectory[str]


@dataclass(frozen=True)
class AddingTab:
    """The parts of the tab, and the events after which the library may be another."""

    form: gr.HTML
    found: gr.HTML
    held: gr.HTML
    listed: Callable[[], str]
    changes: tuple[Any, ...]


def build(library: Library, upload: Upload) -> AddingTab:
    """Lay out the tab and wire what happens inside it."""
    pending = gr.State(None)
    form = region(arrivals.form(), "qa-adding")
    found = region("", "qa-arrivals")
    held = region("", "qa-keeping")
    stacks = Stacks(library, upload)
    form.offer(stacks.offer, None, [found, pending], **ONCE)
    found.decline(stacks.decline, None, [found, pending], **QUIET)
    held.doubt(stacks.doubt, None, [held], **QUIET)
    both = [found, held]
    changes = (
        found.accept(stacks.accept, [pending], [*both, pending], **ONCE),
        held.remove(stacks.remove, None, both, **ONCE),
        found.undo(stacks.undo, None, both, **ONCE),
    )
    return AddingTab(form, found, held, stacks.listed, changes)


class Stacks:
    """What the tab does: each method is one event, from plain values to HTML."""

    def __init__(self, library: Library, upload: Upload) -> None:
        self.library = library
        self.upload = upload
        self.folders = upload.folders

    def listed(self) -> str:
        """The reports that can be removed."""
        try:
            return arrivals.held(self.library.get().reports())
        except QAError as error:
            return problem(error)

    def doubt(self, event: gr.EventData) -> str:
        """The list, with the question whether this report is really to go."""
        key = Sent.with_event(event).text("key")
        return arrivals.held(self.library.get().reports(), doubted=key)

    def offer(self, event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Read the files and show what was read; nothing is touched."""
        yield waiting("Reading…"), None
        try:
            self.upload.check(request.headers)
            pending = self._read(Sent.with_event(event).fields.get("file"))
            yield arrivals.preview(pending.plan), pending
        except QAError as error:
            yield problem(error), None
        except Exception:
            log.exception("files that were offered could not be read")
            yield problem(FAILED), None

    def decline(self) -> tuple[Any, ...]:
        """Put what was offered away."""
        return '<p role="status">Nothing was added.</p>', None

    def accept(self, pending: Pending | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Take in what was shown."""
        if pending is None:
            yield problem("There is nothing to add any more; choose the files again."), *_SAME
            return
        yield waiting("Adding: the index is being made ready…"), *_SAME
        try:
            self.upload.check(request.headers)
            come: list[tuple[int, int]] = []
            told = replace(self.folders, told=lambda done, total: come.append((done, total)))
            with ThreadPoolExecutor(1) as pool:
                adding = pool.submit(keeping.add, told, pending.plan)
                while not wait([adding], LOOKED_AT_EVERY).done:
                    if come:
                        yield arrivals.progress(*come[-1]), *_SAME
            added = adding.result()
            self._renewed()
            yield arrivals.added(added), self.listed(), None
        except QAError as error:
            yield problem(error), gr.skip(), None
        except Exception:
            log.exception("reports were not added")
            yield problem(FAILED), gr.skip(), None

    def remove(self, event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Take a report out; its file is kept."""
        key = Sent.with_event(event).text("key")
        yield waiting("Removing…"), gr.skip()
        try:
            self.upload.check(request.headers)
            plan = keeping.plan_removing(self.folders, [key])
            removed = keeping.remove(self.folders, plan)
            self._renewed()
            names = {key: path.name for key, path in removed.kept.items()}
            yield arrivals.removed(plan.going, names), self.listed()
        except QAError as error:
            yield problem(error), self.listed()
        except Exception:
            log.exception("a report was not removed")
            yield problem(FAILED), self.listed()

    def undo(self, event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Put back a report that was removed."""
        yield waiting("Putting it back…"), gr.skip()
        try:
            self.upload.check(request.headers)
            # The name comes from the browser: it must be that of a file that is kept.
            name = Sent.with_event(event).text("file")
            kept = {path.name: path for path in keeping.removed_files(self.folders)}
            if name not in kept:
                raise UsageError("That file is not kept any more, so it cannot be put back.")
            offered = keeping.offers([str(kept[name])], self.folders.reader)
            added = keeping.add(self.folders, keeping.plan_adding(self.folders, offered))
            self._renewed()
            yield arrivals.added(added), self.listed()
        except QAError as error:
            yield problem(error), self.listed()
        except Exception:
            log.exception("a report was not put back")
            yield problem(FAILED), self.listed()

    def _read(self, sent: object) -> Pending:
        """The files that were sent, in a folder of their own, read. Raises UsageError."""
        several = sent if isinstance(sent, list) else []
        files = [file for each in several if (file := received(each))]
        if not files:
            raise UsageError("Choose a file: a report as PDF or text.")
        if len(files) > MOST_FILES or sum(len(file.content) for file in files) > MOST_BYTES:
            most = MOST_BYTES // 1024 // 1024
            raise UsageError(f"That is too much at once: {MOST_FILES} files, {most} MB in all.")
        folder = TemporaryDirectory(prefix="qa-offered-")
        names = [str(_written(Path(folder.name), n, file)) for n, file in enumerate(files)]
        offered = keeping.offers(names, self.folders.reader)
        return Pending(keeping.plan_adding(self.folders, offered), folder)

    def _renewed(self) -> None:
        """Wait until questions are answered from the index as it is now."""
        until = time.monotonic() + RENEWED_WITHIN
        while self.library.get().is_superseded() and time.monotonic() < until:
            time.sleep(0.2)


_SAME = (gr.skip(), gr.skip())


def _written(folder: Path, number: int, file: File) -> Path:
    """A file that was sent, under a name with nothing in it that means anything to a system."""
    stem, dot, suffix = file.name.rpartition(".")
    safe = re.sub(r"[^A-Za-z0-9_. -]+", "-", stem if dot else suffix).strip(".- ")[:80]
    ending = re.sub(r"[^a-z0-9]+", "", suffix.casefold())[:8] if dot else ""
    place = folder / str(number)
    place.mkdir()
    path = place / (f"{safe or 'report'}.{ending}" if ending else safe or "report")
    path.write_bytes(file.content)
    return path
