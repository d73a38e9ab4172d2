"""The reports that can tell of a year which a question names: none was published before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.data import read_table
from qa.patterns import unless_after
from qa.search.asked.facts import HeldReport, LibraryFacts


def less_too_old(
    question: str, reports: Sequence[HeldReport], facts: LibraryFacts
) -> list[HeldReport]:
    """The reports less those of an authority that were published before every year in which a
    question asks what was so, and have no word of it, where it has a later one ("2010-11", "in
    2010"): a plan or a target may be told before.
    """
    first = min((int(year) for year in _year().findall(question)), default=0)
    later = {report.authority for report in reports if report.year >= first}
    return [
        report
        for report in reports
        if report.year >= first
        or report.authority not in later
        or facts.mentions(str(first), [report.key])
    ]


@cache
def _year() -> re.Pattern[str]:
    """A year in which something was so: not up to which."""
    before = unless_after(read_table("questions.toml")["inspection"]["up_to"])
    return re.compile(rf"{before}(?<![\d£])((?:19|20)\d\d)(?!\d)(?![,.]\d)", re.I)
