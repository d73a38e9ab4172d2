"""The reports themselves, in SQLite: whole, or one paragraph, judgement or recommendation."""

from __future__ import annotations

import json
import threading
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from qa.errors import NotFoundError, no_such_report
from qa.index.sqlite.contents import Contents, Entry
from qa.index.sqlite.database import Database, where
from qa.index.sqlite.joined import StoreFile
from qa.index.sqlite.records import (
    CONTENTS,
    FACTS,
    HASH_BYTES,
    HEAD,
    JUDGEMENT,
    PARAGRAPH,
    RECOMMENDATION,
    account_from,
    head_from,
    judged_from,
    judgement_from,
    paragraph_from,
    recommendation_from,
)
from qa.index.sqlite.vocabulary import words_in
from qa.keys import place_of, report_of
from qa.report import Judgement, Paragraph, Recommendation, Report, Strand

_CACHED_REPORTS = 32
_CACHED_PARAGRAPHS = 2048  # about 10 MB


class ReportFacts(NamedTuple):
    """A report as far as a question can name it; the aspects that it judges, with their strands."""

    key: str
    authority: str  # its key
    date: str
    name: str  # as printed: "London Borough of Harrow"
    inspected_year: int
    framework: str
    judged: tuple[tuple[str, Strand], ...]


