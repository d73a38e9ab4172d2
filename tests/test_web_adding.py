"""Adding and removing reports on the page: shown before it is done, undone when wanted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Visitor, open_tab, violations
from index_samples import HashEncoder
from playwright.sync_api import Browser, FilePayload, Page, expect
from ports import free_port

from qa.assistant import Assistant
from qa.errors import UsageError
from qa.index.making.build import build
from qa.index.making.library import Library
from qa.keeping import Folders
from qa.web import Site, launch
from qa.web.parts.upload import Upload

INDEXED = 30_000  # milliseconds, on a busy machine
CORPUS = Path(__file__).parent.parent / "corpus"
HOSTILE = "<script>window.hit=1</script><img src=x onerror='window.hit=1'> **bold** [a](http://e)"


@pytest.fixture
def library(tmp_path: Path) -> Folders:
    """A library of Barnet and Redbridge, indexed with an encoder of a few lines."""
    folders = Folders(
        tmp_path / "corpus", tmp_path / "index", encoder=HashEncoder(), progress=False
    )
    folders.corpus.mkdir()
    for name in ("barnet-2012.txt", "redbridge-2010.txt"):
        shutil.copyfile(CORPUS / name, folders.corpus / name)
    build(folders.corpus, folders.index, encoder=folders.encoder, progress=False)
    return folders


@pytest.fixture
def adding(library: Folders, chromium: Browser) -> Iterator[Page]:
    """The Add reports tab of a page over that library."""

    def opened() -> Assistant:
        return Assistant(Library.open(library.index, encoder=library.encoder))

    served, _, address = launch(opened, Site(port=free_port(), upload=Upload(library)))
    page = chromium.new_page(reduced_motion="reduce")
    page.set_default_timeout(INDEXED)
    page.goto(address)
    open_tab(page, "Add reports")
    page.get_by_role("button", name="Remove London Borough of Barnet, 2012").wait_for()
    yield page
    page.close()
    served.close(verbose=False)


def test_a_report_is_seen_before_it_is_added_and_its_markup_is_text(
    adding: Page, library: Folders
) -> None:
    text = (CORPUS / "harrow-2012.txt").read_text("utf-8")
    sentence = "Services to promote good health outcomes for looked after children"
    hostile = text.replace(sentence, f"{HOSTILE} {sentence}", 1)
    assert hostile != text
    files: list[FilePayload] = [
        {"name": "../harrow.txt", "mimeType": "text/plain", "buffer": hostile.encode()},
        {"name": "<b>.txt", "mimeType": "text/plain", "buffer": b"not a report"},
    ]
    adding.get_by_label("Reports (.pdf or .txt").set_input_files(files)
    adding.get_by_role("button", name="Read them").click()
    found = adding.locator("#qa-arrivals")
    expect(found).to_contain_text("1 report to add. Nothing is added yet.")
    expect(found).to_contain_text("To be added: London Borough of Harrow, 2012 (harrow-2012)")
    expect(found).to_contain_text("Cannot be added")
    expect(found).to_contain_text("101 paragraphs")
    expect(found).not_to_contain_text("qa-offered")  # where the files lie on this machine
    assert sorted(path.name for path in library.corpus.iterdir()) == [
        "barnet-2012.txt",
        "redbridge-2010.txt",
    ]
    assert violations(adding) == []
    found.get_by_role("button", name="Add 1 report").click()
    expect(found).to_contain_text("Added", timeout=INDEXED)
    assert (library.corpus / "harrow-2012.txt").read_text("utf-8") == hostile
    found.get_by_role("button", name="London Borough of Harrow, 2012").click()
    shown = adding.locator("[id='harrow-2012-58']")
    expect(shown).to_contain_text(HOSTILE)
    assert shown.locator("img, script, strong, a").count() == 0
    assert adding.evaluate("window.hit") is None


def test_a_removal_is_asked_twice_and_can_be_undone(adding: Page, library: Folders) -> None:
    adding.get_by_role("button", name="Remove London Borough of Barnet, 2012").click()
    assert (library.corpus / "barnet-2012.txt").exists()
    adding.get_by_role("button", name="Yes, remove London Borough of Barnet, 2012").click()
    undo = adding.get_by_role("button", name="Put back London Borough of Barnet, 2012")
    undo.wait_for()
    assert not (library.corpus / "barnet-2012.txt").exists()
    expect(adding.locator("#qa-keeping")).not_to_contain_text("Barnet")
    adding.get_by_role("tab", name="Reports", exact=True).click()
    expect(adding.locator("#qa-reports")).not_to_contain_text("Barnet")
    adding.get_by_role("tab", name="Add reports").click()
    undo.click()
    expect(adding.locator("#qa-keeping")).to_contain_text("Barnet", timeout=INDEXED)
    assert (library.corpus / "barnet-2012.txt").exists()


def test_where_reports_may_not_be_added_there_is_no_such_tab(visitor: Visitor, site: str) -> None:
    page = visitor().new_page()
    page.goto(site)
    expect(page.get_by_role("tab", name="Check")).to_be_visible()
    expect(page.get_by_role("tab", name="Add reports")).to_have_count(0)


def test_who_comes_by_a_proxy_may_add_only_where_that_was_asked_for(library: Folders) -> None:
    headers = {"host": "127.0.0.1:7860", "x-forwarded-for": "203.0.113.9"}
    with pytest.raises(UsageError, match="--allow-upload"):
        Upload(library).check(headers)
    Upload(library).check({"host": "127.0.0.1:7860"})
    Upload(library, from_afar=True).check(headers)
