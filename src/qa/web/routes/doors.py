"""The doors of the served app: what may come in, from whom, how much and how often.

It stands before everything that is served: the page, Gradio's routes, /api and MCP.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import json
import math
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.errors import UsageError
from qa.web.parts.rates import Rates, client_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from qa.accounts import Accounts

AT_WORK = 200  # calls being answered; beyond that the app says it is busy
RATE, BURST_SECONDS = 20.0, 10  # calls a second for each client; and of how many seconds at once
_BODY = 1024 * 1024
_LARGE_BODY = 30 * 1024 * 1024  # a file of 20 MB, written as text by the page
_QUEUE = "/gradio_api/queue/join"  # where the page sends its events
# The page sends a paper or a report with the event of its form.
_LARGE = ("/api/check", _QUEUE, "/gradio_api/upload")
_BODY_SECONDS = 30.0  # between two parts of a body
_WRONG_RATE, _WRONG_AT_ONCE = 1 / 6, 10  # wrong passwords: ten at once, then one in six seconds
_REMEMBERED = 1_000  # accounts that were let in, whose password need not be worked out again

# What Gradio serves and this page never uses: files by their path, other hosts' pages, uploads,
# recordings, an editor. Closed here, whatever Gradio itself would have made of them.
_CLOSED = (
    *("/file", "/proxy", "/login", "/logout", "/monitoring", "/custom_component", "/pwa_icon"),
    *("/gradio_api/file", "/gradio_api/proxy", "/gradio_api/token", "/gradio_api/deep_link"),
    *("/gradio_api/stream", "/gradio_api/process_recording", "/gradio_api/component_server"),
    *("/gradio_api/vibe", "/gradio_api/undo-vibe", "/gradio_api/dev/", "/gradio_api/runs"),
    *("/gradio_api/run-history", "/gradio_api/custom_component"),
)
_UPLOADS = "/gradio_api/upload"
# Asked by the server of itself when it starts; it tells nothing and does nothing twice.
_FREE = "/gradio_api/startup-events"

# Whatever a report or a question holds, the page fetches nothing from another host and runs no
# other's script. Gradio's own scripts stand in the page and are put together there.
_POLICY = (
    b"default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; object-src 'none'; "
    b"base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is sent instead of what was asked for. `code` is for programs, `message` for people."""

    status: int
    code: str
    message: str
    headers: tuple[tuple[bytes, bytes], ...] = ()

    async def send(self, send: Send) -> None:
        error = {"error": {"code": self.code, "message": self.message}, "detail": self.message}
        headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
        headers += [*self.headers, *_HEADERS]
        start = {"type": "http.response.start", "status": self.status, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": json.dumps(error).encode()})


_NOT_FOUND = Refusal(404, "no_route", "There is nothing here.")
_TOO_LARGE = Refusal(413, "too_large", "That is more than is taken at once; send less.")
_TOO_SLOW = Refusal(408, "too_slow", "What was sent did not come in time; try again.")
_BUSY = Refusal(
    503,
    "busy",
    "Many people are asking just now. Try again in a few seconds.",
    ((b"retry-after", b"5"),),
)
_WHO = Refusal(
    401,
    "unauthorised",
    "Give the name and the password of an account.",
    ((b"www-authenticate", b'Basic realm="Inspection reports", charset="UTF-8"'),),
)


@dataclass(frozen=True, slots=True)
class Rules:
    """How the doors are kept. `accounts` is None where anyone may come in; `rate` are calls a
    second for each client, 0 for no limit; `uploads` whether the page takes any.
    """

    accounts: Accounts | None = None
    rate: float = RATE
    uploads: bool = False


class Doors:
    """ASGI middleware that keeps the rules."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._rules = rules
        self._rates = Rates(rules.rate, burst=BURST_SECONDS * rules.rate)
        self._guests = _Guests(rules.accounts) if rules.accounts else None
        self._at_work = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a call in, or say why not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks by websocket
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = self._closed(scope["path"]) or await self._unknown(scope)
        refusal = refusal or self._too_much(scope)
        if refusal:
            await refusal.send(send)
            return
        works = _is_work(scope)
        self._at_work += works
        queues = scope["path"] == _QUEUE
        try:
            await _Call(_limit_of(scope["path"]), receive, send, queues).through(self._app, scope)
        finally:
            self._at_work -= works

    def _closed(self, path: str) -> Refusal | None:
        plain = "/" + path.lstrip("/").casefold()
        if ".." in plain.split("/") or "\\" in plain or "\0" in plain:
            return _NOT_FOUND
        if plain.startswith(_UPLOADS):
            return None if self._rules.uploads else _NOT_FOUND
        return _NOT_FOUND if plain.startswith(_CLOSED) else None

    async def _unknown(self, scope: Scope) -> Refusal | None:
        if self._guests is None or scope["path"] == _FREE:
            return None
        return await self._guests.refusal(_header(scope, b"authorization"), _client(scope))

    def _too_much(self, scope: Scope) -> Refusal | None:
        """Too large, too often, or too many at once."""
        length = _header(scope, b"content-length")
        if length and (not length.isdigit() or int(length) > _limit_of(scope["path"])):
            return _TOO_LARGE
        if not _is_work(scope):
            return None
        seconds = self._rates.wait(_client(scope))
        if seconds:
            return _too_often("Too many questions at once from one place.", seconds)
        return _BUSY if self._at_work >= AT_WORK else None


def _too_often(why: str, seconds: float) -> Refusal:
    wait = max(1, math.ceil(seconds))
    said = f"{why} Try again in {wait} {'second' if wait == 1 else 'seconds'}."
    return Refusal(429, "too_many", said, ((b"retry-after", str(wait).encode()),))


def _is_work(scope: Scope) -> bool:
    """Whether a call makes the assistant work; fetching the page's parts does not."""
    return scope["method"] not in ("GET", "HEAD", "OPTIONS") or scope["path"].startswith("/api/")


def _limit_of(path: str) -> int:
    return _LARGE_BODY if path.startswith(_LARGE) else _BODY


def _client(scope: Scope) -> str:
    client = scope.get("client")
    return client_of(client[0] if client else None)


def _header(scope: Scope, name: bytes) -> bytes:
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value)
    return b""