class Store:
    """The reports of an index, read-only. One connection behind a lock: safe across threads."""

    def __init__(self, path: Path, files: Sequence[StoreFile] = ()) -> None:
        """Open a store; of a library in parts, all of them, of which it is the first.

        Raises LibraryIndexError when it is missing or damaged.
        """
        self._lock = threading.Lock()
        self._reports: OrderedDict[str, Report] = OrderedDict()
        self._paragraphs: dict[str, Paragraph] = {}
        self._database = Database(path, files)
        self._rows, self._of_keys = self._database.rows, self._database.of_keys
        self.contents = self._contents()
        self._places = self.contents.places

    def close(self) -> None:
        self._database.close()

    def _contents(self) -> Contents:
        parts = self._database.parts
        entries = [
            [
                Entry(*row)
                for row in self._rows(f"SELECT {CONTENTS} FROM {name}.contents ORDER BY id")
            ]
            for name in parts
        ]
        held = [reports for reports in parts.values() if reports is not None]
        return Contents.of(entries, held or None)

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

    def head(self, key: str) -> Report:
        """One report with nothing of its text, as `heads` gives it."""
        self._known(key)
        return self._heads[key]

    @cached_property
    def _heads(self) -> dict[str, Report]:
        """Read once: every answer names its reports."""
        short = self._abbreviations(None)
        rows = self._rows(f"SELECT {HEAD} FROM reports ORDER BY authority_key, date, key")
        return {row[0]: Report(**head_from(row, short[row[0]]), source="") for row in rows}

    def facts(self) -> list[ReportFacts]:
        """What a question can name of each report, by authority and date."""
        judged = lru_cache(None)(judged_from)  # most tables judge the same aspects
        known = {row[0]: row[1:] for row in self._rows(f"SELECT {FACTS} FROM facts")}
        entries = {entry.report: entry for entry in self.contents.entries}
        return [
            ReportFacts(
                key=key,
                authority=entries[key].authority_key,
                date=entries[key].date,
                name=known[key][0],
                inspected_year=known[key][1],
                framework=known[key][2],
                judged=judged(known[key][3]),
            )
            for key in self._places
        ]

    def paragraph(self, key: str) -> Paragraph:
        """One paragraph by its key. Raises NotFoundError when there is none."""
        # A key may come from a person: a lone surrogate could not even be asked about.
        asked = key.encode("utf-8", "replace").decode("utf-8")
        if found := self._paragraphs.get(asked):
            return found
        rows = self._rows(f"SELECT {PARAGRAPH} FROM paragraphs WHERE key = ?", asked)
        if not rows:
            report, number = report_of(key), place_of(key)
            self._known(report)
            raise NotFoundError(f"There is no paragraph {number!r} in {report}.")
        return self._remember(rows[0])

    def paragraphs(self, keys: Sequence[str]) -> dict[str, Paragraph]:
        """Paragraphs by their keys, looked up at once; unknown keys have none."""
        known = self._paragraphs
        found = {key: known[key] for key in keys if key in known}
        missing = [key for key in keys if key not in found]
        rows = self._of_keys(f"SELECT {PARAGRAPH} FROM paragraphs WHERE key", missing)
        return found | {paragraph.key: paragraph for paragraph in map(self._remember, rows)}

    def _remember(self, row: Sequence[Any]) -> Paragraph:
        if len(self._paragraphs) >= _CACHED_PARAGRAPHS:
            self._paragraphs = {}  # another thread may be looking into what was there
        paragraph = paragraph_from(row)
        self._paragraphs[paragraph.key] = paragraph
        return paragraph

    def texts(self, keys: Sequence[str]) -> dict[str, str]:
        """The texts of paragraphs by their keys; unknown keys have none."""
        return dict(self._of_keys("SELECT key, text FROM paragraphs WHERE key", keys))

    def judgements(
        self, report: str | None = None, strand: Strand | None = None
    ) -> list[Judgement]:
        """The judgements of a report, or of all, in the order of their tables."""
        if report is not None:
            self._known(report)
        reports = self._places if report is None else (report,)
        rows = (row for key in reports for row in self._judgements.get(key, ()))
        return [row for row in rows if strand is None or row.strand is strand]

    @cached_property
    def _judgements(self) -> dict[str, list[Judgement]]:
        """By report, read once: a question of every report asks for them all."""
        same: dict[str, str] = {}  # a few hundred words stand in all tables
        of: dict[str, list[Judgement]] = {}
        for row in self._rows(f"SELECT {JUDGEMENT} FROM judgements ORDER BY report, position"):
            kept = [same.setdefault(x, x) if isinstance(x, str) else x for x in row]
            of.setdefault(kept[0], []).append(judgement_from(kept))
        return of

    def recommendations(self, report: str | None = None) -> list[Recommendation]:
        """The recommendations of a report, or of all, in reading order."""
        if report is not None:
            self._known(report)
        clause, values = where(report=report)
        rows = self._rows(
            f"SELECT {RECOMMENDATION} FROM recommendations{clause} ORDER BY position", *values
        )
        rows.sort(key=lambda row: self._places[row[0]])
        return [recommendation_from(row) for row in rows]

    def abbreviations(self, report: str | None = None) -> dict[str, tuple[str, ...]]:
        """What abbreviations stand for in a report, or in any: the commonest meaning first."""
        if report is not None:
            self._known(report)
        clause, values = where(report=report)
        rows = self._rows(
            f"SELECT short, long FROM abbreviations{clause}"
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

    def words_in(self, reports: Sequence[str]) -> Counter[str]:
        """The words of some reports, counted as `words` does."""
        words: Counter[str] = Counter()
        for section, text in self._of_keys(
            "SELECT section, text FROM paragraphs WHERE report", reports
        ):
            words.update(words_in(json.loads(section), text))
        return words

    def paragraph_count(self) -> int:
        """How many paragraphs the library has."""
        return sum(entry.paragraphs for entry in self.contents.entries)

    def passage_hashes(self, reports: Sequence[str] | None = None) -> list[bytes]:
        """The hash of each passage's text, by row, of some reports or all."""
        sql = "SELECT report, sha256 FROM passages"
        rows = self._rows(sql) if reports is None else self._of_keys(f"{sql} WHERE report", reports)
        of = dict(rows)
        ordered = (of[entry.report] for entry in self.contents.entries if entry.report in of)
        return [
            hashes[start : start + HASH_BYTES]
            for hashes in ordered
            for start in range(0, len(hashes), HASH_BYTES)
        ]

    def _known(self, key: str) -> None:
        if key not in self._places:
            raise no_such_report(key, self.keys)

    def _abbreviations(self, report: str | None) -> defaultdict[str, dict[str, str]]:
        by_report: defaultdict[str, dict[str, str]] = defaultdict(dict)
        clause, values = where(report=report)
        for key, short, long in self._rows(
            f"SELECT report, short, long FROM abbreviations{clause}", *values
        ):
            by_report[key][short] = long
        return by_report
