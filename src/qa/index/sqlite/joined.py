"""The stores of a library in parts, seen as one by SQLite itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

STORE = "store.sqlite"
MAIN = "main"
MOST = 9  # SQLite attaches ten at most

# Each table, and its column that names a report.
_TABLES = {
    "reports": "key",
    "paragraphs": "report",
    "judgements": "report",
    "recommendations": "report",
    "abbreviations": "report",
    "contents": "report",
    "facts": "report",
    "passages": "report",
}


@dataclass(frozen=True, slots=True)
class StoreFile:
    """The store of a part, and those of its reports that the library still has."""

    path: Path
    reports: frozenset[str]


def address(path: Path) -> str:
    """A store as SQLite opens it: the file never changes once written, so it looks for no locks."""
    return f"{path.resolve().as_uri()}?mode=ro&immutable=1"


def join(connection: sqlite3.Connection, files: Sequence[StoreFile]) -> dict[str, frozenset[str]]:
    """Join each table of these stores into one; SQLite's name for each store, with the reports of
    it that count.

    The first store is the one that is open. Reports that the library no longer has are left out;
    the words are those of the last store, which are the whole library's. Raises sqlite3.Error when
    a store is missing or damaged.
    """
    names = [MAIN, *(f"part{at}" for at in range(1, len(files)))]
    connection.execute("PRAGMA temp_store=MEMORY")
    for name, file in zip(names[1:], files[1:], strict=True):
        connection.execute(f"ATTACH ? AS {name}", (address(file.path),))
    without = [_without(connection, *pair) for pair in zip(names, files, strict=True)]
    for table, column in _TABLES.items():
        rows = " UNION ALL ".join(
            f"SELECT * FROM {name}.{table}" + (f" WHERE {column} NOT IN {gone}" if gone else "")
            for name, gone in zip(names, without, strict=True)
        )
        connection.execute(f"CREATE TEMP VIEW {table} AS {rows}")
    connection.execute(f"CREATE TEMP VIEW words AS SELECT * FROM {names[-1]}.words")
    return {name: file.reports for name, file in zip(names, files, strict=True)}


def _without(connection: sqlite3.Connection, name: str, file: StoreFile) -> str:
    """The table of the reports of a store that are gone; empty where none is."""
    held = {key for (key,) in connection.execute(f"SELECT report FROM {name}.contents")}
    gone = held - file.reports
    if not gone:
        return ""
    connection.execute(f"CREATE TEMP TABLE gone_{name} (key TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany(f"INSERT INTO gone_{name} VALUES (?)", [(key,) for key in gone])
    return f"gone_{name}"
