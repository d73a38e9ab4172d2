"""What a change of the corpus folder is about to do, on the disk before it is done.

corpus/.changing.json              there while reports are put on and taken off, and the index is
                                   made anew; whoever finds it later undoes what was cut short
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from qa.errors import LibraryIndexError
from qa.index.encoding.weights import sha256
from qa.index.making.corpus import CHANGING, DRAFT
from qa.index.making.generation import sync

REMOVED = ".removed"


@dataclass(frozen=True, slots=True)
class Journal:
    """A change: names put on with the SHA-256 of what is put there, and names taken off with the
    name under which `.removed` keeps each.
    """

    put: Mapping[str, str]
    taken: Mapping[str, str]

    def write(self, corpus: Path) -> None:
        """Write it down; it is on the disk when this returns. Raises OSError."""
        draft = corpus / f"{DRAFT}journal"
        with draft.open("w", encoding="utf-8") as out:
            out.write(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n")
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, corpus / CHANGING)
        sync(corpus)

    @classmethod
    def read(cls, corpus: Path) -> Journal | None:
        """The journal of a change that did not come to its end, if there is one.

        Raises LibraryIndexError when it cannot be read or names anything outside the folder.
        """
        try:
            found = json.loads((corpus / CHANGING).read_text("utf-8"))
            journal = cls(dict(found["put"]), dict(found["taken"]))
            for name in (*journal.put, *journal.taken, *journal.taken.values()):
                if name != Path(name).name or name in ("", ".", ".."):
                    raise ValueError(f"{name!r} is not the name of a file")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LibraryIndexError(
                f"A change of {corpus} was cut short, and {CHANGING} in it, which says what it "
                f"was, cannot be read ({error}). See that the reports in the folder and in "
                f"{REMOVED} are where they belong, then delete that file."
            ) from error
        return journal

    def undo(self, corpus: Path) -> None:
        """Put the reports back as they were, however much was done. Raises OSError."""
        for name, digest in self.put.items():
            path = corpus / name
            # Only what was put there: a file of that name may have come from elsewhere.
            if name not in self.taken and path.is_file() and sha256(path) == digest:
                path.unlink()
        for name, kept in self.taken.items():
            place = corpus / REMOVED / kept
            if place.exists():
                # Moved, not copied: that takes no room on a full disk.
                os.replace(place, corpus / name)
                place.unlink(missing_ok=True)  # two names of one file: the move did nothing
        with contextlib.suppress(OSError):  # not empty, or never there
            (corpus / REMOVED).rmdir()


def clear_drafts(corpus: Path) -> None:
    """Remove copies that were given up before they were put on. Raises OSError."""
    for draft in corpus.glob(f"{DRAFT}*"):
        draft.unlink(missing_ok=True)


def forget(corpus: Path) -> None:
    """Take the journal away: the change is done, or undone."""
    (corpus / CHANGING).unlink(missing_ok=True)
