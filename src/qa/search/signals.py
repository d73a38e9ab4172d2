"""What a paragraph is, beside what it says: the signals of structure that ranking weighs."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from qa.index.records import Sketch
from qa.index.store import Store
from qa.reading.frameworks import common, fold, frameworks
from qa.report import Strand
from qa.search.counting import Number, holds, numbers_in
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
_STRANDS = {str(strand): strand for strand in Strand}
GRADE_NUMBERED = re.compile(r"\bgrade [1-4]\b|\b[1-4]: (?:outstanding|inadequate)", re.I)


@dataclass(frozen=True)
class Outline:
    """What kind of paragraph it is and where it stands; `table` are the grades it gives, if it is
    the report's table. What takes reading its text is found out when it is asked for.
    """

    report: str
    headings: frozenset[str]  # folded
    strand: Strand
    is_advice: bool
    table: frozenset[str] | None
    text: str

    @property
    def is_findings(self) -> bool:
        """Whether it is the report's table of judgements."""
        return self.table is not None

    @cached_property
    def grades(self) -> frozenset[str]:
        """Those stated in its first sentence, or given in its table; in small letters."""
        if self.table is not None:
            return self.table
        spans = sentences(self.text)
        return _stated(self.text[spans[0].start : spans[0].end] if spans else "")

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Those of things that it gives."""
        return tuple(numbers_in(self.text))

    def gives_number_of(self, what: frozenset[str]) -> bool:
        """Whether it gives a number of these things, told by their stems."""
        return holds(self.text, what) and any(number.counts(what) for number in self.numbers)

    @cached_property
    def explains_scale(self) -> bool:
        """Whether it says what the grades mean."""
        return len(GRADE_NUMBERED.findall(self.text)) >= 2


@lru_cache(maxsize=4096)  # the same few stand over thousands of paragraphs
def _headings(section: str) -> tuple[frozenset[str], bool]:
    """The headings over a paragraph, folded, from their JSON; and whether it gives advice there."""
    headings = frozenset(fold(heading) for heading in json.loads(section))
    return headings, any(heading in common().recommendations for heading in headings)


def _stated(sentence: str) -> frozenset[str]:
    found = STATES_GRADE.search(sentence)
    return frozenset({found.group(1).casefold()}) if found else frozenset()


def _outline(sketch: Sketch, table: frozenset[str] | None) -> Outline:
    headings, is_advice = _headings(sketch.section)
    strand = _STRANDS[sketch.strand]
    return Outline(sketch.report, headings, strand, is_advice, table, sketch.text)


MAX_KNOWN = 20_000  # some 30 MB


class Outlines:
    """Outlines of a store's paragraphs, each worked out once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, Outline] = {}

    def __getitem__(self, key: str) -> Outline:
        """The outline of a paragraph. Raises NotFoundError for an unknown key."""
        found = self._known.get(key)  # another thread may empty what is known at any time
        if found is None:
            self._store.paragraph(key)  # says what is not there
            found = self._looked_up([key])[key]
        return found

    def read(self, keys: Sequence[str]) -> None:
        """Look up at once the outlines that will be asked for one by one."""
        if len(self._known) > MAX_KNOWN:
            self._known = {}
        self._looked_up([key for key in keys if key not in self._known])

    def _looked_up(self, keys: Sequence[str]) -> dict[str, Outline]:
        sketches = self._store.sketches(keys)
        read = {sketch.key: _outline(sketch, self._table(sketch)) for sketch in sketches}
        self._known |= read
        return read

    def _table(self, paragraph: Sketch) -> frozenset[str] | None:
        """The grades a table of judgements gives; None for any other paragraph."""
        if paragraph.number not in _TABLES:
            return None
        rows = self._store.judgements(paragraph.report)
        return frozenset(row.grade.casefold() for row in rows)
