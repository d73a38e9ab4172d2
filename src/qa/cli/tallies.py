"""The tally of a reading, for a person to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from qa.cli import output
from qa.quotation import dated

if TYPE_CHECKING:
    from qa.reading.tally import Tally
    from qa.report import Paragraph, Report


def brief(tally: Tally) -> str:
    """What was read, in a few lines under the report's title."""
    return "\n".join([*_cover(tally.report), *_found(tally), *_doubts(tally)])


def full(tally: Tally) -> str:
    """What was read, and a table of where each character of the source went."""
    report = tally.report
    head = f"{report.key}  ({report.file_name})"
    parts = [head, *_cover(report), *_found(tally), *_characters(tally), *_doubts(tally)]
    return "\n".join(parts)


def _cover(report: Report) -> Iterator[str]:
    yield output.wrapped(report.title, indent="  ", first="  ")
    dates = dated(report)
    dates += f", inspected {report.inspected}" if report.published and report.inspected else ""
    yield output.wrapped(f"{report.authority}, {dates}", indent="  ", first="  ")
    grades = f"grades {report.scale.describe()}" if report.scale.words else "no grades"
    yield output.wrapped(f"{report.framework}; {grades}", indent="  ", first="  ")


def _found(tally: Tally) -> Iterator[str]:
    found = [f"{tally.numbered} numbered paragraphs"]
    if tally.unnumbered:
        found.append(f"{tally.unnumbered} without a number")
    found += [
        f"{len(tally.report.recommendations)} recommendations",
        f"{len(tally.report.judgements)} judgements",
    ]
    yield output.wrapped(", ".join(found), indent="  ", first="  ")
    yield f"  {tally.covered} of the source's {tally.total:,} characters accounted for"


def _characters(tally: Tally) -> Iterator[str]:
    from qa.reading.tally import KINDS

    wide = max(map(len, KINDS.values()))
    for kind, name in KINDS.items():
        count = tally.characters[kind]
        share = 100 * count / tally.total if tally.total else 0.0
        yield f"    {name.ljust(wide)} {count:>9,}  {share:>5.1f} %"


def _doubts(tally: Tally) -> Iterator[str]:
    if tally.restored:
        one = len(tally.restored) == 1
        yield f"  {len(tally.restored)} number{'' if one else 's'} restored:"
        yield from _notes(tally.restored)
    else:
        yield "  no number had to be restored"
    if tally.noted:
        yield "  noted in reading:"
        yield from _notes(tally.noted)
    for title, lines in (
        ("text not assigned:", tally.unassigned),
        ("warnings:", tally.warnings),
        ("trouble:", tally.troubles),
    ):
        if lines:
            yield f"  {title}"
            yield from _listed(lines)


def _notes(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    return _listed(f"{p.label}: {'; '.join(p.notes) or 'not as printed'}" for p in paragraphs)


def _listed(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield output.wrapped(line, indent="      ", first="    - ")
