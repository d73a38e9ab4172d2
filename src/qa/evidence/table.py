"""Conversations as a table (CSV): a row for each judgement and each quotation."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from qa.answer.reply import Answer
from qa.evidence.conversations import Conversation, Find
from qa.markdown import plain
from qa.quotation import Quote, citation
from qa.report import Judgement

COLUMNS = (
    "conversation",
    "turn",
    "question",
    "kind",
    "words",
    "citation",
    "published",
    "authority",
    "key",
    "grade",
    "number",
    "scale",
)
# What a spreadsheet would take for a formula.
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@＝＋－＠]|[\t\r\n]")


def table(conversations: Sequence[Conversation], find: Find) -> bytes:
    """The rows as UTF-8 with a byte-order mark, as spreadsheets expect it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for conversation in conversations:
        for turn, answer in enumerate(conversation.answers, start=1):
            asked = {"conversation": conversation.name, "turn": turn, "question": answer.question}
            for row in _rows(answer, find):
                writer.writerow({name: cell(value) for name, value in {**asked, **row}.items()})
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before one.

    >>> cell("=HYPERLINK(1)"), cell("Good"), cell(-1)
    ("'=HYPERLINK(1)", 'Good', -1)
    """
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _rows(answer: Answer, find: Find) -> Iterator[dict[str, Any]]:
    """What was answered, or a row that says why not; and what is nearest, named so."""
    if not answer.answered or not (answer.judgements or answer.quotes):
        said = "\n".join(plain(line) for line in answer.lead.split("\n"))
        yield {"kind": "answer" if answer.answered else "no answer", "words": said}
    for judgement in answer.judgements:
        yield _judgement(judgement, find)
    for quote in answer.quotes:
        yield {"kind": "quotation", **_quotation(quote)}
    for quote in answer.nearest:
        yield {"kind": "nearest, not an answer", **_quotation(quote)}


def _quotation(quote: Quote) -> dict[str, Any]:
    return {
        "words": quote.text,
        "citation": quote.citation,
        "published": quote.report.published,
        "authority": quote.report.authority,
        "key": quote.key,
    }


def _judgement(judgement: Judgement, find: Find) -> dict[str, Any]:
    report, paragraph = find(judgement.key)
    strand = "" if judgement.strand == "general" else f" ({judgement.strand})"
    column = f", {judgement.column}" if judgement.column else ""
    return {
        "kind": "judgement",
        "words": f"{judgement.aspect}{strand}{column}",
        "citation": citation(report, paragraph),
        "published": report.published,
        "authority": report.authority,
        "key": judgement.key,
        "grade": judgement.grade,
        "number": judgement.number,
        "scale": judgement.scale,
    }
