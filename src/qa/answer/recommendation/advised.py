"""Which of several reports recommended something: the recommendations on it, and who has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qa.answer.asking.subject import Ways, names, way_of_rarest, ways_of
from qa.answer.finding.found import Found
from qa.answer.form import wording
from qa.answer.quotes.degrees import LOOSELY_NEAR, MOST_OF_IT, PLAINLY_NEAR, VERY_NEAR
from qa.answer.quotes.quoting import Evidence
from qa.answer.recommendation.advice import (
    as_quote,
    asks_who_was_told,
)
from qa.index.sqlite.store import Store
from qa.report import Recommendation
from qa.search.asked.question import Understood

MOST_ITEMS = 24


def advised(
    store: Store, understood: Understood, found: Found, rarity: Callable[[str], float]
) -> tuple[list[Evidence], str]:
    """The recommendations on what a question over the library asks, report by report, and what is
    to be said of the other reports; that none was found, where none has to do with it. `rarity`
    tells how seldom the library has a word, and the rarest of a subject is to be named.
    """
    if not asks_who_was_told(understood):
        return [], ""
    ways = ways_of(understood, found.bridges)
    # By its own name: a doctor to be appointed is no GP.
    core = way_of_rarest(understood, {}, rarity)
    evidence = [*found.evidence, *found.more_of(found.is_advice)]
    near: dict[str, float] = {}
    for row in evidence:
        near[row.quote.key] = max(row.cosine, near.get(row.quote.key, 0.0))
    listed = _listed(store, evidence)
    rows = [row for row in listed if _is_on(row, ways, core, near)][:MOST_ITEMS]
    if not rows:
        none = bool(core) and not any(names(row.text, core) for row in listed)
        return [], wording.Lack.RECOMMENDATION if none else ""
    told = {row.report for row in rows}
    near_it = way_of_rarest(understood, found.bridges, rarity)
    least = max(LOOSELY_NEAR, MOST_OF_IT * max(near.get(row.key, 0.0) for row in rows))
    may = {row.report for row in listed if _may_be_on(row, near_it, near, least)} - told
    others = [store.head(key) for key in understood.reports if key not in told | may]
    order = {key: place for place, key in enumerate(understood.reports)}
    rows.sort(key=lambda row: order[row.report])
    shown = [Evidence(as_quote(store, row), near.get(row.key, 0.0)) for row in rows]
    nearly = [store.head(key) for key in understood.reports if key in may]
    return shown, wording.none_recommended(others, nearly)


def _listed(store: Store, evidence: Sequence[Evidence]) -> list[Recommendation]:
    """Every recommendation of the lists that some evidence is of, in their order."""
    keys = {row.quote.paragraph.key for row in evidence}
    reports = dict.fromkeys(row.quote.report.key for row in evidence)
    listed = (row for key in reports for row in store.recommendations(key))
    return [row for row in listed if f"{row.report}#{row.paragraph}" in keys]


def _is_on(row: Recommendation, ways: Ways, core: Ways, near: Mapping[str, float]) -> bool:
    """Whether a recommendation names a subject: all of it, or its rarest word where it is near, or
    more than half of it where it is very near: "told to find young carers" is told by "identify".
    """
    text, cosine = f"{row.text} {row.owner or ''}", near.get(row.key, 0.0)
    if names(text, ways):
        return cosine >= LOOSELY_NEAR
    if cosine >= VERY_NEAR and 2 * sum(names(text, [way]) for way in ways) > len(ways):
        return True
    return cosine >= PLAINLY_NEAR and names(text, core)


def _may_be_on(row: Recommendation, core: Ways, near: Mapping[str, float], least: float) -> bool:
    """Whether a recommendation has so much to do with a subject that it cannot be denied."""
    return near.get(row.key, 0.0) >= least or names(f"{row.text} {row.owner or ''}", core)
