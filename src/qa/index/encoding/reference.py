"""The encoder as published: sentence-transformers, and the exporter of the graph that answers.

Everything here imports torch, which takes seconds; nothing on the path of a question does.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.errors import EncoderError
from qa.index.encoding.adapter import interaction, merge
from qa.index.encoding.card import GRAPH, INTERACTION, TOKENIZER, Card
from qa.index.encoding.encoder import (
    CLOSE_ENOUGH,
    EMBEDDING,
    SAMPLE,
    TOKENS,
    OnnxEncoder,
    Progress,
    plain,
)
from qa.index.encoding.interaction import Interaction
from qa.index.encoding.weights import ModelFiles, find_model, offline

_OPSET = 17
_SLICE = 256  # texts between two reports of progress


class ReferenceEncoder:
    """A sentence-transformers model, as its authors run it."""

    def __init__(
        self,
        files: ModelFiles,
        model: Any,  # noqa: ANN401
        interaction: Interaction | None = None,
    ) -> None:
        self.files = files
        self.model = model
        self.interaction = interaction
        # Asked of a vector: the method that says it has had several names.
        self.dimension = len(model.encode("", show_progress_bar=False))

    @property
    def name(self) -> str:
        return self.files.name

    @property
    def fingerprint(self) -> str:
        return self.files.fingerprint

    def knows(self, word: str) -> bool:
        """Whether a word in small letters is one token: a word, and not a misspelling of one."""
        return word in self.model.tokenizer.get_vocab()

    def encode(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Vectors of length 1, shape (len(texts), dimension), in the order of the texts."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        for start in range(0, len(order), _SLICE):
            rows = order[start : start + _SLICE]
            vectors[rows] = self.model.encode(
                [plain(texts[row]) for row in rows],
                batch_size=8,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            if progress:
                progress(len(rows))
        return vectors


def load_reference(model: str | None = None) -> ReferenceEncoder:
    """The reference encoder: the bundled one, adapted, or "base", or a model by folder or name.

    Raises EncoderError when it is not on the machine or cannot be loaded.
    """
    return reference_of(find_model(model))


def reference_of(files: ModelFiles) -> ReferenceEncoder:
    """The reference encoder of a model that was found. Raises EncoderError."""
    offline()
    import transformers
    from sentence_transformers import SentenceTransformer

    library: Any = transformers  # its functions are not all typed
    library.logging.disable_progress_bar()
    try:
        loaded = SentenceTransformer(str(files.folder), device="cpu", local_files_only=True)
    except Exception as error:  # a damaged model fails in as many ways as there are models
        raise EncoderError(f"The model in {files.folder} cannot be loaded: {error}") from error
    if files.adapted:
        merge(loaded)
    return ReferenceEncoder(files, loaded.eval(), interaction() if files.adapted else None)


def export_onnx(reference: ReferenceEncoder, folder: Path) -> OnnxEncoder:
    """Write the encoder's graph, tokenizer and card to a folder, and open what was written.

    Pooling and normalisation are inside the graph. Raises EncoderError when the model cannot be
    exported, or when the graph's vectors are not the reference's (cosine below 0.9999).
    """
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = reference.model.tokenizer
    learnt = reference.interaction
    try:
        _trace(reference, folder / GRAPH)
        tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
        if learnt:
            learnt.save(folder / INTERACTION)
        tokens = int(reference.model.max_seq_length)
        card = Card.of(folder, reference.name, reference.fingerprint, reference.dimension, tokens)
        card.write(folder)
        exported = OnnxEncoder.open(folder)
        ours = exported.encode(SAMPLE)
    except (EncoderError, OSError):
        raise
    except Exception as error:  # the exporter raises whatever the model's own code does
        raise EncoderError(f"{reference.name} cannot be exported to ONNX: {error}") from error
    worst = float((ours * reference.encode(SAMPLE)).sum(axis=1).min())
    if not worst >= CLOSE_ENOUGH:
        raise EncoderError(
            f"The exported {reference.name} differs from the original: cosine {worst:.5f}, "
            f"at least {CLOSE_ENOUGH} expected."
        )
    return exported


def _trace(reference: ReferenceEncoder, path: Path) -> None:
    import torch

    class Sentence(torch.nn.Module):  # type: ignore[misc]
        """The whole of sentence-transformers' pipeline as one function of tensors."""

        def __init__(self, names: list[str]) -> None:
            super().__init__()
            self.names = names
            self.model = reference.model

        def forward(self, *tensors: Any) -> Any:  # noqa: ANN401
            features = dict(zip(self.names, tensors, strict=True))
            found = self.model(features)
            pooled = torch.nn.functional.normalize(found["sentence_embedding"], dim=1)
            return pooled, found["token_embeddings"]

    # Two texts of different lengths, so that the mask is traced as data and not as all ones.
    example = reference.model.tokenizer(
        ["a short text", "a text that is longer than the other"], padding=True, return_tensors="pt"
    )
    names = [name for name in reference.model.tokenizer.model_input_names if name in example]
    shapes = {name: {0: "texts", 1: "tokens"} for name in names}
    with torch.no_grad(), _quiet(), _without_onnx():
        torch.onnx.export(
            Sentence(names).eval(),
            tuple(example[name] for name in names),
            str(path),
            input_names=names,
            output_names=[EMBEDDING, TOKENS],
            dynamic_axes={**shapes, EMBEDDING: {0: "texts"}, TOKENS: shapes[names[0]]},
            opset_version=_OPSET,
            dynamo=False,
        )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Hide the tracer's warnings: what they fear is what the comparison afterwards measures."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


@contextlib.contextmanager
def _without_onnx() -> Iterator[None]:
    """Let the exporter run where the `onnx` package is not installed.

    It loads that package for one step alone, adding functions written with onnxscript; a
    sentence encoder has none, and the step would hand the bytes back as they came.
    """
    if importlib.util.find_spec("onnx") is not None:
        yield
        return
    from torch.onnx._internal.torchscript_exporter import onnx_proto_utils

    step = onnx_proto_utils._add_onnxscript_fn
    onnx_proto_utils._add_onnxscript_fn = lambda model, opsets: model
    try:
        yield
    finally:
        onnx_proto_utils._add_onnxscript_fn = step
