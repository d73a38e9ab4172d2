"""Of several reports those first that find the fault a question asks about, and those after them
that tell of the subject and find none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.subject import Ways, names, names_part, ways_of_topic
from qa.answer.composition.silence import asks_who_is_silent, less_asking
from qa.answer.finding.found import Found
from qa.answer.form import wording
from qa.answer.quotes.choosing import choose, in_order
from qa.answer.quotes.degrees import NEAR
from qa.answer.quotes.faults import (
    asks_for_any_fault,
    asks_for_enough,
    asks_for_lack,
    says_at_fault,
    tells_fault,
    tells_lack,
    tells_of,
    tells_shortage,
)
from qa.answer.quotes.quota import SEVERAL
from qa.answer.quotes.quoting import Evidence, from_whole_reports
from qa.answer.quotes.sides import is_strong, sides_of
from qa.index.sqlite.store import Store
from qa.search.asked.gist import Side
from qa.search.asked.question import Kind, Understood
from qa.search.language.counting import asks_how_many
from qa.sentences import sentences

Test = Callable[[str], bool]

FAULTS = replace(SEVERAL, of_each=2, more=0, least_of_each=0.0)
STRONG = 0.15  # of a score
ONE_OF_EACH = 1  # quotation of a report that finds no fault


def faulted_first(
    store: Store, understood: Understood, found: Found, chosen: Sequence[Evidence]
) -> tuple[Sequence[Evidence], str]:
    """What is chosen of all reports, and what is to be said of it, where a question takes it that
    something was at fault and asks in which: of those that find that fault what finds it, of each
    of the others one quotation after them. All as it is, where none plainly finds it.
    """
    if not _asks_which(understood):
        return chosen, ""
    ways = _ways_at_fault(understood, found)
    keys = dict.fromkeys(row.quote.report.key for row in chosen)
    rows = [row for row in (*chosen, *found.naming) if row.quote.report.key in keys]
    told = _telling_of(understood, ways, [r for r in rows if not _is_advice(r, found)])
    if not told:
        return chosen, ""
    whole = {row.quote.report.key for row in told}
    first = choose(told, found.relevance, FAULTS, weigh=partial(_strong_first, found))
    asked_for = [row for row in chosen if _is_advice(row, found) and row.quote.report.key in whole]
    if {row.quote.report.key for row in asked_for} == whole:  # or one alone would seem to be told
        first += asked_for
    first = in_order(from_whole_reports(store, first), understood.reports)
    rest = [row for key in keys if key not in whole for row in _one_of(key, ways, found, chosen)]
    return [*first, *rest], wording.NEAREST_FIRST if rest else ""


def _is_advice(row: Evidence, found: Found) -> bool:
    return found.is_advice(row.quote.paragraph.key)


def _telling_of(understood: Understood, ways: Ways, rows: Sequence[Evidence]) -> list[Evidence]:
    """The rows that are near to the question and tell the fault asked about in a clause that names
    half of the subject, of the reports of which a sentence of one names more.
    """

    def held(said: str) -> int:
        return sum(names(said, [way]) for way in ways)

    def named(said: str) -> bool:
        return 2 * held(said) >= max(len(ways), 1)

    def most(said: str) -> bool:
        return 2 * held(said) > len(ways)

    tells = _telling(understood, named)
    near = [row for row in rows if _is_near(row, rows)]
    told = [row for row in near if tells_of(row.quote.text, named, tells)]
    whole = {row.quote.report.key for row in told if any(map(most, _sentences(row)))}
    return [row for row in told if row.quote.report.key in whole]


def _sentences(row: Evidence) -> list[str]:
    text = row.quote.text
    return [text[span.start : span.end] for span in sentences(text)]


def _asks_which(understood: Understood) -> bool:
    """Whether it is asked in which reports something was at fault, be it in whatever way."""
    if understood.kind is not Kind.ACROSS or not understood.over_several:
        return False
    if asks_how_many(understood.query) or asks_who_is_silent(understood):
        return False
    return asks_for_any_fault(understood.query)


def _ways_at_fault(understood: Understood, found: Found) -> Ways:
    """The ways to name what was at fault; words that say that it was name nothing."""
    asked = less_asking(understood)
    terms = tuple(term for term in asked.terms if not says_at_fault(term))
    return ways_of_topic(replace(asked, terms=terms), found.bridges)


def _is_near(row: Evidence, rows: Sequence[Evidence]) -> bool:
    """Whether a sentence of a quote is near to the question."""
    return any(
        each.cosine >= NEAR
        and each.quote.paragraph.key == row.quote.paragraph.key
        and row.quote.start <= each.quote.start
        and each.quote.end <= row.quote.end
        for each in rows
    )


def _telling(understood: Understood, named: Test) -> Test:
    """What tells whether a clause tells the fault asked about: that there was none of what is
    named, or not enough, or any.
    """
    if asks_for_lack(understood.query):
        return partial(tells_lack, names=named)
    return tells_shortage if asks_for_enough(understood.query) else tells_fault


def _strong_first(found: Found, rows: Sequence[Evidence]) -> list[Evidence]:
    """The evidence of one paragraph, scored by its words; what finds fault most strongly gains."""
    weighed = found.wordwise(rows)
    strong = [row for row in weighed if is_strong(Side.FAULT, row.quote.text)]
    lifted = [replace(row, score=row.score + STRONG) for row in strong]
    return sorted(
        [*lifted, *(row for row in weighed if row not in strong)], key=lambda row: -row.score
    )


def _one_of(key: str, ways: Ways, found: Found, chosen: Sequence[Evidence]) -> Sequence[Evidence]:
    """Of what is chosen of a report that finds no such fault, the first that praises the subject;
    or the first that tells of it, or the first; none that tells only what there is, or how the
    inspection was made.
    """
    told = load_phrasing().tells_findings
    rows = [r for r in chosen if r.quote.report.key == key and told(r.quote.paragraph)]
    findings = [row for row in rows if not _is_advice(row, found)] or rows
    naming = [row for row in findings if names_part(row.quote.text, ways)] or findings
    praising = [row for row in naming if Side.PRAISE in sides_of(row.quote.text)] or naming
    return praising[:ONE_OF_EACH]
