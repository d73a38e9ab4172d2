"""The Judgements tab in a real browser: narrowed, read, downloaded, by keyboard and on a phone."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from browser import PHONE, arrive, open_tab
from playwright.sync_api import Page, Route, expect

from qa.assistant import Assistant


@pytest.fixture
def wall(page: Page) -> Page:
    open_tab(page, "Judgements")
    page.locator(".qa-matrix").first.wait_for()
    return page


def test_every_judgement_is_there_with_its_word(wall: Page, assistant: Assistant) -> None:
    cells = wall.locator(".qa-cell strong").all_text_contents()
    assert sorted(cells) == sorted(row.grade for row in assistant.judgements())
    regions = wall.get_by_role("tabpanel").get_by_role("region")
    expect(regions).to_have_count(3)
    expect(wall.locator("#qa-judgements")).to_contain_text("Council services")
    expect(wall.locator(".qa-warning")).to_contain_text("not on one scale")


def test_a_grade_tells_its_scale_and_leads_to_its_words(wall: Page) -> None:
    cell = wall.locator(".qa-cell[data-grade=inadequate]")
    cell.hover()
    tip = wall.locator("#qa-tip")
    expect(tip).to_have_text("Inadequate: grade 4 on the scale 1 Outstanding - 4 Inadequate.")
    wall.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    cell.click()
    mark = wall.locator("#qa-reports mark")
    expect(mark).to_be_in_viewport()
    expect(mark).to_contain_text("are inadequate")
    expect(wall.get_by_role("tab", name="Reports")).to_have_attribute("aria-selected", "true")


def test_the_table_is_narrowed_by_the_browsers_own_controls(wall: Page) -> None:
    wall.get_by_label("Grade", exact=True).select_option("Inadequate")
    expect(wall.locator(".qa-cell")).to_have_count(1)
    expect(wall.locator("#qa-judgements [role=status]")).to_have_text("1 judgement in 1 report")
    wall.get_by_label("Strand").select_option("safeguarding")
    expect(wall.locator("#qa-judgements")).to_contain_text("No judgement fits")
    wall.get_by_role("button", name="Clear").click()
    expect(wall.locator(".qa-matrix")).to_have_count(3)
    wall.get_by_label("Order of reports").select_option("worst")
    wall.get_by_label("Aspect").select_option("Being healthy")
    listed = wall.locator(".qa-listed").first.get_by_role("row")
    expect(listed.nth(1)).to_contain_text("Harrow")
    expect(listed.nth(1)).to_contain_text("grade 4")


def test_the_last_of_two_quick_choices_stays_shown(wall: Page) -> None:
    """A first choice that is held up on its way comes neither after the second nor in its place."""
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    wall.route("**/queue/join*", hold_the_first)
    wall.locator("#qa-judgements").evaluate(
        """table => {
            window.shown = new Set();
            const look = () => { shown.add(table.querySelector('.qa-cell strong')?.textContent); };
            new MutationObserver(look).observe(table, { childList: true, subtree: true });
        }"""
    )
    wall.get_by_label("Grade", exact=True).select_option("Inadequate")
    wall.get_by_label("Grade", exact=True).select_option("Outstanding")
    wall.wait_for_timeout(300)  # the second could overtake it now
    held[0].continue_()
    wall.wait_for_function("shown.has('Inadequate') && shown.has('Outstanding')")
    grades = wall.locator("#qa-judgements .qa-cell strong")
    expect(grades.first).to_have_text("Outstanding")


def test_it_is_saved_as_csv_and_as_a_picture(wall: Page, assistant: Assistant) -> None:
    with wall.expect_download() as saved:
        wall.get_by_role("button", name="Download as CSV").click()
    text = Path(saved.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(assistant.judgements())
    with wall.expect_download() as drawn:
        wall.get_by_role("button", name="Download the picture (PNG)").click()
    assert drawn.value.suggested_filename == "judgements.png"
    assert Path(drawn.value.path()).read_bytes().startswith(b"\x89PNG")


def test_the_keyboard_alone_reads_a_judgement(wall: Page) -> None:
    wall.get_by_label("Order of reports").focus()
    first = wall.locator(".qa-cell").first
    for _ in range(12):  # clear, the downloads, the table itself, its reports
        wall.keyboard.press("Tab")
        if first.evaluate("cell => cell === document.activeElement"):
            break
    expect(first).to_be_focused()
    expect(wall.locator("#qa-tip")).to_contain_text("on the scale")
    wall.keyboard.press("Enter")
    expect(wall.locator("#qa-reports mark").first).to_be_in_viewport()


def test_on_a_phone_the_names_of_the_aspects_stay_in_sight(tab: Page, site: str) -> None:
    tab.set_viewport_size(PHONE)
    arrive(tab, site)
    open_tab(tab, "Judgements")
    frame = tab.locator(".qa-matrix-frame").first
    frame.wait_for()
    frame.scroll_into_view_if_needed()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    frame.evaluate("frame => frame.scrollTo(900, 0)")
    name = frame.get_by_role("rowheader", name="Overall effectiveness")
    expect(name).to_be_in_viewport(ratio=0.9)
