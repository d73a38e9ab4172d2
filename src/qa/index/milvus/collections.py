"""The two collections of one index: its passages with their vectors, and its units' words.

Each build makes a pair of its own, and the manifest of the generation names it: a reader searches
the pair that belongs to the rest of what it has opened, whatever is being built meanwhile.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from qa.errors import LibraryIndexError
from qa.index.milvus.filters import report_numbers, term_number
from qa.index.milvus.server import SECONDS, answering, reach
from qa.index.passages import Passage
from qa.index.retrieval.words import WordRow, tokens_of
from qa.index.sqlite.manifest import EngineUsed
from qa.keys import report_of

PREFIX = "qa_"
FLAT, GRAPH = "FLAT", "HNSW_SQ"
FLAT_UP_TO = 50_000  # passages: exact up to here, as without Milvus
_GRAPH = {"M": 32, "efConstruction": 200, "sq_type": "SQ8"}
_BM25 = {"bm25_k1": 1.2, "bm25_b": 0.75}  # as tantivy's
_ANALYSER = {"tokenizer": "standard"}  # parts at spaces; the rest was done before
_MOST_BYTES = 65_535  # of a text in a row
_MOST_TERMS = 4_096  # of an array in a row
_KEY_BYTES = 2_048
_AT_ONCE = 500  # rows of an insertion: 1 MB, and never the 64 MB that a server takes

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pair:
    """The names of an index's two collections."""

    passages: str
    units: str

    @classmethod
    def of(cls, used: EngineUsed) -> Pair:
        stem = f"{PREFIX}{used.library}_{used.build}"
        return cls(f"{stem}_passages", f"{stem}_units")


def make(
    used: EngineUsed,
    reports: Sequence[str],
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
    words: Iterable[WordRow],
    *,
    progress: bool,
) -> str:
    """Make the pair and fill it; what its vectors are indexed by. Raises EngineError."""
    client, pair = reach(used.uri), Pair.of(used)
    numbers = report_numbers(reports)
    kind = FLAT if len(passages) <= FLAT_UP_TO else GRAPH
    rows = (
        _passage_row(row, passage, numbers, vectors[row]) for row, passage in enumerate(passages)
    )
    units = (_unit_row(place, word, numbers) for place, word in enumerate(words))
    with answering(used.uri):
        _create_passages(client, pair.passages, vectors.shape[1])
        _create_units(client, pair.units)
        with tqdm(
            total=len(passages),
            desc="Sending to Milvus",
            unit=" passages",
            delay=1,  # seconds
            disable=None if progress else True,
            file=sys.stderr,
        ) as bar:
            for some in _in_turn(rows):
                client.insert(pair.passages, some, timeout=SECONDS)
                bar.update(len(some))
        for some in _in_turn(units):
            client.insert(pair.units, some, timeout=SECONDS)
        _finish(client, pair, kind)
    return kind


def missing(used: EngineUsed) -> str:
    """Which of the pair is not there, in a sentence; empty where both are. Raises EngineError."""
    client, pair = reach(used.uri), Pair.of(used)
    with answering(used.uri):
        for name in (pair.passages, pair.units):
            if not client.has_collection(name, timeout=SECONDS):
                return (
                    f"The collection {name} of this index is not in Milvus at {used.uri}. Make "
                    f"it with: qa index --engine milvus --uri {used.uri}"
                )
    return ""


def damage(used: EngineUsed, passages: int) -> str:
    """What is wrong with the pair, in a sentence. Raises EngineError."""
    if gone := missing(used):
        return gone
    load(used)
    held = count(used, Pair.of(used).passages)
    return "" if held == passages else f"Milvus holds {held} passages of the {passages}."


def load(used: EngineUsed) -> None:
    """Have the pair ready to be searched.

    Raises LibraryIndexError when it is not there, EngineError when Milvus cannot be reached.
    """
    if gone := missing(used):
        raise LibraryIndexError(gone)
    client, pair = reach(used.uri), Pair.of(used)
    with answering(used.uri):
        client.load_collection(pair.passages)
        client.load_collection(pair.units)


def count(used: EngineUsed, name: str) -> int:
    """How many rows a collection has."""
    with answering(used.uri):
        found = reach(used.uri).query(
            name,
            filter="",
            output_fields=["count(*)"],
            consistency_level="Strong",
            timeout=SECONDS,
        )
    return int(found[0]["count(*)"])


