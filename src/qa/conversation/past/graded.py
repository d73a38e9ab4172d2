"""Grades that were told in turn, where a turn asks how they stand to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.form.reply import Answer
from qa.conversation.typed.turn import TurnAsTyped
from qa.search.asked.question import Understood


def graded_in_turn(
    turn: TurnAsTyped, last: Understood, answers: Sequence[Answer]
) -> Understood | None:
    """What was spoken of last, over the two years or places whose grades for one thing were told
    last, where a turn asks how they stand: "so did it get worse?", "is that better?". Which way
    something went is asked over years alone.
    """
    asks = turn.is_against or (turn.asks_since and not turn.own)
    if not asks or turn.names_place or turn.scope.years:
        return None
    graded = [answer.understood for answer in answers if answer.judgements][-2:]
    if len(graded) < 2 or graded[-1] is not last or not last.aspect:
        return None
    before = graded[0]
    same = before.aspect == last.aspect and before.strand == last.strand
    if not same or len(before.authorities) != 1 or len(last.authorities) != 1:
        return None
    if before.authorities != last.authorities:
        both = (*before.authorities, *last.authorities)
        return None if turn.asks_since else replace(last, authorities=both, years=(), reports=())
    years = sorted({*before.years, *last.years})
    return replace(last, years=tuple(years)) if len(years) > 1 else None
