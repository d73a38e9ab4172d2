"""What is taken away: answers one after another, in a file that someone else can open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.answer.reply import Answer
from qa.errors import QuoteError
from qa.markdown import plain
from qa.quotation import is_verbatim
from qa.report import Paragraph, Report

TITLE = "Answers from inspection reports"
# What the reports themselves print, and why source and date stand under each quotation.
NOTICE = (
    "Quotations are the reports' own words, checked against their source. The reports may be "
    "reproduced for non-commercial purposes, provided that what is quoted is reproduced without "
    "adaptation and the source and date of publication are stated."
)

Find = Callable[[str], tuple[Report, Paragraph]]
"""Gives a paragraph and its report by the paragraph's key."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Answers in the order of their questions; `name` tells it from others of a batch."""

    answers: tuple[Answer, ...]
    name: str = ""


class Format(StrEnum):
    """A kind of file, by its ending."""

    MARKDOWN = "md"
    WORD = "docx"
    CSV = "csv"


def export(conversations: Sequence[Conversation], kind: Format, find: Find) -> bytes:
    """Conversations as a file of this kind, each quotation with its source and date.

    Raises QuoteError rather than hand out a quotation that is not its source's.
    """
    for conversation in conversations:
        for answer in conversation.answers:
            _check(answer)
    if kind is Format.CSV:
        from qa.evidence import table

        return table.table(conversations, find)
    if kind is Format.WORD:
        from qa.evidence import wordfile

        return wordfile.paper(conversations)
    from qa.evidence import paper

    return paper.paper(conversations).encode("utf-8")


def _check(answer: Answer) -> None:
    """Every quotation stands in its source, and in the reply as it is there."""
    shown = "".join(plain(line.removeprefix("> ")) + "\n" for line in answer.text.split("\n"))
    for quote in (*answer.quotes, *answer.nearest):
        if not is_verbatim(quote) or quote.text not in shown:
            raise QuoteError(f"A quotation of {quote.key} is not as its source has it.")


def understood_as(answer: Answer) -> str:
    """The question as it was understood, where a conversation made it whole; else ""."""
    standalone = answer.understood.standalone
    return "" if standalone == answer.question else standalone
