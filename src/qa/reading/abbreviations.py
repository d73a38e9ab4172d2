"""Abbreviations as the reports define them: "local authority designated officer (LADO)"."""

from __future__ import annotations

import re

_DEFINED = re.compile(r"\(([A-Z][A-Za-z&]{1,7})\)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’&-]*")
_SMALL = frozenset("and of the for in to on a an".split())


def abbreviations(text: str) -> dict[str, str]:
    """Abbreviation to expansion, for each that the text spells out before its brackets.

    >>> abbreviations("the role of the Local Authority Designated Officer (LADO) is clear")
    {'LADO': 'Local Authority Designated Officer'}
    """
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        short = match.group(1).removesuffix("s")
        letters = re.sub(r"[^A-Z]", "", short)
        if len(letters) < 2 or short in found:
            continue
        long = _expansion(text[max(0, match.start() - 120) : match.start()], letters)
        if long:
            found[short] = long
    return found


def _expansion(before: str, letters: str) -> str | None:
    """The fewest last words of `before` whose initials spell `letters`, small words apart."""
    words = list(_WORD.finditer(before))
    for count in range(1, min(len(words), len(letters) + 4) + 1):
        tail = words[-count:]
        if tail[0].group().casefold() in _SMALL:
            continue
        if _spells([w.group() for w in tail], letters):
            return " ".join(before[tail[0].start() :].split()).strip()
    return None


def _spells(words: list[str], letters: str) -> bool:
    initials = "".join(
        part[0] for word in words for part in word.split("-") if part and word.lower() not in _SMALL
    )
    every = "".join(part[0] for word in words for part in word.split("-") if part)
    return letters.casefold() in (initials.casefold(), every.casefold())
