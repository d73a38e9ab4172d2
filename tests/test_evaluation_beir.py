"""Collections in BEIR's format: read, embedded once, ranked as reports are, then measured."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from qa import cli
from qa.assistant import Assistant
from qa.errors import UsageError
from qa.evaluation.published import beir
from qa.evaluation.published.beir import Document
from qa.evaluation.published.collection import Collection
from qa.evaluation.published.vector_cache import VectorCache
from qa.evaluation.questions import gold

ROOT = Path(__file__).parent.parent
REPORT = "redbridge-2010"

Rows = Sequence[dict[str, Any]]


def put(folder: Path, documents: Rows, queries: Rows, judged: Sequence[str]) -> Path:
    """A collection in BEIR's format."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    for name, rows in (("corpus", documents), ("queries", queries)):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, "utf-8")
    lines = ["query-id\tcorpus-id\tscore", *judged]
    (folder / "qrels" / "test.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def ours(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first paragraphs of a report as documents, and the gold questions that they answer."""
    paragraphs = assistant.report(REPORT).paragraphs[:24]
    held = {paragraph.key for paragraph in paragraphs}
    cases = gold.load(ROOT / "evals" / "gold").cases
    asked = {c.id: c.turns[0] for c in cases if held.issuperset(c.turns[0].relevant or ["none"])}
    return put(
        tmp_path_factory.mktemp("beir") / "redbridge",
        [{"_id": p.key, "title": p.heading, "text": p.text, "metadata": {}} for p in paragraphs],
        [{"_id": id, "text": turn.question} for id, turn in asked.items()],
        [
            f"{id}\t{key}\t{grade}"
            for id, turn in asked.items()
            for key, grade in turn.relevant.items()
        ],
    )


@pytest.fixture
def evaluated(
    index_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """`qa eval --beir`: status, stdout, stderr."""

    def call(folder: Path, *more: str) -> tuple[int, str, str]:
        place = ["--index", str(index_folder), "--cache", str(tmp_path / "vectors")]
        status = cli.main(["eval", "--beir", str(folder), *place, *more])
        caught = capsys.readouterr()
        return status, caught.out, caught.err

    return call


Evaluated = Callable[..., tuple[int, str, str]]


def test_our_own_gold_in_beirs_format(ours: Path, evaluated: Evaluated, tmp_path: Path) -> None:
    """Without understanding the question it ranks worse than the whole search, but well."""
    status, out, _ = evaluated(ours, "--json", "--out", str(tmp_path / "out"))
    assert status == 0
    figures = json.loads(out)
    assert (figures["collection"], figures["documents"]) == ("redbridge", 24)
    assert figures["queries"] == len(ours.joinpath("queries.jsonl").read_text().splitlines()) > 10
    assert figures["relevant_not_held"] == 0
    fused, dense, words = (figures["rankings"][name] for name in figures["rankings"])
    assert fused["ndcg10"]["mean"] > words["ndcg10"]["mean"]
    assert fused["ndcg10"]["mean"] > 0.6
    assert fused["ndcg10"]["low"] < fused["ndcg10"]["mean"] < fused["ndcg10"]["high"]
    assert fused["recall100"] == dense["recall100"] == 1.0  # there are fewer than 100
    assert json.loads((tmp_path / "out" / "beir-redbridge.json").read_text()) == figures

    files = sorted((tmp_path / "vectors").iterdir())
    assert [file.suffix for file in files] == [".npy"]  # the encoder is the index's own
    table = evaluated(ours)[1]  # with what was kept
    assert f"{fused['ndcg10']['mean']:.3f}" in table
    assert f"{figures['queries']} queries" in table


class Letters:
    """An encoder that counts letters, and how many texts it was given."""

    name, dimension = "letters", 26

    def __init__(self, fingerprint: str = "letters-1") -> None:
        self.fingerprint = fingerprint
        self.encoded = 0

    def encode(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.encoded += len(texts)
        counts = [[text.lower().count(chr(97 + n)) + 1e-3 for n in range(26)] for text in texts]
        vectors = np.array(counts, np.float32).reshape(len(texts), 26)
        lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / lengths, np.float32)

    def knows(self, word: str) -> bool:
        return True


def test_texts_are_embedded_once_for_each_encoder(tmp_path: Path) -> None:
    first, again, other = Letters(), Letters(), Letters("letters-2")
    made = VectorCache(tmp_path, first).vectors(["abc", "def"])
    kept = VectorCache(tmp_path, again).vectors(["abc", "def"])
    VectorCache(tmp_path, other).vectors(["abc", "def"])
    assert np.array_equal(made, kept)
    assert (first.encoded, again.encoded, other.encoded) == (2, 0, 2)
    VectorCache(tmp_path, again).vectors(["abcd", "ef"])  # the same letters, other texts
    assert again.encoded == 2


def test_kept_vectors_that_are_damaged_are_made_again(tmp_path: Path) -> None:
    VectorCache(tmp_path, Letters()).vectors(["abc"])
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-8])
    encoder = Letters()
    assert VectorCache(tmp_path, encoder).vectors(["abc"]).shape == (1, 26)
    assert encoder.encoded == 1


