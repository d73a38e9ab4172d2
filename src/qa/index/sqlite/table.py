"""Where each passage belongs and what each paragraph is: whole numbers, beside the vectors.

`passages.npy` has a row for each passage, `paragraphs.npy` one for each paragraph, in reading
order; both are mapped into memory, so that hundreds of candidates are looked up in some tens of
microseconds. `names.json` tells what their numbers stand for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.errors import LibraryIndexError
from qa.index.sqlite.runs import Runs
from qa.report import Strand

PASSAGES, PARAGRAPHS, NAMES = "passages.npy", "paragraphs.npy", "names.json"
KINDS = ("paragraph", "window", "sentence", "item", "table")  # kept as places in this list
STRANDS = tuple(Strand)
# `item` is that of the paragraph's list that a passage stands for, 0 for the paragraph itself.
PASSAGE = np.dtype([("item", "<u2"), ("kind", "u1")])
# `passages` is how many the paragraph has; the next three are places in lists of `Names`.
PARAGRAPH = np.dtype(
    [
        ("passages", "<u4"),
        ("number", "<u4"),
        ("headings", "<u4"),
        ("grades", "<u4"),
        ("strand", "u1"),
        ("kind", "u1"),
    ]
)
PLAIN, FINDINGS, SCALE = 0, 1, 2  # kinds of paragraphs: bits
_MAPPED_FROM = 1_000_000  # bytes: a smaller file is read in less time than it is mapped

Rows = NDArray[Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers of a table stand for: numbers of paragraphs, as in their keys; headings
    over them, the outermost first; grades that they state or give, in small letters.
    """

    numbers: tuple[str, ...]
    headings: tuple[tuple[str, ...], ...]
    grades: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PassageTable:
    """The rows of all passages and of all paragraphs, report by report, in reading order."""

    passages: Rows
    paragraphs: Rows
    names: Names

    def save(self, folder: Path) -> None:
        """Write the table to a folder. Raises OSError."""
        np.save(folder / PASSAGES, self.passages)
        np.save(folder / PARAGRAPHS, self.paragraphs)
        kept = {name: getattr(self.names, name) for name in Names.__slots__}
        (folder / NAMES).write_text(json.dumps(kept, ensure_ascii=False) + "\n", "utf-8")

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The table in a folder, read-only. Raises LibraryIndexError when it is damaged."""
        try:
            passages, paragraphs = _read(folder / PASSAGES), _read(folder / PARAGRAPHS)
            if (passages.dtype, paragraphs.dtype) != (PASSAGE, PARAGRAPH):
                raise ValueError(f"it holds {passages.dtype} and {paragraphs.dtype}")
            if int(paragraphs["passages"].sum()) != len(passages):
                raise ValueError(f"{PASSAGES} and {PARAGRAPHS} are not of one index")
            kept = json.loads((folder / NAMES).read_text("utf-8"))
            headings, grades = (tuple(map(tuple, kept[name])) for name in ("headings", "grades"))
            return cls(passages, paragraphs, Names(tuple(kept["numbers"]), headings, grades))
        except (OSError, ValueError, EOFError, KeyError, TypeError) as error:
            raise LibraryIndexError(
                f"The table of passages is damaged ({error}). Mend it with: qa index"
            ) from error

    @classmethod
    def joined(cls, parts: Sequence[Self], passages: Runs, paragraphs: Runs) -> Self:
        """The tables of a library's parts as one; the runs tell which rows of which part it has."""
        numbers: Places[str] = Places()
        headings: Places[tuple[str, ...]] = Places()
        grades: Places[tuple[str, ...]] = Places()
        own = []
        for part in parts:
            rows = np.array(part.paragraphs)
            rows["number"] = _places(numbers, part.names.numbers)[rows["number"]]
            rows["headings"] = _places(headings, part.names.headings)[rows["headings"]]
            rows["grades"] = _places(grades, part.names.grades)[rows["grades"]]
            own.append(rows)
        return cls(
            _in_runs([part.passages for part in parts], passages, PASSAGE),
            _in_runs(own, paragraphs, PARAGRAPH),
            Names(tuple(numbers), tuple(headings), tuple(grades)),
        )


class Places(dict[T, int], Generic[T]):
    """Things numbered from 0 as they come."""

    def __missing__(self, name: T) -> int:
        self[name] = place = len(self)
        return place


def _places(of: Places[T], names: Iterable[T]) -> NDArray[np.uint32]:
    return np.array([of[name] for name in names], np.uint32)


def _read(path: Path) -> Rows:
    if path.stat().st_size < _MAPPED_FROM:
        return np.asarray(np.load(path, allow_pickle=False))
    # A plain view of what is mapped: rows are taken from it in half the time.
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _in_runs(parts: Sequence[Rows], runs: Runs, kind: np.dtype[Any]) -> Rows:
    taken = [parts[run.part][run.first : run.first + run.count] for run in runs.runs]
    return np.concatenate([np.empty(0, kind), *taken])
