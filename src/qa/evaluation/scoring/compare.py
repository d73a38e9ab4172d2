"""Is this run better than that one? A paired test, question by question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qa import jsonl
from qa.errors import UsageError
from qa.evaluation.questions import measures
from qa.evaluation.questions.gold import Gold
from qa.evaluation.scoring.scores import score_run


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose nDCG@10 is not what it was."""

    name: str
    before: float
    after: float

    @property
    def difference(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """nDCG@10 of an earlier run and of this one over the questions that both have.

    `low` and `high` bound the mean difference (bootstrap, 95 %); `p` is of the paired
    randomisation test. `changes` are the questions that differ, the greatest loss first.
    """

    questions: int
    before: float
    after: float
    low: float
    high: float
    p: float
    changes: tuple[Change, ...]

    @property
    def difference(self) -> float:
        return self.after - self.before

    @property
    def worse(self) -> tuple[Change, ...]:
        """What was lost, the greatest loss first."""
        return tuple(change for change in self.changes if change.difference < 0)

    @property
    def better(self) -> tuple[Change, ...]:
        """What was won, the greatest gain first."""
        return tuple(change for change in reversed(self.changes) if change.difference > 0)

    def describe(self) -> str:
        """The comparison in a sentence or two."""
        return (
            f"Against the earlier run, over {self.questions} questions: nDCG@10 "
            f"{self.before:.3f} -> {self.after:.3f} ({self.difference:+.3f}, "
            f"95 % interval {self.low:+.3f} to {self.high:+.3f}, "
            f"paired randomisation p = {self.p:.4f}); "
            f"{len(self.better)} better, {len(self.worse)} worse."
        )

    def to_json(self) -> dict[str, Any]:
        """The comparison and, by name, the questions that differ."""
        return {
            **{name: getattr(self, name) for name in ("questions", "before", "after")},
            **{name: getattr(self, name) for name in ("low", "high", "p")},
            "better": [asdict(change) for change in self.better],
            "worse": [asdict(change) for change in self.worse],
        }


def earlier(path: Path, gold: Gold) -> dict[str, float]:
    """nDCG@10 by question of an earlier run: from its figures (latest.json) or, scored again on
    this gold, from the run itself (latest-run.jsonl). Raises UsageError for any other file.
    """
    if path.suffix == ".jsonl":
        return _from_run(path, gold)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["per_question"]
        return {str(name): float(value) for name, value in kept.items()}
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path} is not the figures of an earlier `qa eval`.") from error


def _from_run(path: Path, gold: Gold) -> dict[str, float]:
    rows: list[dict[str, Any]] = [row for _, row in jsonl.read(path)]
    try:
        scores = score_run(gold, rows)
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path} is not the run of an earlier `qa eval`.") from error
    return {score.name: score.ranking.ndcg10 for score in scores if score.ranking}


def compare(before: Mapping[str, float], after: Mapping[str, float]) -> Comparison:
    """Compare two runs by question. Raises UsageError when they share none."""
    shared = [name for name in after if name in before]
    if not shared:
        raise UsageError("The earlier run has no question in common with this one.")
    changes = [Change(name, before[name], after[name]) for name in shared]
    low, high = measures.interval([change.difference for change in changes])
    old, new = ([c.before for c in changes], [c.after for c in changes])
    return Comparison(
        questions=len(shared),
        before=sum(old) / len(shared),
        after=sum(new) / len(shared),
        low=low,
        high=high,
        p=measures.randomisation_p(old, new),
        changes=tuple(sorted((c for c in changes if c.difference), key=lambda c: c.difference)),
    )
