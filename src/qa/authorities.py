"""English local authorities with children's services: what they are called. Data, no guessing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from qa.data import read_table

_APOSTROPHES = re.compile("['’‘`]")
_WORD = re.compile(r"[^\W_]+")
_T = TypeVar("_T")


def fold(text: str) -> str:
    """Words in lower case, one space between, without punctuation; "&" is "and".

    >>> fold("Children's homes in K&C"), fold("Stoke-on-Trent")
    ('childrens homes in k and c', 'stoke on trent')
    """
    text = _APOSTROPHES.sub("", text.casefold()).replace("&", " and ")
    return " ".join(_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class LocalAuthority:
    """A local authority and what it is called; `ambiguous` are those that are ordinary words too.

    Raises ValueError unless the key is the slug of the name and `ambiguous` are among the names.
    """

    key: str
    name: str
    full_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.key or self.key != fold(self.name).replace(" ", "-"):
            raise ValueError(f"{self.key!r} is not the slug of {self.name!r}")
        if strangers := set(self.ambiguous) - set(self.names):
            raise ValueError(f"{self.key}: {sorted(strangers)} are not among its names")

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called: the name, as printed in full, the aliases."""
        return (self.name, *self.full_names, *self.aliases)


@dataclass(frozen=True, slots=True)
class Authorities:
    """Authorities in order of key, and `by_name`: each of their names, folded, to its owner.

    Raises ValueError when two authorities, or two names of one, fold to the same words.
    """

    entries: tuple[LocalAuthority, ...]
    by_name: Mapping[str, LocalAuthority] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        rows = ((entry.names, entry) for entry in self.entries)
        object.__setattr__(self, "by_name", once(rows, "the authorities"))

    def __iter__(self) -> Iterator[LocalAuthority]:
        return iter(self.entries)

    def __getitem__(self, key: str) -> LocalAuthority:
        """The authority with this key. Raises KeyError."""
        found = self.by_name[key.replace("-", " ")]
        if found.key != key:
            raise KeyError(key)
        return found


def place_name(key: str) -> str:
    """An authority as a person says it, by its key; one that is not known, by the words of it.

    >>> place_name("stoke-on-trent"), place_name("isle-of-nowhere")
    ('Stoke-on-Trent', 'Isle of Nowhere')
    """
    try:
        return load_authorities()[key].name
    except KeyError:
        small = {"and", "of", "the", "upon", "on", "in"}
        return " ".join(w if w in small else w.capitalize() for w in key.split("-"))


@cache
def load_authorities() -> Authorities:
    """Every English local authority with children's services since 2005, in order of key."""
    entries = []
    for key, entry in read_table("authorities.toml").items():
        names: dict[str, Any] = {k: v if k == "name" else tuple(v) for k, v in entry.items()}
        entries.append(LocalAuthority(key, **names))
    return Authorities(tuple(entries))


def once(rows: Iterable[tuple[Iterable[str], _T]], where: str) -> Mapping[str, _T]:
    """Each phrase of each row, folded, to the row's meaning. Raises ValueError at a second one."""
    found: dict[str, _T] = {}
    for phrases, meaning in rows:
        for phrase in map(fold, phrases):
            if phrase in found:
                raise ValueError(f"{phrase!r} stands twice in {where}")
            found[phrase] = meaning
    return MappingProxyType(found)
