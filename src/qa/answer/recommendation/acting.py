"""Who is to carry out what was recommended: asked for, and told by the words over a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.answer.quotes.quoting import Evidence
from qa.data import read_table
from qa.patterns import any_of, either, whole
from qa.quotation import Quote, sentence_quotes
from qa.search.asked.question import Understood


def asks_who_acts(question: str) -> bool:
    """Whether it is asked who is to do something.

    >>> asks_who_acts("Who should fix it?"), asks_who_acts("whose job is that?")
    (True, True)
    >>> asks_who_acts("Who should chair the panel?"), asks_who_acts("Who led it?")
    (False, False)
    """
    return bool(_asks().search(question))


def asks_who_failed(question: str) -> bool:
    """Whether it is asked who was at fault, and not who is to act.

    >>> asks_who_failed("Who let that happen?"), asks_who_failed("Who lets the flats?")
    (True, False)
    """
    return bool(_failed().search(question))


def with_who_acts(understood: Understood, chosen: Sequence[Evidence]) -> list[Evidence]:
    """What is chosen, where it is asked who is to act with the words over each list, before what is
    chosen of it, by which that is told of the recommendations that name nobody themselves.
    """
    asked = asks_who_acts(understood.question) or asks_who_acts(understood.standalone)
    if not asked:
        return [*chosen]
    unnamed = {row.quote.paragraph.key for row in chosen if not _names_who(row.quote)}
    shown: list[Evidence] = []
    for row in chosen:
        key = row.quote.paragraph.key
        if key in unnamed:
            unnamed.remove(key)
            if over := _over_list(row.quote):
                shown.append(Evidence(over, row.score, row.cosine))
        shown.append(row)
    return shown


def _names_who(quote: Quote) -> bool:
    """Whether a recommendation names who is to act, or the line over it; so does what is none."""
    place = quote.paragraph.number, quote.item
    owners = [r.owner for r in quote.report.recommendations if (r.paragraph, r.item) == place]
    return not owners or bool(owners[0])


def _over_list(quote: Quote) -> Quote | None:
    """The sentence before the items of its list that tells of acting, if there is one."""
    paragraph = quote.paragraph
    first = min((item.start for item in paragraph.items), default=0)
    over = (each for each in sentence_quotes(quote.report, paragraph) if each.end <= first)
    return next((each for each in over if _acts().search(each.text)), None)


@cache
def _asks() -> re.Pattern[str]:
    table = read_table("answers.toml")["recommendations"]["acting"]
    who = r"(?:^|[,;:.?-]\s*|\b(?:and|so|but) )who(?:['’]?s|m)?\b"
    acts = rf"[^?,;]*?\b{whole(table['asks'])} (?:{either(table['doing'])})\b"
    return re.compile(
        rf"{who}(?:{acts}|[^?]*?{whole(table['answers_for'])})|\bwhose {whole(table['whose'])}",
        re.I,
    )


@cache
def _acts() -> re.Pattern[str]:
    table = read_table("answers.toml")["recommendations"]["acting"]
    return re.compile(whole(table["told"]), re.I)


@cache
def _failed() -> re.Pattern[str]:
    return any_of(read_table("answers.toml")["recommendations"]["acting"]["failed"])
