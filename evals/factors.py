"""A trained encoder made small: the largest directions of each weight's change, in one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from qa import jsonl
from qa.index.encoding.adapter import CARD, DELTA, DOWN, FOLDER, LEARNT, UP, WEIGHTS
from qa.index.encoding.interaction import Interaction
from qa.index.encoding.weights import sha256


def factorised(deltas: Mapping[str, Any], rank: int) -> dict[str, Any]:
    """Two thin half-precision matrices for each matrix, whose product is nearest to it at that
    rank; each vector whole.
    """
    found: dict[str, Any] = {}
    for name, delta in deltas.items():
        if delta.ndim != 2:
            found[name + DELTA] = delta.half()
            continue
        left, values, right = torch.linalg.svd(delta.float(), full_matrices=False)
        root = values[:rank].sqrt()
        found[name + UP] = (left[:, :rank] * root).half().contiguous()
        found[name + DOWN] = (root[:, None] * right[:rank]).half().contiguous()
    return found


def of_layers(folder: Path = FOLDER) -> dict[str, Any]:
    """The change of the layers as an adapter keeps it, without what questions look for."""
    kept = load_file(folder / WEIGHTS)
    return {name: tensor for name, tensor in kept.items() if name not in LEARNT}


def card_of_layers(folder: Path = FOLDER) -> dict[str, Any]:
    """How an adapter's layers were made: recipe, rank, and how many questions taught them."""
    card = json.loads((folder / CARD).read_text("utf-8"))
    asked = card.get("questions_of_layers", card["questions"])
    return {"recipe": card["recipe"], "rank": card["rank"], "questions_of_layers": asked}


def word_tensors(learnt: Interaction) -> dict[str, Any]:
    """What questions look for, in half precision."""
    values = (learnt.turn, learnt.matter, learnt.move)
    return {name: torch.tensor(each).half() for name, each in zip(LEARNT, values, strict=True)}


def write(
    tensors: Mapping[str, Any], about: Mapping[str, Any], base: Path, folder: Path = FOLDER
) -> dict[str, Any]:
    """The adapter's file and its card, made for the weights in `base`. Returns the card."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file(dict(tensors), folder / WEIGHTS)
    (folder / WEIGHTS).chmod(0o644)  # it is written for its owner alone, and is to be installed
    card = {
        "base": "all-MiniLM-L6-v2",
        "base_sha256": sha256(base / "model.safetensors"),
        "sha256": sha256(folder / WEIGHTS),
        **about,
    }
    jsonl.write_text(folder / CARD, jsonl.pretty(card))
    return card
