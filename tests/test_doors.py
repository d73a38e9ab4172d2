"""The doors of the served app: what is let in, from whom, how much and how often."""

from __future__ import annotations

import asyncio
import http.client
import io
import socket
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from ports import free_port
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from qa import accounts, cli
from qa.accounts import Accounts, Hash
from qa.assistant import Assistant
from qa.errors import NotFoundError, UsageError
from qa.web import Site, launch
from qa.web.routes import doors
from qa.web.routes.doors import Doors, Rules

PASSWORD = "correct horse battery"
SECRET = "kept-out-of-sight-4711"


def guarded(
    rules: Rules, answer: Callable[[Request], Awaitable[Response]] | None = None
) -> httpx.AsyncClient:
    """A client of an app of a few lines behind the doors."""

    async def echo(request: Request) -> Response:
        return PlainTextResponse(f"{len(await request.body())}")

    routes = [Route("/{path:path}", answer or echo, methods=["GET", "POST"])]
    transport = httpx.ASGITransport(Doors(Starlette(routes=routes), rules), client=("::1", 1))
    return httpx.AsyncClient(transport=transport, base_url="http://library")


def statuses(rules: Rules, *calls: tuple[str, str, dict[str, Any]]) -> list[int]:
    async def ask() -> list[int]:
        async with guarded(rules) as client:
            return [(await client.request(m, path, **more)).status_code for m, path, more in calls]

    return asyncio.run(ask())


