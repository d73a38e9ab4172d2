"""What filters make of the limits a question sets: what was chosen wins over what is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from qa.authorities import load_authorities
from qa.search.asked.dating import in_order_asked
from qa.search.asked.facts import HeldReport, LibraryFacts, of_years
from qa.search.asked.question import Filters, Limit
from qa.search.asked.scope import Scope

T = TypeVar("T")
_HAS_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|['’]\d\d\b")


def of_filter(named: T | None, chosen: T | None, limit: Limit, filters: Filters) -> T | None:
    """The one limit that holds: what was chosen, or else what is named, unless that was lifted."""
    if chosen is not None:
        return chosen
    return None if limit in filters.without else named


def limited(asked: Scope, question: str, facts: LibraryFacts, filters: Filters) -> Scope:
    """A question's scope held to filters.

    A filter that fits what is named narrows it; one that contradicts it takes its place, and what
    is put aside is told in `overruled`.
    """
    if filters == Filters():
        return asked
    places, far, put_aside = _places(asked, facts, filters)
    widened = asked.beside_rest and places == asked.authorities and not filters.authorities
    held = facts.reports if widened else facts.of(places)
    pool = [r for r in held if not filters.reports or r.key in filters.reports]
    years, missing, dropped = _years(asked, pool, filters)
    within = of_years(pool, years)
    named = set(asked.reports)
    both = [r for r in within if r.key in named]
    kept_places = places == asked.authorities or set(places) < set(asked.authorities)
    narrows = both and kept_places and not filters.without
    reports = both if narrows else in_order_asked(within, question, any_year=bool(years))
    return replace(
        asked,
        authorities=places,
        unheld_authorities=far,
        years=years,
        unheld_years=missing,
        reports=tuple(report.key for report in reports),
        spans=(*asked.spans, *_spans(question, dropped)),
        overruled=(*put_aside, *map(str, dropped)),
    )


def with_carried_year(filters: Filters, typed: str) -> Filters:
    """Filters that lift the authority lift with it the year of its report, which a conversation
    carried on beside it: one that the question as `typed` does not name.
    """
    lifts = Limit.AUTHORITY in filters.without and Limit.YEAR not in filters.without
    if not lifts or filters.years or _HAS_YEAR.search(typed):
        return filters
    return replace(filters, without=(*filters.without, Limit.YEAR))


def _places(
    asked: Scope, facts: LibraryFacts, filters: Filters
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The authorities that hold, those named that are not held, and the names put aside."""
    names = (
        *(load_authorities()[key].name for key in asked.authorities),
        *asked.unheld_authorities,
    )
    if Limit.AUTHORITY in filters.without:
        return (), (), ()
    if filters.authorities:
        fits = set(filters.authorities) <= set(asked.authorities)
        return filters.authorities, (), () if fits else names
    if filters.reports:
        reported = {r.authority for r in facts.reports if r.key in filters.reports}
        fitting = tuple(key for key in asked.authorities if key in reported)
        return fitting, (), () if fitting else names
    return asked.authorities, asked.unheld_authorities, ()


def _years(
    asked: Scope, pool: Sequence[HeldReport], filters: Filters
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """The years that hold, those that no report in question is of, and those put aside."""
    named = (*asked.years, *asked.unheld_years)
    if Limit.YEAR in filters.without:
        return (), (), ()
    wanted = filters.years or named
    held = tuple(year for year in wanted if any(report.is_of((year,)) for report in pool))
    missing = () if held and filters.years else tuple(y for y in wanted if y not in held)
    dropped = named if filters.years and not set(filters.years) & set(named) else ()
    return held, missing, dropped


def _spans(question: str, years: Sequence[int]) -> list[tuple[int, int]]:
    """Where years stand in a question: put aside, they are not to be searched for either."""
    return [m.span() for year in years for m in re.finditer(rf"(?<!\d){year}(?!\d)", question)]
