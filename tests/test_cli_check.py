"""`qa check`: a quotation or a whole paper, and what it exits with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run, one_sentence

ROOT = Path(__file__).parent.parent
HEALTH = (
    "Services to promote good health outcomes for looked after children and care leavers are "
    "inadequate"
)


def test_a_quotation_that_stands(qa: Run) -> None:
    done = qa("check", HEALTH)
    assert done.status == 0
    folded = " ".join(done.out.split())
    assert folded.startswith("Exact.")
    assert f"“{HEALTH}”" in folded
    assert "published 27 June 2012, paragraph 58 [harrow-2012#58]" in folded


def test_a_quotation_that_does_not(qa: Run) -> None:
    done = qa("check", HEALTH.replace("good", "poor"))
    assert done.status == 1
    folded = " ".join(done.out.split())
    assert "it says: poor the report says: good" in folded


def test_a_quotation_as_json(qa: Run) -> None:
    done = qa("check", "--json", "--report", "barnet", "--para", "5", HEALTH)
    assert done.status == 1
    row = done.json
    assert (row["verdict"], row["stands"]) == ("wrong_place", False)
    assert row["keys"] == ["harrow-2012#58"]
    assert row["source"] == HEALTH
    assert row["citation"].endswith("paragraph 58")
    assert row["claimed"]["reports"] == ["barnet-2012"]


def test_a_paper_is_checked_whole(qa: Run, tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(f'"{HEALTH}" (Harrow 2012, paragraph 58). They are "good".')
    done = qa("check", "--file", str(paper))
    assert done.status == 0
    assert done.out.splitlines()[0].split()[:4] == ["line", "1", "exact", "harrow-2012#58"]
    assert "2 quotations: 1 exact, 1 too short." in done.out
    paper.write_text(paper.read_text().replace("58", "59"))
    done = qa("check", "--json", "--file", str(paper))
    assert done.status == 1
    assert [row["verdict"] for row in done.rows] == ["wrong_place", "too_short"]


def test_a_paper_comes_in_on_standard_input(index_folder: Path) -> None:
    command = [sys.executable, "-m", "qa", "check", "--json", "-",
               "--index", str(index_folder), "--corpus", str(ROOT / "corpus")]  # fmt: skip
    done = subprocess.run(
        command, input=f"> {HEALTH}\n".encode(), capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["verdict"] == "exact"


@pytest.mark.parametrize(
    "command",
    [["check"], ["check", " "], ["check", "--file", "x.md", "words"], ["check", "“”"],
     ["check", "--file", "no-such.md"], ["check", "--file", "picture.png"],
     ["check", "--para", "fifty eight", "any three words"]],
)  # fmt: skip
def test_a_wrong_call_of_check_is_a_sentence(qa: Run, command: list[str]) -> None:
    done = qa(*command)
    assert done.status == 2
    one_sentence(done)


def test_a_paper_without_quotations_is_not_found_to_stand(qa: Run, tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text("Nothing is quoted here.")
    done = qa("check", "--file", str(tmp_path / "paper.md"))
    assert done.status == 1
    assert "There is no quotation in" in one_sentence(done)
