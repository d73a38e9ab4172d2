"""Write the figures of the README, and of docs/scale.md, from the results that `qa eval`,
`make bench` and `qa bench` keep.

.venv/bin/python evals/readme.py          # write them
.venv/bin/python evals/readme.py --check  # say whether they are as measured
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "scale.md")
RESULTS = ROOT / "evals" / "results"
_BLOCK = re.compile(r"(<!-- figures: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def quality(results: dict[str, Any]) -> str:
    """How good the answers are, from the figures of `qa eval`."""
    whole, chat = results["all"], results["chat"]
    trained, unseen = results["by_training"]["trained on"], results["by_training"]["unseen"]
    refusals = results["refusals"]
    right = sum(row["right"] for row in refusals.values() if row["expected"] == "refuse")
    asked = sum(row["questions"] for row in refusals.values() if row["expected"] == "refuse")
    false = results["false_refusals"]
    quotes = results["quotes"]
    rows = [
        ("nDCG@10, all questions", _interval(whole["ndcg10"])),
        ("nDCG@10, reports the encoder was trained on", _interval(trained["ndcg10"])),
        ("nDCG@10, reports it had never seen", _interval(unseen["ndcg10"])),
        ("Recall@10, all questions", _interval(whole["recall10"])),
        ("nDCG@10, turns of conversations", _interval(chat["ndcg10"])),
        (
            "Quotes that are not the report's own words",
            f"{quotes['not_verbatim']} of {quotes['checked']}",
        ),
        ("Needed phrases in the reply", _share(whole["phrases_found"])),
        ("Quoted paragraphs that are relevant", _share(whole["quoted_relevant"])),
        ("Questions refused that should be", f"{right} of {asked}"),
        ("Questions refused that should not be", f"{false['refused']} of {false['answerable']}"),
    ]
    return _table(("measured on the gold questions", ""), rows)


def speed(results: dict[str, Any]) -> str:
    """How long things take, from the figures of `make bench`."""
    machine = results["machine"]
    ask, search, cold = results["ask"], results["search"], results["cold_ask"]
    rows = [
        (f"index of {results['reports']} reports from nothing", f"{results['index_build_s']} s"),
        ("index that is up to date", f"{results['index_up_to_date_check_ms']} ms"),
        ("`qa ask`, from shell to printed answer", f"{cold['p50_ms']:.0f} ms (median)"),
        ("a search, once open", f"{search['p50_ms']} ms (median), {search['p95_ms']} ms (p95)"),
        ("a whole answer, once open", f"{ask['p50_ms']} ms (median), {ask['p95_ms']} ms (p95)"),
    ]
    if "peak_mb" in cold:
        rows.append(("memory of `qa ask`, at most", f"{cold['peak_mb']} MB"))
    if serving := results.get("serving"):
        rows += [
            ("`qa serve`, from shell to page", f"{serving['page_up_ms']} ms"),
            ("memory of `qa serve` in use", f"{serving['resident_mb']} MB"),
        ]
    others = {"baseline": "sentence-transformers + FAISS flat", "llamaindex": "LlamaIndex"}
    for name, other in others.items():
        if ratio := results.get(f"ratio_to_{name}"):
            told = f"{ratio['cold']} of its time cold, {ratio['search_p50']} warm (median)"
            rows.append((f"beside {other}", told))
    where = f"{machine['cores']} cores, {machine['system']} {machine['architecture']}"
    return _table((f"on {where}, Python {machine['python']}", ""), rows)


def _interval(mean: dict[str, float]) -> str:
    return f"{mean['mean']:.3f} (95 % interval {mean['low']:.3f} to {mean['high']:.3f})"


def _share(share: dict[str, float]) -> str:
    return f"{share['share']:.0%} of {share['of']}"


def _table(head: tuple[str, str], rows: list[tuple[str, str]]) -> str:
    lines = [f"| {head[0]} | {head[1]} |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {value} |" for name, value in rows)]) + "\n"


def scale_figures(results: dict[str, Any]) -> str:
    """How a large library behaves, from the figures of `qa bench`."""
    from qa.evaluation.bench.scale import render

    return render(results) + "\n"


# The figures of a page by name: the results they are made from, and how.
_FIGURES = {
    "quality": ("latest.json", quality),
    "speed": ("bench.json", speed),
    "scale": ("scale.json", scale_figures),
}


def written(page: str) -> str:
    """A page with its figures as measured; what has not been measured here stays as it is."""

    def block(match: re.Match[str]) -> str:
        file, table = _FIGURES[match.group(2)]
        if not (RESULTS / file).exists():
            return match.group()
        results = json.loads((RESULTS / file).read_text("utf-8"))
        return match.group(1) + table(results) + match.group(3)

    return _BLOCK.sub(block, page)


def main() -> int:
    """Write the figures, or check them."""
    wrong = 0
    for path in PAGES:
        text = path.read_text("utf-8")
        new = written(text)
        if new == text:
            continue
        if "--check" in sys.argv[1:]:
            sys.stderr.write(f"{path.name} is not as measured; run: python evals/readme.py\n")
            wrong = 1
        else:
            path.write_text(new, "utf-8")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
