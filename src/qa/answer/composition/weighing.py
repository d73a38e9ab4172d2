"""Which sentences of a paragraph come first, and which paragraphs of a report set beside others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answer.asking.breadth import Breadth, breadth_of
from qa.answer.asking.subject import Ways, names, ways_of_topic
from qa.answer.composition.silence import less_asking
from qa.answer.finding.confidence import READ
from qa.answer.finding.found import Found
from qa.answer.quotes.completing import fault_before_remedy
from qa.answer.quotes.quoting import Evidence
from qa.answer.quotes.sides import asks_for_fault, sides_of
from qa.search.asked.question import Understood

Weigh = Callable[[Sequence[Evidence]], Sequence[Evidence]]

ABOUT_AS_LIKELY = 0.1  # less likely to answer than the first of a report
BESIDE = 0.08  # less of a score: what does not name the subject, where another sentence does


def weigher(understood: Understood, found: Found) -> Weigh:
    """What scores the evidence of one paragraph more closely, best first."""
    weighs: list[Weigh] = [found.wordwise]
    if asks_for_fault(understood.query):
        weighs.append(fault_before_remedy)
    whether = breadth_of(understood.query) is Breadth.YES_OR_NO and not understood.over_several
    if (understood.sets_side_by_side or whether) and (subject := _rarest(understood, found)):
        weighs.append(lambda rows: _naming_first(rows, subject))

    def weigh(rows: Sequence[Evidence]) -> Sequence[Evidence]:
        for each in weighs:
            rows = each(rows)
        return rows

    return weigh


def _rarest(understood: Understood, found: Found) -> Ways:
    """The ways to name what tells the subject of a question best, of what reports have other names
    for: the part that the fewest of the best paragraphs found name, if any does.
    """
    texts = [found.text(hit.key) for hit in found.hits[:READ]]
    ways = ways_of_topic(less_asking(understood), found.bridges)
    told = {way: sum(names(text, [way]) for text in texts) for way in ways}
    named = [way for way in ways if told[way] and len(way) > 1]
    return [min(named, key=lambda way: told[way])] if named else []


def _naming_first(rows: Sequence[Evidence], subject: Ways) -> Sequence[Evidence]:
    """The evidence of one paragraph, what names a subject before what does not, if any does: each
    of several reports is to be heard on the same, and whether it is so is told of that.
    """
    naming = [row for row in rows if names(row.quote.text, subject)]
    if not naming or naming[0] is rows[0]:
        return rows
    lift = rows[0].score - naming[0].score
    lifted = [replace(row, score=row.score + lift) for row in naming]
    rest = [replace(row, score=row.score - BESIDE) for row in rows if row not in naming]
    return sorted([*lifted, *rest], key=lambda row: -row.score)


def judging_first(
    understood: Understood, found: Found, chosen: Sequence[Evidence]
) -> list[Evidence]:
    """What is chosen of reports set side by side; of each what tells how good a thing is before
    what does not, and answers about as likely.
    """
    if not understood.sets_side_by_side:
        return [*chosen]
    likely = found.relevance
    best: dict[str, float] = {}
    for row in chosen:
        best.setdefault(row.quote.report.key, likely.get(row.quote.paragraph.key, 0.0))
    judging = {row.quote.paragraph.key for row in chosen if sides_of(row.quote.text)}

    def is_first(row: Evidence) -> bool:
        key = row.quote.paragraph.key
        near = likely.get(key, 0.0) >= best[row.quote.report.key] - ABOUT_AS_LIKELY
        return near and key in judging and not found.is_advice(key)

    place = {key: at for at, key in enumerate(best)}
    return sorted(chosen, key=lambda row: (place[row.quote.report.key], not is_first(row)))
