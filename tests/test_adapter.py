"""The adapter: what the encoder has learnt, merged into the published weights or left out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from qa.errors import EncoderError
from qa.index.encoding import adapter, weights
from qa.index.encoding.adapter import CARD, FOLDER, WEIGHTS, adapter_sha256
from qa.index.encoding.encoder import OnnxEncoder
from qa.index.encoding.reference import ReferenceEncoder, load_reference
from qa.index.encoding.weights import find_model

ROOT = Path(__file__).parent.parent
# Of the weights, tokenizer and configuration as sentence-transformers publishes them.
PUBLISHED = "ef48a353b473d18ce459dca015db486295f5d544ea504186ac97586bfb7b6b10"
QUESTION = "are kids in care seeing a dentist?"
ANSWER = "The proportion of looked after children who receive dental checks is low."
OTHER = "Children in care are consulted about the activities that they would like."


@pytest.fixture(scope="module")
def base() -> ReferenceEncoder:
    """The encoder as published."""
    return load_reference("base")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the adapter, to be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "adapter"))


def test_base_is_the_model_as_published(base: ReferenceEncoder) -> None:
    """By every name it has, and with nothing of the adapter in its fingerprint."""
    assert find_model("base") == find_model("all-MiniLM-L6-v2") == base.files
    assert base.fingerprint == PUBLISHED and not base.files.adapted


def test_adapted_is_the_default_and_is_told_apart() -> None:
    """An index made with the one is not taken for an index of the other."""
    adapted = find_model()
    assert adapted == find_model("adapted") and adapted.adapted
    assert adapted.fingerprint != PUBLISHED


def test_the_merged_model_has_learnt_something(
    base: ReferenceEncoder, reference: ReferenceEncoder
) -> None:
    """An everyday question stands further from what has its words but not its answer."""
    texts = [QUESTION, ANSWER, OTHER]
    before, after = (each.encode(texts) @ each.encode(texts)[0] for each in (base, reference))
    assert after[1] - after[2] > before[1] - before[2] + 0.03


def test_merged_is_the_published_weights_and_the_change(
    base: ReferenceEncoder, reference: ReferenceEncoder
) -> None:
    """Every layer is changed; the words' own vectors are not."""
    import torch

    changes = {name: torch.from_numpy(change) for name, change in adapter.changes().items()}
    was = dict(base.model[0].auto_model.named_parameters())
    now = dict(reference.model[0].auto_model.named_parameters())
    changed = {name for name in was if not (was[name] == now[name]).all()}
    assert changed <= set(changes)
    assert {name.split(".")[2] for name in changed} == set("012345")
    for name, change in changes.items():
        assert (now[name] - was[name] - change).abs().max() < 1e-6


def test_the_exported_graph_has_learnt_it_too(
    encoder: OnnxEncoder, reference: ReferenceEncoder
) -> None:
    """What answers is what was trained, but for the rounding of its weights to bytes."""
    texts = [QUESTION, ANSWER, f"{ANSWER} " * 30]
    assert (encoder.encode(texts) * reference.encode(texts)).sum(axis=1).min() >= 0.995
    assert encoder.fingerprint == find_model("adapted").fingerprint


def test_an_adapter_that_was_tampered_with_is_refused(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One byte is enough; the way out is named, and the way without it still works."""
    content = bytearray((copy / WEIGHTS).read_bytes())
    content[-1] ^= 0xFF
    (copy / WEIGHTS).write_bytes(content)
    monkeypatch.setattr(weights, "adapter_sha256", lambda base: adapter_sha256(base, copy))
    with pytest.raises(EncoderError, match=r"adapter is damaged .*--encoder base"):
        find_model()
    assert find_model("base").fingerprint == PUBLISHED


def test_an_adapter_for_other_weights_is_refused(copy: Path) -> None:
    """A change of one model means nothing to another."""
    with pytest.raises(EncoderError, match="made for other weights"):
        adapter_sha256("0" * 64, copy)


@pytest.mark.parametrize("name", [CARD, WEIGHTS])
def test_an_adapter_that_is_not_there_is_refused(name: str, copy: Path) -> None:
    """Also when only half of it is missing."""
    (copy / name).unlink()
    with pytest.raises(EncoderError, match=name):
        adapter_sha256("", copy)


def test_an_adapter_that_does_not_fit_is_refused(base: ReferenceEncoder, copy: Path) -> None:
    """A file with the right hash on its card can still be of another shape."""
    from safetensors.torch import load_file, save_file

    first = "encoder.layer.0.attention.self.query.bias" + adapter.DELTA
    wrong = {first: load_file(copy / WEIGHTS)[first][:7].clone()}
    save_file(wrong, copy / WEIGHTS)
    with pytest.raises(EncoderError, match="cannot be merged"):
        adapter.merge(base.model, copy)


def test_an_adapter_that_was_taught_nothing_of_words_is_refused(copy: Path) -> None:
    """One of before words were taught, say."""
    from safetensors.torch import load_file, save_file

    held = load_file(copy / WEIGHTS)
    save_file({name: held[name] for name in held if name not in adapter.LEARNT}, copy / WEIGHTS)
    with pytest.raises(EncoderError, match=r"cannot be read \(.*words.turn"):
        adapter.interaction(copy)


def test_the_card_says_how_to_make_it_again() -> None:
    """Recipe, seed and what it was trained on; and it is small."""
    card = json.loads((FOLDER / CARD).read_text("utf-8"))
    assert card["trained_on"] == ["barnet-2012", "havering-2007", "redbridge-2010"]
    assert card["recipe"]["hold_out"] is None and isinstance(card["recipe"]["seed"], int)
    assert (FOLDER / WEIGHTS).stat().st_size < 6_000_000


def test_the_model_card_has_the_figures_that_were_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With this adapter, its weights rounded or not, and not with one before it."""
    monkeypatch.syspath_prepend(str(ROOT / "evals"))
    import encoder_figures

    card = encoder_figures.CARD.read_text("utf-8")
    assert encoder_figures.gold_table() in card
    assert encoder_figures.held_out_table() in card
    measured = json.loads(encoder_figures.RESULTS.read_text("utf-8"))
    assert measured["base"]["fingerprint"] == PUBLISHED
    fingerprints = {find_model().fingerprint, find_model("exact").fingerprint}
    assert measured["adapted"]["fingerprint"] in fingerprints
