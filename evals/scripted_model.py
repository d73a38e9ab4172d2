"""A server on this machine that speaks as a language model does, and says what a script tells it.

It lies in known ways, so that what catches lies can be tested and measured without a model.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = Callable[[str], str]
"""What is said to a prompt (all messages, one after another)."""


class Manner(StrEnum):
    """How the server gives its reply."""

    STREAM = "stream"  # in events of a few letters
    WHOLE = "whole"  # at once, as servers do that cannot stream
    NEVER = "never"  # takes the request, says nothing
    DRIP = "drip"  # a letter now and then, for ever
    STALL = "stall"  # says it all, and then nothing, without an end
    DROP = "drop"  # breaks the connection half way
    NO_END = "no end"  # ends the stream without saying that it is done
    REFUSE = "refuse"  # 401, and says the key it was given
    ELSEWHERE = "elsewhere"  # sends the caller to another address
    NOISE = "noise"  # what is no reply at all
    ENDLESS = "endless"  # one line that never ends


@dataclass
class Scripted:
    """A server that runs: its address, and the requests it was sent (headers, body)."""

    url: str
    requests: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)


@contextlib.contextmanager
def scripted(script: Script, manner: Manner = Manner.STREAM) -> Iterator[Scripted]:
    """Serve a script on a free port of this machine, until left."""
    stop = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            served.requests.append((dict(self.headers), body))
            prompt = "\n".join(message["content"] for message in body["messages"])
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                _ANSWERS[manner](self, script(prompt), stop)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Scripted(f"http://127.0.0.1:{server.server_port}/v1")
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield served
    finally:
        stop.set()
        server.shutdown()
        server.server_close()


def _head(handler: BaseHTTPRequestHandler, status: int, kind: str, **headers: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()


def _send(handler: BaseHTTPRequestHandler, text: str, size: int = 7) -> None:
    for start in range(0, len(text), size):
        piece = {"choices": [{"delta": {"content": text[start : start + size]}}]}
        handler.wfile.write(f"data: {json.dumps(piece)}\n\n".encode())
    handler.wfile.flush()


def _stream(handler: BaseHTTPRequestHandler, text: str, _: threading.Event) -> None:
    _head(handler, 200, "text/event-stream")
    handler.wfile.write(b": a comment, as servers send to keep a connection\n\n")
    _send(handler, text)
    handler.wfile.write(b'data: {"choices": [], "usage": {}}\n\ndata: [DONE]\n\n')


def _whole(handler: BaseHTTPRequestHandler, text: str, _: threading.Event) -> None:
    _head(handler, 200, "application/json")
    handler.wfile.write(json.dumps({"choices": [{"message": {"content": text}}]}).encode())


def _never(_: BaseHTTPRequestHandler, __: str, stop: threading.Event) -> None:
    stop.wait(30)


def _drip(handler: BaseHTTPRequestHandler, _: str, stop: threading.Event) -> None:
    _head(handler, 200, "text/event-stream")
    while not stop.is_set():
        _send(handler, "a")
        time.sleep(0.05)


def _stall(handler: BaseHTTPRequestHandler, text: str, stop: threading.Event) -> None:
    _head(handler, 200, "text/event-stream")
    _send(handler, text)
    stop.wait(30)


def _drop(handler: BaseHTTPRequestHandler, text: str, _: threading.Event) -> None:
    _head(handler, 200, "text/event-stream", Content_Length="1000000")
    _send(handler, text[: len(text) // 2])


def _no_end(handler: BaseHTTPRequestHandler, text: str, _: threading.Event) -> None:
    _head(handler, 200, "text/event-stream")
    _send(handler, text[: len(text) // 2])


def _refuse(handler: BaseHTTPRequestHandler, _: str, __: threading.Event) -> None:
    _head(handler, 401, "application/json")
    said = {"error": {"message": f"wrong key: {handler.headers['Authorization']}"}}
    handler.wfile.write(json.dumps(said).encode())


def _elsewhere(handler: BaseHTTPRequestHandler, _: str, __: threading.Event) -> None:
    _head(handler, 307, "text/plain", Location=f"http://{handler.headers['Host']}/elsewhere")


def _noise(handler: BaseHTTPRequestHandler, _: str, __: threading.Event) -> None:
    _head(handler, 200, "text/event-stream")
    handler.wfile.write(b'data: {"choices": [{"delta": []}]}\n\ndata: \xff\xfe<html>\n\n')


def _endless(handler: BaseHTTPRequestHandler, _: str, stop: threading.Event) -> None:
    _head(handler, 200, "text/event-stream")
    handler.wfile.write(b"data: ")
    while not stop.is_set():
        handler.wfile.write(b"a" * 65_536)


_ANSWERS: dict[Manner, Callable[[BaseHTTPRequestHandler, str, threading.Event], None]] = {
    Manner.STREAM: _stream,
    Manner.WHOLE: _whole,
    Manner.NEVER: _never,
    Manner.DRIP: _drip,
    Manner.STALL: _stall,
    Manner.DROP: _drop,
    Manner.NO_END: _no_end,
    Manner.REFUSE: _refuse,
    Manner.ELSEWHERE: _elsewhere,
    Manner.NOISE: _noise,
    Manner.ENDLESS: _endless,
}


def saying(*sentences: str) -> Script:
    """A script that says these sentences, whatever it is asked."""
    return lambda _: " ".join(sentences)
