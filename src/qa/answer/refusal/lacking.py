"""What a question asks to be told, and what was found lacks: a name, an amount, a time, a reason, a
change.

"A number of posts were vacant" is near to "how many posts were vacant?", and does not answer it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.answer.asking.amounts import Amount, amount_asked, amount_test
from qa.answer.asking.naming import asks_for_name, gives_name
from qa.answer.asking.reached import Met, said_of
from qa.answer.asking.sought import (
    asks_reason,
    gives_reason,
    says_not_so,
    telling_test,
    tells_hindrance,
    tells_reason,
)
from qa.answer.asking.subject import Ways, names, ways_of, ways_of_topic
from qa.answer.asking.times import asks_when
from qa.answer.finding.confidence import BEST_SENTENCES, NEAR
from qa.answer.finding.found import Found
from qa.answer.judgement.superlative import words_of_most
from qa.answer.quotes.going_on import follows
from qa.answer.quotes.leaning import points_back
from qa.answer.quotes.quoting import Evidence
from qa.answer.quotes.sides import finds_fault
from qa.quotation import Quote
from qa.report import Report
from qa.search.asked.question import Kind, Understood
from qa.search.language.cues import only_compares
from qa.search.language.stemming import words_of

_YEAR = re.compile(r"(?:19|20)\d\d")
# Behind by so much, what tells is of something else: the report leaves out what is asked.
LEFT_OUT = 0.15
COMPARED = 4  # sentences: of the nearest to the question, and of the nearest that tell


@dataclass(frozen=True, slots=True)
class Told:
    """The nearest sentences that give the amount, time, reason or change asked for, and the nearest
    of the others, if they are as near.

    What gives a share, a sum, a time or a reason may go on with a sentence that names its subject,
    and is as near as both: `led` is that one, if there is, for each that gives.
    """

    giving: Sequence[Evidence]
    others: Sequence[Evidence]
    led: Sequence[Evidence | None] = ()

    @property
    def rows(self) -> Sequence[Evidence]:
        """Both."""
        return (*self.giving, *self.others)

    @property
    def texts(self) -> Sequence[str]:
        """The sentences whose words are read; none where no other is as near."""
        if not self.others:
            return []
        giving = [
            f"{before.quote.text} {row.quote.text}" if before else row.quote.text
            for row, before in zip(self.giving, self.led, strict=True)
        ]
        return [*giving, *(row.quote.text for row in self.others)]

    @property
    def cosines(self) -> Sequence[float]:
        """How near each comes in meaning."""
        giving = zip(self.giving, self.led, strict=True)
        return [*(_nearest(*pair) for pair in giving), *(row.cosine for row in self.others)]


def _nearest(row: Evidence, before: Evidence | None) -> float:
    return max(row.cosine, before.cosine) if before else row.cosine


def is_nameless(understood: Understood, found: Found) -> bool:
    """Whether a name is asked for, and no sentence found gives one."""
    asked = understood.query
    if not asks_for_name(asked):
        return False
    of_each: dict[str, list[str]] = {}
    for row in found.evidence:
        of_each.setdefault(row.quote.report.key, []).append(row.quote.text)
    return not any(gives_name(texts, asked) for texts in of_each.values())


def is_year(term: str) -> bool:
    """Whether a word of a question is a year."""
    return _YEAR.fullmatch(term) is not None


def looks_back(understood: Understood, report: Report) -> bool:
    """Whether a report is late enough to tell of the last year that a question names, if any."""
    return report.year >= max((int(term) for term in understood.terms if is_year(term)), default=0)


def is_of_other_years(understood: Understood, found: Found) -> bool:
    """Whether a year is asked about that is no report's, and no paragraph found best has it."""
    asked = {term for term in understood.terms if is_year(term)}
    asked -= {str(year) for year in understood.unheld_years}
    texts = [found.text(hit.key) for hit in found.hits[:NEAR]]
    return bool(asked) and not any(year in text for year in asked for text in texts)


def amount_lacked(understood: Understood, found: Found) -> str:
    """The amount asked for by the conversation, and given by no sentence found; or nothing."""
    amount = amount_asked(understood.query)
    if amount is None or asks_anew(understood):
        return ""
    gives = amount_test(understood.query)
    given = found.giving_number or any(
        gives(row.quote.text) for row in found.naming[:BEST_SENTENCES]
    )
    return "" if given or understood.over_several else str(amount)


