"""`qa serve` and `qa index`."""

from __future__ import annotations

import argparse
import logging
import sys

from qa.cli import options, output

log = logging.getLogger(__name__)


def add(commands: options.Commands) -> None:
    """Add the commands."""
    serve = options.command(
        commands,
        "serve",
        run_serve,
        help="serve the page, to ask in a browser",
        description="Serve the page on this machine; nothing is asked of any other.",
        epilog="examples:\n  qa serve\n  qa serve --port 8080 --open\n  qa serve --mcp",
    )
    serve.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine only")
    serve.add_argument("--port", type=int, default=7860, help="default: 7860")
    serve.add_argument("--open", action="store_true", help="open it in a browser")
    serve.add_argument(
        "--mcp",
        action="store_true",
        help="serve other assistants too, at /gradio_api/mcp (needs: pip install 'qa[mcp]')",
    )
    options.opening(serve)

    index = options.command(
        commands,
        "index",
        run_index,
        help="make the index of the reports, if it is missing or out of date",
        description="Make the index of the reports, if it is missing or out of date.",
        epilog="examples:\n  qa index\n  qa index --force --corpus my-reports --index my-index",
    )
    index.add_argument("--force", action="store_true", help="make it even if it is up to date")
    options.encoder(index)
    options.as_json(index)
    options.library(index)


def run_serve(args: argparse.Namespace) -> int:
    """`qa serve`: until it is interrupted."""
    from qa.web import serve

    serve(
        lambda: options.open_assistant(args),
        host=args.host,
        port=args.port,
        open_browser=args.open,
        mcp=args.mcp,
        on_ready=_say_where,
    )
    return 0


def _say_where(address: str) -> None:
    output.emit(f"Ask at {address} (stop with Ctrl+C)")
    sys.stdout.flush()


def run_index(args: argparse.Namespace) -> int:
    """`qa index`: files that had to be left out are named on stderr."""
    from dataclasses import asdict

    from qa.index.build import build
    from qa.opening import recovered

    recovered(args.corpus, args.index)
    result = build(args.corpus, args.index, model=args.encoder, force=args.force)
    for problem in result.problems:
        log.warning("%s", problem)
    if args.json:
        output.emit_json(asdict(result))
        return 0
    held = (
        f"{result.reports} reports, {result.paragraphs:,} paragraphs, {result.passages:,} passages"
    )
    if result.built:
        took = f"{result.embedded:,} embedded, {result.seconds:.0f} s"
        output.emit(f"Made the index in {args.index}: {held} ({took}).")
    else:
        output.emit(f"The index in {args.index} is up to date: {held}.")
    return 0
