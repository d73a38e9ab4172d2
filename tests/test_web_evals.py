"""The Evals tab: the last run's figures, the questions that failed, and another run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import violations
from playwright.sync_api import Browser, Page, expect
from ports import free_port

from qa.assistant import Assistant
from qa.evaluation.pages.kept import Evals
from qa.keeping import Folders
from qa.web import Site, launch
from qa.web.parts.upload import Upload

QUESTIONS = (
    {
        "id": "h1",
        "type": "topic",
        "question": "what did Ofsted say about Harrow LAC health?",
        "relevant": {"harrow-2012#58": 2, "harrow-2012#59": 2, "harrow-2012#60": 2},
        "quotes": ["are inadequate"],
    },
    {
        "id": "h2",
        "type": "fact",
        "question": "What did the Harrow report say about <b>fostering</b>?",
        "relevant": {"harrow-2012#1": 2},
        "quotes": [],
    },
)


@pytest.fixture
def evals(tmp_path: Path) -> Evals:
    """Two questions of a gold of their own, the second with a paragraph that is never found."""
    folder = tmp_path / "gold" / "questions"
    folder.mkdir(parents=True)
    lines = "".join(json.dumps(question) + "\n" for question in QUESTIONS)
    (folder / "harrow-2012.jsonl").write_text(lines, "utf-8")
    return Evals(tmp_path / "gold", tmp_path / "results")


@pytest.fixture
def bench(evals: Evals, assistant: Assistant, chromium: Browser) -> Iterator[Page]:
    folders = Folders(evals.gold, evals.results)  # no report is added here
    served, _, address = launch(
        lambda: assistant, Site(port=free_port(), upload=Upload(folders), evals=evals)
    )
    page = chromium.new_page(reduced_motion="reduce")
    page.goto(address)
    yield page
    page.close()
    served.close(verbose=False)


def test_a_run_is_made_shown_and_kept_and_what_failed_is_named(bench: Page, evals: Evals) -> None:
    bench.get_by_role("tab", name="Evals").click()
    expect(bench.get_by_role("alert")).to_contain_text("latest.json")
    bench.get_by_role("button", name="Run again").click()
    view = bench.locator("#qa-evals")
    expect(view).to_contain_text("Questions that failed: 1", timeout=30_000)
    assert evals.figures()["questions"] == 2
    expect(view.get_by_role("region", name="By type")).to_contain_text("topic")
    failed = view.locator(".qa-failure")
    expect(failed).to_contain_text("about <b>fostering</b>?")
    failed.locator("summary").click()
    expect(failed).to_contain_text("not among those retrieved")
    assert violations(bench) == []
    failed.get_by_role("button", name="Read harrow-2012#1").first.click()
    expect(bench.locator("[id='harrow-2012-1']")).to_be_in_viewport()