def asks_anew(understood: Understood) -> bool:
    """Whether a turn asks for what its question does in its own words, or of another subject: what
    only names another place may be content with what is said of the subject.
    """
    if telling_test(understood.question) is not None:
        return True
    asked = {word for word in words_of(understood.question) if not only_compares(word)}
    return not {*understood.terms}.isdisjoint(asked - words_of_most())


def leaves_out(told: Told, found: Found) -> bool:
    """Whether what was found speaks of the subject and leaves out the amount, time, reason or
    change asked for.
    """
    return lag(told, found.nearness.of_texts) > LEFT_OUT


def told_of(understood: Understood, found: Found) -> Told:
    """The sentences by which it is told whether that is so; none where it is known not to be.

    Nothing is said of several reports, each of which may tell it, nor of tasks.
    """
    gives, own = telling_test(understood.query), telling_test(understood.question)
    # "and Barnet?" after "how many ...?" may be content with what is said of the subject, and so
    # may "why is that?".
    if gives is None or not asks_anew(understood):
        return Told((), ())
    if own is tells_reason and not set(understood.terms) <= set(words_of(understood.question)):
        return Told((), ())
    if understood.over_several or understood.kind is Kind.RECOMMENDATION:
        return Told((), ())
    if found.giving_number:
        return Told((), ())
    # What is to be done tells nothing of how much or when it was.
    rows = [row for row in found.naming if not found.is_advice(row.quote.paragraph.key)]
    by_cosine = sorted(rows, key=lambda row: -row.cosine)
    leads = _leading(understood.query, ways_of(understood, found.bridges))
    before = by_cosine[:COMPARED] if leads else []
    led = [(row, _led_by(row, before, leads)) for row in by_cosine if gives(row.quote.text)]
    giving = sorted(led, key=lambda pair: -_nearest(*pair))[:COMPARED]
    tells = tuple(row for row, _ in giving)
    others = tuple(row for row in by_cosine[:COMPARED] if row not in tells)
    return Told(tells, others, tuple(lead for _, lead in giving))


def says_it_is_so(understood: Understood, found: Found) -> bool:
    """Whether a sentence found tells of the fault of which a reason is asked, by all its words but
    those for people, and denies nothing.
    """
    ways = ways_of_topic(understood, found.bridges)
    texts = (row.quote.text for row in found.evidence)
    return len(ways) > 1 and any(
        names(text, ways) and finds_fault(text) and not says_not_so(text) for text in texts
    )


def _leading(question: str, ways: Ways) -> Callable[[Quote, Quote], bool] | None:
    """How a sentence that gives what is asked goes on with the one before it, which may name its
    subject: a share, a sum or a time; a reason, if it is of just that, or of what names the subject
    in all its `ways`. None where it is read alone: a number may be of anything, and what it counts
    stands beside it.
    """
    amount = amount_asked(question)
    if amount not in (None, Amount.COUNT) or (amount is None and asks_when(question)):
        return follows
    if amount is not None or not asks_reason(question):
        return None
    return lambda quote, other: _gives_its_reason(quote, other, ways)


def _gives_its_reason(quote: Quote, other: Quote, ways: Ways) -> bool:
    """Whether a quote right after another plainly gives a reason, of what that speaks of; or tells
    right before one that says just what is asked about what hindered that.
    """
    plain = gives_reason(quote.text) and points_back(quote.text, other.text)
    if plain and follows(quote, other):
        return True
    return names(other.text, ways) and tells_hindrance(quote.text) and follows(other, quote)


def _led_by(
    row: Evidence, before: Sequence[Evidence], leads: Callable[[Quote, Quote], bool] | None
) -> Evidence | None:
    """The one of some sentences that leads to another."""
    return next((it for it in before if leads and leads(row.quote, it.quote)), None)


def lag(told: Told, met: Callable[[Sequence[str]], Sequence[Met]]) -> float:
    """How far the nearest sentence that gives what is asked is behind the nearest of all, from 0 to
    about 2: by its cosine, and by how near its words come; `met` tells that of texts.
    """
    if not told.others:
        return 0.0
    words = met(told.texts)
    near = [cosine + said_of(of)[0] for cosine, of in zip(told.cosines, words, strict=True)]
    given = max(near[: len(told.giving)], default=0.0)
    return max(max(near) - given, 0.0)
