"""From a folder of reports to an Assistant: the index is made first if it has to be."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import LibraryIndexError

if TYPE_CHECKING:
    from qa.assistant import Assistant

log = logging.getLogger(__name__)


def open_library(
    corpus: Path, index: Path, *, build: bool = True, model: str | None = None
) -> Assistant:
    """Open the index of a corpus, made first when it is missing, stale or damaged.

    Without `build` that is a LibraryIndexError instead; then a corpus that is not there is no
    hindrance, and the index is taken as it is. `model` is the encoder the index must have, as for
    `build`; without it, any. Raises QAError when there is nothing to open.
    """
    from qa.assistant import Assistant
    from qa.index.build import State, status

    if not build and not corpus.is_dir():
        return Assistant.open(index)
    found = status(corpus, index, model=model)
    if found.state is not State.CURRENT:
        if not build:
            raise LibraryIndexError(f"The index is {found.state}: {found.why} Run: qa index")
        _build(corpus, index, model, found.why)
    try:
        return Assistant.open(index)
    except LibraryIndexError as error:
        if not build:
            raise
        # Sizes and names were right, so what is wrong is inside; building reads every byte.
        _build(corpus, index, model, str(error))
        return Assistant.open(index)


def _build(corpus: Path, index: Path, model: str | None, why: str) -> None:
    from qa.index.build import build

    log.info("Making the index: %s", why)
    for problem in build(corpus, index, model=model).problems:
        log.warning("%s", problem)
