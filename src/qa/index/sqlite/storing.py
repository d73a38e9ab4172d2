"""Reports written to an index: the store, and the table of their passages."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any

from qa.errors import LibraryIndexError
from qa.index.passages import Passage
from qa.index.sqlite.contents import Entry
from qa.index.sqlite.joined import STORE
from qa.index.sqlite.records import SCHEMA, hashes_of, rows_of
from qa.index.sqlite.tabling import TableDraft
from qa.index.sqlite.vocabulary import words_of
from qa.keys import report_of
from qa.report import Report


def write(
    folder: Path,
    reports: Iterable[Report],
    passages: Iterable[Passage],
    others: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """Write reports and where their passages belong, whose rows are 0, 1, 2 ... in order.

    `others` are the words of the library's other parts (see `Store.words`). Raises
    LibraryIndexError when they cannot be written.
    """
    draft, words = TableDraft(), Counter(others)
    contents: list[Entry] = []
    try:
        connection = sqlite3.connect(folder / STORE)
        try:
            # The file is beside the index until it is whole: no journal is needed.
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
            for report, own in _each_with(reports, passages):
                draft.add(report, own)
                for table, rows in rows_of(report):
                    _insert(connection, table, rows)
                _insert(connection, "passages", [(report.key, hashes_of(own))])
                for paragraph in report.paragraphs:
                    words.update(words_of(paragraph))
                counts = len(report.paragraphs), len(own)
                contents.append(Entry(report.key, report.authority_key, report.date, *counts))
            _insert(connection, "contents", [(at, *row) for at, row in enumerate(contents)])
            _insert(connection, "words", sorted((+words).items()))  # those that are left
            connection.commit()
        finally:
            connection.close()
        draft.finished().save(folder)
    except (sqlite3.Error, UnicodeError, OSError) as error:
        raise LibraryIndexError(
            f"The store of the index cannot be written ({error}). Is the disk full?"
        ) from error


def _each_with(
    reports: Iterable[Report], passages: Iterable[Passage]
) -> Iterator[tuple[Report, list[Passage]]]:
    """Each report with its passages, which come report by report; some may have none."""
    groups = groupby(passages, key=lambda passage: report_of(passage.key))
    key, group = next(groups, (None, iter(())))
    for report in reports:
        own: list[Passage] = []
        if key == report.key:
            own = list(group)
            key, group = next(groups, (None, iter(())))
        yield report, own


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
