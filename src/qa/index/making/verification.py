"""An index that was written, opened and counted before it is used."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from qa.errors import LibraryIndexError
from qa.index.making.library import Library
from qa.index.passages import Passage
from qa.report import Report


def is_whole(library: Library) -> bool:
    """Whether every byte of an index is as it was written."""
    return not library.manifest.check_files(library.folder, hashes_up_to=math.inf)


def verify(
    folder: Path,
    reports: Sequence[Report],
    passages: Sequence[Passage],
    *,
    beside: Library | None = None,
    gone: Sequence[str] = (),
) -> None:
    """Open what was written and count it: all of it, or what was written beside an index, less
    what is gone from that. Raises LibraryIndexError.
    """
    # The index of the vectors that it stands beside is not read: it is the same file.
    library = Library(folder, searched=beside is None)
    try:
        keys = {report.key for report in reports}
        written = [report.key for report in reports]
        rows, words = library.units.rows_of_reports(written), library.units.unit_count(written)
        if beside:
            keys |= set(beside.store.keys) - set(gone)
            words += len(beside.words) - beside.units.unit_count(gone)
        counts = (set(library.store.keys), len(rows), len(library.words))
        expected = (keys, len(passages), words)
        if counts != expected:
            raise LibraryIndexError(f"The new index is not whole: {counts}, not {expected}.")
    finally:
        library.close()
