"""Whatever is sent in, nothing falls over, nothing is misquoted, and nobody waits long."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from conftest import CORPUS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa import batch, jsonl
from qa.answer.form.reply import Answer
from qa.assistant import Assistant
from qa.checking.plaintext import from_text
from qa.errors import NotFoundError, QAError, UsageError
from qa.quotation import is_verbatim
from qa.service import Service

few = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
# What understanding looks for, in orders that nobody asks in, and what it has no use for.
pieces = st.sampled_from(
    [
        "Harrow", "havering", "Croydon", "harow", "2012", "1999", "99999", "paragraph", "paras 3-9",
        "58", "57.3", "annex", "LAC", "LADO", "grade 3", "adequate", "safeguarding", "who",
        "how many",
        "and", "between", "since", "compare", "not", "the other year", "what about", "more", "it",
        "?", "...", "(", "[", "'", "\"", "“", "‘", "#", "harrow-2012#58", "\\", "%s", "{}", "<b>",
        "\x00", "\u202e", "\ud800", "é", "日本", "😀", "ﬁ", "\t", "\n", "--", "0" * 400, "a" * 300,
    ]
)  # fmt: skip
SOURCE = (CORPUS / "harrow-2012.txt").read_text("utf-8")


@st.composite
def words_of_a_report(draw: st.DrawFn) -> str:
    """A stretch of a report, as printed or with something put into it."""
    start = draw(st.integers(0, len(SOURCE) - 400))
    words = SOURCE[start : start + draw(st.integers(10, 300))]
    place = draw(st.integers(0, len(words)))
    return words[:place] + draw(st.one_of(st.just(""), pieces)) + words[place:]


texts = st.one_of(
    words_of_a_report(),
    st.lists(pieces, max_size=40).map(" ".join),
    st.lists(pieces, max_size=20).map("".join),
    st.text(max_size=300),
)


def assert_sound(answer: Answer, assistant: Assistant) -> None:
    """Only the reports' own words, only reports that are held, and JSON that can be written."""
    held = {report.key for report in assistant.reports()}
    assert all(is_verbatim(quote) for quote in (*answer.quotes, *answer.nearest))
    assert {hit.key.partition("#")[0] for hit in answer.retrieved} <= held
    assert set(answer.understood.reports) <= held
    assert all(0 <= hit.score <= 1 for hit in answer.retrieved)
    assert answer.answered == (answer.reason is None)
    json.loads(jsonl.dumps(answer.to_json()))


@few
@given(question=texts, after=st.one_of(st.none(), texts))
def test_any_question_is_answered_or_refused(
    assistant: Assistant, question: str, after: str | None
) -> None:
    """Also as the next turn of a conversation."""
    try:
        first = assistant.ask(question)
    except UsageError:
        return
    assert_sound(first, assistant)
    try:
        if after is not None:
            assert_sound(assistant.ask(after, previous=[first]), assistant)
    except UsageError:
        pass


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)
rows = st.one_of(
    values,
    st.fixed_dictionaries({"id": values}, optional={"question": values, "turns": values}),
    st.fixed_dictionaries({"id": st.integers(), "turns": st.lists(texts, min_size=1, max_size=3)}),
)
lines = st.one_of(
    rows.map(json.dumps), rows.map(jsonl.dumps), st.text(max_size=40), st.binary(max_size=40)
).map(lambda line: line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass"))


@few
@given(st.lists(lines, max_size=5).map(b"\n".join))
def test_any_batch_is_read_whole_or_refused_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """What is read has the form that asking takes."""
    path = tmp_path_factory.getbasetemp() / "fuzz.jsonl"
    path.write_bytes(data)
    try:
        items = batch.read(path)
    except UsageError as error:
        assert re.search(r"fuzz\.jsonl(, line \d+:| is not UTF-8)", str(error))
        return
    assert all(type(item.id) in (str, int) and item.turns for item in items)
    assert all(isinstance(turn, str) for item in items for turn in item.turns)


@few
@given(st.lists(st.lists(texts, min_size=1, max_size=2), max_size=2))
def test_a_batch_of_any_questions_has_a_row_for_each(
    assistant: Assistant, conversations: list[list[str]]
) -> None:
    """In their order, and no question spoils another."""
    items = [batch.Item(n, tuple(turns), "") for n, turns in enumerate(conversations)]
    told = list(batch.ask(assistant, items))
    expected = [(n, t) for n, turns in enumerate(conversations) for t, _ in enumerate(turns, 1)]
    assert [(row["id"], row["turn"]) for row in told] == expected


@few
@given(text=texts, report=st.one_of(st.none(), texts), paragraph=st.one_of(st.none(), texts))
def test_any_quotation_can_be_checked(
    assistant: Assistant, text: str, report: str | None, paragraph: str | None
) -> None:
    """Where it is said to stand, the report has those words."""
    try:
        checked = assistant.check(text, report=report, paragraph=paragraph)
    except (UsageError, NotFoundError):
        return
    json.loads(jsonl.dumps(checked.to_json()))
    for match in checked.matches:
        held, _, number = match.key.partition("#")
        whole = assistant.show(match.key)[1].text if number else assistant.report(held).source
        # A heading or the front page is no paragraph: its report is named, its words are folded.
        assert " ".join(match.text.split()) in " ".join(whole.split())


@few
@given(texts)
def test_any_document_can_be_checked(assistant: Assistant, text: str) -> None:
    """Each quotation found in it is words of the document."""
    folded = re.sub(r"\W+", "", text)
    for checked in assistant.check_document(from_text(text)):
        assert re.sub(r"\W+", "", checked.quotation) in folded


calls = st.sampled_from(["ask", "search", "show", "check", "judgements", "export", "pack"])
argument = st.one_of(st.none(), texts, st.integers(-(10**30), 10**30))


@few
@given(calls, texts, argument, argument, argument)
def test_any_call_of_a_route_is_answered_or_refused_in_a_sentence(
    assistant: Assistant, name: str, text: str, one: Any, two: Any, three: Any
) -> None:
    """With values of the types that the routes take, however odd."""
    service = Service(lambda: assistant)
    year = one if isinstance(one, int) else None
    other, third = (value if isinstance(value, str) else None for value in (two, three))
    arguments: dict[str, tuple[Any, ...]] = {
        "ask": (text, [other] if other else [], third, year),
        "search": (text, year or 5, other, year, third),
        "show": (text,),
        "check": (text, other, third),
        "judgements": (other, third),
        "export": (text,),
        "pack": (text, year or 500, [], other),
    }
    try:
        jsonl.dumps(getattr(service, name)(*arguments[name]))
    except QAError as error:
        assert str(error)[-1] in ".?!)\"'" or ":" in str(error)
