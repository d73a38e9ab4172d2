"""What a terminal shows: the same words, wrapped; and data that only changes its clothes."""

from __future__ import annotations

import json

import pytest

from qa.cli import output


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")


def test_a_quotation_is_indented_and_keeps_its_words() -> None:
    words = "“Plans are *good* overall, with multi-agency input and a 2010 review of [sic] them.”"
    shown = output.markdown("> " + words.replace("*", "\\*").replace("[", "\\["))
    assert all(line.startswith("    ") for line in shown.splitlines())
    assert " ".join(shown.split()) == words


def test_items_hang_under_their_marks() -> None:
    shown = output.markdown("- one item that is longer than a line of this terminal\n12. two")
    assert shown.splitlines() == [
        "- one item that is longer than a line of",
        "  this terminal",
        "12. two",
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("## Harrow", "Harrow"),
        ("**Inadequate** (grade 4)", "Inadequate (grade 4)"),
        ("[paragraph 58](#harrow-2012#58) says", "paragraph 58 says"),
        ("4 \\* 5 \\_ \\[x\\]", "4 * 5 _ [x]"),
        ("2 ** 3", "2 ** 3"),
        ("", ""),
        (">", ""),
    ],
)
def test_inline_marks_go_and_escapes_are_undone(written: str, shown: str) -> None:
    assert output.markdown(written) == shown


def test_a_long_word_is_not_cut() -> None:
    key = "harrow-2012#" + "x" * 60
    assert key in output.wrapped(f"see {key} there")


def test_a_list_in_a_paragraph_hangs() -> None:
    shown = output.wrapped(
        "[2] The evidence:\n- discussions with children and young people", "  ", ""
    )
    assert shown.splitlines() == [
        "[2] The evidence:",
        "  - discussions with children and young",
        "    people",
    ]


@pytest.mark.parametrize("rows", [[], [{"a": 1}], [{"a": "é"}, {"b": None}]])
def test_an_array_is_json_a_row_a_line(
    rows: list[dict[str, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    output.emit_array(rows)
    out = capsys.readouterr().out
    assert json.loads(out) == rows
    assert len(out.splitlines()) == max(1, len(rows))


TABLE = "| Authority | Grade |\n|---|---|\n| Harrow | **Inadequate** |\n| Barnet | {} |"


def test_a_table_stands_in_columns() -> None:
    assert output.markdown(TABLE.format("**Good**")).splitlines() == [
        "Authority  Grade",
        "Harrow     Inadequate",
        "Barnet     Good",
    ]


def test_a_table_that_is_too_wide_becomes_a_list() -> None:
    assert output.markdown(TABLE.format("**Good**, as the report’s table has it")).splitlines() == [
        "Harrow",
        "  Grade: Inadequate",
        "Barnet",
        "  Grade: Good, as the report’s table has",
        "      it",
    ]


def test_an_empty_table_is_empty() -> None:
    assert output.columns([]) == ""
