"""A question as someone typed it, made fit to be asked."""

from __future__ import annotations

import re
import unicodedata

from qa.errors import UsageError
from qa.search.language.count_words import number_words

MAX_QUESTION = 2000  # characters
_SHARE_MARK = re.compile(r"(?<!\d)(?<!\d )%(?=\s+of\b)|(?<=\bwhat )%|(?<=\bwhich )%", re.I)
# An age of one figure, which alone is no word to search for: "under 5", "the over 8s".
_AGE = re.compile(r"\b(under|over|below|above|aged) ([1-9])(s?)\b(?!\s*%|[.,:]\d|\s+per\b)", re.I)
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


def with_age_spelt(question: str) -> str:
    """A question with an age of one figure in words, as reports give it.

    >>> with_age_spelt("How many are under 5?"), with_age_spelt("Do under 5s wait over 10 weeks?")
    ('How many are under five?', 'Do under fives wait over 10 weeks?')
    >>> with_age_spelt("Is it under 5% or over 5 per cent?")
    'Is it under 5% or over 5 per cent?'
    """
    return _AGE.sub(lambda age: f"{age[1]} {number_words()[int(age[2]) - 1]}{age[3]}", question)
