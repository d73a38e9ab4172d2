"""The last run as `qa eval` kept it: its figures and, where they are there, its rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa import jsonl
from qa.errors import NotFoundError
from qa.evaluation.pages import tables
from qa.evaluation.pages.measured import Measured
from qa.evaluation.questions import gold
from qa.evaluation.questions.gold import Gold
from qa.evaluation.questions.verbatim import Library
from qa.evaluation.scoring import figures
from qa.evaluation.scoring.failures import Failure, failures

FIGURES, ROWS = "latest.json", "latest-run.jsonl"


@dataclass(frozen=True, slots=True)
class Evals:
    """Where the gold is, and where the last run is kept."""

    gold: Path
    results: Path

    @property
    def are_there(self) -> bool:
        """Whether there is anything to show or to run."""
        return self.gold.is_dir()

    def figures(self) -> Mapping[str, Any]:
        """The figures of the last run. Raises NotFoundError where there are none to be shown."""
        try:
            found: dict[str, Any] = json.loads(jsonl.read_text(self.results / FIGURES))
            tables.render(found)
        except (ValueError, KeyError, TypeError) as error:
            raise NotFoundError(f"{FIGURES} is of another version of qa. Run: qa eval") from error
        return found

    def failed(self, library: Library) -> list[Failure] | None:
        """The questions that failed in the last run, worst first; None where it was not kept."""
        file = self.results / ROWS
        if not file.exists():
            return None
        return failures(self.questions(), [row for _, row in jsonl.read(file)], library)

    def questions(self) -> Gold:
        """The gold. Raises UsageError where it cannot be read."""
        return gold.load(self.gold)

    def keep(self, library: Library, encoder: str, rows: list[dict[str, Any]]) -> None:
        """Measure a run and keep it as the last. Raises UsageError where it cannot be written."""
        asked = self.questions()
        found = figures.compute(asked, rows, library, encoder)
        Measured(asked, rows, found).keep(self.results)
