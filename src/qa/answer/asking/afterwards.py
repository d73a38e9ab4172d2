"""Whether what inspectors recommended was done afterwards, which their report cannot tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from qa.answer.asking.addressees import addressee_of
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.subject import subject_terms
from qa.data import read_table
from qa.patterns import OPENS, any_of, either, whole
from qa.search.asked.question import Understood
from qa.search.language.stemming import words_of

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table `recommendations.afterwards` of answers.toml; what was recommended `before` a
    report it may itself look back on.
    """

    asks: re.Pattern[str]
    before: re.Pattern[str]
    named: re.Pattern[str]
    only_ask: frozenset[str]


def asks_if_done(question: str) -> bool:
    """Whether a question asks if what was recommended was done.

    >>> asks_if_done("Has it met its deadlines?"), asks_if_done("Did it do what it was told to?")
    (True, True)
    >>> asks_if_done("How many of the recommendations have been carried out?")
    True
    >>> asks_if_done("Were any recommendations made?"), asks_if_done("Was it to meet deadlines?")
    (False, False)
    >>> asks_if_done("Which recommendations must be carried out at once?")
    False
    >>> asks_if_done("Were the recommendations of the previous inspection carried out?")
    False
    """
    wordings = _wordings()
    return bool(wordings.asks.search(question)) and not wordings.before.search(question)


def asks_of_all_if_done(understood: Understood) -> bool:
    """Whether it is asked, of no subject, if what a report recommended was done."""
    if not asks_if_done(understood.query) or names_earlier(understood):
        return False
    body = addressee_of(understood)
    asking = load_phrasing().asks_recommendations | _wordings().only_ask
    named = set(words_of(body.said)) if body else set()
    return all(t in asking or t in named or t.isdigit() for t in subject_terms(understood))


def asks_of_one_if_done(understood: Understood) -> bool:
    """Whether it is asked of recommendations, by that name, if they were carried out."""
    asks = asks_if_done(understood.query) and not names_earlier(understood)
    return asks and bool(_wordings().named.search(understood.query))


def names_earlier(understood: Understood) -> bool:
    """Whether a year before the reports is named: they may look back on what was recommended
    then.
    """
    of_reports = [year for key in understood.reports for year in _YEAR.findall(key)]
    meant = max(of_reports, default="")
    named = _YEAR.findall(understood.standalone)
    return any(year not in of_reports and year < meant for year in named)


@cache
def _wordings() -> _Wordings:
    table = read_table("answers.toml")["recommendations"]["afterwards"]
    some, is_ = r"(?:[\w'’-]+ ){0,5}?", r"(?:was|were|has|have|had|got|get)"
    tasks = rf"{whole(table['tasks'])} {some}{whole(table['set'])}(?: to \w+)?"
    recommended = whole(table["what"])
    then = rf" (?:(?!{whole(table['still'])})[\w'’-]+ ){{0,8}}?"
    begins = rf"(?:^|[,;] ?){OPENS}"
    whether = rf"{begins}(?:{either(table['whether'])})\b {some}"
    any_was = rf"{begins}(?:{either([*table['whether'], 'was', 'were'])})\b {some}"
    doing, making = whole(table["doing"]), whole(table["making"])
    done = whole(table["done"])
    ways = (
        rf"{whether}(?:{doing} {some}{recommended}|(?:{doing}|{making}) {some}{tasks})",
        rf"{any_was}(?:{recommended}{then}{done}|{tasks}{then}(?:{done}|{making}))",
        rf"\b(?:how many|how much|which|any|all|none) (?:of )?{some}(?:{recommended}|{tasks})"
        rf"{then}{is_} (?:been )?(?:\w+ ){{0,2}}?{done}",
        rf"{any_was}(?:they|it|these|those|that)(?: all)?(?: been)? {whole(table['told_done'])}",
        rf"{recommended}\W+{is_} (?:they|it|these|those|any|all){then}{done}",
        r"\bwhat (?:has |have )?(?:happened|came|become|became) (?:\w+ )?"
        rf"(?:to|of|with|about|after) {some}{recommended}",
    )
    return _Wordings(
        asks=re.compile("|".join(ways), re.I),
        before=any_of(table["before"]),
        named=any_of(table["named"]),
        only_ask=frozenset(table["only_ask"].split()),
    )
