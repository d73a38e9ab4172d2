"""An assistant that is served for long: it goes over to a new index without being stopped."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from qa.errors import QAError

if TYPE_CHECKING:
    from qa.assistant import Assistant

log = logging.getLogger(__name__)

_LOOK_SECONDS = 1.0  # between two looks at whether there is a newer index
_AGAIN_SECONDS = 30.0  # before another try, when the newer one could not be opened


class Latest:
    """Gives the assistant over an index as it is now. Safe across threads.

    Whoever asks while the index changes gets the assistant over the one before: the next is
    opened and made ready in the background, and takes its place once it can answer. An answer
    begun over one index is finished over it.
    """

    def __init__(self, assistant: Assistant, *, every: float = _LOOK_SECONDS) -> None:
        self._assistant = assistant
        self._every = every
        self._look_at = time.monotonic() + every
        self._renewing = threading.Lock()

    def get(self) -> Assistant:
        """The assistant to ask now; at most once a second the index is looked at for a newer."""
        now = time.monotonic()
        if now >= self._look_at:
            self._look_at = now + self._every
            if self._assistant.is_superseded() and self._renewing.acquire(blocking=False):
                threading.Thread(target=self._renew, name="renew-library", daemon=True).start()
        return self._assistant

    def _renew(self) -> None:
        try:
            fresh = self._assistant.renewed()
            fresh.warm()
            self._assistant = fresh
            log.info("The index was made anew: answering from %d reports.", len(fresh.reports()))
        except QAError as error:
            self._postpone(str(error))
        except Exception as error:
            log.debug("opening the new index", exc_info=True)
            self._postpone(repr(error))
        finally:
            self._renewing.release()

    def _postpone(self, why: str) -> None:
        self._look_at = time.monotonic() + _AGAIN_SECONDS
        log.warning("The new index cannot be opened; answering from the one before. %s", why)
