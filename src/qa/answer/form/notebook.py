"""An answer as a notebook shows it: a piece of HTML, every text escaped, without script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from qa.markdown import plain
from qa.quotation import Quote
from qa.report import Judgement

_QUOTE_STYLE = "margin: .6em 0; padding: .1em 1em; border-left: 3px solid #888"


def answer_html(
    question: str,
    words: str,
    judgements: Sequence[Judgement],
    quotes: Iterable[Quote],
    nearest: Sequence[Quote],
    nearest_title: str,
) -> str:
    """The words before the quotations (Markdown), the judgements as a table, and the quotations
    with their citations.
    """
    parts = [f"<p>{escape(plain(line))}</p>" for line in words.split("\n") if line.strip()]
    if judgements:
        parts.append(_table(judgements))
    parts += map(_quote, quotes)
    if nearest:
        parts += [f"<p>{escape(nearest_title)}:</p>", *map(_quote, nearest)]
    return f"<div><p><strong>{escape(question)}</strong></p>{''.join(parts)}</div>"


def _table(judgements: Sequence[Judgement]) -> str:
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("Report", "Strand", "Aspect", "Grade", "Number", "Scale")
    )
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(row)) + "</tr>"
        for row in judgements
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(row: Judgement) -> tuple[str, ...]:
    aspect = f"{row.aspect} ({row.column})" if row.column else row.aspect
    number = "" if row.number is None else str(row.number)
    return row.report, str(row.strand), aspect, row.grade, number, row.scale


def _quote(quote: Quote) -> str:
    words = escape(quote.text).replace("\n", "<br>")
    task = f"<p><strong>{escape(quote.task)}</strong></p>" if quote.task else ""
    return (
        f'{task}<blockquote style="{_QUOTE_STYLE}"><p>“{words}”</p>'
        f"<footer>{escape(quote.citation)}</footer></blockquote>"
    )
