"""What is left of a subject when some of it was shown before: "is there anything more on that?"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.answer.asking.subject import names_part, ways_of_topic
from qa.answer.finding.found import Found
from qa.answer.quotes.degrees import LOOSELY_NEAR
from qa.answer.quotes.quoting import Evidence, from_whole_reports
from qa.index.sqlite.store import Store
from qa.search.asked.question import Understood

MOST_MORE = 3  # sentences that name the subject, where nothing that was chosen is new


def less_shown(
    store: Store, understood: Understood, chosen: Sequence[Evidence], found: Found
) -> list[Evidence]:
    """What is chosen. Where it is to go beyond what was shown: what of it was not, and names the
    subject, or else the nearest of all that was found; what is near alone is no more of it.
    """
    if not understood.beyond:
        return list(chosen)
    if left := _new(understood, chosen, found):
        return left
    rest = _new(understood, (r for r in found.evidence if r.cosine >= LOOSELY_NEAR), found)
    nearest = sorted(rest, key=lambda row: -row.cosine)[:MOST_MORE]
    return from_whole_reports(store, nearest)


def _new(understood: Understood, rows: Iterable[Evidence], found: Found) -> list[Evidence]:
    """The rows that were not shown, and name the subject."""
    ways, shown = ways_of_topic(understood, found.bridges), {*understood.beyond}
    return [
        row
        for row in rows
        if not shown & {row.quote.key, *_whole(row)}
        and (not ways or names_part(row.quote.text, ways))
    ]


def _whole(row: Evidence) -> tuple[str, ...]:
    """The key of the paragraph that a sentence is a part of; an item is shown by itself."""
    return () if row.quote.item else (row.quote.paragraph.key,)
