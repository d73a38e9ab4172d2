"""Is this run better than that one? A paired test, question by question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa import jsonl
from qa.errors import UsageError
from qa.evaluation import measures
from qa.evaluation.gold import Gold
from qa.evaluation.scores import score_run


@dataclass(frozen=True, slots=True)
class Comparison:
    """nDCG@10 of an earlier run and of this one over the questions that both have.

    `low` and `high` bound the mean difference (bootstrap, 95 %); `p` is of the paired
    randomisation test.
    """

    questions: int
    before: float
    after: float
    low: float
    high: float
    p: float
    better: int
    worse: int

    def describe(self) -> str:
        """The comparison in a sentence or two."""
        return (
            f"Against the earlier run, over {self.questions} questions: nDCG@10 "
            f"{self.before:.3f} -> {self.after:.3f} ({self.after - self.before:+.3f}, "
            f"95 % interval {self.low:+.3f} to {self.high:+.3f}, "
            f"paired randomisation p = {self.p:.4f}); "
            f"{self.better} better, {self.worse} worse."
        )

    def to_json(self) -> dict[str, float]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


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
    old, new = [before[name] for name in shared], [after[name] for name in shared]
    differences = [b - a for a, b in zip(old, new, strict=True)]
    low, high = measures.interval(differences)
    return Comparison(
        questions=len(shared),
        before=sum(old) / len(shared),
        after=sum(new) / len(shared),
        low=low,
        high=high,
        p=measures.randomisation_p(old, new),
        better=sum(d > 0 for d in differences),
        worse=sum(d < 0 for d in differences),
    )
