"""What was understood of a question, and what a search gives back: plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qa.authorities import fold
from qa.report import Strand
from qa.search.language.counting import asks_how_many, asks_who_has_most
from qa.search.language.cues import load_cues


class Kind(StrEnum):
    """What kind of thing the question wants; each has its own shape of answer."""

    TOPIC = "topic"  # what was said about something
    FACT = "fact"  # a number, a name, a date
    JUDGEMENT = "judgement"  # a grade
    SCALE = "scale"  # what a grade means
    RECOMMENDATION = "recommendation"  # what must be done, by whom, by when
    COMPARE = "compare"  # two or more authorities
    TREND = "trend"  # one authority over several inspections
    ACROSS = "across"  # the whole library: which, where, how many
    OVERVIEW = "overview"  # a report as a whole: in brief, its praise, its criticism
    LOOKUP = "lookup"  # a paragraph by its number
    METADATA = "metadata"  # about a report itself: when published, who led it
    HELP = "help"  # a greeting, or "what can you do?"


class Reason(StrEnum):
    """Why a question was not answered."""

    AUTHORITY_NOT_HELD = "authority_not_held"
    YEAR_NOT_HELD = "year_not_held"
    TOPIC_NOT_FOUND = "topic_not_found"
    NOT_A_QUESTION = "not_a_question"
    OUT_OF_SCOPE = "out_of_scope"


class Telling(StrEnum):
    """What alone is to be quoted of what was found."""

    REASON = "reason"  # why it is so, where anything tells it
    REMEDY = "remedy"  # that it was put right, or is about to be
    WORTH = "worth"  # what is said for it and against it where it was told


class Limit(StrEnum):
    """What a question can limit itself to."""

    AUTHORITY = "authority"
    YEAR = "year"
    STRAND = "strand"
    ASPECT = "aspect"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is held to, whatever the question names; empty leaves it as the question says.

    Authorities and reports are keys. `without` are limits of the question that are not to hold.
    """

    authorities: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    reports: tuple[str, ...] = ()
    strand: Strand | None = None
    aspect: str | None = None
    without: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as the assistant took it.

    `authorities` and `reports` are keys of what is held and was asked about (`reports` is never
    empty when the library is not: it is the scope searched). `unheld_authorities` are names, as
    printed, of authorities named that the library has no report on; `unheld_years` likewise.
    `lookups` are paragraph keys named by number. `query` is the text that is searched with;
    `subject` what a follow-up takes over of it, and `matter` what was asked of that subject.
    `grades` are grade words the question names, in whatever words ("top marks").
    """

    question: str
    standalone: str
    query: str
    subject: str = ""
    matter: str = ""
    kind: Kind = Kind.TOPIC
    authorities: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    strand: Strand | None = None
    aspect: str | None = None
    aspects: tuple[str, ...] = ()  # all that the question names, `aspect` first
    grades: tuple[str, ...] = ()
    lookups: tuple[str, ...] = ()
    unheld_authorities: tuple[str, ...] = ()
    unheld_years: tuple[int, ...] = ()
    unheld_frameworks: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()  # (as typed, as read)
    terms: tuple[str, ...] = ()  # content words of the question, after correction
    in_parts: bool = False  # each authority and year named can be answered without the others
    beyond: tuple[str, ...] = ()  # keys of paragraphs shown before, not to be quoted again
    beside: tuple[str, ...] = ()  # what was asked before it and it may go on with, newest first
    overruled: tuple[str, ...] = ()  # what the question names and a filter put aside
    brief: bool = False  # the one best quotation is asked for
    telling: Telling | None = None  # what alone is to be quoted
    within: tuple[str, ...] = ()  # keys of paragraphs, to be quoted alone where they are found

    @property
    def over_several(self) -> bool:
        """Whether the answer is drawn from several reports, each of which has its say."""
        if len(self.reports) < 2:
            return False
        if self.kind is Kind.ACROSS:
            # "which borough ...?" wants the one; "which boroughs", "each council" want them all; so
            # does who has most.
            cues, asked = load_cues(), self.standalone
            plural = cues.several.search(asked) or cues.each_one.search(fold(asked))
            return bool(plural) or asks_how_many(asked)
        return self.sets_side_by_side

    @property
    def asks_for_most(self) -> bool:
        """Whether a question over the library asks which of all has the most or is the best."""
        if self.kind is not Kind.ACROSS:
            return False
        asked = self.standalone
        return bool(load_cues().superlative.search(asked)) or asks_who_has_most(asked)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is named that the library has no report of, as printed."""
        years = map(str, self.unheld_years)
        return (*self.unheld_authorities, *years, *self.unheld_frameworks)

    @property
    def is_held_in_part(self) -> bool:
        """Whether some of what is named is held, and can be answered without the rest."""
        if self.telling is Telling.REMEDY:
            return True  # the report at hand may tell what a later one would
        if not self.in_parts or self.unheld_frameworks:
            return False
        places = not self.unheld_authorities or bool(self.authorities)
        return places and (not self.unheld_years or bool(self.years))

    @property
    def compares(self) -> bool:
        """Whether authorities or years are to be compared, held or not."""
        if self.kind is Kind.OVERVIEW:
            return len(self.reports) > 1
        return self.kind in (Kind.COMPARE, Kind.TREND)

    @property
    def sets_side_by_side(self) -> bool:
        """Whether several reports that are held are compared, so that each is to be heard."""
        return len(self.reports) > 1 and self.compares

    def takes_in(self, strand: Strand) -> bool:
        """Whether what is of a strand is asked about; what is of no strand is of any."""
        return self.strand in (None, strand) or strand is Strand.GENERAL

    def to_json(self) -> dict[str, Any]:
        return {
            "standalone": self.standalone,
            "authorities": list(self.authorities),
            "reports": list(self.reports),
            "strand": str(self.strand) if self.strand else None,
            "aspect": self.aspect,
            "kind": str(self.kind),
        }


@dataclass(frozen=True, slots=True)
class Hit:
    """One ranked unit: a paragraph (or item) key and its score, 0 to 1, higher is better."""

    key: str
    score: float

    def to_json(self) -> dict[str, Any]:
        return {"key": self.key, "score": round(self.score, 4)}


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first, for a question as understood. `ms` are milliseconds by stage."""

    understood: Understood
    hits: tuple[Hit, ...]
    ms: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "question": self.understood.question,
            "retrieved": [hit.to_json() for hit in self.hits],
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """A question made whole, and the subject it leaves to the turns after it.

    `beyond` are keys of paragraphs already shown that it asks to go beyond; `missing` names, in
    words, what it asks for that the library has not got ("a date after 2012"). `matter` is what it
    asks of the subject ("housing", of care leavers), which a turn that names nothing goes on with.
    `beside` are what was asked before it, newest first, that it does not take over in words, or the
    last of it alone: paragraphs near to those as well are the likelier to be meant. `brief` asks
    for the one best quotation, `telling` for what tells one thing alone, `within` for what
    these paragraphs tell, by their keys, where any of them is found.
    """

    standalone: str
    subject: str
    beyond: tuple[str, ...] = ()
    missing: str = ""
    matter: str = ""
    beside: tuple[str, ...] = ()
    brief: bool = False
    telling: Telling | None = None
    within: tuple[str, ...] = ()
