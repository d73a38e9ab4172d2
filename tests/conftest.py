"""What several test files need: the real library, made once."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from ports import free_port

if TYPE_CHECKING:
    from browser import Visitor, Visitors
    from commands import Run
    from playwright.sync_api import Browser, BrowserContext, Page

    from qa.answer.form.reply import Answer
    from qa.assistant import Assistant
    from qa.index.encoding.encoder import OnnxEncoder
    from qa.index.encoding.reference import ReferenceEncoder

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"

# The tests start dozens of Pythons: what they import is compiled once, whatever the account says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


# What takes long begins first, so that neither of two processes is left alone with it at the end;
# the second of these needs no index, for the first may have to make it.
LONG = (
    "test_evaluation_baseline.py",
    "test_reading_printed.py",
    "test_web_browser.py",
    "test_index_encoder.py",
    "test_adapter.py",
    "test_index_build.py",
    "test_docs.py",
    "test_killed.py",
    "test_web_access.py",
    "test_adding.py",
    "test_cli_adding.py",
    "test_mcp.py",
    "test_reading_properties.py",
    "test_cli_library.py",
    "test_checking.py",
    "test_container.py",
    "test_web_adding.py",
    "test_web_judgements.py",
    "test_doors.py",
    "test_cli.py",
    "test_hindered.py",
    "test_doctor.py",
)
# These need the libraries that train encoders, which take seconds to import: one process does.
TRAINERS = ("test_index_encoder.py", "test_adapter.py", "test_index_build.py")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Each file is for one process, and all of `TRAINERS` are for the same."""
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file: str = super()._split_scope(nodeid)
            return TRAINERS[0] if file.endswith(TRAINERS) else file

    return Together(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files in the order of `LONG`, and the others after them as they were."""
    places = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long a test of chance goes on: `pytest tests/test_killed.py --kills 2000`."""
    parser.addoption("--kills", type=int, default=52, help="processes to kill at random moments")


@pytest.fixture(scope="session")
def index_folder(request: pytest.FixtureRequest) -> Path:
    """The index of the five reports; kept between runs, and made anew when it is out of date."""
    from qa.index.making.build import build

    assert request.config.cache
    folder = request.config.cache.mkdir("index")
    build(CORPUS, folder, progress=False)  # where two processes test, the second waits
    return folder


@pytest.fixture(scope="session")
def assistant(index_folder: Path) -> Assistant:
    """The assistant over the five reports. Tests must not change it."""
    from qa.assistant import Assistant

    return Assistant.open(index_folder)


@pytest.fixture(scope="session")
def answer(assistant: Assistant) -> Answer:
    """What is answered on the health of looked after children in Harrow."""
    return assistant.ask("what did Ofsted say about Harrow LAC health?")


def lend(folder: Path, place: Path) -> None:
    """Put the index of a folder in another place too, to be read there and not changed."""

    def link(source: str, target: str) -> str:
        try:
            os.link(source, target)
        except OSError:  # another disk
            shutil.copy2(source, target)
        return target

    shutil.copytree(folder, place, copy_function=link)


@pytest.fixture(scope="session")
def connections() -> Iterator[list[str]]:
    """The hosts beyond this machine that this process connected to: there must be none."""
    met: list[str] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "a file"
        if host not in ("127.0.0.1", "::1", "localhost", "a file"):
            met.append(str(host))
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", watched)
        yield met


@pytest.fixture(scope="session")
def served(assistant: Assistant, connections: list[str]) -> Iterator[str]:
    """The address, without a slash at its end, where the real page is served, with its tools."""
    from qa.web import Site, launch

    page, _, address = launch(lambda: assistant, Site(port=free_port(), mcp=True))
    yield address.rstrip("/")
    page.close(verbose=False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process."""
    from commands import Done

    from qa import cli

    def run(*command: str) -> Done:
        try:
            status = cli.main(command)
        except SystemExit as stop:  # argparse: help, or a wrong call
            status = int(stop.code or 0)
        caught = capsys.readouterr()
        return Done(status, caught.out, caught.err)

    return run


@pytest.fixture
def qa(run: Run, index_folder: Path) -> Run:
    """Run a command on the library of the five reports."""
    place = ("--index", str(index_folder), "--corpus", str(CORPUS))
    return lambda command, *more: run(command, *place, *more)


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on, or touches, the library of whoever runs it."""
    for name in [*os.environ]:
        if name.startswith("QA_") or name == "COLUMNS":
            monkeypatch.delenv(name)


@pytest.fixture(scope="session", autouse=True)
def _each_encoder_is_loaded_once() -> Iterator[None]:
    """Libraries in many folders have the same encoder: it takes half a second and 100 MB."""
    from qa.index.encoding.encoder import OnnxEncoder

    load = OnnxEncoder.open
    loaded: dict[object, OnnxEncoder] = {}

    def lent(folder: Path) -> OnnxEncoder:
        stats = [(path.name, path.stat()) for path in sorted(folder.glob("*"))]
        key = tuple((name, s.st_ino, s.st_size, s.st_mtime_ns) for name, s in stats)
        if not stats or key not in loaded:
            encoder = load(folder)
            while len(loaded) >= 3:  # as many as are in use at a time
                del loaded[next(iter(loaded))]
            loaded[key] = encoder
        return loaded[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OnnxEncoder, "open", lent)
        yield


@pytest.fixture(scope="session")
def reference() -> ReferenceEncoder:
    """all-MiniLM-L6-v2 by sentence-transformers: slow to import, so for few tests."""
    from qa.index.encoding.reference import load_reference

    return load_reference()


@pytest.fixture(scope="session")
def encoder_folder(request: pytest.FixtureRequest) -> Path:
    """A folder with the exported encoder: made once, and again when the graph changes."""
    from qa.errors import EncoderError
    from qa.index.encoding import graph
    from qa.index.encoding.encoder import OnnxEncoder
    from qa.index.encoding.export import export
    from qa.index.encoding.weights import find_model, sha256

    assert request.config.cache
    version = find_model().fingerprint[:12] + sha256(Path(graph.__file__))[:12]
    folder = Path(request.config.cache.mkdir("encoder")) / version
    with FileLock(folder.with_suffix(".lock")):  # against another process that tests
        try:
            OnnxEncoder.open(folder)
        except EncoderError:
            export(None, folder)
    return folder


@pytest.fixture(scope="session")
def encoder(encoder_folder: Path) -> OnnxEncoder:
    """all-MiniLM-L6-v2 as questions are encoded."""
    from qa.index.encoding.encoder import OnnxEncoder

    return OnnxEncoder.open(encoder_folder)


@pytest.fixture(scope="session")
def static_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of another kind: a table of vectors, nothing to export."""
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

    from qa.index.encoding.weights import find_model

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it has moved, but not in every version we take
        from sentence_transformers.models import StaticEmbedding

    tokenizer = Tokenizer.from_file(str(find_model().folder / "tokenizer.json"))
    folder = tmp_path_factory.mktemp("static") / "table"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)]).save(str(folder))
    return folder


# ---- the page in a real browser; of module scope, for Playwright keeps an event loop running ----


@pytest.fixture(scope="module")
def site(served: str) -> str:
    """The address of the real page over the real reports."""
    return f"{served}/"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    from browser import browser

    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def visitors(chromium: Browser, site: str) -> Visitors:
    from browser import Visitors

    return Visitors(chromium, site)


@pytest.fixture(scope="module")
def regular(visitors: Visitors) -> BrowserContext:
    """Someone who comes again: what the page is made of is in this browser's cache."""
    return visitors.new()


@pytest.fixture
def visitor(visitors: Visitors) -> Iterator[Visitor]:
    """Makes visitors; at the end, none may have asked another host for anything."""
    made: list[BrowserContext] = []

    def make(**settings: Any) -> BrowserContext:
        made.append(visitors.new(**settings))
        return made[-1]

    yield make
    for context in made:
        context.close()
    visitors.check()


@pytest.fixture
def tab(regular: BrowserContext, visitors: Visitors) -> Iterator[Page]:
    """A tab of its own, still empty: to arrive takes most of a test's time."""
    opened = regular.new_page()
    yield opened
    opened.close()
    visitors.check()


@pytest.fixture
def page(tab: Page, site: str) -> Page:
    """A tab of its own at the page, the library open."""
    from browser import arrive

    arrive(tab, site)
    return tab
