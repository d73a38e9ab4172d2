"""Whether a sentence's own words are the report's: a sentence of it, none of it turned."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from qa.checking.folding import fold
from qa.report import Judgement, Report
from qa.sentences import sentences

_WORD = re.compile(r"\w+(?:[.,:/]\d+)*(?:'\w+)?%?|[£$€]")
_PAUSE = re.compile(r"[,;:(]\s?|\s-\s")
_POSSESSIVE = re.compile(r"'s?$")


@dataclass(frozen=True, slots=True)
class Language:
    """Words that say nothing of their own, and words that turn what a sentence says."""

    glue: frozenset[str]
    turning: frozenset[str]


@cache
def load_language() -> Language:
    """The word lists that come with the program."""
    data = tomllib.loads(files("qa.data").joinpath("prose.toml").read_text("utf-8"))
    return Language(frozenset(data["glue"].split()), frozenset(data["turning"].split()))


def words(text: str) -> list[str]:
    """The words of a text as they are compared, those that say nothing left out.

    >>> words("The child's needs are not met in 12.5% of cases")
    ['child', 'needs', 'not', 'met', '12.5%', 'cases']
    """
    glue = load_language().glue
    plain = [_plain(word) for word in _WORD.findall(fold(text).text.casefold())]
    return [word for part in plain for word in part if word not in glue]


def _plain(word: str) -> list[str]:
    if word.endswith("n't"):
        return [word[:-3], "not"]
    return [_POSSESSIVE.sub("", word)]


def in_words_of(own: str, text: str) -> bool:
    """Whether these words are a sentence of a text, or its beginning up to a comma or a stop, and
    no word that turns that sentence is left out.

    >>> in_words_of("The services are inadequate", "Services are inadequate, and it was known.")
    True
    >>> in_words_of("Services are adequate", "Services are not adequate.")
    False
    """
    wanted = words(own)
    return bool(wanted) and any(
        _begins(wanted, text[span.start : span.end]) for span in sentences(text)
    )


def _begins(wanted: Sequence[str], sentence: str) -> bool:
    folded = fold(sentence).text.casefold()
    there = words(folded)
    if there == wanted:
        return True
    if there[: len(wanted)] != wanted or set(there[len(wanted) :]) & load_language().turning:
        return False
    return any(words(folded[: stop.start()]) == wanted for stop in _PAUSE.finditer(folded))


def turned_by(start: int, end: int, text: str) -> bool:
    """Whether a stretch of a text leaves out a word of its sentences that may turn what it says."""
    turning = load_language().turning
    for span in sentences(text):
        if span.end <= start or span.start >= end:
            continue
        outside = (
            text[span.start : max(span.start, start)] + " " + text[min(end, span.end) : span.end]
        )
        if turning.intersection(words(outside)):
            return True
    return False


def names_of(report: Report) -> set[str]:
    """The words by which a report is called: its authority's and its inspectorate's."""
    called = f"{report.authority} {report.authority_key} {report.inspectorate}"
    return set(words(called.replace("-", " ")))


def without_names(text: str, report: Report) -> str:
    """A text less the words that name the report, and its year where it is said as one."""
    known = names_of(report)
    bare = _WORD.sub(
        lambda word: "" if set(_plain(word.group().casefold())) <= known else word.group(),
        fold(text).text,
    )
    return re.sub(rf"\b(?:in|of|from) {report.year}\b|\({report.year}\)", "", bare)


def says_judgement(own: str, rows: Sequence[Judgement]) -> Judgement | None:
    """The judgement that these words are and nothing beside, of the rows of one report: its aspect
    and its grade, and at most its strand, its number and its scale. None when they are none, or
    when rows of that aspect differ and the words do not say which is meant.
    """
    told = [row for row in rows if _says(own, row)]
    if not told:
        return None
    meant = told[0]
    rivals = [row for row in rows if row.aspect == meant.aspect and row not in told]
    named = set(words(own))
    sure = set(words(f"{meant.strand} {meant.column or ''}")) <= named
    return meant if sure or all(row.grade == meant.grade for row in rivals) else None


def _says(own: str, row: Judgement) -> bool:
    scale = fold(row.scale).text.casefold()
    said = set(words(fold(own).text.casefold().replace(scale, " ").replace("scale", " ")))
    aspect, grade = set(words(row.aspect)), set(words(row.grade))
    number = {str(row.number)} if row.number is not None else set()
    beside = number | set(words(f"{row.strand} {row.column or ''}")) | {"aspect", "grade"}
    return bool(aspect) and aspect | grade <= said <= aspect | grade | beside


def against_table(own: str, rows: Sequence[Judgement]) -> bool:
    """Whether these words give an aspect, or the whole, a grade that its rows do not have."""
    said = set(words(own))
    grades = {row.grade: set(words(row.grade)) for row in rows}
    scale = {word for row in rows for word in words(row.scale) if not word.isdigit()}
    named = said & (scale | set().union(*grades.values()))
    if not rows or not named:
        return False
    about = [row for row in rows if set(words(row.aspect)) <= said]
    if not about and said == named:
        about = [row for row in rows if row.aspect.casefold().startswith("overall")] or list(rows)
    return bool(about) and not any(named <= grades[row.grade] for row in about)
