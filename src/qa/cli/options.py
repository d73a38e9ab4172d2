"""Options that several commands take, and what they become."""

from __future__ import annotations

import argparse
import os
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from qa.cli import arguments
from qa.errors import UsageError
from qa.report import Strand
from qa.search.asked.question import Filters
from qa.service import narrowed, strand_named

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.index.making.engines import Engine

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run: TypeAlias = Callable[[argparse.Namespace], int]  # a command; its exit status


class Help(argparse.RawDescriptionHelpFormatter):
    """Help whose examples stand as they are written, and whose sentences fit the terminal."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(
            indent + line
            if line.startswith(" ")
            else textwrap.fill(line, width, initial_indent=indent, subsequent_indent=indent)
            for line in text.splitlines()
        )


def command(
    commands: Commands, name: str, run: Run, help: str, description: str, epilog: str
) -> argparse.ArgumentParser:
    """A command with its help, its examples, and the function that does it."""
    parser = commands.add_parser(
        name,
        help=help,
        description=description,
        epilog=epilog,
        formatter_class=Help,
        allow_abbrev=False,
    )
    parser.set_defaults(run=run)
    return parser


def library(parser: argparse.ArgumentParser) -> None:
    """Where the library is: --index, --corpus."""
    group = parser.add_argument_group("the library")
    arguments.folder(
        group,
        "--index",
        "what `qa index` makes (default: $QA_INDEX, or ./index)",
        default=Path("index"),
        variable="QA_INDEX",
    )
    arguments.folder(
        group,
        "--corpus",
        "the reports, one file each (default: $QA_CORPUS, or ./corpus)",
        default=Path("corpus"),
        variable="QA_CORPUS",
    )


def engine(parser: argparse.ArgumentParser) -> None:
    """What keeps the passages: --engine, --uri."""
    group = parser.add_argument_group("what keeps the passages")
    group.add_argument(
        "--engine",
        choices=["embedded", "milvus"],
        default=os.environ.get("QA_ENGINE") or None,
        help="embedded (in the index) or milvus (default: $QA_ENGINE, or the index's; a new "
        "one's: embedded)",
    )
    group.add_argument(
        "--uri",
        metavar="ADDRESS",
        default=os.environ.get("QA_MILVUS_URI") or None,
        help="of Milvus: http://host:19530, or a file that ends in .db (default: $QA_MILVUS_URI, "
        "or the index's; a new one's: milvus.db in it). A password goes in $QA_MILVUS_TOKEN",
    )


def engine_of(args: argparse.Namespace) -> Engine | None:
    """The engine asked for. Raises UsageError."""
    from qa.index.making.engines import Engine

    # An address that is only in the environment does not turn `--engine embedded` down.
    is_embedded = args.engine == "embedded" and args.uri == os.environ.get("QA_MILVUS_URI")
    return Engine.named(args.engine, None if is_embedded else args.uri)


def opening(parser: argparse.ArgumentParser) -> None:
    """The library, and whether its index may be made if it is missing or stale: --no-build."""
    library(parser)
    parser.add_argument(
        "--no-build",
        action="store_true",
        help="fail if the index is missing or out of date, instead of making it",
    )
    engine(parser)


def encoder(parser: argparse.ArgumentParser) -> None:
    """The encoder of the index: --encoder (--model is the same)."""
    parser.add_argument(
        "--encoder",
        "--model",
        metavar="NAME",
        help="adapted (to inspection reports), exact (the same, its weights not rounded to "
        "bytes), base (all-MiniLM-L6-v2 as published), or a sentence-transformers model by name "
        "or folder (default: the index's; a new one's: adapted)",
    )


def as_json(parser: argparse.ArgumentParser, help: str = "print JSON") -> None:
    parser.add_argument("--json", action="store_true", help=help)


def narrowing(parser: argparse.ArgumentParser) -> None:
    """What the search is held to: --authority, --year, --strand."""
    group = parser.add_argument_group("narrow the search (each but --strand may be repeated)")
    group.add_argument(
        "--authority", action="append", default=[], metavar="NAME", help="like harrow"
    )
    group.add_argument(
        "--year", action="append", default=[], type=arguments.number(), help="of publication"
    )
    group.add_argument("--strand", type=strand, help=", ".join(map(str, Strand)))


def strand(text: str) -> Strand:
    """A strand by its name; argparse reports what is wrong."""
    try:
        return strand_named(text)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def open_assistant(args: argparse.Namespace, *, ready: bool = False) -> Assistant:
    """The assistant over the library that the options name, its index made first if need be;
    `ready` to be asked at once.
    """
    from qa.opening import open_library

    model = getattr(args, "encoder", None)
    return open_library(
        args.corpus,
        args.index,
        build=not args.no_build,
        model=model,
        engine=engine_of(args),
        ready=ready,
    )


def filters(args: argparse.Namespace, assistant: Assistant) -> Filters | None:
    """The filters asked for, authorities by key. Raises NotFoundError for one that is not held."""
    return narrowed(assistant, args.authority, args.year, args.strand)
