"""Each report is heard where a question names none or but their authority: what those say that the
first quotes leave out, and which of them are silent.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from qa.answer.asking.breadth import Breadth, breadth_of
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.sought import telling_test
from qa.answer.asking.subject import Ways, names, ways_told
from qa.answer.composition.alone import Alone, log_odds
from qa.answer.composition.silence import MOST_SIDES, ONE_NEAREST, names_subject
from qa.answer.finding.confidence import READ, load_confidence
from qa.answer.finding.found import Found
from qa.answer.quotes.choosing import choose, in_order
from qa.answer.quotes.fitting import asks_number
from qa.answer.quotes.quoting import Evidence, from_whole_reports
from qa.answer.quotes.sides import sides_of
from qa.index.sqlite.store import Store
from qa.search.asked.question import Kind, Understood

MOST_QUOTES = 8  # where reports are heard beside those that were chosen first
MANY_OF_ONE = 3  # quotes: second helpings, where others may tell of it
# Log-odds of a report that is not as likely as not to answer, and how much less than the likeliest.
NEARLY, LITTLE_LESS = -0.62, 2.0
SURE = 1.1  # of one that names the subject in other words
EVEN = 0.5  # as likely as not


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is quoted once each report is heard, and the keys of those that are silent."""

    chosen: Sequence[Evidence]
    silent: Sequence[str] = ()


def hear_each(
    store: Store,
    alone: Alone,
    understood: Understood,
    found: Found,
    chosen: Sequence[Evidence],
    dropped: Collection[str] = (),
) -> Hearing:
    """What is chosen with the best sentence of each report of which nothing is, where it answers
    when it is asked alone; of one authority less what is beside the subject. The reports `dropped`
    are known to be silent.
    """
    told = dict.fromkeys(row.quote.report.key for row in chosen)
    small = len(understood.reports) <= MOST_SIDES
    if not told or not small or not _asks_each(understood, len(told), len(chosen)):
        return Hearing(chosen)
    across = understood.kind is Kind.ACROSS
    subject = _told(understood, found, chosen)
    asked = _Asked(alone, understood, subject)
    beside = _beside(found, chosen, subject) if understood.authorities else set[str]()
    best = log_odds(found)
    heard: list[Evidence] = []
    silent = {*beside, *dropped}
    for key in (key for key in understood.reports if key not in {*told, *dropped}):
        if asked.tells(key, best):
            of_it = alone.found(key)
            heard += choose(of_it.naming, of_it.relevance, ONE_NEAREST)
        elif asked.is_silent(key):
            silent.add(key)
    kept = [row for row in chosen if row.quote.report.key not in beside]
    whole = from_whole_reports(store, heard)
    rows = [*_less_second_helpings(kept, len(heard)), *whole]
    # What one report alone tells nobody expects of all the others.
    is_one = len({row.quote.report.key for row in rows}) == 1
    if is_one and not across and not understood.authorities:
        silent = set()
    order = [key for key in understood.reports if key in silent]
    return Hearing(in_order(rows, understood.reports), order)


def _asks_each(understood: Understood, told: int, quoted: int) -> bool:
    """Whether each report is to be heard or said to be silent: of all, where none is named and more
    is `told` than one thing of one; of one authority, where a matter is asked about.
    """
    if understood.kind is Kind.ACROSS:
        return understood.over_several
    if understood.kind not in (Kind.TOPIC, Kind.FACT) or len(understood.reports) < 2:
        return False
    if understood.brief or understood.beyond:
        return False
    if asks_number(understood) or telling_test(understood.query):
        return False
    if breadth_of(understood.query) is Breadth.ONE_THING:
        return False
    if understood.authorities:
        return understood.kind is Kind.TOPIC
    return told > 1 or quoted >= MANY_OF_ONE


@dataclass(frozen=True, slots=True)
class _Told:
    """How what is chosen names the subject: its `first` word, and the `rarest` among what was found
    for the question; empty where it names none.
    """

    first: Ways = ()
    rarest: Ways = ()