def test_a_cache_that_cannot_be_written_names_the_option(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="--cache"):
        VectorCache(tmp_path / "file", Letters()).vectors(["abc"])


def test_a_document_is_found_by_its_title_its_text_or_either(tmp_path: Path) -> None:
    documents = (
        Document("by title", "Zebra crossings", ""),
        Document("by text", "", "A zebra has stripes. It lives on grass."),
        Document("empty", "", ""),
    )
    encoder = Letters()
    collection = Collection(documents, VectorCache(tmp_path, encoder), progress=False)
    pool = collection.candidates("zebras", encoder)
    words = {
        collection.document(key): row[2] for key, row in zip(pool.keys, pool.signals, strict=True)
    }
    assert words["by title"] > 0
    assert words["by text"] > 0
    assert words["empty"] == 0


def test_measures_are_trec_evals_and_a_query_does_not_find_itself(
    evaluated: Evaluated, tmp_path: Path
) -> None:
    """The gain is the grade itself, and a document with the query's id is passed over."""
    words = ["otter otter river", "otter bank", "granite"]
    documents = [{"_id": f"d{n}", "text": text} for n, text in enumerate(words)]
    documents.append({"_id": "q", "text": "otter river"})
    queries = [{"_id": "q", "text": "otter river"}, {"_id": "not judged", "text": "otter"}]
    folder = put(tmp_path / "small", documents, queries, ["q\td0\t1", "q\td1\t2", "q\tgone\t1"])
    figures = json.loads(evaluated(folder, "--json")[1])
    ideal = 2 + 1 / math.log2(3) + 1 / math.log2(4)
    found = figures["rankings"]["words alone (BM25)"]["ndcg10"]["mean"]
    assert found == pytest.approx((1 + 2 / math.log2(3)) / ideal)
    assert figures["queries"] == 1
    assert figures["relevant_not_held"] == 1
    assert "1 relevant documents are not in the corpus" in evaluated(folder)[1]


DOCUMENT, QUERY, JUDGED = {"_id": "d", "text": "x"}, {"_id": "q", "text": "y"}, "q\td\t1"


@pytest.mark.parametrize(
    ("documents", "queries", "judged", "complaint"),
    [
        ([{"text": "x"}], [QUERY], [JUDGED], r'corpus\.jsonl, line 1: "_id" must be text'),
        ([{"_id": "d"}], [QUERY], [JUDGED], r'corpus\.jsonl, line 1: "text" must be text'),
        ([DOCUMENT, DOCUMENT], [QUERY], [JUDGED], r'line 2: the _id "d" occurs twice'),
        ([DOCUMENT], [{"_id": 3, "text": "y"}], [JUDGED], r'queries\.jsonl, line 1: "_id"'),
        ([DOCUMENT], [QUERY], ["q d 1"], r"test\.tsv, line 2: must be query-id, corpus-id"),
        ([DOCUMENT], [QUERY], ["q\td\thigh"], r"test\.tsv, line 2: must be"),
        ([DOCUMENT], [QUERY], ["r\td\t1"], r'has no query "r"'),
        ([DOCUMENT], [QUERY], ["q\td\t0"], r"test\.tsv holds nothing to measure with"),
        ([], [QUERY], [JUDGED], r"corpus\.jsonl holds nothing to measure with"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_line(
    tmp_path: Path, documents: Rows, queries: Rows, judged: Sequence[str], complaint: str
) -> None:
    with pytest.raises(UsageError, match=complaint):
        beir.load(put(tmp_path, documents, queries, judged))


def test_a_folder_without_the_files_is_a_wrong_call(evaluated: Evaluated, tmp_path: Path) -> None:
    status, out, err = evaluated(tmp_path)
    assert (status, out) == (2, "")
    assert "corpus.jsonl cannot be read" in err


def test_what_is_about_the_gold_does_not_go_with_it(evaluated: Evaluated, tmp_path: Path) -> None:
    status, _, err = evaluated(tmp_path, "--without", "words")
    assert status == 2
    assert "--without is about the gold" in err
