"""The documents: each command in them is one that the program takes, and does what it should."""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from conftest import lend
from docx import Document
from printing import plain
from scripted_model import saying, scripted

import qa
from qa import cli

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ADDRESS = "http://127.0.0.1:7860"
_FENCED = re.compile(r"^```(?P<kind>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"(?<!\S)#.*")  # not the # of a key
# Commands that run until they are stopped, or measure for minutes: it is enough that they parse.
_LONG = {"serve", "mcp", "eval", "bench"}


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
        lines = [_COMMENT.sub("", line.removeprefix("$ ")).strip() for line in joined.split("\n")]
        return [line for line in lines if line]


def fenced(*kinds: str) -> Iterator[Fenced]:
    for document in DOCUMENTS:
        for found in _FENCED.finditer(document.read_text("utf-8")):
            if found["kind"] in kinds:
                yield Fenced(document, found["kind"], found["code"])


def test_every_command_of_the_program_is_one_it_takes() -> None:
    parser = cli.build_parser()
    taken = 0
    for block in fenced("", "sh"):
        for line in block.commands:
            for command in re.split(r" · ", line):
                if not command.startswith("qa "):
                    continue
                arguments = shlex.split(command.partition(" | ")[0])[1:]
                if "--help" in arguments:
                    continue
                with contextlib.redirect_stderr(io.StringIO()) as said:
                    try:
                        parser.parse_args(arguments)
                    except SystemExit:
                        pytest.fail(f"{block.document.name}: {command}\n{said.getvalue()}")
                taken += 1
    assert taken > 20


_INLINE = re.compile(r"`((?:make|python|pip|docker) [^`\n]+)`")
_SCRIPT = re.compile(r"python (?P<file>[\w/]+\.py)(?P<rest>[^#]*)")


def test_every_other_command_is_of_a_target_a_script_or_an_extra_that_there_is() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    parser = cli.build_parser()
    met = set()
    for document in [*DOCUMENTS, ROOT / "CONTRIBUTING.md", ROOT / "evals" / "README.md"]:
        text = document.read_text("utf-8")
        lines = [line for block in _FENCED.finditer(text) for line in block["code"].split("\n")]
        for line in [*lines, *_INLINE.findall(_FENCED.sub("", text))]:
            line, told = line.partition("#")[0].strip(), f"{document.name}: {line}"
            first, _, rest = line.partition(" ")
            met.add(first)
            if first == "make":
                assert rest.split()[0] in targets, told
            elif script := _SCRIPT.search(line):
                code = (ROOT / script["file"]).read_text("utf-8")
                options = re.findall(r"--[a-z-]+", script["rest"])
                assert [option for option in options if f'"{option}"' not in code] == [], told
            elif first == "pip":
                for extras in re.findall(r"qa\[([\w,-]+)\]", line):
                    assert set(extras.split(",")) <= set(project["optional-dependencies"]), told
            elif line.startswith("docker run") and " qa qa " in line:
                parser.parse_args(shlex.split(line.partition(" qa qa ")[2]))
    assert {"make", "python", "pip", "docker"} <= met


def told_in(*kinds: str) -> list[Path]:
    """The documents that hold blocks of these kinds."""
    return list(dict.fromkeys(block.document for block in fenced(*kinds)))


@pytest.fixture(scope="module")
def workplace(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library, and the files that the documents speak of."""
    place = tmp_path_factory.mktemp("workplace")
    shutil.copytree(ROOT / "corpus", place / "corpus")
    lend(index_folder, place / "index")
    samples = ROOT / "tests" / "samples"
    printed = plain((samples / "ilacs-numbered.txt").read_text("utf-8"))
    (place / "report.pdf").write_bytes(printed)
    (place / "inspections").mkdir()
    shutil.copy(samples / "single-inspection-tabs.txt", place / "inspections" / "from-2012.txt")
    (place / "questions.jsonl").write_text('{"id": "q1", "question": "Harrow LAC health?"}\n')
    (place / "paper.md").write_text(
        "Services “for looked after children and care leavers are inadequate” (Harrow 2012, "
        "paragraph 58).\n"
    )
    paper = Document()
    paper.add_paragraph((place / "paper.md").read_text())
    paper.save(str(place / "paper.docx"))
    return place


@pytest.fixture
def at_work(
    workplace: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The workplace as the current folder; a copy of it where a document changes the library."""
    place = workplace
    document: Path = request.getfixturevalue("document")
    if re.search(r"^qa (?:add|remove)", document.read_text("utf-8"), re.MULTILINE):
        place = request.getfixturevalue("tmp_path") / "workplace"
        shutil.copytree(workplace, place)
    monkeypatch.chdir(place)
    return place


@pytest.mark.parametrize("document", told_in("sh"), ids=lambda path: path.name)
def test_what_is_shown_for_a_shell_works(
    document: Path, at_work: Path, served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scripted(saying("No citation.")) as model:
        places = {ADDRESS: served, "http://127.0.0.1:8080/v1": model.url}
        for block in fenced("sh"):
            if block.document != document:
                continue
            for line in block.commands:
                for shown, real in places.items():
                    line = line.replace(shown, real)
                run(line, monkeypatch)


def run(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line for a shell; what it exits with is what it should."""
    arguments = shlex.split(line)
    if arguments[0] == "curl":
        answer = fetched(arguments[1:])
        assert ('"error"' in answer) == line.endswith("23999'"), answer
        return
    assert arguments[0] == "qa", line  # anything else has to be thought of here
    if arguments[1] in _LONG:
        return
    if "<" in arguments:
        given = arguments[arguments.index("<") + 1]
        text = io.TextIOWrapper(io.BytesIO(Path(given).read_bytes()), "utf-8")
        monkeypatch.setattr(sys, "stdin", text)
        arguments = arguments[: arguments.index("<")]
    if arguments[1:] == ["remove", "harrow-2012"]:
        arguments.append("--yes")  # it asks
    unanswered = "..." in arguments
    assert cli.main(arguments[1:]) == int(unanswered), line


def fetched(arguments: list[str]) -> str:
    """What curl is given with these arguments, asked for without it: not every machine has it."""
    takes = argparse.ArgumentParser(exit_on_error=False)
    takes.add_argument("-s", action="store_true")
    takes.add_argument("-o", type=Path)
    takes.add_argument("--json")
    takes.add_argument("url")
    asked = takes.parse_args(arguments)
    if asked.json is None:
        answer = httpx.get(asked.url, timeout=30)
    else:
        as_json = {"Content-Type": "application/json"}
        answer = httpx.post(asked.url, content=asked.json, headers=as_json, timeout=30)
    if asked.o:
        asked.o.write_bytes(answer.content)
    return answer.text


@pytest.mark.parametrize("document", told_in("python"), ids=lambda path: path.name)
def test_what_is_shown_in_python_works(document: Path, at_work: Path, served: str) -> None:
    """All of a document in one go: starting Python anew for each block takes most of the time."""
    blocks = [block.code for block in fenced("python") if block.document == document]
    code = "\n".join(blocks).replace(ADDRESS, served)
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=at_work, capture_output=True, text=True, timeout=60)
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
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    assert re.findall(r"^### `(\w+)`", page, re.MULTILINE) == qa.__all__
    for name in ("ask", "search", "show", "check", "reports", "judgements", "write"):
        assert re.search(rf"^- `{name}\(", page, re.MULTILINE), name


def test_the_reference_is_as_the_code_is() -> None:
    command = [sys.executable, str(ROOT / "docs" / "reference.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_every_link_between_the_documents_leads_somewhere() -> None:
    for document in [*DOCUMENTS, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
