"""The share or the date that an answer gives, before the sentence that gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from qa.answer.asking.amounts import Amount, amount_asked
from qa.answer.quotes.counting import is_told
from qa.answer.quotes.given import Giving, given_of_each
from qa.data import read_table
from qa.index.encoding.contentwords import stop_words
from qa.patterns import either, whole
from qa.quotation import Quote
from qa.reading.text.dates import MONTHS
from qa.search.asked.question import Understood
from qa.search.language.stemming import stem, stems_of, words_of
from qa.sentences import sentences

_SHARE = re.compile(r"(?<![\d.–-])\d+(?:\.\d+)?(?:%| per cent\b)")
_DATE = re.compile(rf"\b(?:(?:\d{{1,2}} )?(?:{either(MONTHS)}) )?(?:19|20)\d\d\b(?![–/-]\d)")
_IN_TITLE = re.compile(r"\w\W+[A-Z][\w’']*\W{1,3}$")  # "the Children Act 2004", and not "In 2004"
_CLAUSES = re.compile(r"[,;:]\s|\s(?:and|but|while|whilst|although|compared)\s")


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `told` of answers.toml: what asks for a date, words that only ask, and words that
    say that something came to be.
    """

    date: re.Pattern[str]
    asking: frozenset[str]
    begun: frozenset[str]


@cache
def _wordings() -> _Wordings:
    data = read_table("answers.toml")
    table, verbs = data["told"], whole(data["breadth"]["verbs"].split())
    asks = rf"(?:{whole(table['date'])}|\bwhen(?=\s+{verbs}))"
    return _Wordings(
        date=re.compile(rf"(?:^|[,;:?.]\s*|\band\s+)(?:(?:since|from|in|on|by)\s+)?{asks}", re.I),
        asking=frozenset(map(stem, table["asking"].split())),
        begun=frozenset(map(stem, table["begun"].split())),
    )


def share_or_date_told(understood: Understood, quotes: Sequence[Quote]) -> list[Giving]:
    """The share or date a question asks for, of each report, to stand before the sentences that
    give it. Nothing where a report's quotes give none, or more than one: neither is guessed.
    """
    if amount_asked(understood.query) is Amount.SHARE:
        told_in = _shares
    elif _wordings().date.search(understood.query):
        told_in = _dates
    else:
        return []
    return given_of_each(
        Giving(quote, told) for quote in quotes for told in told_in(quote, understood)
    )


def _shares(quote: Quote, understood: Understood) -> list[str]:
    """The shares in clauses that name something of what is asked, where all of it is told by then;
    two in one clause tell none.
    """
    asked = {stem(term) for term in understood.terms} - _wordings().asking
    given: list[str] = []
    for span in sentences(quote.text):
        if not is_told(quote.text[: span.end], understood, _wordings().asking):
            continue
        for clause in _CLAUSES.split(quote.text[span.start : span.end]):
            found = _SHARE.findall(clause)
            if found and asked & stems_of(clause):
                given += found
    return given


def _dates(quote: Quote, understood: Understood) -> list[str]:
    """The dates of sentences that tell all that is asked."""
    given: list[str] = []
    for span in sentences(quote.text):
        text = quote.text[span.start : span.end]
        if is_told(text, understood, _wordings().asking):
            found = _DATE.finditer(text)
            given += [date[0] for date in found if _is_of_asked(text[: date.start()], understood)]
    return given


def _is_of_asked(before: str, understood: Understood) -> bool:
    """Whether a date after these words of a sentence is of what is asked, and not of something
    else that happened to it ("the board became independently chaired in"), nor of a title.
    """
    if _IN_TITLE.search(before):
        return False
    asked = {stem(term) for term in understood.terms}
    known = asked | _wordings().begun | {stem(word) for word in stop_words()}
    stems = map(stem, reversed(words_of(before)))
    return known.issuperset(takewhile(lambda word: word not in asked, stems))
