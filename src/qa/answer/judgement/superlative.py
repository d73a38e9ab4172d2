"""Which came out best, where grades leave no doubt; and what is no answer to which is most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.answer.asking.amounts import gives_sum
from qa.answer.asking.grades import asks_for_rank, asks_for_worst, sets_one_first
from qa.answer.form import wording
from qa.answer.quotes.given import Giving
from qa.data import read_table
from qa.index.sqlite.store import Store
from qa.patterns import any_of, either, whole
from qa.quotation import Quote
from qa.reading.text.grades import at_end_of, place_of
from qa.report import Judgement, Report, Strand
from qa.search.asked.question import Kind, Understood
from qa.search.language.count_words import number_words

_NUMBER = re.compile(r"(?<![\d/])(?!(?:19|20)\d\d\b)\d")  # and no year, nor its end: "2011/12"


@cache
def words_of_most() -> frozenset[str]:
    """The words by which the most of something is asked for, or told."""
    table = read_table("answers.toml")["most"]
    return frozenset(
        word for said in (*table["amounts"], *table["compares"]) for word in said.split()
    )


@cache
def _amounts() -> re.Pattern[str]:
    """What asks for the most of something that may be counted."""
    return any_of(read_table("answers.toml")["most"]["amounts"])


@cache
def _compares() -> re.Pattern[str]:
    """What sets one thing above others in a sentence."""
    return any_of(read_table("answers.toml")["most"]["compares"])


@cache
def _least() -> re.Pattern[str]:
    """What asks for the least of something."""
    return any_of(read_table("answers.toml")["most"]["least"])


def foremost(
    store: Store, every: Sequence[Judgement], strand: Strand | None, *, worst: bool
) -> list[Report]:
    """The reports that have the best grade, or the worst, in every strand of an aspect that they
    are graded for; none where none has, all have, or their scales differ. Of those that graded the
    strand asked about, if some graded all children.
    """
    judgements = _of_strand(every, strand)
    scales = {store.head(row.report).scale for row in judgements}
    keys = list(dict.fromkeys(row.report for row in judgements))
    if len(scales) != 1 or len(keys) < 2 or len({row.aspect for row in judgements}) != 1:
        return []
    scale = scales.pop()
    places: dict[Strand, dict[str, int]] = {}
    for row in judgements:
        place = place_of(row.grade, scale)
        if place is None:
            return []
        places.setdefault(row.strand, {})[row.report] = place
    ends = {strand: (max if worst else min)(of.values()) for strand, of in places.items()}
    first = [
        key for key in keys if all(of.get(key) == ends[strand] for strand, of in places.items())
    ]
    return [store.head(key) for key in first] if len(first) < len(keys) else []


def first_told(
    store: Store, understood: Understood, every: Sequence[Judgement]
) -> tuple[tuple[str, ...], str]:
    """The keys of the reports that came out best, or worst, where that is asked and not in doubt,
    or of the one of all that has the grade asked for; and what says so, where it must be said.
    """
    keys = tuple(dict.fromkeys(row.report for row in every))
    if len(keys) == 1 and understood.kind is Kind.ACROSS:
        return keys, ""
    if not sets_one_first(understood):
        return (), ""
    strand, worst = understood.strand, asks_for_worst(understood)
    named = foremost(store, every, strand, worst=worst)
    whose = strand if len(_of_strand(every, strand)) < len(every) else None
    says_so = bool(named) and asks_for_rank(understood)
    told = wording.best_of_grades(named, whose, worst=worst) if says_so else ""
    return tuple(report.key for report in named), told


def _of_strand(every: Sequence[Judgement], strand: Strand | None) -> Sequence[Judgement]:
    """The judgements of the strand asked about; all, where none is of it."""
    return [row for row in every if row.strand is strand] or every


def at_end(store: Store, rows: Sequence[Judgement], *, worst: bool) -> list[Judgement]:
    """Of each report the judgements of its best grade, or of its worst."""
    found: list[Judgement] = []
    for key in dict.fromkeys(row.report for row in rows):
        own, scale = [row for row in rows if row.report == key], store.head(key).scale
        found += at_end_of(scale, own, worst=worst)
    return found


def end_told(store: Store, rows: Sequence[Judgement], strand: Strand | None, *, worst: bool) -> str:
    """Which grade is a report's best, or its worst, and to how many of its judgements it went, or
    of those of a strand; of several reports each.
    """
    told = []
    for key in dict.fromkeys(row.report for row in rows):
        own = [row for row in rows if row.report == key]
        ends = at_end(store, own, worst=worst)
        if ends:
            head, grade = store.head(key), ends[0].grade
            count, of_all = len(ends), len(own)
            told.append(
                wording.of_end(head, strand, grade, count=count, of_all=of_all, worst=worst)
            )
    return " ".join(told)


def most_given(understood: Understood, given: Sequence[Giving]) -> str:
    """Which of several reports gives the most of what is counted, or the least, where that is asked
    and each counts the same; else that they need not count alike.
    """
    if not understood.asks_for_most or len(given) < 2:
        return ""
    numbers = [_value_of(row) for row in given]
    ends = [number for number in numbers if number is not None]
    least = bool(_least().search(understood.query))
    end = (min if least else max)(ends, default=0)
    if len(ends) < len(given) or ends.count(end) > 1:
        return wording.not_alike()
    return wording.most_of_numbers(given[numbers.index(end)].quote.report, least=least)


def _value_of(row: Giving) -> int | None:
    """The number that is given, where it is plainly of what is asked, and exact."""
    figure = row.told.casefold().replace(",", "")
    words = number_words()
    if not row.plain:
        return None
    return words.index(figure) + 1 if figure in words else int(figure) if figure.isdigit() else None


def compares_none(understood: Understood, quotes: Sequence[Quote]) -> bool:
    """Whether it is asked which has the most of something, and one report alone speaks of it, and
    sets nothing above anything: that it speaks is no answer.
    """
    if not understood.asks_for_most or len({quote.report.key for quote in quotes}) != 1:
        return False
    return not any(_compares().search(quote.text) for quote in quotes)


def asks_which_is_better(understood: Understood) -> bool:
    """Whether it is asked which of several places, set side by side, did better or worse."""
    several = understood.kind is Kind.COMPARE and understood.sets_side_by_side
    return several and bool(_ranks().search(understood.standalone))


@cache
def _ranks() -> re.Pattern[str]:
    table = read_table("answers.toml")["most"]
    goes_on = rf"\s*(?:$|[^\w\s])|\s+(?:{either(table['ranks_at'].split())})\b|\s+\w+ed\b"
    return re.compile(rf"{whole(table['ranks'])}(?={goes_on})", re.I)


def unranked(understood: Understood, quotes: Sequence[Quote]) -> str:
    """That places cannot be ranked, where it is asked which has the most of something and what is
    quoted does not tell it; nothing where it is of what is counted, and several give a number.
    """
    amounts = _amounts().search(understood.query)
    numbered = {quote.report.key: quote.report for quote in quotes if _NUMBER.search(quote.text)}
    if amounts and len(numbered) > 1:
        return ""
    sums = {quote.report.key: quote.report for quote in quotes if gives_sum(quote.text)}
    if amounts and len(sums) == 1:
        return wording.one_sum(*sums.values())
    return wording.none_above()
