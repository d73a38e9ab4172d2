"""What is quoted where one thing alone is to be told: a reason, a remedy, an amount, a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qa.answer.asking.amounts import Amount, amount_asked, amount_test, tells_vaguely
from qa.answer.asking.parts import Parts
from qa.answer.asking.sought import gives_reason, tells_reason, tells_remedy
from qa.answer.asking.subject import names_part, ways_of
from qa.answer.asking.times import asks_when, gives_date
from qa.answer.form.wording import Lack
from qa.answer.quotes.choosing import in_order
from qa.answer.quotes.counting import is_told, number_told
from qa.answer.quotes.degrees import LITTLE_LESS, LOOSELY_NEAR
from qa.answer.quotes.quoting import Evidence, from_whole_reports
from qa.answer.quotes.sides import sides_of
from qa.answer.quotes.telling import share_or_date_told
from qa.answer.refusal.untold import tests_of
from qa.index.sqlite.store import Store
from qa.quotation import Quote, leads_into
from qa.search.asked.gist import Side
from qa.search.asked.question import Telling, Understood
from qa.search.language.counting import counted
from qa.search.language.stemming import stems_of

MOST_WEIGHED = 2  # paragraphs of one report


def giving_reasons(
    understood: Understood, evidence: list[Evidence], note: str
) -> tuple[list[Evidence], str]:
    """The evidence that says plainly why, where that alone is to be told; all, and that none does,
    where it is so.
    """
    if understood.telling is not Telling.REASON:
        return evidence, note
    near = [row for row in evidence if row.cosine >= LOOSELY_NEAR]
    giving = [row for row in near if gives_reason(row.quote.text)]
    return (giving, note) if giving else (evidence, note or Lack.REASON)


def stating_it(chosen: Sequence[Evidence]) -> list[Evidence]:
    """Of what is chosen where no reason is given what states most nearly that it is so."""
    nearest = max(chosen, key=lambda row: row.cosine)
    return [row for row in chosen if row is nearest or leads_into(row.quote, nearest.quote)]


def told_before(
    understood: Understood, evidence: list[Evidence], is_advice: Callable[[str], bool]
) -> list[Evidence]:
    """The evidence of the paragraphs told of before, where it is asked what those are worth: of one
    report the first of them, and what was recommended; all, where none of it is.
    """
    if understood.telling is not Telling.WORTH:
        return evidence
    within = understood.within
    if len(understood.reports) == 1:
        found = [key for key in within if not is_advice(key)][:MOST_WEIGHED]
        within = (*found, *filter(is_advice, within))
    return [row for row in evidence if row.quote.paragraph.key in within] or evidence


def with_advice_told(
    store: Store,
    understood: Understood,
    evidence: Sequence[Evidence],
    chosen: list[Evidence],
    is_advice: Callable[[str], bool],
) -> list[Evidence]:
    """What is chosen, with the nearest that was recommended where it was told, if it is asked what
    that is worth: what is to be put right is bad.
    """
    if understood.telling is not Telling.WORTH or not chosen:
        return chosen
    if any(is_advice(row.quote.paragraph.key) for row in chosen):
        return chosen
    told = [row for row in evidence if row.quote.paragraph.key in understood.within]
    told = [row for row in told if is_advice(row.quote.paragraph.key)]
    return [*chosen, *from_whole_reports(store, told[:1])]


def both_sides(
    store: Store, understood: Understood, evidence: Sequence[Evidence], chosen: list[Evidence]
) -> list[Evidence]:
    """What is chosen, with the nearest that its first paragraph says on the other side of the
    matter, where it is asked what something is worth.
    """
    if understood.telling is not Telling.WORTH or not chosen:
        return chosen
    first = chosen[0].quote.paragraph.key
    shown = [row for row in chosen if row.quote.paragraph.key == first]
    told = frozenset[Side]().union(*(sides_of(row.quote.text) for row in shown))
    near = (row for row in evidence if row.quote.paragraph.key == first)
    others = [
        row for row in near if sides_of(row.quote.text) and not sides_of(row.quote.text) & told
    ]
    if not told or not others:
        return chosen
    other = max(others, key=lambda row: row.cosine)
    if other.cosine < LOOSELY_NEAR:
        return chosen
    return in_order([*from_whole_reports(store, [other]), *chosen], understood.reports)


def with_remedy(
    store: Store,
    understood: Understood,
    evidence: Sequence[Evidence],
    chosen: list[Evidence],
    bridges: Mapping[str, Sequence[str]],
) -> list[Evidence]:
    """What is chosen; where it is asked if something was put right, and none of that tells, the
    nearest that does, if it is about as near as the nearest of all and of the same subject.
    """
    if understood.telling is not Telling.REMEDY or any(tells_remedy(r.quote.text) for r in chosen):
        return chosen
    least = max((row.cosine for row in evidence), default=0.0) - LITTLE_LESS
    near = (row for row in evidence if row.cosine >= max(least, LOOSELY_NEAR))
    ways = ways_of(understood, bridges)
    named = (row for row in near if names_part(row.quote.text, ways))
    telling = [row for row in named if tells_remedy(row.quote.text)]
    nearest = sorted(telling, key=lambda row: -row.cosine)[:1]
    return [*chosen, *from_whole_reports(store, nearest)]


def only_telling(telling: Telling, chosen: list[Evidence]) -> list[Evidence]:
    """What of the chosen tells a remedy, if that is asked for; a reason, where any does."""
    if telling is Telling.WORTH:
        return chosen
    if telling is Telling.REMEDY:
        return [row for row in chosen if tells_remedy(row.quote.text)]
    return [row for row in chosen if tells_reason(row.quote.text)] or chosen


def less_untelling(
    understood: Understood, parts: Parts | None, chosen: Sequence[Evidence]
) -> list[Evidence]:
    """What is chosen, less what tells none of what is asked for, where the likeliest does, or one
    does beyond doubt: a quotation on the subject beside the number asked for answers nothing. All
    of it, where a clause asks for something else.
    """
    if understood.over_several:
        return _less_untelling_of_each(understood, chosen)
    tests = tests_of(understood, parts)
    clauses = len(parts.asking) if parts else 1
    if not chosen or not tests or len(tests) < clauses or understood.asks_for_most:
        return list(chosen)
    quotes = [row.quote for row in chosen]
    telling = [quote for quote in quotes if any(tells(quote.text) for tells in tests)]
    dated = _dated_near(understood, chosen)
    telling = [quote for quote in telling if quote in dated] if dated else telling
    sure = dated or number_told(understood, quotes) or share_or_date_told(understood, quotes)
    if not telling or not (sure or telling[0] is quotes[0] or leads_into(quotes[0], telling[0])):
        return list(chosen)
    return [
        row
        for row in chosen
        if row.quote in telling or any(leads_into(row.quote, item) for item in telling)
    ]


def _dated_near(understood: Understood, chosen: Sequence[Evidence]) -> list[Quote]:
    """What is chosen that gives a date, where it is asked when something is, and any that does is
    about as near to the question as the nearest: "recently" beside it tells no more.
    """
    if not asks_when(understood.query):
        return []
    dated = [row for row in chosen if gives_date(row.quote.text)]
    least = max(row.cosine for row in chosen) - LITTLE_LESS
    near = any(row.cosine >= least for row in dated)
    return [row.quote for row in dated] if near else []


def _less_untelling_of_each(understood: Understood, chosen: Sequence[Evidence]) -> list[Evidence]:
    """What is chosen of several reports, less what tells no number, where one is asked of each and
    another quotation that speaks of all that is asked tells it: it is said of the others that they
    do not.
    """
    if amount_asked(understood.query) is not Amount.COUNT:
        return list(chosen)
    tells, what = amount_test(understood.query), counted(understood.query)
    return [
        row
        for row in chosen
        if what <= stems_of(text := row.quote.text)
        and is_told(text, understood, what)
        and (tells(text) or tells_vaguely(text))
    ] or list(chosen)
