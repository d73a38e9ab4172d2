"""qa ask, qa search."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.cli import arguments, options, output, taking, writing
from qa.errors import UsageError

if TYPE_CHECKING:
    from qa.answer.form.reply import Answer
    from qa.assistant import Assistant
    from qa.search.asked.question import SearchResult

_STDIN = "-"
_MOST_READ = 100_000  # characters of standard input: far more than a question may have
_OPENING_LENGTH = 200  # characters of a paragraph that a list of hits shows


def add(commands: options.Commands) -> None:
    """Add the commands."""
    ask = options.command(
        commands,
        "ask",
        run_ask,
        help="ask a question, read the answer with its quotations",
        description="Ask a question; the answer quotes the reports verbatim, by paragraph.",
        epilog="""\
examples:
  qa ask "what did Ofsted say about Harrow LAC health?"
  qa ask --json "How was Barnet's leadership judged?"
  qa ask --authority havering --year 2011 "young carers"
  qa ask "Harrow LAC health?" --then "and Barnet?" --out talk.docx
  qa ask "young carers in Barnet" --cite harvard
  qa ask "young carers in Barnet" --pack 4000
  qa ask --batch questions.jsonl --out answers.jsonl
  qa ask --llm-url http://127.0.0.1:8080/v1 --llm-model my-model "young carers in Barnet"

A batch file holds an object a line: {"id": "q1", "question": "..."} or
{"id": "c1", "turns": ["...", "..."]}. Exit status: 0 answered, 1 not answered.""",
    )
    _shared(ask, out="write a batch here, or an answer as .md, .docx or .csv (default: print it)")
    taking.add(ask)
    writing.add(ask, tokens=True)
    search = options.command(
        commands,
        "search",
        run_search,
        help="the paragraphs that a question leads to, best first",
        description="Rank the paragraphs for a question, without answering it.",
        epilog="""\
examples:
  qa search "placement stability" --authority barnet
  qa search --batch questions.jsonl --out found.jsonl""",
    )
    _shared(search, out="write a batch here (default: print it)")
    search.add_argument(
        "--limit", type=arguments.number(), default=20, metavar="N", help="how many (default: 20)"
    )


def _shared(parser: argparse.ArgumentParser, *, out: str) -> None:
    parser.add_argument("question", nargs="*", help="in your own words, or - for standard input")
    parser.add_argument("--batch", type=Path, metavar="IN.jsonl", help="ask what this file holds")
    arguments.file(parser, "--out", out)
    options.as_json(parser, "print one JSON object")
    options.narrowing(parser)
    options.opening(parser)


def run_ask(args: argparse.Namespace) -> int:
    """`qa ask`: 0 when the questions (or the whole batch) were answered, 1 when one was not."""
    from qa import batch

    taken = taking.check(args)
    endpoint = writing.check(args, taken=taken is not None)
    if args.batch:
        items = batch.read(_batch_file(args))
        assistant = options.open_assistant(args, ready=True)
        narrowed = options.filters(args, assistant)
        if taken is None:
            return _put_out(args, batch.ask(assistant, items, narrowed))
        taken.write(assistant, list(batch.conversations(assistant, items, narrowed)))
        return 0
    questions = [_question(args, out_too=taken is not None), *args.then]
    assistant = options.open_assistant(args, ready=True)
    narrowed = options.filters(args, assistant)
    answers: list[Answer] = []
    for question in questions:
        answers.append(assistant.ask(question, previous=tuple(answers), filters=narrowed))
    if taken is not None:
        taken.write_answers(assistant, answers, narrowed)
    elif args.json:
        for answer in answers if endpoint is None else answers[:-1]:
            output.emit_json(answer.to_json())
    else:
        output.emit("\n\n\n".join(_told(answer, alone=len(answers) == 1) for answer in answers))
    if endpoint is not None:
        sys.stdout.flush()  # what stands without the model is there at once
        writing.write(args, assistant, answers[-1], endpoint, narrowed)
    return 0 if all(answer.answered for answer in answers) else 1


def run_search(args: argparse.Namespace) -> int:
    """`qa search`: 0 when anything was found, 1 when nothing was."""
    from qa import batch

    if args.batch:
        items = batch.read(_batch_file(args))
        assistant = options.open_assistant(args, ready=True)
        narrowed = options.filters(args, assistant)
        return _put_out(args, batch.search(assistant, items, narrowed, args.limit))
    question = _question(args)
    assistant = options.open_assistant(args, ready=True)
    narrowed = options.filters(args, assistant)
    found = assistant.search(question, filters=narrowed, limit=args.limit)
    if args.json:
        output.emit_json(found.to_json())
    else:
        _print_hits(found, assistant)
    return 0 if found.hits else 1


def _question(args: argparse.Namespace, *, out_too: bool = False) -> str:
    if args.out and not out_too:
        raise UsageError(
            "--out is for --batch, or for a file ending in .md, .docx or .csv; "
            "any other answer is printed."
        )
    if not args.question:
        raise UsageError(f'Type a question: qa {args.command} "young carers in Barnet"')
    if args.question == [_STDIN]:
        return sys.stdin.read(_MOST_READ).strip()
    return " ".join(args.question)


def _batch_file(args: argparse.Namespace) -> Path:
    if args.question:
        raise UsageError("Give either a question or --batch, not both.")
    path: Path = args.batch
    return path


def _put_out(args: argparse.Namespace, rows: Iterable[dict[str, Any]]) -> int:
    from qa import jsonl

    # All of them first: a question that cannot be taken must leave nothing half written.
    done = list(rows)
    if args.out:
        jsonl.write(args.out, done)
    else:
        for row in done:
            output.emit_json(row)
    return 0


def _told(answer: Answer, *, alone: bool) -> str:
    """An answer, under its question where there are several, and under how that was understood."""
    from qa.evidence.conversations import understood_as

    told = [_readable(answer)]
    if understood := understood_as(answer):
        told.insert(0, output.wrapped(f"Understood as: {understood}"))
    if not alone:
        told.insert(0, output.wrapped(f"> {answer.question}"))
    return "\n\n".join(told)


def _readable(answer: Answer) -> str:
    text = output.markdown(answer.text)
    keys = " ".join(dict.fromkeys(quote.key for quote in answer.quotes or answer.nearest))
    further = ", ".join(quote.key for quote in answer.further)
    beside = output.wrapped(f"Also found, less likely to answer: {further}.") if further else ""
    return "\n\n".join(filter(None, (text, beside, f"To read on: qa show {keys}" if keys else "")))


def _print_hits(found: SearchResult, assistant: Assistant) -> None:
    for place, hit in enumerate(found.hits, start=1):
        report, paragraph, item = assistant.show(hit.key)
        text = paragraph.text if item is None else paragraph.item_text(item)
        output.emit(f"{place:>2}. {hit.key}  {hit.score:.2f}  {report.short_title}")
        output.emit(output.wrapped(_opening(text), indent="    "))


def _opening(text: str) -> str:
    folded = " ".join(text.split())
    if len(folded) <= _OPENING_LENGTH:
        return folded
    return folded[:_OPENING_LENGTH].rsplit(" ", 1)[0] + " [...]"