def drop(used: EngineUsed) -> None:
    """Remove the pair, so far as it was made."""
    client, pair = reach(used.uri), Pair.of(used)
    with answering(used.uri):
        for name in (pair.passages, pair.units):
            client.drop_collection(name, timeout=SECONDS)


def sweep(used: EngineUsed, also: EngineUsed | None) -> None:
    """Remove what builds of this library have left, but this pair and another."""
    kept = {Pair.of(engine) for engine in (used, also) if engine}
    names = {name for pair in kept for name in (pair.passages, pair.units)}
    client = reach(used.uri)
    with answering(used.uri):
        for name in client.list_collections(timeout=SECONDS):
            if name.startswith(f"{PREFIX}{used.library}_") and name not in names:
                client.drop_collection(name, timeout=SECONDS)


def _passage_row(
    row: int, passage: Passage, numbers: Mapping[str, int], vector: NDArray[np.float32]
) -> dict[str, Any]:
    return {
        "row": row,
        "report": numbers[report_of(passage.key)],
        "short": passage.is_short,
        "unit": _cut(passage.unit, _KEY_BYTES),
        "vector": vector,
    }


def _unit_row(place: int, row: WordRow, numbers: Mapping[str, int]) -> dict[str, Any]:
    heading, body = tokens_of(row.heading), tokens_of(row.body)
    terms = list(dict.fromkeys(body))[:_MOST_TERMS]
    return {
        "place": place,
        "report": numbers[row.report],
        "unit": _cut(row.unit, _KEY_BYTES),
        "heading": _cut(" ".join(heading), _MOST_BYTES),
        "body": _cut(" ".join(body), _MOST_BYTES),
        "terms": [term_number(term) for term in terms],
    }


def _cut(text: str, most: int) -> str:
    """As much of a text as a field takes, in bytes."""
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")


def _in_turn(rows: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(rows)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _create_passages(client: Any, name: str, dimension: int) -> None:  # noqa: ANN401
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("row", DataType.INT64, is_primary=True)
    schema.add_field("report", DataType.INT64)
    schema.add_field("short", DataType.BOOL)
    schema.add_field("unit", DataType.VARCHAR, max_length=_KEY_BYTES)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    client.create_collection(name, schema=schema, consistency_level="Eventually", timeout=SECONDS)


def _create_units(client: Any, name: str) -> None:  # noqa: ANN401
    from pymilvus import DataType, Function, FunctionType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("place", DataType.INT64, is_primary=True)
    schema.add_field("report", DataType.INT64)
    schema.add_field("unit", DataType.VARCHAR, max_length=_KEY_BYTES)
    schema.add_field("terms", DataType.ARRAY, element_type=DataType.INT64, max_capacity=_MOST_TERMS)
    for field in ("heading", "body"):
        schema.add_field(
            field,
            DataType.VARCHAR,
            max_length=_MOST_BYTES,
            enable_analyzer=True,
            analyzer_params=_ANALYSER,
        )
        schema.add_field(f"{field}_bm25", DataType.SPARSE_FLOAT_VECTOR)
        schema.add_function(
            Function(
                name=f"{field}_to_bm25",
                input_field_names=[field],
                output_field_names=[f"{field}_bm25"],
                function_type=FunctionType.BM25,
            )
        )
    client.create_collection(name, schema=schema, consistency_level="Eventually", timeout=SECONDS)


def _finish(client: Any, pair: Pair, kind: str) -> None:  # noqa: ANN401
    """Make the collections' indexes, and have them ready to be searched."""
    passages, units = client.prepare_index_params(), client.prepare_index_params()
    params = _GRAPH if kind == GRAPH else {}
    passages.add_index("vector", index_type=kind, metric_type="IP", params=params)
    passages.add_index("report", index_type="INVERTED")
    for field in ("heading_bm25", "body_bm25"):
        units.add_index(field, index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params=_BM25)
    units.add_index("report", index_type="INVERTED")
    for name, indexes in ((pair.passages, passages), (pair.units, units)):
        client.flush(name)
        client.create_index(name, indexes)
    _index_terms(client, pair.units)
    client.load_collection(pair.passages)
    client.load_collection(pair.units)


def _index_terms(client: Any, name: str) -> None:  # noqa: ANN401
    """An index of the arrays of terms makes them quick to filter by; milvus-lite has none."""
    from pymilvus.exceptions import MilvusException

    terms = client.prepare_index_params()
    terms.add_index("terms", index_type="INVERTED")
    with contextlib.suppress(MilvusException):
        client.create_index(name, terms)
