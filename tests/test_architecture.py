"""The rooms of the program stand as CONTRIBUTING.md says, and data flows through them one way."""

from __future__ import annotations

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "qa"
# The package's own door, and `python -m qa`, which is the command line.
DOORS = {PACKAGE / "__init__.py", PACKAGE / "__main__.py"}


def rows() -> list[list[Path]]:
    """The rooms that each row of the table names, from the top."""
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    listed = re.findall(r"^\| (`src/qa/.+?) \|", page, re.MULTILINE)
    return [
        [PACKAGE / name.removeprefix("src/qa/") for name in re.findall("`(.+?)`", row)]
        for row in listed
    ]


def modules() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if path not in DOORS]


@cache
def imported(module: Path) -> frozenset[Path]:
    """The modules of the program that one imports, anywhere in it, also for types alone."""
    names: list[str] = []
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names += [f"{alias.name}." for alias in node.names]
    return frozenset(file for name in names if (file := located(name))) - DOORS


@cache
def located(name: str) -> Path | None:
    """The file of a module of the program, or of the one that holds the name, if there is one."""
    module, _, last = name.rpartition(".")
    if module.partition(".")[0] != "qa":
        return None
    folder = PACKAGE.parent.joinpath(*module.split("."))
    places = folder / f"{last}.py", folder / last / "__init__.py"
    held = folder.with_suffix(".py"), folder / "__init__.py"
    return next((file for file in (*places, *held) if file.is_file()), None)


def places() -> dict[Path, list[int]]:
    """The rows that name each module, or the room it is in."""
    listed = list(enumerate(rows()))
    return {
        module: [place for place, row in listed for room in row if module.is_relative_to(room)]
        for module in modules()
    }


def test_every_module_stands_in_one_row() -> None:
    assert all(room.exists() for row in rows() for room in row)
    assert not [module for module, found in places().items() if len(found) != 1]


def test_what_a_module_imports_stands_in_its_own_row_or_above() -> None:
    row_of = places()
    assert not [
        (module, needed)
        for module in row_of
        for needed in imported(module)
        if row_of[needed] > row_of[module]
    ]


def rooms() -> list[Path]:
    """The rooms that have rooms of their own."""
    return sorted({folder.parent.parent for folder in PACKAGE.rglob("*/*/__init__.py")})


def test_no_rooms_within_a_room_import_each_other_in_a_circle() -> None:
    assert len(rooms()) >= 5
    for room in rooms():
        part = {m: m.relative_to(room).parts[0] for m in modules() if m.is_relative_to(room)}
        graph: dict[str, set[str]] = {name: set() for name in part.values()}
        for module, own in part.items():
            graph[own] |= {part[needed] for needed in imported(module) if needed in part} - {own}
        assert len(list(TopologicalSorter(graph).static_order())) == len(graph)


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {module: imported(module) for module in modules()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(graph)
