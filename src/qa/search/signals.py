"""What a paragraph is, beside what it says: the signals of structure that ranking weighs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from qa.index.library import Library
from qa.index.table import FINDINGS, SCALE, STRANDS
from qa.reading.frameworks import common, fold
from qa.report import Strand
from qa.search.counting import gives_number


@dataclass(frozen=True, slots=True)
class Outline:
    """What kind of paragraph it is and where it stands.

    `grades`, in small letters, are those given in it, if it is the report's table of judgements,
    or else the one stated in its first sentence.
    """

    report: str
    headings: frozenset[str]  # folded
    strand: Strand
    is_advice: bool
    is_findings: bool
    explains_scale: bool
    grades: frozenset[str]


MAX_KNOWN = 20_000  # some 10 MB; of texts, 20 MB


class Outlines:
    """Outlines of a library's paragraphs, each worked out once, from the table of passages."""

    def __init__(self, library: Library) -> None:
        self._store = library.store
        self._units = library.units
        self._known: dict[str, Outline] = {}
        self._texts: dict[str, str] = {}
        self._headings: dict[int, tuple[frozenset[str], bool]] = {}

    def __getitem__(self, key: str) -> Outline:
        """The outline of a paragraph. Raises NotFoundError for an unknown key."""
        found = self._known.get(key)  # another thread may empty what is known at any time
        if found is None:
            if self._units.place(key) is None:
                self._store.paragraph(key)  # says what is not there
            found = self._looked_up([key])[key]
        return found

    def read(self, keys: Sequence[str]) -> None:
        """Look up at once the outlines that will be asked for one by one."""
        if len(self._known) > MAX_KNOWN:
            self._known = {}
        self._looked_up([key for key in keys if key not in self._known])

    def giving_number_of(self, what: frozenset[str], keys: Iterable[str]) -> set[str]:
        """Those of the paragraphs that give a number of these things, told by their stems."""
        if len(self._texts) > MAX_KNOWN:
            self._texts = {}
        keys = list(keys)
        held = self._texts
        held |= self._store.texts([key for key in keys if key not in held])
        return {key for key in keys if gives_number(held[key], what)}

    def _looked_up(self, keys: Sequence[str]) -> dict[str, Outline]:
        places = np.array(self._units.places(keys), np.int64)
        table = self._units.table
        read = {}
        for key, row in zip(keys, table.paragraphs[places].tolist(), strict=True):
            _, _, section, grades, strand, kind = row
            headings, is_advice = self._headings_of(section)
            read[key] = Outline(
                key.partition("#")[0],
                headings,
                STRANDS[strand],
                is_advice,
                bool(kind & FINDINGS),
                bool(kind & SCALE),
                frozenset(table.names.grades[grades]),
            )
        self._known |= read
        return read

    def _headings_of(self, section: int) -> tuple[frozenset[str], bool]:
        """The headings over a paragraph, folded; and whether it gives advice there."""
        found = self._headings.get(section)  # the same few stand over thousands of paragraphs
        if found is None:
            headings = frozenset(map(fold, self._units.table.names.headings[section]))
            advice = any(heading in common().recommendations for heading in headings)
            found = self._headings[section] = headings, advice
        return found
