"""Writes docs/images: a real answer of the real page, wide and narrow, light and dark.

python tests/screenshots.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from browser import arrive, ask, browser, free_port
from playwright.sync_api import Browser, ViewportSize

from qa.opening import open_library
from qa.web import launch

ROOT = Path(__file__).parent.parent
QUESTION = "what did Ofsted say about Harrow LAC health?"
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
    page.evaluate("document.activeElement.blur()")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(400)
    path = folder / f"answer-{size}-{scheme}.png"
    page.screenshot(path=path, animations="disabled")
    context.close()
    return path


def main() -> None:
    folder = ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    served, _, address = launch(
        lambda: open_library(ROOT / "corpus", ROOT / "index"), host="127.0.0.1", port=free_port()
    )
    with browser() as opened:
        for size in SIZES:
            for scheme in SCHEMES:
                path = picture(opened, address, size, scheme, folder)
                print(path.relative_to(ROOT))  # noqa: T201
    served.close(verbose=False)


if __name__ == "__main__":
    main()
