"""The command line: what it prints is what the assistant returned."""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections.abc import Sequence

from qa import __version__
from qa.cli import (
    accounts,
    adding,
    asking,
    benchmarking,
    checking,
    connecting,
    doctor,
    indexing,
    looking,
    measuring,
    options,
    serving,
)
from qa.errors import QAError, UsageError

DONE, NOT_DONE, WRONG_CALL, INTERRUPTED = 0, 1, 2, 130

_EPILOG = """\
examples:
  qa ask "what did Ofsted say about Harrow LAC health?"
  qa show harrow-2012#58
  qa serve

Each command has its own help: qa ask --help
Exit status: 0 done, 1 not found or not answered, 2 the call is wrong."""


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, with its help."""
    parser = argparse.ArgumentParser(
        prog="qa",
        description="Ask public inspection reports; read the exact words, cited by paragraph.",
        epilog=_EPILOG,
        formatter_class=lambda prog: options.Help(prog, max_help_position=16),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"qa {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for group in (
        asking,
        checking,
        looking,
        adding,
        serving,
        indexing,
        doctor,
        connecting,
        accounts,
        measuring,
        benchmarking,
    ):
        group.add(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. What is wrong is said in a sentence on stderr."""
    _use_utf8()
    _log_to_stderr()
    _use_one_core()
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.command is None:
        parser.print_help(sys.stderr)
        return WRONG_CALL
    try:
        status: int = args.run(args)
        if not sys.stdout.closed:  # whoever spoke MCP over it closes it when they go
            sys.stdout.flush()
        return status
    except QAError as error:
        sys.stderr.write(f"qa: {error}\n")
        return WRONG_CALL if isinstance(error, UsageError) else NOT_DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has gone (`qa export ... | head`). Python would complain once more when
        # it flushes stdout at exit, so stdout is pointed where nothing can break.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _use_one_core() -> None:
    """Have NumPy, not imported yet, multiply on the calling thread: a question's matrices are too
    small to share out, and on a busy machine all would wait for the slowest thread.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _use_utf8() -> None:
    """Print the reports' own characters whatever the locale; half a character as its escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class _Sayings(logging.Handler):
    """What the program has to say while it works, a line each on stderr."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"qa: {record.getMessage()}\n")


def _log_to_stderr() -> None:
    log = logging.getLogger("qa")
    log.setLevel(logging.INFO)
    if not any(isinstance(handler, _Sayings) for handler in log.handlers):
        log.addHandler(_Sayings())
