"""What kind of thing a turn asks for, and which of its own words are worth searching with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from re import Match, Pattern

from qa.answer.asking.deadlines import timescale_said
from qa.conversation.typed.asking import (
    asks_for_more,
    asks_now,
    asks_of_report,
    asks_which_of_two,
    asks_why,
    names_counted,
)
from qa.conversation.typed.cues import load_cues, said, without_opening
from qa.conversation.typed.place import with_months
from qa.conversation.typed.time_away import years_away_said
from qa.conversation.typed.turn import TurnAsTyped
from qa.conversation.typed.words import CARRIED
from qa.patterns import either
from qa.search.asked.dating import order_said
from qa.search.asked.question import Kind, Understood
from qa.search.language.counting import asks_how_many


@dataclass(frozen=True, slots=True)
class CarriedKind:
    """A turn, what was spoken of before it, and the grade of which it asks why, if it does."""

    turn: TurnAsTyped
    last: Understood
    grade: str = ""

    def asked(self, own: Sequence[str]) -> str:
        """What of the turn's own words is worth searching with."""
        turn = self.turn
        emptied = (
            turn.only_place
            or turn.asks_figures
            or asks_now(turn)
            or (self.last.kind is Kind.FACT and asks_which_of_two(turn))  # "which is higher?"
            or (not own and self._asks_of_another)
        )
        if turn.asks_the_date:
            return "which year was that"
        if asks_of_report(turn) and not emptied:
            return turn.question
        if self.grade:
            return f"why was it {self.grade}?"
        if asks_why(turn):
            return "why?"
        says_nothing = not turn.content and not turn.responds
        if emptied or asks_for_more(turn) or says_nothing or turn.is_against:
            return ""
        return with_months(without_opening(turn.question))

    @property
    def _asks_of_another(self) -> bool:
        """Whether it asks of another inspection than the one spoken of."""
        turn = self.turn
        away = years_away_said(turn.folded) or order_said(turn.question)
        return bool(turn.asks_since or turn.asks_other or away)

    def kind(self, own: Sequence[str]) -> str:
        turn, last = self.turn, self.last
        if turn.asks_figures:
            return "how many"
        asks = asking_anew().search(turn.question)
        if asks_of_report(turn):
            return ""
        if asks and not ((turn.content and not asks_now(turn)) or turn.compares):
            return _said_of(asks)  # "how many are there?"
        if turn.drops_subject or turn.responds or self.grade or asks_why(turn):
            return ""  # what was judged is known by now
        carried = CARRIED.get(last.kind, "")
        several = last.kind in (Kind.COMPARE, Kind.TREND, Kind.ACROSS)
        counts = last.kind is Kind.FACT or (several and asks_how_many(last.standalone))
        if counts:
            asked = asking_anew().search(last.standalone)
            # "pupil numbers in Barnet" asks how many, too
            carried = _said_of(asked) if asked else "how many" * asks_how_many(last.query)
            carried = "" if asks_for_more(turn) else carried
        if last.kind is Kind.RECOMMENDATION:
            by_when = timescale_said(turn.question) or timescale_said(last.standalone)
            # "and is Barnet any better?" asks how things are there, and not what is to be done.
            judges = turn.is_against or said(turn.folded, load_cues().judging)
            carried = "" if judges else f"{carried} {by_when}".strip()
        # "what about care leavers getting jobs?" asks for no number.
        of_aspect = turn.names_aspect and not (counts and said(turn.folded, load_cues().sentence))
        same_kind = not own or of_aspect or turn.is_against or turn.corrects
        same_kind = same_kind or (counts and names_counted(turn, last))
        which_way = last.kind is Kind.JUDGEMENT and bool(said(turn.folded, load_cues().which_way))
        same_kind = same_kind and (counts or which_way or not turn.asks_since)
        return carried if carried and same_kind and not turn.kinds else ""


def _said_of(asked: Match[str]) -> str:
    return (asked["any"] or asked["first"]).lower()


@cache
def asking_anew() -> Pattern[str]:
    """What asks for a number, a time or a name: "how many", "who" where a clause begins."""
    cues = load_cues()
    begins = rf"(?:^|(?<=[,.;:?!(–-])|\b(?:{either(cues.linking)})\b)\s*"
    anywhere = either({*cues.asked} - {*cues.relative})
    return re.compile(
        rf"\b(?P<any>{anywhere})\b|{begins}(?P<first>{either(cues.relative)})\b", re.I
    )
