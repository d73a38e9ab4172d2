"""How long things take on this machine: `make bench` writes evals/results/bench.json.

Wall-clock milliseconds. Cold is a process from start to exit, the file cache warm; warm is one
call on an open library, the gold questions one after the other.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from qa import __version__, jsonl
from qa.assistant import Assistant
from qa.evaluation import gold
from qa.evaluation.measures import percentile
from qa.index.build import build

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "evals" / "results" / "bench.json"
COLD_RUNS = 5
WARM_UP = 10  # calls that are not counted: files and caches fill


def main() -> None:
    """Measure, print and keep."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder)
        made = _timed(lambda: build(ROOT / "corpus", index, progress=sys.stderr.isatty()))
        again = _timed(lambda: build(ROOT / "corpus", index, progress=False))
        cold = [_cold_ask(index) for _ in tqdm(range(COLD_RUNS), desc="Cold", disable=None)]
        opened = _timed(lambda: Assistant.open(index).ask("young carers in Barnet"))
        assistant = Assistant.open(index)
        questions = _questions()
        figures = {
            "version": __version__,
            "machine": _machine(),
            "reports": len(assistant.reports()),
            "index_build_s": round(made / 1000, 1),
            "index_up_to_date_check_ms": round(again),
            "index_mb": round(_size(index) / 1e6, 1),
            "cold_ask": _spread(cold),
            "open_and_first_ask_ms": round(opened),
            "search": _warm(assistant.search, questions, "Search"),
            "ask": _warm(assistant.ask, questions, "Ask"),
        }
    jsonl.write_text(RESULTS, jsonl.pretty(figures))
    sys.stdout.write(jsonl.pretty(figures))


def _questions() -> list[str]:
    cases = gold.load(ROOT / "evals" / "gold").cases
    return [case.turns[0].question for case in cases]


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - began)


def _cold_ask(index: Path) -> float:
    question = "what did Ofsted say about Harrow LAC health?"
    command = [sys.executable, "-m", "qa", "ask", "--json", "--index", str(index), question]
    return _timed(lambda: subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL))


def _warm(call: Callable[[str], object], questions: Sequence[str], name: str) -> dict[str, Any]:
    for question in questions[:WARM_UP]:
        call(question)
    bar = tqdm(questions, desc=name, disable=None)
    return _spread([_timed(partial(call, question)) for question in bar])


def _spread(spent: Sequence[float]) -> dict[str, Any]:
    return {
        "runs": len(spent),
        "p50_ms": round(percentile(spent, 0.5), 1),
        "p95_ms": round(percentile(spent, 0.95), 1),
    }


def _machine() -> dict[str, Any]:
    """What the times hang on, and nothing that tells whose machine it is."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": cores,
        "python": platform.python_version(),
    }


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
