"""Whether a turn asks what that is worth which it was just told: "so is that good or bad?"."""

from __future__ import annotations

from qa.conversation.typed.asking import asks_now
from qa.conversation.typed.cues import load_cues, opens, said
from qa.conversation.typed.pointing import less_linking
from qa.conversation.typed.turn import TurnAsTyped
from qa.search.asked.question import Kind, Understood

HOW_GOOD = "how good is that?"


def weighs(turn: TurnAsTyped, last: Understood) -> bool:
    """Whether a turn asks if what was told on a subject is good or bad, and names nothing."""
    elsewhere = turn.names_place or turn.scope.years or turn.scope.unheld_years or turn.strands
    another = turn.asks_earlier or turn.asks_since or turn.asks_other or asks_now(turn)
    if elsewhere or another or not last.subject or last.kind is not Kind.TOPIC:
        return False
    return asks_worth(turn)


def asks_worth(turn: TurnAsTyped) -> bool:
    """Whether a turn asks no more than if what it points at is good or bad."""
    cues = load_cues()
    asked = less_linking(turn.whole)
    weighed = said(turn.folded, cues.worth)
    asks = turn.asks_yes_or_no or opens(asked, cues.should) or opens(asked, weighed)
    words = {word for phrase in weighed for word in phrase.split()}
    pointed = {*turn.pointing} <= {*cues.points_at_matter, *cues.what_was_told}
    return bool(weighed and asks and pointed) and {*turn.content} <= words
