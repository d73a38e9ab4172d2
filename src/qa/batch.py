"""Many questions from a file, each a question or a conversation, and a row for every reply."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from qa import jsonl
from qa.answer.form.reply import Answer
from qa.errors import UsageError
from qa.evidence.conversations import Conversation
from qa.search.asked.question import Filters, Reason, SearchResult

log = logging.getLogger(__name__)


class Asks(Protocol):
    """What is asked of an assistant here."""

    def ask(
        self, question: str, *, previous: Sequence[Answer] = (), filters: Filters | None = None
    ) -> Answer: ...

    def search(
        self, question: str, *, filters: Filters | None = None, limit: int = 20
    ) -> SearchResult: ...


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the file: `{"id", "question"}`, or `{"id", "turns": [...]}`. `where` names it."""

    id: str | int
    turns: tuple[str, ...]
    where: str


def read(path: Path) -> tuple[Item, ...]:
    """Read and check the whole file. Raises UsageError naming the first line that is wrong."""
    return tuple(_item(f"{path}, line {number}", row) for number, row in jsonl.read(path))


def _item(where: str, row: dict[str, Any]) -> Item:
    name = row.get("id")
    if not isinstance(name, (str, int)) or isinstance(name, bool):
        raise UsageError(f'{where}: "id" must be there, as text or a whole number.')
    if ("question" in row) == ("turns" in row):
        raise UsageError(f'{where}: give either "question" or "turns".')
    turns = row["turns"] if "turns" in row else [row["question"]]
    if not isinstance(turns, list) or not turns or not all(isinstance(t, str) for t in turns):
        raise UsageError(f'{where}: "question" must be text, "turns" a list of texts.')
    return Item(name, tuple(turns), where)


def ask(
    assistant: Asks, items: Iterable[Item], filters: Filters | None = None
) -> Iterator[dict[str, Any]]:
    """The answers as `qa ask --json` prints them, one row a turn, in order, with `id` and `turn`
    (from 1). A question that cannot be taken gets a row that says why, and spoils no other.
    """
    for item in items:
        previous: list[Answer] = []
        for turn, question in enumerate(item.turns, start=1):
            try:
                answer = assistant.ask(question, previous=tuple(previous), filters=filters)
            except UsageError as error:
                yield {"id": item.id, "turn": turn, **_not_taken(question, error)}
                continue
            previous.append(answer)
            yield {"id": item.id, "turn": turn, **answer.to_json()}


def conversations(
    assistant: Asks, items: Iterable[Item], filters: Filters | None = None
) -> Iterator[Conversation]:
    """The answers themselves, an item a conversation; a question that cannot be taken is left out
    and logged.
    """
    for item in items:
        answers: list[Answer] = []
        for question in item.turns:
            try:
                answers.append(assistant.ask(question, previous=tuple(answers), filters=filters))
            except UsageError as error:
                log.warning("%s: %s", item.where, error)
        yield Conversation(tuple(answers), str(item.id))


def search(
    assistant: Asks, items: Iterable[Item], filters: Filters | None = None, limit: int = 20
) -> Iterator[dict[str, Any]]:
    """What `qa search --json` prints, one row a turn, in order, with `id` and `turn` (from 1).

    A conversation is asked, not searched: its later turns need the answers before them.
    """
    for item in items:
        if len(item.turns) == 1:
            try:
                row = assistant.search(item.turns[0], filters=filters, limit=limit).to_json()
            except UsageError:
                row = {"question": item.turns[0], "retrieved": []}
            yield {"id": item.id, "turn": 1, **row}
            continue
        for row in ask(assistant, [item], filters):
            kept = {name: row[name] for name in ("id", "turn", "question", "retrieved")}
            yield {**kept, "retrieved": row["retrieved"][:limit]}


def _not_taken(question: str, error: UsageError) -> dict[str, Any]:
    """The row of a question that cannot be taken: blank, or far too long."""
    return {
        "question": question,
        "understood": None,
        "answered": False,
        "reason": str(Reason.NOT_A_QUESTION),
        "text": str(error),
        "judgements": [],
        "quotes": [],
        "nearest": [],
        "retrieved": [],
        "ms": {},
    }
