"""What is said of how an inspection was made, and whether a question asks for that."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.times import month_alone
from qa.search.asked.question import Hit, Understood
from qa.search.ranked.signals import Outline


def headings_of_method(
    understood: Understood,
    hits: Sequence[Hit],
    outline: Callable[[str], Outline],
    text: Callable[[str], str],
) -> frozenset[str]:
    """The headings over what tells how the inspection was made; none where it is asked, or no more
    than what was in a month of which a paragraph found there tells: an earlier visit, as a rule.
    """
    phrasing = load_phrasing()
    headings = phrasing.method_headings
    if phrasing.asks_how_made(understood.standalone):
        return frozenset()
    month = month_alone(understood.standalone, understood.terms)
    under = (hit.key for hit in hits if not outline(hit.key).headings.isdisjoint(headings))
    told = bool(month) and any(month in text(key).casefold() for key in under)
    return frozenset() if told else headings
