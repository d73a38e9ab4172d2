"""`qa serve`."""

from __future__ import annotations

import argparse
import contextlib
import ipaddress
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli import arguments, options, output, writing

if TYPE_CHECKING:
    from qa.evaluation.pages.kept import Evals
    from qa.web.parts.upload import Upload
    from qa.web.routes.doors import Rules

log = logging.getLogger(__name__)


def add(commands: options.Commands) -> None:
    """Add the command."""
    parser = options.command(
        commands,
        "serve",
        run_serve,
        help="serve the page, to ask in a browser",
        description="Serve the page on this machine; nothing is asked of any other.",
        epilog="examples:\n  qa serve\n  qa serve --port 8080 --open\n  qa serve --mcp\n"
        "  qa serve --host 0.0.0.0 --auth-file accounts",
    )
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine only")
    parser.add_argument("--port", type=int, default=7860, help="default: 7860")
    parser.add_argument("--open", action="store_true", help="open it in a browser")
    parser.add_argument(
        "--mcp",
        action="store_true",
        help="serve other assistants too, at /gradio_api/mcp (needs: pip install 'qa[mcp]')",
    )
    arguments.file(
        parser,
        "--auth-file",
        "ask for a name and a password; the file is kept by `qa auth`",
        variable="QA_AUTH_FILE",
    )
    parser.add_argument(
        "--rate",
        type=_rate,
        metavar="N",
        help="calls a second from one place, 0 for no limit (default: 20)",
    )
    parser.add_argument(
        "--allow-upload",
        action="store_true",
        help="let whoever can reach the page add and remove reports "
        "(on this machine alone that is so without it)",
    )
    writing.add(parser)
    options.opening(parser)


def run_serve(args: argparse.Namespace) -> int:
    """`qa serve`: until it is interrupted or told to end."""
    from qa.web import Site, serve

    with _told_to_end() as interrupted:

        def ready(address: str) -> None:
            interrupted()
            _say_where(address)

        serve(
            lambda: options.open_assistant(args),
            Site(
                host=args.host,
                port=args.port,
                open_browser=args.open,
                mcp=args.mcp,
                rules=_rules(args),
                upload=_upload(args),
                endpoint=writing.endpoint_of(args),
                evals=_evals(),
            ),
            on_ready=ready,
        )
    return 0


@contextlib.contextmanager
def _told_to_end() -> Iterator[Callable[[], None]]:
    """What stops a service or a container, and Ctrl+C, ends the process at once: there is nothing
    to close, and what is being loaded cannot be broken off. Once what is given here is called
    they interrupt it, so that the page is closed.
    """
    # Without a handler of its own the first process of a container is deaf.
    before = {told: signal.signal(told, _end) for told in (signal.SIGTERM, signal.SIGINT)}

    def interrupted() -> None:
        for told in before:
            signal.signal(told, signal.default_int_handler)

    try:
        yield interrupted
    finally:
        for told, handler in before.items():
            signal.signal(told, handler)


def _end(told: int, _: object) -> None:
    os._exit(128 + told)  # as a shell tells of it


def _upload(args: argparse.Namespace) -> Upload | None:
    """Where reports are added and removed on the page, if they may be."""
    from qa.keeping import Folders
    from qa.web.parts.upload import Upload

    if not args.corpus.is_dir() or not (args.allow_upload or _is_this_machine(args.host)):
        return None
    return Upload(Folders(args.corpus, args.index, progress=False), from_afar=args.allow_upload)


def _evals() -> Evals | None:
    """The evals of the folder it is served from, if there are any."""
    from qa.evaluation.pages.kept import Evals

    found = Evals(Path("evals/gold"), Path("evals/results"))
    return found if found.are_there else None


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 1_000_000:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number of calls a second')
    return rate


def _rules(args: argparse.Namespace) -> Rules:
    """Who may come in, and how often."""
    from qa.accounts import Accounts
    from qa.web.routes.doors import RATE, Rules

    accounts = Accounts(args.auth_file) if args.auth_file else None
    if accounts is None and not _is_this_machine(args.host):
        log.warning(
            "Whoever can reach %s:%s can ask. To ask for a name and password: --auth-file. What "
            "is sent is not encrypted: see docs/security.md.",
            args.host,
            args.port,
        )
    return Rules(accounts, RATE if args.rate is None else args.rate)


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _say_where(address: str) -> None:
    output.emit(f"Ask at {address} (stop with Ctrl+C)")
    sys.stdout.flush()
