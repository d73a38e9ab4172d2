"""LlamaIndex with its defaults and an index on disk, to compare with: as `baseline.py` is run.

It needs an environment of its own, evals/peers-requirements.txt:

python evals/bench.py --llamaindex .venv-peers/bin/python
"""

from __future__ import annotations

import json
import sys
import time

from baseline import ROOT, gold_questions

from qa.index.encoding.weights import find_model

_NEAREST = 10


def main() -> None:
    """Embed, ask once, or ask all."""
    from llama_index.core import (
        SimpleDirectoryReader,
        StorageContext,
        VectorStoreIndex,
        load_index_from_storage,
    )
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    folder, asked = sys.argv[1], sys.argv[2:]
    model = HuggingFaceEmbedding(model_name=str(find_model("base").folder), device="cpu")
    if not asked:
        files = sorted((ROOT / "corpus").glob("*.txt"))
        documents = SimpleDirectoryReader(input_files=list(map(str, files))).load_data()
        made = VectorStoreIndex.from_documents(documents, embed_model=model)
        made.storage_context.persist(folder)
        return
    context = StorageContext.from_defaults(persist_dir=folder)
    index = load_index_from_storage(context, embed_model=model)
    retriever = index.as_retriever(similarity_top_k=_NEAREST)
    if asked != ["--warm"]:
        retriever.retrieve(" ".join(asked))
        return
    spent = []
    for question in gold_questions():
        began = time.perf_counter()
        retriever.retrieve(question)
        spent.append(1000 * (time.perf_counter() - began))
    sys.stdout.write(json.dumps(spent) + "\n")


if __name__ == "__main__":
    main()
