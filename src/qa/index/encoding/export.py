"""A model's files to the encoder of an index.

The bundled one's graph is made from its weights, in a second, and held to vectors that
sentence-transformers gave of them (`qa/data/reference.npz`, made by `evals/sample.py`). Any other
model is loaded and traced: seconds, and PyTorch.
"""

from __future__ import annotations

import json
import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.errors import EncoderError
from qa.index.encoding.adapter import changes, interaction
from qa.index.encoding.card import GRAPH, INTERACTION, TOKENIZER, Card
from qa.index.encoding.encoder import CLOSE_ENOUGH, SAMPLE, OnnxEncoder
from qa.index.encoding.graph import PEAKS, Shape, bert
from qa.index.encoding.weights import ModelFiles, find_model, is_bundled

REFERENCE = "reference.npz"
_CLOSE_IN_BYTES = 0.98  # least cosine once weights are rounded; of the sample it is 0.994


def export(model: str | None, folder: Path) -> OnnxEncoder:
    """Write a model's graph, tokenizer and card to a folder, and open what was written.

    Raises EncoderError when the model is not on the machine or cannot be exported, or when the
    graph's vectors are not those of sentence-transformers.
    """
    if not is_bundled(model):
        from qa.index.encoding.reference import export_onnx, load_reference

        return export_onnx(load_reference(model), folder)
    found = find_model(model)
    expected = _expected(found)
    weights, shape, tokens = _read(found)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(found.folder / TOKENIZER, folder / TOKENIZER)
    card = Card(found.name, expected.shape[1], tokens, found.fingerprint, "", "")

    def opened(graph: bytes) -> OnnxEncoder:
        return OnnxEncoder.of(card, graph, folder / TOKENIZER)

    graph = bert(weights, shape, tells_peaks=found.in_bytes)
    exact = opened(graph)
    worst = _least(exact, expected)
    if not worst >= CLOSE_ENOUGH:
        raise EncoderError(
            f"The exported {found.name} differs from the original: cosine {worst:.5f}, "
            f"at least {CLOSE_ENOUGH} expected."
        )
    if found.in_bytes:
        graph = bert(weights, shape, _coarse(np.max(exact.told(SAMPLE, PEAKS), axis=0)))
        # Less near only on a processor whose sums of bytes go wrong.
        if not _least(opened(graph), expected) >= _CLOSE_IN_BYTES:
            graph = bert(weights, shape)
    (folder / GRAPH).write_bytes(graph)
    if found.adapted:
        interaction().save(folder / INTERACTION)
    Card.of(folder, card.name, card.fingerprint, card.dimension, card.max_tokens).write(folder)
    return OnnxEncoder.open(folder)


def _coarse(peaks: NDArray[np.float32]) -> NDArray[np.float32]:
    """Peaks to a quarter of an octave: the same on processors whose last digits differ.

    >>> _coarse(np.array([1.0001, 1.01, 4], np.float32)).tolist()
    [1.0, 1.0, 4.0]
    """
    quarters = np.rint(4 * np.log2(np.maximum(peaks, 1e-9)))
    coarse: NDArray[np.float32] = np.exp2(quarters / 4).astype(np.float32)
    return coarse


def _least(encoder: OnnxEncoder, expected: NDArray[np.float32]) -> float:
    """The least cosine of the sample's vectors with those expected."""
    return float((encoder.encode(SAMPLE) * expected).sum(axis=1).min())


def _expected(found: ModelFiles) -> NDArray[np.float32]:
    """The sample's vectors by sentence-transformers: as kept, or else asked of it now."""
    with as_file(files("qa.data") / REFERENCE) as path, np.load(path, allow_pickle=False) as kept:
        if found.parts in kept:
            vectors: NDArray[np.float32] = kept[found.parts]
            return vectors
    from qa.index.encoding.reference import reference_of

    return reference_of(found).encode(SAMPLE)


def _read(found: ModelFiles) -> tuple[dict[str, NDArray[np.float32]], Shape, int]:
    """The weights, the adapter's changes added; what they do not tell; the most tokens."""
    from safetensors.numpy import load_file

    try:
        weights: dict[str, Any] = dict(load_file(found.folder / "model.safetensors"))
        if found.adapted:
            for name, change in changes().items():
                weights[name] = weights[name] + change
        config = json.loads((found.folder / "config.json").read_text("utf-8"))
        limit = json.loads((found.folder / "sentence_bert_config.json").read_text("utf-8"))
        shape = Shape(
            config["num_hidden_layers"], config["num_attention_heads"], config["layer_norm_eps"]
        )
        return weights, shape, int(limit["max_seq_length"])
    except Exception as error:  # the file's errors, a name that is not there, another shape
        raise EncoderError(f"{found.name} cannot be read: {error}") from error
