"""One row of a file of questions, and where it stands, so that every complaint can say so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import UsageError
from qa.evaluation.questions.measures import DIRECT
from qa.keys import paragraph_of

_KEY = re.compile(r"[a-z0-9-]+#[a-z0-9-]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """The row, its file and its line; a field that is not as it should be is a UsageError."""

    path: Path
    number: int
    row: Mapping[str, Any]

    def wrong(self, what: str) -> UsageError:
        return UsageError(f"{self.path}, line {self.number}: {what}.")

    def _value(self, name: str, default: object) -> object:
        if name not in self.row and default is None:
            raise self.wrong(f'"{name}" is missing')
        return self.row.get(name, default)

    def text(self, name: str, default: str | None = None) -> str:
        value = self._value(name, default)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f'"{name}" must be text, and not empty')
        return value

    def texts(self, name: str, default: list[str] | None = None) -> tuple[str, ...]:
        value = self._value(name, default)
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.wrong(f'"{name}" must be a list of texts')
        return tuple(value)

    def grades(
        self, name: str, default: dict[str, int] | None = None, direct_needed: bool = True
    ) -> dict[str, int]:
        """Paragraph keys to grades; an item's key stands for its paragraph. Where there are any,
        one must answer directly (grade 2): without one, reciprocal rank and recall have no meaning.
        """
        value = self._value(name, default)
        if not isinstance(value, dict):
            raise self.wrong(f'"{name}" must be an object of paragraph keys and grades')
        for key, grade in value.items():
            if not _KEY.fullmatch(key):
                raise self.wrong(f'"{key}" in "{name}" is not a paragraph key like harrow-2012#58')
            if type(grade) is not int or grade not in (1, DIRECT):
                raise self.wrong(f'the grade of "{key}" must be 2 (answers) or 1 (supports)')
        if direct_needed and value and DIRECT not in value.values():
            raise self.wrong(f'"{name}" has no paragraph of grade 2 (one that answers directly)')
        grades: dict[str, int] = {}
        for key, grade in value.items():
            paragraph = paragraph_of(key)
            grades[paragraph] = max(grade, grades.get(paragraph, 0))
        return grades
