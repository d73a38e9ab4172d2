"""The baseline: what each question scored when it was last kept, and whether that was lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa import __version__, jsonl
from qa.errors import UsageError
from qa.evaluation.questions import measures
from qa.evaluation.questions.gold import (
    CHAT,
    CROSS,
    NEGATIVE,
    UNANSWERABLE,
    Case,
    Expect,
    Gold,
    Turn,
)
from qa.evaluation.scoring.compare import Comparison, compare
from qa.evaluation.scoring.scores import Score, score_run

Marks = Mapping[str, Mapping[str, float]]
"""By the name of a question: each measure that it has, from 0 to 1."""

USUAL = Path("evals/baseline.json")
MEASURES = {
    "ndcg10": "nDCG@10",
    "recall10": "R@10",
    "phrases": "needed phrases",
    "on_point": "quoted paragraphs that are relevant",
    "right": "answered or refused as it should be",
}
_LEAST_LOSS = 0.01  # what is smaller is not held against a change, however sure it is
_WORST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Loss:
    """A measure that is lower than it was, over one group of questions."""

    measure: str
    group: str
    comparison: Comparison

    def describe(self, questions: Mapping[str, str]) -> str:
        """What was lost, in a line, and below it the questions that lost most."""
        seen = self.comparison
        lines = [
            f"{MEASURES[self.measure]}, {self.group} ({seen.questions}): {seen.before:.3f} -> "
            f"{seen.after:.3f} ({seen.difference:+.3f}, 95 % interval {seen.low:+.3f} to "
            f"{seen.high:+.3f})"
        ]
        lines += [
            f"    {change.before:.3f} -> {change.after:.3f}  {change.name}: "
            f"{questions.get(change.name, '')}"
            for change in seen.worse[:_WORST_SHOWN]
        ]
        rest = len(seen.worse) - _WORST_SHOWN
        return "\n".join(lines + ([f"    ... and {rest} more"] if rest > 0 else []))


def marks(gold: Gold, rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """What each question of a run scored, to four digits."""
    return {score.name: _marks(score) for score in score_run(gold, rows)}


def _marks(score: Score) -> dict[str, float]:
    found: dict[str, float] = {}
    if score.ranking:
        found |= {"ndcg10": score.ranking.ndcg10, "recall10": score.ranking.recall10}
    if score.phrases:
        found["phrases"] = score.phrases_found / score.phrases
    if score.quoted:
        found["on_point"] = score.quoted_relevant / score.quoted
    if score.expect is not Expect.EITHER:
        found["right"] = float(score.right)
    return {name: round(value, 4) for name, value in found.items()}


def save(path: Path, now: Marks, encoder: str) -> None:
    """Keep a run as the baseline, a question a line. Raises UsageError where it cannot."""
    means = {
        name: _mean([each[name] for each in now.values() if name in each]) for name in MEASURES
    }
    head = {"version": __version__, "encoder": encoder, "means": means}
    lines = [f'"{name}": {jsonl.dumps(value)},' for name, value in head.items()]
    asked = ",\n".join(f" {jsonl.dumps(name)}: {jsonl.dumps(each)}" for name, each in now.items())
    jsonl.write_text(path, "{" + "\n".join(lines) + f'\n"questions": {{\n{asked}\n}}}}\n')


def _mean(values: Sequence[float]) -> dict[str, float] | None:
    if not values:
        return None
    low, high = measures.interval(values)
    mean = sum(values) / len(values)
    return {"mean": round(mean, 4), "low": round(low, 4), "high": round(high, 4)}


def load(path: Path) -> Marks:
    """The baseline in a file. Raises UsageError when it is missing or is no baseline."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["questions"]
        return {
            str(name): {measure: float(each[measure]) for measure in MEASURES if measure in each}
            for name, each in kept.items()
        }
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror or error}). "
            "A baseline is made by: qa eval --save-baseline"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path} is no baseline of `qa eval --save-baseline`.") from error


def losses(gold: Gold, before: Marks, now: Marks) -> list[Loss]:
    """What is lower than chance explains, group by group; the questions that both runs have.

    A mean is lost when it is at least 0.01 lower, and either lies below the 95 % interval of the
    baseline's mean or the 95 % interval of the paired difference lies wholly below nothing.
    """
    found = []
    for group, names in _groups(gold).items():
        for measure in MEASURES:
            old = {name: before[name][measure] for name in names if measure in before.get(name, {})}
            new = {name: now[name][measure] for name in old if measure in now.get(name, {})}
            if new and _is_lost(seen := compare(old, new), [old[name] for name in new]):
                found.append(Loss(measure, group, seen))
    return found


def _is_lost(seen: Comparison, before: Sequence[float]) -> bool:
    if seen.difference > -_LEAST_LOSS:
        return False
    return seen.high < 0 or seen.after < measures.interval(before)[0]


def _groups(gold: Gold) -> dict[str, list[str]]:
    """The names of the questions of each group that is held; the first has all of the others'."""
    groups: dict[str, list[str]] = {"all questions": []}
    for case, place, turn in gold.turns():
        for group in ("all questions", _group(case, turn, gold)):
            groups.setdefault(group, []).append(case.name(place))
    return groups


def _group(case: Case, turn: Turn, gold: Gold) -> str:
    if case.group == UNANSWERABLE or turn.type == NEGATIVE:
        return "questions that the reports do not answer"
    if case.group == CHAT:
        return "conversations"
    if case.group == CROSS or not gold.trained:
        return "questions over several reports" if gold.trained else "single questions"
    return "reports trained on" if case.group in gold.trained else "reports not trained on"


def missing(before: Marks, now: Marks) -> list[str]:
    """The questions that the baseline does not know."""
    return [name for name in now if name not in before]


def verdict(path: Path, gold: Gold, before: Marks, now: Marks) -> str:
    """What is wrong with a run beside the baseline of a file; "" when nothing is."""
    lost, unknown = losses(gold, before, now), missing(before, now)
    parts = []
    if lost:
        questions = gold.questions()
        parts.append(f"Worse than the baseline ({path}):")
        parts += [loss.describe(questions) for loss in lost]
    if unknown:
        named = ", ".join(unknown[:_WORST_SHOWN]) + (" ..." if unknown[_WORST_SHOWN:] else "")
        parts.append(
            f"The baseline ({path}) does not know {len(unknown)} of the questions: {named}"
        )
    if not parts:
        return ""
    usual = "" if path == USUAL else f" {path}"
    parts.append(
        "Mend what was lost. Where the change is meant, renew the baseline with the same commit "
        f"and say why there: qa eval --save-baseline{usual}"
    )
    return "\n".join(parts)
