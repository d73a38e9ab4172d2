"""How many: the number that an answer gives, before the sentence that gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.answer.asking.amounts import asking_words, gives_part
from qa.answer.quotes.given import Giving, given_of_each
from qa.answer.quotes.quoting import Evidence
from qa.data import read_table
from qa.patterns import any_of
from qa.quotation import Quote
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Understood
from qa.search.language.counting import as_printed, counted, counts_in, number_words_asked
from qa.search.language.numbers import counting_in, numbers_of
from qa.search.language.stemming import stem, stems_of, words_of
from qa.sentences import sentences


def is_told(text: str, understood: Understood, what: frozenset[str]) -> bool:
    """Whether a text that gives a number of `what` speaks of all else that is asked, too."""
    return _asked_beside(understood, what) <= {word.removesuffix("ly") for word in stems_of(text)}


def _asked_beside(understood: Understood, what: frozenset[str]) -> set[str]:
    """The stems of what is asked beside the number of `what`."""
    subject = set(words_of(as_printed(_counting_part(understood.query))))
    lexicon = load_lexicon()
    beside = {word for cue in lexicon.kinds.get(understood.kind, ()) for word in cue.split()}
    # "... when it was inspected?": of the report, and of no strand.
    beside |= lexicon.report_words - {word for said in lexicon.strands for word in said.split()}
    beside |= number_words_asked(understood.query)
    if understood.sets_side_by_side:  # "... in the report of 2007 against that of 2011"
        beside |= {"against", "beside"}
    asked = {stem(term) for term in understood.terms if term in subject and term not in beside}
    asked -= {*what, *map(stem, asking_words())}
    return {word.removesuffix("ly") for word in asked}  # "independently chaired"


def _counting_part(question: str) -> str:
    """What of a question asks for the number, less that it is of the time of the inspection: "...?
    I need a list" names nothing.
    """
    parts = re.split(r"[;?]", question)
    asking = next((part for part in parts if counted(part)), parts[0])
    return _at_the_time().sub(" ", asking)


@cache
def _at_the_time() -> re.Pattern[str]:
    return any_of(read_table("answers.toml")["number"]["at_the_time"])


def giving_number(understood: Understood, found: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that gives the number asked for; of several reports, at least one of its kind.

    Empty where no number is asked for, or none is given.
    """
    what = counted(understood.query)
    rows = [row for row in found if what and numbers_of(row.quote.text, what)]
    told = [row for row in rows if is_told(row.quote.text, understood, what)]
    if told and not _asked_beside(understood, what):
        return _plainest_of_each(told, what)
    # The number of all children is not that of the children placed far away.
    whole = understood.over_several and not counts_in(understood.query, what)
    return told or (rows if whole and not _is_parted(understood, found) else [])


def _plainest_of_each(rows: Sequence[Evidence], what: frozenset[str]) -> list[Evidence]:
    """Of each report what gives a number plainly of `what`; of one where nothing does, all."""
    plain = [
        row
        for row in rows
        if any(number.is_plainly(what) for number in counting_in(row.quote.text, what))
    ]
    sure = {row.quote.report.key for row in plain}
    return [row for row in rows if row in plain or row.quote.report.key not in sure]


def _is_parted(understood: Understood, found: Sequence[Evidence]) -> bool:
    """Whether a sentence names all that is asked and tells a part of it: "15% of care leavers are
    at university" is nearer to that than the number of all care leavers.
    """
    nothing: frozenset[str] = frozenset()
    texts = (row.quote.text for row in found)
    return any(gives_part(text, nothing) and is_told(text, understood, nothing) for text in texts)


def number_told(understood: Understood, quotes: Sequence[Quote]) -> list[Giving]:
    """The number a question asks for, of each report, to stand before the sentences that give it.

    Nothing where a report's quotes give none, or more than one: no number is guessed.
    """
    what = counted(understood.query)
    is_all = not _asked_beside(understood, what)
    return given_of_each(
        Giving(quote, number.printed, is_all and number.is_plainly(what))
        for quote in (quotes if what else ())
        for span in sentences(quote.text)
        # What comes only after a sentence says nothing of what it counts.
        if is_told(quote.text[: span.end], understood, what)
        for number in counting_in(quote.text[span.start : span.end], what)
    )
