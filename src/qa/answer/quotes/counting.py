"""How many: the number that an answer gives, before the sentence that gives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.answer.asking.amounts import gives_part
from qa.answer.quotes.quoting import Evidence
from qa.markdown import escaped
from qa.quotation import Quote
from qa.search.asked.lexicon import load_lexicon
from qa.search.asked.question import Understood
from qa.search.language.counting import as_printed, counted, counts_in, number_words_asked
from qa.search.language.numbers import numbers_of
from qa.search.language.stemming import stem, stems_of, words_of
from qa.sentences import sentences

AS_GIVEN = "Each number is as its own report gives it."


def is_told(text: str, understood: Understood, what: frozenset[str]) -> bool:
    """Whether a text that gives a number of `what` speaks of all else that is asked, too."""
    held = {word.removesuffix("ly") for word in stems_of(text)}  # "independently chaired"
    subject = set(words_of(as_printed(understood.query.split(";")[0])))
    lexicon = load_lexicon()
    beside = {word for cue in lexicon.kinds.get(understood.kind, ()) for word in cue.split()}
    # "... when it was inspected?": of the report, and of no strand.
    beside |= lexicon.report_words - {word for said in lexicon.strands for word in said.split()}
    beside |= number_words_asked(understood.query)
    if understood.sets_side_by_side:  # "... in the report of 2007 against that of 2011"
        beside |= {"against", "beside"}
    asked = {stem(term) for term in understood.terms if term in subject and term not in beside}
    asked = {word.removesuffix("ly") for word in asked - what}
    return asked - {stem("number")} <= held


def giving_number(understood: Understood, found: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that gives the number asked for; of several reports, at least one of its kind.

    Empty where no number is asked for, or none is given.
    """
    what = counted(understood.query)
    rows = [row for row in found if what and numbers_of(row.quote.text, what)]
    told = [row for row in rows if is_told(row.quote.text, understood, what)]
    # The number of all children is not that of the children placed far away.
    whole = understood.over_several and not counts_in(understood.query, what)
    return told or (rows if whole and not _is_parted(understood, found) else [])


def _is_parted(understood: Understood, found: Sequence[Evidence]) -> bool:
    """Whether a sentence names all that is asked and tells a part of it: "15% of care leavers are
    at university" is nearer to that than the number of all care leavers.
    """
    nothing: frozenset[str] = frozenset()
    texts = (row.quote.text for row in found)
    return any(gives_part(text, nothing) and is_told(text, understood, nothing) for text in texts)


def number_told(understood: Understood, quotes: Sequence[Quote]) -> str:
    """The number a question asks for, of each report, to stand before the sentences that give it.

    Nothing where a report's quotes give none, or more than one: no number is guessed.
    """
    what = counted(understood.query)
    given: dict[str, list[tuple[str, Quote]]] = {}
    for quote in quotes if what else ():
        # What comes only after a sentence says nothing of what it counts.
        text = quote.text
        numbers = [
            (number, quote)
            for span in sentences(text)
            if is_told(text[: span.end], understood, what)
            for number in numbers_of(text[span.start : span.end], what)
        ]
        given.setdefault(quote.report.key, []).extend(numbers)
    told = told_of_each((quote, number) for rows in given.values() for number, quote in rows)
    # Who asks for the most is to see that each report counts by itself.
    return f"{told}\n\n{AS_GIVEN}" if understood.asks_for_most and "\n" in told else told


def tells_all(told: str, quotes: Sequence[Quote]) -> bool:
    """Whether what is told gives one number of each report that is quoted, of several."""
    reports = {quote.report.key for quote in quotes}
    return told.startswith("- ") and told.count(": **") == len(reports)


def told_of_each(given: Iterable[tuple[Quote, str]]) -> str:
    """What quotes give, in a line a report; of one whose quotes give several things, that they do,
    where others are told: a list that leaves it out would be taken for the whole.
    """
    of_report: dict[str, list[tuple[Quote, str]]] = {}
    for quote, told in given:
        of_report.setdefault(quote.report.key, []).append((quote, told))
    rows = [found for found in of_report.values() if any(n.casefold() != "one" for _, n in found)]
    if not any(_is_one(found) for found in rows):
        return ""
    lines = [_line(*found[0]) if _is_one(found) else _several(found[0][0]) for found in rows]
    return "\n".join(f"- {line}" for line in lines) if len(lines) > 1 else lines[0]


def _is_one(found: Sequence[tuple[Quote, str]]) -> bool:
    return len({told for _, told in found}) == 1


def _line(quote: Quote, told: str) -> str:
    return f"{escaped(quote.report.short_title)}: **{told}** ({quote.paragraph.label})."


def _several(quote: Quote) -> str:
    return f"{escaped(quote.report.short_title)}: several are given ({quote.paragraph.label})."
