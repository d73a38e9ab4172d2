"""What sentence-transformers makes of a few texts with the bundled weights, kept in the package;
and the graph by which bytes are multiplied, which asking then needs no `onnx` to make.

    python evals/sample.py    # once the adapter has been trained anew

The graph that `qa index` makes of those weights is held to these vectors, so that it need not load
PyTorch; with an adapter that has none here, it loads it and asks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

import qa
from qa.index.encoding import products
from qa.index.encoding.encoder import SAMPLE
from qa.index.encoding.export import REFERENCE
from qa.index.encoding.reference import reference_of
from qa.index.encoding.weights import BASE, EXACT, find_model


def main() -> None:
    """Write them."""
    models = [find_model(name) for name in (BASE, EXACT)]
    vectors: dict[str, Any] = {found.parts: reference_of(found).encode(SAMPLE) for found in models}
    data = Path(qa.__file__).parent / "data"
    np.savez(data / REFERENCE, **vectors)
    (data / products.GRAPH).write_bytes(products.graph())


if __name__ == "__main__":
    main()
