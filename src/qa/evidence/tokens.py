"""Tokens as today's language models count them, by a file that came with the program."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from qa.errors import PackageDataError

if TYPE_CHECKING:
    from tiktoken import Encoding

NAME = "o200k_base"
SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
# How o200k_base parts a text before it looks for tokens, as tiktoken publishes it.
_PATTERN = "|".join(
    [
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    ]
)
_SPECIAL = {"<|endoftext|>": 199_999, "<|endofprompt|>": 200_018}


def count(text: str) -> int:
    """How many tokens of o200k_base a text has; what looks like a special token is text."""
    return len(_encoding().encode_ordinary(text))


@cache
def _encoding() -> Encoding:
    """The encoding, made from our own copy of its ranks: tiktoken would fetch them.

    Raises PackageDataError when the copy is missing or is not the published one.
    """
    ranks = _ranks(_checked(NAME + ".tiktoken", SHA256))
    from tiktoken import Encoding

    return Encoding(NAME, pat_str=_PATTERN, mergeable_ranks=ranks, special_tokens=_SPECIAL)


def _checked(name: str, sha256: str) -> bytes:
    """A file of the package. Raises PackageDataError unless it has this hash."""
    try:
        data = files("qa.data").joinpath(name).read_bytes()
    except OSError as error:
        raise PackageDataError(f"{name} is missing from the program; install it anew.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise PackageDataError(f"{name} is not the file as published; install the program anew.")
    return data


def _ranks(data: bytes) -> dict[bytes, int]:
    rows = (line.split() for line in data.splitlines() if line)
    return {base64.b64decode(token): int(rank) for token, rank in rows}
