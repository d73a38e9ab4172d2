"""Kills processes that build, add, replace and remove, at random moments; says what is left.

python tests/killing.py FOLDER KILLS SEED KIND: a line of JSON for each kill. Each victim is forked
from this process, which has imported everything and started no thread, so that hundreds are
killed in the time that a few would take to start. KIND is "small", or "large" for a library to
which is written beside what is there.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import faiss  # noqa: F401  (so that no victim spends its time on importing it)
import tantivy  # noqa: F401
from index_samples import HashEncoder, read_sample, sample_reader, write_corpus

from qa.index.encoding.weights import sha256
from qa.index.making import change, generation
from qa.index.making.build import State, build, status
from qa.index.making.corpus import file_hashes
from qa.index.making.library import Library
from qa.index.retrieval import cells, vectorfile
from qa.keeping import Folders, add, offers, plan_adding, plan_removing, remove
from qa.keeping.adding import Outcome
from qa.opening import recovered

READER = replace(
    sample_reader(),
    read_report=lambda path: replace(read_sample(path), source_sha256=sha256(path)),
)
Act = Callable[[Folders, Path], None]


def make(folders: Folders, _: Path) -> None:
    build(folders.corpus, folders.index, reader=READER, encoder=HashEncoder(), progress=False)


def make_first(folders: Folders, offered: Path) -> None:
    """From nothing: there is no index before."""
    make(folders, offered)


def put_in(folders: Folders, offered: Path) -> None:
    """Two reports added, one of which replaces another version."""
    plan = plan_adding(folders, offers([str(offered)], READER))
    assert [a.outcome for a in plan.arrivals] == [Outcome.ADDED, Outcome.REPLACES]
    add(folders, plan)


def take_out(folders: Folders, _: Path) -> None:
    remove(folders, plan_removing(folders, ["harrow-2012", "brent-2011"]))


ACTS: dict[str, Act] = {"build": make, "first": make_first, "add": put_in, "remove": take_out}


def forked(work: Callable[[], Any]) -> Any:
    """What a function returns, run in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.write(writer, json.dumps(work()).encode())
            status = 0
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        told = answer.read()
    _, state = os.waitpid(child, 0)
    if state:
        raise RuntimeError(f"it ended with {state}")
    return json.loads(told)


def killed(work: Callable[[], None], after: float) -> bool:
    """Run a function in a process of its own, and kill that; whether it was still at it."""
    child = os.fork()
    if not child:
        status = 1
        try:
            work()
            status = 0
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(status)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, state = os.waitpid(child, 0)
    if os.WIFEXITED(state) and os.WEXITSTATUS(state):
        raise RuntimeError("the victim failed before it was killed")
    return os.WIFSIGNALED(state)


def seen(folders: Folders) -> dict[str, Any]:
    """The library as whoever opens it now finds it, and as it stands on the disk."""
    try:
        library = Library.open(folders.index, encoder=HashEncoder())
        keys = [library.store.report(key).key for key in library.store.keys]
        assert all(library.words.search("health inadequate said", 9, [key]) for key in keys)
        assert len(library.vectors.search(library.encoder.encode(["health"])[0], 9)[0]) == 9
    except Exception as error:
        keys = [f"{type(error).__name__}: {error}"]
    return {"files": file_hashes(folders.corpus, READER), "keys": keys}


def parts(folders: Folders) -> bool:
    """Whether there is something beside what was made whole."""
    return bool(Library.open(folders.index, encoder=HashEncoder()).manifest.parts)


def restarted(folders: Folders) -> dict[str, Any]:
    """The library after the next start, and what is left lying about."""
    recovered(folders.corpus, folders.index)
    make(folders, folders.corpus)
    how = status(folders.corpus, folders.index, reader=READER, encoder=HashEncoder(), thorough=True)
    generations = [path for path in folders.index.iterdir() if path.is_dir()]
    drafts = [*folders.index.glob(f"{generation.DRAFT}*"), *folders.corpus.glob(".[ac]*")]
    whole = how.state is State.CURRENT and len(generations) == 1 and not drafts
    return {"whole": whole, **seen(folders)}


def main() -> None:
    """Kill, look, start again, look, do it again to the end."""
    base, kills = Path(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(sys.argv[3])
    if sys.argv[4] == "large":
        as_in_a_large_library()
    offered = write_corpus(
        base / "offered", new="camden-2011", version="barnet-2012: Much was said."
    )
    ready, folders = prepared(base)
    paces = dict.fromkeys(ACTS, 1.0)
    for turn in range(kills):
        name = list(ACTS)[turn % len(ACTS)]
        act = ACTS[name]
        before, after, seconds = ready[name]
        restored(base / name, base)
        moment = rng.uniform(0, paces[name] * seconds)
        was_killed = killed(lambda act=act: act(folders, offered), moment)  # type: ignore[misc]
        # On a machine that has less to do than at first they are sooner at their end.
        paces[name] = min(1, paces[name] * (1.2 if was_killed else 0.6))
        told = {"act": name, "killed": was_killed, "before": before, "after": after}
        told["found"] = forked(lambda: seen(folders))
        told["restarted"] = forked(lambda: restarted(folders))
        if name in ("add", "remove") and told["restarted"]["files"] == before["files"]:
            forked(lambda act=act: act(folders, offered))  # type: ignore[misc]
            told["again"] = forked(lambda: seen(folders))
        sys.stdout.write(json.dumps(told) + "\n")


def as_in_a_large_library() -> None:
    """A few reports are kept, added and removed as thousands are."""
    vectorfile._FLAT_UP_TO = 1
    cells.factory_for = lambda *_: "Flat"
    change._WORTH_KEEPING, change._MOST_GONE = 1, 0.9


def prepared(base: Path) -> tuple[dict[str, tuple[Any, Any, float]], Folders]:
    """Each act's library as it is before, what it is after, and the seconds between."""
    folders = Folders(base / "corpus", base / "index", READER, HashEncoder(), progress=False)
    ready = {}
    for name, act in ACTS.items():
        place = base / name
        place.mkdir()
        corpus = write_corpus(
            place / "corpus", a="harrow-2012", b="barnet-2012", c="brent-2011", d="ealing-2010"
        )
        if name != "first":
            own = replace(folders, corpus=corpus, index=place / "index")
            forked(lambda own=own: make(own, own.corpus))  # type: ignore[misc]
        if name == "build":
            write_corpus(corpus, e="enfield-2012", a="harrow-2012: Something else was said.")
        restored(place, base)
        before = forked(lambda: seen(folders))
        began = time.monotonic()
        forked(lambda act=act: act(folders, base / "offered"))  # type: ignore[misc]
        seconds = time.monotonic() - began
        ready[name] = (before, forked(lambda: seen(folders)), seconds)
        assert name == "first" or forked(lambda: parts(folders)) == (sys.argv[4] == "large")
    return ready, folders


def restored(source: Path, base: Path) -> None:
    for name in ("corpus", "index"):
        shutil.rmtree(base / name, ignore_errors=True)
        if (source / name).exists():
            shutil.copytree(source / name, base / name, symlinks=True)


if __name__ == "__main__":
    main()
