"""What several test files need: the real library, made once."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.index.encoder import OnnxEncoder
    from qa.index.reference import ReferenceEncoder

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def index_folder(request: pytest.FixtureRequest) -> Path:
    """The index of the five reports; kept between runs, and made anew when it is out of date."""
    from qa.index.build import build

    assert request.config.cache
    folder = request.config.cache.mkdir("index")
    build(CORPUS, folder, progress=False)
    return folder


@pytest.fixture(scope="session")
def assistant(index_folder: Path) -> Assistant:
    """The assistant over the five reports. Tests must not change it."""
    from qa.assistant import Assistant

    return Assistant.open(index_folder)


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on, or touches, the library of whoever runs it."""
    for name in ("QA_INDEX", "QA_CORPUS", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def reference() -> ReferenceEncoder:
    """all-MiniLM-L6-v2 by sentence-transformers: slow to import, so for few tests."""
    from qa.index.reference import load_reference

    return load_reference()


@pytest.fixture(scope="session")
def encoder_folder(request: pytest.FixtureRequest) -> Path:
    """A folder with the exported encoder: made once, and again when the exporter changes."""
    from qa.errors import EncoderError
    from qa.index import reference
    from qa.index.encoder import OnnxEncoder
    from qa.index.weights import find_model, sha256

    assert request.config.cache
    version = find_model().fingerprint[:12] + sha256(Path(reference.__file__))[:12]
    folder = Path(request.config.cache.mkdir("encoder")) / version
    try:
        OnnxEncoder.open(folder)
    except EncoderError:
        reference.export_onnx(request.getfixturevalue("reference"), folder)
    return folder


@pytest.fixture(scope="session")
def encoder(encoder_folder: Path) -> OnnxEncoder:
    """all-MiniLM-L6-v2 as questions are encoded."""
    from qa.index.encoder import OnnxEncoder

    return OnnxEncoder.open(encoder_folder)


@pytest.fixture(scope="session")
def static_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of another kind: a table of vectors, nothing to export."""
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

    from qa.index.weights import find_model

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it has moved, but not in every version we take
        from sentence_transformers.models import StaticEmbedding

    tokenizer = Tokenizer.from_file(str(find_model().folder / "tokenizer.json"))
    folder = tmp_path_factory.mktemp("static") / "table"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)]).save(str(folder))
    return folder
