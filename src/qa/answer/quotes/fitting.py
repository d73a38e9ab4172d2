"""What a sentence gains by being of the kind a question asks for: a grade, a number, a task."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from qa.answer.quotes.counting import is_told
from qa.data import read_table
from qa.patterns import any_of, whole
from qa.reading.outline.grading import STATES_GRADE
from qa.reading.text.frameworks import fold_heading
from qa.search.asked.question import Kind, Understood
from qa.search.language.count_words import number_words
from qa.search.language.counting import counted
from qa.search.language.numbers import numbers_of
from qa.search.ranked.signals import Outline

GRADE, NUMBER, COUNT, TASK = 0.25, 0.08, 0.3, 0.2


def fit_of(
    understood: Understood, outline_of: Callable[[str], Outline], read: Sequence[str]
) -> Callable[[str, str], float]:
    """The gain of (paragraph key, sentence) for a question, 0 to 0.3; `read` are the keys."""
    aspect = fold_heading(understood.aspect) if understood.aspect else ""
    headed = any(aspect in outline_of(key).headings for key in read)
    what = counted(understood.query)
    number = _numbers()[1]
    any_number = asks_number(understood)

    def fit(key: str, sentence: str) -> float:
        outline = outline_of(key)
        if understood.kind in (Kind.JUDGEMENT, Kind.SCALE):
            placed = not headed or aspect in outline.headings
            return GRADE if placed and STATES_GRADE.search(sentence) else 0.0
        if understood.kind is Kind.RECOMMENDATION:
            return TASK if outline.is_advice else 0.0
        if what and numbers_of(sentence, what):
            return COUNT if is_told(sentence, understood, what) else COUNT / 2
        return NUMBER if any_number and number.search(sentence) else 0.0

    return fit


def asks_number(understood: Understood) -> bool:
    """Whether a number of any kind is asked for: a count, a share, a date."""
    return bool(_numbers()[0].search(understood.standalone))


@cache
def _numbers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What asks for a number, and what is one; "one" says too many other things."""
    table = read_table("answers.toml")["number"]
    words = set(number_words()) - {"one"}
    is_number = rf"\d|{whole([*words, *table['parts'].split()])}"
    return any_of(table["asked"]), re.compile(is_number, re.I)
