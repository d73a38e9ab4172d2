"""Other assistants: the tools, called by a real client over standard input and output."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from qa.assistant import Assistant
from qa.errors import UsageError
from qa.mcp import build_server

Calls = dict[str, dict[str, Any]]


def called(index: Path, calls: Calls) -> tuple[list[Any], dict[str, Any], str]:
    """The tools listed, each call's result, and the instructions, from one client's session."""
    arguments = ["-m", "qa", "mcp", "--no-build", "--index", str(index), "--corpus", "nowhere"]

    async def talk() -> tuple[list[Any], dict[str, Any], str]:
        server = StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            greeting = await session.initialize()
            listed = (await session.list_tools()).tools
            results = {name: await session.call_tool(name, given) for name, given in calls.items()}
            return listed, results, greeting.instructions or ""

    return asyncio.run(asyncio.wait_for(talk(), 60))


@pytest.fixture(scope="module")
def session(index_folder: Path) -> tuple[list[Any], dict[str, Any], str]:
    return called(
        index_folder,
        {
            "ask": {"question": "what did Ofsted say about Harrow LAC health?"},
            "search": {"question": "young carers", "limit": 3, "authority": "barnet"},
            "get_paragraph": {"key": "harrow-2012#58"},
            "list_reports": {},
            "judgements": {"report": "harrow-2012", "strand": "looked after children"},
            "check": {"quotation": "care leavers are inadequate", "report": "harrow"},
        },
    )


def test_a_client_is_told_how_to_use_each_tool(
    session: tuple[list[Any], dict[str, Any], str],
) -> None:
    tools, _, instructions = session
    assert {tool.name for tool in tools} >= {
        "ask",
        "search",
        "get_paragraph",
        "check",
        "list_reports",
        "judgements",
    }
    assert all(tool.description and tool.annotations.readOnlyHint for tool in tools)
    assert "citation" in instructions


def test_every_tool_answers_as_the_assistant_does(
    session: tuple[list[Any], dict[str, Any], str], assistant: Assistant
) -> None:
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
    assert given["check"]["result"] == [checked]
    assert len(given["list_reports"]["result"]) == len(assistant.reports())
    assert {row["strand"] for row in given["judgements"]["result"]} == {"looked after children"}


def test_a_wrong_call_is_told_in_a_sentence(index_folder: Path) -> None:
    wrong: Calls = {
        "get_paragraph": {"key": "../../etc/passwd"},
        "judgements": {"report": "nowhere-1999"},
        "ask": {"question": "young carers", "authority": "atlantis"},
    }
    _, results, _ = called(index_folder, wrong)
    said = {name: result.content[0].text for name, result in results.items()}
    assert all(result.isError for result in results.values())
    assert "not the key of a paragraph" in said["get_paragraph"]
    assert "nowhere-1999" in said["judgements"]
    assert 'no report on "atlantis"' in said["ask"]
    assert not any("Traceback" in words for words in said.values())


def test_without_the_package_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, assistant: Assistant
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.fastmcp", None)
    with pytest.raises(UsageError, match=r"pip install 'qa\[mcp\]'"):
        build_server(lambda: assistant)
