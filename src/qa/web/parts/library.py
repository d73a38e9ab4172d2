"""The library behind the page: opened in the background, so that the page is up at once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from functools import cached_property
from typing import TYPE_CHECKING

from qa.errors import LibraryIndexError, QAError
from qa.latest import Latest
from qa.reading.tally import Tally
from qa.web.parts.account import summary

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.prose.endpoint import Endpoint

log = logging.getLogger(__name__)


class Held:
    """What the page shows of one assistant's library; it stays true as long as that is asked."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._accounts: dict[str, str] = {}

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """Questions to begin with, each of which this library answers."""
        return self.assistant.examples()

    def account(self, key: str) -> str:
        """How a report was read, in a phrase; worked out once, as that takes its whole text."""
        if key not in self._accounts:
            self._accounts[key] = summary(Tally.of(self.assistant.report(key)))
        return self._accounts[key]


class Library:
    """An assistant that may still be opening; whoever needs it first waits for it.

    Whatever waits raises the QAError that opening it raised. When the index is made anew, the
    assistant over the new one takes its place.
    """

    def __init__(
        self, open_assistant: Callable[[], Assistant], endpoint: Endpoint | None = None
    ) -> None:
        self.endpoint = endpoint  # a language model that may write beside answers
        self._open = open_assistant
        self._opened: Future[Latest] = Future()
        self._started = threading.Lock()
        self._held: Held | None = None

    def start(self) -> Library:
        """Begin to open it, if that has not begun; returns at once."""
        if self._started.acquire(blocking=False):
            threading.Thread(target=self._run, name="open-library", daemon=True).start()
        return self

    def _run(self) -> None:
        try:
            assistant = self._open()
        except QAError as error:
            self._opened.set_exception(error)
            return
        except Exception as error:
            log.exception("the library could not be opened")
            self._opened.set_exception(
                LibraryIndexError(
                    f"The library could not be opened: {error}. Make it anew with: qa index --force"
                )
            )
            return
        self._opened.set_result(Latest(assistant))
        try:
            # Whatever a first visitor would wait for, while nobody is waiting yet.
            assistant.warm()
            _ = self.held().examples
        except Exception:
            log.exception("the library is open, but was not made ready")

    def get(self) -> Assistant:
        """The assistant, once it is open: to be asked for anew at each event."""
        return self.start()._opened.result().get()

    def held(self) -> Held:
        """What is shown of the library that is open now."""
        assistant = self.get()
        held = self._held
        if held is None or held.assistant is not assistant:
            self._held = held = Held(assistant)
        return held

    def wait(self, seconds: float) -> bool:
        """Whether it is open after waiting at most so long."""
        try:
            self.start()._opened.result(timeout=seconds)
        except TimeoutError:
            return False
        return True
