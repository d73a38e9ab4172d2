"""The reports themselves, in SQLite: whole, or one paragraph, judgement or recommendation."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from qa.errors import LibraryIndexError, NotFoundError, no_such_report
from qa.index.passages import Passage
from qa.index.records import (
    HASH_BYTES,
    HEAD,
    JUDGEMENT,
    PARAGRAPH,
    PASSAGES,
    RECOMMENDATION,
    SCHEMA,
    SKETCH,
    Sketch,
    account_from,
    head_from,
    judgement_from,
    paragraph_from,
    passages_row,
    recommendation_from,
    rows_of,
    units_from,
)
from qa.index.units import PassageUnits
from qa.report import Judgement, Paragraph, Recommendation, Report, Strand

_WORD = re.compile(r"[a-z]+")
_CACHED_REPORTS = 32
_CACHED_PARAGRAPHS = 2048  # about 10 MB
_ASKED_AT_ONCE = 500  # SQLite takes so many values at least
_DAMAGED = "The store of the index is damaged ({}). Mend it with: qa index"


def words_of(paragraph: Paragraph) -> set[str]:
    """The words of a paragraph and its headings: small letters, apostrophes dropped."""
    text = " ".join([*paragraph.section, paragraph.text]).casefold()
    return set(_WORD.findall(re.sub("['’]", "", text)))


class Store:
    """The reports of an index, read-only. One connection behind a lock: safe across threads."""

    def __init__(self, path: Path) -> None:
        """Open a store. Raises LibraryIndexError when it is missing or damaged."""
        # Immutable: the file never changes once written, so SQLite need not look for locks.
        self._lock = threading.Lock()
        self._reports: OrderedDict[str, Report] = OrderedDict()
        self._paragraphs: dict[str, Paragraph] = {}
        try:
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            rows = self._rows("SELECT key FROM reports ORDER BY authority_key, date, key")
            self._places = {key: place for place, (key,) in enumerate(rows)}
        except sqlite3.Error as error:
            raise LibraryIndexError(_DAMAGED.format(error)) from error

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @staticmethod
    def write(path: Path, reports: Iterable[Report], passages: Iterable[Passage]) -> None:
        """Make a store of reports and of their passages, whose row ids are 0, 1, 2 ... in order.

        Raises LibraryIndexError when it cannot be written.
        """
        try:
            connection = sqlite3.connect(path)
            try:
                # The file is beside the index until it is whole: no journal is needed.
                connection.executescript(
                    "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA
                )
                words: Counter[str] = Counter()
                for report in reports:
                    for table, rows in rows_of(report):
                        _insert(connection, table, rows)
                    for paragraph in report.paragraphs:
                        words.update(words_of(paragraph))
                _insert(connection, "words", sorted(words.items()))
                _write_passages(connection, passages)
                connection.commit()
            finally:
                connection.close()
        except (sqlite3.Error, UnicodeError) as error:
            raise LibraryIndexError(
                f"The store of the index cannot be written ({error}). Is the disk full?"
            ) from error

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the reports, by authority and date of publication."""
        return tuple(self._places)

    def report(self, key: str) -> Report:
        """A report, whole. Raises NotFoundError when it is not in the library."""
        with self._lock:
            if key in self._reports:
                self._reports.move_to_end(key)
                return self._reports[key]
        report = self._read(key)
        with self._lock:
            self._reports[key] = report
            if len(self._reports) > _CACHED_REPORTS:
                self._reports.popitem(last=False)
        return report

    def _read(self, key: str) -> Report:
        self._known(key)
        head = self._rows(f"SELECT {HEAD}, source, account FROM reports WHERE key = ?", key)[0]
        paragraphs = self._rows(
            f"SELECT {PARAGRAPH} FROM paragraphs WHERE report = ? ORDER BY position", key
        )
        return Report(
            **head_from(head[:-2], self._abbreviations(key)[key]),
            source=head[-2],
            account=account_from(head[-1]),
            paragraphs=tuple(paragraph_from(row) for row in paragraphs),
            judgements=tuple(self.judgements(key)),
            recommendations=tuple(self.recommendations(key)),
        )

    def heads(self, keys: Iterable[str] | None = None) -> list[Report]:
        """Every report by authority and date, or those of `keys`, with nothing of its text.

        Paragraphs, recommendations, judgements, source and account are empty. Raises
        NotFoundError for a report that is not in the library.
        """
        if keys is None:
            return list(self._heads.values())
        asked = set(keys)
        for key in asked:
            self._known(key)
        return [self._heads[key] for key in sorted(asked, key=self._places.__getitem__)]

    @cached_property
    def _heads(self) -> dict[str, Report]:
        """Read once: every answer names its reports."""
        short = self._abbreviations(None)
        rows = self._rows(f"SELECT {HEAD} FROM reports ORDER BY authority_key, date, key")
        return {row[0]: Report(**head_from(row, short[row[0]]), source="") for row in rows}

    def paragraph(self, key: str) -> Paragraph:
        """One paragraph by its key. Raises NotFoundError when there is none."""
        # A key may come from a person: a lone surrogate could not even be asked about.
        asked = key.encode("utf-8", "replace").decode("utf-8")
        if found := self._paragraphs.get(asked):
            return found
        rows = self._rows(f"SELECT {PARAGRAPH} FROM paragraphs WHERE key = ?", asked)
        if not rows:
            report, _, number = key.partition("#")
            self._known(report)
            raise NotFoundError(f"There is no paragraph {number!r} in {report}.")
        if len(self._paragraphs) >= _CACHED_PARAGRAPHS:
            self._paragraphs.clear()
        paragraph = self._paragraphs[asked] = paragraph_from(rows[0])
        return paragraph

    def sketches(self, keys: Sequence[str]) -> list[Sketch]:
        """What ranking looks at of paragraphs, in any order; unknown keys have none."""
        found: list[Sketch] = []
        for start in range(0, len(keys), _ASKED_AT_ONCE):
            some = keys[start : start + _ASKED_AT_ONCE]
            places = ", ".join("?" * len(some))
            rows = self._rows(f"SELECT {SKETCH} FROM paragraphs WHERE key IN ({places})", *some)
            found += map(Sketch._make, rows)
        return found

    def judgements(
        self, report: str | None = None, strand: Strand | None = None
    ) -> list[Judgement]:
        """The judgements of a report, or of all, in the order of their tables."""
        return [
            judgement_from(row) for row in self._of_reports("judgements", JUDGEMENT, report, strand)
        ]

    def recommendations(self, report: str | None = None) -> list[Recommendation]:
        """The recommendations of a report, or of all, in reading order."""
        return [
            recommendation_from(row)
            for row in self._of_reports("recommendations", RECOMMENDATION, report, None)
        ]

    def abbreviations(self, report: str | None = None) -> dict[str, tuple[str, ...]]:
        """What abbreviations stand for in a report, or in any: the commonest meaning first."""
        if report is not None:
            self._known(report)
        where, values = _where(report=report)
        rows = self._rows(
            f"SELECT short, long FROM abbreviations{where}"
            " GROUP BY short, long ORDER BY short, count(*) DESC, long",
            *values,
        )
        meanings: dict[str, tuple[str, ...]] = {}
        for short, long in rows:
            meanings[short] = (*meanings.get(short, ()), long)
        return meanings

    def words(self) -> dict[str, int]:
        """Each word of the library (see `words_of`) and how many paragraphs it stands in."""
        return dict(self._rows("SELECT word, paragraphs FROM words"))

    def paragraph_count(self) -> int:
        """How many paragraphs the library has."""
        return int(self._rows("SELECT count(*) FROM paragraphs")[0][0])

    def passage_units(self) -> PassageUnits:
        """Which unit, paragraph and report each passage's row stands for."""
        return units_from(self._rows(f"SELECT {PASSAGES} FROM passages ORDER BY id"))

    def passage_hashes(self) -> list[bytes]:
        """The hash of each passage's text, by row."""
        rows = self._rows("SELECT sha256 FROM passages ORDER BY id")
        return [
            hashes[start : start + HASH_BYTES]
            for (hashes,) in rows
            for start in range(0, len(hashes), HASH_BYTES)
        ]

    def _known(self, key: str) -> None:
        if key not in self._places:
            raise no_such_report(key, self.keys)

    def _of_reports(
        self, table: str, columns: str, report: str | None, strand: Strand | None
    ) -> list[Any]:
        if report is not None:
            self._known(report)
        where, values = _where(report=report, strand=str(strand) if strand else None)
        rows = self._rows(
            f"SELECT {columns}, report FROM {table}{where} ORDER BY position", *values
        )
        if report is None:
            rows.sort(key=lambda row: self._places[row[-1]])
        return [row[:-1] for row in rows]

    def _abbreviations(self, report: str | None) -> defaultdict[str, dict[str, str]]:
        by_report: defaultdict[str, dict[str, str]] = defaultdict(dict)
        where, values = _where(report=report)
        for key, short, long in self._rows(
            f"SELECT report, short, long FROM abbreviations{where}", *values
        ):
            by_report[key][short] = long
        return by_report

    def _rows(self, sql: str, *values: object) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(sql, values).fetchall()
        except sqlite3.ProgrammingError as error:
            raise LibraryIndexError("The index was closed.") from error
        except sqlite3.DatabaseError as error:
            raise LibraryIndexError(_DAMAGED.format(error)) from error


def _where(**columns: str | None) -> tuple[str, list[str]]:
    """A WHERE clause over the columns that have a value, and the values."""
    given = {name: value for name, value in columns.items() if value is not None}
    clause = " AND ".join(f"{name} = ?" for name in given)
    return (f" WHERE {clause}" if clause else ""), list(given.values())


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def _write_passages(connection: sqlite3.Connection, passages: Iterable[Passage]) -> None:
    by_report = groupby(passages, key=lambda passage: passage.key.partition("#")[0])
    for at, (report, own) in enumerate(by_report):
        _insert(connection, "passages", [passages_row(at, report, own)])
