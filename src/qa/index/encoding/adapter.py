"""What the bundled encoder has learnt of inspection reports, kept apart from its weights.

`qa/data/adapter/` holds a low-rank change for each weight of the layers, and what questions look
for in a report: a few MB in all, and a card that names the weights it was made for.
docs/encoder.md is its model card, `evals/train.py` makes it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.errors import EncoderError
from qa.index.encoding.interaction import Interaction

FOLDER = Path(__file__).parents[2] / "data" / "adapter"
CARD, WEIGHTS = "adapter.json", "adapter.safetensors"
UP, DOWN, DELTA = ".up", ".down", ".delta"
LEARNT = ("words.turn", "words.matter", "questions.move")
_MEND = (
    "Reinstall qa, make it again with: python evals/train.py, or do without it: "
    "qa index --encoder base"
)


def adapter_sha256(base_sha256: str, folder: Path = FOLDER) -> str:
    """The hash of the adapter's file, once it is what its card says and for these weights.

    Raises EncoderError when it is missing, damaged, or made for other weights.
    """
    try:
        card = json.loads((folder / CARD).read_text("utf-8"))
        expected, base = card["sha256"], card["base_sha256"]
        found = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderError(f"The encoder's adapter cannot be read ({error}). {_MEND}") from error
    if found != expected:
        raise EncoderError(f"The encoder's adapter is damaged ({WEIGHTS}). {_MEND}")
    if base != base_sha256:
        raise EncoderError(f"The encoder's adapter was made for other weights. {_MEND}")
    return found


def adapter_card(folder: Path = FOLDER) -> str:
    """The card as it is, and its file's size and time: what a glance at the adapter tells."""
    try:
        seen = (folder / WEIGHTS).stat()
        return f"{(folder / CARD).read_text('utf-8')} {seen.st_size} {seen.st_mtime_ns}"
    except (OSError, ValueError) as error:
        raise EncoderError(f"The encoder's adapter cannot be read ({error}). {_MEND}") from error


def merge(model: Any, folder: Path = FOLDER) -> None:  # noqa: ANN401
    """Add the adapter's changes to the weights of a sentence-transformers model, in place.

    Raises EncoderError when they do not fit the model.
    """
    import torch

    try:
        with torch.no_grad():
            for name, change in changes(folder).items():
                model[0].auto_model.get_parameter(name).add_(torch.from_numpy(change))
    except Exception as error:  # the file's errors, a name that is not there, another shape
        raise EncoderError(f"The encoder's adapter cannot be merged ({error}). {_MEND}") from error


def changes(folder: Path = FOLDER) -> dict[str, NDArray[np.float32]]:
    """The change of each weight, by its name. Raises what the file's reader raises."""
    from safetensors.numpy import load_file

    tensors = load_file(folder / WEIGHTS)
    # With digits to spare: sums in another order, on other threads, come to the same weights.
    found = whole({name: tensor.astype(np.float64) for name, tensor in tensors.items()})
    return {name: change.astype(np.float32) for name, change in found.items()}


def interaction(folder: Path = FOLDER) -> Interaction:
    """What questions look for in a report. Raises EncoderError without it."""
    from safetensors.numpy import load_file

    try:
        held = load_file(folder / WEIGHTS)
        return Interaction(*(held[name].astype(np.float32) for name in LEARNT))
    except Exception as error:  # the file's errors, a name that is not there
        raise EncoderError(f"The encoder's adapter cannot be read ({error}). {_MEND}") from error


def whole(tensors: Mapping[str, Any]) -> dict[str, Any]:
    """The change of each weight, by its name: a product of two thin matrices, or as it is."""
    found = {}
    for name, tensor in tensors.items():
        if name.endswith(UP):
            weight = name.removesuffix(UP)
            found[weight] = tensor @ tensors[weight + DOWN]
        elif name.endswith(DELTA):
            found[name.removesuffix(DELTA)] = tensor
    return found
