"""The commands, as they are fixed: their output, their JSON and their exit status."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run, one_sentence
from ports import free_port

from qa.cli import build_parser, main

ROOT = Path(__file__).parent.parent
HARROW = "what did Ofsted say about Harrow LAC health?"


# Asking


def test_the_harrow_question(qa: Run) -> None:
    done = qa("ask", "--json", HARROW)
    assert done.status == 0
    answer = done.json
    assert answer["answered"] is True and answer["reason"] is None
    health = answer["judgements"][0]
    assert (health["report"], health["aspect"]) == ("harrow-2012", "Being healthy")
    assert (health["grade"], health["number"]) == ("Inadequate", 4)
    assert health["scale"] == "1 Outstanding - 4 Inadequate"
    # The section on being healthy, and what paragraph 93 says of leaders who tolerated its state.
    assert {quote["key"] for quote in answer["quotes"]} <= {
        f"harrow-2012#{number}" for number in (*range(58, 64), 93)
    }
    assert 2 <= len(answer["quotes"]) <= 6
    for quote in answer["quotes"]:
        assert "published 27 June 2012" in quote["citation"]
        assert quote["citation"].endswith(f"paragraph {quote['key'].split('#')[1]}")


def test_an_answer_has_the_fixed_fields(qa: Run) -> None:
    answer = qa("ask", "--json", "young carers in Barnet").json
    fixed = "question understood answered reason text judgements quotes retrieved ms"
    assert set(fixed.split()) <= set(answer)
    understood = "standalone authorities reports strand aspect kind"
    assert set(understood.split()) == set(answer["understood"])
    assert {"understand", "search", "answer"} <= set(answer["ms"])
    assert len(answer["retrieved"]) == 20
    scores = [hit["score"] for hit in answer["retrieved"]]
    assert scores == sorted(scores, reverse=True)


def test_a_question_is_read_from_standard_input(qa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("young carers in Barnet\n"))
    assert qa("ask", "--json", "-").json["question"] == "young carers in Barnet"
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    empty = qa("search", "-")
    assert empty.status == 2 and "There is no question" in one_sentence(empty)


def test_of_a_conversation_each_answer_stands_under_its_question(qa: Run) -> None:
    told = qa("ask", "Harrow LAC health?", "--then", "and Barnet?").out
    assert told.startswith("> Harrow LAC health?\n")
    assert "paragraph 58" in told.partition("> and Barnet?")[0]
    assert "Barnet, published 24 February 2012" in told.partition("> and Barnet?")[2]


def test_a_follow_up_stands_under_how_it_was_understood(qa: Run) -> None:
    told = qa("ask", "Harrow LAC health?", "--then", "and Barnet?").out
    first, _, then = told.partition("> and Barnet?")
    assert "Understood as: Barnet LAC health?" in then
    assert "Understood as" not in first


def test_help_fits_the_terminal_and_no_command_gets_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    assert main([]) == 2
    told = build_parser().format_help()
    assert capsys.readouterr() == ("", told)
    assert "serve the page" in told and max(map(len, told.splitlines())) <= 72


def test_an_answer_is_readable_in_a_terminal(qa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    done = qa("ask", HARROW)
    assert done.status == 0
    assert max(len(line) for line in done.out.splitlines()[:-1]) <= 72
    folded = " ".join(done.out.split())
    assert "Inadequate" in folded
    assert "published 27 June 2012, paragraph 58" in folded
    assert "**" not in done.out
    assert "qa show harrow-2012#58" in done.out


def test_words_need_no_quotation_marks(qa: Run) -> None:
    assert qa("ask", "--json", "young", "carers", "in", "Barnet").json["question"] == (
        "young carers in Barnet"
    )


def test_what_is_not_in_the_reports_is_not_answered(qa: Run) -> None:
    done = qa("ask", "--json", "who won the fa cup final")
    assert done.status == 1
    assert done.json["answered"] is False
    assert done.json["quotes"] == []
    assert len(done.json["retrieved"]) == 20


def test_filters_hold_the_search_to_what_they_name(qa: Run) -> None:
    found = qa("search", "--json", "--authority", "London Borough of Havering", "--year", "2007",
               "young carers").json  # fmt: skip
    assert {hit["key"].split("#")[0] for hit in found["retrieved"]} == {"havering-2007"}


def test_an_authority_that_is_not_held_is_not_found(qa: Run) -> None:
    done = qa("ask", "--authority", "croydon", "young carers")
    assert done.status == 1
    assert "barnet, harrow, havering, redbridge" in one_sentence(done)


@pytest.mark.parametrize("question", ["", "   ", "\x00\x1b\n", "x" * 2001, "young carers? " * 8000])
def test_a_question_that_cannot_be_taken_is_a_wrong_call(qa: Run, question: str) -> None:
    done = qa("ask", question)
    assert done.status == 2
    assert len(one_sentence(done)) < 300


@pytest.mark.parametrize(
    "question",
    ["<script>alert(1)</script> young carers?", "../../etc/passwd", "-- DROP TABLE", "young AND (",
     "👍👍👍", "café münchen 東京"],
)  # fmt: skip
def test_odd_questions_are_questions(qa: Run, question: str) -> None:
    done = qa("ask", "--json", "--", question)
    assert done.status in (0, 1)
    assert done.json["question"] == question


def test_control_characters_are_not_passed_on(qa: Run) -> None:
    done = qa("ask", "--json", "\x1b[2Jyoung\x00carers\tin\nBarnet")
    assert done.status == 0
    assert done.json["question"] == "young carers in Barnet"
    assert not [character for character in done.out[:-1] if ord(character) < 32]


@pytest.mark.parametrize(
    "command",
    [
        ["ask"],
        ["ask", "--out", "x.jsonl", "young carers"],
        ["ask", "--batch", "x.jsonl", "young carers"],
        ["search", "--limit", "0", "young carers"],
        ["search", "--strand", "happiness", "young carers"],
        ["ask", "--year", "recently", "young carers"],
        ["nonsense"],
        [],
    ],
)
def test_wrong_calls(run: Run, command: list[str]) -> None:
    done = run(*command)
    assert done.status == 2
    assert done.out == ""
    assert "Traceback" not in done.err


# Batches


def test_a_batch_is_answered_in_order(qa: Run, tmp_path: Path) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text(
        '{"id": "c1", "turns": ["How did Havering do on placement stability in the 2011 '
        'inspection?", "what about 2007?"]}\n'
        f"{json.dumps({'id': 'q1', 'question': HARROW})}\n"
    )
    done = qa("ask", "--batch", str(questions), "--out", str(answers))
    assert (done.status, done.out) == (0, "")
    rows = [json.loads(line) for line in answers.read_text().splitlines()]
    assert [(row["id"], row["turn"]) for row in rows] == [("c1", 1), ("c1", 2), ("q1", 1)]
    assert rows[1]["understood"]["reports"] == ["havering-2007"]
    alone = qa("ask", "--json", HARROW).json
    assert {**rows[2], "ms": 0} == {"id": "q1", "turn": 1, **alone, "ms": 0}


def test_a_search_batch_has_the_ranking_alone(qa: Run, tmp_path: Path) -> None:
    questions = tmp_path / "in.jsonl"
    questions.write_text(f'{{"id": 7, "question": "{HARROW}"}}\n')
    row = qa("search", "--batch", str(questions)).json
    assert list(row) == ["id", "turn", "question", "retrieved"]
    alone = qa("search", "--json", HARROW).json
    assert set(alone) == {"question", "retrieved"}
    assert row["retrieved"] == alone["retrieved"]


def test_a_blank_question_in_a_batch_spoils_no_other(qa: Run, tmp_path: Path) -> None:
    questions = tmp_path / "in.jsonl"
    questions.write_text('{"id": 1, "question": " "}\n{"id": 2, "question": "Harrow para 58"}\n')
    rows = [json.loads(line) for line in qa("ask", "--batch", str(questions)).out.splitlines()]
    assert [(row["id"], row["answered"], row["reason"]) for row in rows] == [
        (1, False, "not_a_question"),
        (2, True, None),
    ]


@pytest.mark.parametrize("line", ["nonsense", '{"id": 2}', '{"id": 2, "question": 7}'])
def test_a_bad_line_is_named_and_nothing_is_written(qa: Run, tmp_path: Path, line: str) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text(f'{{"id": 1, "question": "young carers in Barnet"}}\n{line}\n')
    answers.write_text("kept")
    done = qa("ask", "--batch", str(questions), "--out", str(answers))
    assert done.status == 2
    assert f"{questions}, line 2: " in one_sentence(done)
    assert answers.read_text() == "kept"
    assert sorted(os.listdir(tmp_path)) == ["in.jsonl", "out.jsonl"]


# Looking


def test_a_paragraph_is_shown_with_its_place_and_source(qa: Run) -> None:
    done = qa("show", "harrow-2012#58")
    folded = " ".join(done.out.split())
    assert done.status == 0
    assert "> Being healthy [58] Services to promote good health outcomes" in folded
    assert folded.endswith("published 27 June 2012, paragraph 58")


def test_neighbours_are_shown_when_asked_for(qa: Run) -> None:
    out = qa("show", "--around", "1", "harrow-2012#59").out
    assert [mark for mark in ("[57]", "[58]", "[59]", "[60]", "[61]") if mark in out] == [
        "[58]",
        "[59]",
        "[60]",
    ]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("harrow-2012", "one looks like harrow-2012#1."),
        ("harrow-2012#999", "no paragraph 999; it has paragraphs 1 to 101 and findings."),
        ("harrow-2012#57.99", "harrow-2012#57 has no item 99; its last is 11."),
        ("harrow-2012#58.1", "harrow-2012#58 has no item 1; it has none."),
    ],
)
def test_a_key_of_nothing_is_met_with_what_there_is(qa: Run, key: str, said: str) -> None:
    done = qa("show", key)
    assert done.status == 1 and one_sentence(done).strip().endswith(said)


def test_an_item_of_a_list_is_shown_alone(qa: Run) -> None:
    shown = qa("show", "--json", "harrow-2012#57.2").json
    assert shown["key"] == "harrow-2012#57"
    assert shown["item"] == 2
    assert shown["item_text"].startswith("the local authority, NHS Harrow")
    assert shown["item_text"] in shown["text"]
    assert "[57.2] the local authority" in qa("show", "harrow-2012#57.2").out


def test_a_restored_number_is_marked(qa: Run) -> None:
    assert "[25: number restored" in qa("show", "havering-2011#25").out
    assert qa("show", "--json", "havering-2011#25").json["printed"] is False


@pytest.mark.parametrize(
    "key",
    ["harrow-2012#999", "harrow-2012#57.99", "brent-2012#1", "harrow-2012", "", "#", "x" * 9999],
)
def test_a_key_that_is_not_there_is_not_found(qa: Run, key: str) -> None:
    done = qa("show", key)
    assert done.status == 1
    assert len(one_sentence(done)) < 400


def test_nothing_is_printed_when_one_of_several_keys_is_not_there(qa: Run) -> None:
    assert one_sentence(qa("show", "harrow-2012#58", "harrow-2012#999"))


def test_reports_are_listed(qa: Run) -> None:
    reports = qa("reports", "--json").json
    assert [report["report"] for report in reports] == [
        "barnet-2012", "harrow-2012", "havering-2007", "havering-2011", "redbridge-2010",
    ]  # fmt: skip
    assert reports[1]["published"] == "2012-06-27"
    assert reports[2]["grade_scale"]["4"] == "Outstanding"
    assert "published 27 June 2012" in qa("reports").out


def test_judgements_are_listed_with_their_scale(qa: Run) -> None:
    rows = qa("judgements", "harrow-2012", "--strand", "looked-after-children", "--json").json
    assert {row["strand"] for row in rows} == {"looked after children"}
    health = next(row for row in rows if row["aspect"] == "Being healthy")
    assert (health["grade"], health["number"]) == ("Inadequate", 4)
    assert len(qa("judgements", "--json").json) > len(rows)
    out = qa("judgements", "havering-2007").out
    assert "scale: 4 Outstanding - 1 Inadequate" in out
    assert "Outstanding (4)" in out


def test_judgements_come_as_csv_too(qa: Run) -> None:
    lines = qa("judgements", "havering-2007", "--csv").out.splitlines()
    assert lines[0].startswith("report,authority,published,framework,strand,aspect,column,grade")
    assert len(lines) == 1 + len(qa("judgements", "havering-2007", "--json").json)
    assert qa("judgements", "--csv", "--json").status == 2


def test_a_report_is_exported_row_by_row(qa: Run) -> None:
    done = qa("export", "havering-2007", "--json")
    report, *rows = done.rows
    assert (report["report"], report["published"]) == ("havering-2007", "2007-02-06")
    paragraphs = [row for row in rows if "section" in row]
    assert {"key", "para", "printed", "section", "strand", "grade", "text", "notes"} <= set(
        paragraphs[0]
    )
    assert [row["para"] for row in paragraphs][:3] == ["1", "2", "3"]
    recommendations = [row for row in rows if "item" in row]
    assert set(recommendations[0]) == {"key", "para", "item", "timescale", "owner", "text"}
    judgements = [row for row in rows if "judgement" in row]
    assert set(judgements[0]) == {"key", "judgement", "strand", "grade", "number", "column"}
    assert len(paragraphs) + len(recommendations) + len(judgements) == len(rows)


def test_an_export_can_be_read_too(qa: Run) -> None:
    out = qa("export", "harrow-2012").out
    assert "Published 27 June 2012" in out
    assert "\n[58] Services to promote" in out


@pytest.mark.parametrize("command", ["export", "judgements"])
def test_a_report_that_is_not_there_is_not_found(qa: Run, command: str) -> None:
    done = qa(command, "brent-2012")
    assert done.status == 1
    assert "brent-2012" in one_sentence(done)


# Measuring


def test_what_cannot_be_left_out_is_a_wrong_call(qa: Run) -> None:
    done = qa("eval", "--without", "luck", "--gold", str(ROOT / "evals" / "gold"))
    assert done.status == 2
    assert "what can: dense, " in one_sentence(done)


def test_a_wrong_file_of_questions_is_a_wrong_call(qa: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_text('{"id": "m1"}\n')
    done = qa("eval", "--questions", str(tmp_path / "mine.jsonl"))
    assert done.status == 2
    assert "line 1" in one_sentence(done)


# Serving, and the process itself


def test_a_port_in_use_is_a_wrong_call(qa: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = qa("serve", "--port", str(port))
    assert done.status == 2
    assert f"Port {port}" in one_sentence(done)


@pytest.mark.parametrize("port", ["0", "99999", "http"])
def test_a_port_that_is_none_is_a_wrong_call(qa: Run, port: str) -> None:
    assert qa("serve", "--port", port).status == 2


def test_an_interruption_is_quiet(qa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qa.opening.open_library", interrupt)
    done = qa("reports")
    assert (done.status, done.out, done.err) == (130, "", "")


@pytest.mark.parametrize(("told", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_server_told_to_end_before_it_is_up_ends_at_once(
    told: signal.Signals, status: int, qa: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `docker stop` does; nothing that is loading is waited for, nor broken off."""

    def launch(*_: object, **__: object) -> None:
        signal.raise_signal(told)

    monkeypatch.setattr("qa.web.page.launch", launch)
    monkeypatch.setattr(os, "_exit", sys.exit)
    before = signal.getsignal(told)
    done = qa("serve", "--port", str(free_port()))
    assert (done.status, done.out, done.err) == (status, "", "")
    assert signal.getsignal(told) == before


def test_a_reader_that_leaves_early_is_no_error(index_folder: Path) -> None:
    """As in `qa export harrow-2012 --json | head -1`."""
    command = [sys.executable, "-m", "qa", "export", "harrow-2012", "--json",
               "--index", str(index_folder), "--corpus", str(ROOT / "corpus")]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout and process.stderr
    assert process.stdout.readline().startswith('{"report": "harrow-2012"')
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(30) == 0
    process.stderr.close()


def test_output_is_utf8_whatever_the_locale(index_folder: Path) -> None:
    command = [sys.executable, "-m", "qa", "export", "harrow-2012",
               "--index", str(index_folder), "--corpus", str(ROOT / "corpus")]  # fmt: skip
    surroundings = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(command, env=surroundings, capture_output=True, timeout=60)
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.decode("utf-8")


def test_every_command_has_help_with_an_example(run: Run) -> None:
    commands = re.findall(r"^    (\w+)", run("--help").out, re.MULTILINE)
    assert len(commands) > 10
    for command in commands:
        done = run(command, "--help")
        assert done.status == 0
        assert f"qa {command}" in done.out.split("examples:")[1]
