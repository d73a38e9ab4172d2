"""qa show, qa reports, qa judgements, qa export."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from qa import export
from qa.cli import arguments, options, output
from qa.errors import UsageError
from qa.quotation import citation, dated

if TYPE_CHECKING:
    from qa.report import Judgement, Paragraph, Report

_MOST_AROUND = 50


def add(commands: options.Commands) -> None:
    """Add the commands."""
    show = options.command(
        commands,
        "show",
        run_show,
        help="a paragraph, by its key",
        description="Print paragraphs by their keys, with where they come from.",
        epilog="""\
examples:
  qa show harrow-2012#58
  qa show harrow-2012#57.3          item 3 of its list
  qa show harrow-2012#findings      the table of judgements
  qa show --around 2 harrow-2012#58 with its neighbours""",
    )
    show.add_argument("key", nargs="+", metavar="KEY", help="like harrow-2012#58")
    show.add_argument(
        "--around",
        type=arguments.number(0, _MOST_AROUND),
        default=0,
        metavar="N",
        help=f"with N paragraphs before and after it (up to {_MOST_AROUND})",
    )
    reports = options.command(
        commands,
        "reports",
        run_reports,
        help="the reports held",
        description="List the reports held, by authority and date.",
        epilog="examples:\n  qa reports\n  qa reports --json",
    )
    judgements = options.command(
        commands,
        "judgements",
        run_judgements,
        help="the grades of one report, or of all",
        description="List the judgements as each report's own table gives them.",
        epilog="""\
examples:
  qa judgements harrow-2012
  qa judgements --strand safeguarding
  qa judgements --csv > judgements.csv""",
    )
    judgements.add_argument("report", nargs="?", metavar="REPORT", help="like harrow-2012")
    judgements.add_argument("--strand", type=options.strand, help="one strand only")
    judgements.add_argument("--csv", action="store_true", help="print CSV, for a spreadsheet")
    whole = options.command(
        commands,
        "export",
        run_export,
        help="a whole report, as read",
        description="Print a whole report as it was read; with --json one object a line.",
        epilog="examples:\n  qa export harrow-2012\n  qa export harrow-2012 --json",
    )
    whole.add_argument("report", metavar="REPORT", help="like harrow-2012")
    for parser in (show, reports, judgements, whole):
        options.as_json(parser)
        options.opening(parser)


def run_show(args: argparse.Namespace) -> int:
    """`qa show`: with --json one object a line for each key."""
    assistant = options.open_assistant(args)
    # All of them first: a key that is not there must not leave half of a listing.
    found = [assistant.show(key) for key in args.key]
    if args.json:
        for report, paragraph, item in found:
            output.emit_json(export.shown(report, paragraph, item))
        return 0
    blocks = []
    for report, paragraph, item in found:
        around = assistant.neighbours(paragraph.key, before=args.around, after=args.around)
        blocks.append(_in_place(report, paragraph, item, around))
    output.emit("\n\n".join(blocks))
    return 0


def _in_place(
    report: Report, paragraph: Paragraph, item: int | None, around: tuple[Paragraph, ...]
) -> str:
    parts = []
    above = None
    for each in around:
        if each.section != above:
            parts.append(output.wrapped(" > ".join([report.short_title, *each.section])))
        above = each.section
        shown = item if each.key == paragraph.key else None
        text = each.text if shown is None else each.item_text(shown)
        parts.append(output.wrapped(f"{export.mark(each, shown)} {text}", indent="  ", first=""))
    parts.append(output.wrapped(citation(report, paragraph, item)))
    return "\n\n".join(parts)


def run_reports(args: argparse.Namespace) -> int:
    """`qa reports`: with --json an array, one report a line."""
    reports = options.open_assistant(args).reports()
    if args.json:
        output.emit_array(report.to_json() for report in reports)
    else:
        output.emit(output.columns([_report_row(report) for report in reports]))
    return 0


def _report_row(report: Report) -> tuple[str, str, str, str]:
    return report.key, report.authority, dated(report), report.scale.describe()


def run_judgements(args: argparse.Namespace) -> int:
    """`qa judgements`: with --json an array, one judgement a line; 1 when there are none."""
    if args.json and args.csv:
        raise UsageError("Ask for --json or for --csv, not for both.")
    assistant = options.open_assistant(args)
    judgements = assistant.judgements(args.report, args.strand)
    if args.csv:
        output.emit(assistant.judgements_csv(judgements))
    elif args.json:
        output.emit_array(judgement.to_json() for judgement in judgements)
    else:
        output.emit("\n\n".join(_judgement_tables(judgements)) or "There are none.")
    return 0 if judgements else 1


def _judgement_tables(judgements: Iterable[Judgement]) -> Iterator[str]:
    for (key, scale), rows in groupby(judgements, key=lambda row: (row.key, row.scale)):
        table = output.columns([_judgement_row(row) for row in rows])
        yield f"{key} (scale: {scale})\n{table}"


def _judgement_row(judgement: Judgement) -> tuple[str, str, str]:
    number = f" ({judgement.number})" if judgement.number is not None else ""
    column = f" ({judgement.column})" if judgement.column else ""
    return judgement.grade + number, str(judgement.strand), judgement.aspect + column


def run_export(args: argparse.Namespace) -> int:
    """`qa export`: with --json one object a line."""
    report = options.open_assistant(args).report(args.report)
    if args.json:
        for row in export.rows(report):
            output.emit_json(row)
    else:
        output.emit("\n\n".join(output.wrapped(block) for block in export.plain(report)))
    return 0
