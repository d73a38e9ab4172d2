"""Which files of the corpus folder are reports."""

from __future__ import annotations

from pathlib import Path

SUFFIXES = (".txt", ".pdf")


def is_report_file(path: Path) -> bool:
    """Whether a file of the corpus folder is a report (README and the like are not)."""
    return path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
