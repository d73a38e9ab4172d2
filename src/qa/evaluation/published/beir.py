"""A collection in BEIR's format: corpus.jsonl, queries.jsonl and qrels/test.tsv in one folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qa import jsonl
from qa.errors import UsageError

CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels/test.tsv"


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a collection; its title may be empty, and so may its text."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Documents, the queries that were judged, and by query the grades of documents (0: not
    relevant). `name` is the folder's.
    """

    name: str
    documents: tuple[Document, ...]
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]

    @property
    def not_held(self) -> int:
        """How many of the relevant documents the corpus does not hold; none can find these."""
        held = {document.id for document in self.documents}
        wanted = {id for grades in self.qrels.values() for id, grade in grades.items() if grade > 0}
        return len(wanted - held)


def load(folder: Path) -> Benchmark:
    """Read and check a collection. Raises UsageError, naming file and line, where it is wrong."""
    documents = tuple(
        Document(row.id, row.text("title", needed=False), row.text("text"))
        for row in _rows(folder / CORPUS)
    )
    asked = {row.id: row.text("text") for row in _rows(folder / QUERIES)}
    qrels = _judged(folder / QRELS)
    unknown = [id for id in qrels if id not in asked]
    if unknown:
        raise UsageError(f'{folder / QRELS}: {QUERIES} has no query "{unknown[0]}".')
    if not documents or not qrels:
        empty = CORPUS if not documents else QRELS
        raise UsageError(f"{folder / empty} holds nothing to measure with.")
    return Benchmark(folder.resolve().name, documents, {id: asked[id] for id in qrels}, qrels)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of corpus.jsonl or queries.jsonl, and where it stands."""

    path: Path
    number: int
    id: str
    fields: Mapping[str, object]

    def text(self, name: str, needed: bool = True) -> str:
        value = self.fields.get(name, None if needed else "")
        if not isinstance(value, str):
            raise UsageError(f'{self.path}, line {self.number}: "{name}" must be text.')
        return value


def _rows(path: Path) -> Iterator[_Row]:
    """The lines of a file of objects with an "_id" of their own."""
    seen: set[str] = set()
    for number, fields in jsonl.read(path):
        id = fields.get("_id")
        if not isinstance(id, str) or not id:
            raise UsageError(f'{path}, line {number}: "_id" must be text, and not empty.')
        if id in seen:
            raise UsageError(f'{path}, line {number}: the _id "{id}" occurs twice.')
        seen.add(id)
        yield _Row(path, number, id, fields)


def _judged(path: Path) -> dict[str, dict[str, int]]:
    """Grades by query and document; only queries with a relevant document."""
    qrels: dict[str, dict[str, int]] = {}
    lines = jsonl.read_text(path).splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.strip() or (number == 1 and line.split("\t")[0] == "query-id"):
            continue
        try:
            query, document, grade = line.split("\t")
            qrels.setdefault(query, {})[document] = int(grade)
        except ValueError as error:
            raise UsageError(
                f"{path}, line {number}: must be query-id, corpus-id and score (a whole number), "
                "with tabs between."
            ) from error
    return {query: grades for query, grades in qrels.items() if max(grades.values()) > 0}
