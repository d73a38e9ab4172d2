"""The one report that a reply told to be the best or the worst: what "why?" asks of after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.form.reply import Answer
from qa.conversation.typed.asking import asks_of_scales
from qa.conversation.typed.cues import load_cues, opens, said
from qa.conversation.typed.pointing import less_linking
from qa.conversation.typed.turn import TurnAsTyped
from qa.search.asked.facts import LibraryFacts
from qa.search.asked.question import Kind, Understood


def of_foremost(
    turn: TurnAsTyped, last: Understood, answers: Sequence[Answer], facts: LibraryFacts
) -> Understood:
    """What was spoken of last, of the one report that the last reply told to be the best or the
    worst, where a turn asks why, what went wrong there or what is to be done; else as it is.
    """
    first = answers[-1].foremost
    if len(first) != 1 or not _asks_of_one(turn):
        return last
    report = next(held for held in facts.reports if held.key == first[0])
    return replace(
        last,
        subject=_less_ranking(last.subject),
        kind=Kind.TOPIC,
        authorities=(report.authority,),
        years=(report.year,),
        reports=first,
    )


def _asks_of_one(turn: TurnAsTyped) -> bool:
    """Whether a turn asks something of whoever came out first, and not of all that were ranked."""
    cues, asked = load_cues(), less_linking(turn.whole)
    elsewhere = turn.names_place or turn.scope.years or turn.scope.unheld_years
    several = turn.is_across or turn.compares or turn.asks_other or asks_of_scales(turn)
    if elsewhere or several or opens(asked, cues.which) or said(turn.whole, cues.several):
        return False
    asks_why = opens(asked, cues.why) or turn.points
    to_be_done = turn.acts or Kind.RECOMMENDATION in turn.kinds
    return asks_why or ((to_be_done or bool(said(turn.folded, cues.judging))) and not turn.own)


def _less_ranking(subject: str) -> str:
    """A subject without the words that ask who came out first.

    >>> _less_ranking("worst result health looked after children"), _less_ranking("worst")
    ('health looked after children', '')
    """
    cues = load_cues()
    ranking = {word for said in (*cues.extremes, *cues.outcome) for word in said.split()}
    return " ".join(word for word in subject.split() if word not in ranking)
