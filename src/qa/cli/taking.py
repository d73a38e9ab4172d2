"""What `qa ask` hands out to be taken away: --format, --pack, --cite, --then."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli import arguments, output
from qa.errors import UsageError
from qa.evidence.formats import Format
from qa.quotation import Style, all_cited

if TYPE_CHECKING:
    from qa.answer.form.reply import Answer
    from qa.assistant import Assistant
    from qa.evidence.conversations import Conversation
    from qa.search.asked.question import Filters


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    group = parser.add_argument_group("to take away")
    group.add_argument(
        "--then",
        action="append",
        default=[],
        metavar="QUESTION",
        help="ask this next, in the same conversation (may be repeated)",
    )
    group.add_argument(
        "--format",
        choices=tuple(map(str, Format)),
        help="the answer as Markdown, a Word file or a table; with --out FILE its ending says so",
    )
    group.add_argument(
        "--cite", choices=tuple(map(str, Style)), help="the quotations alone, cited in this style"
    )
    group.add_argument(
        "--pack",
        type=arguments.number(of="tokens"),
        metavar="TOKENS",
        help="whole paragraphs with citations, to paste into another tool: at most so many "
        "tokens (o200k_base)",
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """What is asked for, and where to: exactly one of `format`, `style` and `tokens` is set."""

    out: Path | None
    format: Format | None = None
    style: Style | None = None
    tokens: int | None = None
    as_json: bool = False

    def write(self, assistant: Assistant, conversations: Sequence[Conversation]) -> None:
        """Write conversations as a file."""
        self._put(assistant.evidence(conversations, self.format or Format.MARKDOWN))

    def write_answers(
        self, assistant: Assistant, answers: Sequence[Answer], filters: Filters | None
    ) -> None:
        """Write the answers of one conversation; a pack is of the last one."""
        from qa.evidence.conversations import Conversation

        if self.style is not None:
            quotes = [quote for answer in answers for quote in answer.quotes]
            told = all_cited(quotes, self.style)
            self._put(f"{told or 'There is nothing to quote.'}\n".encode())
        elif self.tokens is not None:
            pack = assistant.pack(answers[-1], self.tokens, filters=filters)
            if self.as_json:
                output.emit_json(pack.to_json())
                return
            self._put(pack.text.encode("utf-8", "backslashreplace"))
            held = f"{len(pack.keys)} paragraphs in {pack.tokens:,} of {pack.budget:,} tokens"
            sys.stderr.write(f"qa: {held}; {len(pack.left_out)} did not fit.\n")
        else:
            self.write(assistant, [Conversation(tuple(answers))])

    def _put(self, data: bytes) -> None:
        from qa import jsonl

        if self.out is not None:
            jsonl.write_bytes(self.out, data)
        else:
            output.emit(data.decode("utf-8-sig"))


def check(args: argparse.Namespace) -> Taken | None:
    """What is to be taken away, or None. Raises UsageError where options contradict."""
    ending = args.out.suffix.removeprefix(".").casefold() if args.out else ""
    kind = args.format or (ending if ending in tuple(Format) and not _is_text(args) else None)
    wanted = [option for option in (kind, args.cite, args.pack) if option is not None]
    if len(wanted) > 1:
        raise UsageError("Take one of --format (a file's ending says it too), --cite and --pack.")
    if args.batch and (args.cite or args.pack or args.then):
        raise UsageError("--cite, --pack and --then are for a question, not for --batch.")
    if args.json and (kind or args.cite):
        raise UsageError("--json prints JSON; leave it out to get another format.")
    if not wanted:
        return None
    if kind == Format.WORD and args.out is None:
        raise UsageError("A Word file is not for the terminal; say where to: --out answer.docx")
    style = Style(args.cite) if args.cite else None
    return Taken(args.out, Format(kind) if kind else None, style, args.pack, args.json)


def _is_text(args: argparse.Namespace) -> bool:
    """Whether the options already say what goes to the file."""
    return args.cite is not None or args.pack is not None
