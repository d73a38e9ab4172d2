"""`qa check`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli import options, output
from qa.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from qa.checking.blocks import Document
    from qa.checking.verdicts import Checked

_OPENING_LENGTH = 50  # characters of a quotation that the table shows
_STDIN = "-"


def add(commands: options.Commands) -> None:
    """Add the command."""
    parser = options.command(
        commands,
        "check",
        run_check,
        help="is this quotation really in a report?",
        description="Check a quotation, or every quotation of a paper, against the reports.",
        epilog="""\
examples:
  qa check "Services to promote good health outcomes are inadequate"
  qa check --report harrow-2012 --para 58 "outcomes for looked after children"
  qa check --file paper.docx           every quotation in it, with the citation beside it
  qa check --file - < paper.md         the same, read from standard input

Exit status: 0 all stand, 1 something does not, 2 the call is wrong.""",
    )
    parser.add_argument("quotation", nargs="*", help="the words, as quoted")
    parser.add_argument(
        "--file", metavar="FILE", help="a .txt, .md or .docx document, or - for standard input"
    )
    parser.add_argument("--report", help="where it is said to be from: harrow-2012, or harrow")
    parser.add_argument("--para", metavar="N", help="the paragraph it is said to be from")
    options.as_json(parser, "print one JSON object for each quotation")
    options.opening(parser)


def run_check(args: argparse.Namespace) -> int:
    """`qa check`: 0 when all that is quoted stands, 1 when something does not or is too short."""
    words = " ".join(args.quotation)
    name = args.file or (_STDIN if words == _STDIN else None)
    if name is None and not words.strip():
        raise UsageError('Give the words: qa check "three words or more" (or --file FILE)')
    if args.file and words:
        raise UsageError("Give either a quotation or --file, not both.")
    document = _document(name) if name else None
    assistant = options.open_assistant(args)
    checked: tuple[Checked, ...]
    if document is None:
        checked = (assistant.check(words, report=args.report, paragraph=args.para),)
    else:
        checked = assistant.check_document(
            document, report=args.report, paragraph=args.para, progress=True
        )
    if not checked:
        raise NotFoundError(f"There is no quotation in {'the text' if name == _STDIN else name}.")
    if args.json:
        for row in checked:
            output.emit_json(row.to_json())
    else:
        output.emit("\n\n".join(_readable(checked, is_document=document is not None)))
    stands = any(row.stands for row in checked)
    return 0 if stands and not any(row.fails for row in checked) else 1


def _document(name: str) -> Document:
    from qa.checking import blocks, documents, plaintext

    if name != _STDIN:
        return documents.load(Path(name))
    data = sys.stdin.buffer.read(blocks.MOST_BYTES + 1)
    return plaintext.from_bytes(data, "standard input", markdown=True)


def _readable(checked: tuple[Checked, ...], *, is_document: bool) -> Iterator[str]:
    if not is_document:
        yield from _detail(checked[0])
        return
    yield output.columns([_row(row) for row in checked])
    for row in checked:
        if row.fails or (row.stands and row.notes):
            yield "\n".join([f"{row.where}:", output.wrapped(f"“{row.quotation}”", indent="  ")])
            yield from _detail(row)
    yield _tally(checked)


def _row(row: Checked) -> tuple[str, str, str, str]:
    key = row.matches[0].key if row.matches else "-"
    more = len(row.matches) + row.more - 1
    words = " ".join(row.quotation.split())
    opening = words if len(words) <= _OPENING_LENGTH else words[:_OPENING_LENGTH].rstrip() + " ..."
    return row.where or "", _name(row), key + (f" +{more}" if more > 0 else ""), opening


def _name(row: Checked) -> str:
    return str(row.verdict).replace("_", " ")


def _detail(row: Checked) -> Iterator[str]:
    """All that is known of one quotation, a block at a time."""
    yield output.wrapped(f"{row.said}.", indent="  ", first="  ")
    for difference in row.differences:
        yield "\n".join(
            [
                output.wrapped(f"it says:         {difference.quotation or '(nothing)'}", "    "),
                output.wrapped(f"the report says: {difference.report or '(nothing)'}", "    "),
            ]
        )
    shown = row.matches if row.verdict is row.verdict.APART else row.matches[:1]
    for match in shown:
        yield output.wrapped(f"“{match.text}”\n— {match.citation} [{match.key}]", indent="    ")
    others = ", ".join(match.key for match in row.matches[len(shown) :])
    if others:
        more = f" and {row.more:,} more" if row.more else ""
        yield output.wrapped(f"the same words: {others}{more}", indent="    ")
    for near in row.nearest:
        yield output.wrapped(
            f"nearest: “{near.text}”\n— {near.citation} [{near.key}]", indent="    "
        )
    for note in row.notes:
        yield output.wrapped(note, indent="  ")


def _tally(checked: Iterable[Checked]) -> str:
    rows = tuple(checked)
    counts = Counter(_name(row) for row in rows)
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    noun = "quotation" if len(rows) == 1 else "quotations"
    return output.wrapped(f"{len(rows)} {noun}: {told}.")
