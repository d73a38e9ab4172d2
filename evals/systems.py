"""Other libraries as their documentation starts with them, over the same files and weights.

Each class cuts the report files by its library's own splitter, embeds the chunks with the same
all-MiniLM-L6-v2 and searches its own store in memory. `settings` says what is not the default.
Importing this module imports none of the libraries.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from chunks import Chunk

DEPTH = 100  # chunks asked for: enough to fill ten paragraphs and 2,000 tokens


class Indexed(Protocol):
    """A library that has taken the reports in: its chunks, and their places by rank."""

    chunks: Sequence[Chunk]

    def search(self, question: str) -> list[int]: ...


@dataclass(frozen=True, slots=True)
class System:
    """A way to search: the library, the settings, the packages it needs and how it begins."""

    name: str
    settings: str
    packages: tuple[str, ...]
    index: Callable[[Sequence[Path], Path], Indexed]

    def versions(self) -> dict[str, str]:
        """The packages' versions. Raises PackageNotFoundError when one is not installed."""
        return {name: importlib.metadata.version(name) for name in self.packages}


class LlamaIndex:
    def __init__(self, files: Sequence[Path], model: Path, **splitter: int) -> None:
        from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        documents = SimpleDirectoryReader(input_files=list(map(str, files))).load_data()
        nodes = SentenceSplitter(**splitter).get_nodes_from_documents(documents)
        self.chunks = [
            Chunk(Path(node.metadata["file_name"]).stem, node.get_content()) for node in nodes
        ]
        self._place = {node.node_id: place for place, node in enumerate(nodes)}
        embedding = HuggingFaceEmbedding(model_name=str(model), device="cpu")
        index = VectorStoreIndex(nodes, embed_model=embedding)
        self._retriever = index.as_retriever(similarity_top_k=DEPTH)

    def search(self, question: str) -> list[int]:
        return [self._place[hit.node.node_id] for hit in self._retriever.retrieve(question)]


class LangChain:
    def __init__(self, files: Sequence[Path], model: Path, **splitter: int) -> None:
        from langchain_core.documents import Document
        from langchain_core.vectorstores import InMemoryVectorStore
        from langchain_huggingface import HuggingFaceEmbeddings
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        documents = [
            Document(file.read_text("utf-8"), metadata={"source": file.stem}) for file in files
        ]
        parts = RecursiveCharacterTextSplitter(**splitter).split_documents(documents)
        for place, part in enumerate(parts):
            part.metadata["place"] = place
        self.chunks = [Chunk(part.metadata["source"], part.page_content) for part in parts]
        embeddings = HuggingFaceEmbeddings(model_name=str(model), model_kwargs={"device": "cpu"})
        self._store = InMemoryVectorStore.from_documents(parts, embeddings)

    def search(self, question: str) -> list[int]:
        hits = self._store.similarity_search(question, k=DEPTH)
        return [hit.metadata["place"] for hit in hits]


class Haystack:
    def __init__(self, files: Sequence[Path], model: Path, bm25: bool = False) -> None:
        from haystack.components.converters import TextFileToDocument
        from haystack.components.preprocessors import DocumentSplitter
        from haystack.components.retrievers.in_memory import (
            InMemoryBM25Retriever,
            InMemoryEmbeddingRetriever,
        )
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
            SentenceTransformersTextEmbedder,
        )

        documents = TextFileToDocument().run(sources=list(files))["documents"]
        splitter = DocumentSplitter()
        splitter.warm_up()
        parts = splitter.run(documents=documents)["documents"]
        for place, part in enumerate(parts):
            part.meta["place"] = place
        self.chunks = [Chunk(Path(part.meta["file_path"]).stem, part.content) for part in parts]
        store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        self._words: Any = None
        if bm25:
            store.write_documents(parts)
            self._words = InMemoryBM25Retriever(store, top_k=DEPTH)
            return
        embedder = SentenceTransformersDocumentEmbedder(model=str(model), progress_bar=False)
        embedder.warm_up()
        store.write_documents(embedder.run(parts)["documents"])
        self._embedder = SentenceTransformersTextEmbedder(model=str(model), progress_bar=False)
        self._embedder.warm_up()
        self._retriever = InMemoryEmbeddingRetriever(store, top_k=DEPTH)

    def search(self, question: str) -> list[int]:
        if self._words:
            hits = self._words.run(query=question)["documents"]
        else:
            vector = self._embedder.run(question)["embedding"]
            hits = self._retriever.run(query_embedding=vector)["documents"]
        return [hit.meta["place"] for hit in hits]


class Txtai:
    def __init__(self, files: Sequence[Path], model: Path, **config: Any) -> None:  # noqa: ANN401
        from txtai import Embeddings
        from txtai.pipeline import Segmentation

        segment = Segmentation(paragraphs=True)
        self.chunks = [
            Chunk(file.stem, text) for file in files for text in segment(file.read_text("utf-8"))
        ]
        self._embeddings = Embeddings(path=str(model), gpu=False, **config)
        self._embeddings.index(chunk.text for chunk in self.chunks)

    def search(self, question: str) -> list[int]:
        return [int(place) for place, _ in self._embeddings.search(question, DEPTH)]


def _with(kind: Any, **settings: Any) -> Callable[[Sequence[Path], Path], Indexed]:  # noqa: ANN401
    def index(files: Sequence[Path], model: Path) -> Indexed:
        found: Indexed = kind(files, model, **settings)
        return found

    return index


_LLAMAINDEX = ("llama-index-core", "llama-index-embeddings-huggingface")
_LANGCHAIN = ("langchain-core", "langchain-text-splitters", "langchain-huggingface")
_HAYSTACK = ("haystack-ai", "sentence-transformers-haystack")

SYSTEMS = (
    System("LlamaIndex", "1024/200 tokens (default)", _LLAMAINDEX, _with(LlamaIndex)),
    System("LlamaIndex", "256/20 tokens", _LLAMAINDEX,
           _with(LlamaIndex, chunk_size=256, chunk_overlap=20)),
    System("LangChain", "4000/200 characters (default)", _LANGCHAIN, _with(LangChain)),
    System("LangChain", "1000/200 characters (its tutorial)", _LANGCHAIN,
           _with(LangChain, chunk_size=1000, chunk_overlap=200)),
    System("LangChain", "500/50 characters", _LANGCHAIN,
           _with(LangChain, chunk_size=500, chunk_overlap=50)),
    System("Haystack", "200 words (default)", _HAYSTACK, _with(Haystack)),
    System("Haystack", "200 words (default), BM25", _HAYSTACK, _with(Haystack, bm25=True)),
    System("txtai", "paragraphs, dense (default)", ("txtai",), _with(Txtai)),
    System("txtai", "paragraphs, hybrid", ("txtai",), _with(Txtai, hybrid=True)),
)  # fmt: skip


def missing(systems: Sequence[System]) -> Mapping[str, str]:
    """By library that is not installed: the package that it lacks."""
    lacking = {}
    for system in systems:
        try:
            system.versions()
        except importlib.metadata.PackageNotFoundError as error:
            lacking[system.name] = str(error.name)
    return lacking
