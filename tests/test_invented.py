"""The invented reports that the encoder is trained on: whole, apart from the library, nobody's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from invented import read
from written import INVENTED, written

from qa import jsonl
from qa.authorities import fold, load_authorities
from qa.index.passages import passages_of
from qa.sentences import sentences

ROOT = Path(__file__).parent.parent
STOCK_WORDS = 17  # "The overall effectiveness of services for ... is good" stands in every report
FILES = sorted(INVENTED.glob("*.md"))


def test_there_are_invented_reports_to_train_on() -> None:
    assert len(FILES) >= 12


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_invented_report_is_read_whole(path: Path) -> None:
    report = read(path)
    assert [p.number for p in report.paragraphs] == [
        str(number) for number in range(1, len(report.paragraphs) + 1)
    ]
    assert all(p.section and p.text for p in report.paragraphs)
    words = path.read_text("utf-8").split("\n## ", 1)[1]
    for paragraph in report.paragraphs:
        assert fold(paragraph.text.split("\n")[0])[:60] in fold(words)
    assert {passage.key for passage in passages_of(report)} == {p.key for p in report.paragraphs}


def test_the_items_of_an_invented_list_are_items() -> None:
    report = read(INVENTED / "elmsworth-2010.md")
    listed = next(p for p in report.paragraphs if p.items)
    assert listed.item_text(1) in listed.text
    assert not listed.item_text(1).startswith("-")


def test_a_line_that_is_nothing_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "nowhere-2010.md"
    path.write_text("# Nowhere\n\n## Part\n\nno number\n", "utf-8")
    with pytest.raises(ValueError, match="neither heading"):
        read(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_question_is_answered_in_its_invented_report(path: Path) -> None:
    keys = {p.key for p in read(path).paragraphs}
    rows = [row for _, row in jsonl.read(path.with_suffix(".jsonl"))]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row["relevant"]) <= keys, row["id"]
        assert 2 in row["relevant"].values(), row["id"]
        assert set(row["relevant"].values()) <= {1, 2}, row["id"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_near_miss_is_answered_nowhere_and_its_twin_is(path: Path) -> None:
    keys = {p.key for p in read(path).paragraphs}
    rows = [row for _, row in jsonl.read(INVENTED / "near" / f"{path.stem}.jsonl")]
    assert len(rows) >= 80
    for row in rows:
        assert {*row["relevant"], *row.get("tempting", ())} <= keys, row["id"]
        assert (2 in row["relevant"].values()) == (row["type"] == "twin"), row["id"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_invented_authority_is_no_authority(path: Path) -> None:
    assert path.stem.rpartition("-")[0] not in load_authorities().by_name
    assert not (ROOT / "corpus" / path.with_suffix(".txt").name).exists()


def test_no_invented_sentence_is_a_real_one() -> None:
    real = " ".join(fold(path.read_text("utf-8")) for path in (ROOT / "corpus").glob("*.txt"))
    for path in FILES:
        for paragraph in read(path).paragraphs:
            for span in sentences(paragraph.text):
                said = fold(paragraph.text[span.start : span.end])
                assert len(re.findall(r"\w+", said)) < STOCK_WORDS or said not in real, (
                    path.stem,
                    said,
                )


def test_invented_questions_are_only_read_for_training() -> None:
    invented = {path.stem for path in FILES}
    assert not invented & {row.report for row in written()}
    assert invented <= {row.report for row in written(invented=True)}
