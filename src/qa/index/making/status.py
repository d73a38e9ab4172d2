"""How an index stands to its corpus: current, missing, stale or damaged, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from qa.errors import LibraryIndexError
from qa.index.encoding.encoder import Encoder
from qa.index.encoding.weights import find_model, stamp
from qa.index.making import engines, generation
from qa.index.making.corpus import Reader, corpus_hashes, reader_version, standard_reader
from qa.index.making.engines import Engine
from qa.index.sqlite.manifest import Manifest


class State(StrEnum):
    """How an index stands to its corpus."""

    CURRENT = "current"
    MISSING = "missing"
    STALE = "stale"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The state of an index, and why in a sentence (empty when it is current)."""

    state: State
    why: str = ""


def status(
    corpus: Path,
    index: Path,
    *,
    model: str | None = None,
    engine: Engine | None = None,
    reader: Reader | None = None,
    encoder: Encoder | None = None,
    thorough: bool = False,
) -> IndexStatus:
    """Whether the index is what a build would make now; `thorough` reads every byte of it.

    Raises LibraryIndexError when there is no corpus, EncoderError when the model is not there,
    EngineError when what keeps the passages is to be looked into and cannot be reached.
    """
    hashes = corpus_hashes(corpus, reader or standard_reader())
    try:
        folder = generation.current(index)
        if folder is None:
            return IndexStatus(State.MISSING, f"There is no index in {index}.")
        manifest = Manifest.read(folder)
    except LibraryIndexError as error:
        return IndexStatus(State.DAMAGED, str(error))
    wrong = manifest.check_files(folder, hashes_up_to=math.inf if thorough else 0)
    if wrong:
        return IndexStatus(State.DAMAGED, "; ".join(wrong))
    if thorough and (wrong_there := engines.damage(manifest)):
        return IndexStatus(State.DAMAGED, wrong_there)
    fingerprint = encoder.fingerprint if encoder else _fingerprint(model, manifest, thorough)
    why = manifest.why_stale(hashes, fingerprint, reader_version())
    if engine and not engine.is_of(manifest.engine):
        why = "; ".join([*filter(None, [why]), f"another engine than {manifest.engine.name}"])
    return IndexStatus(State.STALE, why) if why else IndexStatus(State.CURRENT)


def _fingerprint(model: str | None, manifest: Manifest, thorough: bool) -> str:
    """The fingerprint of the model that is wanted: as it was, while its files look as they did."""
    used = manifest.encoder
    wanted = model or used.model
    if wanted == used.model and used.stamp and not thorough and stamp(wanted) == used.stamp:
        return used.fingerprint
    return find_model(wanted).fingerprint
