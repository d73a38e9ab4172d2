"""The image without an engine: what the Dockerfile copies is enough for what it runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
import yaml
from conftest import lend
from ports import free_port

import qa

ROOT = Path(__file__).parent.parent
LINES = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").split("\n")


def instructions(name: str) -> list[str]:
    return [line.removeprefix(f"{name} ") for line in LINES if line.startswith(f"{name} ")]


def copied() -> list[str]:
    """What the first stage takes from the repository."""
    taken = [words for words in instructions("COPY") if not words.startswith("--from")]
    return [name for words in taken for name in words.split()[:-1]]


def test_all_that_the_package_is_made_from_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {project["readme"], *project["license-files"], "src", "corpus"} <= set(copied())
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {f"!{name}" for name in copied()} <= set(ignored)
    assert all((ROOT / name).exists() for name in copied())


def test_it_does_not_run_as_root() -> None:
    last = LINES[max(place for place, line in enumerate(LINES) if line.startswith("FROM")) :]
    users = [line for line in last if line.startswith("USER")]
    assert users and users[-1].split()[1] not in ("root", "0")
    assert not any(line.startswith("RUN") for line in last[last.index(users[-1]) :])


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_its_command_serves_from_what_was_copied(tmp_path: Path, index_folder: Path) -> None:
    for name in copied():
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path)
    lend(index_folder, tmp_path / "index")
    port = free_port()
    command = json.loads(instructions("CMD")[0])
    assert command[0] == "qa"
    health = json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2])
    around = os.environ | {"PYTHONPATH": str(tmp_path / "src")}
    # On the loopback here: a test opens nothing to a network.
    options = [word.replace("0.0.0.0", "127.0.0.1") for word in command[1:]]
    served = subprocess.Popen(
        [sys.executable, "-m", "qa", *options, "--port", str(port)],
        cwd=tmp_path,
        env=around,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert served.stdout
    check = [sys.executable, health[1], health[2].replace("7860", str(port))]
    try:
        for _ in range(120):
            # The check itself is a program to start: not before there is something to reach.
            if is_open(port) and subprocess.run(check, capture_output=True).returncode == 0:
                break
            assert served.poll() is None, served.communicate()[1]
            time.sleep(0.5)
        else:
            pytest.fail("it never became healthy")
        # It may be healthy a moment before it is ready; till then it would end at once.
        assert str(port) in served.stdout.readline()
    finally:
        served.send_signal(signal.SIGTERM)  # as `docker stop` does
        ended = served.wait(60)
    assert ended == 0, "it was killed instead of closing the page"


def test_the_workflow_runs_what_is_run_here() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text())
    steps = workflow["jobs"]["test"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_citation_is_of_this_version() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert cited["version"] == qa.__version__
    assert re.fullmatch(r"1\.\d\.\d", cited["cff-version"])
    assert cited["license"] == "MIT"
