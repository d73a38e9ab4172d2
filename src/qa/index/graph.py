"""The graph of the bundled encoder, made from its weights: a BERT, its pooling, its normalisation.

It takes a second and no PyTorch. Its steps are onnxruntime's own for such models (attention in
one, the sum before a layer's normalisation in one), so there is nothing left to optimise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.index.encoder import EMBEDDING, TOKENS
from qa.index.onnxfile import MICROSOFT, Graph

Weights = Mapping[str, NDArray[np.float32]]
_BLOCK = 128  # weights of a matrix that share a scale
_MOST = 127  # the largest weight, in bytes


@dataclass(frozen=True, slots=True)
class Shape:
    """What the weights do not tell of themselves."""

    layers: int
    heads: int
    epsilon: float


def bert(weights: Weights, shape: Shape, *, in_bytes: bool) -> bytes:
    """The file of a BERT whose tokens are averaged: `input_ids` and `attention_mask` to a unit
    vector for each text, and a vector for each token.

    With `in_bytes` the matrices, a block at a time, and the words' vectors are kept in bytes and
    a scale.
    """
    return _Bert(weights, shape, in_bytes).build()


class _Bert:
    def __init__(self, weights: Weights, shape: Shape, in_bytes: bool) -> None:
        self._weights = weights
        self._shape = shape
        self._in_bytes = in_bytes
        self._graph = Graph()

    def build(self) -> bytes:
        graph = self._graph
        mask = graph.node("Cast", "attention_mask", to=6)
        state = self._embedded()
        for layer in range(self._shape.layers):
            state = self._layer(f"encoder.layer.{layer}.", state, mask)
        graph.node("Identity", state, output=TOKENS)
        share = graph.node("Cast", "attention_mask", to=1)
        share = graph.node("Unsqueeze", share, self._ints(1))  # texts x 1 x tokens
        total = graph.node("MatMul", share, state)
        flat = graph.node("Squeeze", total, self._ints(1))
        # A mean is a sum of another length, and the length is made 1.
        graph.node("LpNormalization", flat, output=EMBEDDING, axis=-1, p=2)
        size = len(self._weights["embeddings.LayerNorm.bias"])
        axes = ("texts", "tokens")
        return graph.model(
            {"input_ids": axes, "attention_mask": axes},
            {EMBEDDING: ("texts", size), TOKENS: (*axes, size)},
        )

    def _embedded(self) -> str:
        graph, words = self._graph, self._weights["embeddings.word_embeddings.weight"]
        if self._in_bytes:
            rows, scales = _in_bytes(words, axis=1)
            found = graph.node("Cast", graph.node("Gather", graph.weight(rows), "input_ids"), to=1)
            scale = graph.node("Gather", graph.weight(scales), "input_ids")
            found = graph.node("Mul", found, scale)
        else:
            found = graph.node("Gather", graph.weight(words), "input_ids")
        # A text alone is all of the first kind.
        places = (
            self._weights["embeddings.position_embeddings.weight"]
            + self._weights["embeddings.token_type_embeddings.weight"][0]
        )
        length = graph.node("Shape", "input_ids", start=1, end=2)
        place = graph.node("Slice", graph.weight(places), self._ints(0), length, self._ints(0))
        return graph.node(
            "LayerNormalization",
            graph.node("Add", found, place),
            *self._norm("embeddings.LayerNorm."),
            axis=-1,
            epsilon=self._shape.epsilon,
        )

    def _layer(self, name: str, state: str, mask: str) -> str:
        graph = self._graph
        own = name + "attention.self."
        parts = [own + part for part in ("query", "key", "value")]
        joined = np.concatenate([self._weights[f"{part}.weight"] for part in parts])
        bias = np.concatenate([self._weights[f"{part}.bias"] for part in parts])
        three = graph.node("Split", self._product(state, joined, bias), outputs=3, axis=-1)
        heard = graph.node(
            "MultiHeadAttention",
            *(three, f"{three}.1", f"{three}.2", "", mask),
            domain=MICROSOFT,
            num_heads=self._shape.heads,
        )
        state = self._added(name + "attention.output.", heard, state)
        inner = self._weights[name + "intermediate.dense.weight"]
        bias = self._weights[name + "intermediate.dense.bias"]
        wide = graph.node("Gelu", self._product(state, inner, bias), domain=MICROSOFT)
        return self._added(name + "output.", wide, state)

    def _added(self, name: str, change: str, state: str) -> str:
        """A change of the state, added to it and normalised."""
        product = self._product(change, self._weights[name + "dense.weight"], None)
        return self._graph.node(
            "SkipLayerNormalization",
            product,
            state,
            *self._norm(name + "LayerNorm."),
            self._graph.weight(self._weights[name + "dense.bias"]),
            domain=MICROSOFT,
            epsilon=self._shape.epsilon,
        )

    def _product(
        self, state: str, matrix: NDArray[np.float32], bias: NDArray[np.float32] | None
    ) -> str:
        graph = self._graph
        added = graph.weight(bias) if bias is not None else ""
        if not self._in_bytes:
            product = graph.node("MatMul", state, graph.weight(matrix.T))
            return graph.node("Add", product, added) if added else product
        outputs, inputs = matrix.shape
        rows, scales = _in_bytes(matrix.reshape(outputs, inputs // _BLOCK, _BLOCK), axis=2)
        return graph.node(
            "MatMulNBits",
            state,
            graph.weight((rows.astype(np.int16) + _MOST + 1).astype(np.uint8)),
            graph.weight(scales.ravel()),
            *("", "", added),
            domain=MICROSOFT,
            K=inputs,
            N=outputs,
            bits=8,
            block_size=_BLOCK,
            accuracy_level=4,  # the state in bytes too, in blocks as well
        )

    def _norm(self, name: str) -> tuple[str, str]:
        weight, bias = self._weights[name + "weight"], self._weights[name + "bias"]
        return self._graph.weight(weight), self._graph.weight(bias)

    def _ints(self, *values: int) -> str:
        return self._graph.weight(np.array(values, np.int64))


def _in_bytes(
    matrix: NDArray[np.float32], axis: int
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Numbers in bytes, and the scale of those along an axis."""
    scales = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True), 1e-9) / _MOST
    return np.rint(matrix / scales).astype(np.int8), scales.astype(np.float32)
