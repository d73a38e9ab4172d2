"""What answers a question that wants a form of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.quotation import Quote


@dataclass(frozen=True, slots=True)
class Formed:
    """What is told, a paragraph each, and the quotes after it; without any it is no answer."""

    told: Sequence[str]
    quotes: Sequence[Quote] = ()