@pytest.fixture
def auth_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One account; a hash costs next to nothing here, while a test needs dozens of them."""
    monkeypatch.setattr(Hash.__init__, "__defaults__", (2**4, 8, 1))
    accounts.add(tmp_path / "accounts", "alice", PASSWORD)
    return tmp_path / "accounts"


# Accounts.


def test_a_password_is_kept_as_a_hash_that_only_its_owner_can_read(auth_file: Path) -> None:
    """The same password twice gives two hashes."""
    assert PASSWORD not in auth_file.read_text()
    assert auth_file.stat().st_mode & 0o077 == 0
    assert Hash.of(PASSWORD) != Hash.of(PASSWORD)
    accounts.add(auth_file, "bob", PASSWORD)
    assert auth_file.stat().st_mode & 0o077 == 0


def test_an_account_is_let_in_by_its_password_alone(auth_file: Path) -> None:
    """Nor is a name that there is not."""
    held = Accounts(auth_file)
    assert held.admits("alice", PASSWORD)
    for name, password in [("alice", "wrong horse"), ("bob", PASSWORD), ("alice", ""), ("", "")]:
        assert not held.admits(name, password)


def test_a_change_of_the_file_counts_at_once(auth_file: Path) -> None:
    """Another password; and an account that is gone."""
    held = Accounts(auth_file)
    accounts.add(auth_file, "alice", "another horse battery")
    assert not held.admits("alice", PASSWORD) and held.admits("alice", "another horse battery")
    accounts.add(auth_file, "bob", PASSWORD)
    accounts.remove(auth_file, "alice")
    assert not held.admits("alice", "another horse battery")


@pytest.mark.parametrize(
    "line",
    [
        "alice",
        "alice:secret",
        "alice:scrypt:16384:8:5:AA==",
        "alice:scrypt:99999999:8:5:AA==:AA==",
        "alice:scrypt:3:8:5:AA==:AA==",
        "al ice:scrypt:16384:8:5:AA==:AA==",
    ],
)
def test_a_line_that_is_no_account_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "accounts").write_text(f"# ours\n{line}\n")
    with pytest.raises(UsageError, match="line 2"):
        Accounts(tmp_path / "accounts")


def test_accounts_are_kept_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The password comes from standard input, and is never an argument."""
    file = str(tmp_path / "a" / "accounts")
    for typed, status in [("short\n", 2), (f"{PASSWORD}\n", 0)]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        assert cli.main(["auth", "add", "alice", "--auth-file", file]) == status
    assert Accounts(Path(file)).admits("alice", PASSWORD)
    assert cli.main(["auth", "list", "--auth-file", file]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "alice"
    assert cli.main(["auth", "remove", "alice", "--auth-file", file]) == 0
    assert cli.main(["serve", "--auth-file", file]) == 2  # nobody could come in
    assert cli.main(["auth", "add", "--auth-file", file]) == 2
    with pytest.raises(NotFoundError):
        accounts.remove(Path(file), "alice")


# The doors, before an app of a few lines.


def test_without_an_account_nothing_is_answered(auth_file: Path) -> None:
    """Neither the page nor a route; what the server asks of itself is."""
    rules = Rules(Accounts(auth_file))
    right, wrong = ("alice", PASSWORD), ("alice", "wrong horse battery")
    assert statuses(
        rules,
        ("GET", "/", {}),
        ("POST", "/api/ask", {}),
        ("GET", "/", {"auth": wrong}),
        ("GET", "/", {"headers": {"Authorization": "Bearer x"}}),
        ("GET", "/", {"headers": {"Authorization": "Basic !"}}),
        ("GET", "/gradio_api/startup-events", {}),
        ("GET", "/", {"auth": right}),
        ("POST", "/api/ask", {"auth": right}),
    ) == [401, 401, 401, 401, 401, 200, 200, 200]


def test_passwords_cannot_be_tried_without_end(auth_file: Path) -> None:
    """After a few, even the right one must wait; who gives the right one is not held up."""
    rules = Rules(Accounts(auth_file))
    guesses = [("GET", "/", {"auth": ("alice", f"guess number {n}")}) for n in range(12)]
    told = statuses(rules, *guesses, ("GET", "/", {"auth": ("alice", PASSWORD)}))
    assert told[:9] == [401] * 9 and told[-2:] == [429, 429]
    assert statuses(rules, *[("GET", "/", {"auth": ("alice", PASSWORD)})] * 30) == [200] * 30


def test_each_client_asks_so_often_and_no_more() -> None:
    """With a word that a person can read; fetching the page's parts is not counted."""

    async def ask() -> list[httpx.Response]:
        async with guarded(Rules(rate=0.2)) as client:
            for _ in range(20):
                assert (await client.get("/assets/x.js")).status_code == 200
            return [await client.post("/api/ask") for _ in range(3)]

    first, second, third = asyncio.run(ask())
    assert (first.status_code, second.status_code, third.status_code) == (200, 200, 429)
    assert int(third.headers["retry-after"]) >= 1
    assert "Try again in" in third.json()["error"]["message"]
    assert statuses(Rules(rate=0), *[("POST", "/api/ask", {})] * 50) == [200] * 50


def test_a_body_may_be_so_large_and_no_larger() -> None:
    """Whether its length is told or not; a paper to check may be larger than a question."""
    two = b"x" * (2 * 1024 * 1024)

    async def untold() -> AsyncIterator[bytes]:
        for _ in range(2):
            yield two[: 1024 * 1024]

    assert statuses(
        Rules(),
        ("POST", "/api/ask", {"content": two}),
        ("POST", "/api/ask", {"content": untold()}),
        ("POST", "/api/ask", {"content": b"{}", "headers": {"Content-Length": "-1"}}),
        ("POST", "/api/check", {"content": two}),
        ("POST", "/gradio_api/queue/join", {"content": 14 * two}),
        ("POST", "/api/check", {"content": 16 * two}),
        ("POST", "/api/ask", {"content": b"{}"}),
    ) == [413, 413, 413, 200, 200, 413, 200]


def test_a_full_queue_is_said_in_words() -> None:
    """Gradio tells how many wait in it, and of how many; nobody who asked can use that."""

    async def gradios(request: Request) -> Response:
        return PlainTextResponse("Queue is full. Max size is 2 and size is 2.", status_code=503)

    async def ask() -> None:
        async with guarded(Rules(), gradios) as client:
            reply = await client.post("/gradio_api/queue/join", json={})
            assert (reply.status_code, reply.headers["retry-after"]) == (503, "5")
            assert "Many people are asking" in reply.json()["detail"]
            assert "Queue is full" not in reply.text
            assert "Queue is full" in (await client.post("/api/ask")).text

    asyncio.run(ask())


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "_BODY_SECONDS", 0.05)

    async def dawdling() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(1)
        yield b"}"

    assert statuses(Rules(), ("POST", "/api/ask", {"content": dawdling()})) == [408]


def test_beyond_what_can_be_done_the_app_says_it_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, and is there again when the others are done."""
    monkeypatch.setattr(doors, "AT_WORK", 2)

    async def ask() -> None:
        go = asyncio.Event()

        async def slow(request: Request) -> Response:
            await go.wait()
            return PlainTextResponse("")

        async with guarded(Rules(), slow) as client:
            waiting = [asyncio.create_task(client.post("/api/ask")) for _ in range(2)]
            await asyncio.sleep(0.05)
            busy = await client.post("/api/ask")
            assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
            assert "Many people are asking" in busy.json()["detail"]
            go.set()
            assert [(await each).status_code for each in waiting] == [200, 200]
            assert (await client.post("/api/ask")).status_code == 200

    asyncio.run(ask())


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/GRADIO_API/FILE=/etc/passwd",
        "//gradio_api/file=/etc/passwd",
        "/gradio_api/upload",
        "/gradio_api/proxy=http://e.example/",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%5c..%5cetc",
        "/gradio_api/vibe-edit",
        "/login",
    ],
)
def test_what_the_page_does_not_use_is_closed(path: str) -> None:
    """Whatever the app behind would have answered."""
    url = httpx.URL("http://library", raw_path=path.encode())
    assert statuses(Rules(), ("GET", url, {})) == [404]  # type: ignore[arg-type]


# The real page.


@pytest.fixture(scope="module")
def guarded_page(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real page, for those who have an account."""
    file = tmp_path_factory.mktemp("auth") / "accounts"
    accounts.add(file, "alice", PASSWORD)
    rules = Rules(Accounts(file))
    page, _, address = launch(lambda: assistant, Site(port=free_port(), rules=rules))
    yield address.rstrip("/")
    page.close(verbose=False)


