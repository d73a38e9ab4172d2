"""Engines by name and address, what is filtered by, and what is said when one is not there."""

from __future__ import annotations

import re
import socket
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import CORPUS
from engine_names import HOSTILE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_samples import HashEncoder, sample_reader, write_corpus

from qa.cli import build_parser, main
from qa.cli.options import engine_of
from qa.errors import EngineError, UsageError
from qa.index.making.build import build
from qa.index.making.engines import Engine
from qa.index.making.library import Library
from qa.index.milvus.filters import among, in_scope, report_numbers, with_terms
from qa.index.milvus.server import reach
from qa.index.retrieval.words import terms_of
from qa.index.sqlite.table import PARAGRAPH, PASSAGE, Names, PassageTable
from qa.index.sqlite.units import PassageUnits, Scope

READER = sample_reader()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.text(max_size=20) | st.sampled_from(HOSTILE), max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_a_filter_holds_nothing_but_numbers(names: list[str], outside: bool, long: bool) -> None:
    """Whatever the reports of the library are called, and whatever is asked for."""
    none = PassageTable(np.empty(0, PASSAGE), np.empty(0, PARAGRAPH), Names((), (), ()))
    units = PassageUnits(none, (), ())
    numbers = report_numbers(names)
    for asked in (names, [*names, *HOSTILE]):
        found = in_scope(Scope(units, asked, outside, long), numbers)
        assert found is not None or not (names or outside)
        assert re.fullmatch(
            r"(report (not )?in \[\d+(,\d+)*\])?( and )?(short == false)?", found or ""
        )
        terms = [term for name in asked for term in terms_of(name)]
        assert re.fullmatch(r"array_contains_all\(terms, \[[\d,]*\]\)", with_terms(terms))


def test_text_is_no_number() -> None:
    """So it cannot get into a filter by mistake."""
    with pytest.raises(ValueError, match="invalid literal"):
        among("report", ["0] or true"])  # type: ignore[list-item]


def test_a_server_that_is_not_there_is_told_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, by the command line."""
    pytest.importorskip("pymilvus", reason="pip install .[milvus]")
    where = ["--index", str(tmp_path / "index"), "--corpus", str(CORPUS)]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        uri = f"http://127.0.0.1:{probe.getsockname()[1]}"
        assert main(["index", *where, "--uri", uri]) == 1
    said = capsys.readouterr().err
    assert uri in said and "Traceback" not in said and said.count("\n") == 1


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    """And the index in use stays as it is."""
    pytest.importorskip("pymilvus", reason="pip install .[milvus]")
    index, encoder = tmp_path / "index", HashEncoder()
    corpus = write_corpus(tmp_path / "corpus", a="harrow-2012")
    build(corpus, index, reader=READER, encoder=encoder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))  # held, and not listened at
        engine = Engine.named("milvus", f"http://127.0.0.1:{probe.getsockname()[1]}")
        with pytest.raises(EngineError, match=r"127\.0\.0\.1.*Is the server up"):
            build(corpus, index, engine=engine, reader=READER, encoder=encoder)
    assert Library.open(index, encoder=encoder).manifest.engine.name == "embedded"


def test_what_is_not_installed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the line that installs it."""
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(EngineError, match=r"pip install 'qa\[milvus\]'"):
        reach(str(tmp_path / "other.db"))


@pytest.mark.parametrize(
    ("name", "uri", "why"),
    [
        ("embedded", "http://localhost:19530", "no address"),
        ("elastic", None, "is no engine"),
        ("milvus", "localhost:19530", "no address of Milvus"),
        ("milvus", "file:///etc/passwd", "no address of Milvus"),
        (None, "http://root:Milvus@localhost:19530", "QA_MILVUS_TOKEN"),
    ],
)
def test_an_address_that_cannot_be_taken_is_refused(
    name: str | None, uri: str | None, why: str
) -> None:
    """Before anything is asked of anyone."""
    with pytest.raises(UsageError, match=why):
        Engine.named(name, uri)


def test_the_command_line_says_what_cannot_be_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is opened."""
    where = ["--index", str(tmp_path / "index"), "--corpus", str(CORPUS)]
    assert main(["ask", *where, "--uri", "localhost:19530", "health"]) == 2
    assert main(["index", *where, "--engine", "embedded", "--uri", "http://localhost:1"]) == 2
    assert "no address" in capsys.readouterr().err


def test_the_environment_names_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said in the call goes before it."""

    def asked(*options: str) -> Engine | None:
        return engine_of(build_parser().parse_args(["ask", *options, "health"]))

    assert asked() is None
    monkeypatch.setenv("QA_MILVUS_URI", "http://milvus.example:19530/")
    assert asked() == Engine("milvus", "http://milvus.example:19530")
    assert asked("--engine", "embedded") == Engine("embedded")
    assert asked("--uri", "https://other.example") == Engine("milvus", "https://other.example")
    monkeypatch.delenv("QA_MILVUS_URI")
    monkeypatch.setenv("QA_ENGINE", "milvus")
    assert asked() == Engine("milvus")
