"""What a language model may write beside an answer: --llm-url and its kin."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from qa.cli import arguments, output
from qa.errors import UsageError

if TYPE_CHECKING:
    from qa.answer.form.reply import Answer
    from qa.assistant import Assistant
    from qa.prose.endpoint import Endpoint
    from qa.prose.writing import Prose
    from qa.search.asked.question import Filters

_WHERE = "Say where the language model is: --llm-url http://127.0.0.1:8080/v1"


def add(parser: argparse.ArgumentParser, *, tokens: bool = False) -> None:
    """Add the options; with `tokens` that of how much it is sent, too."""
    group = parser.add_argument_group(
        "prose by a language model, beside the answer",
        "It is sent the question and the paragraphs found. A sentence that the program cannot hold "
        "to them is struck.",
    )
    group.add_argument(
        "--llm-url",
        metavar="URL",
        help="an OpenAI-compatible address, up to /v1 (there is no default)",
    )
    group.add_argument("--llm-model", metavar="NAME", help="the model there")
    arguments.file(group, "--llm-key-file", "holds the key, if it needs one (default: $QA_LLM_KEY)")
    group.add_argument(
        "--llm-timeout", type=float, metavar="SECONDS", help="for a whole reply (default: 60)"
    )
    if tokens:
        group.add_argument(
            "--llm-tokens",
            type=arguments.number(of="tokens"),
            metavar="TOKENS",
            help="of paragraphs sent to it, at most (default: 4000)",
        )


def check(args: argparse.Namespace, *, taken: bool) -> Endpoint | None:
    """The language model asked for, or None. Raises UsageError where options contradict."""
    if args.llm_url is None and args.llm_tokens is not None:
        raise UsageError(_WHERE)
    endpoint = endpoint_of(args)
    if endpoint and (args.batch or taken):
        raise UsageError("--llm-url is for a question that is printed, or for --json.")
    return endpoint


def endpoint_of(args: argparse.Namespace) -> Endpoint | None:
    """The language model that the options name, or None."""
    if args.llm_url is None:
        if any(
            given is not None for given in (args.llm_model, args.llm_key_file, args.llm_timeout)
        ):
            raise UsageError(_WHERE)
        return None
    from qa.prose.endpoint import SECONDS, Endpoint, find_key

    return Endpoint(
        args.llm_url,
        args.llm_model or "",
        key=find_key(args.llm_key_file),
        seconds=args.llm_timeout if args.llm_timeout is not None else SECONDS,
    )


def write(
    args: argparse.Namespace,
    assistant: Assistant,
    answer: Answer,
    endpoint: Endpoint,
    filters: Filters | None,
) -> None:
    """Print an answer and, beside it, the prose about it; with --json both in one object."""
    from qa.prose.writing import TOKENS

    tokens = args.llm_tokens or TOKENS
    if not answer.answered:
        if args.json:
            output.emit_json(answer.to_json() | {"prose": None})
        return
    growing = assistant.write(answer, endpoint, tokens=tokens, filters=filters)
    if args.json:
        *_, prose = growing
        output.emit_json(answer.to_json() | {"prose": prose.to_json()})
        return
    output.emit(f"\nBy {endpoint.model}, each sentence held to the paragraphs it cites:\n")
    printed = 0
    for prose in growing:
        for sentence in prose.sentences[printed:]:
            told = f"{sentence.text} [{', '.join(sentence.keys)}]"
            output.emit(output.wrapped(told, indent="  "))
        sys.stdout.flush()
        printed = len(prose.sentences)
    output.emit("\n".join(_below(prose)))


def _below(prose: Prose) -> list[str]:
    """What stands under prose: what was struck, and the sources by their keys."""
    sources = {
        key: citation
        for sentence in prose.sentences
        for key, citation in zip(sentence.keys, sentence.citations, strict=True)
    }
    told = [output.wrapped(prose.said)]
    if sources:
        told.append("")
    return told + [output.wrapped(f"[{key}] {source}", "  ") for key, source in sources.items()]
