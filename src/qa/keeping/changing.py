"""One change of a library at a time: the corpus folder and its index change together."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from qa.errors import LibraryBusyError, LibraryIndexError
from qa.index.making import generation
from qa.index.making.build import BuildResult, build
from qa.index.making.corpus import CHANGING, file_hashes, is_settled
from qa.index.sqlite.manifest import Manifest
from qa.keeping.holdings import Folders, Holdings
from qa.keeping.journal import Journal, clear_drafts, forget
from qa.keeping.shelf import Shelf

log = logging.getLogger(__name__)

_LOCK = ".keeping.lock"
_WAIT_SECONDS = 600.0  # for another process that is adding or removing


@contextlib.contextmanager
def changing(folders: Folders) -> Iterator[Shelf]:
    """A shelf to change the corpus with, that is put back if the block fails.

    Another process that is adding or removing is waited for. Raises LibraryIndexError when it
    takes too long.
    """
    with _locked(folders, _WAIT_SECONDS):
        _undone(folders)
        with Shelf(folders.corpus) as shelf:
            yield shelf


def recover(folders: Folders) -> bool:
    """Undo a change that was cut short, unless it had come to its end; whether there was one.

    Copies that were given up go too. A change that is going on is left alone. Raises
    LibraryIndexError when it cannot be undone.
    """
    if is_settled(folders.corpus):
        return False
    is_journalled = (folders.corpus / CHANGING).exists()
    # What may only be read is read as it is, unless reports are not where they belong.
    hindrance = (LibraryBusyError,) if is_journalled else (LibraryIndexError, OSError)
    with contextlib.suppress(*hindrance), _locked(folders, 0):
        if is_journalled:
            return _undone(folders)
        clear_drafts(folders.corpus)
    return False


def _locked(folders: Folders, wait_seconds: float) -> contextlib.AbstractContextManager[None]:
    return generation.locked(
        folders.index, wait_seconds, name=_LOCK, doing="adding or removing reports"
    )


def _undone(folders: Folders) -> bool:
    journal = Journal.read(folders.corpus)
    if journal is None:
        return False
    try:
        if not _is_indexed(folders):
            journal.undo(folders.corpus)
            log.warning(
                "A change of the reports in %s was cut short; they are as they were before it.",
                folders.corpus,
            )
        forget(folders.corpus)
        clear_drafts(folders.corpus)
    except OSError as error:
        raise LibraryIndexError(
            f"A change of the reports in {folders.corpus} was cut short and cannot be undone: "
            f"{error.strerror or error}. Make the folder writable and try again."
        ) from error
    return True


def _is_indexed(folders: Folders) -> bool:
    """Whether the index in use is of the very files that the corpus has now."""
    try:
        folder = generation.current(folders.index)
        sources = Manifest.read(folder).sources if folder else ()
    except LibraryIndexError:
        return False
    indexed = {source.file: source.sha256 for source in sources}
    return indexed == file_hashes(folders.corpus, folders.reader)


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
    """Bring the index up to date.

    Raises LibraryIndexError, EncoderError or EngineError where it cannot be.
    """
    return build(
        folders.corpus,
        folders.index,
        reader=folders.reader,
        encoder=folders.encoder,
        progress=folders.progress,
        told=folders.told,
    )
