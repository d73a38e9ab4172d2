"""The project around the program: light to import, and its commands as documented."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

import qa
from qa.assistant import Assistant

ROOT = Path(__file__).parent.parent
HEAVY = {
    "torch", "gradio", "transformers", "sentence_transformers", "onnxruntime", "faiss", "tantivy",
    "numpy", "tokenizers", "playwright",
}  # fmt: skip


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("module", ["qa", "qa.cli", "qa.report", "qa.web"])
def test_importing_it_brings_in_nothing_heavy(module: str) -> None:
    code = f"import {module}, sys; print(*sys.modules)"
    loaded = set(run(sys.executable, "-c", code).stdout.split())
    assert module in loaded
    assert not loaded & HEAVY


def test_help_needs_nothing_heavy_either() -> None:
    code = "import sys, qa.cli\ntry: qa.cli.main(['ask', '--help'])\nfinally: print(*sys.modules)"
    loaded = set(run(sys.executable, "-c", code).stdout.split())
    assert "qa.cli" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize("door", [["-m", "qa"], ["app.py"]])
def test_each_front_door_opens(door: list[str]) -> None:
    done = run(sys.executable, *door, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("usage: qa")


def test_app_is_serve() -> None:
    assert "--port" in run(sys.executable, "app.py", "--help").stdout


def test_the_version_is_told() -> None:
    assert run(sys.executable, "-m", "qa", "--version").stdout == f"qa {qa.__version__}\n"


def test_make_lists_its_commands() -> None:
    listing = run("make").stdout
    targets = set(re.findall(r"^  make (\w+)", listing, re.MULTILINE))
    assert targets == {"help", "setup", "run", "test", "lint", "eval", "bench", "lock", "clean"}


@pytest.mark.parametrize("changed", ["pyproject.toml", "requirements.lock"])
def test_make_installs_anew_when_what_is_needed_changes(changed: str) -> None:
    """The stamp hangs on both files, so `make -W` (as if one were newer) would install."""
    plan = run("make", "-n", "-W", changed, "setup").stdout
    assert "pip install" in plan and "--constraint requirements.lock" in plan


def test_an_old_python_is_told_so(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = run("make", "-W", "pyproject.toml", "setup", f"PYTHON={old}")
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stderr


def test_the_changelog_knows_this_version() -> None:
    assert f"## [{qa.__version__}]" in (ROOT / "CHANGELOG.md").read_text()


def test_what_is_imported_is_asked_for() -> None:
    """By name, and not in the hope that another package brings it; but for what belongs to one."""
    belongs = {"starlette", "mcp", "transformers", "huggingface-hub", "milvus-lite"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    asked_for = {re.split(r"[\[=<>]", each)[0] for each in wanted}
    imports = {
        name.partition(".")[0]
        for folder in ("src", "tests", "evals", "docs")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _imported(node)
    }
    installed = packages_distributions()
    for name in imports & installed.keys() - {"qa"}:
        brought_by = {each.lower().replace("_", "-") for each in installed[name]}
        assert brought_by & (asked_for | belongs), name


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_every_report_has_its_row_and_is_as_named() -> None:
    readme = (ROOT / "corpus" / "README.md").read_text()
    files = sorted(path.name for path in (ROOT / "corpus").iterdir() if path.name != "README.md")
    assert files == re.findall(r"^\| `([^`]+)`", readme, re.MULTILINE)


def install_browser(folder: Path, **programs: str) -> subprocess.CompletedProcess[str]:
    """Run the script where only these programs (name to shell script) and `cat` can be found."""
    (folder / "cat").symlink_to(shutil.which("cat") or "")
    for name, script in programs.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    return subprocess.run(
        ["/bin/sh", str(ROOT / "tests" / "install_browser.sh")],
        env={"PATH": str(folder)},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("name", ["chromium", "google_chrome", "chromium_browser"])
def test_no_browser_is_installed_where_there_is_one(tmp_path: Path, name: str) -> None:
    done = install_browser(tmp_path, **{name: ""})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_root_gets_debians_chromium(tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    done = install_browser(tmp_path, id="echo 0", apt_get=f'echo "$@" >> "{asked}"')
    assert done.returncode == 0
    update, install = asked.read_text().splitlines()
    assert "update" in update
    assert "--no-install-recommends chromium fonts-dejavu-core" in install


def test_anyone_else_is_told_how(tmp_path: Path) -> None:
    done = install_browser(tmp_path, id="echo 1000", apt_get="exit 9")
    assert done.returncode == 1
    assert "apt-get install --no-install-recommends chromium" in done.stderr


def test_the_readme_shows_the_figures_as_measured() -> None:
    done = run(sys.executable, "evals/readme.py", "--check")
    assert done.returncode == 0, done.stderr


def test_the_readmes_answers_are_the_programs(assistant: Assistant) -> None:
    """Each quotation in the README's table of questions stands in the answer to its question."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", (ROOT / "README.md").read_text("utf-8"), re.M)
    asked = [(question, reply) for question, reply in rows if "“" in reply]
    assert len(asked) >= 3
    for question, reply in asked:
        text = assistant.ask(question).text
        for quoted in re.findall(r"“(.+?)(?: …)?”", reply):
            assert quoted in text, question
