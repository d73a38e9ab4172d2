"""The training questions as they were written, and the paragraphs that answer them.

`gold/train` tells the paragraphs that a question was written from, mostly one. In `gold/graded`
every paragraph of the reports asked about is graded, 2 where it answers and 1 where it supports; a
question over several reports counts once for each that answers it. Both are about the same three
reports. Those in `gold/invented` are graded alike, and about reports that were made up. No gold
question is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qa import jsonl
from qa.evaluation.questions.measures import DIRECT
from qa.keys import paragraph_of, report_of

GOLD = Path(__file__).resolve().parent / "gold"
TRAIN = GOLD / "train"
GRADED = GOLD / "graded"
INVENTED = GOLD / "invented"
FITTING = GOLD / "fitting"


@dataclass(frozen=True, slots=True)
class Written:
    """A question of one report, the paragraphs that answer it, and those that support: neither
    right nor wrong.
    """

    report: str
    question: str
    right: tuple[str, ...]
    near: frozenset[str] = frozenset()


def reports() -> list[str]:
    """The real reports that there are training questions about."""
    return sorted(path.stem for path in TRAIN.glob("*.jsonl"))


def written(graded: bool = True, invented: bool = False) -> list[Written]:
    """Every training question, with or without the graded ones and those about invented reports,
    those of a report together.
    """
    rows = [*_from_one_paragraph()]
    rows += _graded(GRADED) if graded else ()
    rows += _graded(INVENTED) if invented else ()
    return sorted(rows, key=lambda row: row.report)


def fitting() -> list[Written]:
    """The questions about those reports that taught the encoder nothing: what is fitted to what it
    makes of questions learns from these.
    """
    return sorted(_graded(FITTING), key=lambda row: row.report)


def _from_one_paragraph() -> Iterator[Written]:
    for report in reports():
        for _, row in jsonl.read(TRAIN / f"{report}.jsonl"):
            yield Written(report, row["question"], _once(row["positive"]))


def _graded(folder: Path) -> Iterator[Written]:
    for path in sorted(folder.glob("*.jsonl")):
        for _, row in jsonl.read(path):
            for report, grades in _by_report(row["relevant"]).items():
                right = _once(key for key, grade in grades.items() if grade == DIRECT)
                if right:
                    near = frozenset(map(paragraph_of, grades)) - set(right)
                    yield Written(report, row["question"], right, near)


def _by_report(grades: dict[str, int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for key, grade in grades.items():
        found[report_of(key)][key] = grade
    return found


def _once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(paragraph_of, keys)))
