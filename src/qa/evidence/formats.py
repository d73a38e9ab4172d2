"""What is taken away: conversations in a file that someone else can open."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from qa.answer.form.reply import Answer
from qa.errors import QuoteError
from qa.evidence import paper, table, wordfile
from qa.evidence.conversations import Conversation, Find
from qa.markdown import plain
from qa.quotation import is_verbatim


class Format(StrEnum):
    """A kind of file, by its ending."""

    MARKDOWN = "md"
    WORD = "docx"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        """What it is called over HTTP."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.CSV: "text/csv; charset=utf-8",
}


def export(conversations: Sequence[Conversation], kind: Format, find: Find) -> bytes:
    """Conversations as a file of this kind, each quotation with its source and date.

    Raises QuoteError rather than hand out a quotation that is not its source's.
    """
    for conversation in conversations:
        for answer in conversation.answers:
            _check(answer)
    if kind is Format.CSV:
        return table.table(conversations, find)
    if kind is Format.WORD:
        return wordfile.paper(conversations)
    return paper.paper(conversations).encode("utf-8")


def _check(answer: Answer) -> None:
    """Every quotation stands in its source, and in the reply as it is there."""
    shown = "".join(plain(line.removeprefix("> ")) + "\n" for line in answer.text.split("\n"))
    for quote in (*answer.quotes, *answer.nearest):
        if not is_verbatim(quote) or quote.text not in shown:
            raise QuoteError(f"A quotation of {quote.key} is not as its source has it.")
