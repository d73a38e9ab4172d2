"""`manifest.json`: what an index was made of, and with what, for a program and for a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path

from qa.errors import LibraryIndexError
from qa.index.encoding.weights import sha256

MANIFEST = "manifest.json"
FORMAT = 7
# Their file formats are in the index: another version may not read what this one wrote.
_LIBRARIES = ("faiss-cpu", "tantivy")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the corpus as it was indexed; `problem` says why it is not in the index.

    `part` is the part of the index its report is in: "" for the one that was made whole.
    """

    file: str
    sha256: str
    report: str | None = None
    paragraphs: int = 0
    passages: int = 0
    problem: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class EncoderUsed:
    """The encoder of the index. `model` is what was asked for (none: the bundled weights).

    `engine` is "onnx" (exported, in the index), "reference" (sentence-transformers) or "given"
    (handed in by the program, and to be handed in again). `stamp` is how its files looked then.
    """

    model: str | None
    name: str
    fingerprint: str
    dimension: int
    engine: str
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class EngineUsed:
    """What keeps the passages and their words: "embedded", in the index, or "milvus".

    Milvus has an address, and there two collections, named by the `library` and the `build`.
    """

    name: str = "embedded"
    uri: str = ""
    library: str = ""
    build: str = ""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the index: its size in bytes and its hash."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of. `reader` identifies the code that cut the reports up.

    `parts` are the folders of what was added since it was made whole, the latest last.
    """

    qa: str
    created: str
    reader: str
    encoder: EncoderUsed
    vectors: str
    sources: tuple[SourceFile, ...]
    files: Mapping[str, FileEntry] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=lambda: library_versions())
    format: int = FORMAT
    engine: EngineUsed = EngineUsed()
    parts: tuple[str, ...] = ()

    @property
    def held(self) -> dict[str, frozenset[str]]:
        """The reports of each part, that made whole first."""
        names = ("", *self.parts)
        of: dict[str, set[str]] = {name: set() for name in names}
        for source in self.sources:
            if source.report:
                of[source.part].add(source.report)
        return {name: frozenset(of[name]) for name in names}

    @property
    def paragraphs(self) -> int:
        return sum(source.paragraphs for source in self.sources)

    @property
    def passages(self) -> int:
        return sum(source.passages for source in self.sources)

    @property
    def problems(self) -> tuple[str, ...]:
        """What was wrong with files of the corpus, a sentence each."""
        return tuple(source.problem for source in self.sources if source.problem)

    def write(self, folder: Path) -> None:
        """Write `manifest.json` into the index. Raises OSError."""
        few = {
            "format": self.format,
            "paragraphs": self.paragraphs,
            "passages": self.passages,
            "qa": self.qa,
            "created": self.created,
            "reader": self.reader,
            "encoder": asdict(self.encoder),
            "vectors": self.vectors,
            "libraries": dict(self.libraries),
            "engine": asdict(self.engine),
            "parts": self.parts,
        }
        lines = [f"{_line(name)}: {_line(value)}" for name, value in few.items()]
        # There may be ten thousand of these: a line each, for a person and for speed.
        sources = ",\n".join(f"  {_line(_plain(source))}" for source in self.sources)
        files = ",\n".join(f"  {_line(n)}: {_line(_plain(e))}" for n, e in self.files.items())
        lines += [f'"sources": [\n{sources}\n]', f'"files": {{\n{files}\n}}']
        (folder / MANIFEST).write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of an index. Raises LibraryIndexError when it is damaged or too new."""
        try:
            data = json.loads((folder / MANIFEST).read_text("utf-8"))
            if data["format"] != FORMAT:
                raise LibraryIndexError(
                    f"The index is of format {data['format']}, this version of qa reads "
                    f"{FORMAT}. Make it anew with: qa index"
                )
            del data["paragraphs"], data["passages"]
            data["encoder"] = EncoderUsed(**data["encoder"])
            data["parts"] = tuple(data["parts"])
            data["engine"] = EngineUsed(**data.get("engine", {}))
            data["sources"] = tuple(SourceFile(**source) for source in data["sources"])
            data["files"] = {name: FileEntry(**entry) for name, entry in data["files"].items()}
            return cls(**data)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise LibraryIndexError(
                f"The manifest of the index is damaged ({error}). Mend it with: qa index"
            ) from error

    def check_files(self, folder: Path, *, hashes_up_to: float = 0) -> list[str]:
        """What is wrong with the files of the index, a sentence each; none when it is whole.

        Sizes are always compared, contents of files of up to so many bytes.
        """
        wrong = []
        for name, entry in self.files.items():
            try:
                size = (folder / name).stat().st_size
                if size != entry.bytes:
                    wrong.append(f"{name} has {size} bytes, not {entry.bytes}")
                elif entry.bytes <= hashes_up_to and sha256(folder / name) != entry.sha256:
                    wrong.append(f"{name} is not as it was written")
            except OSError as error:
                wrong.append(f"{name} cannot be read ({error.strerror})")
        return wrong

    def why_stale(self, corpus: Mapping[str, str], fingerprint: str, reader: str) -> str:
        """What has changed since the index was made, in a sentence; empty when nothing has.

        `corpus` maps file names to hashes.
        """
        indexed = {source.file: source.sha256 for source in self.sources}
        changes = {
            "new": corpus.keys() - indexed.keys(),
            "gone": indexed.keys() - corpus.keys(),
            "changed": {f for f in corpus.keys() & indexed.keys() if corpus[f] != indexed[f]},
        }
        said = [f"{', '.join(sorted(files))} {how}" for how, files in changes.items() if files]
        if fingerprint != self.encoder.fingerprint:
            said.append(f"another encoder than {self.encoder.name}")
        if reader != self.reader:
            said.append("reports are read differently by this version")
        if dict(self.libraries) != library_versions():
            said.append("another version of a library")
        return "; ".join(said)


def _plain(entry: SourceFile | FileEntry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in type(entry).__slots__}


def _line(value: object) -> str:
    return json.dumps(value)


def file_entries(folder: Path, before: tuple[Path, Manifest] | None = None) -> dict[str, FileEntry]:
    """Size and hash of every file of an index but its manifest. Raises OSError.

    A file that is one with that of the index `before` is as it was written then, and not read.
    """
    entries = {}
    for path in sorted(folder.rglob("*")):
        # tantivy's lock files are empty, come and go, and mean nothing to a reader.
        if path.is_file() and path.name != MANIFEST and path.suffix != ".lock":
            name = path.relative_to(folder).as_posix()
            entries[name] = _known(name, path, before) or FileEntry(
                path.stat().st_size, sha256(path)
            )
    return entries


def _known(name: str, path: Path, before: tuple[Path, Manifest] | None) -> FileEntry | None:
    """What an index before says of a file, if it is a second name of that index's file."""
    if before is None:
        return None
    folder, manifest = before
    entry = manifest.files.get(name)
    return entry if entry and path.samefile(folder / name) else None


def library_versions() -> dict[str, str]:
    """The versions of the libraries whose file formats are in the index."""
    versions = {}
    for name in _LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "unknown"
    return versions
