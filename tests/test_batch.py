"""A batch is checked whole, asked in order, and a wrong line is named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from qa import batch
from qa.answer.form.head import Head
from qa.answer.form.reply import Answer
from qa.errors import UsageError
from qa.search.asked.question import Filters, Hit, SearchResult, Understood


class Echo:
    """Answers with how many answers came before, and refuses the word "bad"."""

    def ask(
        self, question: str, *, previous: Sequence[Answer] = (), filters: Filters | None = None
    ) -> Answer:
        if question == "bad":
            raise UsageError("That is no question.")
        understood = Understood(question, question, question)
        hits = (Hit("harrow-2012#58", 0.9), Hit("harrow-2012#59", 0.8))
        return Answer(question, understood, True, None, Head(), str(len(previous)), retrieved=hits)

    def search(
        self, question: str, *, filters: Filters | None = None, limit: int = 20
    ) -> SearchResult:
        answer = self.ask(question, filters=filters)
        return SearchResult(answer.understood, answer.retrieved[:limit])


def put(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text(text)
    return path


def test_questions_and_turns_become_rows_in_order(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        '{"id": "q1", "question": "a"}\n\n{"id": 2, "turns": ["b", "c"], "note": "kept out"}\n',
    )
    rows = list(batch.ask(Echo(), batch.read(path)))
    assert [(row["id"], row["turn"], row["question"]) for row in rows] == [
        ("q1", 1, "a"),
        (2, 1, "b"),
        (2, 2, "c"),
    ]
    assert [row["text"] for row in rows] == ["0", "0", "1"]
    assert list(rows[0])[:3] == ["id", "turn", "question"]


def test_a_search_has_the_ranking_alone(tmp_path: Path) -> None:
    path = put(tmp_path, '{"id": 1, "question": "a"}\n{"id": 2, "turns": ["b", "c"]}\n')
    rows = list(batch.search(Echo(), batch.read(path), limit=1))
    assert [set(row) for row in rows] == [{"id", "turn", "question", "retrieved"}] * 3
    assert {len(row["retrieved"]) for row in rows} == {1}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"question": "a"}', '"id" must be there'),
        ('{"id": true, "question": "a"}', '"id" must be there'),
        ('{"id": 1}', 'either "question" or "turns"'),
        ('{"id": 1, "question": "a", "turns": ["a"]}', 'either "question" or "turns"'),
        ('{"id": 1, "question": null}', "must be text"),
        ('{"id": 1, "turns": "a"}', "must be text"),
        ('{"id": 1, "turns": []}', "must be text"),
        ('{"id": 1, "turns": ["a", 2]}', "must be text"),
        ("nonsense", "not JSON"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = put(tmp_path, '{"id": "q1", "question": "a"}\n' + line)
    with pytest.raises(UsageError) as caught:
        batch.read(path)
    assert f"{path}, line 2: " in str(caught.value)
    assert complaint in str(caught.value)


@pytest.mark.parametrize("line", ['{"id": 2, "question": "bad"}', '{"id": 2, "turns": ["bad"]}'])
def test_a_question_that_cannot_be_taken_says_why_and_spoils_no_other(
    tmp_path: Path, line: str
) -> None:
    items = batch.read(put(tmp_path, line + '\n{"id": "q1", "question": "a"}'))
    rows = list(batch.ask(Echo(), items))
    assert [(row["id"], row["answered"]) for row in rows] == [(2, False), ("q1", True)]
    assert (rows[0]["reason"], rows[0]["text"]) == ("not_a_question", "That is no question.")
    found = list(batch.search(Echo(), items))
    assert found[0]["retrieved"] == []
