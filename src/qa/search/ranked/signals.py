"""What a paragraph is, beside what it says: the signals of structure that ranking weighs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.index.making.library import Library
from qa.index.sqlite.table import FINDINGS, SCALE, STRANDS
from qa.reading.text.frameworks import common, fold_heading
from qa.report import Strand
from qa.search.language.numbers import gives_number


@dataclass(frozen=True, slots=True)
class Outline:
    """What kind of paragraph it is and where in its report it stands.

    `grades`, in small letters, are those given in it, if it is the report's table of judgements,
    or else the one stated in its first sentence.
    """

    headings: frozenset[str]  # folded
    strand: Strand
    is_advice: bool
    is_findings: bool
    explains_scale: bool
    grades: frozenset[str]


MAX_KNOWN = 20_000  # texts, some 20 MB
_LOOKED_AT = ["headings", "grades", "strand", "kind"]  # of a row of the table
_Row = tuple[int, int, int, int]


class Outlines:
    """Outlines of a library's paragraphs, from the table of passages. Thousands of paragraphs have
    the same few, each worked out once.
    """

    def __init__(self, library: Library) -> None:
        self._store = library.store
        self._units = library.units
        self._known: dict[_Row, Outline] = {}
        self._texts: dict[str, str] = {}

    def __getitem__(self, key: str) -> Outline:
        """The outline of a paragraph. Raises NotFoundError for an unknown key."""
        if self._units.place(key) is None:
            self._store.paragraph(key)  # says what is not there
        return self.of(np.array(self._units.places([key])))[0][0]

    def of(self, places: NDArray[np.int64]) -> tuple[list[Outline], NDArray[np.int64]]:
        """The different outlines of paragraphs, and which of them each paragraph has."""
        rows = self._units.table.paragraphs[places]
        different: dict[_Row, int] = {}
        which = [different.setdefault(row, len(different)) for row in rows[_LOOKED_AT].tolist()]
        return [self._outline(row) for row in different], np.array(which, np.int64)

    def giving_number_of(self, what: frozenset[str], keys: Iterable[str]) -> set[str]:
        """Those of the paragraphs that give a number of these things, told by their stems."""
        if len(self._texts) > MAX_KNOWN:
            self._texts = {}
        keys = list(keys)
        held = self._texts
        held |= self._store.texts([key for key in keys if key not in held])
        return {key for key in keys if gives_number(held[key], what)}

    def _outline(self, row: _Row) -> Outline:
        found = self._known.get(row)
        if found is None:
            names = self._units.table.names
            section, grades, strand, kind = row
            headings = frozenset(map(fold_heading, names.headings[section]))
            found = self._known[row] = Outline(
                headings,
                STRANDS[strand],
                any(heading in common().recommendations for heading in headings),
                bool(kind & FINDINGS),
                bool(kind & SCALE),
                frozenset(names.grades[grades]),
            )
        return found
