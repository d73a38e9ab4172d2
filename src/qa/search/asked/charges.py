"""Whether it is an authority that is said to have broken the law, and not the young."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from qa.data import read_table
from qa.patterns import any_of


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `law` of vocabulary.toml."""

    broken: re.Pattern[str]
    breaking: re.Pattern[str]
    asked_of: re.Pattern[str]
    young: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("vocabulary.toml")["law"]
    return _Wordings(**{name: any_of(said) for name, said in table.items()})


@cache
def of_offending() -> frozenset[str]:
    """The phrases for offending by which an authority may be charged, too."""
    return frozenset(read_table("vocabulary.toml")["law"]["broken"])


def charges_authority(said: str) -> bool:
    """Whether a folded question, less its places, charges an authority with breaking the law.

    >>> charges_authority("did break the law in"), charges_authority("breaks the law right")
    (True, True)
    >>> charges_authority("do children break the law"), charges_authority("breaking the law")
    (False, False)
    """
    wordings = _wordings()
    found = wordings.broken.search(said)
    if found is None or wordings.young.search(said):
        return False
    before = said[: found.start()]
    if not before.strip():
        return not wordings.breaking.search(said)
    return wordings.asked_of.search(before) is not None
