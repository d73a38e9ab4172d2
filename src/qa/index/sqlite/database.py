"""The SQLite of a store: read-only, from any thread, its faults told in a sentence."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qa.errors import LibraryIndexError
from qa.index.sqlite.joined import MAIN, StoreFile, address, join

_ASKED_AT_ONCE = 500  # SQLite takes so many values at least
_DAMAGED = "The store of the index is damaged ({}). Mend it with: qa index"


class Database:
    """One connection behind a lock. `parts` are the stores seen as one, by the names that SQLite
    has for them, with the reports that count of each, or None for all.
    """

    def __init__(self, path: Path, files: Sequence[StoreFile] = ()) -> None:
        """Open a store; of a library in parts, all of them, of which it is the first.

        Raises LibraryIndexError when it is missing or damaged.
        """
        self._lock = threading.Lock()
        try:
            self._connection = sqlite3.connect(address(path), uri=True, check_same_thread=False)
            self.parts: Mapping[str, frozenset[str] | None] = (
                join(self._connection, files) if files else {MAIN: None}
            )
        except sqlite3.Error as error:
            raise LibraryIndexError(_DAMAGED.format(error)) from error

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def rows(self, sql: str, *values: object) -> list[Any]:
        """The rows that a query finds. Raises LibraryIndexError when it is closed or damaged."""
        try:
            with self._lock:
                return self._connection.execute(sql, values).fetchall()
        except sqlite3.ProgrammingError as error:
            raise LibraryIndexError("The index was closed.") from error
        except sqlite3.DatabaseError as error:
            raise LibraryIndexError(_DAMAGED.format(error)) from error

    def of_keys(self, sql: str, keys: Sequence[str]) -> list[Any]:
        """The rows in which what the query ends with is one of these keys, in any order."""
        found: list[Any] = []
        for start in range(0, len(keys), _ASKED_AT_ONCE):
            some = keys[start : start + _ASKED_AT_ONCE]
            found += self.rows(f"{sql} IN ({', '.join('?' * len(some))})", *some)
        return found


def where(**columns: str | None) -> tuple[str, list[str]]:
    """A WHERE clause over the columns that have a value, and the values.

    >>> where(report="harrow-2012", strand=None)
    (' WHERE report = ?', ['harrow-2012'])
    """
    given = {name: value for name, value in columns.items() if value is not None}
    clause = " AND ".join(f"{name} = ?" for name in given)
    return (f" WHERE {clause}" if clause else ""), list(given.values())
