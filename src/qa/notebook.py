"""An answer as a notebook shows it: a piece of HTML, every text escaped, without script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from qa.markdown import plain

if TYPE_CHECKING:
    from qa.answer.reply import Answer
    from qa.quotation import Quote
    from qa.report import Judgement

_QUOTE_STYLE = "margin: .6em 0; padding: .1em 1em; border-left: 3px solid #888"


def answer_html(answer: Answer) -> str:
    """The lead, the judgements as a table, and the quotations with their citations."""
    return f"<div><p><strong>{escape(answer.question)}</strong></p>{''.join(_parts(answer))}</div>"


def _parts(answer: Answer) -> Iterator[str]:
    for line in answer.head.words().split("\n"):
        if line.strip():
            yield f"<p>{escape(plain(line))}</p>"
    if answer.judgements:
        yield _table(answer.judgements)
    for quote in answer.quotes:
        yield _quote(quote)
    if answer.nearest:
        yield "<p>Nearest paragraphs (not an answer):</p>"
        for quote in answer.nearest:
            yield _quote(quote)


def _table(judgements: tuple[Judgement, ...]) -> str:
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
    return (
        f'<blockquote style="{_QUOTE_STYLE}"><p>“{words}”</p>'
        f"<footer>{escape(quote.citation)}</footer></blockquote>"
    )
