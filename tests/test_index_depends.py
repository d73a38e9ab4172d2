"""What an index depends on is what takes part when it is made: a change of it makes it stale, and
a change of what only answers questions does not.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CORPUS

import qa
from qa.index.making.corpus import DECIDING, reader_version

PACKAGE = Path(qa.__file__).parent
# They take part and decide nothing: a version, how many cores there are, how faults are worded.
NOT_DECIDING = {"__init__.py", "cores.py", "errors.py"}


def deciding() -> set[str]:
    found = (path for pattern in DECIDING for path in PACKAGE.glob(pattern))
    return {path.relative_to(PACKAGE).as_posix() for path in found}


@pytest.fixture(scope="module")
def took_part(
    encoder_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[set[str], set[str]]:
    """The modules, and the data files, that took part in making an index."""
    making = str(Path(__file__).parent / "making.py")
    folder = tmp_path_factory.mktemp("made") / "new"
    done = subprocess.run(
        [sys.executable, making, str(CORPUS), str(encoder_folder), str(folder)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    modules, data = json.loads(done.stdout)
    return set(modules), set(data)


def test_the_data_that_takes_part_is_what_an_index_depends_on(
    took_part: tuple[set[str], set[str]],
) -> None:
    listed = {name for name in deciding() if name.startswith("data/") and name.endswith(".toml")}
    assert took_part[1] == listed


def test_every_module_that_takes_part_decides(took_part: tuple[set[str], set[str]]) -> None:
    assert took_part[0] - deciding() == NOT_DECIDING


def test_what_an_index_depends_on_is_there() -> None:
    assert all(any(PACKAGE.glob(pattern)) for pattern in DECIDING)
    assert "reading/pdf/page.py" in deciding()


@pytest.mark.parametrize(
    ("name", "stale"),
    [
        ("data/stopwords.toml", True),
        ("data/frameworks.toml", True),
        ("reading/pdf/page.py", True),
        ("data/vocabulary.toml", False),
        ("data/questions.toml", False),
        ("answer/composition/answerer.py", False),
    ],
)
def test_only_a_change_of_those_makes_an_index_stale(
    name: str, stale: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reader_version()
    read = Path.read_bytes

    def edited(path: Path) -> bytes:
        return read(path) + (b"\n# edited\n" if path == PACKAGE / name else b"")

    monkeypatch.setattr(Path, "read_bytes", edited)
    assert (reader_version() != before) is stale
