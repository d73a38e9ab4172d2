"""The JSON routes of the served app: plain JSON in and out, as described, errors with a code."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from qa import cli
from qa.assistant import Assistant
from qa.web.routes import shapes

HARROW = "what did Ofsted say about Harrow LAC health?"
WORDS = "for looked after children and care leavers are inadequate"
AS_JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def api(served: str) -> httpx.Client:
    return httpx.Client(base_url=f"{served}/api", timeout=30)


def printed(capsys: pytest.CaptureFixture[str], *command: str) -> Any:
    cli.main([*command, "--json"])
    return json.loads(capsys.readouterr().out)


def test_a_question_needs_nothing_but_itself(api: httpx.Client, assistant: Assistant) -> None:
    told = api.post("/ask", json={"question": HARROW}).json()
    assert told | {"ms": 0} == assistant.ask(HARROW).to_json() | {"ms": 0}


def test_a_question_can_be_narrowed_and_follow_others(api: httpx.Client) -> None:
    told = api.post("/ask", json={"question": "and Barnet?", "previous": [HARROW]}).json()
    assert told["understood"]["authorities"] == ["barnet"]
    assert told["understood"]["aspect"] == "Being healthy"
    found = api.post("/search", json={"question": "young carers", "year": 2007, "limit": 3}).json()
    assert [hit["key"].partition("#")[0] for hit in found["retrieved"]] == ["havering-2007"] * 3


def test_a_conversation_comes_as_a_file(api: httpx.Client, assistant: Assistant) -> None:
    call = {"questions": [HARROW, "and Barnet?"], "format": "md"}
    reply = api.post("/evidence", json=call)
    assert reply.headers["content-type"] == "text/markdown; charset=utf-8"
    assert 'filename="answer.md"' in reply.headers["content-disposition"]
    assert assistant.ask(HARROW).quotes[0].citation in reply.text
    word = api.post("/evidence", json=call | {"format": "docx"})
    assert word.content.startswith(b"PK")


def test_each_reply_is_of_the_type_that_openapi_tells(api: httpx.Client) -> None:
    replies = {
        shapes.AnswerRow: api.post("/ask", json={"question": HARROW}),
        shapes.FoundRow: api.post("/search", json={"question": HARROW}),
        list[shapes.CheckedRow]: api.post("/check", json={"quotation": WORDS, "report": "harrow"}),
        shapes.PackRow: api.post("/pack", json={"question": HARROW, "tokens": 900}),
        shapes.ShownRow: api.get("/show", params={"key": "harrow-2012#57.3"}),
        list[shapes.ReportRow]: api.get("/reports"),
        list[shapes.JudgementRow]: api.get("/judgements", params={"report": "harrow-2012"}),
        list[shapes.ExportRow]: api.get("/export", params={"report": "harrow-2012"}),
    }
    described = api.get("/openapi.json").json()["paths"]
    assert len(described) == len(replies) + 1  # and /evidence, which gives a file
    for told, reply in replies.items():
        assert reply.status_code == 200, reply.text
        assert TypeAdapter(told).validate_json(reply.content)
    refused = api.post("/ask", json={"question": "children in care in Croydon"})
    assert shapes.AnswerRow.model_validate_json(refused.content).nearest == []
    wrong = api.post("/check", json={"quotation": "care leavers are adequate", "report": "harrow"})
    assert TypeAdapter(list[shapes.CheckedRow]).validate_json(wrong.content)


def test_the_routes_give_what_the_commands_print(
    api: httpx.Client,
    index_folder: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QA_INDEX", str(index_folder))
    shown = api.get("/show", params={"key": "harrow-2012#58"}).json()
    assert shown == printed(capsys, "show", "harrow-2012#58", "--no-build")
    assert api.get("/reports").json() == printed(capsys, "reports", "--no-build")
    checked = api.post("/check", json={"quotation": WORDS, "report": "harrow"}).json()
    assert checked == [printed(capsys, "check", WORDS, "--report", "harrow", "--no-build")]


@pytest.mark.parametrize(
    ("method", "path", "given", "status", "code", "said"),
    [
        ("POST", "/ask", {"question": " "}, 400, "wrong_call", "There is no question"),
        ("POST", "/ask", {"question": "x" * 2001}, 400, "wrong_call", "2,000 is the most"),
        ("POST", "/ask", {"questoin": "x"}, 400, "wrong_call", "questoin: there is no such field"),
        ("POST", "/ask", {}, 400, "wrong_call", "question: this is needed"),
        ("POST", "/ask", {"question": 5}, 400, "wrong_call", "question: "),
        ("POST", "/ask", {"question": "x", "year": True}, 400, "wrong_call", "year: "),
        ("POST", "/ask", {"question": "x", "year": "2007"}, 400, "wrong_call", "year: "),
        ("POST", "/ask", {"question": "x", "year": 0}, 400, "wrong_call", "year: "),
        ("POST", "/ask", {"question": "x", "previous": "y"}, 400, "wrong_call", "previous: "),
        ("POST", "/ask", [], 400, "wrong_call", "send an object"),
        ("POST", "/search", {"question": "x", "limit": 0}, 400, "wrong_call", "limit: "),
        ("POST", "/search", {"question": "x", "limit": 101}, 400, "wrong_call", "limit: "),
        ("POST", "/ask", {"question": "x", "strand": "y"}, 400, "wrong_call", "not a strand"),
        ("POST", "/ask", {"question": "x", "authority": "\ud800"}, 404, "not_found", "no report"),
        ("POST", "/check", {}, 400, "wrong_call", "a quotation or a document"),
        ("POST", "/pack", {"question": HARROW, "tokens": 3}, 400, "wrong_call", "they need"),
        ("POST", "/evidence", {"questions": []}, 400, "wrong_call", "questions"),
        ("GET", "/show", {"key": "../../etc/passwd"}, 404, "not_found", "not the key"),
        ("GET", "/show", {}, 400, "wrong_call", "key: this is needed"),
        ("GET", "/judgements", {"reprot": "x"}, 400, "wrong_call", "reprot: there is no such"),
        ("GET", "/export", {"report": "nowhere-1999"}, 404, "not_found", "nowhere-1999"),
        ("GET", "/judgements", {"strand": "x"}, 400, "wrong_call", "not a strand"),
        ("GET", "/nothing", {}, 404, "no_route", "openapi.json"),
        ("GET", "/ask", {}, 405, "wrong_method", "openapi.json"),
    ],
)
def test_a_call_that_fails_says_why_with_a_code(
    api: httpx.Client,
    method: str,
    path: str,
    given: Any,
    status: int,
    code: str,
    said: str,
) -> None:
    if method == "GET":
        reply = api.get(path, params=given)
    else:
        reply = api.post(path, content=json.dumps(given), headers=AS_JSON)  # "\\ud800" too
    assert reply.status_code == status, reply.text
    error = shapes.Failed.model_validate_json(reply.content).error
    assert (error.code, said in error.message) == (code, True), error


def test_what_is_not_json_is_said(api: httpx.Client) -> None:
    deep = b'{"question": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    for broken in (b"{", b"", b'{"question": "\xff"}', b'{"question": NaN}', deep):
        reply = api.post("/ask", content=broken, headers=AS_JSON)
        assert reply.status_code == 400
        assert shapes.Failed.model_validate_json(reply.content).error.code == "wrong_call"
    unsaid = api.post("/ask", content=json.dumps({"question": HARROW}))
    assert unsaid.json()["error"]["message"].startswith("Send JSON")


def test_what_is_turned_away_at_the_door_has_the_form_that_openapi_tells(
    api: httpx.Client,
) -> None:
    reply = api.post("/ask", content=b"x" * 2_000_000, headers=AS_JSON)
    assert reply.status_code == 413
    assert shapes.Failed.model_validate_json(reply.content).error.code == "too_large"
    for route in api.get("/openapi.json").json()["paths"].values():
        for call in route.values():
            failed = {status for status in call["responses"] if status != "200"}
            assert failed == {"400", "401", "404", "408", "413", "429", "503", "default"}


def test_the_description_names_every_route_and_no_other_host(api: httpx.Client) -> None:
    described = api.get("/openapi.json")
    assert described.json()["servers"] == [{"url": "/api"}]
    assert set(described.json()["paths"]) == {
        "/ask", "/search", "/show", "/check", "/pack", "/evidence", "/reports", "/judgements",
        "/export",
    }  # fmt: skip
    assert "https://" not in described.text
    assert api.get("/docs").status_code == 404  # FastAPI's page would fetch scripts from elsewhere
