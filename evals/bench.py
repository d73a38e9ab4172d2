"""How long things take on this machine: `make bench` writes evals/results/bench.json.

Wall-clock milliseconds. Cold is a process from start to exit, the file cache warm; warm is one
call on an open library, the gold questions one after the other. Beside each stands the same of a
plain baseline (evals/baseline.py), run in turn with ours: on a busy machine both take longer, and
their ratio still says something. `--llamaindex PYTHON` runs LlamaIndex beside it, too, with the
Python of an environment that has it (evals/peers-requirements.txt).
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

# As the command line does, before NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tqdm import tqdm

from qa import __version__, jsonl
from qa.assistant import Assistant
from qa.evaluation.bench.timing import machine, spread
from qa.evaluation.questions import gold
from qa.evaluation.questions.measures import percentile
from qa.index.making.build import build

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "evals" / "results" / "bench.json"
QUESTION = "what did Ofsted say about Harrow LAC health?"
COLD_RUNS = 5
WARM_UP = 10  # calls that are not counted: files and caches fill
SERVED = 100  # questions asked of the served app before its memory is taken


@dataclass(frozen=True, slots=True)
class Baseline:
    """Another way, run in processes of its own: the Python, the script, the folder of its index."""

    what: str
    command: tuple[str, ...]

    def made_in(self, folder: Path) -> Baseline:
        """The same with an index in a folder."""
        subprocess.run(
            [*self.command, str(folder)], check=True, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        return replace(self, command=(*self.command, str(folder)))


PLAIN = Baseline(
    "sentence-transformers + FAISS flat, paragraphs whole, no words",
    (sys.executable, str(ROOT / "evals" / "baseline.py")),
)


def llamaindex(python: str) -> Baseline:
    """LlamaIndex, by the Python of an environment that has it."""
    script = str(ROOT / "evals" / "baseline_llamaindex.py")
    return Baseline("LlamaIndex, its defaults, an index on disk", (python, script))


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description="Measure how long things take on this machine.")
    parser.add_argument("--llamaindex", metavar="PYTHON", help="of an environment that has it")
    python = parser.parse_args().llamaindex
    baselines = {"baseline": PLAIN} | ({"llamaindex": llamaindex(python)} if python else {})
    with tempfile.TemporaryDirectory() as folder:
        figures = _figures(Path(folder), baselines)
    jsonl.write_text(RESULTS, jsonl.pretty(figures))
    sys.stdout.write(jsonl.pretty(figures))


def _figures(folder: Path, baselines: Mapping[str, Baseline]) -> dict[str, Any]:
    index = folder / "index"
    # In a process of its own, as who asks has not loaded PyTorch, whose threads get in the way.
    making = ["-m", "qa", "index", "--index", str(index), "--corpus", str(ROOT / "corpus")]
    made, _ = _process([sys.executable, *making])
    again = _timed(lambda: build(ROOT / "corpus", index, progress=False))
    others = {name: each.made_in(folder / name) for name, each in baselines.items()}
    ours, theirs = _cold(index, others)
    opened = _timed(lambda: Assistant.open(index).ask("young carers in Barnet"))
    assistant = Assistant.open(index)
    questions = _questions()
    search = _warm(assistant.search, questions, "Search")
    figures = {
        "version": __version__,
        "machine": machine(),
        "reports": len(assistant.reports()),
        "index_build_s": round(made / 1000, 1),
        "index_up_to_date_check_ms": round(again),
        "index_mb": round(_size(index) / 1e6, 1),
        "cold_ask": spread([ms for ms, _ in ours]) | _memory(ours),
        "open_and_first_ask_ms": round(opened),
        "search": search,
        "ask": _warm(assistant.ask, questions, "Ask"),
        "serving": _serving(index, questions[:SERVED]),
    }
    for name, other in others.items():
        cold, warm = theirs[name], _warm_baseline(other)
        figures[name] = {
            "what": other.what,
            "cold_first_retrieval": spread([ms for ms, _ in cold]) | _memory(cold),
            "search": warm,
        }
        figures[f"ratio_to_{name}"] = {
            "cold": _ratio([ms for ms, _ in ours], [ms for ms, _ in cold]),
            "search_p50": round(search["p50_ms"] / warm["p50_ms"], 2),
            "search_p95": round(search["p95_ms"] / warm["p95_ms"], 2),
        }
    return figures


def _questions() -> list[str]:
    cases = gold.load(ROOT / "evals" / "gold").cases
    return [case.turns[0].question for case in cases]


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - began)


Cold = list[tuple[float, float]]  # of each run: milliseconds, and the most MB it held


def _cold(index: Path, others: Mapping[str, Baseline]) -> tuple[Cold, dict[str, Cold]]:
    """Processes from start to exit, ours and the others' in turn."""
    ask = [sys.executable, "-m", "qa", "ask", "--json", "--index", str(index), QUESTION]
    ours: Cold = []
    theirs: dict[str, Cold] = {name: [] for name in others}
    for _ in tqdm(range(COLD_RUNS), desc="Cold", disable=None):
        ours.append(_process(ask))
        for name, other in others.items():
            theirs[name].append(_process([*other.command, QUESTION]))
    return ours, theirs


