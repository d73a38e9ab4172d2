"""What a library holds, as far as a question can name it: authorities, reports, aspects, words."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from qa.index.sqlite.store import ReportFacts
from qa.report import Strand


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report, as far as a question can name it."""

    key: str
    authority: str  # key of the authority
    name: str  # as printed: "London Borough of Harrow"
    year: int
    inspected_year: int
    framework: str
    date: str

    @property
    def years(self) -> frozenset[int]:
        """Years a person may call the report by: of publication, of inspection."""
        return frozenset({self.year, self.inspected_year})

    def is_of(self, years: Container[int]) -> bool:
        """Whether a person may call it by one of these years."""
        return self.year in years or self.inspected_year in years


def of_years(reports: Sequence[HeldReport], years: Collection[int]) -> list[HeldReport]:
    """The reports published in these years, or else inspected in them; all where none is asked:
    "2011" means the report published in 2011 even where another inspection was made then.
    """
    near = [report for report in reports if not years or report.is_of(years)]
    return [report for report in near if report.year in years] or near


@dataclass(frozen=True)
class LibraryFacts:
    """What questions are understood against. Reports are in order of authority, then date.

    `judged` are the aspects that each report judges, by its key, each with its strand. `words`
    maps each word of the library (small letters) to the number of paragraphs it stands in.
    `mentions(word, reports)` tells whether a word stands in any of these reports.
    """

    reports: tuple[HeldReport, ...]
    judged: Mapping[str, tuple[tuple[str, Strand], ...]]
    abbreviations: Mapping[str, str]
    words: Mapping[str, int]
    paragraphs: int
    mentions: Callable[[str, Sequence[str]], bool] = field(repr=False, compare=False)

    def rarity(self, word: str) -> float:
        """How little a word (small letters) is used: the log of one in how many paragraphs."""
        return math.log((self.paragraphs + 1) / (self.words.get(word, 0) + 0.5))

    def of(self, authorities: Sequence[str]) -> tuple[HeldReport, ...]:
        """The reports on these authorities; all reports when none are named."""
        if not authorities:
            return self.reports
        return tuple(r for key, own in self.by_authority.items() if key in authorities for r in own)

    @cached_property
    def by_authority(self) -> Mapping[str, Sequence[HeldReport]]:
        """The reports on each authority that the library has any of."""
        reports: dict[str, list[HeldReport]] = {}
        for report in self.reports:
            reports.setdefault(report.authority, []).append(report)
        return reports

    @cached_property
    def authorities(self) -> frozenset[str]:
        """The authorities that the library has a report on."""
        return frozenset(self.by_authority)


def facts_of(
    known: Sequence[ReportFacts],
    abbreviations: Mapping[str, str],
    words: Mapping[str, int],
    paragraphs: int,
    mentions: Callable[[str, Sequence[str]], bool],
) -> LibraryFacts:
    """Facts from what a library's store gives."""
    return LibraryFacts(
        reports=tuple(
            HeldReport(
                key=report.key,
                authority=report.authority,
                name=report.name,
                year=int(report.date[:4]),
                inspected_year=report.inspected_year,
                framework=report.framework,
                date=report.date,
            )
            for report in known
        ),
        judged={report.key: report.judged for report in known},
        abbreviations=abbreviations,
        words=words,
        paragraphs=paragraphs,
        mentions=mentions,
    )
