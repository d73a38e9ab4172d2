"""Fit for everyone: axe-core finds nothing on any tab, and text twice as large still fits."""

from __future__ import annotations

from browser import COLOURS, arrive, ask, open_tab, violations
from playwright.sync_api import Page


def the_answer(page: Page) -> None:
    ask(page, "what did Ofsted say about Harrow LAC health?")
    page.locator(".qa-quote button[data-event=open]").first.click()
    page.locator("#qa-panel mark").first.wait_for()


def the_refusal(page: Page) -> None:
    ask(page, "How did Barnet do in 2016?")


def the_reports(page: Page) -> None:
    open_tab(page, "Reports")


def a_report(page: Page) -> None:
    open_tab(page, "Reports")
    page.get_by_role("button", name="Read London Borough of Havering, 2007").click()
    page.locator(".qa-report").wait_for()


def the_judgements(page: Page) -> None:
    open_tab(page, "Judgements")
    page.locator(".qa-matrix").first.wait_for()


def one_aspect(page: Page) -> None:
    the_judgements(page)
    form = page.get_by_role("form", name="Which judgements to show")
    form.get_by_label("Aspect").select_option("Being healthy")
    page.locator(".qa-listed").first.wait_for()


def the_check(page: Page) -> None:
    open_tab(page, "Check")
    page.get_by_label("Text").fill("Services to promote good health outcomes are poor")
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".qa-checked").wait_for()


def the_comparison(page: Page) -> None:
    open_tab(page, "Compare")
    page.get_by_role("checkbox", name="Harrow, 2012").check()
    page.get_by_role("checkbox", name="Havering, 2007").check()
    page.locator("#qa-comparing").get_by_label("Question").fill(
        "How healthy are looked after children?"
    )
    page.get_by_role("button", name="Compare", exact=True).click()
    page.locator(".qa-sides").wait_for()


VIEWS = (
    the_answer,
    the_refusal,
    the_reports,
    a_report,
    the_judgements,
    one_aspect,
    the_comparison,
    the_check,
)


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_axe_finds_nothing_but_what_is_wrong(tab: Page, site: str) -> None:
    """By every rule in light colours, and by those on colours in dark ones too."""
    tab.emulate_media(color_scheme="light", reduced_motion="reduce")
    arrive(tab, site)
    found = {}
    for view in VIEWS:
        view(tab)
        found[view.__name__, "light"] = violations(tab)
        light = background(tab)
        tab.emulate_media(color_scheme="dark")
        found[view.__name__, "dark"] = violations(tab, COLOURS)
        assert background(tab) != light
        tab.emulate_media(color_scheme="light")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    tab.evaluate("document.body.append(new Image())")
    assert any(wrong.startswith("image-alt") for wrong in violations(tab))


def test_text_twice_as_large_fits(tab: Page, site: str) -> None:
    tab.set_viewport_size({"width": 1024, "height": 768})
    arrive(tab, site)
    tab.add_style_tag(content="html { font-size: 200% !important }")
    for view in VIEWS:
        view(tab)
        wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, view.__name__
