"""Shapes of arguments that commands share: a file, a folder, a whole number."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

# A parser, or a group of its arguments.
Takes: TypeAlias = "argparse._ActionsContainer"


def file(
    parser: Takes, name: str, help: str, *, default: Path | None = None, variable: str = ""
) -> None:
    """A file; where none is named, that of the environment's `variable`, or else the default."""
    _path(parser, name, "FILE", help, default, variable)


def folder(
    parser: Takes, name: str, help: str, *, default: Path | None = None, variable: str = ""
) -> None:
    """A folder; where none is named, that of the environment's `variable`, or else the default."""
    _path(parser, name, "FOLDER", help, default, variable)


def file_or_usual(parser: Takes, name: str, help: str, *, usual: Path) -> None:
    """A file that is left out unless it is asked for; named alone, the usual one."""
    parser.add_argument(name, type=Path, nargs="?", const=usual, metavar="FILE", help=help)


def number(least: int = 1, most: int | None = None, of: str = "") -> Callable[[str], int]:
    """What reads a whole number: "4,000" too.

    >>> number()("4,000"), number(0, 50)("0")
    (4000, 0)
    """

    def read(text: str) -> int:
        digits = text.replace(",", "").replace("_", "")
        if digits.isdecimal() and least <= int(digits) <= (int(digits) if most is None else most):
            return int(digits)
        wanted = f"a whole number{of and f' of {of}'}"
        bounds = f"above {least - 1}" if most is None else f"from {least} to {most}"
        raise argparse.ArgumentTypeError(f'"{text}" is not {wanted} {bounds}')

    return read


def _path(
    parser: Takes, name: str, kind: str, help: str, default: Path | None, variable: str
) -> None:
    named = os.environ.get(variable) if variable else None
    chosen = Path(named) if named else default
    parser.add_argument(name, type=Path, metavar=kind, default=chosen, help=help)