@dataclass(slots=True)
class _Call:
    """One call that was let in: its body is counted and timed, its reply gets our headers.

    `queues` where it waits in Gradio's queue, which says in figures that it is full.
    """

    limit: int
    receive: Receive
    send: Send
    queues: bool = False
    taken: int = 0
    is_whole: bool = False
    has_begun: bool = False
    refusal: Refusal | None = field(default=None)

    async def through(self, app: ASGIApp, scope: Scope) -> None:
        try:
            await app(scope, self._received, self._sent)
        except _Refused:
            pass
        except Exception:
            if self.refusal is None:
                raise
        if self.refusal and not self.has_begun:
            await self.refusal.send(self.send)

    async def _received(self) -> Message:
        if self.is_whole:
            return await self.receive()
        try:
            message = await asyncio.wait_for(self.receive(), _BODY_SECONDS)
        except TimeoutError:
            self.refusal = _TOO_SLOW
            raise _Refused from None
        if message["type"] == "http.request":
            self.taken += len(message.get("body", b""))
            self.is_whole = not message.get("more_body", False)
            if self.taken > self.limit:
                self.refusal = _TOO_LARGE
                raise _Refused
        return message

    async def _sent(self, message: Message) -> None:
        if self.refusal:
            return  # what the app makes of a body that broke off is not sent
        if message["type"] == "http.response.start":
            if self.queues and message["status"] == _BUSY.status:
                self.refusal = _BUSY
                return
            self.has_begun = True
            message["headers"] = [*message.get("headers", []), *_HEADERS]
        await self.send(message)


class _Refused(Exception):
    """Ends a call whose body is not taken."""


class _Guests:
    """Who was let in. A password takes long to check, so that it is done once."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._failures = Rates(_WRONG_RATE, burst=_WRONG_AT_ONCE)
        self._key = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, int] = OrderedDict()

    async def refusal(self, header: bytes, client: str) -> Refusal | None:
        """None for an account with its password, by HTTP's Basic scheme."""
        try:
            version = self._accounts.version
        except UsageError as error:
            return Refusal(503, "no_accounts", str(error))
        # Not the header itself: memory that leaks must not hold passwords.
        told = hmac.digest(self._key, header, hashlib.sha256)
        if self._known.get(told) == version:
            return None
        pair = _name_and_password(header)
        if pair is None:
            return _WHO
        seconds = self._failures.wait(client)
        if seconds:
            return _too_often("Too many wrong passwords from one place.", seconds)
        if not await asyncio.to_thread(self._accounts.admits, *pair):
            return _WHO
        self._failures.wait(client, cost=-1)  # it was no failure
        self._known[told] = version
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return None


def _name_and_password(header: bytes) -> tuple[str, str] | None:
    scheme, _, encoded = header.partition(b" ")
    if scheme.lower() != b"basic":
        return None
    try:
        name, colon, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (name, password) if colon else None
