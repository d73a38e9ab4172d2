"""Writes docs/images: a real answer of the real page, wide and narrow, light and dark; and tabs.

python tests/screenshots.py
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from browser import arrive, ask, browser, open_tab
from playwright.sync_api import Browser, Page, ViewportSize
from ports import free_port

from qa.opening import open_library
from qa.web import Site, launch

ROOT = Path(__file__).parent.parent
QUESTION = "what did Ofsted say about Harrow LAC health?"
QUOTATION = "Services to promote good outcomes for looked after children and care leavers are poor."
SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1360, "height": 940},
    "phone": {"width": 390, "height": 844},
}


Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def picture(opened: Browser, address: str, size: str, scheme: Scheme, folder: Path) -> Path:
    """One answer as a visitor sees it: beside it, where there is room, the paragraph it cites."""
    context = opened.new_context(
        viewport=SIZES[size],
        color_scheme=scheme,
        reduced_motion="reduce",
        device_scale_factor=1 if size == "desktop" else 2,
    )
    page = context.new_page()
    arrive(page, address)
    ask(page, QUESTION)
    if size == "desktop":
        page.locator(".qa-quote button[data-event=open]").first.click()
        page.locator("#qa-panel mark").first.wait_for()
        page.mouse.move(0, 0)
    return _taken(page, folder / f"answer-{size}-{scheme}.png")


def judgements(page: Page) -> None:
    """The whole library as a picture."""
    open_tab(page, "Judgements")
    page.locator(".qa-matrix").first.wait_for()


def comparison(page: Page) -> None:
    """Two reports on one aspect, whose scales run opposite ways."""
    open_tab(page, "Compare")
    page.get_by_role("checkbox", name="Harrow, 2012").check()
    page.get_by_role("checkbox", name="Havering, 2007").check()
    page.locator("#qa-comparing").get_by_label("Aspect").select_option("Being healthy")
    page.get_by_role("button", name="Compare", exact=True).click()
    page.locator(".qa-sides").wait_for()


def check(page: Page) -> None:
    """A quotation that is nearly right."""
    open_tab(page, "Check")
    page.get_by_label("Text").fill(QUOTATION)
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".qa-checked").wait_for()


def tab(opened: Browser, address: str, view: Callable[[Page], None], folder: Path) -> Path:
    """A tab as a visitor sees it after its main path."""
    context = opened.new_context(viewport=SIZES["desktop"], reduced_motion="reduce")
    page = context.new_page()
    arrive(page, address)
    view(page)
    return _taken(page, folder / f"{view.__name__}.png")


def _taken(page: Page, path: Path) -> Path:
    """A picture of the page from its top, nothing in focus; what it stood in is closed."""
    page.evaluate("document.activeElement.blur()")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(400)
    page.screenshot(path=path, animations="disabled")
    page.context.close()
    return path


def main() -> None:
    folder = ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    served, _, address = launch(
        lambda: open_library(ROOT / "corpus", ROOT / "index"), Site(port=free_port())
    )
    with browser() as opened:
        for size in SIZES:
            for scheme in SCHEMES:
                path = picture(opened, address, size, scheme, folder)
                print(path.relative_to(ROOT))  # noqa: T201
        for view in (judgements, comparison, check):
            print(tab(opened, address, view, folder).relative_to(ROOT))  # noqa: T201
    served.close(verbose=False)


if __name__ == "__main__":
    main()
