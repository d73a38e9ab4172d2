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
def changing(folders: Folders) -> Iterator[Shelf]:
    """A shelf to change the corpus with, that is put back if the block fails.

    Another process that is adding or removing is waited for. Raises LibraryIndexError when it
    takes too long.
    """
    with (
        generation.locked(
            folders.index, _WAIT_SECONDS, name=_LOCK, doing="adding or removing reports"
        ),
        Shelf(folders.corpus) as shelf,
    ):
        yield shelf


def is_as_seen(holdings: Holdings) -> bool:
    """Whether the corpus is still as it was when a change was planned."""
    folders = holdings.folders
    return file_hashes(folders.corpus, folders.reader) == dict(holdings.hashes)


def changed_meanwhile(folders: Folders) -> LibraryIndexError:
    """What to say when a change is no longer the one that was planned."""
    return LibraryIndexError(
        f"The reports in {folders.corpus} were changed by someone else meanwhile. "
        "Nothing was done; try again."
    )


def rebuilt(folders: Folders) -> BuildResult:
    """Bring the index up to date. Raises LibraryIndexError or EncoderError where it cannot be."""
    return build(
        folders.corpus,
        folders.index,
        reader=folders.reader,
        encoder=folders.encoder,
        progress=folders.progress,
    )
