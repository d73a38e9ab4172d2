"""A language model behind an OpenAI-compatible address: messages in, its reply piece by piece."""

from __future__ import annotations

import json
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from qa.errors import ModelError, UsageError

if TYPE_CHECKING:
    import httpx

KEY_VARIABLE = "QA_LLM_KEY"
SECONDS = 60.0  # for a whole reply
MOST_REPLY = 40_000  # characters; a model that goes on is cut off
_MOST_LINE = 1_000_000  # bytes of one event
_MOST_WRITTEN = 1_500  # tokens asked for
_MOST_KEY = 4_096
_HERE = ("127.0.0.1", "localhost", "::1")

Message = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is, and which: `url` up to `/v1`, `seconds` for a whole reply.

    The key is never shown, logged or put into a message. Raises UsageError for an address or a
    number of seconds that cannot be.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    seconds: float = SECONDS

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            sound = False
        if not sound or parts.username or parts.password:
            raise UsageError(
                "The address of a language model is like http://127.0.0.1:8080/v1, "
                f"with its key, if it needs one, in {KEY_VARIABLE} or a file."
            )
        if not self.model.strip():
            raise UsageError("Name the language model: --llm-model NAME")
        if not 0 < self.seconds <= 3600:
            raise UsageError("A language model is given 1 to 3600 seconds.")

    @property
    def address(self) -> str:
        """Where requests go."""
        base = self.url.rstrip("/")
        return base if base.endswith("/chat/completions") else f"{base}/chat/completions"

    def reply(self, messages: Sequence[Message]) -> Iterator[str]:
        """The model's reply, piece by piece as it comes.

        Raises ModelError, in a sentence, when it does not come, breaks off, is no reply, or is not
        complete in time.
        """
        until = time.monotonic() + self.seconds
        arriving: queue.Queue[str | Exception | None] = queue.Queue()
        stop = threading.Event()
        threading.Thread(
            target=self._read, args=(messages, arriving, stop), name="model", daemon=True
        ).start()
        length = 0
        try:
            while True:
                try:
                    piece = arriving.get(timeout=max(0.0, until - time.monotonic()))
                except queue.Empty:
                    raise ModelError(
                        f"The language model was not done in {self.seconds:g} seconds."
                    ) from None
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    raise piece
                length += len(piece)
                if length > MOST_REPLY:
                    raise ModelError(f"The language model wrote more than {MOST_REPLY:,} letters.")
                yield piece
        finally:
            stop.set()

    def _read(
        self,
        messages: Sequence[Message],
        arriving: queue.Queue[str | Exception | None],
        stop: threading.Event,
    ) -> None:
        """Put the pieces into a queue, and at the end None or what went wrong."""
        import httpx

        try:
            for piece in self._pieces(messages):
                if stop.is_set():
                    return
                arriving.put(piece)
            arriving.put(None)
        except ModelError as error:
            arriving.put(error)
        except httpx.ConnectError:
            arriving.put(ModelError("No language model answers at the address given."))
        except httpx.TimeoutException:
            arriving.put(
                ModelError(f"The language model said nothing for {self.seconds:g} seconds.")
            )
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL):
            arriving.put(ModelError("The connection to the language model broke off."))
        except Exception:
            # Whatever it sent: the answer that stands without it must not be lost.
            arriving.put(ModelError("The language model's reply could not be read."))

    def _pieces(self, messages: Sequence[Message]) -> Iterator[str]:
        import httpx

        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        body = {
            "model": self.model,
            "messages": list(messages),
            "stream": True,
            "temperature": 0,
            "max_tokens": _MOST_WRITTEN,
        }
        # A redirect is not followed: the key and the paragraphs go where they were told to.
        # On this machine a proxy of the surroundings has nothing to do.
        with (
            httpx.Client(
                timeout=self.seconds, trust_env=urlsplit(self.url).hostname not in _HERE
            ) as client,
            client.stream("POST", self.address, json=body, headers=headers) as response,
        ):
            if response.status_code != 200:
                raise ModelError(
                    f"The language model refused: status {response.status_code}"
                    f"{_MEANING.get(response.status_code, '')}."
                )
            if "event-stream" in response.headers.get("content-type", ""):
                yield from _events(response)
            else:
                yield _whole(response)


_MEANING = {
    401: f" (its key is missing or wrong; it is taken from {KEY_VARIABLE} or --llm-key-file)",
    403: " (the key does not allow it)",
    404: " (the address or the name of the model is wrong)",
    429: " (too many requests)",
}


def _events(response: httpx.Response) -> Iterator[str]:
    """The text of a stream of events; it must say that it is done."""
    for line in _lines(response.iter_bytes()):
        if not line.startswith("data:"):
            continue
        data = line.removeprefix("data:").strip()
        if data == "[DONE]":
            return
        choice = _choice(data)
        text = (choice.get("delta") or {}).get("content")
        if isinstance(text, str) and text:
            yield text
        if choice.get("finish_reason") == "stop":
            return
    raise ModelError("The language model broke off.")


def _lines(chunks: Iterator[bytes]) -> Iterator[str]:
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > _MOST_LINE:
            raise ModelError("The language model's reply could not be read.")
        for line in lines:
            yield line.decode("utf-8", "replace").rstrip("\r")
    yield rest.decode("utf-8", "replace")


def _whole(response: httpx.Response) -> str:
    """The text of a reply that comes at once."""
    data = b""
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > _MOST_LINE:
            raise ModelError("The language model's reply could not be read.")
    text = (_choice(data.decode("utf-8", "replace")).get("message") or {}).get("content")
    if not isinstance(text, str):
        raise ModelError("The language model's reply could not be read.")
    return text


def _choice(data: str) -> dict[str, Any]:
    """The first choice of a reply, or of a piece of one; some pieces have none."""
    read = json.loads(data)
    if read.get("error"):
        raise ModelError("The language model gave up with an error.")
    choices = read.get("choices") or [{}]
    first: dict[str, Any] = choices[0]
    return first


def find_key(
    file: Path | None, surroundings: Callable[[str], str | None] = os.environ.get
) -> str | None:
    """The key from a file, else from the environment, else None. Raises UsageError."""
    if file is None:
        key = surroundings(KEY_VARIABLE)
    else:
        try:
            with file.open("rb") as opened:
                key = opened.read(_MOST_KEY + 1).decode("ascii")
        except (OSError, UnicodeDecodeError):
            raise UsageError(f"{file} cannot be read as a key: one line of plain text.") from None
    key = (key or "").strip()
    if file is not None and not key:
        raise UsageError(f"{file} is empty; a key is one line of plain text.")
    if len(key) > _MOST_KEY or any(not 32 < ord(character) < 127 for character in key):
        raise UsageError("The key of the language model is not one line of plain text.")
    return key or None
