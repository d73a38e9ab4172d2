"""Paragraphs and items by their keys, with their reports and neighbours; reports by their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from qa.authorities import fold
from qa.errors import NotFoundError
from qa.index.sqlite.store import Store
from qa.keys import report_of
from qa.quotation import citation
from qa.report import Paragraph, Report

_KEY = re.compile(
    r"(?P<report>[a-z0-9-]+)#(?P<number>[a-z]*-?[a-z0-9]{1,16})(?:\.(?P<item>\d{1,4}))?"
)


class Shown(NamedTuple):
    """A paragraph by its key, its report, and the number of the item if the key names one."""

    report: Report
    paragraph: Paragraph
    item: int | None

    @property
    def text(self) -> str:
        """The words of the paragraph, or of its item: verbatim."""
        return self.paragraph.text if self.item is None else self.paragraph.item_text(self.item)

    def neighbours(self, before: int, after: int) -> tuple[Paragraph, ...]:
        """The paragraph with those before and after it in reading order."""
        place = self.report.paragraphs.index(self.paragraph)
        return self.report.paragraphs[max(0, place - before) : place + after + 1]

    @property
    def section(self) -> tuple[Paragraph, ...]:
        """The paragraphs under the same headings as this one, in reading order, without a gap."""
        runs = groupby(self.report.paragraphs, lambda each: each.section)
        return next(run for run in map(tuple, (of for _, of in runs)) if self.paragraph in run)

    @property
    def citation(self) -> str:
        """Where they are from, as a person would print it."""
        return citation(self.report, self.paragraph, self.item)


def shown(store: Store, key: str) -> Shown:
    """What a key names. Raises NotFoundError, naming what is held, when there is none."""
    found = _KEY.fullmatch(key.strip())
    if found is None:
        raise NotFoundError(
            f"{key[:80]!r} is not the key of a paragraph; one looks like {_example(store, key)}."
        )
    report = store.report(found["report"])
    item = int(found["item"]) if found["item"] else None
    try:
        paragraph = report.paragraph(found["number"])
    except KeyError:
        raise NotFoundError(
            f"{report.key} has no paragraph {found['number']}; it has {_range(report)}."
        ) from None
    if item is not None and all(each.number != item for each in paragraph.items):
        count = f"its last is {len(paragraph.items)}" if paragraph.items else "it has none"
        raise NotFoundError(f"{paragraph.key} has no item {item}; {count}.")
    return Shown(report, paragraph, item)


def named(store: Store, words: str) -> tuple[Report, ...]:
    """The reports whose key, authority, title or framework hold the beginning of each of these
    words, all where there are none: by authority and date, without paragraphs or source.
    """
    wanted = fold(words).split()
    return tuple(head for head in store.heads() if _is_named(head, wanted))


def _is_named(report: Report, wanted: Sequence[str]) -> bool:
    name = f" {fold(f'{report.key} {report.authority} {report.title} {report.framework}')}"
    return all(f" {word}" in name for word in wanted)


def _example(store: Store, key: str) -> str:
    """A key that is one, of the report that was named if one was."""
    named = report_of(key.strip())
    report = named if named in store.keys else next(iter(store.keys), "")
    return store.report(report).paragraphs[0].key if report else "harrow-2012#58"


def _range(report: Report) -> str:
    """What a report's paragraphs are called: "paragraphs 1 to 101 and findings"."""
    plain = [p.number for p in report.paragraphs if p.number.isdigit()]
    named = [p.number for p in report.paragraphs if not p.number.isdigit()]
    runs = [f"paragraphs {plain[0]} to {plain[-1]}"] if plain else []
    return " and ".join([*runs, *([", ".join(named)] if named else [])])