class _Asked:
    """The reports, each asked alone; `told` is how what is chosen names the subject."""

    def __init__(self, alone: Alone, understood: Understood, told: _Told) -> None:
        self._alone = alone
        self._understood = understood
        self._told = told

    def tells(self, key: str, best: float) -> bool:
        """Whether a report tells of the subject; `best` are the log-odds that all together do."""
        understood, found = self._alone.understood(key), self._alone.found(key)
        if understood.kind is Kind.ACROSS:
            return self._is_likely(key) and names_subject(understood, found)
        if self._is_refused(key):
            return False
        if self._told.rarest or understood.authorities:
            named = self._names(key, self._told.rarest)
            return named or (not understood.authorities and log_odds(found) >= SURE)
        return log_odds(found) >= min(0.0, max(NEARLY, best - LITTLE_LESS))

    def is_silent(self, key: str) -> bool:
        """Whether a report that does not tell of the subject is surely silent on it; where it is
        asked which of them do, so is one whose likeliest paragraph names nothing of it.
        """
        if self._is_refused(key):
            return True
        ways = [way for way in (self._told.first, self._told.rarest) if way]
        across = self._understood.kind is Kind.ACROSS
        return across and bool(ways) and not any(self._names(key, way) for way in ways)

    def _is_likely(self, key: str) -> bool:
        model = load_confidence()
        found = self._alone.found(key)
        return bool(found.hits) and model.of(found.features) >= model.least

    def _is_refused(self, key: str) -> bool:
        found = self._alone.found(key)
        return not found.hits or not found.relevance or self._alone.is_refused(key)

    def _names(self, key: str, ways: Ways) -> bool:
        """Whether the likeliest paragraph of a report names a word of the subject."""
        found = self._alone.found(key)
        best = max(found.relevance, key=lambda each: found.relevance[each])
        return names(found.text(best), ways)


def _told(understood: Understood, found: Found, chosen: Sequence[Evidence]) -> _Told:
    """How the likeliest of what is chosen names the subject."""
    likeliest = max(chosen, key=lambda row: found.relevance.get(row.quote.paragraph.key, 0.0))
    bridges = {**load_phrasing().subjects_of(understood.query), **found.bridges}
    # Neither a number nor how good a thing is names it.
    terms = tuple(t for t in understood.terms if not (t.isdigit() or sides_of(t)))
    asked = replace(understood, terms=terms)
    ways = ways_told(asked, bridges, found.text(likeliest.quote.paragraph.key))
    texts = [found.text(hit.key) for hit in found.hits[:READ]]
    rarest = sorted(ways, key=lambda way: sum(names(text, [way]) for text in texts))
    return _Told(ways[:1], rarest[:1])


def _beside(found: Found, chosen: Sequence[Evidence], told: _Told) -> set[str]:
    """The reports of which nothing chosen names the subject as the likeliest does, nor is likelier
    than not to answer.
    """
    if not told.rarest:
        return set()
    telling: set[str] = set()
    for row in chosen:
        key = row.quote.paragraph.key
        named = any(names(found.text(key), way) for way in (told.first, told.rarest))
        if named or found.relevance.get(key, 1.0) >= EVEN:
            telling.add(row.quote.report.key)
    return {row.quote.report.key for row in chosen} - telling


def _less_second_helpings(chosen: Sequence[Evidence], heard: int) -> list[Evidence]:
    """What is chosen less the last of the reports that have most quotes, for others to be heard."""
    rows = list(chosen)
    while len(rows) + heard > MOST_QUOTES:
        of_each: dict[str, list[Evidence]] = {}
        for row in rows:
            of_each.setdefault(row.quote.report.key, []).append(row)
        most = max(of_each.values(), key=len)
        if len(most) == 1:
            break
        rows.remove(most[-1])
    return rows
