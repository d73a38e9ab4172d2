"""The Check tab in a real browser: a quotation, a paper and a file held against the reports."""

from __future__ import annotations

from browser import PHONE, arrive, open_tab
from playwright.sync_api import Page, expect

EXACT = "for looked after children and care leavers are inadequate"
PAPER = f"""Inspectors found that services “{EXACT}” (Harrow, 2012, paragraph 58).

They wrote that “children are <img src=x onerror='window.hit=1'> safe at every hour of the night”.
"""


def check(page: Page) -> None:
    page.get_by_role("button", name="Check", exact=True).click()


def test_an_exact_quotation_stands_and_leads_to_its_place(page: Page) -> None:
    open_tab(page, "Check")
    page.get_by_label("Text").fill(EXACT)
    check(page)
    found = page.locator("#qa-checked")
    expect(found.locator("[data-verdict=stands]")).to_contain_text("Exact")
    expect(found).to_contain_text("London Borough of Harrow, published 27 June 2012, paragraph 58")
    found.get_by_role("button", name="Open in the report").click()
    expect(page.locator("#qa-reports mark")).to_have_text(EXACT)
    expect(page.locator("#qa-reports mark")).to_be_in_viewport()


def test_a_paper_is_checked_whole_on_a_phone_and_its_markup_is_text(tab: Page, site: str) -> None:
    tab.set_viewport_size(PHONE)
    arrive(tab, site)
    open_tab(tab, "Check")
    tab.get_by_label("Or a paper as a file").set_input_files(
        {"name": "paper.txt", "mimeType": "text/plain", "buffer": PAPER.encode()}
    )
    check(tab)
    found = tab.locator("#qa-checked")
    expect(found.locator(".qa-count")).to_have_text("2 quotations: 1 stands, 1 to look at")
    expect(found).to_contain_text("<img src=x")
    assert found.locator("img").count() == 0
    assert tab.evaluate("window.hit") is None
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(found.locator(".qa-checked", has_text=EXACT)).to_be_hidden()
    found.get_by_text("Stand (1)").click()
    expect(found.locator(".qa-checked", has_text=EXACT)).to_contain_text("Harrow, 2012")


def test_a_paper_pasted_as_one_quotation_can_be_checked_as_a_paper(page: Page) -> None:
    open_tab(page, "Check")
    page.get_by_label("Text").fill(PAPER)
    check(page)
    found = page.locator("#qa-checked")
    expect(found).to_contain_text("It holds 2 quotations.")
    found.get_by_role("button", name="Check each by itself").click()
    expect(found.locator(".qa-count")).to_have_text("2 quotations: 1 stands, 1 to look at")


def test_what_cannot_be_checked_gets_a_sentence(page: Page) -> None:
    open_tab(page, "Check")
    page.get_by_label("Or a paper as a file").set_input_files(
        {"name": "../../paper.exe", "mimeType": "application/x", "buffer": b"MZ"}
    )
    check(page)
    expect(page.get_by_role("alert")).to_contain_text("paper.exe: quotations are checked in .txt")
    page.get_by_role("button", name="Clear").click()
    check(page)
    expect(page.get_by_role("alert")).to_contain_text("There is no quotation")
