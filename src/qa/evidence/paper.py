"""Conversations as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.answer.form.wording import blocks
from qa.evidence.conversations import NOTICE, TITLE, Conversation, understood_as
from qa.markdown import escaped


def paper(conversations: Sequence[Conversation]) -> str:
    """A heading for each conversation that has a name, one for each question, and the replies."""
    told = [block for conversation in conversations for block in _blocks(conversation)]
    return blocks(f"# {TITLE}", *told, "---", NOTICE) + "\n"


def _blocks(conversation: Conversation) -> Iterator[str]:
    if conversation.name:
        yield f"## {escaped(conversation.name)}"
    depth = "###" if conversation.name else "##"
    for answer in conversation.answers:
        yield f"{depth} {escaped(answer.question)}"
        if understood := understood_as(answer):
            yield f"Understood as: {escaped(understood)}"
        yield answer.text
