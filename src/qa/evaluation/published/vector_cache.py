"""Vectors of texts kept on disk, so that a collection is embedded once for each encoder."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.errors import EncoderError, LibraryIndexError, UsageError
from qa.index.encoding.encoder import Encoder, OnnxEncoder, Progress
from qa.index.encoding.export import export
from qa.index.encoding.weights import find_model
from qa.index.making import generation
from qa.index.making.library import ENCODER

BLOCK = 4096  # texts kept in one file: what is lost when it is stopped half-way


class VectorCache:
    """Vectors by the words of a block of texts and the encoder that made them.

    A changed text, another encoder or another version of it is another block; a file that is
    damaged is made again.
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder = folder
        self._encoder = encoder

    def vectors(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Unit vectors in the order of the texts, shape (len(texts), dimension).

        Raises UsageError when the folder cannot be written.
        """
        found = np.zeros((len(texts), self._encoder.dimension), np.float32)
        for start in range(0, len(texts), BLOCK):
            block = texts[start : start + BLOCK]
            found[start : start + len(block)] = self._block(block, progress)
        return found

    def _block(self, texts: Sequence[str], progress: Progress | None) -> NDArray[np.float32]:
        path = self._folder / f"{self._key(texts)}.npy"
        kept = _read(path, (len(texts), self._encoder.dimension))
        if kept is not None:
            if progress:
                progress(len(texts))
            return kept
        made = self._encoder.encode(texts, progress=progress)
        _write(path, made)
        return made

    def _key(self, texts: Sequence[str]) -> str:
        digest = hashlib.sha256(self._encoder.fingerprint.encode())
        for text in texts:
            words = text.encode("utf-8", "surrogatepass")
            digest.update(len(words).to_bytes(8, "big") + words)
        return digest.hexdigest()


def _read(path: Path, shape: tuple[int, int]) -> NDArray[np.float32] | None:
    try:
        kept: NDArray[np.float32] = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return kept if kept.shape == shape and kept.dtype == np.float32 else None


def _write(path: Path, vectors: NDArray[np.float32]) -> None:
    """Write a file whole or not at all."""
    draft = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".draft")
        with os.fdopen(handle, "wb") as out:
            np.save(out, vectors, allow_pickle=False)
        os.replace(draft, path)
    except OSError as error:
        if draft:
            Path(draft).unlink(missing_ok=True)
        raise UsageError(
            f"The vectors cannot be kept in {path.parent} ({error.strerror or error}). "
            "Name another folder with --cache."
        ) from error


def encoder_for(model: str | None, index: Path, cache: Path) -> Encoder:
    """The encoder of this name: the one that the index holds, or one exported into the cache.

    One that cannot be exported is used as it is. Raises EncoderError when it is not on the machine.
    """
    fingerprint = find_model(model).fingerprint
    own = cache / f"encoder-{fingerprint[:16]}"
    for folder in (*_of_index(index), own):
        try:
            found = OnnxEncoder.open(folder)
        except EncoderError:
            continue
        if found.fingerprint == fingerprint:
            return found
    try:
        return export(model, own)
    except EncoderError:
        from qa.index.encoding.reference import load_reference

        return load_reference(model)
    except OSError as error:
        raise UsageError(
            f"The encoder cannot be kept in {cache} ({error.strerror or error}). "
            "Name another folder with --cache."
        ) from error


def _of_index(index: Path) -> tuple[Path, ...]:
    """The folder of the encoder of an index, where there is an index."""
    try:
        folder = generation.current(index)
    except LibraryIndexError:
        return ()
    return (folder / ENCODER,) if folder else ()
