"""An ONNX file, made node by node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

ONNX, MICROSOFT = "", "com.microsoft"  # sets of operators; the second is onnxruntime's own
_OPSETS = {ONNX: 17, MICROSOFT: 1}
_IR_VERSION = 8  # what the oldest onnxruntime that will do can read


class Graph:
    """A graph as it grows: each call of `node` gives the name of what the node makes."""

    def __init__(self) -> None:
        from onnx import GraphProto

        self._graph = GraphProto(name="encoder")

    def weight(self, values: NDArray[np.generic]) -> str:
        """The name of a constant."""
        from onnx import numpy_helper

        name = f"w{len(self._graph.initializer)}"
        self._graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(
        self,
        operator: str,
        *inputs: str,
        domain: str = ONNX,
        output: str = "",
        outputs: int = 1,
        **attributes: int | float | list[int],
    ) -> str:
        """Add a node; the name of its first output, the others end in .1, .2 ..."""
        from onnx import helper

        first = output or f"n{len(self._graph.node)}"
        names = [first, *(f"{first}.{place}" for place in range(1, outputs))]
        node = helper.make_node(operator, inputs, names, domain=domain)
        node.attribute.extend(helper.make_attribute(*pair) for pair in attributes.items())
        self._graph.node.append(node)
        return first

    def model(
        self,
        inputs: Mapping[str, tuple[type[np.generic], Sequence[str]]],
        outputs: Mapping[str, Sequence[str | int]],
    ) -> bytes:
        """The file: inputs, each of a type and with its axes, and outputs of float32."""
        from onnx import TensorProto, helper

        value, number = helper.make_tensor_value_info, helper.np_dtype_to_tensor_dtype
        self._graph.input.extend(
            value(name, number(np.dtype(kind)), axes) for name, (kind, axes) in inputs.items()
        )
        self._graph.output.extend(value(n, TensorProto.FLOAT, axes) for n, axes in outputs.items())
        model = helper.make_model(
            self._graph,
            ir_version=_IR_VERSION,
            opset_imports=[helper.make_opsetid(*pair) for pair in _OPSETS.items()],
            producer_name="qa",
        )
        return bytes(model.SerializeToString())
