"""Quotes as cards: the words, where they stand, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from qa.quotation import Quote, citation, cited, leads_into
from qa.report import Judgement, Paragraph
from qa.web.parts.html import (
    button,
    copy_button,
    esc,
    heading_path,
    paragraph_chip,
    passage,
    strand_tag,
    words,
)


def quotes(shown: Sequence[Quote], told: Sequence[Judgement] = (), level: int = 3) -> str:
    """Quotes as cards, in their order, those of one report and of one section of it together.

    A section's grade is left out where it is that of a judgement already `told` above.
    """
    html = ""
    for _, of_report in groupby(shown, key=lambda quote: quote.report.key):
        members = list(of_report)
        html += f'<h{level} class="qa-h3">{esc(members[0].report.short_title)}</h{level}>'
        for _, of_section in groupby(members, key=_section):
            group = list(of_section)
            head = _group_heading(group[0], told)
            html += f'<section class="qa-group">{head}{_cards(group)}</section>'
    return html


def _section(quote: Quote) -> tuple[object, ...]:
    return quote.paragraph.section, quote.paragraph.grade, quote.paragraph.strand


def _cards(group: Sequence[Quote]) -> str:
    """A card for each quote; the items quoted of one list share a card and its citation, with what
    leads into them.
    """
    html, lead = "", ""
    runs = [
        (of_list, list(run))
        for (_, of_list), run in groupby(group, key=lambda q: (q.paragraph.key, q.item is not None))
    ]
    for (of_list, members), (_, after) in pairwise([*runs, (False, [])]):
        if of_list:
            html += list_card(members, lead)
            lead = ""
            continue
        if after and leads_into(members[-1], after[0]):
            lead = members.pop().text
        html += "".join(map(quote_card, members))
    return html


def _group_heading(quote: Quote, told: Sequence[Judgement]) -> str:
    paragraph = quote.paragraph
    tags = strand_tag(paragraph.strand, paragraph.section)
    if not any(_is_grade_of(judgement, paragraph) for judgement in told):
        tags += paragraph_chip(quote.report, paragraph)
    return f'<div class="qa-group-head">{heading_path(paragraph.section)}{tags}</div>'


def _is_grade_of(judgement: Judgement, paragraph: Paragraph) -> bool:
    """Whether this judgement is the one printed above the paragraph's section."""
    return (judgement.report, judgement.aspect.casefold(), judgement.grade, judgement.strand) == (
        paragraph.report,
        paragraph.heading.casefold(),
        paragraph.grade,
        paragraph.strand,
    )


def quote_card(quote: Quote) -> str:
    """The words, their citation, and what can be done with them."""
    paragraph = quote.paragraph
    return (
        f'<figure class="qa-quote"><blockquote>{passage(paragraph, quote.start, quote.end)}'
        f"</blockquote><figcaption>{_cite(quote.citation, paragraph)}</figcaption>"
        f'<div class="qa-actions">{_open(quote)}{copies(quote)}</div></figure>'
    )


def in_rows(shown: Sequence[Quote]) -> str:
    """Quotes as a plain list: the words, their citation, and a way to their place."""
    rows = (
        f"<li><p>{words(quote.text)}</p>"
        f'<p class="qa-small">{_cite(quote.citation, quote.paragraph)}</p>'
        f'<div class="qa-actions">{_open(quote)}</div></li>'
        for quote in shown
    )
    return f'<ul class="qa-beside">{"".join(rows)}</ul>'


def list_card(items: Sequence[Quote], lead: str = "") -> str:
    """Items of one list, each with its number, under the words that lead into them: recommendations
    come by the dozen, and those that have it in common stand under by when and by whom.
    """
    first = items[0]
    lists = "".join(
        f'{task_line(task)}<ul class="qa-items">{"".join(map(_item, of_task))}</ul>'
        for task, of_task in groupby(items, key=lambda item: item.task)
    )
    source = citation(first.report, first.paragraph)
    return (
        f'<figure class="qa-quote">{_leading(lead)}{lists}'
        f"<figcaption>{_cite(source, first.paragraph)}</figcaption></figure>"
    )


def _leading(lead: str) -> str:
    return f"<blockquote><p>{words(lead)}</p></blockquote>" if lead else ""


def task_line(task: str) -> str:
    """By when and by whom, over recommendations; nothing over other words."""
    return f'<p class="qa-task">{esc(task)}</p>' if task else ""


def _item(item: Quote) -> str:
    return (
        f'<li><blockquote><p>{words(item.text)}</p></blockquote><div class="qa-actions">'
        f'<span class="qa-muted">Item {item.item}</span>{_open(item)}{copies(item)}</div></li>'
    )


def _open(quote: Quote) -> str:
    return button(
        "Open in the report",
        "open",
        name=f"Open {quote.label} of {quote.report.short_title} in the report",
        key=quote.paragraph.key,
        start=quote.start,
        end=quote.end,
    )


def copies(quote: Quote) -> str:
    """The ways to copy a quote with its source, and its source alone."""
    return copy_button(
        "Copy quote", cited(quote), f"Copy the quote of {quote.label}"
    ) + copy_button("Copy citation", quote.citation, f"Copy the citation of {quote.label}")


def _cite(source: str, paragraph: Paragraph) -> str:
    """A citation whole, its paragraph set off so that the eye finds it."""
    before, label, after = source.rpartition(paragraph.label)
    return f"<cite>{esc(before)}<strong>{esc(label + after)}</strong></cite>"
