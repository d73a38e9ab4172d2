"""One run measured: what `qa eval` prints, keeps and draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa import jsonl
from qa.evaluation.pages import page, plots, tables
from qa.evaluation.questions.gold import Gold
from qa.evaluation.questions.verbatim import Library
from qa.evaluation.scoring.ablations import Table
from qa.evaluation.scoring.compare import Comparison
from qa.evaluation.scoring.failures import failures
from qa.evaluation.scoring.figures import Figures


@dataclass(frozen=True, slots=True)
class Measured:
    """A run on a gold, its figures, how it compares with an earlier one, and what each signal of
    the search is worth; the last two only where they were asked for.
    """

    gold: Gold
    rows: Sequence[Mapping[str, Any]]
    figures: Figures
    comparison: Comparison | None = None
    signals: Table | None = None

    def to_json(self) -> dict[str, Any]:
        more = {"against": self.comparison, "ablations": self.signals}
        return self.figures | {name: part.to_json() for name, part in more.items() if part}

    def as_text(self) -> str:
        """All of it as plain text."""
        parts = [tables.render(self.figures)]
        if self.comparison:
            parts.append(tables.render_comparison(self.comparison, self.gold.questions()))
        if self.signals:
            parts.append(tables.render_ablations(self.signals))
        return "\n".join(parts)

    def keep(self, folder: Path) -> None:
        """Write the figures, the run and the ablations. Raises UsageError where it cannot."""
        jsonl.write(folder / "latest-run.jsonl", self.rows)
        jsonl.write_text(folder / "latest.json", jsonl.pretty(self.figures))
        if self.signals:
            jsonl.write_text(folder / "ablations.json", jsonl.pretty(self.signals.to_json()))

    def write_page(self, file: Path, library: Library) -> None:
        """Write the page. `library` is where the paragraphs' words are. Raises UsageError."""
        html = page.render(
            self.figures,
            self._plots(),
            failures(self.gold, self.rows, library),
            self.gold.questions(),
            self.comparison,
            self.signals,
        )
        jsonl.write_text(file, html)

    def save_plots(self, folder: Path) -> None:
        """Write each plot as <name>.png. Raises UsageError where it cannot."""
        for plot in self._plots():
            plot.save(folder)

    def _plots(self) -> list[plots.Plot]:
        return plots.plots(self.figures, self.signals.to_json() if self.signals else None)
