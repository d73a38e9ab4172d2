"""Where a figure stands in the reports asked about, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from qa.answer.finding.found import Found
from qa.answer.quotes.choosing import in_order, overlap
from qa.answer.quotes.leaning import leans
from qa.answer.quotes.quoting import Evidence, from_whole_reports
from qa.data import read_table
from qa.keys import paragraph_of
from qa.patterns import either
from qa.quotation import Quote
from qa.search.asked.question import Hit, Understood
from qa.search.language.figures import Figure
from qa.search.language.stemming import words_of
from qa.search.ranked.searcher import Searcher
from qa.sentences import sentences

LOOKED_AT = 200  # paragraphs that have a number of the figure's


def standing(
    searcher: Searcher, understood: Understood, found: Found, figures: Sequence[Figure]
) -> list[Evidence]:
    """The sentences that give any of some figures, report by report; one that leaves out of what
    with the sentence before it.
    """
    library = searcher.library
    printed = " ".join(figure.printed for figure in figures)
    numbers = {*words_of(printed), *re.findall(r"\d+", printed)}  # "4m" of "£6.4m", and "4"
    units = library.words.search(sorted(numbers), LOOKED_AT, understood.reports, heading_boost=0.0)
    keys = list(dict.fromkeys(paragraph_of(unit) for unit, _ in units))
    texts = {key: row.text for key, row in library.store.paragraphs(keys).items()}
    holding = [key for key in keys if _gives(texts[key], figures)]
    hits = [Hit(key, 1.0) for key in holding if not found.outline(key).is_findings]
    kept: list[Evidence] = []
    # What leans on a sentence is quoted with it: the shortest that gives a figure is enough.
    rows = [row for row in found.sentences_of(hits) if _gives(row.quote.text, figures)]
    for row in sorted(rows, key=lambda row: len(row.quote.text)):
        if not any(overlap(row.quote, other.quote) for other in kept):
            kept.append(replace(row, quote=_with_whole(row.quote, figures)))
    kept.sort(key=lambda row: (holding.index(row.quote.paragraph.key), row.quote.start))
    return in_order(from_whole_reports(library.store, kept), understood.reports)


def _gives(text: str, figures: Sequence[Figure]) -> bool:
    return any(figure.stands_in(text) for figure in figures)


def _with_whole(quote: Quote, figures: Sequence[Figure]) -> Quote:
    """A quote, with the sentence before it where that says of what a figure is a part: "There are
    20 pupils. Some 40% are girls."
    """
    ends = (found.end() for figure in figures for found in figure.pattern.finditer(quote.text))
    if quote.item is not None or not any(_leaves_out().match(quote.text, end) for end in ends):
        return quote
    text, start = quote.paragraph.text, quote.start
    for before in reversed([span for span in sentences(text) if span.end <= quote.start]):
        if "\n" in text[before.start : start]:
            break
        start = before.start
        if not leans(text[start : before.end]):
            break
    return quote.over(start, quote.end) or quote


@cache
def _leaves_out() -> re.Pattern[str]:
    """What stands right after a figure whose whole is told elsewhere."""
    said = read_table("answers.toml")["figures"]["leaves_out"]
    return re.compile(rf"\W*(?:{either(said)})\b", re.I)
