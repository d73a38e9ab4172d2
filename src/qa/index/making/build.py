"""Making the index of a corpus: only what changed is embedded, and the switch is all at once."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qa.errors import EngineError, LibraryIndexError
from qa.index.encoding.encoder import Encoder
from qa.index.encoding.weights import is_bundled
from qa.index.making import engines, generation
from qa.index.making.corpus import Reader, standard_reader
from qa.index.making.embedding import Told
from qa.index.making.engines import EMBEDDED, Engine
from qa.index.making.library import Library
from qa.index.making.maker import Maker
from qa.index.making.status import IndexStatus, State, status
from qa.index.sqlite.manifest import EngineUsed, Manifest

__all__ = ["BuildResult", "IndexStatus", "State", "build", "status"]

_WAIT_SECONDS = 600.0  # for another process that is building the same index


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. `built` is false when there was nothing to do.

    `embedded` counts the texts that had to be embedded; `problems` are files left out and the
    like, a sentence each.
    """

    built: bool
    reports: int
    paragraphs: int
    passages: int
    embedded: int
    seconds: float
    problems: tuple[str, ...] = ()


def build(
    corpus: Path,
    index: Path,
    *,
    model: str | None = None,
    engine: Engine | None = None,
    progress: bool = True,
    force: bool = False,
    reader: Reader | None = None,
    encoder: Encoder | None = None,
    wait_seconds: float = _WAIT_SECONDS,
    told: Told | None = None,
) -> BuildResult:
    """Make the index of a corpus, or bring it up to date; nothing is done when it is current.

    `model` is "adapted", "exact" or "base" (see `find_model`) or a sentence-transformers model, by
    folder or name; without it the index keeps the one it has, and a new one gets "adapted".
    `engine` keeps the passages; without it the index keeps the one it has, and a new one is
    "embedded". `force` embeds everything again. `encoder` is used as it is, and not stored.
    Progress goes to stderr, when that is a terminal; `told` hears how many passages are embedded,
    and of how many.

    The index in use is not touched until the new one is complete and has been opened. Raises
    LibraryIndexError when there is nothing to index or it cannot be written, EncoderError when
    the model is not on the machine, EngineError when what keeps the passages cannot be reached.
    """
    started = time.monotonic()
    reader = reader or standard_reader()
    before_it = _engine_of(index)
    model = _settled(model, index)
    engine = engine or (Engine(before_it.name, before_it.uri) if before_it else Engine(EMBEDDED))

    def is_current() -> bool:
        """Every byte is read only where a glance finds nothing changed."""
        found = (
            status(
                corpus,
                index,
                model=model,
                engine=engine,
                reader=reader,
                encoder=encoder,
                thorough=thorough,
            )
            for thorough in (False, True)
        )
        return all(one.state is State.CURRENT for one in found)

    before = _name(index)
    if not force and is_current():
        return _unchanged(index, started)
    with generation.locked(index, wait_seconds):
        if not force and _name(index) != before and is_current():  # another process made it
            return _unchanged(index, started)
        generation.sweep(index)
        old = None if force else _reusable(index)
        replaced = _engine_of(index)
        used = engine.for_build(index, replaced)
        engines.reach(used)  # before anything is read or embedded for it
        try:
            with generation.draft(index) as folder, _given_up_on_failure(used):
                maker = Maker(folder, old, model, encoder, progress, used, told)
                manifest = maker.make(corpus, reader)
                generation.switch(index, folder)
        except OSError as error:
            raise LibraryIndexError(
                f"The index cannot be written in {index}: {error.strerror or error}. "
                "What was there before is still in use."
            ) from error
        finally:
            if old:
                old.close()
        generation.sweep(index)
        engines.sweep(used, replaced)
    return _result(manifest, started, maker)


@contextlib.contextmanager
def _given_up_on_failure(used: EngineUsed) -> Iterator[None]:
    """Nothing of a build that fails stays behind where the engine keeps it."""
    try:
        yield
    except BaseException:
        engines.give_up(used)
        raise


def _engine_of(index: Path) -> EngineUsed | None:
    """The engine of the index in use."""
    try:
        folder = generation.current(index)
        return Manifest.read(folder).engine if folder else None
    except LibraryIndexError:
        return None


def _settled(model: str | None, index: Path) -> str | None:
    """The model asked for, a folder by its whole path; or else the one the index has."""
    if not model:
        try:
            folder = generation.current(index)
            return Manifest.read(folder).encoder.model if folder else None
        except LibraryIndexError:
            return None
    if is_bundled(model):
        return model
    path = Path(model).expanduser()
    return str(path.resolve()) if path.is_dir() else model


def _name(index: Path) -> str | None:
    try:
        return generation.current_name(index)
    except LibraryIndexError:
        return None


def _unchanged(index: Path, started: float) -> BuildResult:
    folder = generation.current(index)
    assert folder is not None  # it was current a moment ago
    return _result(Manifest.read(folder), started)


def _result(manifest: Manifest, started: float, maker: Maker | None = None) -> BuildResult:
    return BuildResult(
        built=maker is not None,
        reports=sum(source.report is not None for source in manifest.sources),
        paragraphs=manifest.paragraphs,
        passages=manifest.passages,
        embedded=maker.embedding.embedded if maker else 0,
        seconds=time.monotonic() - started,
        problems=manifest.problems + (tuple(maker.notes) if maker else ()),
    )


def _reusable(index: Path) -> Library | None:
    """The index in use, if it can be opened: it is copied from where it proves to be whole."""
    try:
        return Library.open(index, searched=False)
    except (LibraryIndexError, EngineError):  # an engine that is away: everything is made anew
        return None
