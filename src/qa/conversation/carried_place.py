"""Where a turn asks about: the place and years that it names, or those spoken of before it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.answer.asking.naming import own_names
from qa.authorities import fold, load_authorities
from qa.conversation.typed.asking import asks_now, asks_which_of_two
from qa.conversation.typed.cues import load_cues, said
from qa.conversation.typed.place import (
    carried_years,
    year_in_order,
)
from qa.conversation.typed.time_away import (
    asks_of_earlier,
    asks_of_later,
    moved,
    years_away_said,
)
from qa.conversation.typed.turn import TurnAsTyped
from qa.patterns import either
from qa.search.asked.dating import order_said, years_denied
from qa.search.asked.facts import HeldReport, LibraryFacts
from qa.search.asked.question import Kind, Understood
from qa.search.language.english import is_english

MOST_ELSEWHERE = 3  # authorities that know a name


@dataclass(frozen=True, slots=True)
class CarriedPlace:
    """A turn, what was spoken of before it, and what the library holds."""

    turn: TurnAsTyped
    last: Understood
    facts: LibraryFacts

    def words(self) -> tuple[str, str]:
        """Where it asks about, in words; and what it asks for that the library has not got."""
        turn, last, names = self.turn, self.last, load_authorities()
        parts: list[str] = []
        # "compare with Harrow"
        beside = last.authorities if turn.sets_beside else ()
        of_two = asks_which_of_two(turn) and len(last.authorities) > 1  # "so who had more?"
        if elsewhere := self._named_elsewhere():
            return " ".join(names[key].name for key in elsewhere), ""
        of_others = turn.is_across or self._names_what_others_have()
        if of_others and not (turn.names_place or of_two):
            return "", ""  # "which boroughs have most?" asks of them all
        if not turn.names_place:
            parts += [names[key].name for key in last.authorities]
        else:
            held = dict.fromkeys((*beside, *turn.scope.authorities))
            parts += [names[key].name for key in held]
            parts += turn.scope.unheld_authorities
        years: Iterable[int | str] = (*turn.scope.years, *turn.scope.unheld_years)
        missing = ""
        if turn.is_beside_year and not self._asks_same_in_year():
            # "was that better than 2007?"
            spoken = carried_years(last, self._spoken) or (r.year for r in self._spoken)
            years = tuple(dict.fromkeys((*spoken, *years)))
        if not years and not turn.names_place:
            years, missing = self._years()
            if years_away_said(turn.folded):
                years = (*years, "inspection")  # "the year before" is one of inspection
        elif asks_now(turn):
            years, missing = self._now(self.facts.of(turn.scope.authorities))
        return " ".join([*parts, *map(str, years)]), missing

    def _years(self) -> tuple[Sequence[int], str]:
        """The years carried over; the later or the other ones where it asks for those."""
        turn, last, spoken = self.turn, self.last, self._spoken
        held = self.facts.of(last.authorities) if last.authorities else ()
        if order_said(turn.question) and not turn.asks_since:
            return year_in_order(turn.question, last.authorities, self.facts), ""
        if said(turn.folded, load_cues().both_reports):
            return [report.year for report in held], ""
        if denied := years_denied(turn.question):
            meant = [report.year for report in held if not report.is_of(denied)]
            return meant, "" if meant else "another date"
        if another := self._another(held):
            return another
        of_deadline = last.kind is Kind.RECOMMENDATION and turn.whole.endswith("before that")
        if turn.asks_earlier and not of_deadline and (earlier := self._earlier(held)):
            return earlier, ""
        of_one = len(last.years) < 2  # "than before" is then said of an earlier inspection
        if of_one and turn.is_against and said(turn.folded, load_cues().than_earlier):
            return self._and_before(held)
        if turn.acts and last.kind is Kind.TREND:
            return (max(report.year for report in spoken),), ""  # what is still to be done
        if asks_now(turn) and spoken:
            return self._now(held or spoken)
        if turn.asks_since and held and spoken:
            return self._since(held)
        return self._carried(held), ""

    def _carried(self, held: Sequence[HeldReport]) -> Sequence[int]:
        """The years spoken of, counted on where it says so."""
        turn, years = self.turn, carried_years(self.last, self._spoken)
        if not years and len(self.last.authorities) == 1:  # of all, those that were held then
            of_all = tuple(report.year for report in held)
            counted = {*moved(turn.question, of_all)} & {*of_all}
            return (*counted,) if years_away_said(turn.folded) else ()
        return moved(turn.question, years)

    def _earlier(self, held: Sequence[HeldReport]) -> Sequence[int]:
        """The years of the inspections before those spoken of; of all of one authority, the
        first ("back then").
        """
        oldest = min((report.year for report in self._spoken), default=0)
        if before := [report.year for report in held if report.year < oldest]:
            return before
        return (oldest,) if len(self.last.authorities) == 1 < len(self._spoken) else ()

    def _and_before(self, held: Sequence[HeldReport]) -> tuple[Sequence[int], str]:
        """The years spoken of and those before them: "is that better than before?"."""
        years = [report.year for report in self._spoken]
        earlier = self._earlier(held)
        missing = "" if earlier or not years else f"a date before {min(years)}"
        return tuple(dict.fromkeys((*earlier, *years))), missing

    def _another(self, held: Sequence[HeldReport]) -> tuple[Sequence[int], str] | None:
        """The year of the inspection before those spoken of, or after them, or of the others, where
        it asks for that, and what is missing if there is none.
        """
        turn, spoken, carried = self.turn, self._spoken, carried_years(self.last, self._spoken)
        years = sorted(report.year for report in spoken)
        if turn.asks_other:
            others = [report.year for report in held if report not in spoken]
            return others or carried, "" if others or len(spoken) > 1 else "another date"
        if not years or turn.own:
            return None
        if asks_of_later(turn.folded):
            later = [report.year for report in held if report.year > years[-1]]
            return later[:1] or carried, "" if later else f"a date after {years[-1]}"
        if asks_of_earlier(turn.folded):
            before = [report.year for report in held if report.year < years[0]]
            return before[-1:] or carried, "" if before else f"a date before {years[0]}"
        return None

    def _since(self, held: Sequence[HeldReport]) -> tuple[Sequence[int], str]:
        """The years of the inspections after the one spoken of; of the newest, then and now, where
        it asks which way it went. A grade or a number that was told is set beside the later one.
        """
        last, newest = self.last, max(report.year for report in self._spoken)
        which_way = said(self.turn.folded, load_cues().which_way)
        if later := [report.year for report in held if report.year > newest]:
            told = last.kind is Kind.JUDGEMENT or (last.kind is Kind.FACT and which_way)
            return ([newest, *later] if told else later), ""
        every = sorted({report.year for report in held})
        told_last = last.kind is Kind.RECOMMENDATION and len(self._spoken) == 1
        several = len(self._spoken) > 1 or which_way
        if len(every) > 1 and several and not told_last:
            return every, ""
        return carried_years(self.last, self._spoken), f"a date after {newest}"

    def _now(self, held: Sequence[HeldReport]) -> tuple[Sequence[int], str]:
        """The year of the newest inspection, and that there is none of a later date; after an older
        one "and now?" asks for the newest.
        """
        newest = max((report.year for report in held), default=0)
        spoken = max((report.year for report in self._spoken), default=0)
        is_today = said(self.turn.folded, load_cues().present[:-1])
        if not held or (spoken < newest and not is_today and not self.turn.names_place):
            return (newest,) if held else (), ""
        return (newest,), f"a date after {newest}"

    def _names_what_others_have(self) -> bool:
        """Whether it names what reports know, and those spoken of do not: "and Northwick Park?",
        a hospital of another place.
        """
        if said(self.turn.whole, load_cues().sentence):
            return False  # "do they offer befriending?" asks of those spoken of
        facts, spoken = self.facts, self.last.reports
        short = {fold(name) for name in facts.abbreviations}
        known = (word for word in self.turn.own if word in facts.words and word not in short)
        names = [word for word in known if not is_english(word)]
        return bool(spoken) and any(not facts.mentions(word, spoken) for word in names)

    def _asks_same_in_year(self) -> bool:
        """Whether it asks if the same was so in one of the years that were told of together: "was
        it the same in 2007?", of both.
        """
        years = {*self.turn.scope.years}
        same = "the same" in self.turn.pointing and "in" in self.turn.whole.split()
        return same and years < {report.year for report in self._spoken}

    def _named_elsewhere(self) -> tuple[str, ...]:
        """The authorities whose reports alone know what it names in capitals, as a name is, after
        what a place stands after: "and at King George?", a hospital of another borough.
        """
        turn, facts, spoken = self.turn, self.facts, self.last.reports
        names = [fold(found["name"]).split() for found in _named_at().finditer(turn.question)]
        known = [name for name in names if all(word in facts.words for word in name)]
        if turn.names_place or not spoken or not known:
            return ()
        elsewhere: dict[str, None] = {}
        for report in _with_words({word for name in known for word in name}, facts.reports, facts):
            elsewhere[report.authority] = None
            if report.authority in self.last.authorities or len(elsewhere) > MOST_ELSEWHERE:
                return ()
        return tuple(elsewhere)

    @property
    def _spoken(self) -> list[HeldReport]:
        """The reports that were spoken of."""
        return [report for report in self.facts.reports if report.key in self.last.reports]

    def less_names_of_elsewhere(self, text: str) -> str:
        """A text with what a body is where no report of the place asked about has its name: "and
        Harrow?", after "King George Hospital", asks of the hospital.
        """
        held = [report.key for report in self.facts.of(self.turn.scope.authorities)]
        for name in own_names(f"the {text}"):  # a name is told by what stands before it
            *own, kind = fold(name).split()
            is_known = all(self.facts.mentions(word, held) for word in own)
            if not is_known and kind in load_cues().bodies:
                text = text.replace(name, kind)
        return text


def _with_words(
    words: Collection[str], reports: Sequence[HeldReport], facts: LibraryFacts
) -> Iterator[HeldReport]:
    """The reports that have all of some words, looked up by halves: most of many have none."""
    keys = [report.key for report in reports]
    if not all(facts.mentions(word, keys) for word in words):
        return
    if len(reports) == 1:
        yield reports[0]
        return
    middle = len(reports) // 2
    yield from _with_words(words, reports[:middle], facts)
    yield from _with_words(words, reports[middle:], facts)


@cache
def _named_at() -> re.Pattern[str]:
    """A name in capitals after what leads to a place."""
    leads = either(load_cues().leads_to_place)
    return re.compile(rf"\b(?i:{leads})\s+(?:the\s+)?(?P<name>[A-Z][a-z]+(?:\s+[A-Z][a-z]+)*)")
