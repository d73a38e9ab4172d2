"""Reads a corpus and makes an index of a small report, and prints what of the program took part.

python tests/making.py CORPUS ENCODER NEW_FOLDER: the modules and the data files, as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HASHING = "reader_version"  # reads all that an index depends on, only to hash it


def opened() -> set[str]:
    """The files that this process opens from now on, but for those it only hashes."""
    met: set[str] = set()

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], str):
            return
        frame = sys._getframe()
        while frame.f_back and frame.f_code.co_name != HASHING:
            frame = frame.f_back
        if frame.f_code.co_name != HASHING:
            met.add(arguments[0])

    sys.addaudithook(watch)
    return met


def main(corpus: Path, encoder: Path, folder: Path) -> None:
    """Everything is imported here: tables are read as modules are."""
    met = opened()
    import qa
    from qa.index.encoding.encoder import OnnxEncoder
    from qa.index.making.build import build
    from qa.index.making.corpus import corpus_hashes, read_files, standard_reader

    reader = standard_reader()
    _, problems = read_files(corpus, corpus_hashes(corpus, reader), reader)
    assert not problems, problems
    from small_report import FINDINGS, FRONT

    small = folder / "corpus"
    small.mkdir(parents=True)
    text = f"{FRONT}\nSafeguarding services\n\n1. Children in the borough are safe.\n{FINDINGS}"
    (small / "small.txt").write_text(text, "utf-8")
    build(small, folder / "index", encoder=OnnxEncoder.open(encoder), progress=False)

    package = Path(qa.__file__).parent
    modules = [Path(str(m.__file__)) for n, m in sys.modules.items() if f"{n}.".startswith("qa.")]
    files = [path for path in map(Path, met) if "__pycache__" not in path.parts]
    data = [path for path in files if path.suffix != ".py"]
    rows = [
        sorted(path.relative_to(package).as_posix() for path in paths if package in path.parents)
        for paths in (modules, data)
    ]
    sys.stdout.write(json.dumps(rows))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
