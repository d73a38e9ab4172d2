"""Reading: a file of the corpus to a Report, and an account of how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.reading.files import is_report_file

if TYPE_CHECKING:
    from qa.reading.read import read_report, read_source

__all__ = ["is_report_file", "read_report", "read_source"]


def __getattr__(name: str) -> object:
    """The reader itself, imported when a report is read: whoever asks a question reads none."""
    if name in __all__:
        from qa.reading import read

        return getattr(read, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