# Run from a process that holds little: what a process starts with counts as its peak, too.
_LAUNCH = """\
import json, os, subprocess, sys, time
began = time.perf_counter()
child = subprocess.Popen(
    sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
)
_, status, used = os.wait4(child.pid, 0)
print(json.dumps([1000 * (time.perf_counter() - began), used.ru_maxrss / 1024]))  # kB on Linux
os._exit(os.waitstatus_to_exitcode(status))
"""


def _process(arguments: Sequence[str]) -> tuple[float, float]:
    """Milliseconds from start to exit, and the most megabytes that were held."""
    command = [sys.executable, "-u", "-c", _LAUNCH, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {done.returncode}")
    spent, megabytes = json.loads(done.stdout)
    return spent, megabytes


def _memory(runs: Cold) -> dict[str, Any]:
    return {"peak_mb": round(percentile([mb for _, mb in runs], 0.5))}


def _warm_baseline(other: Baseline) -> dict[str, Any]:
    command = [*other.command, "--warm"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return spread(json.loads(done.stdout.splitlines()[-1])[WARM_UP:])


def _warm(call: Callable[[str], object], questions: Sequence[str], name: str) -> dict[str, Any]:
    for question in questions[:WARM_UP]:
        call(question)
    bar = tqdm(questions, desc=name, disable=None)
    return spread([_timed(partial(call, question)) for question in bar])


def _serving(index: Path, questions: Sequence[str]) -> dict[str, Any]:
    """The served app: how long until its page is up, and the memory it holds once it is used."""
    with _served(index) as (address, pid, up):
        spent = [_timed(partial(_post, f"{address}/api/ask", question)) for question in questions]
        return {"page_up_ms": round(up), **spread(spent[1:]), "resident_mb": _resident(pid)}


@contextmanager
def _served(index: Path) -> Iterator[tuple[str, int, float]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "qa", "serve", "--port", str(port), "--rate", "0"]
    began = time.perf_counter()
    server = subprocess.Popen(
        [*command, "--index", str(index)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        if not server.stdout.readline().startswith("Ask at"):
            raise SystemExit("the app could not be served")
        yield f"http://127.0.0.1:{port}", server.pid, 1000 * (time.perf_counter() - began)
    finally:
        server.terminate()
        server.wait(20)


def _post(url: str, question: str) -> None:
    call = urllib.request.Request(
        url, json.dumps({"question": question}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(call, timeout=60) as reply:
        reply.read()


def _resident(pid: int) -> int | None:
    """Megabytes that a process holds; None where the system does not tell."""
    try:
        told = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    return round(int(told.partition("VmRSS:")[2].split()[0]) / 1024)


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return round(percentile(ours, 0.5) / percentile(theirs, 0.5), 2)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
