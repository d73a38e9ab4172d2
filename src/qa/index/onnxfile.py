"""An ONNX file, written byte by byte: a graph of nodes with its weights, and nothing to import.

The format is Protocol Buffers; the numbers below are the fields of `onnx.proto`.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

ONNX, MICROSOFT = "", "com.microsoft"  # sets of operators; the second is onnxruntime's own
_OPSETS = {ONNX: 17, MICROSOFT: 1}
_IR_VERSION = 8
_TYPES = {"float32": 1, "uint8": 2, "int8": 3, "int32": 6, "int64": 7}
_FLOAT, _INT, _INTS = 1, 2, 7  # kinds of attribute

Attribute = int | float | Sequence[int]


class Graph:
    """A graph as it grows: each call of `node` gives the name of what the node makes."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._weights: list[bytes] = []
        self._made = 0

    def weight(self, values: NDArray[np.generic]) -> str:
        """The name of a constant."""
        name = f"w{len(self._weights)}"
        dims = b"".join(_int(1, size) for size in values.shape)
        kind = _int(2, _TYPES[values.dtype.name])
        raw = _bytes(9, np.ascontiguousarray(values).tobytes())
        self._weights.append(dims + kind + _text(8, name) + raw)
        return name

    def node(
        self,
        operator: str,
        *inputs: str,
        domain: str = ONNX,
        output: str = "",
        outputs: int = 1,
        **attributes: Attribute,
    ) -> str:
        """Add a node; the name of its first output, the others end in .1, .2 ..."""
        self._made += 1
        first = output or f"n{self._made}"
        names = [first, *(f"{first}.{place}" for place in range(1, outputs))]
        message = b"".join(_text(1, name) for name in inputs)
        message += b"".join(_text(2, name) for name in names)
        message += _text(4, operator)
        message += b"".join(_bytes(5, _attribute(*pair)) for pair in attributes.items())
        self._nodes.append(message + _text(7, domain))
        return first

    def model(
        self, inputs: Mapping[str, Sequence[str]], outputs: Mapping[str, Sequence[str | int]]
    ) -> bytes:
        """The file: inputs are of int64, outputs of float32, each with its axes."""
        message = b"".join(_bytes(1, node) for node in self._nodes) + _text(2, "encoder")
        message += b"".join(_bytes(5, weight) for weight in self._weights)
        message += b"".join(_bytes(11, _value(n, "int64", axes)) for n, axes in inputs.items())
        message += b"".join(_bytes(12, _value(n, "float32", axes)) for n, axes in outputs.items())
        sets = b"".join(_bytes(8, _text(1, n) + _int(2, v)) for n, v in _OPSETS.items())
        return _int(1, _IR_VERSION) + _text(2, "qa") + _bytes(7, message) + sets


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, float):
        body, kind = _tag(2, 5) + struct.pack("<f", value), _FLOAT
    elif isinstance(value, int):
        body, kind = _int(3, value), _INT
    else:
        body, kind = b"".join(_int(8, item) for item in value), _INTS
    return _text(1, name) + body + _int(20, kind)


def _value(name: str, kind: str, axes: Sequence[str | int]) -> bytes:
    dims = (_int(1, axis) if isinstance(axis, int) else _text(2, axis) for axis in axes)
    shape = b"".join(_bytes(1, dim) for dim in dims)
    tensor = _int(1, _TYPES[kind]) + _bytes(2, shape)
    return _text(1, name) + _bytes(2, _bytes(1, tensor))


def _int(field: int, value: int) -> bytes:
    return _tag(field, 0) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _tag(field, 2) + _varint(len(value)) + value


def _tag(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _varint(value: int) -> bytes:
    """A number in bytes of seven bits, the lowest first.

    >>> list(_varint(300))
    [172, 2]
    """
    value &= (1 << 64) - 1  # a negative one as its complement
    parts = bytearray()
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])
