"""Conversations as a table (CSV): a row for each judgement and each quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qa.answer.form.reply import Answer
from qa.evidence.conversations import Conversation, Find
from qa.markdown import plain
from qa.quotation import Quote, citation
from qa.report import Judgement
from qa.sheet import BYTE_ORDER_MARK, sheet

COLUMNS = (
    "conversation",
    "turn",
    "question",
    "kind",
    "task",
    "words",
    "citation",
    "published",
    "authority",
    "key",
    "grade",
    "number",
    "scale",
)


def table(conversations: Sequence[Conversation], find: Find) -> bytes:
    """The rows as UTF-8 with a byte-order mark, as spreadsheets expect it."""
    rows = [
        {"conversation": conversation.name, "turn": turn, "question": answer.question, **row}
        for conversation in conversations
        for turn, answer in enumerate(conversation.answers, start=1)
        for row in _rows(answer, find)
    ]
    text = sheet(COLUMNS, ([row.get(name) for name in COLUMNS] for row in rows))
    return (BYTE_ORDER_MARK + text).encode("utf-8", "backslashreplace")


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
        "task": quote.task,
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
