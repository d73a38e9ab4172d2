"""What stands on a page: words, rules, dots.

Places are in points from the page's top left corner, as a reader sees it; y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

THIN = 2.5  # points: a path no thicker is a rule
_DOT = (1.0, 8.0)  # points: the sides of a bullet that is drawn, not written


@dataclass(frozen=True, slots=True)
class Word:
    """Characters with no space between them. `y` is their baseline.

    `spaced` says whether a space was written before them, None where the page does not tell.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    spaced: bool | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn thing: a rule when it is thin, a bullet when it is a small dot."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Whether it is a rule from left to right."""
        return self.y1 - self.y0 <= THIN and self.x1 - self.x0 > 4 * THIN

    @property
    def is_upright(self) -> bool:
        """Whether it is a rule from top to bottom."""
        return self.x1 - self.x0 <= THIN and self.y1 - self.y0 > 2 * THIN

    @property
    def is_dot(self) -> bool:
        """Whether it could be a bullet."""
        width, height = self.x1 - self.x0, self.y1 - self.y0
        low, high = _DOT
        return low <= width <= high and low <= height <= high and abs(width - height) < 0.3 * high


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page; `slanted` counts the letters at an angle, which are no words."""

    width: float
    height: float
    words: tuple[Word, ...]
    boxes: tuple[Box, ...]
    has_picture: bool = False
    slanted: int = 0
