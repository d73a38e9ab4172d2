"""One change of a library at a time: the corpus folder and its index change together."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from qa.errors import LibraryIndexError
from qa.index import generation
from qa.index.build import BuildResult, build
from qa.index.corpus import file_hashes
from qa.keeping.holdings import Folders, Holdings
from qa.keeping.shelf import Shelf

_LOCK = ".keeping.lock"
_WAIT_SECONDS = 600.0  # for another process that is adding or removing


@contextlib.contextmanager
def changing(folders: Folders, seen: Holdings) -> Iterator[Shelf]:
    """A shelf to change the corpus with, that is put back if the block fails.

    Raises LibraryIndexError when the corpus is not as it was `seen` when the change was planned.
    """
    with generation.locked(
        folders.index, _WAIT_SECONDS, name=_LOCK, doing="adding or removing reports"
    ):
        if file_hashes(folders.corpus, folders.reader) != dict(seen.hashes):
            raise LibraryIndexError(
                f"The reports in {folders.corpus} were changed by someone else meanwhile. "
                "Nothing was done; try again."
            )
        with Shelf(folders.corpus) as shelf:
            yield shelf


def rebuilt(folders: Folders) -> BuildResult:
    """Bring the index up to date. Raises LibraryIndexError or EncoderError where it cannot be."""
    return build(
        folders.corpus,
        folders.index,
        reader=folders.reader,
        encoder=folders.encoder,
        progress=folders.progress,
    )
