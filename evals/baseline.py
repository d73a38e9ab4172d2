"""The plain way, to compare with: sentence-transformers and a flat FAISS index of the paragraphs.

python evals/baseline.py FOLDER               # embed the paragraphs of the corpus into a folder
python evals/baseline.py FOLDER "a question"  # one question from a cold start: its ten nearest
python evals/baseline.py FOLDER --warm        # each gold question: milliseconds, one JSON list

No understanding, no words, no quotations: what a page of tutorial code does, with the same weights.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INDEX, KEYS = "flat.faiss", "keys.json"
_NEAREST = 10


def main() -> None:
    """Embed, ask once, or ask all."""
    folder, *asked = [Path(sys.argv[1]), *sys.argv[2:]]
    assert isinstance(folder, Path)
    if not asked:
        embed(folder)
        return
    import faiss
    from sentence_transformers import SentenceTransformer

    from qa.index.encoding.weights import find_model

    model = SentenceTransformer(str(find_model("base").folder), device="cpu")
    index = faiss.read_index(str(folder / INDEX))
    keys = json.loads((folder / KEYS).read_text("utf-8"))

    def nearest(question: str) -> list[str]:
        _, found = index.search(model.encode([question], normalize_embeddings=True), _NEAREST)
        return [keys[row] for row in found[0]]

    if asked != ["--warm"]:
        sys.stdout.write(" ".join(nearest(" ".join(map(str, asked)))) + "\n")
        return
    spent = []
    for question in gold_questions():
        began = time.perf_counter()
        nearest(question)
        spent.append(1000 * (time.perf_counter() - began))
    sys.stdout.write(json.dumps(spent) + "\n")


def embed(folder: Path) -> None:
    """A vector of each paragraph of the corpus, whole."""
    folder.mkdir(exist_ok=True)
    import faiss
    from sentence_transformers import SentenceTransformer

    from qa.index.encoding.weights import find_model
    from qa.reading import is_report_file, read_report

    files = sorted(path for path in (ROOT / "corpus").iterdir() if is_report_file(path))
    paragraphs = [paragraph for path in files for paragraph in read_report(path).paragraphs]
    model = SentenceTransformer(str(find_model("base").folder), device="cpu")
    vectors = model.encode([p.text for p in paragraphs], normalize_embeddings=True)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(folder / INDEX))
    (folder / KEYS).write_text(json.dumps([p.key for p in paragraphs]), "utf-8")


def gold_questions() -> list[str]:
    """The first question of each gold case."""
    from qa.evaluation.questions import gold

    return [case.turns[0].question for case in gold.load(ROOT / "evals" / "gold").cases]


if __name__ == "__main__":
    main()
