"""What a paragraph is, beside what it says: the signals of structure that ranking weighs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.index.store import Store
from qa.reading.frameworks import common, fold, frameworks
from qa.report import Paragraph, Strand
from qa.sentences import sentences

_GRADES = "|".join(
    sorted(
        {re.escape(word.casefold()) for f in frameworks() for word in f.scale.words},
        key=len,
        reverse=True,
    )
)
STATES_GRADE = re.compile(rf"\b(?:is|are|was|were)\s+(?:\w+\s+){{0,2}}({_GRADES})\b", re.I)
_TABLES = frozenset(framework.findings for framework in frameworks())
GRADE_NUMBERED = re.compile(r"\bgrade [1-4]\b|\b[1-4]: (?:outstanding|inadequate)", re.I)


@dataclass(frozen=True, slots=True)
class Outline:
    """What kind of paragraph it is and where it stands."""

    report: str
    headings: frozenset[str]  # folded
    strand: Strand
    is_findings: bool
    is_advice: bool
    grades: frozenset[str]  # stated in its first sentence, or given in its table; small letters
    explains_scale: bool


def outline_of(paragraph: Paragraph, table: frozenset[str] | None) -> Outline:
    """The outline of a paragraph; `table` are the grades it gives, if it is the report's table."""
    headings = [fold(heading) for heading in paragraph.section]
    spans = sentences(paragraph.text)
    first = paragraph.text[spans[0].start : spans[0].end] if spans else ""
    return Outline(
        report=paragraph.report,
        headings=frozenset(headings),
        strand=paragraph.strand,
        is_findings=table is not None,
        is_advice=any(heading in common().recommendations for heading in headings),
        grades=_stated(first) if table is None else table,
        explains_scale=len(GRADE_NUMBERED.findall(paragraph.text)) >= 2,
    )


def _stated(sentence: str) -> frozenset[str]:
    found = STATES_GRADE.search(sentence)
    return frozenset({found.group(1).casefold()}) if found else frozenset()


MAX_KNOWN = 100_000


class Outlines:
    """Outlines of a store's paragraphs, each worked out once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, Outline] = {}

    def __getitem__(self, key: str) -> Outline:
        """The outline of a paragraph. Raises NotFoundError for an unknown key."""
        if len(self._known) > MAX_KNOWN:
            self._known.clear()
        if key not in self._known:
            paragraph = self._store.paragraph(key)
            self._known[key] = outline_of(paragraph, self._table(paragraph))
        return self._known[key]

    def _table(self, paragraph: Paragraph) -> frozenset[str] | None:
        """The grades a table of judgements gives; None for any other paragraph."""
        if paragraph.number not in _TABLES:
            return None
        rows = self._store.judgements(paragraph.report, None)
        return frozenset(row.grade.casefold() for row in rows)
