"""Whether a question asks what a thing was about, a review or a complaint, and what tells it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from qa.data import read_table
from qa.patterns import whole
from qa.search.language.stemming import words_of

_IS = r"\bwhat(?:['’]?s| is| are| was| were)"


def asks_about(question: str) -> bool:
    """Whether a question asks what a thing was about.

    >>> asks_about("What were the two reviews about?"), asks_about("What are staff worried about?")
    (True, False)
    """
    return bool(_asks().search(question))


def matter_test(question: str) -> Callable[[str], bool]:
    """What tells whether a text says what the thing is about that a question asks that of: after
    its name, and in other words than the question has.

    >>> test = matter_test("What were the two reviews about?")
    >>> test("Reviews of two deaths are complete."), test("There was learning from two reviews.")
    (True, False)
    """
    asked = _asks().search(question)
    if asked is None:
        return bool
    named = re.escape((asked["thing"] or asked["before"]).removesuffix("s"))
    said = {*words_of(question)} - {"about"}
    cues = [cue for cue in read_table("answers.toml")["matter"]["tells"] if cue not in said]
    told = re.compile(rf"\b{named}s?\b[^.;]*?{whole(cues)}", re.I)
    return lambda text: bool(told.search(text))


@cache
def _asks() -> re.Pattern[str]:
    things = whole(read_table("answers.toml")["matter"]["things"])
    of_it = rf"{_IS} [^?.,;]*?(?P<thing>{things})\b[^?.,;]* about\W*$"
    before = rf"(?P<before>{things})[^?.]*{_IS} (?:it|they|that|those|these) about\W*$"
    return re.compile(rf"{of_it}|{before}", re.I)
