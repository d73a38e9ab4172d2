"""Which has the most or came out best, where figures or grades leave no doubt of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qa.answer import wording
from qa.data import read_table
from qa.index.store import Store
from qa.patterns import any_of
from qa.quotation import Quote
from qa.report import Judgement, Report, Strand
from qa.search.counting import number_words
from qa.search.question import Understood


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `most` of answers.toml: what asks for the most and for the fewest, and what sets
    one thing above others in a sentence.
    """

    most: re.Pattern[str]
    fewest: re.Pattern[str]
    compares: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["most"]
    return _Wordings(
        most=any_of(table["most"]),
        fewest=any_of(table["fewest"]),
        compares=any_of(table["compares"]),
    )


def most_told(asked: str, given: Sequence[tuple[Quote, str]]) -> str:
    """Which report gives the most, or the fewest, of numbers as printed, where a question asks for
    that; nothing where one gives several, or none exactly ("more than 60").
    """
    known = _wordings()
    fewest = bool(known.fewest.search(asked))
    if not fewest and not known.most.search(asked):
        return ""
    numbers: dict[str, set[int | None]] = {}
    reports: dict[str, Report] = {}
    for quote, printed in given:
        numbers.setdefault(quote.report.key, set()).add(_value(printed))
        reports[quote.report.key] = quote.report
    values = {key: held.pop() for key, held in numbers.items() if len(held) == 1}
    exact = {key: value for key, value in values.items() if value is not None}
    if len(exact) < 2 or len(exact) < len(reports):
        return ""
    end = min(exact.values()) if fewest else max(exact.values())
    named = [reports[key] for key, value in exact.items() if value == end]
    return wording.most_of_figures(named, end, fewest=fewest)


def _value(printed: str) -> int | None:
    """What a number is; nothing where it is none exactly."""
    figure, words = printed.replace(",", "").casefold(), number_words()
    if figure.isdigit():
        return int(figure)
    return words.index(figure) + 1 if figure in words else None


def best_told(store: Store, judgements: Sequence[Judgement], *, worst: bool) -> str:
    """Which reports have the best grade, or the worst, in every strand of an aspect that they are
    graded for; nothing where none has, all have, or their scales differ.
    """
    scales = {store.head(row.report).scale for row in judgements}
    keys = list(dict.fromkeys(row.report for row in judgements))
    if len(scales) != 1 or len(keys) < 2 or len({row.aspect for row in judgements}) != 1:
        return ""
    words = [word.casefold() for word in scales.pop().words]
    if any(row.grade.casefold() not in words for row in judgements):
        return ""
    places: dict[Strand, dict[str, int]] = {}
    for row in judgements:
        places.setdefault(row.strand, {})[row.report] = words.index(row.grade.casefold())
    ends = {strand: (max if worst else min)(of.values()) for strand, of in places.items()}
    first = [
        key for key in keys if all(of.get(key) == ends[strand] for strand, of in places.items())
    ]
    named = [store.head(key) for key in first]
    return wording.best_of_grades(named, worst=worst) if 0 < len(named) < len(keys) else ""


def compares_none(understood: Understood, quotes: Sequence[Quote]) -> bool:
    """Whether it is asked which has the most of something, and one report alone speaks of it, and
    sets nothing above anything: that it speaks is no answer.
    """
    if not understood.asks_for_most or len({quote.report.key for quote in quotes}) != 1:
        return False
    return not any(_wordings().compares.search(quote.text) for quote in quotes)
