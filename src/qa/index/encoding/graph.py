"""The graph of the bundled encoder, made from its weights: a BERT, its pooling, its normalisation.

It takes a second and no PyTorch. A graph is for one text at a time, so it masks nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.index.encoding.encoder import EMBEDDING, TOKENS
from qa.index.encoding.onnxfile import MICROSOFT, Graph
from qa.index.encoding.products import in_pairs

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]
PEAKS = "peaks"  # what a graph gives that tells them
_MOST = 127  # the largest weight, in bytes
_LEAST = 0.17  # how far below nothing Gelu comes
_EVENED = 0.6  # how much of a state's unevenness its matrix takes over; 0.5 to 0.75 are as good


@dataclass(frozen=True, slots=True)
class Shape:
    """What the weights do not tell of themselves."""

    layers: int
    heads: int
    epsilon: float


def bert(
    weights: Weights, shape: Shape, peaks: Floats | None = None, *, tells_peaks: bool = False
) -> bytes:
    """The file of a BERT whose tokens are averaged: the `input_ids` of a text to its unit vector,
    and a vector for each token.

    With `peaks`, its matrices and the words' vectors are kept in bytes and their scales. Peaks are
    the largest components of the states that are normalised, over texts of many kinds, shape
    (2 * layers, d): a graph that `tells_peaks` gives those of a text.
    """
    return _Bert(weights, shape, peaks, tells_peaks).build()


class _Bert:
    def __init__(
        self, weights: Weights, shape: Shape, peaks: Floats | None, tells_peaks: bool
    ) -> None:
        self._weights = weights
        self._shape = shape
        self._peaks = peaks
        self._tells_peaks = tells_peaks
        self._graph = Graph()
        self._told: list[str] = []

    def build(self) -> bytes:
        graph = self._graph
        state = self._embedded()
        for layer in range(self._shape.layers):
            state = self._layer(layer, state)
        graph.node("Identity", state, output=TOKENS)
        total = graph.node("ReduceSum", state, self._ints(1), keepdims=0)
        # A mean is a sum of another length, and the length is made 1.
        graph.node("LpNormalization", total, output=EMBEDDING, axis=-1, p=2)
        size = len(self._weights["embeddings.LayerNorm.bias"])
        texts, axes = "texts", ("texts", "tokens")
        outputs: dict[str, tuple[str | int, ...]] = {
            EMBEDDING: (texts, size),
            TOKENS: (*axes, size),
        }
        if self._tells_peaks:
            graph.node("Concat", *self._told, output=PEAKS, axis=1)
            outputs[PEAKS] = (texts, len(self._told), size)
        return graph.model({"input_ids": (np.int64, axes)}, outputs)

    def _embedded(self) -> str:
        graph, words = self._graph, self._weights["embeddings.word_embeddings.weight"]
        if self._peaks is not None:
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
        return self._normal(found, place, "embeddings.LayerNorm.")

    def _layer(self, layer: int, state: str) -> str:
        graph, name = self._graph, f"encoder.layer.{layer}."
        own = name + "attention.self."
        parts = [own + part for part in ("query", "key", "value")]
        joined = np.concatenate([self._weights[f"{part}.weight"] for part in parts])
        bias = np.concatenate([self._weights[f"{part}.bias"] for part in parts])
        three = graph.node(
            "Split", self._of_normal(state, joined, bias, 2 * layer), outputs=3, axis=-1
        )
        heard = graph.node(
            "MultiHeadAttention",
            *(three, f"{three}.1", f"{three}.2"),
            domain=MICROSOFT,
            num_heads=self._shape.heads,
        )
        change = self._product(heard, *self._dense(name + "attention.output."))
        state = self._normal(change, state, name + "attention.output.LayerNorm.")
        wide = self._of_normal(state, *self._dense(name + "intermediate."), 2 * layer + 1)
        wide = graph.node("Gelu", wide, domain=MICROSOFT)
        change = self._by_rows(wide, *self._dense(name + "output."))
        return self._normal(change, state, name + "output.LayerNorm.")

    def _normal(self, change: str, state: str, name: str) -> str:
        """A change of the state added to it, and normalised.

        In two steps: onnxruntime's one step for both takes three times as long.
        """
        weight, bias = (
            self._graph.weight(self._weights[name + part]) for part in ("weight", "bias")
        )
        added = self._graph.node("Add", change, state)
        return self._graph.node(
            "LayerNormalization", added, weight, bias, axis=-1, epsilon=self._shape.epsilon
        )

    def _of_normal(self, state: str, matrix: Floats, bias: Floats, place: int) -> str:
        """The product of a normalised state, whose peaks have a place.

        A few of its components are ever large. Before all of it is put in bytes with one scale,
        they are made smaller, and their weights larger.
        """
        graph = self._graph
        if self._tells_peaks:
            sizes = graph.node("Abs", state)
            self._told.append(graph.node("ReduceMax", sizes, axes=[1]))
        if self._peaks is not None:
            sizes = np.maximum(np.abs(matrix).max(axis=0), 1e-9)
            part = np.maximum(self._peaks[place], 1e-9) ** _EVENED / sizes ** (1 - _EVENED)
            state = graph.node("Mul", state, graph.weight(1 / part))
            matrix = matrix * part
        return self._product(state, matrix, bias)

    def _product(self, state: str, matrix: Floats, bias: Floats) -> str:
        """A state times a matrix; in bytes: with a scale for the state and one for each column."""
        graph = self._graph
        if self._peaks is None:
            product = graph.node("MatMul", state, graph.weight(matrix.T))
            return graph.node("Add", product, graph.weight(bias))
        rows, scales = in_pairs(matrix)
        return graph.node(
            "DynamicQuantizeMatMul",
            state,
            graph.weight(rows.T),
            graph.weight(scales),
            *("", graph.weight(bias)),
            domain=MICROSOFT,
        )

    def _by_rows(self, state: str, matrix: Floats, bias: Floats) -> str:
        """The same for a state of which one token's numbers may be ten times as large as another's:
        in bytes with a scale for each token.
        """
        graph = self._graph
        if self._peaks is None:
            return self._product(state, matrix, bias)
        # No number after Gelu is below -0.17: where none is above that, none needs more room.
        most = graph.node("ReduceMax", state, axes=[-1], keepdims=1)
        most = graph.node("Max", most, graph.weight(np.array(_LEAST, np.float32)))
        product = self._product(graph.node("Div", state, most), matrix, np.zeros_like(bias))
        return graph.node("Add", graph.node("Mul", product, most), graph.weight(bias))

    def _dense(self, name: str) -> tuple[Floats, Floats]:
        return self._weights[name + "dense.weight"], self._weights[name + "dense.bias"]

    def _ints(self, *values: int) -> str:
        return self._graph.weight(np.array(values, np.int64))


def _in_bytes(matrix: Floats, axis: int) -> tuple[NDArray[np.int8], Floats]:
    """Numbers in bytes, and the scale of those along an axis."""
    scales = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True), 1e-9) / _MOST
    return np.rint(matrix / scales).astype(np.int8), scales.astype(np.float32)
