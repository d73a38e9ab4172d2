"""The documents: each command in them is one that the program takes, and does what it should."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import qa
from qa import cli

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ADDRESS = "http://127.0.0.1:7860"
_FENCED = re.compile(r"^```(?P<kind>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
# Commands that run until they are stopped, or measure for minutes: it is enough that they parse.
_LONG = {"serve", "mcp", "eval", "doctor", "add", "remove"}


@dataclass(frozen=True)
class Fenced:
    """A block of code in a document."""

    document: Path
    kind: str
    code: str

    @property
    def commands(self) -> list[str]:
        """Its lines, those that go on joined, comments apart."""
        joined = self.code.replace("\\\n", " ")
        lines = [line.removeprefix("$ ").strip() for line in joined.split("\n")]
        return [line for line in lines if line and not line.startswith("#")]


def fenced(*kinds: str) -> Iterator[Fenced]:
    for document in DOCUMENTS:
        for found in _FENCED.finditer(document.read_text("utf-8")):
            if found["kind"] in kinds:
                yield Fenced(document, found["kind"], found["code"])


def named(block: Fenced) -> str:
    return f"{block.document.name}: {block.commands[0][:50]}"


def test_every_command_of_the_program_is_one_it_takes() -> None:
    parser = cli.build_parser()
    taken = 0
    for block in fenced("", "sh"):
        for line in block.commands:
            for command in re.split(r" · ", line):
                if not command.startswith("qa "):
                    continue
                arguments = shlex.split(command.partition(" | ")[0], comments=True)[1:]
                if "--help" in arguments:
                    continue
                with contextlib.redirect_stderr(io.StringIO()) as said:
                    try:
                        parser.parse_args(arguments)
                    except SystemExit:
                        pytest.fail(f"{block.document.name}: {command}\n{said.getvalue()}")
                taken += 1
    assert taken > 20


@pytest.mark.parametrize("block", list(fenced("sh")), ids=named)
def test_what_is_shown_for_a_shell_works(
    block: Fenced,
    served: str,
    index_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QA_INDEX", str(index_folder))
    monkeypatch.setenv("QA_CORPUS", str(ROOT / "corpus"))
    for line in block.commands:
        arguments = shlex.split(line, comments=True)
        if arguments[0] == "qa" and arguments[1] not in _LONG:
            assert cli.main(arguments[1:]) == 0, line
        elif arguments[0] == "curl":
            if not shutil.which("curl"):
                pytest.skip("there is no curl")
            called = [part.replace(ADDRESS, served) for part in arguments]
            done = subprocess.run(called, capture_output=True, text=True, timeout=30)
            assert done.returncode == 0, line
            wrong = '"error"' in done.stdout
            assert wrong == line.endswith("23999'"), done.stdout
        else:
            assert arguments[0] == "qa", line  # anything else has to be thought of here


@pytest.mark.parametrize("block", list(fenced("python")), ids=named)
def test_what_is_shown_in_python_works(
    block: Fenced, served: str, index_folder: Path, tmp_path: Path
) -> None:
    code = block.code.replace(ADDRESS, served).replace('open("index")', f'open("{index_folder}")')
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("cite.py", ["paragraph 58", "Being healthy: Good", "not answered (authority_not_held)"]),
        ("grades.py", ["redbridge-2010", "4 Outstanding - 1 Inadequate"]),
        ("proofread.py", ["exact:", "it says “adequate”, the report “inadequate”", "not_found:"]),
    ],
)
def test_each_worked_script_works(script: str, told: list[str], index_folder: Path) -> None:
    command = [sys.executable, str(ROOT / "docs" / "examples" / script), str(index_folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert [words for words in told if words not in done.stdout] == []


def test_the_reference_tells_of_every_public_name() -> None:
    """Its wording may be a commit behind the docstrings; docs/releasing.md has it made anew."""
    command = [sys.executable, str(ROOT / "docs" / "reference.py"), "--check"]
    assert subprocess.run(command, capture_output=True, timeout=60).returncode in (0, 1)
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    assert re.findall(r"^### `(\w+)`", page, re.MULTILINE) == qa.__all__
    for name in ("ask", "search", "show", "check", "reports", "judgements", "write"):
        assert re.search(rf"^- `{name}\(", page, re.MULTILINE), name
