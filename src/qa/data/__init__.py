"""What is true of authorities, frameworks and words, as data, and the one way to its tables."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_table(name: str) -> dict[str, Any]:
    """A TOML file of this folder. Everyone is given the same, so nobody changes it."""
    return tomllib.loads((files("qa.data") / name).read_text("utf-8"))
