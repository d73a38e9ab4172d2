"""The abbreviations that reports use for what a question spells out, or calls by a common name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from qa.authorities import fold, load_authorities

_ANY = "local"  # "Local Safeguarding Children Board": what each authority has one of
_WORD = re.compile(r"[A-Za-z0-9&]+(?:['’-][A-Za-z]+)*")
_LONGEST = 8  # words of a name that is abbreviated
_LONGEST_NAME = 4  # words of an authority's name


@dataclass(frozen=True)
class Shorthand:
    """Names, folded, each with its abbreviations; of each, the key of the authority whose own body
    it is, or nothing.

    >>> known = Shorthand.of({"BSCB": "Barnet Safeguarding Children Board", "PEP": "personal plan"})
    >>> known.shorts("personal plans", ()), known.shorts("safeguarding children board", ["barnet"])
    (('PEP',), ('BSCB',))
    >>> known.shorts("safeguarding children board", ["harrow"])
    ()
    """

    names: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, *abbreviations: Mapping[str, str]) -> Shorthand:
        """The names of tables of abbreviations."""
        names: dict[str, dict[str, str]] = {}
        for table in abbreviations:
            for short, long in table.items():
                for name, owner in _called(fold(long)):
                    names.setdefault(name, {}).setdefault(short, owner)
        return cls(names)

    def shorts(self, name: str, authorities: Collection[str]) -> tuple[str, ...]:
        """The abbreviations of a name, less those that are others' than these authorities'."""
        of = self.names.get(name, {})
        return tuple(short for short, owner in of.items() if not owner or owner in authorities)

    def own(self, names: Iterable[str], authorities: Collection[str]) -> tuple[str, ...]:
        """What these authorities themselves call any of these."""
        held = (self.names.get(fold(name), {}) for name in names)
        return tuple(short for of in held for short, owner in of.items() if owner in authorities)

    def abbreviated(
        self, question: str, authorities: Collection[str]
    ) -> tuple[str, tuple[str, ...]]:
        """A question with the abbreviation that reports use after each name it spells out, as they
        print it the first time; and the abbreviations.

        >>> known = Shorthand.of({"PEP": "personal education plan"})
        >>> known.abbreviated("Are personal education plans good?", ())
        ('Are personal education plans (PEP) good?', ('PEP',))
        """
        words = list(_WORD.finditer(question))
        begins = [self._begins_a_name(word.group()) for word in words]
        parts: list[str] = []
        shorts: list[str] = []
        done = place = 0
        while place < len(words):
            longest = min(_LONGEST, len(words) - place) if begins[place] else 0
            for count in range(longest, 1, -1):
                end = words[place + count - 1].end()
                short = self._one(question[words[place].start() : end], authorities)
                if short and not re.search(rf"\b{re.escape(short)}s?\b", question):
                    parts.append(f"{question[done:end]} ({short})")
                    shorts.append(short)
                    done, place = end, place + count - 1
                    break
            place += 1
        return "".join([*parts, question[done:]]), tuple(shorts)

    def _begins_a_name(self, word: str) -> bool:
        """Whether some name begins with a word; few do, and folding a name takes its time."""
        first = fold(word).split(" ", 1)[0]
        return first in self._first_words

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(name.split(" ", 1)[0] for name in self.names)

    def _one(self, name: str, authorities: Collection[str]) -> str:
        return next(iter(self.shorts(fold(name), authorities)), "")


def _called(name: str) -> Iterator[tuple[str, str]]:
    """What a folded name is called, one or several of it, and whose own body it is."""
    owner, rest = _owner(name)
    called = {name, rest, f"{_ANY} {rest}"} if rest else {name}
    for one in sorted(called):
        yield one, owner
        yield one.removesuffix("s") if one.endswith("s") else f"{one}s", owner


def _owner(name: str) -> tuple[str, str]:
    """The authority whose name a body's begins with, and the rest; the rest alone after "local"."""
    words = name.split()
    for count in range(min(_LONGEST_NAME, len(words) - 2), 0, -1):
        if authority := load_authorities().by_name.get(" ".join(words[:count])):
            return authority.key, " ".join(words[count:])
    return ("", " ".join(words[1:])) if words[0] == _ANY else ("", "")
