"""What the first pages say: who was inspected, when, by whom, under what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.authorities import LocalAuthority, load_authorities
from qa.reading.outline.layout import FIRST_PAGES, Layout
from qa.reading.text.dates import Span, spans_in
from qa.reading.text.frameworks import plain
from qa.reading.text.lines import Line, Mark

_PUBLISHED = re.compile(
    r"(?<!\w)(?:(?:report |first )?published(?: on)?|(?:publication date|date (?:of publication|"
    r"published)))\s*[:\t]?\s*$",
    re.IGNORECASE,
)
_INSPECTED = re.compile(
    r"(?:inspection|review|visit) dates?|dates? of (?:the )?(?:inspection|visit)|inspected(?: on)?"
    r"|took place|carried out|between|visit(?:ed)?\b.{0,60}",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"previous|last (?:inspection|visit)|next", re.IGNORECASE)
_INSPECTOR = re.compile(r"(?:Reporting|Lead)\s+inspectors?\b\s*:?\s*(.*)", re.IGNORECASE)
_REFERENCE = re.compile(r"Reference\s+(?:no\.?|number)\s*:?\s*(\w+)", re.IGNORECASE)
_LABELS = re.compile(r"(?:\s{0,9}(?:audience|published|reference no\.?)){2,3}\s*", re.IGNORECASE)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_](\d\d)[-_](\d\d)(?!\d)")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")
_REACH = 60  # characters around a date in which its label stands


@dataclass(frozen=True, slots=True)
class Front:
    """What the first pages say; None where nothing is printed. Dates are ISO dates.

    `notes` say where a date was found that does not stand in its usual place.
    """

    authority: str | None
    authority_key: str | None
    published: str | None
    inspected: str | None
    inspection_ended: str | None
    lead_inspector: str | None
    reference_no: str | None
    is_dated_by_file: bool = False
    notes: tuple[str, ...] = ()


def read_front(layout: Layout, lines: Sequence[Line], file_name: str) -> Front:
    """What the first pages say; of what they do not, what the whole report says in a line."""
    pages = layout.first_pages or tuple(lines[:FIRST_PAGES])
    authority = (
        _authority(layout.title)
        or _authority(layout.title, aliases=True)
        or _authority(pages)
        or _authority(lines[:FIRST_PAGES])
    )
    published, note = _published(layout, pages, lines)
    named = None if published else _date_in_name(file_name)
    inspected = _inspected(pages) or _labelled_inspection(lines[:FIRST_PAGES])
    notes = [note] if note else []
    if named:
        notes.append("the date of publication is taken from the name of the file")
    if authority and (other := _also_named(layout.title, authority[1])):
        notes.append(f"the title names {other} as well; the report is kept under {authority[0]}")
    return Front(
        authority=authority[0] if authority else None,
        authority_key=authority[1].key if authority else None,
        published=published or named,
        inspected=inspected.printed if inspected else None,
        inspection_ended=inspected.last if inspected else None,
        lead_inspector=_inspector(pages) or _inspector([ln for ln in lines if _opens_so(ln)]),
        reference_no=_reference(pages),
        is_dated_by_file=named is not None,
        notes=tuple(notes),
    )


# -- the authority -----------------------------------------------------------------------------

_BODY = (
    r"(?:(?:(?:London|Royal|Metropolitan)\s+Borough|City|County|Borough|Council)\s+of\s+"
    r"(?:the\s+)?)?"
)
_COUNCIL = r"(?:\s+(?:City|County|Borough|Metropolitan|District|Council)\b){0,3}"


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    name: str
    is_full: bool
    authority: LocalAuthority


@cache
def _names(*, aliases: bool) -> tuple[tuple[str, tuple[str, ...], LocalAuthority], ...]:
    """Each authority's names, with the words of each that have to stand in a text for it; with
    `aliases`, parts of a name instead.
    """
    return tuple(
        (name, tuple(_words(name.casefold())), authority)
        for authority in load_authorities()
        for name in (authority.aliases if aliases else (authority.name, *authority.full_names))
        if not aliases or (name not in authority.ambiguous and not name.isupper())
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A name as reports print it: made when it is needed, for there are hundreds."""
    return re.compile(rf"(?<![\w-]){_BODY}{_loose(name)}{_COUNCIL}(?![\w-])")


def _words(name: str) -> list[str]:
    """The words of a name but "and", for which a report may print "&"."""
    return [word for word in name.replace("-", " ").split() if word != "and"]


def _loose(name: str) -> str:
    """A name as a pattern: "&" for "and", and "Upon", "And" with a capital letter."""
    words = [re.escape(word) for word in name.replace("-", " ").split()]
    words = [r"St\.?" if word == "St" else word for word in words]
    words = ["(?:and|And|&)" if word == "and" else word for word in words]
    words = [f"[{w[0]}{w[0].upper()}]{w[1:]}" if w.islower() else w for w in words]
    return r"[\s-]+".join(words)


def _mentions(lines: Sequence[Line], *, aliases: bool = False) -> list[_Mention]:
    """Every authority named, in order: of names that hold one another the longest."""
    text = plain("\n".join(line.text for line in lines))
    folded = text.casefold()
    found = [
        (match.start(), -match.end(), match.group(), authority)
        for name, words, authority in _names(aliases=aliases)
        if all(word in folded for word in words)
        for match in _pattern(name).finditer(text)
        if not _POSTCODE.match(text, match.end() + 1)
    ]
    mentions: list[_Mention] = []
    end = 0
    for start, minus_end, name, authority in sorted(found, key=lambda row: row[:2]):
        if start >= end:
            is_full = name.casefold() != authority.name.casefold()
            mentions.append(_Mention(start, name, is_full, authority))
            end = -minus_end
    return mentions


