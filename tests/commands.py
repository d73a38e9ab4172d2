"""A command run in the process of the tests, and what it did."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Done:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


def one_sentence(done: Done) -> str:
    """What a command complained of: one line on stderr, nothing on stdout, no traceback."""
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert done.err.startswith("qa: ")
    return done.err
