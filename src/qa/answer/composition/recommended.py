"""What is quoted of recommendations: where they are asked for, and beside what was found."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.asking.breadth import Breadth, breadth_of
from qa.answer.asking.subject import ways_of
from qa.answer.composition.weaknesses import at_fault_or_first, less_praise_beside
from qa.answer.finding.found import Found
from qa.answer.form.wording import Lack
from qa.answer.quotes.degrees import HARDLY_LESS, SAME_WORDS
from qa.answer.quotes.quoting import Evidence, from_whole_reports
from qa.answer.recommendation.advice import (
    of_asked_list,
    on_subject,
)
from qa.answer.recommendation.aspects import leaves_out_aspect, speaking_of_aspect
from qa.answer.recommendation.ending import asks_for_task, ends_with_it
from qa.index.sqlite.store import Store
from qa.search.asked.question import Kind, Understood
from qa.search.language.counting import asks_how_many


def recommended(store: Store, understood: Understood, found: Found) -> tuple[list[Evidence], str]:
    """What may be quoted where recommendations are asked for, and what is to be said of it."""
    named = of_asked_list(store, understood, found.naming)
    if leaves_out_aspect(store, understood):
        named = [row for row in named if not found.is_advice(row.quote.paragraph.key)]
    rows, any_on_subject = on_subject(
        named,
        found.is_advice,
        ways_of(understood, found.bridges),
        counted=asks_how_many(understood.query),
    )
    on_aspect = {row.key for row in speaking_of_aspect(store, understood)}
    if any(row.quote.key in on_aspect for row in named):
        rest = [row for row in rows if not found.is_advice(row.quote.paragraph.key)]
        rows, any_on_subject = [*(r for r in named if r.quote.key in on_aspect), *rest], True
    if any_on_subject and ends_with_it(understood):
        return [row for row in rows if found.is_advice(row.quote.paragraph.key)], ""
    if any_on_subject:
        return less_praise_beside(understood, rows, found), ""
    if not rows:
        return rows, ""
    return at_fault_or_first(understood, rows, found), Lack.RECOMMENDATION


def begins_with_advice(understood: Understood, found: Found, chosen: Sequence[Evidence]) -> bool:
    """Whether what is chosen begins with a recommendation that is to stand first: of a topic only
    one that the question has the words of, as whoever asks for none wants what was found.
    """
    first = next(iter(chosen), None)
    if first is None or not found.is_advice(first.quote.paragraph.key):
        return False
    is_plain = understood.kind is Kind.TOPIC and not asks_for_task(understood)
    return not is_plain or first.cosine >= SAME_WORDS


def finding_first(
    store: Store, understood: Understood, found: Found, chosen: list[Evidence]
) -> list[Evidence]:
    """What is chosen; where that is only what should be done and the question is whether something
    is so, the nearest finding before it, if that is about as near.
    """
    plain = understood.kind in (Kind.TOPIC, Kind.FACT) and not understood.over_several
    if not plain or breadth_of(understood.query) is not Breadth.YES_OR_NO:
        return chosen
    if not all(found.is_advice(row.quote.paragraph.key) for row in chosen):
        return chosen
    rows = [row for row in found.evidence if not found.is_advice(row.quote.paragraph.key)]
    nearest = max(rows, key=lambda row: row.cosine, default=None)
    near = max((row.cosine for row in chosen), default=1.0) - HARDLY_LESS
    if nearest is None or nearest.cosine < near:
        return chosen
    return [*from_whole_reports(store, [nearest]), *chosen]