def _authority(
    lines: Sequence[Line], *, aliases: bool = False
) -> tuple[str, LocalAuthority] | None:
    """The authority named first, by its full name ("London Borough of ...") if that is printed."""
    mentions = _mentions(lines, aliases=aliases)
    if not mentions:
        return None
    first = mentions[0]
    full = (m for m in mentions if m.authority is first.authority and m.is_full)
    return next(full, first).name, first.authority


def _also_named(title: Sequence[Line], authority: LocalAuthority) -> str | None:
    others = (m.name for m in _mentions(title[:4]) if m.authority is not authority)
    return next(others, None)


# -- dates -------------------------------------------------------------------------------------


def _published(
    layout: Layout, pages: Sequence[Line], lines: Sequence[Line]
) -> tuple[str | None, str | None]:
    """The date of publication, and a note where it does not stand labelled on the first pages."""
    if found := _labelled(pages):
        return found, None
    cell = _cell_under(pages, "published")
    if cell and (spans := list(spans_in(cell))):
        return spans[0].last, None
    if found := _labelled([line for line in lines if len(line.text.split()) <= 8]):
        return found, "the date of publication does not stand on the first pages"
    if dated := _date_of_letter(layout):
        return dated, "the date of the letter is taken for its date of publication"
    return None, None


def _date_in_name(file_name: str) -> str | None:
    """The ISO date that stands in a file's name, if it is a day of the calendar."""
    named = _IN_NAME.search(file_name)
    found = list(spans_in("/".join(reversed(named.groups())))) if named else []
    return found[0].last if found else None


def _labelled(lines: Sequence[Line]) -> str | None:
    """The first single date with "Published" before it, on its line or on the one above."""
    text = "\n".join(line.text for line in lines)
    for span in spans_in(text):
        if span.is_one_day and _PUBLISHED.search(text[max(0, span.start - _REACH) : span.start]):
            return span.last
    return None


def _date_of_letter(layout: Layout) -> str | None:
    """The first line that is a date alone, in a document that greets someone."""
    if len(layout.title) == len(layout.first_pages):
        return None
    for line in layout.first_pages:
        for span in spans_in(line.text):
            if span.is_one_day and span.printed == " ".join(line.text.split()):
                return span.last
    return None


def _inspected(lines: Sequence[Line]) -> Span | None:
    """The dates of the inspection: those with a label, else the first that are more than a day."""
    spans = spans_in("\n".join(line.text for line in lines))
    return _labelled_inspection(lines) or next((s for s in spans if not s.is_one_day), None)


def _labelled_inspection(lines: Sequence[Line]) -> Span | None:
    text = "\n".join(line.text for line in lines)
    return next((span for span in spans_in(text) if _is_inspection(text, span)), None)


def _is_inspection(text: str, span: Span) -> bool:
    before = text[max(0, span.start - _REACH) : span.start]
    line = before.rsplit("\n", 2)[-2:] if before.endswith("\n") else before.rsplit("\n", 1)[-1:]
    label = " ".join(line)
    return bool(_INSPECTED.search(label)) and not _BEFORE.search(label)


# -- inspector and reference ---------------------------------------------------------------------


def _inspector(lines: Sequence[Line]) -> str | None:
    for line in lines:
        if found := _INSPECTOR.search(line.text):
            name = _without_dates(found.group(1)).strip(" \t:,|")
            if name:
                return " ".join(name.split())
    return None


def _opens_so(line: Line) -> bool:
    """Whether a line opens with the label of the inspector, as the list of the team does."""
    return bool(_INSPECTOR.match(line.text.strip())) and len(line.text.split()) <= 12


def _without_dates(text: str) -> str:
    for span in reversed(list(spans_in(text))):
        text = text[: span.start] + text[span.end :]
    return text


def _reference(lines: Sequence[Line]) -> str | None:
    if cell := _cell_under(lines, "reference no"):
        return cell
    text = "\n".join(line.text for line in lines)
    found = _REFERENCE.search(text)
    return found.group(1) if found else None


def _cell_under(lines: Sequence[Line], label: str) -> str | None:
    """The cell below a column's label in a small table of the front page."""
    for above, below in _pairs(lines):
        if cell := _value_under(above.text, below.text, label):
            return cell
        if above.mark is Mark.ROW and below.mark is Mark.ROW:
            labels = [cell.casefold().rstrip(".:") for cell in above.cells]
            if label in labels and labels.index(label) < len(below.cells):
                return below.cells[labels.index(label)] or None
    return None


def _value_under(labels: str, values: str, label: str) -> str | None:
    """The value under a label where a table lost columns: told by the one date it holds.

    >>> labels, values = "Audience Published Reference no.", "All 6 February 2007 311"
    >>> _value_under(labels, values, "published"), _value_under(labels, values, "reference no")
    ('6 February 2007', '311')
    """
    spans = list(spans_in(values))
    if len(spans) != 1 or label not in labels.casefold() or not _LABELS.fullmatch(labels):
        return None
    if label == "published":
        return spans[0].printed
    after = values[spans[0].end :].split()
    return after[0] if len(after) == 1 else None


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    yield from zip(lines, lines[1:], strict=False)
