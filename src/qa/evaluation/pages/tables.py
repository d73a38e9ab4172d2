"""The figures as tables: one `Grid` a subject, as plain text here and as HTML in page.py."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.evaluation.scoring.ablations import Table
from qa.evaluation.scoring.compare import Change, Comparison
from qa.evaluation.scoring.figures import Figures

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

LEGEND = (
    "phrases: needed phrases present; on point: quoted paragraphs that are relevant; "
    "answered: not refused."
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what its first column holds, the headings of the others, and the rows."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_text(self) -> str:
        """Columns as wide as they need, the first to the left, the others to the right.

        >>> print(Grid("type", ("n",), (("topic", "40"), ("fact", "8"))).as_text())
        type    n
        topic  40
        fact    8
        """
        lines = [(self.title, *self.headings), *self.rows]
        widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(
                cell.rjust(width) if column else cell.ljust(width)
                for column, (cell, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in lines
        )


def render(figures: Figures) -> str:
    """All of the figures as plain text, a table a subject."""
    first, *others = [grid.as_text() for grid in grids(figures)]
    return _joined([f"{first}\n{LEGEND}", *others, "\n".join(sentences(figures))])


def render_comparison(comparison: Comparison, questions: Mapping[str, str]) -> str:
    """How two runs differ, and where; `questions` are in words what the names stand for."""
    parts = [comparison.describe()]
    for title, changes in (("worse", comparison.worse), ("better", comparison.better)):
        if not changes:
            continue
        rest = len(changes) - _MOST_CHANGES
        more = f"\n... and {rest} more (--json lists all)" if rest > 0 else ""
        grid = changes_grid(title, changes[:_MOST_CHANGES], questions, width=70)
        parts.append(grid.as_text() + more)
    return _joined(parts)


def render_ablations(signals: Table) -> str:
    """What the ranking is without each signal, the greatest loss first."""
    return f"{ablations_title(signals)}\n{ablations_grid(signals).as_text()}\n"


_MOST_CHANGES = 25  # shown in a terminal; the JSON and the page have them all


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def grids(figures: Figures) -> list[Grid]:
    """A table for each subject that a run has figures of; the first is of all questions."""
    found = [
        _groups("", {"all questions": figures["all"]}),
        _groups("by type", figures["by_type"]),
        _groups("by report", figures["by_report"]),
        _groups("by training", figures["by_training"]),
        _groups("conversations", _with_all(figures)),
        _grades(figures.get("grades", {})),
        _refusals(figures["refusals"]),
        _reading(figures["reading"]),
    ]
    return [grid for grid in found if grid.rows]


def _with_all(figures: Figures) -> dict[str, Figures]:
    if not figures["chat"]["questions"]:
        return {}
    return {**figures["chat_by_kind"], "all turns": figures["chat"]}


def _groups(title: str, groups: Mapping[str, Figures]) -> Grid:
    return Grid(title, _HEADINGS, tuple((name, *_cells(group)) for name, group in groups.items()))


def _cells(group: Figures) -> tuple[str, ...]:
    ndcg = group["ndcg10"]
    return (
        str(group["questions"]),
        _mean(ndcg),
        f"{ndcg['low']:.3f}-{ndcg['high']:.3f}" if ndcg else "-",
        _mean(group["mrr"]),
        _mean(group["recall5"]),
        _mean(group["recall10"]),
        _share(group["phrases_found"]),
        _share(group["quoted_relevant"]),
        _share(group["answered"]),
    )


def _mean(value: Mapping[str, Any] | None) -> str:
    return f"{value['mean']:.3f}" if value else "-"


def _share(value: Mapping[str, Any] | None) -> str:
    return f"{100 * value['share']:.0f} %" if value else "-"


def _grades(types: Mapping[str, Figures]) -> Grid:
    return Grid(
        "grades and scales",
        ("questions", "right", "share", "not right"),
        tuple(
            (
                name,
                str(row["questions"]),
                str(row["right"]),
                f"{row['share']:.0%}",
                ", ".join(row["wrong_ids"]) or "-",
            )
            for name, row in types.items()
        ),
    )


def _refusals(kinds: Mapping[str, Figures]) -> Grid:
    return Grid(
        "not in the reports",
        ("questions", "should", "right", "refused", "reason right"),
        tuple(
            (
                kind,
                str(row["questions"]),
                row["expected"],
                str(row["right"]),
                str(row["refused"]),
                str(row["reason_right"]) if row["expected"] == "refuse" else "-",
            )
            for kind, row in kinds.items()
        ),
    )


def _reading(reports: Mapping[str, Figures]) -> Grid:
    subjects = tuple(next(iter(reports.values()))) if reports else ()
    rows = [
        (key, *(f"{read[subject]['right']}/{read[subject]['of']}" for subject in subjects))
        for key, read in reports.items()
    ]
    return Grid("reading", subjects, tuple(rows))


def sentences(figures: Figures) -> list[str]:
    """What is said better in a sentence than in a table."""
    quotes, refused = figures["quotes"], figures["false_refusals"]
    lines = [f"Quotes not verbatim: {quotes['not_verbatim']} of {quotes['checked']}."]
    lines += [f"  {e['id']}: {e['key']}: {e['why']}: {e['text']!r}" for e in quotes["exceptions"]]
    lines.append(
        f"Answerable questions refused: {refused['refused']} of {refused['answerable']}"
        + (f" ({', '.join(refused['ids'])})." if refused["ids"] else ".")
    )
    risk = figures["risk_coverage"]
    if risk and risk["now"]:
        now = risk["now"]
        lines.append(
            f"Of {risk['questions']} questions that the confidence decides, {now['coverage']:.0%} "
            f"are answered; {now['wrong']:.0%} of the answers are wrong ({now['not_held']:.0%} to "
            "what the reports do not answer)."
        )
    if figures["answer_ms"]:
        ms = figures["answer_ms"]
        lines.append(
            f"An answer takes {ms['p50']:.0f} ms (median), {ms['p95']:.0f} ms (95th percentile)."
        )
    return lines


def changes_grid(
    title: str, changes: Sequence[Change], questions: Mapping[str, str], width: int = 10_000
) -> Grid:
    """Questions that got better or worse, in words (cut at `width` characters) and by name."""
    rows = [
        (
            textwrap.shorten(questions.get(change.name, ""), width, placeholder=" ..."),
            change.name,
            f"{change.before:.3f}",
            f"{change.after:.3f}",
        )
        for change in changes
    ]
    return Grid(title, ("question", "before", "now"), tuple(rows))


def ablations_title(signals: Table) -> str:
    return f"What each signal is worth, over {signals.questions} questions of one turn:"


def ablations_grid(signals: Table) -> Grid:
    """A row for the whole search, and one for the search without each signal."""
    rows = [("(nothing)", f"{signals.ndcg10:.3f}", f"{signals.recall10:.3f}", "", "", "", "", "")]
    for row in signals.rows:
        full = row.against_full
        rows.append(
            (
                row.ablation.name,
                f"{full.after:.3f}",
                f"{row.recall10:.3f}",
                f"{full.difference:+.3f}",
                f"{full.low:+.3f} to {full.high:+.3f}",
                f"{full.p:.4f}",
                str(len(full.worse)),
                str(len(full.better)),
            )
        )
    head = ("nDCG@10", "R@10", "change", "95 % interval", "p", "worse", "better")
    return Grid("without", head, tuple(rows))
