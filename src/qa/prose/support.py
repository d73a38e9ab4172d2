"""Whether a sentence's own words are the report's: a sentence of it, none of it turned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import dropwhile

from qa.checking.folding import fold
from qa.checking.turning import turning_words
from qa.data import read_table
from qa.report import Judgement, Paragraph, Report
from qa.sentences import sentences

_WORD = re.compile(r"\w+(?:[.,:/]\d+)*(?:'\w+)?%?|[£$€]")
_PAUSE = re.compile(r"[,;:(]\s?|\s-\s")
_POSSESSIVE = re.compile(r"'s?$")


@dataclass(frozen=True, slots=True)
class Language:
    """Words that say nothing of their own (`glue`; of them the `articles`), that may begin a
    sentence (`framing`), by which somebody `saying` is told, `placing` where that was, or
    `relating` one quotation to another. `idle` stand between a speaker and these.
    """

    articles: frozenset[str]
    idle: frozenset[str]
    placing: frozenset[str]
    glue: frozenset[str]
    framing: frozenset[str]
    saying: frozenset[str]
    relating: frozenset[str]


@cache
def load_language() -> Language:
    """The word lists that come with the program."""
    data = read_table("prose.toml")
    return Language(
        **{field.name: frozenset(data[field.name].split()) for field in fields(Language)}
    )


def words(text: str) -> list[str]:
    """The words of a text that say something.

    >>> words("The child's needs are not met in 12.5% of cases")
    ['child', 'needs', 'not', 'met', '12.5%', 'cases']
    """
    glue = load_language().glue
    return [word for word in _all_words(text) if word not in glue]


def _repeated(text: str) -> list[str]:
    """The words of a text as they are held to a report's: the tense, who to whom and what is asked
    hang on small words too. Only articles do not count, nor "inspectors found that" before it.
    """
    language = load_language()
    own = dropwhile(lambda word: word in language.framing, _all_words(text))
    return [word for word in own if word not in language.articles]


def _all_words(text: str) -> list[str]:
    plain = [_plain(word) for word in _WORD.findall(fold(text).text.casefold())]
    return [word for part in plain for word in part]


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
    >>> in_words_of("The post is filled", "The post is to be filled.")
    False
    """
    wanted = _repeated(own)
    return bool(wanted) and any(
        _begins(wanted, text[span.start : span.end]) for span in sentences(text)
    )


def _begins(wanted: Sequence[str], sentence: str) -> bool:
    folded = fold(sentence).text.casefold()
    there = _repeated(folded)
    if there == wanted:
        return True
    if there[: len(wanted)] != wanted or set(there[len(wanted) :]) & turning_words():
        return False
    return any(_repeated(folded[: stop.start()]) == wanted for stop in _PAUSE.finditer(folded))


def begins_sentence(start: int, paragraph: Paragraph) -> bool:
    """Whether a sentence of a paragraph, or an item of its list, begins here."""
    text = paragraph.text
    starts = [span.start for span in sentences(text)] + [item.start for item in paragraph.items]
    return any(begin <= start and not _WORD.search(text, begin, start) for begin in starts)


def ends_sentence(end: int, paragraph: Paragraph) -> bool:
    """Whether a sentence of a paragraph, or an item of its list, ends here."""
    text = paragraph.text
    ends = [span.end for span in sentences(text)] + [item.end for item in paragraph.items]
    return any(end <= stop and not _WORD.search(text, end, stop) for stop in ends)


def relates(words: str) -> bool:
    """Whether words between two quotations make one statement of them: "by", "as", "is"."""
    return bool(load_language().relating.intersection(_all_words(words)))


def leads_in(own: str) -> bool:
    """Whether a piece of a sentence may follow these words without becoming part of what they say:
    "Inspectors found that", "found a", "The report says:", and not "It is" or "Inspectors".
    """
    language = load_language()
    last = [word for word in _all_words(own) if word not in language.articles][-1:]
    told = bool(last) and (last[0] == "that" or last[0] in language.saying)
    return told or own.rstrip().endswith(":")


def has_other_speaker(own: str, report: Report) -> bool:
    """Whether these words have the authority say or find something: its inspectors did.

    "Harrow said that", "according to Harrow", "found by Harrow"; not "in Harrow, inspectors found".
    """
    language = load_language()
    name = _names(f"{report.authority} {report.authority_key}") | {"of"}
    told = [word for word in _all_words(own) if word not in language.articles | language.idle]
    for place, word in enumerate(told):
        if word not in name or word == "of":
            continue
        begin = end = place
        while begin and told[begin - 1] in name:
            begin -= 1
        while end < len(told) and told[end] in name:
            end += 1
        before, after = told[:begin][-1:], told[end:][:1]
        says = language.saying.intersection(after)
        if says and not (language.placing.intersection(before) or told[begin] == "of"):
            return True
        if before and before[0] in ("by", "to") and after not in (["report"], ["inspection"]):
            return True
        if language.saying.intersection(before) and not after:
            return True
    return False


def turned_by(start: int, end: int, text: str) -> bool:
    """Whether a stretch of a text leaves out a word of its sentences that may turn what it says."""
    turning = turning_words()
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
    return _names(f"{report.authority} {report.authority_key} {report.inspectorate}")


def _names(called: str) -> set[str]:
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
