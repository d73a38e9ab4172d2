"""A question as someone typed it, made fit to be asked."""

from __future__ import annotations

import re
import unicodedata

from qa.errors import UsageError

MAX_QUESTION = 2000  # characters
_SHARE_MARK = re.compile(r"(?<!\d)(?<!\d )%(?=\s+of\b)|(?<=\bwhat )%|(?<=\bwhich )%", re.I)
_TERMINAL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")  # clears its screen, colours its text


def cleaned(question: str) -> str:
    r"""A question less control characters and what steers a terminal, white space folded.

    Raises UsageError when nothing is left, or too much.

    >>> cleaned(" \x1b[2Jwhat\x00 of\nHarrow? ")
    'what of Harrow?'
    """
    if len(question) > MAX_QUESTION:
        raise UsageError(
            f"That question has {len(question):,} characters; {MAX_QUESTION:,} is the most."
        )
    printed = _TERMINAL.sub(" ", question)
    shown = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in printed)
    text = " ".join(shown.split())
    if not text:
        raise UsageError("There is no question. Ask, for example: what had to improve, and why?")
    return text


def with_share_spelt(question: str) -> str:
    """A question with the mark for a percentage spelt where it asks for one.

    >>> with_share_spelt("Harrow % of pupils absent"), with_share_spelt("is 50% of it spent?")
    ('Harrow percentage of pupils absent', 'is 50% of it spent?')
    """
    return _SHARE_MARK.sub("percentage", question)
