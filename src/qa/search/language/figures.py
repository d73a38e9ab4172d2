"""Figures as people and reports print them: shares of a whole, sums of money, plain numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SHARE = r"\s?(?:%|per\s?cent\b)"
_UNITS = ("k|thousand", "m|mn|million", "b|bn|billion")  # each as it may be printed
_UNIT = rf"(?:{'|'.join(_UNITS)})\b"
_FIGURE = re.compile(
    rf"(?<![\w.,/£-])(?P<pound>£\s?)?(?P<number>{_NUMBER})"
    rf"(?:(?P<share>{_SHARE})|\s?(?P<unit>{_UNIT}))?(?![\w%]|[.,/–-]\d)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed, and what finds it however it is printed."""

    printed: str
    is_plain: bool
    pattern: re.Pattern[str]

    def stands_in(self, text: str) -> bool:
        """Whether a text gives this very figure.

        >>> share, money, plain = figures_in("92.4%, £6.4m and 1250")
        >>> share.stands_in("It is 92.4 per cent."), share.stands_in("It is 92%.")
        (True, False)
        >>> money.stands_in("Savings of £6.4 million."), money.stands_in("There were 6.4.")
        (True, False)
        >>> plain.stands_in("All 1,250 left."), plain.stands_in("All 11,250 left.")
        (True, False)
        """
        return self.pattern.search(text) is not None


def figures_in(text: str) -> list[Figure]:
    """The figures of a text, in order; none of a range, and no number in a word.

    >>> [figure.printed for figure in figures_in("60% of 16-17 year olds, B2, £1.5 million")]
    ['60%', '£1.5 million']
    """
    return list(_figures(text))


def less_figures(text: str) -> str:
    """A text without its figures."""
    return _FIGURE.sub(" ", text)


def _figures(text: str) -> Iterator[Figure]:
    for found in _FIGURE.finditer(text):
        is_sum = bool(found["pound"] or found["unit"])
        yield Figure(
            found.group().strip(), not (is_sum or found["share"]), re.compile(_way_of(found), re.I)
        )


def _way_of(found: re.Match[str]) -> str:
    """A pattern of a figure, with or without the commas of its thousands."""
    whole, _, part = found["number"].replace(",", "").partition(".")
    number = ",?".join(whole) + (rf"\.{part}" if part else "")
    begins, ends = r"(?<![\w.,/-])", r"(?!\w|[.,]\d)"
    if found["share"]:
        return rf"{begins}{number}{_SHARE}"
    if not (found["pound"] or found["unit"]):
        return rf"{begins}{number}{ends}(?![/–-]\d)"
    unit = next((of for of in _UNITS if re.fullmatch(of, found["unit"] or "", re.I)), "")
    after = rf"\s?(?:{unit})\b" if unit else rf"{ends}(?!\s?{_UNIT})"
    return rf"{'£' if found['pound'] else '£?'}\s?{number}{after}"
