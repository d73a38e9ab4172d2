"""The first pages: who was inspected, when, by whom, under what; and the contents list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.authorities import LocalAuthority, load_authorities
from qa.reading.headings import fold_words
from qa.reading.lines import FURNITURE, Line, Mark

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_DATE = r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Z][a-z]+)\s+(\d{4})"
_PUBLISHED = re.compile(r"Published(?:\s+on)?\s*:?\s*" + _DATE)
_ANY_DATE = re.compile(_DATE)
_RANGE = re.compile(
    r"\d{1,2}(?:\s+[A-Z][a-z]+)?(?:\s+\d{4})?\s*(?:–|—|-|to)\s*\d{1,2}\s+[A-Z][a-z]+\s+\d{4}"
)
_INSPECTOR = re.compile(r"(?:Reporting|Lead)\s+inspector\s*:?\s*(.*)", re.IGNORECASE)
_REFERENCE = re.compile(r"Reference\s+no\.?\s*:?\s*(\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Front:
    """What the first pages say. `published` is an ISO date; None where nothing is printed."""

    authority: str | None
    authority_key: str | None
    published: str | None
    inspected: str | None
    lead_inspector: str | None
    reference_no: str | None


def split_front(lines: Sequence[Line]) -> tuple[int, int]:
    """Where the contents list begins and where the body begins, as places in `lines`.

    The two are the same when there is no contents list; the body then begins at the first
    numbered paragraph, less the headings right above it.
    """
    for place, line in enumerate(lines):
        if line.mark is Mark.TEXT and line.text.strip().casefold() in ("contents", "content"):
            return place, _contents_end(lines, place + 1)
    first = next((i for i, line in enumerate(lines) if line.mark is Mark.NUMBERED), len(lines))
    while first and _could_head(lines[first - 1]):
        first -= 1
    return first, first


def _could_head(line: Line) -> bool:
    return line.mark is Mark.TEXT and len(line.text.split()) <= 12 and ":" not in line.text


_MAX_CONTENTS = 150  # lines of a contents list
_LONGEST_ENTRY = 300  # characters; a longer line is prose
_STRAYS = 4  # entries, running, that may have lost their page number
_ENTRY_END = re.compile(r"[\s.…]{0,99}\d{0,9}\s{0,9}$")
_CONTENTS_LINE = re.compile(r"(?:\t|\.{3,9}|\s{2,9})[\s.\d]{0,99}$|\s\d{1,3}$")


def _contents_end(lines: Sequence[Line], place: int) -> int:
    """The first line after a contents list: where its first entry comes again, as a heading.

    Where that cannot be told, the first line that has no page number and that none follows soon.
    """
    entry = _entry(lines[place]) if place < len(lines) else ""
    for here in range(place + 1, min(place + _MAX_CONTENTS, len(lines))):
        if entry and lines[here].mark is Mark.TEXT and _entry(lines[here]) == entry:
            return here
    end = place
    strays = 0
    for here in range(place, len(lines)):
        line = lines[here]
        if line.end - line.start > _LONGEST_ENTRY:
            break
        if line.mark is Mark.ROW or _CONTENTS_LINE.search(line.text):
            end, strays = here + 1, 0
        elif line.mark not in FURNITURE:
            strays += 1
            if strays > _STRAYS or line.mark is Mark.NUMBERED or line.text.endswith("."):
                break
    return end


def _entry(line: Line) -> str:
    """The words of an entry, without its page number."""
    return fold_words(_ENTRY_END.sub("", line.text[:_LONGEST_ENTRY]))


def read_front(lines: Sequence[Line]) -> Front:
    """What the front matter's lines say."""
    text = "\n".join(line.text for line in lines)
    authority = _authority(text)
    return Front(
        authority=authority[0] if authority else None,
        authority_key=authority[1].key if authority else None,
        published=_published(lines, text),
        inspected=_inspected(text),
        lead_inspector=_inspector(lines),
        reference_no=_reference(lines, text),
    )


_BODY = (
    r"(?:(?:(?:London|Royal|Metropolitan)\s+Borough|City|County|Borough|Council)\s+of\s+"
    r"(?:the\s+)?)"
)
_COUNCIL = r"(?:\s+(?:City|County|Borough|Metropolitan|District|Council)){1,3}"


def _authority(text: str) -> tuple[str, LocalAuthority] | None:
    """The authority named first, by a full name ("London Borough of ...") if one stands there."""
    folded = " ".join(text.split())
    best: tuple[int, int, int, str, LocalAuthority] | None = None
    for authority in load_authorities():
        if not any(known in folded for known in (authority.name, *authority.full_names)):
            continue
        name = re.escape(authority.name)
        patterns = [re.escape(full) for full in authority.full_names]
        patterns += [f"{_BODY}{name}", f"{name}{_COUNCIL}", name]
        for pattern in patterns:
            found = re.search(rf"(?<!\w){pattern}(?!\w)", folded)
            if found:
                row = (
                    int(pattern == name),
                    found.start(),
                    -len(found.group()),
                    found.group(),
                    authority,
                )
                if best is None or row[:3] < best[:3]:
                    best = row
    return (best[3], best[4]) if best else None


def _published(lines: Sequence[Line], text: str) -> str | None:
    if found := _PUBLISHED.search(text):
        return _iso(*found.groups())
    cell = _cell_under(lines, "published")
    if cell and (found := _ANY_DATE.search(cell)):
        return _iso(*found.groups())
    return None


def _iso(day: str, month: str, year: str) -> str | None:
    name = month.casefold()
    if name not in _MONTHS or not 1 <= int(day) <= 31:
        return None
    return f"{year}-{_MONTHS.index(name) + 1:02d}-{int(day):02d}"


def _inspected(text: str) -> str | None:
    found = _RANGE.search(text)
    return " ".join(found.group().split()) if found else None


def _inspector(lines: Sequence[Line]) -> str | None:
    for line in lines:
        if found := _INSPECTOR.search(line.text):
            name = _RANGE.sub("", found.group(1)).strip(" \t:,")
            return " ".join(name.split()) or None
    return None


def _reference(lines: Sequence[Line], text: str) -> str | None:
    if cell := _cell_under(lines, "reference no"):
        return cell
    found = _REFERENCE.search(text)
    return found.group(1) if found else None


def _cell_under(lines: Sequence[Line], label: str) -> str | None:
    """The cell below a column's label in a small table of the front page."""
    for above, below in zip(lines, lines[1:], strict=False):
        if above.mark is Mark.ROW and below.mark is Mark.ROW:
            labels = [cell.casefold().rstrip(".:") for cell in above.cells]
            if label in labels and labels.index(label) < len(below.cells):
                return below.cells[labels.index(label)] or None
    return None
