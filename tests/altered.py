"""Reports of the corpus with words of them exchanged, and what a folder holds."""

from __future__ import annotations

from pathlib import Path

HARROW = Path(__file__).parent.parent / "corpus" / "harrow-2012.txt"


def changed(path: Path, *pairs: tuple[str, str], source: Path = HARROW) -> Path:
    """A copy of a report with words of it exchanged, each pair once at the least."""
    text = source.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return path


def another_date(path: Path, day: str) -> Path:
    """The Harrow report as if it were another one of 2012, published and made on other days."""
    return changed(path, ("27 June 2012", day), ("8 May – 18 May 2012", f"1 {day[-8:]} – 2 {day}"))


def content(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, but for locks."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(".lock")
    }
