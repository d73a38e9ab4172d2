"""Why a grade was given: what the section that was graded says for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from qa.answer.quoting import Evidence
from qa.answer.sides import sides_of
from qa.data import read_table
from qa.patterns import any_of
from qa.reading.frameworks import fold
from qa.report import Judgement, Strand
from qa.search.question import Kind, Understood
from qa.search.signals import Outline

_PRAISED = frozenset(("outstanding", "good"))


def asks_why(understood: Understood) -> bool:
    """Whether a question asks for the reasons of a grade, and not which it is."""
    return understood.kind is Kind.JUDGEMENT and bool(_why().search(understood.standalone))


@cache
def _why() -> re.Pattern[str]:
    return any_of(read_table("answers.toml")["grades"]["why"])


def reasons(
    found: Sequence[Evidence], outline: Callable[[str], Outline], judgements: Sequence[Judgement]
) -> list[Evidence]:
    """The evidence of the sections that were graded, as far as it praises where the grade is good
    and finds fault where it is not; all of it, where none is of those sections or tells that side.
    """
    own = [row for row in found if _is_of_any(row.quote.paragraph.key, outline, judgements)]
    sides = {"praise" if row.grade.casefold() in _PRAISED else "fault" for row in judgements}
    return [row for row in own if sides & sides_of(row.quote.text)] or own or list(found)


def with_sections(
    relevance: Mapping[str, float],
    outline: Callable[[str], Outline],
    judgements: Sequence[Judgement],
    least: float,
) -> Mapping[str, float]:
    """How likely paragraphs are to answer, where those of the sections that were graded are at
    least so likely.
    """
    return {
        key: max(likely, least) if _is_of_any(key, outline, judgements) else likely
        for key, likely in relevance.items()
    }


def _is_of_any(
    key: str, outline: Callable[[str], Outline], judgements: Sequence[Judgement]
) -> bool:
    report, own = key.partition("#")[0], outline(key)
    return any(
        row.report == report
        and fold(row.aspect) in own.headings
        and (row.strand is own.strand or Strand.GENERAL in (row.strand, own.strand))
        for row in judgements
    )
