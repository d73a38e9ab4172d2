"""Adds to, removes from and indexes a library that may not be written to, or on a full disk.

python tests/hindering.py FOLDER: a line of JSON for each try. Each is made in a process forked
from this one, which alone is held back: by a limit to the size of its files, or by being an
account that may not write there.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from index_samples import HashEncoder, write_corpus
from killing import ACTS, READER, forked, make, seen

from qa.errors import QAError
from qa.keeping import Folders, recover

NOBODY = 65534
FULL = (0, 100, 4_000, 20_000)  # bytes a file may have: another one is too large each time


def full(size: int) -> Callable[[], None]:
    """A disk that takes files of so many bytes and no larger."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def closed(folder: Path) -> Callable[[], None]:
    """A folder in which this account may only read."""

    def close() -> None:
        folder.chmod(0o555)
        if os.getuid() == 0:  # whom no permission holds back
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)

    return close


def content(folder: Path) -> dict[str, str]:
    """Every file under a folder by its bytes, but for locks."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().hex()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(".lock")
    }


def tried(hinder: Callable[[], None], act: Callable[[], None]) -> str:
    """What is said when something is done in spite of a hindrance."""
    hinder()
    try:
        act()
    except QAError as error:
        return f"{type(error).__name__}: {error}"
    return "done"


def main() -> None:
    """Each hindrance with each act, on a library of its own."""
    base = Path(sys.argv[1])
    base.chmod(0o755)
    ready = Folders(base / "ready" / "corpus", base / "ready" / "index", READER, HashEncoder())
    ready.corpus.parent.mkdir()
    reports = {"a": "harrow-2012", "b": "barnet-2012", "c": "brent-2011", "d": "ealing-2010"}
    write_corpus(ready.corpus, **reports)
    offered = write_corpus(
        base / "offered", new="camden-2011", version="barnet-2012: Much was said."
    )
    make(ready, offered)
    folders = replace(ready, corpus=base / "corpus", index=base / "index", progress=False)
    hindrances: dict[str, Callable[[], None]] = {
        **{f"full at {size}": full(size) for size in FULL},
        "corpus closed": closed(folders.corpus),
        "index closed": closed(folders.index),
    }
    for act in ("add", "remove"):
        for name, hinder in hindrances.items():
            sys.stdout.write(json.dumps(_told(act, name, hinder, folders, ready, offered)) + "\n")


def _told(
    act: str,
    hindrance: str,
    hinder: Callable[[], None],
    folders: Folders,
    ready: Folders,
    offered: Path,
) -> dict[str, Any]:
    for own, source in ((folders.corpus, ready.corpus), (folders.index, ready.index)):
        shutil.rmtree(own, ignore_errors=True)
        shutil.copytree(source, own)
        if os.getuid() == 0:
            for path in (own, *own.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
    before = [content(folders.corpus), content(folders.index), forked(lambda: seen(folders))]
    said = forked(lambda: tried(hinder, lambda: ACTS[act](folders, offered)))
    for folder in (folders.corpus, folders.index):
        folder.chmod(0o755)
    left = [content(folders.corpus), content(folders.index), forked(lambda: seen(folders))]
    recovered = forked(lambda: recover(folders))
    again = forked(lambda: tried(lambda: None, lambda: ACTS[act](folders, offered)))
    return {
        "act": act,
        "hindrance": hindrance,
        "said": said,
        "as_it_was": left == before and not recovered,
        "again": again,
    }


if __name__ == "__main__":
    main()
