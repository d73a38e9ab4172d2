"""Paragraphs that a question names by their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PARAGRAPHS = re.compile(
    r"(?:\b(annex|appendix)\b[,\s]*)?(?:\bpara(?:graph)?s?\b\.?|¶|§)\s*(?:nos?\.?\s*|numbers?\s*)?"
    r"(\d{1,3})(?:(?:\.|,?\s*item\s*)(\d{1,3})|((?:\s*(?:-|–|—|to|and|&|,|through)\s*\d{1,3})*))",
    re.I,
)
_KEY = re.compile(
    r"\b([a-z][a-z-]+-(?:19|20)\d\d(?:-\d)?)#([a-z]*-?\d{0,3}[a-z]*(?:\.\d{1,3})?)\b", re.I
)
_MORE = re.compile(r"(-|–|—|to|through|and|&|,)\s*(\d{1,3})", re.I)
_ALONE = re.compile(r"\W*(\d{1,3}(?:\.\d{1,3})?)\W*")
MAX_RANGE = 40


def lookups_in(question: str, reports: Sequence[str]) -> tuple[str, ...]:
    """Keys of the paragraphs or items a question names by number, in each report of its scope.

    >>> lookups_in("paragraphs 13 to 15", ["harrow-2012"])
    ('harrow-2012#13', 'harrow-2012#14', 'harrow-2012#15')
    >>> lookups_in("paragraph 16, item 3", ["harrow-2012"])
    ('harrow-2012#16.3',)
    """
    keys = [f"{report.lower()}#{place}" for report, place in _KEY.findall(question)]
    for match in _PARAGRAPHS.finditer(question):
        prefix = f"{match.group(1).lower()}-" if match.group(1) else ""
        first, item, more = match.group(2), match.group(3), match.group(4)
        named = [f"{int(first)}.{int(item)}"] if item else _numbers(int(first), more)
        keys += [f"{report}#{prefix}{number}" for number in named for report in reports]
    return tuple(dict.fromkeys(keys))


def looked_up_alone(bare: str, reports: Sequence[str]) -> tuple[str, ...]:
    """The same of a question that is a number and, but for names cut out of it, nothing else.

    >>> looked_up_alone(" 57.3?", ["harrow-2012"]), looked_up_alone("57 children", ["harrow-2012"])
    (('harrow-2012#57.3',), ())
    """
    number = _ALONE.fullmatch(bare)
    return tuple(f"{report}#{number.group(1)}" for report in reports) if number else ()


def _numbers(first: int, more: str) -> list[int]:
    """The paragraph numbers of "13 to 15" or "13, 15 and 17"."""
    numbers = [first]
    for joiner, digits in _MORE.findall(more):
        number = int(digits)
        is_range = joiner.lower() in ("-", "–", "—", "to", "through")
        if is_range and numbers[-1] < number <= numbers[-1] + MAX_RANGE:
            numbers += range(numbers[-1] + 1, number + 1)
        else:
            numbers.append(number)
    return numbers
