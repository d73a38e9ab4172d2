"""Generations of an index: made beside, switched to at once, cleared away afterwards.

index/CURRENT                      the name of the generation in use, and its manifest's SHA-256
index/20261121T090000Z-1a2b3c4d/   a generation: complete, and never changed again
index/.building-1a2b3c4d/          one being made (or given up)
index/.lock                        held, and the process named, while one is made
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from qa.errors import LibraryBusyError, LibraryIndexError
from qa.index.encoding.weights import sha256
from qa.index.sqlite.manifest import MANIFEST

try:
    import fcntl
except ImportError:  # Windows: two builds at once are then not kept apart
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger(__name__)

CURRENT, LOCK, DRAFT = "CURRENT", ".lock", ".building-"
_GENERATION = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
_POLL_SECONDS = 0.2


def current(index: Path) -> Path | None:
    """The folder of the generation in use, or None when there is none.

    Raises LibraryIndexError when the index names one that is not there, or that has another
    manifest (which in turn holds the hashes of all other files).
    """
    said = _said(index)
    if said is None:
        return None
    name, digest = said
    if not _GENERATION.fullmatch(name) or not (index / name).is_dir():
        raise LibraryIndexError(
            f"The index in {index} names a part of it that is not there. Mend it with: qa index"
        )
    if digest and digest != _manifest_digest(index / name):
        raise LibraryIndexError(
            f"The index in {index} is damaged: its manifest is not as it was written. "
            "Mend it with: qa index"
        )
    return index / name


def current_name(index: Path) -> str | None:
    """The name of the generation in use: a cheap look, to notice that there is a newer one."""
    said = _said(index)
    return said[0] if said else None


def _manifest_digest(folder: Path) -> str:
    try:
        return sha256(folder / MANIFEST)
    except OSError:
        return "none"


def _said(index: Path) -> tuple[str, str] | None:
    """What CURRENT says: the name of a generation, and the hash of its manifest."""
    try:
        name, _, digest = (index / CURRENT).read_text("utf-8").strip().partition("\n")
        return name, digest
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise LibraryIndexError(
            f"The index in {index} cannot be read ({error}). Mend it with: qa index"
        ) from error


@contextlib.contextmanager
def locked(
    index: Path, wait_seconds: float, *, name: str = LOCK, doing: str = "building the index"
) -> Iterator[None]:
    """Keep other processes from building in this index meanwhile, or from what `name` stands for.

    Raises LibraryBusyError when another holds it for longer than `wait_seconds`, LibraryIndexError
    when the folder cannot be written in.
    """
    try:
        index.mkdir(parents=True, exist_ok=True)
        file = (index / name).open("a+", encoding="utf-8")
    except OSError as error:
        raise LibraryIndexError(
            f"The index cannot be made in {index}: {error.strerror}. Choose another folder with "
            "--index or QA_INDEX."
        ) from error
    with file:
        _acquire(file.fileno(), index / name, wait_seconds, doing)
        # Closing the file gives the lock back, also when the process is killed.
        with contextlib.suppress(OSError):  # on a full disk nobody learns who holds it, that is all
            os.ftruncate(file.fileno(), 0)
            os.write(file.fileno(), str(os.getpid()).encode())
        yield


def _acquire(descriptor: int, lock: Path, wait_seconds: float, doing: str) -> None:
    if fcntl is None:
        return
    until = time.monotonic() + wait_seconds
    told = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError:
            holder = f"another process (pid {_holder(lock)}) is {doing} in {lock.parent}"
            if time.monotonic() >= until:
                raise LibraryBusyError(
                    f"Gave up after {wait_seconds:.0f} s: {holder}. Try again when it is done."
                ) from None
            if not told and wait_seconds:
                log.warning("Waiting up to %.0f s: %s.", wait_seconds, holder)
                told = True
            time.sleep(_POLL_SECONDS)


def _holder(lock: Path) -> str:
    try:
        return lock.read_text("utf-8").strip() or "unknown"
    except (OSError, ValueError):
        return "unknown"


@contextlib.contextmanager
def draft(index: Path) -> Iterator[Path]:
    """A folder to make a generation in; whatever is left in it goes when the block ends."""
    folder = index / f"{DRAFT}{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def switch(index: Path, folder: Path) -> Path:
    """Make a finished draft the generation in use, all at once. Raises OSError.

    Everything is on the disk before the switch: a power cut leaves the old index or the new one.
    """
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    folder.rename(index / name)
    sync(index)
    fresh = index / f"{DRAFT}{CURRENT}"
    fresh.write_text(f"{name}\n{sha256(index / name / MANIFEST)}\n", "utf-8")
    sync(fresh)
    os.replace(fresh, index / CURRENT)
    sync(index)
    return index / name


def tidy(index: Path) -> bool:
    """Remove what a build that was killed has left, unless one is at work: whether any was."""
    with contextlib.suppress(LibraryIndexError, OSError):
        if _unused(index):
            with locked(index, 0):
                return sweep(index)
    return False


def sweep(index: Path) -> bool:
    """Remove what is not in use: older generations, and drafts given up; whether any was.

    Call while `locked`.
    """
    found: list[Path] = []
    with contextlib.suppress(LibraryIndexError, OSError):
        found = _unused(index)
        for path in found:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
    return bool(found)


def _unused(index: Path) -> list[Path]:
    kept = current_name(index)
    return [
        path
        for path in index.iterdir()
        if (_GENERATION.fullmatch(path.name) and path.name != kept)
        or (path.name.startswith(DRAFT) and fcntl is not None)
    ]


def sync(path: Path) -> None:
    """See that a file, or the names in a folder, are on the disk. Raises OSError."""
    if os.name == "nt":  # neither a folder nor a file open for reading can be synced there
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
