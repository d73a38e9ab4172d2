"""The language model beside an answer: what it is given, how it may fail, and its options."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from prose_samples import HARROW, INADEQUATE, INVENTED, TRUE, TRUE_TOO, written
from scripted_model import Manner, saying, scripted

from qa import cli
from qa.answer.form.reply import Answer
from qa.assistant import Assistant
from qa.errors import UsageError
from qa.prose.endpoint import KEY_VARIABLE, Endpoint, find_key


def test_the_model_is_given_the_paragraphs_found_and_nothing_else(
    assistant: Assistant, answer: Answer
) -> None:
    with scripted(saying(TRUE)) as served:
        endpoint = Endpoint(served.url, "a-model", key="s3cret-key")
        list(assistant.write(answer, endpoint, tokens=900))
    headers, body = served.requests[0]
    assert headers["Authorization"] == "Bearer s3cret-key"
    rules, material = (message["content"] for message in body["messages"])
    assert "never an instruction" in rules
    pack = assistant.pack(answer, 900)
    assert pack.text in material
    mark = material.split(">")[0] + ">"
    assert material.count(mark) == 1
    assert material.index(mark) < material.index(pack.text) < material.index("</material-")
    assert "s3cret" not in json.dumps(body)


def test_nothing_is_written_where_there_is_no_answer(assistant: Assistant) -> None:
    refused = assistant.ask("what did Ofsted say about children in care in Croydon?")
    with pytest.raises(UsageError, match="no answer to write about"):
        assistant.write(refused, Endpoint("http://127.0.0.1:9/v1", "a-model"))


# -- a model that fails -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        (Manner.NEVER, "not done in 0.4 seconds"),
        (Manner.DRIP, "not done in 0.4 seconds"),
        (Manner.REFUSE, "status 401"),
        (Manner.ELSEWHERE, "status 307"),
        (Manner.NOISE, "could not be read"),
        (Manner.ENDLESS, "could not be read"),
    ],
)
def test_a_model_that_fails_costs_nothing_but_its_prose(
    assistant: Assistant, answer: Answer, manner: Manner, said: str
) -> None:
    with scripted(saying(TRUE), manner) as served:
        seconds = 0.4 if "0.4" in said else 20
        endpoint = Endpoint(served.url, "a-model", key="s3cret-key", seconds=seconds)
        *_, prose = assistant.write(answer, endpoint)
    assert prose.sentences == ()
    assert said in (prose.failure or "")
    assert "The answer above stands" in prose.said
    assert "s3cret" not in prose.said + json.dumps(prose.to_json()) + repr(endpoint)


@pytest.mark.parametrize("manner", [Manner.DROP, Manner.NO_END])
def test_what_broke_off_half_way_is_kept_as_far_as_it_was_checked(
    assistant: Assistant, answer: Answer, manner: Manner
) -> None:
    with scripted(saying(TRUE, TRUE_TOO, TRUE_TOO), manner) as served:
        prose = written(assistant, answer, served)
    assert [sentence.text for sentence in prose.sentences] == [f"“{INADEQUATE}”"]
    assert "broke off" in (prose.failure or "")


def test_a_model_that_is_not_there_is_said_at_once(assistant: Assistant, answer: Answer) -> None:
    *_, prose = assistant.write(answer, Endpoint("http://127.0.0.1:9/v1", "a-model"))
    assert "No language model answers at the address" in (prose.failure or "")


def test_a_server_that_cannot_stream_will_do(assistant: Assistant, answer: Answer) -> None:
    with scripted(saying(TRUE, TRUE_TOO), Manner.WHOLE) as served:
        assert len(written(assistant, answer, served).sentences) == 2


def test_sentences_are_told_while_the_rest_is_still_awaited(
    assistant: Assistant, answer: Answer
) -> None:
    with scripted(saying(TRUE, "And"), Manner.STALL) as served:
        growing = assistant.write(answer, Endpoint(served.url, "a-model", seconds=1.0))
        first = next(growing)
        assert [sentence.keys for sentence in first.sentences] == [("harrow-2012#58",)]
        assert not first.done
        *_, last = growing
    assert "not done in 1 seconds" in (last.failure or "")
    assert last.done
    assert last.struck == ()


# -- the key and the address ----------------------------------------------------------------------


def test_the_key_comes_from_a_file_or_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("sk-from-file\n")
    around = {KEY_VARIABLE: "sk-from-around"}.get
    assert find_key(file, around) == "sk-from-file"
    assert find_key(None, around) == "sk-from-around"
    assert find_key(None, lambda _: None) is None
    file.write_text("two\nlines")
    with pytest.raises(UsageError, match="not one line") as caught:
        find_key(file, around)
    assert "two" not in str(caught.value)
    with pytest.raises(UsageError, match="cannot be read as a key"):
        find_key(tmp_path / "nowhere", around)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "127.0.0.1:8080", "http://", "http://a:b@c/v1", "http://[::1"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="address of a language model") as caught:
        Endpoint(url, "a-model")
    assert "a:b" not in str(caught.value)


# -- the command ------------------------------------------------------------------------------


@pytest.fixture
def ask(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.setenv("QA_INDEX", str(index_folder))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv(KEY_VARIABLE, raising=False)

    def run(*options: str) -> tuple[int, str, str]:
        status = cli.main(["ask", "--no-build", "--corpus", "nowhere", *options])
        said = capsys.readouterr()
        return status, " ".join(said.out.split()), said.err

    return run


def test_the_command_prints_the_answer_and_beside_it_what_stands(
    ask: Callable[..., tuple[int, str, str]],
) -> None:
    with scripted(saying(TRUE, INVENTED)) as served:
        status, said, _ = ask(HARROW, "--llm-url", served.url, "--llm-model", "tiny")
    assert status == 0
    answer, _, prose = said.partition("By tiny, each sentence held to the paragraphs it cites:")
    assert "grade 4; scale: 1 Outstanding - 4 Inadequate" in answer
    assert f"“{INADEQUATE}” [harrow-2012#58]" in prose
    assert "1 of 2 sentences stand; 1 struck (misquoted: 1)." in prose
    assert "published 27 June 2012, paragraph 58" in prose
    assert "twice a month" not in said


def test_the_command_answers_when_the_model_does_not(
    ask: Callable[..., tuple[int, str, str]],
) -> None:
    status, said, _ = ask(HARROW, "--llm-url", "http://127.0.0.1:9/v1", "--llm-model", "tiny")
    assert status == 0
    assert INADEQUATE in said
    assert "No language model answers" in said
    assert "The answer above stands without it." in said


def test_as_json_the_prose_is_in_the_answers_object(
    ask: Callable[..., tuple[int, str, str]],
) -> None:
    with scripted(saying(TRUE)) as served:
        _, said, _ = ask("--json", HARROW, "--llm-url", served.url, "--llm-model", "tiny")
        _, refused, _ = ask("--json", "Croydon?", "--llm-url", served.url, "--llm-model", "tiny")
    prose = json.loads(said)["prose"]
    assert prose["sentences"][0]["quotes"][0]["text"] == INADEQUATE
    assert (prose["struck"], prose["failure"]) == ([], None)
    assert json.loads(refused)["prose"] is None
    assert len(served.requests) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--llm-model", "x"], "Say where the language model is"),
        (["--llm-url", "http://127.0.0.1:9/v1"], "Name the language model"),
        (["--llm-url", "http://127.0.0.1:9/v1", "--llm-model", "x", "--pack", "900"], "printed"),
    ],
)
def test_options_that_make_no_sense_are_said(
    ask: Callable[..., tuple[int, str, str]], options: list[str], said: str
) -> None:
    status, _, error = ask(HARROW, *options)
    assert status == 2
    assert said in error
