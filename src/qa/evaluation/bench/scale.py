"""How a library of a given size behaves: disk, memory, time of a search, recall of its index."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from qa import __version__
from qa.assistant import Assistant
from qa.evaluation.bench.timing import machine, spread
from qa.evaluation.questions.measures import percentile
from qa.index.making import generation
from qa.index.making.engines import WORDS
from qa.index.making.library import ENCODER, Library
from qa.index.retrieval.vectors import VectorIndex
from qa.index.sqlite.joined import STORE
from qa.index.sqlite.table import NAMES, PARAGRAPHS, PASSAGES
from qa.search.asked.question import Filters
from qa.search.ranked.searcher import Settings

MOST_TIMED = 150  # questions
WARM_UP = 5  # searches that are not counted: files and caches fill
RECALL_OF = 500  # questions, each compared with every vector: of 50, one changes it by 0.014
_NEAREST = 10
# The parts of an index on disk, and the files of each by how their paths begin.
_PARTS: dict[str, str | tuple[str, ...]] = {
    "vectors": "vectors.npy",
    "vector index": "vectors.faiss",
    "word vectors": "late",
    "store": STORE,
    "table of passages": (PASSAGES, PARAGRAPHS, NAMES),
    "words": WORDS,
    "encoder": ENCODER,
}


def measure(index: Path, questions: Sequence[str]) -> dict[str, Any]:
    """The figures of an index, from a process that does nothing else: times of some of the
    questions, evenly drawn, and recall of more.
    """
    timed = questions[:: -(-len(questions) // MOST_TIMED)]
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as process:
        searched = process.submit(_searches, index, list(timed)).result()
        recall = process.submit(_recall, index, list(questions[:RECALL_OF])).result()
    return {
        "version": __version__,
        "machine": machine(),
        **_sizes(index),
        "disk_mb": disk(index),
        **searched,
        "recall_at_10": recall,
    }


def disk(index: Path) -> dict[str, float]:
    """Megabytes of each part of an index, and of all."""
    folder = generation.current(index)
    assert folder is not None  # it was made a moment ago
    megabytes = dict.fromkeys([*_PARTS, "manifest and the like"], 0.0)
    for path in folder.rglob("*"):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            part = next((part for part, start in _PARTS.items() if name.startswith(start)), None)
            megabytes[part or "manifest and the like"] += path.stat().st_size / 1e6
    rounded = {part: round(size, 1) for part, size in megabytes.items()}
    return {**rounded, "all": round(sum(megabytes.values()), 1)}


def _sizes(index: Path) -> dict[str, Any]:
    library = Library.open(index)
    try:
        return {
            "reports": len(library.store.keys),
            "paragraphs": library.manifest.paragraphs,
            "passages": library.manifest.passages,
            "vectors": library.manifest.vectors,
        }
    finally:
        library.close()


def _searches(index: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Opening, and the same questions asked of the whole library, of what each names, and of one
    year.
    """
    started = time.perf_counter()
    assistant = Assistant.open(index)
    assistant.warm()
    assistant.search(questions[0])
    figures: dict[str, Any] = {"open_and_first_search_s": round(time.perf_counter() - started, 1)}
    years = sorted({report.year for report in assistant.reports()})
    held = Filters(years=(years[len(years) // 2],))
    whole = assistant.searching_by(Settings(scoped=False))
    figures["search"] = {
        "whole library": _timed(whole, questions, None),
        "as the question says": _timed(assistant, questions, None),
        "one year": _timed(assistant, questions, held),
    }
    return {**figures, "memory_mb": _memory()}


def _timed(
    assistant: Assistant, questions: Sequence[str], filters: Filters | None
) -> dict[str, Any]:
    """Milliseconds of searches: by the clock, and of the processor."""
    for question in questions[:WARM_UP]:
        assistant.search(question, filters=filters)
    clock, processor = [], []
    for question in tqdm(questions, desc="Search", delay=1, disable=None, file=sys.stderr):
        begun, used = time.perf_counter(), time.process_time()
        assistant.search(question, filters=filters)
        processor.append(1000 * (time.process_time() - used))
        clock.append(1000 * (time.perf_counter() - begun))
    return {
        **spread(clock),
        "processor_p50_ms": round(percentile(processor, 0.5), 1),
        "processor_p95_ms": round(percentile(processor, 0.95), 1),
    }


def _memory() -> dict[str, int] | None:
    """Megabytes this process holds: its own, and those of files it has mapped, which the system
    takes back when it needs them. None where the system does not tell.
    """
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return None
    told = {line.partition(":")[0]: line.partition(":")[2].split() for line in lines}
    return {
        name: round(int(told[field][0]) / 1024)
        for name, field in (("own", "RssAnon"), ("mapped files", "RssFile"))
        if field in told
    }


def _recall(index: Path, questions: Sequence[str]) -> float:
    """How many of the ten passages nearest to a question the index finds: the mean."""
    library = Library.open(index)
    vectors = library.vectors
    assert isinstance(vectors, VectorIndex)
    queries = library.encoder.encode(list(questions))
    true = vectors.nearest(queries, _NEAREST)
    found = [vectors.search(query, _NEAREST)[0] for query in queries]
    shares = [len(np.intersect1d(a, b)) / len(a) for a, b in zip(true, found, strict=True)]
    return round(float(np.mean(shares)), 4)


def render(figures: dict[str, Any]) -> str:
    """The figures as a table of Markdown."""
    rows = [
        ("reports · paragraphs · passages", " · ".join(
            f"{figures[name]:,}" for name in ("reports", "paragraphs", "passages")
        )),
        ("index of the vectors", figures["vectors"]),
    ]  # fmt: skip
    if "made_s" in figures:
        made = figures["made_s"]
        rows.append(("made in", f"{sum(made.values()):,.0f} s ({_listed(made)})"))
    rows.append(("disk, MB", f"{figures['disk_mb']['all']:,.0f} ({_listed(_but_all(figures))})"))
    if figures["memory_mb"]:
        rows.append(("memory of a process that searches, MB", _listed(figures["memory_mb"])))
    rows.append(("opened and first search", f"{figures['open_and_first_search_s']} s"))
    for way, spent in figures["search"].items():
        rows.append(
            (
                f"search, {way}: p50 · p95",
                f"{spent['p50_ms']} · {spent['p95_ms']} ms (processor "
                f"{spent['processor_p50_ms']} · {spent['processor_p95_ms']} ms)",
            )
        )
    if grown := figures.get("growing"):
        rows.append(
            (
                "a report added · taken out",
                f"{grown['added_s']} s ({grown['embedding_s']} embedding its {grown['embedded']} "
                f"passages) · {grown['removed_s']} s",
            )
        )
    rows.append(("recall@10 against every vector compared", str(figures["recall_at_10"])))
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


def _but_all(figures: dict[str, Any]) -> dict[str, float]:
    return {part: size for part, size in figures["disk_mb"].items() if part != "all"}


def _listed(sizes: dict[str, float]) -> str:
    return ", ".join(f"{name} {size:,.0f}" for name, size in sizes.items())
