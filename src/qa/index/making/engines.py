"""Where an index keeps its passages and their words: in its own folder, or in Milvus."""

from __future__ import annotations

import contextlib
import logging
import secrets
import urllib.parse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qa.errors import EngineError, UsageError
from qa.index.passages import Passage
from qa.index.retrieval.parted import PartedVectors
from qa.index.retrieval.searchable import Vectors, Words
from qa.index.retrieval.vectorfile import Rows, as_read
from qa.index.retrieval.vectors import VectorIndex
from qa.index.retrieval.words import WordIndex, WordRow
from qa.index.sqlite.manifest import EngineUsed, Manifest
from qa.index.sqlite.runs import Runs

log = logging.getLogger(__name__)

EMBEDDED, MILVUS = "embedded", "milvus"
WORDS = "words"  # the folder of the word index
_FILE = "milvus.db"  # of milvus-lite, where no address is given


@dataclass(frozen=True, slots=True)
class Engine:
    """The engine that an index must have; without an address, any of its kind will do."""

    name: str
    uri: str = ""

    @classmethod
    def named(cls, name: str | None, uri: str | None) -> Engine | None:
        """The engine by what was asked for; None for whichever the index has.

        >>> Engine.named(None, "http://localhost:19530")
        Engine(name='milvus', uri='http://localhost:19530')

        Raises UsageError when the two do not go together.
        """
        if uri and name == EMBEDDED:
            raise UsageError("--uri is of --engine milvus: the embedded engine has no address.")
        if uri:
            return cls(MILVUS, _address(uri))
        if name not in (None, EMBEDDED, MILVUS):
            raise UsageError(f'"{name}" is no engine: choose {EMBEDDED} or {MILVUS}.')
        return cls(name) if name else None

    def is_of(self, used: EngineUsed) -> bool:
        """Whether an index has this engine."""
        return self.name == used.name and self.uri in ("", used.uri)

    def for_build(self, index: Path, old: EngineUsed | None) -> EngineUsed:
        """What a build of the index will use: collections of its own, beside those in use."""
        if self.name == EMBEDDED:
            return EngineUsed()
        kept = old if old and old.name == MILVUS else None
        uri = self.uri or (kept.uri if kept else str((index / _FILE).resolve()))
        library = kept.library if kept and kept.uri == uri else secrets.token_hex(4)
        build = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}_{secrets.token_hex(4)}"
        return EngineUsed(MILVUS, uri, library, build)


def _address(uri: str) -> str:
    """The address of a Milvus, or the whole path of a file. Raises UsageError."""
    parts = urllib.parse.urlsplit(uri)
    if parts.scheme in ("http", "https") and parts.netloc:
        if "@" in parts.netloc:
            raise UsageError(
                "Put the name and password of Milvus in the environment, not in its address: "
                "QA_MILVUS_TOKEN=name:password"
            )
        return uri.rstrip("/")
    if "://" not in uri and uri.endswith(".db"):
        return str(Path(uri).expanduser().resolve())
    raise UsageError(
        f'"{uri}" is no address of Milvus: http://host:19530, or a file that ends in .db'
    )


def reach(used: EngineUsed) -> None:
    """See that what keeps the passages is installed and answers. Raises EngineError."""
    if used.name == MILVUS:
        from qa.index.milvus import server

        server.reach(used.uri)


def write(
    used: EngineUsed,
    folder: Path,
    reports: Sequence[str],
    passages: Sequence[Passage],
    vectors: Rows,
    words: Iterable[WordRow],
    *,
    progress: bool,
) -> str:
    """Keep the passages and their words; what the vectors are indexed by.

    `reports` are the keys in their order in the library. Raises LibraryIndexError or EngineError.
    """
    if used.name == MILVUS:
        from qa.index.milvus import collections

        return collections.make(used, reports, passages, as_read(vectors), words, progress=progress)
    searchable = VectorIndex.build(vectors)
    searchable.save(folder)
    WordIndex.build(folder / WORDS, words)
    return searchable.factory


def opened(
    folder: Path,
    manifest: Manifest,
    reports: Sequence[str],
    runs: Runs | None,
    *,
    searched: bool = True,
) -> tuple[Vectors, Words]:
    """The passages and words of an index. Raises LibraryIndexError or EngineError.

    `runs` are the rows of its parts, where it has several. If it is not to be `searched`, vectors
    in the index are opened without what they are searched by.
    """
    used = manifest.engine
    if used.name != MILVUS:
        words = WordIndex.open(folder / WORDS)
        if runs is not None:
            return PartedVectors.open(folder, manifest.parts, runs, searched=searched), words
        return VectorIndex.open(folder, searched=searched), words
    from qa.index.milvus import collections
    from qa.index.milvus.filters import report_numbers
    from qa.index.milvus.vectors import MilvusVectors
    from qa.index.milvus.words import MilvusWords

    collections.load(used)
    numbers = report_numbers(reports)
    vectors = MilvusVectors(used, numbers, manifest.encoder.dimension)
    return vectors, MilvusWords(used, numbers)


def damage(manifest: Manifest) -> str:
    """What is wrong with what an index keeps elsewhere, in a sentence; empty when it is whole.

    Raises EngineError when that cannot be reached.
    """
    if manifest.engine.name != MILVUS:
        return ""
    from qa.index.milvus import collections

    return collections.damage(manifest.engine, manifest.passages)


def give_up(used: EngineUsed) -> None:
    """Remove what a build that failed has made elsewhere, if that can be reached."""
    if used.name == MILVUS:
        from qa.index.milvus import collections

        with contextlib.suppress(EngineError):
            collections.drop(used)


def sweep(used: EngineUsed, before: EngineUsed | None) -> None:
    """Remove what older builds have left elsewhere.

    What was in use before stays until the next build: readers go over to the new index one by
    one, and until then ask the old.
    """
    if used.name == MILVUS:
        from qa.index.milvus import collections

        with contextlib.suppress(EngineError):
            collections.sweep(used, before)
    if before and before.name == MILVUS and before.uri != used.uri:
        log.warning(
            "The library's old collections stay in Milvus at %s: their names begin with qa_%s_.",
            before.uri,
            before.library,
        )
