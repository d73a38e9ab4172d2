"""What is filtered by, in Milvus's expressions: whole numbers alone.

No text ever goes into an expression, since text can end it and begin another: reports are
numbered, words are hashed. What is looked for by its words goes as data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from qa.index.sqlite.units import Scope


def report_numbers(keys: Iterable[str]) -> dict[str, int]:
    """The number of each report: its place among those of the library."""
    return {key: number for number, key in enumerate(keys)}


def term_number(term: str) -> int:
    """The number of a term: 63 bits of a hash."""
    digest = hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def among(field: str, numbers: Iterable[int], *, negated: bool = False) -> str:
    """The field is one of some whole numbers, or none of them.

    >>> among("report", [3, 5]), among("report", [3], negated=True)
    ('report in [3,5]', 'report not in [3]')
    """
    return f"{field} {'not in' if negated else 'in'} {_listed(numbers)}"


def in_reports(
    reports: Iterable[str], numbers: Mapping[str, int], *, negated: bool = False
) -> str | None:
    """It is of one of some reports, or of none of them; None where none of them is held."""
    held = [numbers[key] for key in reports if key in numbers]
    return among("report", held, negated=negated) if held else None


def in_scope(scope: Scope, numbers: Mapping[str, int]) -> str | None:
    """It is in a scope, empty for anywhere; None where nothing can be."""
    where = in_reports(scope.reports, numbers, negated=scope.outside)
    if where is None and not scope.outside:
        return None
    return " and ".join(filter(None, [where, "short == false" if scope.long_only else ""]))


def with_terms(terms: Sequence[str]) -> str:
    """It has all of these terms."""
    return f"array_contains_all(terms, {_listed(map(term_number, terms))})"


def _listed(numbers: Iterable[int]) -> str:
    return f"[{','.join(str(int(number)) for number in numbers)}]"
