"""Our paragraphs in other people's pipelines: a retriever for LangChain, one for LlamaIndex."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qa.errors import UsageError

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever as LangChainRetriever
    from llama_index.core.retrievers import BaseRetriever as LlamaIndexRetriever

    from qa.assistant import Assistant
    from qa.search.asked.question import Filters
    from qa.shown import Shown


def for_langchain(
    assistant: Assistant, *, limit: int = 10, filters: Filters | None = None
) -> LangChainRetriever:
    """A LangChain retriever over the library: documents with the paragraphs' own words.

    Each has its key for an id; its metadata hold the citation to print beside a quotation of it,
    and the score, 0 to 1. Raises UsageError where langchain-core is missing.
    """
    try:
        from langchain_core.documents import Document
        from langchain_core.retrievers import BaseRetriever
    except ImportError as error:
        raise UsageError(
            "LangChain is not installed. Install it with: pip install 'qa[langchain]'"
        ) from error

    class Retriever(BaseRetriever):  # type: ignore[misc, unused-ignore]
        """The best paragraphs of inspection reports for a question."""

        def _get_relevant_documents(self, query: str, **_: object) -> list[Document]:
            return [
                Document(id=key, page_content=shown.text, metadata=_about(shown, score))
                for key, shown, score in _found(assistant, query, limit, filters)
            ]

    return Retriever()


def for_llama_index(
    assistant: Assistant, *, limit: int = 10, filters: Filters | None = None
) -> LlamaIndexRetriever:
    """A LlamaIndex retriever over the library: nodes with the paragraphs' own words.

    As `for_langchain`. Raises UsageError where llama-index-core is missing.
    """
    try:
        from llama_index.core.retrievers import BaseRetriever
        from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
    except ImportError as error:
        raise UsageError(
            "LlamaIndex is not installed. Install it with: pip install 'qa[llama-index]'"
        ) from error

    class Retriever(BaseRetriever):  # type: ignore[misc, unused-ignore]
        """The best paragraphs of inspection reports for a question."""

        def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
            return [
                NodeWithScore(
                    node=TextNode(id_=key, text=shown.text, metadata=_about(shown, score)),
                    score=score,
                )
                for key, shown, score in _found(assistant, query_bundle.query_str, limit, filters)
            ]

    return Retriever()


def _found(
    assistant: Assistant, question: str, limit: int, filters: Filters | None
) -> Iterator[tuple[str, Shown, float]]:
    for hit in assistant.search(question, limit=limit, filters=filters).hits:
        yield hit.key, assistant.show(hit.key), hit.score


def _about(shown: Shown, score: float) -> dict[str, Any]:
    """What must go with the words, and what one may want to sort them by."""
    return {
        "key": shown.paragraph.key,
        "citation": shown.citation,
        "report": shown.report.key,
        "authority": shown.report.authority,
        "published": shown.report.published,
        "section": " > ".join(shown.paragraph.section),
        "score": score,
    }