def raw(address: str, path: str) -> tuple[int, bytes]:
    """What a server answers to a path exactly as written: no client tidies it up."""
    place = urlsplit(address)
    assert place.hostname
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
    connection.putrequest("GET", path, skip_accept_encoding=True)
    connection.endheaders()
    reply = connection.getresponse()
    return reply.status, reply.read()


PREFIXES = (
    "/gradio_api/file=", "/gradio_api/file/", "/file=", "/file/", "/static/", "/assets/",
    "/svelte/", "/gradio_api/proxy=file://", "/gradio_api/custom_component/1/client/x/",
    "/gradio_api/stream/a/1/", "/gradio_api/run-history/records/", "/gradio_api/deep_link?x=",
    "/pwa_icon/", "/api/", "/",
)  # fmt: skip


def test_no_file_of_the_machine_can_be_had(served: str, tmp_path: Path) -> None:
    """By whatever route, and however the way to it is written."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    absolute, up = str(secret), "../" * 12 + str(secret).lstrip("/")
    ways = {
        absolute, up, f"/{absolute}", up.replace("../", "..%2f"), up.replace("../", "%2e%2e/"),
        up.replace("../", "%252e%252e%252f"), up.replace("../", "..%5c"),
        up.replace("../", "....//"), absolute.replace("/", "%2f"), f"file://{absolute}",
        f"C:{absolute}", f"{up}%00.png",
    }  # fmt: skip
    for prefix in PREFIXES:
        for way in ways:
            status, body = raw(served, prefix + way)
            assert SECRET.encode() not in body, prefix + way
            # The page itself answers a path it does not know; it is no file of ours.
            assert status != 200 or b"gradio" in body, prefix + way


def test_a_question_that_names_a_file_is_a_question(served: str, tmp_path: Path) -> None:
    """Gradio takes such an object for a file that was uploaded; nobody uploads anything here."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    file = {"path": str(secret), "url": f"file://{secret}", "meta": {"_type": "gradio.FileData"}}
    with httpx.Client(base_url=served, timeout=20) as client:
        for data in ([file], [[file]], [{"question": file}]):
            called = client.post("/gradio_api/call/ask", json={"data": data})
            told = called.text
            if called.status_code == 200:
                told += client.get(f"/gradio_api/call/ask/{called.json()['event_id']}").text
            assert SECRET not in told


def test_who_has_no_account_sees_nothing_of_the_page(guarded_page: str) -> None:
    """Nor do the JSON routes answer; with one, both do."""
    paths = ("/", "/config", "/api/reports", "/gradio_api/info", "/api/openapi.json", "/theme.css")
    with httpx.Client(base_url=guarded_page, timeout=20) as client:
        assert [client.get(path).status_code for path in paths] == [401] * len(paths)
        client.auth = ("alice", PASSWORD)
        assert [client.get(path).status_code for path in paths] == [200] * len(paths)
        told = client.post("/gradio_api/call/show", json={"data": ["harrow-2012#58"]})
        assert (
            "are inadequate" in client.get(f"/gradio_api/call/show/{told.json()['event_id']}").text
        )


def test_a_slow_client_holds_up_nobody(served: str) -> None:
    """Dozens that begin to speak and never end leave the others their answers."""
    place = urlsplit(served)
    assert place.hostname and place.port
    slow = [socket.create_connection((place.hostname, place.port)) for _ in range(60)]
    try:
        for each in slow:
            each.sendall(b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{")
        for _ in range(3):
            reply = httpx.post(f"{served}/api/ask", json={"question": "young carers"}, timeout=10)
            assert reply.status_code == 200
    finally:
        for each in slow:
            each.close()


def test_many_at_once_are_all_answered(served: str) -> None:
    """Each with its own answer."""
    wrong: list[str] = []

    def ask(place: str) -> None:
        question = {"question": f"how was {place} judged?"}
        told = httpx.post(f"{served}/api/ask", json=question, timeout=60).json()
        if told["understood"]["authorities"] != [place]:
            wrong.append(place)

    places = ["harrow", "barnet", "redbridge", "havering"] * 5
    threads = [threading.Thread(target=ask, args=[place]) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
