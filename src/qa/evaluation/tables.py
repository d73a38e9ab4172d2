"""The figures as plain text, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qa.evaluation.ablations import Table
from qa.evaluation.compare import Change, Comparison
from qa.evaluation.figures import Figures

_HEADINGS = (
    "questions",
    "nDCG@10",
    "95 % interval",
    "MRR",
    "R@5",
    "R@10",
    "phrases",
    "on point",
    "answered",
)

_LEGEND = (
    "phrases: needed phrases present; on point: quoted paragraphs that are relevant; "
    "answered: not refused."
)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns as wide as they need, the first to the left, the others to the right.

    >>> print(table(["type", "n"], [["topic", "40"], ["fact", "8"]]))
    type    n
    topic  40
    fact    8
    """
    lines = [list(headings), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def render(figures: Figures) -> str:
    """All of the figures, a table a subject."""
    parts = [
        _groups("", {"all questions": figures["all"]}) + "\n" + _LEGEND,
        _groups("by type", figures["by_type"]),
        _groups("by report", figures["by_report"]),
        _groups("by training", figures["by_training"]),
        _groups("conversations", _with_all(figures)),
        _refusals(figures["refusals"]),
        _reading(figures["reading"]),
        _sentences(figures),
    ]
    return _joined(parts)


_MOST_CHANGES = 25  # shown in a terminal; the JSON and the page have them all


def render_comparison(comparison: Comparison, questions: Mapping[str, str]) -> str:
    """How two runs differ, and where; `questions` are in words what the names stand for."""
    return _joined(
        [
            comparison.describe(),
            _changes("worse", comparison.worse, questions),
            _changes("better", comparison.better, questions),
        ]
    )


def _changes(title: str, changes: Sequence[Change], questions: Mapping[str, str]) -> str:
    if not changes:
        return ""
    shown = [
        [
            textwrap.shorten(questions.get(change.name, ""), 70, placeholder=" ..."),
            change.name,
            f"{change.before:.3f}",
            f"{change.after:.3f}",
        ]
        for change in changes[:_MOST_CHANGES]
    ]
    rest = len(changes) - len(shown)
    more = f"\n... and {rest} more (--json lists all)" if rest else ""
    return table([title, "question", "before", "now"], shown) + more


def render_ablations(signals: Table) -> str:
    """What the ranking is without each signal, the greatest loss first."""
    rows = [["(nothing)", f"{signals.ndcg10:.3f}", f"{signals.recall10:.3f}", "", "", "", "", ""]]
    for row in signals.rows:
        full = row.against_full
        rows.append(
            [
                row.ablation.name,
                f"{full.after:.3f}",
                f"{row.recall10:.3f}",
                f"{full.difference:+.3f}",
                f"{full.low:+.3f} to {full.high:+.3f}",
                f"{full.p:.4f}",
                str(len(full.worse)),
                str(len(full.better)),
            ]
        )
    head = ["without", "nDCG@10", "R@10", "change", "95 % interval", "p", "worse", "better"]
    title = f"What each signal is worth, over {signals.questions} questions of one turn:\n"
    return title + table(head, rows) + "\n"


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _with_all(figures: Figures) -> dict[str, Figures]:
    if not figures["chat"]["questions"]:
        return {}
    return {**figures["chat_by_kind"], "all turns": figures["chat"]}


def _groups(title: str, groups: Mapping[str, Figures]) -> str:
    if not groups:
        return ""
    return table([title, *_HEADINGS], [[name, *_cells(group)] for name, group in groups.items()])


def _cells(group: Figures) -> list[str]:
    ndcg = group["ndcg10"]
    return [
        str(group["questions"]),
        _mean(ndcg),
        f"{ndcg['low']:.3f}-{ndcg['high']:.3f}" if ndcg else "-",
        _mean(group["mrr"]),
        _mean(group["recall5"]),
        _mean(group["recall10"]),
        _share(group["phrases_found"]),
        _share(group["quoted_relevant"]),
        _share(group["answered"]),
    ]


def _mean(value: Mapping[str, Any] | None) -> str:
    return f"{value['mean']:.3f}" if value else "-"


def _share(value: Mapping[str, Any] | None) -> str:
    return f"{100 * value['share']:.0f} %" if value else "-"


def _refusals(kinds: Mapping[str, Figures]) -> str:
    if not kinds:
        return ""
    return table(
        ["not in the reports", "questions", "should", "right", "refused", "reason right"],
        [
            [
                kind,
                str(row["questions"]),
                row["expected"],
                str(row["right"]),
                str(row["refused"]),
                str(row["reason_right"]) if row["expected"] == "refuse" else "-",
            ]
            for kind, row in kinds.items()
        ],
    )


def _reading(reports: Mapping[str, Figures]) -> str:
    if not reports:
        return ""
    subjects = list(next(iter(reports.values())))
    rows = [
        [key, *(f"{read[subject]['right']}/{read[subject]['of']}" for subject in subjects)]
        for key, read in reports.items()
    ]
    return table(["reading", *subjects], rows)


def _sentences(figures: Figures) -> str:
    quotes, refused = figures["quotes"], figures["false_refusals"]
    lines = [f"Quotes not verbatim: {quotes['not_verbatim']} of {quotes['checked']}."]
    lines += [f"  {e['id']}: {e['key']}: {e['why']}: {e['text']!r}" for e in quotes["exceptions"]]
    lines.append(
        f"Answerable questions refused: {refused['refused']} of {refused['answerable']}"
        + (f" ({', '.join(refused['ids'])})." if refused["ids"] else ".")
    )
    if figures["answer_ms"]:
        ms = figures["answer_ms"]
        lines.append(
            f"An answer takes {ms['p50']:.0f} ms (median), {ms['p95']:.0f} ms (95th percentile)."
        )
    return "\n".join(lines)
