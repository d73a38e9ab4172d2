"""The retrievers for other people's pipelines: our paragraphs, whole, with their citations.

The tests with the real packages run where these are installed (in the workflow they are).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from qa import Assistant, Filters
from qa.errors import UsageError
from qa.retrievers import for_langchain, for_llama_index

QUESTION = "placement stability"


def test_langchain_gets_the_paragraphs_that_a_search_gives(assistant: Assistant) -> None:
    pytest.importorskip("langchain_core")
    found = for_langchain(assistant, limit=5).invoke(QUESTION)
    hits = assistant.search(QUESTION, limit=5).hits
    assert [document.id for document in found] == [hit.key for hit in hits]
    for document in found:
        shown = assistant.show(document.id)
        assert document.page_content == shown.text
        assert document.metadata["citation"] == shown.citation


def test_llama_index_gets_the_paragraphs_that_a_search_gives(assistant: Assistant) -> None:
    pytest.importorskip("llama_index.core")
    found = for_llama_index(assistant, limit=5).retrieve(QUESTION)
    hits = assistant.search(QUESTION, limit=5).hits
    assert [(row.node.node_id, row.score) for row in found] == [(h.key, h.score) for h in hits]
    for row in found:
        shown = assistant.show(row.node.node_id)
        assert row.node.text == shown.text
        assert row.node.metadata["citation"] == shown.citation


def test_they_can_be_held_to_an_authority(assistant: Assistant) -> None:
    pytest.importorskip("langchain_core")
    held = for_langchain(assistant, filters=Filters(authorities=("barnet",)))
    assert {row.metadata["report"] for row in held.invoke(QUESTION)} == {"barnet-2012"}


@pytest.mark.parametrize(
    ("make", "package", "extra"),
    [
        (for_langchain, "langchain_core.documents", "langchain"),
        (for_llama_index, "llama_index.core.retrievers", "llama-index"),
    ],
)
def test_without_the_package_it_is_said_how_to_install_it(
    make: Callable[[Assistant], Any],
    package: str,
    extra: str,
    assistant: Assistant,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError, match=rf"pip install 'qa\[{extra}\]'"):
        make(assistant)
