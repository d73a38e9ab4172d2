"""qa mcp."""

from __future__ import annotations

import argparse

from qa.cli import options


def add(commands: options.Commands) -> None:
    """Add the command."""
    parser = options.command(
        commands,
        "mcp",
        run_mcp,
        help="serve other assistants over the Model Context Protocol",
        description="Serve the assistant's functions as tools over standard input and output, "
        "for programs that speak the Model Context Protocol. Needs: pip install 'qa[mcp]'",
        epilog="""\
examples:
  qa mcp
  qa mcp --index my-index --corpus my-reports

A client starts it: its command is "qa", its arguments "mcp" and where the library is.""",
    )
    options.opening(parser)


def run_mcp(args: argparse.Namespace) -> int:
    """`qa mcp`: until its client goes."""
    from functools import cache

    from qa.latest import Latest
    from qa.mcp import serve

    opened = cache(lambda: Latest(options.open_assistant(args)))
    serve(lambda: opened().get())
    return 0
