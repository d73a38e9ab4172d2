"""qa beside other retrieval libraries: the same files, weights, questions and measures.

    python -m venv .venv-peers
    .venv-peers/bin/pip install -r evals/peers-requirements.txt
    .venv-peers/bin/python evals/peers.py

asks every gold question of one turn (20 minutes on two busy cores), prints the table, and writes
evals/peers.json, the table of docs/peers.md and docs/images/peers.png. The libraries are no part
of the product, hence an environment of their own. A library that is not installed is named, and
nothing is written. `--only NAME` measures some again and keeps the others' rows; `--only qa` needs
none of the libraries.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chunks import Paper, Placed
from systems import SYSTEMS, System, missing
from tqdm import tqdm

from qa import __version__, jsonl
from qa.assistant import Assistant
from qa.errors import QAError, UsageError
from qa.evaluation.pages.plots import Plot, intervals
from qa.evaluation.pages.tables import Grid
from qa.evaluation.questions import gold, measures
from qa.evidence import tokens
from qa.index.encoding.weights import BASE, find_model
from qa.opening import open_library

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "evals" / "peers.json"
PAGE = ROOT / "docs" / "peers.md"
IMAGES = ROOT / "docs" / "images"
BUDGETS = (1000, 2000)
DEPTH = 20  # paragraphs of a ranking that count, as many as qa gives
OURS = "qa"
_BLOCK = re.compile(r"(<!-- peers -->\n).*?(<!-- end -->)", re.DOTALL)

Row = dict[str, Any]
Answers = tuple[list[str], tuple[set[str], ...]]
"""A ranking of paragraphs, and the paragraphs within each budget."""


def main() -> int:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    names = list(dict.fromkeys(system.name for system in SYSTEMS))
    parser.add_argument("--only", action="append", choices=[OURS, *names], metavar="NAME",
                        help=f"{OURS}, {', '.join(names)}; may be repeated")  # fmt: skip
    only = parser.parse_args().only
    wanted = [system for system in SYSTEMS if not only or system.name in only]
    lacking = missing(wanted)
    for name, package in lacking.items():
        sys.stderr.write(
            f"{name} is not installed ({package} is missing): "
            "pip install -r evals/peers-requirements.txt\n"
        )
    held, ours = [s for s in wanted if s.name not in lacking], not only or OURS in only
    if not held and not ours:
        return 1
    found = measured(held, ours)
    sys.stdout.write(grid(found["systems"]).as_text() + "\n")
    if lacking:
        sys.stderr.write("Not all of them were measured, so nothing is written.\n")
        return 1
    if only:
        found = together(json.loads(RESULTS.read_text("utf-8")), found)
    jsonl.write_text(RESULTS, jsonl.pretty(found))
    PAGE.write_text(written(PAGE.read_text("utf-8"), found), "utf-8")
    plot(found["systems"]).save(IMAGES)
    return 0


def measured(systems: Sequence[System], ours: bool) -> dict[str, Any]:
    """The figures of each system, and what they hang on."""
    asked = questions()
    assistant = open_library(ROOT / "corpus", ROOT / "index")
    base = find_model(BASE)
    rows = [_theirs(system, asked, assistant, base.folder) for system in systems]
    if ours:
        plain = open_library(ROOT / "corpus", ROOT / "index-base", model=BASE)
        rows += [
            _own(plain, asked, "the encoder as published"),
            _own(assistant, asked, "the adapted encoder"),
        ]
    return {
        "questions": len(asked),
        "reports": len(assistant.reports()),
        "weights": base.name,
        "fingerprint": base.fingerprint,
        "tokens": tokens.NAME,
        "systems": rows,
    }


def together(kept: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """What was kept, with the rows that were measured again. Raises UsageError when it is no
    longer comparable: of other questions, reports or weights.
    """
    for name, value in found.items():
        if name != "systems" and kept[name] != value:
            raise UsageError(f"{RESULTS.name} is of other {name}; measure all of them again.")
    again = {(row["name"], row["settings"]): row for row in found["systems"]}
    rows = [again.get((row["name"], row["settings"]), row) for row in kept["systems"]]
    return {**kept, "systems": rows}


def questions() -> list[gold.Turn]:
    """The gold questions of one turn that have a relevant paragraph."""
    cases = gold.load(ROOT / "evals" / "gold").cases
    return [c.turns[0] for c in cases if c.group != gold.CHAT and c.turns[0].relevant]


def _theirs(system: System, asked: Sequence[gold.Turn], assistant: Assistant, model: Path) -> Row:
    said = f"{system.name}, {system.settings}"
    tqdm.write(said, file=sys.stderr)
    keys = [report.key for report in assistant.reports()]
    papers = {key: Paper(assistant.report(key)) for key in keys}
    # By paths as seen from the project: LlamaIndex embeds a file's path with each of its chunks.
    with contextlib.chdir(ROOT):
        index = system.index([Path("corpus") / f"{key}.txt" for key in keys], model)
    placed = Placed(index.chunks, papers)
    answers = []
    for turn in tqdm(asked, desc="Asking", disable=None):
        hits = index.search(turn.question)
        within = tuple(placed.within(hits, budget, tokens.count) for budget in BUDGETS)
        answers.append((placed.ranking(hits), within))
    return {
        "name": system.name,
        "settings": system.settings,
        "versions": system.versions(),
        "chunks": len(index.chunks),
        "chunks_not_placed": placed.lost,
        **figures(asked, answers),
    }


def _own(assistant: Assistant, asked: Sequence[gold.Turn], settings: str) -> Row:
    """What `qa ask` ranks, and what its evidence packs of so many tokens hold."""
    answers = []
    for turn in tqdm(asked, desc=OURS, disable=None):
        answer = assistant.ask(turn.question)
        keys = measures.ranking(hit.key for hit in answer.retrieved)
        within = []
        for budget in BUDGETS:
            try:
                within.append(set(assistant.pack(answer, budget).keys))
            except UsageError:  # not even the best paragraph fits
                within.append(set())
        answers.append((keys, tuple(within)))
    return {
        "name": OURS,
        "settings": settings,
        "versions": {OURS: __version__},
        **figures(asked, answers),
    }


def figures(asked: Sequence[gold.Turn], answers: Sequence[Answers]) -> Row:
    """Means over the questions; nDCG@10 with its 95 % interval."""
    pairs = [
        (ranked[:DEPTH], turn.relevant) for turn, (ranked, _) in zip(asked, answers, strict=True)
    ]
    ndcg = [measures.ndcg(*pair) for pair in pairs]
    low, high = measures.interval(ndcg)
    found: Row = {
        "ndcg10": {"mean": _mean(ndcg), "low": round(low, 4), "high": round(high, 4)},
        "mrr": _mean([measures.reciprocal_rank(*pair) for pair in pairs]),
        "recall10": _mean([measures.recall(ranked, wanted, 10) for ranked, wanted in pairs]),
    }
    for at, budget in enumerate(BUDGETS):
        shares = [
            _share(within[at], turn.relevant)
            for turn, (_, within) in zip(asked, answers, strict=True)
        ]
        found[f"within_{budget}"] = _mean(shares)
    return found


def _share(found: set[str], relevant: Mapping[str, int]) -> float:
    """How many of the paragraphs that answer directly were found."""
    direct = {key for key, grade in relevant.items() if grade == measures.DIRECT}
    return len(direct & found) / len(direct)


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4)


def grid(rows: Sequence[Row]) -> Grid:
    """The table, in the order of the rows."""
    headings = ("settings", "nDCG@10", "95 % interval", "MRR", "R@10",
                *(f"in {budget:,} tokens" for budget in BUDGETS))  # fmt: skip
    return Grid("library", headings, tuple(_cells(row) for row in rows))


def _cells(row: Row) -> tuple[str, ...]:
    ndcg = row["ndcg10"]
    main_version = next(iter(row["versions"].values()))
    return (
        f"{row['name']} {main_version}",
        row["settings"],
        f"{ndcg['mean']:.3f}",
        f"{ndcg['low']:.3f}-{ndcg['high']:.3f}",
        *(f"{row[name]:.3f}" for name in ("mrr", "recall10")),
        *(f"{row[f'within_{budget}']:.2f}" for budget in BUDGETS),
    )


def plot(rows: Sequence[Row]) -> Plot:
    """nDCG@10 of each with its interval, and what is within the smaller budget."""

    def draw(axes: Any) -> None:  # noqa: ANN401
        labels = [f"{row['name']}: {row['settings']}" for row in rows]
        shares = [row[f"within_{BUDGETS[0]}"] for row in rows]
        intervals(axes, labels, [row["ndcg10"] for row in rows])
        axes.scatter(shares, range(len(rows)), s=34, facecolors="none", edgecolors="#d9570f",
                     label=f"needed paragraphs in {BUDGETS[0]:,} tokens")  # fmt: skip
        axes.set_xlim(0, 1.02)
        axes.set_xlabel("nDCG@10 with 95 % interval; share of paragraphs")
        axes.legend(loc="upper right", frameon=False)

    return Plot("peers", "The same questions, files and weights", 0.9 + 0.27 * len(rows), draw)


def written(page: str, found: Mapping[str, Any]) -> str:
    """The page with its table as measured."""
    table = grid(found["systems"])
    lines = [(table.title, *table.headings), ("---",) * (1 + len(table.headings)), *table.rows]
    block = "".join("| " + " | ".join(line) + " |\n" for line in lines)
    versions: dict[str, str] = {}
    for row in found["systems"]:
        versions |= row["versions"]
    block += f"\n{found['questions']} questions, {found['reports']} reports, {found['weights']}. "
    block += "Versions: " + ", ".join(f"{name} {v}" for name, v in versions.items()) + ".\n"
    new, count = _BLOCK.subn(lambda match: match[1] + block + match[2], page)
    if count != 1:
        raise LookupError(f"{PAGE.name} has {count} places for the table, not one.")
    return new


if __name__ == "__main__":
    try:
        sys.exit(main())
    except QAError as error:
        sys.exit(f"{error}")
