"""What a library holds, as far as a question can name it: authorities, reports, aspects, words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from qa.report import Judgement, Report, Strand


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


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """What questions are understood against. Reports are in order of authority, then date.

    `words` maps each word of the library (small letters) to the number of paragraphs it stands in.
    `mentions(word, reports)` tells whether a word stands in any of these reports.
    """

    reports: tuple[HeldReport, ...]
    aspects: tuple[tuple[str, Strand, str], ...]  # (aspect, strand, report key)
    abbreviations: Mapping[str, str]
    words: Mapping[str, int]
    paragraphs: int
    mentions: Callable[[str, Sequence[str]], bool] = field(repr=False, compare=False)

    def rarity(self, word: str) -> float:
        """How little a word (small letters) is used: the log of one in how many paragraphs."""
        return math.log((self.paragraphs + 1) / (self.words.get(word, 0) + 0.5))

    def of(self, authorities: Sequence[str]) -> tuple[HeldReport, ...]:
        """The reports on these authorities; all reports when none are named."""
        return tuple(r for r in self.reports if not authorities or r.authority in authorities)


def facts_of(
    heads: Sequence[Report],
    judgements: Sequence[Judgement],
    abbreviations: Mapping[str, str],
    words: Mapping[str, int],
    paragraphs: int,
    mentions: Callable[[str, Sequence[str]], bool],
) -> LibraryFacts:
    """Facts from what a library's store gives."""
    return LibraryFacts(
        reports=tuple(
            HeldReport(
                key=head.key,
                authority=head.authority_key,
                name=head.authority,
                year=head.year,
                inspected_year=int((head.inspection_ended or head.date)[:4]),
                framework=head.framework_key,
                date=head.date,
            )
            for head in heads
        ),
        aspects=tuple(dict.fromkeys((j.aspect, j.strand, j.report) for j in judgements)),
        abbreviations=abbreviations,
        words=words,
        paragraphs=paragraphs,
        mentions=mentions,
    )
