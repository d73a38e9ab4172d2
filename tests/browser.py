"""A real browser at the real page: what the browser tests and the screenshots share."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from qa.errors import NotFoundError

NAMES = ("chromium", "google-chrome", "chromium-browser")
MISSING = (
    "The browser tests need Chromium and there is none on the PATH "
    f"({', '.join(NAMES)}). On Debian or Ubuntu, as root: "
    "apt-get update && apt-get install --no-install-recommends chromium fonts-dejavu-core"
)
AXE = Path(str(axe_playwright_python.__file__)).with_name("axe.min.js")
PATIENCE = 15_000  # milliseconds, for what the page does
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

# Makes a context for one test: a person of their own, whose requests are watched.
Visitor = Callable[..., BrowserContext]


def chromium() -> str:
    """The browser's program. Raises NotFoundError, saying how to install one."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    raise NotFoundError(MISSING)


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless browser, closed at the end."""
    program = chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()


class Visitors:
    """People at one site, each with a context of their own, whose requests are watched."""

    def __init__(self, browser: Browser, site: str) -> None:
        self._browser = browser
        self._host = urlsplit(site).netloc
        self._elsewhere: list[str] = []
        self._trouble: list[str] = []

    def new(self, **settings: Any) -> BrowserContext:
        """Someone who was never here before."""
        context = self._browser.new_context(**{"viewport": DESKTOP, **settings})
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: self._note(request.url))
        context.on("weberror", lambda error: self._trouble.append(str(error.error)))
        return context

    def _note(self, url: str) -> None:
        asked = urlsplit(url)
        if asked.scheme in ("http", "https", "ws", "wss") and asked.netloc != self._host:
            self._elsewhere.append(url)

    def check(self) -> None:
        """No other host was asked for anything, and no script failed, since the last check."""
        found = (self._elsewhere, self._trouble)
        self._elsewhere, self._trouble = [], []
        assert found == ([], [])


def arrive(page: Page, address: str) -> None:
    """Open the page and wait until the library is open and the examples stand."""
    page.goto(address)
    # Attached: a conversation may hide them. The first page of a new machine takes its time.
    page.locator(".qa-asks li").first.wait_for(state="attached", timeout=6 * PATIENCE)


def ask(page: Page, question: str) -> None:
    """Type a question, send it with the keyboard, and wait for what comes back."""
    before = page.locator(".qa-turn").count()
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    page.locator(".qa-turn").nth(before).locator(".qa-answer").wait_for()


def open_tab(page: Page, name: str) -> None:
    """Choose a tab, and wait until what it shows is there."""
    page.get_by_role("tab", name=name, exact=True).click()
    page.get_by_role("tabpanel").get_by_role("heading").first.wait_for()


# What may change with the colours alone.
COLOURS = ("color-contrast", "link-in-text-block")
_SETTLED = """async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const ends = moving => Number.isFinite(moving.effect.getComputedTiming().endTime);
    const moving = document.getAnimations().filter(ends);
    await Promise.all(moving.map(one => one.finished.catch(() => null)));
}"""


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe-core finds wrong with the page as it stands, a line each; by all its rules, or
    these alone.
    """
    page.evaluate(_SETTLED)  # colours may be on their way to what they will be
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text("utf-8"))
    chosen: dict[str, Any] = {"resultTypes": ["violations"]}  # what is right need not be listed
    if rules:
        chosen["runOnly"] = list(rules)
    found: dict[str, Any] = page.evaluate("chosen => axe.run(chosen)", chosen)
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {json.dumps(node['any'])[:300]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
