"""From a folder of reports to an Assistant: the index is made first if it has to be."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import EncoderError, LibraryIndexError

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.index.making.engines import Engine

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the index must have: None is any."""

    model: str | None
    engine: Engine | None


def open_library(
    corpus: Path,
    index: Path,
    *,
    build: bool = True,
    model: str | None = None,
    engine: Engine | None = None,
    ready: bool = False,
) -> Assistant:
    """Open the index of a corpus, made first when it is missing, stale or damaged.

    Without `build` that is a LibraryIndexError instead; then a corpus that is not there is no
    hindrance, and the index is taken as it is. `model` and `engine` are the encoder and engine the
    index must have, as for `build`; without them, any. `ready` loads all that a question needs, so
    that damage to the encoder is mended as well. What a process that was killed has left is
    cleared away, with a word about which library is open now. Raises QAError when there is
    nothing to open.
    """
    tidied = recovered(corpus, index)
    assistant = _opened(corpus, index, build, Wanted(model, engine), ready)
    if tidied:
        made, held = assistant.made, len(assistant.reports())
        log.warning("The library is whole: the index made at %s, of %d reports.", made, held)
    return assistant


def recovered(corpus: Path, index: Path) -> bool:
    """Undo and clear away what a process that was killed has left; whether there was any.

    Raises LibraryIndexError when it cannot be undone.
    """
    from qa.index.making import generation
    from qa.index.making.corpus import is_settled

    undone = False
    if not is_settled(corpus):
        from qa.keeping import Folders, recover

        undone = recover(Folders(corpus, index))
    tidied = generation.tidy(index)
    if tidied:
        log.warning("Making the index was cut short; what was left of it has been cleared away.")
    return undone or tidied


def _opened(corpus: Path, index: Path, build: bool, wanted: Wanted, ready: bool) -> Assistant:
    from qa.index.making.status import State, status

    if not build and not corpus.is_dir():
        return _assistant(index, ready)
    found = status(corpus, index, model=wanted.model, engine=wanted.engine)
    if found.state is not State.CURRENT:
        if not build:
            raise LibraryIndexError(f"The index is {found.state}: {found.why} Run: qa index")
        _build(corpus, index, wanted, found.why)
    try:
        return _assistant(index, ready)
    except (LibraryIndexError, EncoderError) as error:
        if not build:
            raise
        # Sizes and names were right, so what is wrong is inside; building reads every byte.
        _build(corpus, index, wanted, str(error))
        return _assistant(index, ready)


def _assistant(index: Path, ready: bool) -> Assistant:
    from qa.index.making.library import Library

    library = Library.open(index)
    if ready:
        library.load()  # while the rest is imported
    from qa.assistant import Assistant

    assistant = Assistant(library)
    if ready:
        assistant.warm()
    return assistant


def _build(corpus: Path, index: Path, wanted: Wanted, why: str) -> None:
    from qa.index.making.build import build

    log.info("Making the index: %s", why)
    for problem in build(corpus, index, model=wanted.model, engine=wanted.engine).problems:
        log.warning("%s", problem)
