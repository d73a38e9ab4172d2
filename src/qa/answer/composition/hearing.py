"""Each report is heard where a question names none or but their authority: what those say that the
first quotes leave out, and which of them are silent.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.answer.asking.breadth import Breadth, breadth_of
from qa.answer.asking.phrasing import load_phrasing
from qa.answer.asking.sought import telling_test
from qa.answer.asking.subject import Ways, names, names_loosely, ways_told
from qa.answer.composition.alone import Alone
from qa.answer.composition.silence import (
    DOUBTFUL,
    HIGH,
    MOST_SIDES,
    ONE_NEAREST,
    heights,
    less_asking,
    names_subject,
)
from qa.answer.finding.confidence import READ
from qa.answer.finding.found import Found
from qa.answer.quotes.choosing import choose, in_order
from qa.answer.quotes.degrees import NEAR
from qa.answer.quotes.fitting import asks_number
from qa.answer.quotes.quoting import Evidence, from_whole_reports
from qa.index.sqlite.store import Store
from qa.search.asked.question import Kind, Understood

MOST_QUOTES = 8  # where reports are heard beside those that were chosen first
MANY_OF_ONE = 3  # quotes: second helpings, where others may tell of it
SURE = 1.1  # log-odds of one that tells of it in other words, where a matter is only named
LITTLE_LESS = 2.5  # log-odds, than the likeliest
ABOUT_AS_LIKELY = 0.5  # of the likelihood of the likeliest
FOR_HEIGHT = 10.0  # log-odds: what standing as high as the best of all counts
LOW = 0.5  # what stands no higher is near to nothing
MOST_LOOKED_AT = 40  # paragraphs of a report, for one that names the subject
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
    asked = _Asked(alone, understood, found, _told(understood, found, chosen))
    beside = asked.beside(chosen)
    rest = [key for key in understood.reports if key not in {*told, *dropped}]
    telling = [key for key in rest if asked.tells(key)]
    heard = [row for key in telling for row in asked.best_of(key)]
    kept = [row for row in chosen if row.quote.report.key not in beside]
    whole = from_whole_reports(store, heard)
    rows = [*_less_second_helpings(kept, len(heard)), *whole]
    is_one = len({row.quote.report.key for row in rows}) == 1
    untold = [key for key in rest if key not in telling]
    silent = {*beside, *dropped, *untold}
    # What one report alone tells nobody expects of all the others; and nothing is said of some
    # where it is not known of others.
    if (is_one and not asked.is_asked_of_each) or not all(map(asked.is_silent, untold)):
        silent = set()
    return Hearing(
        chosen=in_order(rows, understood.reports),
        silent=[key for key in understood.reports if key in silent],
    )


def _asks_each(understood: Understood, told: int, quoted: int) -> bool:
    """Whether each report is to be heard or said to be silent: of all, where none is named and more
    is `told` than one thing of one; of one authority, where a matter is asked about.
    """
    if understood.kind is Kind.ACROSS:
        return understood.over_several or understood.asks_for_most
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
    """How what is chosen names the subject: by `all` of these words, the `first` of them, and the
    `rarest` among what was found for the question; empty where it names none.
    """

    all: Ways = ()
    first: Ways = ()
    rarest: Ways = ()


class _Asked:
    """The reports, each asked alone; `told` is how what is chosen of all that was `found` names the
    subject.
    """

    def __init__(self, alone: Alone, understood: Understood, found: Found, told: _Told) -> None:
        self._alone = alone
        self._understood = understood
        self._found = found
        self._told = told
        self._heights = heights(found)

    def tells(self, key: str) -> bool:
        """Whether a report tells of the subject: asked alone it would answer, and a sentence names
        all of it, or the report is likely to and its best paragraph names what is told of it, or
        stands about as high as the best of all; of one authority that names it. What has all
        the words that others tell it by does so in any case, where it stands as high or would
        answer.
        """
        told, own = self._told, bool(self._understood.authorities)
        if own:
            named = not told.rarest or self._names(key, told.rarest)
            return named and self._is_likely(key) and not self._is_refused(key)
        if self._height(key) < LOW:
            return False
        names_all = len(told.all) > 1 and self._names(key, told.all)
        if names_all and (self._stands_high(key) or not self._is_refused(key)):
            return True
        found = self._alone.found(key)
        tells = names_subject(self._alone.understood(key), found) or (
            self._is_likely(key) and (self._names(key, told.rarest) or self._surely_high(key))
        )
        return tells and not self._is_refused(key)

    def speaks(self, key: str) -> bool:
        """Whether a report is not silent on the subject: a sentence that is near to the question
        has all words by which others tell of it, in whatever order; or a paragraph found names all
        of these, and the report would surely answer, or it is the best and has other names for
        them.
        """
        found, told = self._alone.found(key), self._told.all
        rows = (row for row in found.evidence if row.cosine >= NEAR)
        if any(names_loosely(row.quote.text, told) for row in rows):
            return True
        if self._alone.log_odds(key) < DOUBTFUL:
            return all(len(way) > 1 for way in told) and names(self._best_words(found), told)
        return any(names(found.text(hit.key), told) for hit in found.hits[:MOST_LOOKED_AT])

    def _best_words(self, found: Found) -> str:
        """The words of the best paragraph found, without its headings: these name what they are
        over whether it speaks of it or not.
        """
        if not found.hits:
            return ""
        best = found.hits[0].key
        return " ".join(row.quote.text for row in found.evidence if row.quote.paragraph.key == best)

    def _surely_high(self, key: str) -> bool:
        """Whether what is best of a report stands high; where no more than a matter is named, only
        of one that surely tells.
        """
        surely = self.is_asked_of_each or self._alone.log_odds(key) >= SURE
        return surely and self._stands_high(key)

    def _stands_high(self, key: str) -> bool:
        return self._height(key) >= HIGH

    @property
    def is_asked_of_each(self) -> bool:
        """Whether more than a matter is named, of which some reports may speak."""
        return self._understood.kind is Kind.ACROSS or bool(self._understood.authorities)

    def is_silent(self, key: str) -> bool:
        """Whether a report that does not tell of the subject surely says nothing of it: it would
        not answer alone, or what is best of it stands low; which recommend nothing is told
        elsewhere.
        """
        if self.speaks(key):
            return False
        asked = self._understood
        recommended = load_phrasing().advised.search(asked.standalone)
        if self.is_asked_of_each and not recommended and not self._stands_high(key):
            return True
        return self._is_refused(key)

    def best_of(self, key: str) -> list[Evidence]:
        """The best sentence of a report, of what names the subject if that is about as likely; one
        that does so itself, where its paragraph has any.
        """
        found, likely = self._alone.found(key), self._alone.found(key).relevance
        least = ABOUT_AS_LIKELY * max(likely.values(), default=0.0)
        naming = [
            row
            for row in found.naming
            if likely.get(row.quote.paragraph.key, 0.0) >= least
            and names(found.text(row.quote.paragraph.key), self._told.rarest)
        ]
        itself = [row for row in naming if names(row.quote.text, self._told.rarest)]
        return choose(itself or naming or found.naming, likely, ONE_NEAREST)

    def beside(self, chosen: Sequence[Evidence]) -> set[str]:
        """The reports that are chosen and neither likely nor naming the subject, where one is both;
        of all, one that stands high need not name it.
        """
        if not self.is_asked_of_each:
            return set()
        telling = self._naming(chosen)
        keys = dict.fromkeys(row.quote.report.key for row in chosen)
        if not self._understood.authorities:
            telling |= {*filter(self._stands_high, keys)}
        telling = {k for k in telling if self._is_likely(k) and not self._is_refused(k)}
        if not telling:
            return set()
        rest = {*keys} - telling - self._naming_all(chosen)
        return {key for key in rest if not self.speaks(key)}

    def _naming_all(self, chosen: Sequence[Evidence]) -> set[str]:
        """The reports that may tell of the subject however low they stand: none would be refused,
        and a paragraph that is chosen names all by which it is told, more than one word.
        """
        ways = self._told.all
        if self._understood.authorities or len(ways) < 2:
            return set()
        keys = {row.quote.paragraph.key: row.quote.report.key for row in chosen}
        texts = {key: self._found.text(key) for key in keys}
        naming = {keys[k] for k, text in texts.items() if all(names(text, (w,)) for w in ways)}
        return {report for report in naming if not self._is_refused(report)}

    def _naming(self, chosen: Sequence[Evidence]) -> set[str]:
        """The reports of which something chosen names the subject, or is as likely as not to
        answer.
        """
        told, likely = self._told, self._found.relevance
        # Of one authority more is meant than the one word that tells it best.
        ways = (told.first, told.rarest) if self._understood.authorities else (told.rarest,)
        keys = {row.quote.paragraph.key: row.quote.report.key for row in chosen}
        return {
            report
            for key, report in keys.items()
            if not told.rarest
            or likely.get(key, 1.0) >= EVEN
            or any(names(self._found.text(key), way) for way in ways)
        }

    def _is_likely(self, key: str) -> bool:
        """Whether a report is likely to answer: the higher what is best of it stands, the more."""
        above = self._height(key) - HIGH
        return self._alone.log_odds(key) + FOR_HEIGHT * above >= self._least

    @cached_property
    def _least(self) -> float:
        """The log-odds that will do: less where none of several is likely to tell."""
        asked = self._understood
        if asked.kind is not Kind.ACROSS:
            return 0.0
        high = filter(self._stands_high, asked.reports)
        return min(0.0, max(map(self._alone.log_odds, high), default=0.0) - LITTLE_LESS)

    def _is_refused(self, key: str) -> bool:
        found = self._alone.found(key)
        return not found.hits or not found.relevance or self._alone.is_refused(key)

    def _height(self, key: str) -> float:
        """How high the best paragraph of a report stands, beside the best of all."""
        return self._heights.get(key, 0.0)

    def _names(self, key: str, ways: Ways) -> bool:
        """Whether the likeliest paragraph of a report names a word of the subject."""
        found = self._alone.found(key)
        best = max(found.relevance, key=lambda each: found.relevance[each], default="")
        return bool(best) and names(found.text(best), ways)


def _told(understood: Understood, found: Found, chosen: Sequence[Evidence]) -> _Told:
    """How the likeliest of what is chosen names the subject."""
    likeliest = max(chosen, key=lambda row: found.relevance.get(row.quote.paragraph.key, 0.0))
    bridges = {**load_phrasing().subjects_of(understood.query), **found.bridges}
    ways = ways_told(less_asking(understood), bridges, found.text(likeliest.quote.paragraph.key))
    texts = [found.text(hit.key) for hit in found.hits[:READ]]
    rarest = sorted(ways, key=lambda way: sum(names(text, [way]) for text in texts))
    return _Told(ways, ways[:1], rarest[:1])


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
