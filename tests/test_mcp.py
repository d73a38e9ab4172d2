"""Other assistants: the tools, called by a real client over standard input and output and HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from ports import free_port

from qa.assistant import Assistant
from qa.errors import UsageError
from qa.mcp import PATH, build_server
from qa.web import Site, launch

Calls = dict[str, dict[str, Any]]
Talk = tuple[list[Any], dict[str, Any], str]  # the tools listed, each call's result, instructions


def called(door: Any, calls: Calls) -> Talk:
    """One client's session through a door that the client library opened."""

    async def talk() -> Talk:
        async with door as streams, ClientSession(*streams[:2]) as session:
            greeting = await session.initialize()
            listed = (await session.list_tools()).tools
            results = {name: await session.call_tool(name, given) for name, given in calls.items()}
            return listed, results, greeting.instructions or ""

    return asyncio.run(asyncio.wait_for(talk(), 60))


def over_stdio(index: Path) -> Any:
    arguments = ["-m", "qa", "mcp", "--no-build", "--index", str(index), "--corpus", "nowhere"]
    return stdio_client(
        StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))
    )


@pytest.fixture(scope="module", params=["stdio", "http"])
def session(request: pytest.FixtureRequest, index_folder: Path, served: str) -> Talk:
    door = over_stdio(index_folder)
    if request.param == "http":
        door = streamable_http_client(served + PATH)
    return called(
        door,
        {
            "ask": {"question": "what did Ofsted say about Harrow LAC health?"},
            "search": {"question": "young carers", "limit": 3, "authority": "barnet"},
            "get_paragraph": {"key": "harrow-2012#58"},
            "list_reports": {},
            "judgements": {"report": "harrow-2012", "strand": "looked after children"},
            "check_quotation": {"quotation": "care leavers are inadequate", "report": "harrow"},
        },
    )


def test_a_client_is_told_how_to_use_each_tool(session: Talk) -> None:
    tools, _, instructions = session
    assert {tool.name for tool in tools} == {
        "ask",
        "search",
        "get_paragraph",
        "check_quotation",
        "list_reports",
        "judgements",
    }
    assert all(tool.description and tool.annotations.readOnlyHint for tool in tools)
    assert "citation" in instructions
    for tool in tools:
        described = tool.inputSchema["properties"]
        assert all("description" in told or "default" in told for told in described.values())
    (ask,) = [tool for tool in tools if tool.name == "ask"]
    strands = ask.inputSchema["properties"]["strand"]["anyOf"][0]["enum"]
    assert strands == ["safeguarding", "looked after children", "general"]


def test_every_tool_answers_as_the_assistant_does(session: Talk, assistant: Assistant) -> None:
    _, results, _ = session
    assert not any(result.isError for result in results.values())
    given = {name: result.structuredContent for name, result in results.items()}
    asked = assistant.ask("what did Ofsted say about Harrow LAC health?").to_json()
    assert given["ask"]["quotes"] == json.loads(json.dumps(asked["quotes"]))
    assert len(given["search"]["retrieved"]) == 3
    assert all(hit["key"].startswith("barnet-2012#") for hit in given["search"]["retrieved"])
    _, paragraph, _ = assistant.show("harrow-2012#58")
    assert given["get_paragraph"]["text"] == paragraph.text
    assert "paragraph 58" in given["get_paragraph"]["citation"]
    checked = assistant.check("care leavers are inadequate", report="harrow").to_json()
    assert given["check_quotation"]["result"] == [checked]
    assert len(given["list_reports"]["result"]) == len(assistant.reports())
    assert {row["strand"] for row in given["judgements"]["result"]} == {"looked after children"}


def test_a_wrong_call_is_told_in_a_sentence(index_folder: Path) -> None:
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("get_paragraph", {"key": "../../etc/passwd"}, "not the key of a paragraph"),
        ("get_paragraph", {}, "Field required"),
        ("judgements", {"report": "nowhere-1999"}, "there is barnet-2012, harrow-2012"),
        ("judgements", {"report": "harrow"}, "there is harrow-2012."),
        ("ask", {"question": "young carers", "authority": "atlantis"}, 'no report on "atlantis"'),
        ("ask", {"question": " "}, "There is no question"),
        ("ask", {"question": 5}, "valid string"),
        ("ask", {"question": "young carers", "year": "soon"}, "valid integer"),
        ("ask", {"question": "young carers", "strand": "x"}, "'looked after children'"),
        ("search", {"question": "young carers", "limit": 0}, "greater than or equal to 1"),
        ("check_quotation", {"quotation": ""}, "at least 1 character"),
        ("write_report", {}, "Unknown tool"),
    ]

    async def talk() -> list[Any]:
        async with over_stdio(index_folder) as streams, ClientSession(*streams) as session:
            await session.initialize()
            return [await session.call_tool(name, given) for name, given, _ in wrong]

    for (name, given, told), result in zip(wrong, asyncio.run(talk()), strict=True):
        said = result.content[0].text
        assert result.isError and told in said and "Traceback" not in said, (name, given, said)


def test_a_paragraphs_number_may_come_as_a_number(index_folder: Path) -> None:
    words = {"quotation": "care leavers are inadequate", "report": "harrow", "paragraph": 58}
    _, results, _ = called(over_stdio(index_folder), {"check_quotation": words})
    assert results["check_quotation"].structuredContent["result"][0]["stands"]


def test_it_ends_in_silence_when_its_client_goes(index_folder: Path) -> None:
    command = [sys.executable, "-m", "qa", "mcp", "--no-build", "--index", str(index_folder)]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_the_package_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, assistant: Assistant
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.fastmcp", None)
    with pytest.raises(UsageError, match=r"pip install 'qa\[mcp\]'"):
        build_server(lambda: assistant)
    # The page is not served without the tools that were asked for.
    with pytest.raises(UsageError, match=r"pip install 'qa\[mcp\]'"):
        launch(lambda: assistant, Site(port=free_port(), mcp=True))


def test_a_page_elsewhere_cannot_reach_the_tools(served: str) -> None:
    """A browser sent here by another site's name is refused (DNS rebinding)."""
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    wanted = {"Accept": "application/json, text/event-stream"}
    address = f"{served}{PATH}/"
    assert httpx.post(address, json=call, headers=wanted).status_code == 200
    elsewhere = httpx.post(address, json=call, headers=wanted | {"Host": "example.org"})
    assert elsewhere.status_code == 421
    foreign = httpx.post(address, json=call, headers=wanted | {"Origin": "http://example.org"})
    assert foreign.status_code == 403
