"""The corpus folder while it is being changed: all of a change is made, or none of it.

corpus/harrow-2012.txt             a report
corpus/.adding-1a2b3c4d            a copy being made (or given up)
corpus/.removed/harrow-2012.txt    what was taken off, or replaced

A process that is killed on the way leaves a journal (see there), by which the change is undone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from qa.errors import LibraryIndexError, ReadingError
from qa.index.encoding.weights import sha256
from qa.index.making.corpus import DRAFT
from qa.keeping.journal import REMOVED, Journal, clear_drafts, forget


class Shelf:
    """Files put on and taken off a corpus folder inside a `with`; undone when it is left by an
    error. Whatever is taken off is kept in `.removed`. Call while no other process changes it.

    Entering and the methods raise LibraryIndexError when the folder cannot be written in.
    """

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._kept: dict[str, Path] = {}  # by the name it had: where what was taken off is now
        self._drafts: dict[str, Path] = {}  # by the name it will have
        self._digests: dict[str, str] = {}
        self._journal: Journal | None = None  # once it is on the disk

    def __enter__(self) -> Self:
        with _explained(self._corpus):
            self._corpus.mkdir(parents=True, exist_ok=True)
            clear_drafts(self._corpus)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        clear_drafts(self._corpus)  # the journal's own too, where there was no room for it
        if error is not None:
            (self._journal or Journal({}, self._taken)).undo(self._corpus)
        forget(self._corpus)

    def bring(self, source: Path, name: str, digest: str) -> None:
        """Copy a file beside the reports, to be put on under a name by `settle`.

        Raises ReadingError when the file is not the one that had this SHA-256.
        """
        try:
            content = source.read_bytes()
        except OSError as error:
            raise ReadingError(f"{source.name} cannot be read: {error.strerror}.") from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise ReadingError(f"{source.name} changed while it was being read; add it again.")
        draft = self._corpus / f"{DRAFT}{secrets.token_hex(4)}"
        self._drafts[name] = draft
        self._digests[name] = digest
        with _explained(self._corpus), draft.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())

    def take(self, name: str) -> Path:
        """Keep a copy of a file in `.removed`; `settle` takes it off. Where the copy is."""
        with _explained(self._corpus):
            kept = _free(self._corpus / REMOVED, name, sha256(self._corpus / name))
            if not kept.exists():
                kept.parent.mkdir(exist_ok=True)
                _link(self._corpus / name, kept)
        self._kept[name] = kept
        return kept

    def settle(self) -> None:
        """Put on what was brought, then take off what was taken: a moment's work, journalled.

        Raises LibraryIndexError when a name is in use by a file that was not taken.
        """
        with _explained(self._corpus):
            for name in self._drafts.keys() - self._kept.keys():
                if os.path.lexists(self._corpus / name):
                    raise LibraryIndexError(
                        f"{self._corpus / name} has come up meanwhile. Try again."
                    )
            journal = Journal(self._digests, self._taken)
            journal.write(self._corpus)
            self._journal = journal
            for name, draft in self._drafts.items():
                os.replace(draft, self._corpus / name)
            for name in self._kept.keys() - self._drafts.keys():
                (self._corpus / name).unlink()

    @property
    def _taken(self) -> dict[str, str]:
        return {name: kept.name for name, kept in self._kept.items()}


def _free(folder: Path, name: str, digest: str) -> Path:
    """Where in a folder to keep a file: by its name, numbered when another has that.

    A copy that is there already is as good as a new one.
    """
    wanted = Path(name)
    number = 1
    while True:
        place = folder / (name if number == 1 else f"{wanted.stem}.{number}{wanted.suffix}")
        if not place.exists() or sha256(place) == digest:
            return place
        number += 1


def _link(source: Path, target: Path) -> None:
    """The same file under another name, without a second copy on the disk where possible."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@contextlib.contextmanager
def _explained(corpus: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LibraryIndexError(
            f"The reports in {corpus} cannot be changed: {error.strerror or error}. "
            "They are as they were."
        ) from error
