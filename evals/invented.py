"""Reports that we made up, on authorities that do not exist, for training the encoder alone.

Real reports to train on are few, and an encoder that has met three of them knows those three. These
are in `gold/invented`, one Markdown file each; no library holds them and no answer quotes them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from written import INVENTED

from qa.index.making.corpus import Reader, standard_reader
from qa.report import Item, Paragraph, Report, Strand
from qa.scale import GradeScale

SUFFIX = ".md"
# Written after the layers of the encoder that ships were trained, which have met the others.
LATER = frozenset(
    "aldersey-2009 birchaven-2007 copplestone-2012 cresswater-2016 dunmere-2011 fenwold-2012 "
    "goldhurst-2012 hallowdale-2010 holmbridge-2010 ivelbridge-2010 norchester-2008 penmarsh-2006 "
    "ravensby-2022 stanmouth-2012 tarnwick-2011 wrenfield-2011 yarlesford-2012".split()
)
_HEADING = re.compile(r"(#+) (.+)")
_PARAGRAPH = re.compile(r"(\d+)\. (.+)")
_ITEM = "- "


def corpus(real: Path, folder: Path) -> Path:
    """The real reports and the invented ones in one new folder: what an index to train on is of."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(real, folder, ignore=shutil.ignore_patterns("*.md"))
    for path in INVENTED.glob(f"*{SUFFIX}"):
        shutil.copy(path, folder)
    return folder


def reader() -> Reader:
    """Reads an invented report beside real ones: what `build` is handed for a training index."""
    usual = standard_reader()
    return replace(
        usual,
        is_report_file=lambda path: path.suffix == SUFFIX or usual.is_report_file(path),
        read_report=lambda path: read(path) if path.suffix == SUFFIX else usual.read_report(path),
    )


def read(path: Path) -> Report:
    """The invented report in `<authority>-<year>.md`: headings, numbered paragraphs of one line,
    the items of their lists under them. Raises ValueError for a line that is none of these.
    """
    authority, _, year = path.stem.rpartition("-")
    text = path.read_text("utf-8")
    drafts = list(_drafts(text, path.name))
    paragraphs = tuple(draft.paragraph(path.stem) for draft in drafts)
    return Report(
        key=path.stem,
        authority=authority.capitalize(),
        authority_key=authority,
        title="Invented report",
        citation_title="Invented report",
        inspectorate="",
        framework="",
        framework_key="other",
        scale=GradeScale(()),
        inspected=None,
        published=f"{year}-01-01",
        lead_inspector=None,
        reference_no=None,
        source=text,
        source_sha256=sha256(text.encode()).hexdigest(),
        file_name=path.name,
        paragraphs=paragraphs,
    )


@dataclass(slots=True)
class _Draft:
    number: str
    section: tuple[str, ...]
    lead: str
    items: list[str]

    def paragraph(self, report: str) -> Paragraph:
        text, items = self.lead, []
        for number, item in enumerate(self.items, start=1):
            items.append(Item(number, len(text) + 1, len(text) + 1 + len(item)))
            text = f"{text} {item}"
        return Paragraph(
            report=report,
            number=self.number,
            printed=True,
            section=self.section,
            strand=Strand.GENERAL,
            grade=None,
            text=text,
            items=tuple(items),
        )


def _drafts(text: str, name: str) -> Iterator[_Draft]:
    section: tuple[str, ...] = ()
    draft: _Draft | None = None
    for line in filter(None, map(str.strip, text.splitlines())):
        heading, paragraph = _HEADING.fullmatch(line), _PARAGRAPH.fullmatch(line)
        if draft and line.startswith(_ITEM):
            draft.items.append(line.removeprefix(_ITEM))
            continue
        if draft and (heading or paragraph):
            yield draft
            draft = None
        if heading:
            level = len(heading[1]) - 2  # the title is none
            section = (*section[:level], heading[2]) if level >= 0 else ()
        elif paragraph:
            draft = _Draft(paragraph[1], section, paragraph[2], [])
        else:
            raise ValueError(f"{name}: neither heading, paragraph nor item: {line[:60]!r}")
    if draft:
        yield draft
