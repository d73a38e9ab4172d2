"""Everything that can go wrong by name; each message says what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

_MOST_NAMED = 8  # reports


class QAError(Exception):
    """The root: a sentence for the person who asked, never a traceback."""


class UsageError(QAError):
    """The call is wrong: an option, a file or a question that cannot be taken (exit status 2)."""


class NotFoundError(QAError):
    """A report, paragraph or file that is not there (exit status 1)."""


def no_such_report(asked: str, held: Sequence[str]) -> NotFoundError:
    """The error for a report that is not held: it names those that may be meant, or all if few.

    >>> str(no_such_report("harrow", ["barnet-2012", "harrow-2012"]))
    'There is no report "harrow" in the library; there is harrow-2012.'
    """
    alike = [key for key in held if asked and key.startswith(asked.casefold())] or list(held)
    named = ", ".join(alike[:_MOST_NAMED]) or "none"
    more = f" and {len(alike) - _MOST_NAMED:,} more" if len(alike) > _MOST_NAMED else ""
    return NotFoundError(
        f'There is no report "{asked[:80]}" in the library; there is {named}{more}.'
    )


class ReadingError(QAError):
    """A file that cannot be read as a report."""


class LibraryIndexError(QAError):
    """The index is missing, stale or damaged and could not be made."""


class LibraryBusyError(LibraryIndexError):
    """Another process is changing the index, and was waited for long enough."""


class EngineError(QAError):
    """What keeps the passages elsewhere is not installed, or does not answer."""


class EncoderError(QAError):
    """The embedding model is missing or is not the one expected."""


class PackageDataError(QAError):
    """A file that comes with the program is missing or is not the one expected."""


class QuoteError(QAError):
    """A quotation that would not be the source's own words."""


class ModelError(QAError):
    """The language model did not reply, or not in a way that can be used."""
