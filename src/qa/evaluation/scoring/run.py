"""Ask every gold question and keep what came back, as `qa ask --json` would print it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from tqdm import tqdm

from qa.answer.form.reply import Answer
from qa.evaluation.questions.gold import Case, Gold


class Asks(Protocol):
    """What is asked of an assistant here: answers, turn by turn."""

    def ask(self, question: str, *, previous: Sequence[Answer] = ()) -> Answer: ...


def ask_all(assistant: Asks, gold: Gold, progress: bool = True) -> list[dict[str, Any]]:
    """One row a turn, in the order of the gold: the reply's JSON with `id`, `turn` (from 1),
    `type`, `report` (the file the question came from) and `wall_ms` (as a caller waits for it).
    """
    rows: list[dict[str, Any]] = []
    with tqdm(
        total=sum(len(case.turns) for case in gold.cases),
        desc="Asking",
        unit="question",
        disable=None if progress else True,  # None: shown in a terminal alone
    ) as bar:
        for asked in ask_each(assistant, gold):
            rows.extend(asked)
            bar.update(len(asked))
    return rows


def ask_each(assistant: Asks, gold: Gold) -> Iterator[list[dict[str, Any]]]:
    """The rows of one case after another, for whoever shows how far it has come."""
    for case in gold.cases:
        yield _ask_case(assistant, case)


def _ask_case(assistant: Asks, case: Case) -> list[dict[str, Any]]:
    rows = []
    previous: list[Answer] = []
    for place, turn in enumerate(case.turns, start=1):
        began = time.perf_counter()
        answer = assistant.ask(turn.question, previous=tuple(previous))
        wall = 1000 * (time.perf_counter() - began)
        previous.append(answer)
        rows.append(
            {
                "id": case.id,
                "turn": place,
                "type": turn.type,
                "report": case.group,
                **answer.to_json(),
                "wall_ms": round(wall, 2),
            }
        )
    return rows
