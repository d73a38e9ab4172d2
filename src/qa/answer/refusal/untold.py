"""What a question asks to be told, an amount, a time or a reason, and nothing that is quoted tells.

What is quoted may be on the subject of "how many children are on plans?", and count others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from qa.answer.asking.amounts import (
    Amount,
    amount_asked,
    asking_words,
    gives_part,
    some_of_those,
    tells_parts,
)
from qa.answer.asking.beyond import beyond_test
from qa.answer.asking.matter import asks_about, matter_test
from qa.answer.asking.narrowed import narrowed_test
from qa.answer.asking.parts import Parts
from qa.answer.asking.sought import (
    asks_reason,
    gives_reason,
    may_give_reason,
    telling_test,
)
from qa.answer.asking.subject import subject_stems
from qa.answer.asking.times import asks_how_long, asks_how_often, asks_when
from qa.answer.finding.found import Found
from qa.answer.form.about import asks_for_report_facts
from qa.answer.quotes.degrees import MUCH_LESS
from qa.answer.refusal.lacking import asks_anew
from qa.data import read_table
from qa.index.encoding.contentwords import stop_words
from qa.patterns import any_of
from qa.quotation import Quote
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Kind, Understood
from qa.search.language.counting import as_printed, counted, people_words
from qa.search.language.numbers import gives_people
from qa.search.language.stemming import stem, stems_of, words_of
from qa.sentences import sentences

MOST_OF_BARE = 2  # words of "and why?"
MOST_OF_SOME = 0.6  # of the words that tell some of those counted from the rest


def is_uncounted(understood: Understood, found: Found) -> bool:
    """Whether it is asked how many there are of those whom reports count by name, and no sentence
    found that names them gives a number.
    """
    query = understood.query
    if amount_asked(query) is not Amount.COUNT or not _is_of_one(understood):
        return False
    names = [name for name in _counted() if name.search(query)]
    if not names or found.giving_number or not asks_anew(understood):
        return False
    said = " ".join(match.group() for name in names for match in name.finditer(query))
    what, narrowed = counted(query) | stems_of(said), _narrows(query, names)
    return not any(
        _counts(row.quote.text, what, narrowed=narrowed)
        and any(_is_named(row.quote, name) for name in names)
        for row in found.evidence
    )


def _counts(text: str, what: frozenset[str], *, narrowed: bool) -> bool:
    """Whether a text counts people; a share of them tells how many of those there are who are
    `narrowed` down.
    """
    return gives_people(text, what) or (narrowed and gives_part(text, what))


def untold_of(understood: Understood, parts: Parts | None, quotes: Sequence[Quote]) -> list[str]:
    """The clauses of a question that ask for an amount or a time which no quote tells, or after the
    first for more of the same; none of what a turn of a conversation was made whole with, which
    nobody typed.
    """
    is_whole = understood.standalone == understood.question
    if not is_whole or not _is_of_one(understood) or not asks_anew(understood):
        return []
    clauses = [each for each in _clauses(understood, parts) if not _is_of_report(parts, each)]
    texts = [quote.text for quote in quotes]
    return [clause for clause, tells in _tests_of_each(clauses) if not any(map(tells, texts))]


def _tests_of_each(clauses: Sequence[str]) -> list[tuple[str, Callable[[str], bool]]]:
    """The clauses that ask for an amount or a time, or after the first for more of the same thing,
    each with what tells whether a text gives it.
    """
    beyond = [None, *map(_test_beyond, clauses[1:])]
    tests = [_test_of(clause) or more for clause, more in zip(clauses, beyond, strict=True)]
    return [(clause, test) for clause, test in zip(clauses, tests, strict=True) if test]


def _test_beyond(clause: str) -> Callable[[str], bool] | None:
    """What tells whether a text gives what a clause asks for of what the first names. Of what was
    told before it "why?" alone asks what for, too, which needs no word for a reason.
    """
    asks = asks_reason(clause) and len(words_of(clause)) > MOST_OF_BARE
    return may_give_reason if asks else beyond_test(clause)


def _is_of_report(parts: Parts | None, clause: str) -> bool:
    """Whether a clause among others asks for facts of a report, which stand beside the quotes."""
    return parts is not None and len(parts.clauses) > 1 and asks_for_report_facts(parts, clause)


def is_unreasoned(
    understood: Understood, parts: Parts | None, found: Found, quotes: Sequence[Quote]
) -> bool:
    """Whether a question asks for nothing but a reason, and no quote gives one: none of what is
    nearest in them to the question may, and no other sentence of theirs does plainly.
    """
    clauses = _clauses(understood, parts)
    asks = len(clauses) == 1 and asks_reason(clauses[0])
    if not asks or not _is_of_one(understood) or not asks_anew(understood):
        return False
    told = [row for row in found.evidence if not found.is_advice(row.quote.paragraph.key)]
    quoted = [row for row in told if any(_is_within(row.quote, each) for each in quotes)]
    strands = " ".join(load_lexicon().strands)  # which are named before and after alike
    subject = subject_stems(understood) - stems_of(strands)
    reasons = [row for row in quoted if may_give_reason(row.quote.text, subject)]
    near = max((row.cosine for row in quoted), default=0.0) - MUCH_LESS
    return not any(row.cosine >= near or gives_reason(row.quote.text) for row in reasons)


def _is_within(quote: Quote, other: Quote) -> bool:
    same = quote.paragraph.key == other.paragraph.key
    return same and other.start <= quote.start and quote.end <= other.end


def ungiven_of(understood: Understood, quotes: Sequence[Quote]) -> str:
    """The question that a turn asks of another place by its name alone ("and Barnet?"), if it asks
    for an amount or a time which no quote tells; or nothing.
    """
    composed = re.search("[(;]", understood.standalone)  # in words that nobody typed
    same = understood.standalone == understood.question or composed
    if same or not _is_of_one(understood) or asks_anew(understood):
        return ""
    tells = _test_of(understood.standalone)
    given = tells is None or any(tells(quote.text) for quote in quotes)
    return "" if given else understood.standalone.strip(" ?.")


def tests_of(understood: Understood, parts: Parts | None) -> list[Callable[[str], bool]]:
    """What tells whether a text gives each of the amounts and times that a question asks for."""
    if not _is_of_one(understood) or not asks_anew(understood):
        return []
    return [test for _, test in _tests_of_each(_clauses(understood, parts))]


def is_all(understood: Understood, parts: Parts | None, untold: Sequence[str]) -> bool:
    """Whether a question asks for nothing but what is `untold`."""
    return len(untold) == len(_clauses(understood, parts))


def _clauses(understood: Understood, parts: Parts | None) -> list[str]:
    return parts.asking if parts else [understood.query]


def _narrows(query: str, names: Sequence[re.Pattern[str]]) -> bool:
    """Whether a question asks only of some of those that it names: "... who are at university"."""
    for name in names:
        query = name.sub(" ", query)
    words = {stem(word) for word in words_of(as_printed(query)) if word not in stop_words()}
    return not words <= {*map(stem, asking_words()), *people_words()}


def _is_of_one(understood: Understood) -> bool:
    """Whether one report or authority is to tell it: each of several may, and a task tells none."""
    return not understood.over_several and understood.kind is not Kind.RECOMMENDATION


def _test_of(clause: str) -> Callable[[str], bool] | None:
    """What tells whether a text gives the amount, the time or the matter that a clause asks for, if
    it does.
    """
    if asks_about(clause):
        return matter_test(clause)
    asks = amount_asked(clause) is not None or asks_when(clause) or asks_how_long(clause)
    tells = telling_test(clause) if asks or asks_how_often(clause) else None
    if tells is None:
        return None
    some, narrowed = some_of_those(clause), _narrowed_test(clause)
    return lambda text: (
        tells(text) and narrowed(text) and (not some or tells_parts(text) or _has_most(text, some))
    )


def _narrowed_test(clause: str) -> Callable[[str], bool]:
    """What tells whether a text has all that narrows the amount asked for, if anything does."""
    return (narrowed_test(clause) if amount_asked(clause) else None) or bool


def _has_most(text: str, words: frozenset[str]) -> bool:
    return len(words & stems_of(text)) >= MOST_OF_SOME * len(words)


def _is_named(quote: Quote, name: re.Pattern[str]) -> bool:
    """Whether a quote, or the sentence before it, has a name."""
    text = quote.paragraph.text
    before = [span.start for span in sentences(text) if span.start < quote.start]
    return bool(name.search(text, before[-1] if before else quote.start, quote.end))


@cache
def _counted() -> tuple[re.Pattern[str], ...]:
    """What finds any name of each of those whom reports count."""
    groups = read_table("answers.toml")["amount"]["counted"]
    return tuple(any_of(names.split(", ")) for names in groups)
