"""A question that gives a figure and asks what it is of: "92.4% of what?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from qa.data import read_table
from qa.index.encoding.contentwords import stop_words
from qa.patterns import any_of, whole
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Understood
from qa.search.language.figures import Figure, figures_in, less_figures
from qa.search.language.stemming import words_of

_YEAR = re.compile(r"(?:19|20)\d\d")
# "What is 17% of 288?" asks to be worked out.
_SUM = re.compile(
    r"\d\s*(?:%|per\s?cent)?\s*"
    r"(?:of|[+*×÷x]|plus|minus|times|(?:divided|multiplied) by)\s*[£$€]?\d",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `figures` of answers.toml: words that only ask of a figure, what asks of a plain
    number, and what makes of one something else.
    """

    asking: frozenset[str]
    plain: re.Pattern[str]
    named: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["figures"]
    named = read_table("questions.toml")["count"]["numbered"].split()
    return _Wordings(
        asking=frozenset(table["asking"].split()),
        plain=any_of(table["plain"]),
        named=re.compile(rf"{whole([*named, *table['numbered']])}\W*\d", re.I),
    )


def figures_asked(understood: Understood) -> list[Figure]:
    """The figures that a question asks about, if it names nothing else.

    A year is none, nor is a number that may be a grade or the number of a paragraph.
    """
    query, wordings = understood.query, _wordings()
    figures = figures_in(query)
    if not figures or understood.lookups or wordings.named.search(query) or _SUM.search(query):
        return []
    if named_beside_figures(query):
        return []
    plainly = wordings.plain.search(query)
    return [figure for figure in figures if not figure.is_plain or (plainly and _is_long(figure))]


def named_beside_figures(question: str) -> set[str]:
    """The words of a question that name something beside its figures."""
    beside = {word for word in words_of(less_figures(question)) if len(word) > 1}
    return beside - stop_words() - _wordings().asking - load_lexicon().report_words


def _is_long(figure: Figure) -> bool:
    """Whether a plain number can be no grade and no year."""
    return len(figure.printed) > 1 and not _YEAR.fullmatch(figure.printed)
