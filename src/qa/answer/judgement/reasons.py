"""Why a grade was given: what the section that was graded says for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache

from qa.answer.asking.grades import is_asked
from qa.answer.asking.why import sides_of_reasons
from qa.answer.finding.found import Found
from qa.answer.quotes.measure import Measure
from qa.answer.quotes.quoting import Evidence
from qa.answer.quotes.repeating import is_twin
from qa.answer.quotes.sides import sides_of
from qa.data import read_table
from qa.keys import report_of
from qa.quotation import Quote
from qa.reading.text.frameworks import fold_heading
from qa.report import Judgement
from qa.search.asked.question import Understood

_OWN, _NEAR, _ELSEWHERE = range(3)
MOST_NEAR = 2  # paragraphs of a section that speaks of what was graded among other things
MOST_REASONS = 4  # quoted for the grades of one report, beside the sentences that give them
MOST_OF_ALL = 6  # of several reports, shared out among them


def measure_of_reasons(measure: Measure, first: Sequence[Quote]) -> Measure:
    """How much is quoted beside the sentences that give the grades, each report's own."""
    stated = Counter(quote.report.key for quote in first)
    of_each = min(MOST_REASONS, -(-MOST_OF_ALL // len(stated))) + max(stated.values())
    several = len(stated) > 1
    return replace(measure, most=of_each * len(stated), of_each=of_each if several else None)


def reasons(
    understood: Understood,
    found: Found,
    judgements: Sequence[Judgement],
    first: Sequence[Quote],
    least: float,
) -> tuple[list[Evidence], Mapping[str, float]]:
    """What tells why, beside the quotes that are shown `first`, and how likely each paragraph is to
    answer: of each report the evidence of the sections that were graded, which are at least so
    likely, as far as it tells the side asked for; all that was found, where there is none.
    """
    told = [row for row in judgements if is_asked(row, understood)] or judgements
    every = found.evidence + found.more_of(lambda key: _place(key, found, told) < _ELSEWHERE)
    fresh = [row for row in every if not any(is_twin(row.quote, quote) for quote in first)]
    sides = sides_of_reasons(understood.standalone, [row.grade for row in told])
    kept: list[Evidence] = []
    likely = dict(found.relevance)
    for report in dict.fromkeys(row.report for row in told):
        rows = [row for row in fresh if row.quote.report.key == report]
        own = [row for row in rows if _place(row.quote.paragraph.key, found, told) == _OWN]
        near = [row for row in rows if _place(row.quote.paragraph.key, found, told) == _NEAR]
        near = _of_best(near, MOST_NEAR) if not own else []
        for row in own or near:
            key = row.quote.paragraph.key
            likely[key] = max(likely.get(key, 0.0), least)
        kept += [r for r in own if not sides or sides & sides_of(r.quote.text)] or own or rows
    giving = {quote.paragraph.key for quote in first}
    for key in giving:
        likely[key] = max(likely.get(key, 0.0), 2 * least)  # before the rest of its section
    return _whole_of(giving, kept or fresh), likely


def _whole_of(giving: Collection[str], rows: Sequence[Evidence]) -> list[Evidence]:
    """The rows, those of the paragraphs that give the grades each as good as the best of them:
    such a paragraph sums up what the grade was given for.
    """
    best: dict[str, float] = {}
    for row in rows:
        key = row.quote.paragraph.key
        best[key] = max(best.get(key, 0.0), row.score)
    return [
        replace(row, score=best[key]) if (key := row.quote.paragraph.key) in giving else row
        for row in rows
    ]


def _of_best(rows: Sequence[Evidence], most: int) -> list[Evidence]:
    """The rows of so many paragraphs, the best."""
    keys = dict.fromkeys(row.quote.paragraph.key for row in sorted(rows, key=lambda r: -r.score))
    best = set(list(keys)[:most])
    return [row for row in rows if row.quote.paragraph.key in best]


def _place(key: str, found: Found, judgements: Sequence[Judgement]) -> int:
    """Whether a paragraph stands in the section of a judgement, in one where judgements of that
    name are spoken of, or elsewhere.
    """
    report, outline = report_of(key), found.outline(key)
    fitting = [
        row for row in judgements if row.report == report and row.strand.meets(outline.strand)
    ]
    if any(fold_heading(row.aspect) in outline.headings for row in fitting):
        return _OWN
    near = any(not outline.headings.isdisjoint(_told_in(row.aspect)) for row in fitting)
    return _NEAR if near else _ELSEWHERE


@cache
def _told_in(aspect: str) -> frozenset[str]:
    """The sections, folded, that speak of a judged aspect where it has none of its own."""
    table = read_table("answers.toml")["reasons"]["told_in"]
    return frozenset(
        fold_heading(section)
        for section, names in table.items()
        if fold_heading(aspect) in map(fold_heading, names)
    )
