"""An index opened for questions: its store, vectors, words and encoder."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from qa.errors import EncoderError, LibraryIndexError
from qa.index.encoding.encoder import Encoder, OnnxEncoder
from qa.index.making import engines, generation
from qa.index.retrieval.late import LateIndex
from qa.index.retrieval.parted import PartedLate
from qa.index.retrieval.searchable import WordVectors
from qa.index.sqlite.joined import STORE, StoreFile
from qa.index.sqlite.manifest import Manifest
from qa.index.sqlite.runs import Runs
from qa.index.sqlite.store import Store
from qa.index.sqlite.table import PassageTable
from qa.index.sqlite.units import PassageUnits

ENCODER = "encoder"
# Files up to this size are held to their hashes whenever a library is opened, larger ones when an
# index is made or checked up; the encoder has its own check, when it is loaded.
_HASHED_UP_TO = 16_000_000  # bytes: some hundredths of a second


class Library:
    """The generation of an index that was in use when it was opened. Safe across threads."""

    def __init__(
        self, folder: Path, *, encoder: Encoder | None = None, searched: bool = True
    ) -> None:
        """Open one generation; if it is only to be copied from or counted, not to be `searched`,
        the index of its vectors is not read. Raises LibraryIndexError when it is damaged.
        """
        self.folder = folder
        self.manifest = Manifest.read(folder)
        wrong = self.manifest.check_files(folder, hashes_up_to=_HASHED_UP_TO)
        if wrong:
            raise LibraryIndexError(f"The index is damaged: {wrong[0]}. Mend it with: qa index")
        self.store = Store(folder / STORE, self._stores())
        runs = self.store.contents.passages if self.manifest.parts else None
        self.units = self._units()
        self.vectors, self.words = engines.opened(
            folder, self.manifest, self.store.keys, runs, searched=searched
        )
        self.late = self._late(runs)
        self._encoder = encoder
        self._loading = threading.Lock()
        if not len(self.vectors) == len(self.units) == self.manifest.passages:
            raise LibraryIndexError(
                f"The index is damaged: {len(self.vectors)} vectors and {len(self.units)} rows for "
                f"{self.manifest.passages} passages. Mend it with: qa index"
            )

    @classmethod
    def open(cls, index: Path, *, encoder: Encoder | None = None, searched: bool = True) -> Library:
        """Open the index in a folder; `encoder` is used instead of the one it holds.

        Raises LibraryIndexError when it is missing or damaged.
        """
        while True:
            folder = generation.current(index)
            if folder is None:
                raise LibraryIndexError(f"There is no index in {index}. Make it with: qa index")
            try:
                return cls(folder, encoder=encoder, searched=searched)
            except LibraryIndexError:
                # A build may have cleared this generation away while it was being opened.
                if generation.current_name(index) == folder.name:
                    raise

    def _stores(self) -> list[StoreFile]:
        """The store of each part, where there are several."""
        if not self.manifest.parts:
            return []
        held = self.manifest.held.items()
        return [StoreFile(self.folder / name / STORE, reports) for name, reports in held]

    def _late(self, runs: Runs | None) -> WordVectors | None:
        if runs is not None:
            return PartedLate.open(self.folder, self.manifest.parts, runs, self.vectors.dimension)
        return LateIndex.open(self.folder, self.vectors.dimension)

    def _units(self) -> PassageUnits:
        """Which unit each row of the vectors stands for."""
        contents = self.store.contents
        table = PassageTable.open(self.folder)
        if self.manifest.parts:
            parts = [PassageTable.open(self.folder / name) for name in self.manifest.parts]
            table = PassageTable.joined([table, *parts], contents.passages, contents.paragraphs)
        return PassageUnits.of(table, contents.entries)

    @property
    def encoder(self) -> Encoder:
        """The encoder that made the vectors, loaded at first use: ask for it from a thread.

        Raises EncoderError when it is missing, damaged, or not the one of the index.
        """
        with self._loading:
            if self._encoder is None:
                self._encoder = self._load_encoder()
            if self._encoder.fingerprint != self.manifest.encoder.fingerprint:
                raise EncoderError(
                    f"The index was made with another encoder ({self.manifest.encoder.name}) "
                    f"than {self._encoder.name}. Make it anew with: qa index"
                )
            return self._encoder

    def load(self) -> threading.Thread:
        """Begin to load the encoder in the background: join the thread to wait for it."""

        def loading() -> None:
            with contextlib.suppress(EncoderError):  # whoever asks for it next is told
                _ = self.encoder

        thread = threading.Thread(target=loading, name="load-encoder", daemon=True)
        thread.start()
        return thread

    def _load_encoder(self) -> Encoder:
        used = self.manifest.encoder
        if used.engine == "reference":
            from qa.index.encoding.reference import load_reference

            return load_reference(used.model)
        if used.engine != "onnx":
            raise EncoderError(
                f"The index holds no encoder: it was made with one handed in ({used.name})."
            )
        folder = self.folder / ENCODER
        if not folder.is_dir():
            # The index was made anew and ours cleared away; the new one's encoder is the same
            # one unless the model was changed, which the fingerprint tells.
            newer = generation.current(self.folder.parent)
            folder = newer / ENCODER if newer else folder
        return OnnxEncoder.open(folder)

    def is_superseded(self) -> bool:
        """Whether the index has been made anew since this was opened (one small file is read)."""
        try:
            return generation.current_name(self.folder.parent) != self.folder.name
        except LibraryIndexError:
            return True

    def renewed(self) -> Library:
        """The generation in use now; it takes the encoder over where that has not changed.

        Raises LibraryIndexError when there is none that can be opened.
        """
        library = Library.open(self.folder.parent)
        loaded = self._encoder
        if loaded and loaded.fingerprint == library.manifest.encoder.fingerprint:
            library._encoder = loaded
        return library

    def close(self) -> None:
        """Let go of the store; the library cannot be used afterwards."""
        self.store.close()
