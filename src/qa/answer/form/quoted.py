"""Quotes as blocks of Markdown, each with its citation, and what is said over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from qa.answer.form.wording import NEAREST, blocks, escaped
from qa.quotation import Quote, Style, cited, leads_into
from qa.report import Report

RECOMMENDED = "What was recommended:"
BESIDE = "What else is said of it:"

Row = tuple[Quote, Sequence[str]]
"""A quote, and where else its words stand."""


def all_quoted(rows: Iterable[Row], *, named: bool = False) -> Iterator[str]:
    """Quotes as blocks, over recommendations that they are, and by when and by whom; whose they are
    is `named` there where it is asked. Where several reports are quoted with what was recommended
    and with more, those of each stand under its name.
    """
    listed = list(rows)
    several = len({quote.report.key for quote, _ in listed}) > 1
    if not several or len({bool(quote.task) for quote, _ in listed}) == 1:
        yield from _quoted(listed, named=several or named)
        return
    for _, of_report in groupby(listed, key=lambda row: row[0].report.key):
        own = list(of_report)
        yield f"**{_name_of(own[0][0].report)}**"
        yield from _quoted(own, named=False)


def _quoted(listed: Sequence[Row], *, named: bool) -> Iterator[str]:
    """The same, by when and by whom once over those of one list that have it in common, with the
    report `named` there if it is nowhere else. What stands below recommendations and is none is
    said to be that; what leads into a list stands with its item.
    """
    over, leading = ("", ""), ""
    for place, (quote, repeats) in enumerate(listed):
        before, over = over, (quote.paragraph.key, quote.task)
        if bool(quote.task) != bool(before[1]):
            yield RECOMMENDED if quote.task else BESIDE
        if quote.task and over != before:
            whose = f"{_name_of(quote.report)}: " if named else ""
            yield f"**{whose}{escaped(quote.task)}**"
        if place + 1 < len(listed) and leads_into(quote, listed[place + 1][0]):
            leading = f"> “{escaped(quote.text)}”\n>\n"
            continue
        also = f" (in much the same words: {', '.join(repeats)})" if repeats else ""
        yield f"{leading}{cited(quote, Style.MARKDOWN)}{also}"
        leading = ""


def _name_of(report: Report) -> str:
    return escaped(f"{report.authority}, {report.year}")


def nearest_text(quotes: Sequence[Quote], title: str = NEAREST) -> str:
    """What is nearest when there is no answer, said to be just that."""
    if not quotes:
        return ""
    return blocks(f"{title}:", *all_quoted((q, ()) for q in quotes))
