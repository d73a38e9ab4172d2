"""The page: its tabs put together, and the server that shows it."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qa.errors import UsageError
from qa.web.parts.library import Library

if TYPE_CHECKING:
    import gradio as gr

    from qa.assistant import Assistant
    from qa.evaluation.pages.kept import Evals
    from qa.prose.endpoint import Endpoint
    from qa.web.parts.upload import Upload
    from qa.web.routes.doors import Rules

TITLE = "Ask the inspection reports"

# One line of people, served several at a time; beyond `WAITING` the queue says it is full.
AT_ONCE = 8
WAITING = 200
SESSIONS = 2_000
LARGEST_FILE = 20 * 1024 * 1024  # bytes

_FONTS = ("-apple-system", "BlinkMacSystemFont", "Segoe UI", "Roboto", "Helvetica Neue", "Arial")


@dataclass(frozen=True, slots=True)
class Site:
    """Where the page is served, and what comes with it.

    With `mcp` it serves other assistants as well; `rules` say who may come in, and how often;
    with `upload` reports can be added and removed on the page; with `endpoint` a language model
    may be asked to write beside an answer; with `evals` the last run of them is shown.
    """

    host: str = "127.0.0.1"
    port: int = 7860
    open_browser: bool = False
    mcp: bool = False
    rules: Rules | None = None
    upload: Upload | None = None
    endpoint: Endpoint | None = None
    evals: Evals | None = None


def be_quiet() -> None:
    """Nothing leaves the machine: set before gradio is imported, which reads these then."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_SHARE"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_OFFLINE"] = "1"


def build_page(open_assistant: Callable[[], Assistant]) -> gr.Blocks:
    """The page over the assistant that `open_assistant` gives; it begins to open at once."""
    return _build(Library(open_assistant).start())


def _build(library: Library, upload: Upload | None = None, evals: Evals | None = None) -> gr.Blocks:
    be_quiet()
    import gradio as gr

    from qa.web.address import Address, Made
    from qa.web.parts import files
    from qa.web.parts.region import region
    from qa.web.routes import api
    from qa.web.tabs import adding, ask, check, compare, judgements, reports
    from qa.web.tabs import evals as measuring
    from qa.web.views import masthead

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        # First, so that the routes have the commands' names and no private event takes one.
        api.Routes(library).add_to_page()
        region(masthead.header(TITLE), "qa-masthead")
        outlet = files.outlet()
        with gr.Tabs(elem_id="qa-tabs", overflow_behavior="wrap") as tabs:
            with gr.Tab("Ask", id="ask"):
                asking = ask.build(library, outlet)
            with gr.Tab("Reports", id="reports"):
                shelf = reports.build(library)
            with gr.Tab("Judgements", id="judgements"):
                wall = judgements.build(library, outlet)
            with gr.Tab("Compare", id="compare"):
                scales = compare.build(library)
            with gr.Tab("Check", id="check"):
                desk = check.build(library)
            stacks = None
            if upload:
                with gr.Tab("Add reports", id="adding"):
                    stacks = adding.build(library, upload)
            bench = None
            if evals:
                with gr.Tab("Evals", id="evals") as tab:
                    bench = measuring.build(library, evals, upload, tab)
        gr.HTML(masthead.footer(), elem_id="qa-footer", apply_default_css=False)
        Address(library).wire(page, tabs, Made(asking, shelf, wall, scales, desk, stacks, bench))
    page.queue(default_concurrency_limit=AT_ONCE, max_size=WAITING)
    return page


def launch(open_assistant: Callable[[], Assistant], site: Site) -> tuple[gr.Blocks, Library, str]:
    """Start serving and return: the page, its library and its address.

    Raises UsageError when the port is taken or is not one, and where the mcp package is missing.
    """
    check_port(site.host, site.port)
    # The library opens while gradio is imported: both take seconds.
    library = Library(open_assistant, site.endpoint).start()
    page = _build(library, site.upload, site.evals)
    try:
        _, url, _ = page.launch(
            server_name=site.host,
            server_port=site.port,
            inbrowser=site.open_browser,
            app_kwargs=_beside(page, library, site),
            **_settings(),
        )
    except OSError as error:
        raise UsageError(_taken(site.host, site.port)) from error
    return page, library, url


def _beside(page: gr.Blocks, library: Library, site: Site) -> dict[str, Any]:
    """What the server has besides the page: doors, the JSON routes, and the tools over MCP."""
    from starlette.middleware import Middleware
    from starlette.routing import BaseRoute, Mount

    from qa.web.routes import http
    from qa.web.routes.doors import Doors, Rules

    rules = replace(site.rules or Rules(), uploads=_takes_uploads(page))
    beside: dict[str, Any] = {"middleware": [Middleware(Doors, rules=rules)]}
    routes: list[BaseRoute] = [Mount(http.PATH, http.build_api(library.get))]
    if not site.mcp:
        return beside | {"routes": routes}
    from qa.mcp import over_http

    tools, lifespan = over_http(library.get, site.host)
    return beside | {"routes": [*routes, *tools], "lifespan": lifespan}


def _takes_uploads(page: gr.Blocks) -> bool:
    import gradio as gr

    kinds = (gr.File, gr.UploadButton, gr.MultimodalTextbox)
    return any(isinstance(part, kinds) for part in page.blocks.values())


def _settings() -> dict[str, Any]:
    import gradio as gr

    from qa.web.parts.assets import STYLE

    return {
        "theme": gr.themes.Base(font=(*_FONTS, "sans-serif"), font_mono=("monospace",)),
        "head": f"<style>{STYLE}</style>",
        "share": False,
        "quiet": True,
        "show_error": True,
        "footer_links": [],
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "prevent_thread_lock": True,
        "state_session_capacity": SESSIONS,
        "max_file_size": LARGEST_FILE,
    }


def serve(
    open_assistant: Callable[[], Assistant],
    site: Site,
    *,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the page until interrupted; `on_ready` is told its address once it is up.

    Raises UsageError as `launch` does, and whatever QAError opening the library raised.
    """
    page, library, url = launch(open_assistant, site)
    try:
        if on_ready:
            on_ready(url)
        while not library.wait(0.5):
            pass
        while page.is_running:
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        page.close(verbose=False)


def check_port(host: str, port: int) -> None:
    """Raises UsageError, saying what to do, when this port cannot be served on."""
    if not 1 <= port <= 65535:
        raise UsageError(f"{port} is not a port. Choose one from 1024 to 65535.")
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError as error:
        raise UsageError(f"{host} is not an address of this machine: {error}.") from error
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise UsageError(
                f"Port {port} needs rights this account has not. Choose one from 1024."
            ) from error
        except OSError as error:
            raise UsageError(_taken(host, port)) from error


def _taken(host: str, port: int) -> str:
    return (
        f"Port {port} on {host} is in use. Stop the program that uses it, or choose another: "
        f"qa serve --port {port + 1}"
    )
